"""Words into the cells of ruled tables; a table's rows become lines of the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from nlp.document import Line, Table, Word
from nlp.parsing.layout import arrange, join_words
from nlp.parsing.rulings import Cell, Grid
from nlp.parsing.words import is_cjk


@dataclass(frozen=True, slots=True)
class LaidOut:
    """The lines of a page in reading order, and its tables."""

    lines: tuple[Line, ...]
    tables: tuple[Table, ...]


def lay_out(pieces: Sequence[Line], grids: Sequence[Grid], page: int) -> LaidOut:
    """Put ``pieces`` in reading order; what stands inside a grid becomes table rows.

    ``grids`` are in points. Text beside a table is read after it.
    """
    used, outside, inside = _sort_out(pieces, grids)
    lines: list[Line] = []
    tables: list[Table] = []
    for index, grid in enumerate(used):
        above = [piece for piece in outside if _middle(piece) < grid.y0]
        outside = [piece for piece in outside if _middle(piece) >= grid.y0]
        lines += arrange(above)
        rows, row_lines = _rows(grid, inside[index], len(tables))
        lines += row_lines
        tables.append(Table(page, grid.x0, grid.y0, grid.x1, grid.y1, rows))
    lines += arrange(outside)
    return LaidOut(tuple(lines), tuple(tables))


def take(line: Line, words: Sequence[Word]) -> Line:
    """The part of ``line`` that holds ``words`` (adjacent ones, in order)."""
    start, end = words[0].start, words[-1].end
    moved = tuple(replace(w, start=w.start - start, end=w.end - start) for w in words)
    return replace(line, text=line.text[start:end], words=moved)


def _middle(line: Line) -> float:
    return (line.words[0].y0 + line.words[0].y1) / 2


_CellPieces = dict[Cell, list[Line]]


def _sort_out(
    pieces: Sequence[Line], grids: Sequence[Grid]
) -> tuple[list[Grid], list[Line], list[_CellPieces]]:
    """Grids with text in at least two cells; the pieces outside of them; those in each cell.

    A frame drawn round running text is no table.
    """
    inside: list[_CellPieces] = [{} for _ in grids]
    outside: list[Line] = []
    origin: list[list[Line]] = [[] for _ in grids]
    for piece in pieces:
        index = next((i for i, grid in enumerate(grids) if _touches(grid, piece)), None)
        if index is None:
            outside.append(piece)
            continue
        origin[index].append(piece)
        for cell, words in _by_cell(grids[index], piece):
            inside[index].setdefault(cell, []).append(take(piece, words))
    kept = [i for i, cells in enumerate(inside) if len(cells) >= 2 and not _frames_text(cells)]
    for i in set(range(len(grids))) - set(kept):
        outside += origin[i]
    return [grids[i] for i in kept], outside, [inside[i] for i in kept]


_FRAMED_PIECES = 16
_FRAMED_SHARE = 0.9


def _frames_text(cells: _CellPieces) -> bool:
    """Whether one cell holds a page of text, as where a border is drawn round the page."""
    lengths = {cell: sum(len(piece.text) for piece in found) for cell, found in cells.items()}
    largest = max(lengths, key=lambda cell: lengths[cell])
    filled = len(cells[largest]) >= _FRAMED_PIECES
    return filled and lengths[largest] >= _FRAMED_SHARE * sum(lengths.values())


def _touches(grid: Grid, piece: Line) -> bool:
    middle = _middle(piece)
    return (
        grid.y0 <= middle <= grid.y1
        and piece.words[-1].x1 > grid.x0
        and piece.words[0].x0 < grid.x1
        and all(_cell_of(grid, word) is not None for word in piece.words)
    )


def _cell_of(grid: Grid, word: Word) -> Cell | None:
    return grid.cell_at((word.x0 + word.x1) / 2, (word.y0 + word.y1) / 2)


def _by_cell(grid: Grid, piece: Line) -> list[tuple[Cell, list[Word]]]:
    """Divide the words of ``piece`` where it crosses from one cell to the next."""
    groups: list[tuple[Cell, list[Word]]] = []
    for word in piece.words:
        cell = _cell_of(grid, word)
        if cell is None:
            continue
        if groups and groups[-1][0] == cell:
            groups[-1][1].append(word)
        else:
            groups.append((cell, [word]))
    return groups


def _rows(
    grid: Grid, pieces: _CellPieces, table: int
) -> tuple[tuple[tuple[str, ...], ...], list[Line]]:
    rows: list[tuple[str, ...]] = []
    lines: list[Line] = []
    contents = {(cell.row, cell.column): _content(found) for cell, found in pieces.items()}
    for row in range(grid.rows):
        cells = [contents.get((row, column)) for column in range(grid.columns)]
        rows.append(tuple(cell.text if cell else "" for cell in cells))
        line = _row_line(cells, table)
        if line is not None:
            lines.append(line)
    return tuple(rows), lines


def _content(pieces: list[Line]) -> Line:
    """All the text of one cell as a single line."""
    lines = arrange(pieces)
    gaps = [
        "" if is_cjk(before.text[-1]) or is_cjk(after.text[0]) else " "
        for before, after in pairwise(lines)
    ]
    return join_words(lines, gaps)


def _row_line(cells: list[Line | None], table: int) -> Line | None:
    filled = [cell for cell in cells if cell is not None]
    if not filled:
        return None
    blank = replace(filled[0], text="", words=())
    row = join_words([cell or blank for cell in cells], ["\t"] * (len(cells) - 1))
    return replace(row, table=table, bold=all(cell.bold for cell in filled))
