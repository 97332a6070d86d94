"""From an engine's characters to the words that the ports speak of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

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
