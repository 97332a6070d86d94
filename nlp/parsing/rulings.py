"""Ruled tables in the picture of a page: lines, the grid they form, merged cells.

What a reader sees as a table is ruled lines that cross. All measures are pixels of the picture
given; lengths that are looked for derive from its resolution.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

Gray = NDArray[np.uint8]

_SHORTEST_INCH = 0.22
"""Ruled lines are at least this long; the strokes of glyphs are shorter."""
_SAME_INCH = 0.05
"""Parallel lines nearer than this are one."""
_REACHING_SHARE = 0.9
"""A ruled line covers at least this share from one crossing line to the next, somewhere."""
_BORDER_SHARE = 0.5
"""A border stands where ink covers at least this share of it."""


@dataclass(frozen=True, slots=True, order=True)
class Cell:
    """A cell, perhaps merged: first row and column, and its rectangle."""

    row: int
    column: int
    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table of ``rows`` × ``columns`` elementary cells."""

    x0: float
    y0: float
    x1: float
    y1: float
    rows: int
    columns: int
    cells: tuple[Cell, ...]

    def cell_at(self, x: float, y: float) -> Cell | None:
        """The cell that holds the point, if any."""
        for cell in self.cells:
            if cell.x0 <= x <= cell.x1 and cell.y0 <= y <= cell.y1:
                return cell
        return None

    def scaled(self, factor: float) -> Grid:
        """The same grid in other units."""
        return Grid(
            self.x0 * factor,
            self.y0 * factor,
            self.x1 * factor,
            self.y1 * factor,
            self.rows,
            self.columns,
            tuple(
                Cell(c.row, c.column, c.x0 * factor, c.y0 * factor, c.x1 * factor, c.y1 * factor)
                for c in self.cells
            ),
        )


def find_grids(gray: Gray, dpi: float) -> list[Grid]:
    """The ruled tables of at least two cells, from top to bottom."""
    across, down = _ruled(gray, dpi)
    reach = max(3, round(dpi * 0.02))
    joined = cv2.dilate(across | down, np.ones((reach, reach), np.uint8))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    shortest = dpi * _SHORTEST_INCH
    grids = []
    for label in range(1, len(stats)):
        x, y, w, h, _ = (int(value) for value in stats[label])
        if w < 2 * shortest or h < shortest:
            continue
        inside = (slice(y, y + h), slice(x, x + w))
        own = labels[inside] == label
        grid = _grid(across[inside] * own, down[inside] * own, dpi)
        if grid is not None:
            grids.append(_moved(grid, x, y))
    return sorted(grids, key=lambda grid: grid.y0)


def erase_rules(gray: Gray, dpi: float) -> Gray:
    """The picture without its ruled lines."""
    across, down = _ruled(gray, dpi)
    cleaned = gray.copy()
    cleaned[cv2.dilate(across | down, np.ones((3, 3), np.uint8)) > 0] = 255
    return cleaned


def _ruled(gray: Gray, dpi: float) -> tuple[Gray, Gray]:
    """Masks (0/1) of horizontal and vertical ruled lines."""
    block = max(15, round(dpi * 0.12)) | 1
    ink = cv2.adaptiveThreshold(
        gray, 1, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, block, 12
    )
    length = max(12, round(dpi * _SHORTEST_INCH))
    masks = []
    for shape, gap in (((length, 1), (7, 1)), ((1, length), (1, 7))):
        closed = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones(gap[::-1], np.uint8))
        masks.append(cv2.morphologyEx(closed, cv2.MORPH_OPEN, np.ones(shape[::-1], np.uint8)))
    return masks[0].astype(np.uint8), masks[1].astype(np.uint8)


def _grid(across: Gray, down: Gray, dpi: float) -> Grid | None:
    ys = _positions(across, axis=1, dpi=dpi)
    xs = _positions(down, axis=0, dpi=dpi)
    ys = [y for y in ys if _reaches(across, y, xs, dpi)]
    xs = [x for x in xs if _reaches(down.T, x, ys, dpi)]
    if len(ys) < 2 or len(xs) < 2 or (len(ys) - 1) * (len(xs) - 1) < 2:
        return None
    cells = _cells(across, down, xs, ys, dpi)
    if len(cells) < 2:
        return None
    return Grid(xs[0], ys[0], xs[-1], ys[-1], len(ys) - 1, len(xs) - 1, tuple(cells))


