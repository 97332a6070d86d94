"""Running headers, footers, page numbers, watermarks and line numbers: found and left out."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import pairwise
from statistics import median

from nlp.document import Line, Page, Word
from nlp.parsing.openers import opens_numbered_paragraph
from nlp.parsing.skew import Tilt

_EDGE = 0.12
"""Furniture stands in this share of the page's height at its top or bottom."""
_SAME_HEIGHT = 0.02
"""Share of the page's height by which the same running line may move from page to page."""
_ALIKE = 0.8
"""Similarity of two readings of one running line; OCR errs now and then."""
_WATERMARK_SHARE = 0.8
_LINE_NUMBER = re.compile(r"\s*(\d{1,3})\s{2,}(?=\S)")
_LEAST_NUMBERED = 10
_DIGITS = re.compile(r"\d+")
_BLANKS = re.compile(r"\s+")
_ZH_COUNT = r"[\d一二三四五六七八九十百]+"
_BARE_NUMBER = re.compile(r"\s*(\d{1,4})\s*")
_PAGE_NUMBER = re.compile(
    rf"[-–—~·\[(|/]+\s*\d{{1,4}}\s*[-–—~·\])|/]+"
    rf"|第\s*{_ZH_COUNT}\s*页\s*[，,/|]?\s*(?:[（(]?\s*共\s*{_ZH_COUNT}\s*页\s*[）)]?)?"
    rf"|共\s*{_ZH_COUNT}\s*页\s*[，,/|]?\s*第\s*{_ZH_COUNT}\s*页"
    r"|\d{1,4}\s*/\s*\d{1,4}"
    r"|[-–—\s]*(?:page|p\.)\s*\d{1,4}\s*(?:(?:of|/)\s*\d{1,4})?[-–—\s]*"
    r"|[-–—\s]*[ivxlc]{1,6}[-–—\s]*",
    re.IGNORECASE,
)
_SIGNATURE = re.compile(r"签字|签章|盖章|签署|代表|日期|signature|signed|\bby\s*:|\bdate\b", re.I)
_TITLE = re.compile(r"(?:合同|协议|协议书|契约|agreement|contract|deed)\s*$", re.I)


@dataclass(frozen=True, slots=True)
class _Seen:
    """A line at one place of one page; ``height`` is its middle as a share of the page's."""

    page: int
    index: int
    words: str
    height: float


def without_furniture(pages: Sequence[Page]) -> list[Page]:
    """The pages without what is printed around the text on every page.

    A line goes where it is a page number at the edge of its page, or where the same words (numbers
    apart) stand at the same height of several pages. A line that opens a numbered clause and a
    line of a signature block never go. A title that is the running header too stays once.
    """
    pages = [_without_line_numbers(page) for page in pages]
    gone = set(_page_numbers(pages))
    for group in _running(pages):
        keep = _title_to_keep(pages, group)
        gone |= {(seen.page, seen.index) for seen in group if seen is not keep}
    return [
        replace(
            page, lines=tuple(line for i, line in enumerate(page.lines) if (number, i) not in gone)
        )
        for number, page in enumerate(pages)
    ]


def _height(line: Line, page: Page, tilt: Tilt) -> float:
    word = line.words[0]
    _, y = tilt.levelled((word.x0 + word.x1) / 2, (word.y0 + word.y1) / 2)
    return y / max(page.height, 1.0)


def _seen(pages: Sequence[Page]) -> Iterator[_Seen]:
    """Every line that could be furniture."""
    for number, page in enumerate(pages):
        tilt = Tilt(page.quality.skew_degrees, page.width, page.height)
        for index, line in enumerate(page.lines):
            if line.words and line.table is None:
                words = _BLANKS.sub("", _DIGITS.sub("#", line.text))
                yield _Seen(number, index, words, _height(line, page, tilt))


def _at_edge(seen: _Seen) -> bool:
    return seen.height < _EDGE or seen.height > 1 - _EDGE


