"""From an engine's characters to the words that the ports speak of."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from statistics import median

import numpy as np
from numpy.typing import NDArray

from nlp.parsing.words import word_spans
from nlp.ports import OcrLine, OcrWord


@dataclass(frozen=True, slots=True)
class Glyph:
    """One or more characters with their box in pixels."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    confidence: float


_BLANK_PITCH = 1.33
"""Ideographs whose centres are further apart than this many usual ones have a blank between."""
_HEADING_PITCH = 1.1
"""The same after the number of an article, where a blank is the rule."""
_ARTICLE = re.compile(r"第[一二三四五六七八九十百零〇\d]+[编章节条]")
_WORD_GAP = 0.6
"""A gap of at least this share of the line's usual blank between words is one."""
_REACH = 0.2
"""Share of its height by which a glyph's ink may stand out of the box that an engine tells."""


def restore_blanks(text: str, glyphs: Sequence[Glyph]) -> str:
    """``text`` with the blanks between ideographs that the engine saw and left out (第一条 标的).

    ``glyphs`` are its non-blank characters, one each.
    """
    if len(glyphs) != sum(not character.isspace() for character in text):
        return text
    centres = [(glyph.x0 + glyph.x1) / 2 for glyph in glyphs]
    steps = {
        i: centres[i] - centres[i - 1]
        for i in range(1, len(glyphs))
        if _is_ideograph(glyphs[i].text) and _is_ideograph(glyphs[i - 1].text)
    }
    if len(steps) < 3:
        return text
    usual = median(steps.values())
    article = _ARTICLE.match("".join(glyph.text for glyph in glyphs))
    after_number = article.end() if article else -1
    wide = {
        i
        for i, step in steps.items()
        if step > usual * (_HEADING_PITCH if i == after_number else _BLANK_PITCH)
    }
    if len(wide) * 3 > len(steps):
        return text
    return _with_blanks(text, wide)


def restore_word_gaps(text: str, glyphs: Sequence[Glyph], ink: NDArray[np.bool_]) -> str:
    """``text`` with the blanks between Latin words that the picture shows and the engine left out.

    ``ink`` tells for each pixel column of the whole picture whether the line has ink there. The
    blanks that the engine did see in this line say how wide one is.
    """
    if len(glyphs) != sum(not character.isspace() for character in text):
        return text
    seen: list[int] = []
    joined: dict[int, int] = {}
    position, after_blank = 0, False
    for character in text:
        if character.isspace():
            after_blank = True
            continue
        if position and _may_part(glyphs[position - 1].text, character):
            gap = _widest_gap(glyphs[position - 1], glyphs[position], ink)
            if after_blank:
                seen.append(gap)
            else:
                joined[position] = gap
        position, after_blank = position + 1, False
    if not seen:
        return text
    least = max(_WORD_GAP * median(seen), 2 * median(joined.values()) if joined else 0)
    wide = {position for position, gap in joined.items() if gap >= least}
    if len(wide) > len(seen) + 2:
        return text
    return _with_blanks(text, wide)


def _widest_gap(before: Glyph, after: Glyph, ink: NDArray[np.bool_]) -> int:
    """The longest run of columns without ink between the middles of two glyphs."""
    left, right = (int((glyph.x0 + glyph.x1) / 2) for glyph in (before, after))
    longest = run = 0
    for column in ink[max(0, left) : max(0, right)]:
        run = 0 if column else run + 1
        longest = max(longest, run)
    return longest


def _with_blanks(text: str, before: Collection[int]) -> str:
    """``text`` with a blank before each non-blank character whose number is in ``before``."""
    parts: list[str] = []
    position = 0
    for character in text:
        if not character.isspace():
            if position in before and not parts[-1].isspace():
                parts.append(" ")
            position += 1
        parts.append(character)
    return "".join(parts)


def _may_part(before: str, after: str) -> bool:
    """Whether a blank can stand between two characters: not within a number or at a bracket.

    The narrow 1 stands in a wide place, and so do marks that hang on their word.
    """
    if not (before.isascii() and after.isascii()):
        return False
    return not (
        (before.isdigit() and after.isdigit()) or before in "([$'-/" or after in ")].,;:!?%'\"-/"
    )


def spread(glyphs: Sequence[Glyph], left: float, right: float) -> list[Glyph]:
    """The glyphs widened around their ink, but not into a neighbour or over the line's end."""
    widened = []
    for i, glyph in enumerate(glyphs):
        reach = _REACH * (glyph.y1 - glyph.y0)
        low = (glyphs[i - 1].x1 + glyph.x0) / 2 if i else left
        high = (glyph.x1 + glyphs[i + 1].x0) / 2 if i + 1 < len(glyphs) else right
        x0 = min(glyph.x0, max(low, glyph.x0 - reach))
        x1 = max(glyph.x1, min(high, glyph.x1 + reach))
        widened.append(replace(glyph, x0=x0, x1=x1))
    return widened


def _is_ideograph(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fff"


def line_of(text: str, glyphs: Sequence[Glyph], confidence: float) -> OcrLine | None:
    """The line ``text`` with a box for each word; None where the two do not match at all.

    ``glyphs`` are the non-blank characters of ``text`` from left to right.
    """
    owners = _owners(text, glyphs)
    words = []
    for start, end in word_spans(text):
        own = [glyph for glyph in owners[start:end] if glyph is not None]
        if not own:
            return None
        words.append(
            OcrWord(
                text[start:end],
                min(g.x0 for g in own),
                min(g.y0 for g in own),
                max(g.x1 for g in own),
                max(g.y1 for g in own),
                min(g.confidence for g in own),
            )
        )
    return OcrLine(text, tuple(words), confidence) if words else None


def _owners(text: str, glyphs: Sequence[Glyph]) -> list[Glyph | None]:
    """Which glyph drew each character of ``text``; blanks have none."""
    characters = [
        _slice(glyph, index)
        for glyph in glyphs
        for index, character in enumerate(glyph.text)
        if not character.isspace()
    ]
    owners: list[Glyph | None] = [None] * len(text)
    position = 0
    for index, character in enumerate(text):
        if character.isspace() or position >= len(characters):
            continue
        owners[index] = characters[position]
        position += 1
    return owners


def _slice(glyph: Glyph, index: int) -> Glyph:
    """The part of a glyph's box that its ``index``-th character takes."""
    count = len(glyph.text)
    if count == 1:
        return glyph
    width = (glyph.x1 - glyph.x0) / count
    left = glyph.x0 + index * width
    return Glyph(glyph.text[index], left, glyph.y0, left + width, glyph.y1, glyph.confidence)
