"""Lay paragraphs and tables on A4 pages: words with boxes, and the picture they are boxes of.

Word and text files have no pages of their own. The layout made here is the one place that decides
where a word stands; reading and drawing both follow it, so boxes and pixels always agree.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from PIL import Image as Pillow
from PIL import ImageDraw

from nlp.document import Line, Page, Table, Word
from nlp.parsing.fonts import FontMissing, advance, find_font, font
from nlp.parsing.picture import check_pixels
from nlp.parsing.words import word_spans

__all__ = ["Block", "Composer", "FontMissing", "Grid", "Par", "Sheet", "compose", "find_font"]

WIDTH, HEIGHT = 595.3, 841.9
LEFT, RIGHT, TOP, BOTTOM = 79.0, 516.3, 72.0, 769.9
BODY_SIZE = 10.5
"""五号, Word's usual size for Chinese text, in points."""
_LEADING = 1.62
_PAD = 4.0
_ASCENT = 0.88
_NO_START = frozenset("，。、；：？！）》」』】〕〉”’％‰,.;:?!)]}%")
_LEAST_SIZE, _LARGEST_SIZE = 6.0, 40.0

Align = Literal["left", "center", "right"]


@dataclass(frozen=True, slots=True)
class Par:
    """One paragraph: ``indent`` and ``first`` (of the first line, beyond it) in points."""

    text: str
    size: float = BODY_SIZE
    bold: bool = False
    align: Align = "left"
    indent: float = 0.0
    first: float = 0.0
    new_page: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: rows of cells, all of one length; a cell covered by another is empty.

    ``widths`` are the columns' shares of the page's width, in any unit.
    """

    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]
    size: float = BODY_SIZE


Block = Par | Grid


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page as laid out, with the rules of its tables (x0, y0, x1, y1 in points)."""

    page: Page
    rules: tuple[tuple[float, float, float, float], ...]

    def draw(self, dpi: int) -> bytes:
        """The page as PNG at ``dpi``."""
        scale = dpi / 72
        check_pixels(WIDTH * scale, HEIGHT * scale)
        picture = Pillow.new("L", (round(WIDTH * scale), round(HEIGHT * scale)), 255)
        pen = ImageDraw.Draw(picture)
        for rule in self.rules:
            pen.line([side * scale for side in rule], fill=90, width=max(1, dpi // 150))
        for line in self.page.lines:
            face = font(line.size * scale, bold=line.bold)
            for word in line.words:
                _draw(pen, line, word, scale, face)
        out = io.BytesIO()
        picture.save(out, format="PNG", compress_level=3)
        return out.getvalue()


def _draw(pen: ImageDraw.ImageDraw, line: Line, word: Word, scale: float, face: object) -> None:
    """Character by character: a run's own rounding would drift away from its box."""
    text = line.text[word.start : word.end]
    widths = [advance(character, bold=line.bold) for character in text]
    unit = (word.x1 - word.x0) / (sum(widths) or 1.0)
    x = word.x0
    for character, width in zip(text, widths, strict=True):
        at = (x * scale, (word.y0 + _ASCENT * line.size) * scale)
        pen.text(at, character, font=face, fill=0, anchor="ls")  # type: ignore[arg-type]
        x += width * unit


def compose(blocks: Iterable[Block]) -> list[Sheet]:
    """Lay ``blocks`` on pages, in order; at least one page, the same for the same blocks.

    Raises :class:`FontMissing` where no CJK font is installed.
    """
    composer = Composer()
    for block in blocks:
        if isinstance(block, Par):
            composer.paragraph(block)
        else:
            composer.table(block)
    return composer.finish()


class Composer:
    """Fills pages from top to bottom."""

    def __init__(self) -> None:
        self._sheets: list[Sheet] = []
        self._start_page()

    def _start_page(self) -> None:
        self._y = TOP
        self._lines: list[Line] = []
        self._tables: list[Table] = []
        self._rules: list[tuple[float, float, float, float]] = []

    def _end_page(self) -> None:
        number = len(self._sheets) + 1
        page = Page(
            number, WIDTH, HEIGHT, "native", tuple(self._lines), tuple(self._tables), confidence=1.0
        )
        self._sheets.append(Sheet(page, tuple(self._rules)))
        self._start_page()

    def finish(self) -> list[Sheet]:
        if self._lines or not self._sheets:
            self._end_page()
        return self._sheets

    def paragraph(self, par: Par) -> None:
        """Set one paragraph; a blank one is a gap."""
        if par.new_page and self._lines:
            self._end_page()
        size = min(max(par.size, _LEAST_SIZE), _LARGEST_SIZE)
        pitch = size * _LEADING
        if not par.text.strip():
            self._y += pitch
            return
        left = min(LEFT + par.indent, RIGHT - 12 * size)
        first = max(par.first, LEFT - left)
        opens = True
        for start, end in wrap(par.text, size, par.bold, RIGHT - left, first):
            if self._y + size > BOTTOM and self._lines:
                self._end_page()
            room = (left + (first if opens else 0.0), RIGHT)
            line = set_line(par.text[start:end], room, self._y, size, par.bold, par.align)
            self._lines.append(Line(line[0], line[1], size, par.bold, starts_paragraph=opens))
            self._y += pitch
            opens = False

    def table(self, grid: Grid) -> None:
        """Set a table row by row; what stands on one page is one table of that page."""
        total = sum(grid.widths)
        edges = [LEFT]
        for width in grid.widths:
            edges.append(edges[-1] + width / total * (RIGHT - LEFT))
        rows: list[tuple[str, ...]] = []
        top = self._y
        for row in grid.rows:
            height = self._row_height(row, edges, grid.size)
            if self._y + height > BOTTOM and self._lines:
                self._close_table(rows, edges, top)
                self._end_page()
                rows, top = [], self._y
            if height > BOTTOM - TOP:
                # No page holds such a row: it frames running text, and is set as that.
                self._close_table(rows, edges, top)
                for cell in filter(str.strip, row):
                    self.paragraph(Par(cell, grid.size))
                rows, top = [], self._y
                continue
            self._set_row(row, edges, grid.size, height)
            rows.append(row)
        self._close_table(rows, edges, top)
        self._y += _PAD

    def _row_height(self, row: Sequence[str], edges: Sequence[float], size: float) -> float:
        counts = [
            len(wrap(cell, size, False, max(right - left - 2 * _PAD, size)))
            for cell, (left, right) in zip(row, pairwise(edges), strict=True)
        ]
        return max(1, *counts) * size * 1.4 + 2 * _PAD

    def _set_row(
        self, row: Sequence[str], edges: Sequence[float], size: float, height: float
    ) -> None:
        words: list[Word] = []
        at = 0
        for cell, (left, right) in zip(row, pairwise(edges), strict=True):
            y = self._y + _PAD
            room = (left + _PAD, max(right - _PAD, left + _PAD + size))
            for start, end in wrap(cell, size, False, room[1] - room[0]):
                _, placed = set_line(cell[start:end], room, y, size, False, "left")
                words += [_moved(word, at + start) for word in placed]
                y += size * 1.4
            at += len(cell) + 1
        if words:
            text = "\t".join(row)
            self._lines.append(
                Line(text, tuple(words), size, starts_paragraph=True, table=len(self._tables))
            )
        bottom = self._y + height
        self._rules += [(left, self._y, left, bottom) for left in edges]
        self._rules += [(edges[0], y, edges[-1], y) for y in (self._y, bottom)]
        self._y = bottom

    def _close_table(
        self, rows: Sequence[tuple[str, ...]], edges: Sequence[float], top: float
    ) -> None:
        if rows:
            number = len(self._sheets) + 1
            self._tables.append(Table(number, edges[0], top, edges[-1], self._y, tuple(rows)))


def _moved(word: Word, by: int) -> Word:
    return Word(word.start + by, word.end + by, word.x0, word.y0, word.x1, word.y1)


def set_line(
    text: str, room: tuple[float, float], y: float, size: float, bold: bool, align: Align
) -> tuple[str, tuple[Word, ...]]:
    """``text`` and its words placed between ``room``'s edges; too wide a line is squeezed."""
    left, right = room
    widths = [advance(character, bold=bold) * size for character in text]
    total = sum(widths)
    squeeze = min(1.0, (right - left + size) / total) if total else 1.0
    spare = max(right - left - total * squeeze, 0.0)
    x = left + {"left": 0.0, "center": spare / 2, "right": spare}[align]
    edges = [x]
    for width in widths:
        edges.append(edges[-1] + width * squeeze)
    words = tuple(
        Word(start, end, edges[start], y, edges[end], y + size) for start, end in word_spans(text)
    )
    return text, words


def wrap(
    text: str, size: float, bold: bool, width: float, first: float = 0.0
) -> list[tuple[int, int]]:
    """The printed lines of ``text`` as spans; blanks at a break belong to no line.

    Closing marks hang rather than open a line; a run that no line holds stays whole (assembly
    would join its halves with a space), and is squeezed when it is set.
    """
    lines: list[tuple[int, int]] = []
    start = end = 0
    x = first
    for begin, stop, gap, run in _runs(text, size, bold):
        fits = x + gap + run <= width or text[begin] in _NO_START
        if end > start and not fits:
            lines.append((start, end))
            start, x, gap = begin, 0.0, 0.0
        elif end == start:
            start, gap = begin, 0.0
        x += gap + run
        end = stop
    if end > start:
        lines.append((start, end))
    return lines


def _runs(text: str, size: float, bold: bool) -> Iterator[tuple[int, int, float, float]]:
    """Words that may be parted, the width of the blank before each, and their own width."""
    after = 0
    for start, end in word_spans(text):
        gap = sum(advance(character, bold=bold) for character in text[after:start]) * size
        yield (
            start,
            end,
            gap,
            sum(advance(character, bold=bold) for character in text[start:end]) * size,
        )
        after = end
