"""Documents made of plain text, with made-up boxes on A4 pages."""

from __future__ import annotations

from collections.abc import Collection
from itertools import groupby

from nlp.document import (
    Box,
    Document,
    LineSpan,
    Page,
    PageSpan,
    Paragraph,
    PlacedWord,
    Quality,
    Table,
)
from nlp.document import Word as LineWord
from nlp.parsing.assemble import assemble, detect_language
from nlp.parsing.words import is_cjk

WIDTH, HEIGHT = 595.3, 841.9
_LEFT, _TOP, _RIGHT = 90.0, 72.0, 505.3
_LEADING = 22.0
_LINES_A_PAGE = int((HEIGHT - 2 * _TOP) / _LEADING)


def document_of(
    text: str,
    *,
    bold: Collection[str] = (),
    centered: Collection[str] = (),
    large: Collection[str] = (),
    confidence: float = 1.0,
) -> Document:
    """A document whose paragraphs are the lines of ``text``, blank lines and margins dropped.

    Paragraphs wrap to printed lines and pages fill up as on A4; a form feed starts a new page.
    Lines that hold tabs are table rows; neighbouring ones form one table. A paragraph that equals
    one of ``bold``, ``centered`` or ``large`` is printed so. Every word is read with
    ``confidence``. ``document.text`` is the kept lines joined by newlines.
    """
    printer = _Printer(confidence)
    for chunk in text.split("\f"):
        printer.new_page()
        lines = [line.strip(" \r　") for line in chunk.split("\n")]
        for is_table, group in groupby((line for line in lines if line), key=_is_row):
            if is_table:
                printer.table(list(group))
                continue
            for line in group:
                size = 18.0 if line in large else 12.0
                printer.paragraph(line, size, bold=line in bold, centered=line in centered)
    return printer.finish()


def document_of_pages(pages: Collection[Page]) -> Document:
    """The document that assembly makes of ``pages``: for tests that care how lines join."""
    return assemble(list(pages))


def _is_row(line: str) -> bool:
    return "\t" in line


def words_of(text: str) -> list[tuple[int, int]]:
    """The spans of the words of ``text``: one CJK character, or one run of other characters."""
    spans: list[tuple[int, int]] = []
    for index, character in enumerate(text):
        if character.isspace():
            continue
        joins = (
            spans
            and spans[-1][1] == index
            and not is_cjk(character)
            and not is_cjk(text[index - 1])
        )
        if joins:
            spans[-1] = (spans[-1][0], index + 1)
        else:
            spans.append((index, index + 1))
    return spans


def line_words(text: str, x0: float, y0: float, size: float = 12.0) -> tuple[LineWord, ...]:
    """The words of one printed line that starts at ``x0``, ``y0``, for tests that make pages."""
    words: list[LineWord] = []
    x = x0
    at = 0
    for start, end in words_of(text):
        x += _width(text[at:start], size)
        width = _width(text[start:end], size)
        words.append(LineWord(start, end, x, y0, x + width, y0 + size))
        x += width
        at = end
    return tuple(words)


def _width(text: str, size: float) -> float:
    return sum(size if is_cjk(character) else size / 2 for character in text)


class _Printer:
    """Sets lines one under another and remembers where each word went."""

    def __init__(self, confidence: float) -> None:
        self._confidence = confidence
        self._text = ""
        self._row = 0
        self._starts: list[int] = []
        self._paragraphs: list[Paragraph] = []
        self._lines: list[LineSpan] = []
        self._words: list[PlacedWord] = []
        self._tables: list[Table] = []

    def new_page(self) -> None:
        self._starts.append(len(self._text) + bool(self._text))
        self._row = 0

    def paragraph(
        self, text: str, size: float, *, bold: bool, centered: bool, table: int | None = None
    ) -> None:
        if self._row >= _LINES_A_PAGE:
            self.new_page()
        if self._text:
            self._text += "\n"
        start = len(self._text)
        self._text += text
        for first, last in _wrap(text, size):
            self._line(text, first, last, start, size, bold, centered, table)
        self._paragraphs.append(Paragraph(start, start + len(text), bold, centered, size, table))

    def table(self, rows: list[str]) -> None:
        index = len(self._tables)
        top = _TOP + self._row * _LEADING
        page = len(self._starts)
        for row in rows:
            self.paragraph(row, 12.0, bold=False, centered=False, table=index)
        bottom = _TOP + self._row * _LEADING
        cells = tuple(tuple(row.split("\t")) for row in rows)
        self._tables.append(Table(page, _LEFT, top, _RIGHT, max(bottom, top + _LEADING), cells))

    def finish(self) -> Document:
        ends = [*self._starts[1:], len(self._text)]
        pages = tuple(
            PageSpan(
                number,
                WIDTH,
                HEIGHT,
                "native",
                min(start, len(self._text)),
                min(end, len(self._text)),
                self._confidence,
                Quality(),
                (),
            )
            for number, (start, end) in enumerate(zip(self._starts, ends, strict=True), start=1)
        )
        return Document(
            self._text,
            detect_language(self._text),
            pages,
            tuple(self._paragraphs),
            tuple(self._lines),
            tuple(self._words),
            tuple(self._tables),
        )

    def _line(
        self,
        text: str,
        first: int,
        last: int,
        offset: int,
        size: float,
        bold: bool,
        centered: bool,
        table: int | None,
    ) -> None:
        if self._row >= _LINES_A_PAGE:
            self._starts.append(offset + first)
            self._row = 0
        printed = text[first:last]
        width = _width(printed, size)
        x0 = (WIDTH - width) / 2 if centered else _LEFT
        y0 = _TOP + self._row * _LEADING
        self._row += 1
        page = len(self._starts)
        self._lines.append(
            LineSpan(
                offset + first,
                offset + last,
                page,
                x0,
                y0,
                x0 + width,
                y0 + size,
                size,
                bold,
                table,
            )
        )
        self._words += [
            PlacedWord(
                offset + first + word.start,
                offset + first + word.end,
                Box(page, word.x0, word.y0, word.x1, word.y1),
                self._confidence,
            )
            for word in line_words(printed, x0, y0, size)
        ]


def _wrap(text: str, size: float) -> list[tuple[int, int]]:
    """The printed lines of a paragraph, broken between words where the next would not fit."""
    lines: list[tuple[int, int]] = []
    first, last, x = 0, 0, 0.0
    for start, end in words_of(text):
        x += _width(text[last:start], size)
        width = _width(text[start:end], size)
        if last > first and x + width > _RIGHT - _LEFT:
            lines.append((first, last))
            first, x = start, 0.0
        x += width
        last = end
    lines.append((first, len(text)))
    return lines
