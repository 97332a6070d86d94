"""From pages to one document: furniture out, lines joined into paragraphs, every word placed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from nlp.document import (
    Box,
    Document,
    Language,
    LineSpan,
    Page,
    PageSpan,
    Paragraph,
    PlacedWord,
    ReadingWarning,
    Table,
)
from nlp.parsing.furniture import without_furniture
from nlp.parsing.paragraphs import Placed, boxed_lines, place, starts_paragraph, usual_margins
from nlp.parsing.words import is_cjk

_LATIN_WORD = re.compile(r"[A-Za-z]{2,}")
_HYPHENATED = re.compile(r"([A-Za-z]+)-$")
_LOWER_START = re.compile(r"[a-z]+")


def assemble(pages: Sequence[Page]) -> Document:
    """Join the pages of one file, in order, into a document.

    Running headers, footers and page numbers are left out. Paragraphs are divided by one newline;
    a line wrapped inside a paragraph is joined without a space next to a CJK character, with one
    otherwise. A hyphen at a line's end goes only where the joined word stands elsewhere in the
    document. The spans of the pages cover the text without gaps.
    """
    cleaned = without_furniture(pages)
    boxed = [boxed_lines(page) for page in cleaned]
    margins = usual_margins(cleaned, boxed)
    builder = _Builder(_vocabulary(cleaned))
    for page, lines in zip(cleaned, boxed, strict=True):
        builder.add_page(page, place(page.number, lines, margins.get(round(page.width))))
    return builder.finish()


def detect_language(text: str) -> Language:
    """zh, en, or zh-en where both carry a good part of the text."""
    zh = sum(1 for character in text if "\u4e00" <= character <= "\u9fff") / 1.6
    en = float(len(_LATIN_WORD.findall(text)))
    if zh + en == 0:
        return "zh"
    share = zh / (zh + en)
    if share >= 0.75:
        return "zh"
    return "en" if share <= 0.2 else "zh-en"


def _vocabulary(pages: Sequence[Page]) -> frozenset[str]:
    return frozenset(
        word.lower()
        for page in pages
        for line in page.lines
        for word in _LATIN_WORD.findall(line.text)
    )


class _Builder:
    """Collects the parts of one document; offsets grow with each line added."""

    def __init__(self, vocabulary: frozenset[str]) -> None:
        self._vocabulary = vocabulary
        self._parts: list[str] = []
        self._length = 0
        self._before: Placed | None = None
        self._words: list[PlacedWord] = []
        self._lines: list[LineSpan] = []
        self._pages: list[PageSpan] = []
        self._paragraphs: list[Paragraph] = []
        self._tables: list[Table] = []
        self._warnings: list[ReadingWarning] = []

    def add_page(self, page: Page, lines: Sequence[Placed]) -> None:
        """Append the text of ``page``; the page before ends where this one's first line starts."""
        lines_before = len(self._lines)
        for placed in lines:
            self._add_line(placed, table_offset=len(self._tables))
        has_lines = len(self._lines) > lines_before
        start = self._lines[lines_before].start if has_lines else self._length
        if self._pages:
            self._pages[-1] = replace(self._pages[-1], end=start)
        else:
            start = 0
        self._pages.append(
            PageSpan(
                number=page.number,
                width=page.width,
                height=page.height,
                source=page.source,
                start=start,
                end=self._length,
                confidence=page.confidence,
                quality=page.quality,
                seals=page.seals,
            )
        )
        self._tables += page.tables
        self._warnings += page.warnings

    def finish(self) -> Document:
        text = "".join(self._parts)
        return Document(
            text=text,
            language=detect_language(text),
            pages=tuple(self._pages),
            paragraphs=tuple(self._paragraphs),
            lines=tuple(self._lines),
            words=tuple(self._words),
            tables=tuple(self._tables),
            warnings=tuple(self._warnings),
        )

    def _add_line(self, placed: Placed, table_offset: int) -> None:
        text = placed.line.text.strip()
        opens = starts_paragraph(self._before, placed)
        if self._before is not None:
            if opens:
                self._append("\n")
            elif not self._drop_hyphen(text):
                self._append(_joint(self._parts[-1], text))
        start = self._length
        self._append(text)
        self._add_words(placed, start)
        table = None if placed.line.table is None else table_offset + placed.line.table
        self._lines.append(_line_span(placed, start, self._length, table))
        if opens:
            self._paragraphs.append(_paragraph(placed, start, self._length, table))
        else:
            last = self._paragraphs[-1]
            self._paragraphs[-1] = replace(
                last,
                end=self._length,
                bold=last.bold and placed.line.bold,
                centered=last.centered and placed.centered,
            )
        self._before = placed

    def _append(self, text: str) -> None:
        if text:
            self._parts.append(text)
            self._length += len(text)

    def _add_words(self, placed: Placed, start: int) -> None:
        line = placed.line
        shift = start - (len(line.text) - len(line.text.lstrip()))
        self._words += [
            PlacedWord(
                word.start + shift,
                word.end + shift,
                Box(placed.page, word.x0, word.y0, word.x1, word.y1),
                word.confidence,
            )
            for word in line.words
        ]

    def _drop_hyphen(self, text: str) -> bool:
        """Join a word broken at the line's end; True where no space may stand in between."""
        broken = _HYPHENATED.search(self._parts[-1])
        rest = _LOWER_START.match(text)
        if broken is None or rest is None:
            return False
        if (broken.group(1) + rest.group()).lower() in self._vocabulary:
            self._parts[-1] = self._parts[-1][:-1]
            self._length -= 1
            last = self._words[-1]
            self._words[-1] = replace(last, end=last.end - 1)
            self._lines[-1] = replace(self._lines[-1], end=self._length)
        return True


def _joint(before: str, after: str) -> str:
    """What stands between two lines of one paragraph."""
    solid = is_cjk(before[-1]) or is_cjk(after[0]) or before.endswith("-")
    return "" if solid else " "


def _line_span(placed: Placed, start: int, end: int, table: int | None) -> LineSpan:
    return LineSpan(
        start=start,
        end=end,
        page=placed.page,
        x0=min(word.x0 for word in placed.line.words),
        y0=min(word.y0 for word in placed.line.words),
        x1=max(word.x1 for word in placed.line.words),
        y1=max(word.y1 for word in placed.line.words),
        size=placed.line.size,
        bold=placed.line.bold,
        table=table,
    )


def _paragraph(placed: Placed, start: int, end: int, table: int | None) -> Paragraph:
    return Paragraph(
        start=start,
        end=end,
        bold=placed.line.bold,
        centered=placed.centered and table is None,
        size=placed.line.size,
        table=table,
    )
