"""Small questions about places in a reading that several checks ask."""

from __future__ import annotations

import re

from nlp.document import Clause, Reading
from nlp.risk.faults import Span

QUOTE_LIMIT = 300
"""The longest quote of a finding, in characters."""

ABBREVIATION = "".join(
    f"(?<!\\b{word})" for word in ("Inc", "Ltd", "Co", "Corp", "No", "Mr", "Ms", "Art", "Sec")
)
STOP = re.compile(rf"[。；;！!？?\t\n]|(?<=[A-Za-z0-9)\"”]){ABBREVIATION}\.(?=\s+[A-Z\"“(])")
"""Where a sentence ends, in folded text and in text as printed."""


def sentence_at(reading: Reading, offset: int) -> Span:
    """The sentence or table cell around ``offset``, its stop included, within the quote limit."""
    return sentences_between(reading, offset, offset + 1)


def sentences_between(reading: Reading, start: int, end: int) -> Span:
    """The sentences that hold ``start..end``; shortened to the limit about ``start``."""
    text = reading.document.text
    window = max(0, start - QUOTE_LIMIT)
    first = max((match.end() for match in STOP.finditer(text[window:start])), default=0) + window
    after = STOP.search(text, max(start, end - 1))
    last = after.end() if after else len(text)
    if last - first > QUOTE_LIMIT:
        first = max(first, start - QUOTE_LIMIT // 3)
        last = min(last, first + QUOTE_LIMIT)
    return trimmed(text, first, last)


def line_at(reading: Reading, offset: int) -> Span:
    """The line of text (paragraph or table row) around ``offset``, within the quote limit."""
    text = reading.document.text
    first = text.rfind("\n", 0, offset) + 1
    last = text.find("\n", offset)
    last = len(text) if last < 0 else last
    if last - first > QUOTE_LIMIT:
        first = max(first, offset - QUOTE_LIMIT // 3)
        last = min(last, first + QUOTE_LIMIT)
    return trimmed(text, first, last)


def trimmed(text: str, start: int, end: int) -> Span:
    """``start..end`` without the blanks at its ends."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def innermost(reading: Reading, offset: int, *, top: bool = False) -> Clause | None:
    """The clause around ``offset``: the deepest, or with ``top`` the one of the highest level."""
    around = [one for one in reading.clauses if one.at.start <= offset < one.at.end]
    if not around:
        return None
    return min(around, key=lambda one: one.level) if top else max(around, key=lambda one: one.level)


def section_at(reading: Reading, offset: int) -> str | None:
    """The kind of section around ``offset``; None where sections are not known."""
    for section in reading.sections:
        if section.start <= offset < section.end:
            return section.kind
    return None