def _page_numbers(pages: Sequence[Page]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    bare: dict[int, list[_Seen]] = defaultdict(list)
    for seen in _seen(pages):
        text = pages[seen.page].lines[seen.index].text.strip()
        if match := _BARE_NUMBER.fullmatch(text):
            bare[int(match.group(1)) - pages[seen.page].number].append(seen)
        elif _at_edge(seen) and _PAGE_NUMBER.fullmatch(text):
            found.append((seen.page, seen.index))
    for offset, group in bare.items():
        # A lone number could be anything; one that counts with the pages is a page number.
        numbered = {seen.page for seen in group}
        everywhere = len(numbered) >= max(3, 0.8 * len(pages)) and len(group) == len(numbered)
        if offset == 0 or len(numbered) > 1:
            found += [(s.page, s.index) for s in group if everywhere or _at_edge(s)]
    return found


def _running(pages: Sequence[Page]) -> Iterator[list[_Seen]]:
    """Groups of lines that repeat from page to page."""
    if len(pages) < 2:
        return
    needed = 2 if len(pages) <= 4 else 3
    groups: list[list[_Seen]] = []
    by_words: dict[str, list[list[_Seen]]] = defaultdict(list)
    for seen in _candidates(pages):
        group = next((g for g in by_words[seen.words] if _same_place(g, seen)), None)
        if group is None and _at_edge(seen):
            group = next(
                (g for g in groups[-40:] if _same_place(g, seen) and _alike(g, seen)), None
            )
        if group is None:
            group = []
            groups.append(group)
        if group not in by_words[seen.words]:
            by_words[seen.words].append(group)
        group.append(seen)
    for group in groups:
        count = len({seen.page for seen in group})
        if count >= needed and (_at_edge(group[0]) or _is_watermark(pages, group, count)):
            yield group


def _candidates(pages: Sequence[Page]) -> Iterator[_Seen]:
    everything = list(_seen(pages))
    counts = Counter(seen.words for seen in everything if not _at_edge(seen))
    for seen in everything:
        # In mid-page only what recurs on most pages can be a watermark.
        if not _at_edge(seen) and counts[seen.words] < max(3, _WATERMARK_SHARE * len(pages)):
            continue
        text = pages[seen.page].lines[seen.index].text
        if not any(character.isalpha() for character in text):
            continue
        if not (opens_numbered_paragraph(text.lstrip()) or _SIGNATURE.search(text)):
            yield seen


def _same_place(group: list[_Seen], seen: _Seen) -> bool:
    return abs(group[-1].height - seen.height) < _SAME_HEIGHT


def _alike(group: list[_Seen], seen: _Seen) -> bool:
    one, two = group[-1].words, seen.words
    if abs(len(one) - len(two)) > 0.3 * max(len(one), len(two)):
        return False
    return SequenceMatcher(None, one, two, autojunk=False).ratio() >= _ALIKE


def _is_watermark(pages: Sequence[Page], group: list[_Seen], count: int) -> bool:
    """Large or lonely words at one place in mid-page of nearly every page."""
    if len(pages) < 3 or count < _WATERMARK_SHARE * len(pages):
        return False
    line = pages[group[0].page].lines[group[0].index]
    sizes = [other.size for other in pages[group[0].page].lines if other.size]
    return bool(sizes) and line.size > 1.4 * median(sizes)


def _title_to_keep(pages: Sequence[Page], group: list[_Seen]) -> _Seen | None:
    """The first of a group of running headers, where it is the only title on its page."""
    first = group[0]
    page = pages[first.page]
    line = page.lines[first.index]
    if first.page != 0 or first.height > 0.5 or not _TITLE.search(line.text):
        return None
    words = _BLANKS.sub("", line.text)
    elsewhere = any(
        _BLANKS.sub("", other.text) == words
        for i, other in enumerate(page.lines)
        if i != first.index
    )
    return None if elsewhere else first


def _without_line_numbers(page: Page) -> Page:
    """The page without the numbers that count its lines in the margin (pleading paper)."""
    matches = [_LINE_NUMBER.match(line.text) for line in page.lines]
    numbers = [int(match.group(1)) for match in matches if match]
    counted = sum(b - a == 1 for a, b in pairwise(numbers))
    if len(numbers) < _LEAST_NUMBERED or counted < 0.8 * (len(page.lines) - 1):
        return page
    lines = [
        _cut(line, match.end()) if match else line
        for line, match in zip(page.lines, matches, strict=True)
    ]
    return replace(page, lines=tuple(line for line in lines if line.words))


def _cut(line: Line, start: int) -> Line:
    words: list[Word] = [
        replace(word, start=word.start - start, end=word.end - start)
        for word in line.words
        if word.start >= start
    ]
    return replace(line, text=line.text[start:], words=tuple(words))
