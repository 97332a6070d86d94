"""Running headers, footers, page numbers, watermarks and line numbers: found and left out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from nlp.document import Line, Page
from nlp.parsing.openers import opens_numbered_paragraph

_MARGIN = 0.12
"""Furniture stands in this share of the page's height at its top or bottom."""
_DIGITS = re.compile(r"\d+")
_BLANKS = re.compile(r"\s+")
_ZH_COUNT = r"[\d一二三四五六七八九十百]+"
_PAGE_NUMBER = re.compile(
    rf"(?:[-–—~·\[(|/\s]*\d{{1,4}}[-–—~·\])|/\s]*"
    rf"|第\s*{_ZH_COUNT}\s*页\s*[，,/|]?\s*(?:[（(]?\s*共\s*{_ZH_COUNT}\s*页\s*[）)]?)?"
    r"|\d{1,4}\s*/\s*\d{1,4}"
    r"|[-–—\s]*(?:page|p\.)\s*\d{1,4}\s*(?:(?:of|/)\s*\d{1,4})?[-–—\s]*"
    r"|[-–—\s]*[ivxlc]{1,6}[-–—\s]*)",
    re.IGNORECASE,
)


def without_furniture(pages: Sequence[Page]) -> list[Page]:
    """The pages without what is printed on every page around the text.

    A line goes where it is a bare page number at the edge of its page, or where the same words
    (numbers apart) stand at the same height of several pages. The first page keeps what is set
    larger there than on the following pages: a title that is repeated as a running header.
    """
    repeated = _repeated(pages)
    return [_cleaned(page, repeated) for page in pages]


Place = tuple[str, int]


def _cleaned(page: Page, repeated: frozenset[Place]) -> Page:
    kept = tuple(
        line
        for line in page.lines
        if not (_is_page_number(line, page) or _place(line, page) in repeated)
    )
    return page if len(kept) == len(page.lines) else replace(page, lines=kept)


def _is_page_number(line: Line, page: Page) -> bool:
    return (
        line.table is None
        and _at_edge(line, page)
        and _PAGE_NUMBER.fullmatch(line.text.strip()) is not None
    )


def _at_edge(line: Line, page: Page) -> bool:
    if not line.words:
        return False
    middle = (line.words[0].y0 + line.words[0].y1) / 2 / max(page.height, 1.0)
    return middle < _MARGIN or middle > 1 - _MARGIN


def _place(line: Line, page: Page) -> Place | None:
    """What a running line has in common on all pages: words without numbers, height, glyph size."""
    if line.table is not None or not _at_edge(line, page):
        return None
    words = _BLANKS.sub("", _DIGITS.sub("#", line.text))
    return words, round(line.words[0].y0 / 8)


def _repeated(pages: Sequence[Page]) -> frozenset[Place]:
    if len(pages) < 2:
        return frozenset()
    counts: Counter[Place] = Counter()
    for page in pages:
        places = {
            _place(line, page) for line in page.lines if not opens_numbered_paragraph(line.text)
        }
        counts.update(place for place in places if place is not None)
    needed = max(2, round(len(pages) * 0.4))
    return frozenset(place for place, count in counts.items() if count >= needed)