def _moved(grid: Grid, dx: int, dy: int) -> Grid:
    return Grid(
        grid.x0 + dx,
        grid.y0 + dy,
        grid.x1 + dx,
        grid.y1 + dy,
        grid.rows,
        grid.columns,
        tuple(
            Cell(c.row, c.column, c.x0 + dx, c.y0 + dy, c.x1 + dx, c.y1 + dy) for c in grid.cells
        ),
    )


def _positions(mask: Gray, *, axis: int, dpi: float) -> list[float]:
    """Where ruled lines stand across ``axis``: centres of the lines, near ones joined."""
    _, _, stats, centres = cv2.connectedComponentsWithStats(mask, connectivity=8)
    shortest = dpi * _SHORTEST_INCH
    extent = cv2.CC_STAT_WIDTH if axis == 1 else cv2.CC_STAT_HEIGHT
    found = sorted(
        float(centres[i][1 if axis == 1 else 0])
        for i in range(1, len(stats))
        if stats[i][extent] >= 0.9 * shortest
    )
    groups: list[list[float]] = []
    for position in found:
        if groups and position - groups[-1][-1] < dpi * _SAME_INCH:
            groups[-1].append(position)
        else:
            groups.append([position])
    return [sum(group) / len(group) for group in groups]


def _cells(across: Gray, down: Gray, xs: list[float], ys: list[float], dpi: float) -> list[Cell]:
    """Elementary cells, united where no border divides them."""
    rows, columns = len(ys) - 1, len(xs) - 1
    owner = {(r, c): (r, c) for r in range(rows) for c in range(columns)}

    def root(key: tuple[int, int]) -> tuple[int, int]:
        while owner[key] != key:
            key = owner[key]
        return key

    for r in range(rows):
        for c in range(columns):
            if c + 1 < columns and not _ruled_between(down.T, xs[c + 1], ys[r], ys[r + 1], dpi):
                owner[root((r, c + 1))] = root((r, c))
            if r + 1 < rows and not _ruled_between(across, ys[r + 1], xs[c], xs[c + 1], dpi):
                owner[root((r + 1, c))] = root((r, c))
    merged: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for key in owner:
        merged.setdefault(root(key), []).append(key)
    return sorted(
        (_cell(keys, xs, ys) for keys in merged.values()), key=lambda c: (c.row, c.column)
    )


def _cell(keys: list[tuple[int, int]], xs: list[float], ys: list[float]) -> Cell:
    top, left = min(r for r, _ in keys), min(c for _, c in keys)
    bottom, right = max(r for r, _ in keys), max(c for _, c in keys)
    return Cell(top, left, xs[left], ys[top], xs[right + 1], ys[bottom + 1])


def _reaches(mask: Gray, at: float, crossings: list[float], dpi: float) -> bool:
    """Whether the line at row ``at`` runs from one crossing line to the next; letters do not."""
    return any(
        _covered(mask, at, start, end, dpi) >= _REACHING_SHARE for start, end in pairwise(crossings)
    )


def _ruled_between(mask: Gray, at: float, start: float, end: float, dpi: float) -> bool:
    """Whether a line at row ``at`` of ``mask`` covers most of ``start..end``."""
    inset = (end - start) * 0.12
    return _covered(mask, at, start + inset, end - inset, dpi) >= _BORDER_SHARE


def _covered(mask: Gray, at: float, start: float, end: float, dpi: float) -> float:
    """The share of ``start..end`` that has ink at row ``at`` of ``mask``."""
    reach = max(2, round(dpi * _SAME_INCH / 2))
    strip = mask[max(0, round(at) - reach) : round(at) + reach + 1, round(start) : round(end) + 1]
    return float(strip.max(axis=0).mean()) if strip.size else 0.0
