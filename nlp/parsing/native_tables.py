"""Ruled tables of native PDF pages, from the lines and rectangles that the page itself draws.

pdfplumber sees the drawn rules exactly, and so does not take letters or underlines of a rendered
page for a table; where it cannot help (turned or very busy pages, files that only PDFium
can open) the picture of the page decides, as on scans.
"""

from __future__ import annotations

import io
from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

import pdfplumber
from pdfminer.pdfexceptions import PDFException
from pdfplumber.page import Page as PlumberPage
from pdfplumber.pdf import PDF
from pdfplumber.table import Table as PlumberTable
from pdfplumber.utils.exceptions import PdfminerException

from nlp.parsing.rulings import Cell, Grid

_TOLERANCE = 3.0
"""Rules nearer than this many points are one; pdfplumber's own tolerance."""
_BROKEN = (PdfminerException, PDFException, ValueError, TypeError, KeyError, IndexError)
"""What pdfminer raises on files that PDFium still reads."""


class NativeTables:
    """The tables of one PDF; the file is opened when the first page asks."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._opened: PDF | None = None
        self._unusable = False

    def grids(self, number: int, width: float, height: float) -> list[Grid] | None:
        """The ruled tables of page ``number`` (from 1) in points from its top left corner.

        ``width`` and ``height`` are the page's displayed size in points. None where the answer
        must come from the picture of the page.
        """
        try:
            page = self._page(number)
            if page is None or not _upright(page, width, height):
                return None
            left, top = page.cropbox[:2]
            try:
                tables = page.find_tables()
            finally:
                page.close()
        except _BROKEN:
            return None
        grids = [grid for table in tables if (grid := _grid(table, left, top)) is not None]
        return sorted(grids, key=lambda grid: grid.y0)

    def close(self) -> None:
        """Free the file."""
        if self._opened is not None:
            self._opened.close()

    def _page(self, number: int) -> PlumberPage | None:
        if self._opened is None and not self._unusable:
            try:
                self._opened = pdfplumber.open(io.BytesIO(self._data))
            except _BROKEN:
                self._unusable = True
        return None if self._opened is None else self._opened.pages[number - 1]


def _upright(page: PlumberPage, width: float, height: float) -> bool:
    """Whether the page's crop box is what is displayed, and not turned."""
    left, top, right, bottom = page.cropbox
    same = abs(right - left - width) < 1 and abs(bottom - top - height) < 1
    return same and not page.rotation


def _grid(table: PlumberTable, left: float, top: float) -> Grid | None:
    boxes = [(x0 - left, y0 - top, x1 - left, y1 - top) for x0, y0, x1, y1 in table.cells]
    if len(boxes) < 2:
        return None
    xs = _edges([x for box in boxes for x in (box[0], box[2])])
    ys = _edges([y for box in boxes for y in (box[1], box[3])])
    cells = tuple(
        sorted(Cell(_index(ys, y0), _index(xs, x0), x0, y0, x1, y1) for x0, y0, x1, y1 in boxes)
    )
    return Grid(xs[0], ys[0], xs[-1], ys[-1], len(ys) - 1, len(xs) - 1, cells)


def _edges(values: Sequence[float]) -> list[float]:
    """Distinct positions, near ones joined to the first of them."""
    ordered = sorted(values)
    return ordered[:1] + [b for a, b in pairwise(ordered) if b - a > _TOLERANCE]


def _index(edges: Sequence[float], at: float) -> int:
    """The number of the last edge at or before ``at``."""
    return max(0, bisect_left(edges, at + _TOLERANCE / 2) - 1)
