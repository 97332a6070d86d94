"""What an OCR engine may have misread: mended where sure, said as warnings where not."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import cv2
import numpy as np

from nlp.document import Line, ReadingWarning, Word
from nlp.messages import Locale, warning
from nlp.ports import Image, OcrEngine

DOUBTFUL = 0.6
"""Words below this confidence are doubtful."""
_RATE = re.compile(r"\d[\d.,]*\s*([%‰])")
_BRACKETS = {"（": "）", "【": "】", "〔": "〕"}
_NARROW = {")": "）", "]": "】"}
_SPLIT_PER_MILLE = re.compile(r"(?<=\d)(\s?)%[oO0](?![A-Za-z0-9])")
_MOST_SAMPLES = 3
_MOST_CROSS_READS = 12


def mend_per_mille(line: Line) -> Line:
    """``line`` with the engine's two-character rendering of ‰ (%o) as the one sign it is."""
    match = _SPLIT_PER_MILLE.search(line.text)
    while match is not None:
        at = match.start() + len(match.group(1))
        words = tuple(_shortened(word, at + 1) for word in line.words)
        line = replace(line, text=f"{line.text[:at]}‰{line.text[at + 2 :]}", words=words)
        match = _SPLIT_PER_MILLE.search(line.text)
    return line


def match_brackets(line: Line) -> Line:
    """``line`` with a bracket that opens wide and closes narrow made wide on both sides."""
    characters = list(line.text)
    opened: list[str] = []
    for index, character in enumerate(characters):
        if character in _BRACKETS:
            opened.append(_BRACKETS[character])
        elif character in "([":
            opened.append(character)
        elif opened and character in "）】〕)]":
            expected = opened.pop()
            if _NARROW.get(character) == expected:
                characters[index] = expected
    text = "".join(characters)
    # A wide bracket is a word of its own, so the words only stay right where it was one before.
    spans = {(word.start, word.end) for word in line.words}
    changed = [i for i, (a, b) in enumerate(zip(line.text, text, strict=True)) if a != b]
    return replace(line, text=text) if all((i, i + 1) in spans for i in changed) else line


def _shortened(word: Word, gone: int) -> Word:
    """The word once the character at ``gone`` has left the line."""
    start = word.start - (word.start > gone)
    return replace(word, start=start, end=word.end - (word.end > gone))


def low_confidence(lines: Sequence[Line], page: int, locale: Locale) -> list[ReadingWarning]:
    """One warning for all words of a page that were read with doubt."""
    doubtful = [
        line.text[word.start : word.end]
        for line in lines
        for word in line.words
        if word.confidence < DOUBTFUL and line.text[word.start].isalnum()
    ]
    if not doubtful:
        return []
    sample = "、".join(f"“{text[:20]}”" for text in doubtful[:_MOST_SAMPLES])
    return [warning("ocr_doubt", locale, page, count=len(doubtful), sample=sample)]


def cross_read_rates(
    lines: Sequence[Line],
    image: Image,
    scale: float,
    page: int,
    second: OcrEngine | None,
    locale: Locale,
) -> tuple[list[Line], list[ReadingWarning]]:
    """Read every rate again with another engine; where ‰ and % differ, doubt the rate.

    ``scale`` is pixels per point. Engines take ‰ for % at high confidence, which makes a penalty
    tenfold; they do not see a circle too many. So ‰ stands where either reading saw it, with low
    confidence and a warning.
    """
    if second is None:
        return list(lines), []
    read: list[Line] = []
    warnings: list[ReadingWarning] = []
    budget = _MOST_CROSS_READS
    for line in lines:
        for match in _RATE.finditer(line.text):
            if budget == 0:
                break
            budget -= 1
            if _contradicted(line, match, image, scale, second):
                line = _doubted(line, match.start(), match.end())
                sample = line.text[match.start() : match.end()]
                warnings.append(warning("ocr_doubt", locale, page, "rate_doubt", sample=sample))
        read.append(line)
    return read, warnings


def _contradicted(
    line: Line, match: re.Match[str], image: Image, scale: float, second: OcrEngine
) -> bool:
    words = [w for w in line.words if w.end > match.start() and w.start < match.end()]
    if not words:
        return False
    pad = 0.35 * (words[0].y1 - words[0].y0)
    x0, x1 = (min(w.x0 for w in words) - pad) * scale, (max(w.x1 for w in words) + pad) * scale
    y0, y1 = (min(w.y0 for w in words) - pad) * scale, (max(w.y1 for w in words) + pad) * scale
    crop = image[max(0, round(y0)) : round(y1), max(0, round(x0)) : round(x1)]
    if crop.size == 0:
        return False
    large = cv2.resize(crop, None, fx=3, fy=3, interpolation=cv2.INTER_CUBIC)
    padded = cv2.copyMakeBorder(large, 30, 30, 30, 30, cv2.BORDER_CONSTANT, value=(255, 255, 255))
    text = "".join(found.text for found in second.read(padded.astype(np.uint8)))
    other = re.search(r"‰|%[oO0]|%", text)
    return other is not None and ("‰" if other.group() != "%" else "%") != match.group(1)


def _doubted(line: Line, start: int, end: int) -> Line:
    words = tuple(
        replace(word, confidence=min(word.confidence, DOUBTFUL - 0.1))
        if word.end > start and word.start < end
        else word
        for word in line.words
    )
    return replace(line, text=f"{line.text[: end - 1]}‰{line.text[end:]}", words=words)
