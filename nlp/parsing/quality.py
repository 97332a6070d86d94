"""How good the picture of a page is: skew, sharpness, resolution, cut edges; and what to rescan."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from nlp.document import Line, Quality
from nlp.messages import ADVICE, Locale

Gray = NDArray[np.uint8]

LEAST_DPI = 150
"""Below this resolution, characters of 10.5 pt (小五/五号) are read with growing error."""
MOST_SKEW = 2.0
"""Degrees of skew from which a user is asked to scan again (reading corrects it anyway)."""
_LEAST_SHARPNESS = 0.1
"""Steepest edges relative to contrast; clean 0.42, Gaussian blur of 1 px 0.19, of 2 px 0.10."""
_LARGEST_SKEW = 8.0
_PROFILE_WIDTH = 900
_CUT_POINTS = 4.0


def estimate_skew(gray: Gray) -> float:
    """By how many degrees the lines of text fall to the right (clockwise), ±8; 0 where unclear.

    The angle at which the rows' ink profile changes most sharply, searched coarse to fine.
    """
    width = gray.shape[1]
    scale = min(1.0, _PROFILE_WIDTH / width)
    small = cv2.resize(gray, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    thresholded = cv2.adaptiveThreshold(
        small.astype(np.uint8), 1, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 25, 15
    )
    margin = max(2, round(0.02 * min(thresholded.shape)))
    ink = thresholded[margin:-margin, margin:-margin].astype(np.uint8)
    if int(ink.sum()) < 400:
        return 0.0
    best, step = 0.0, 1.0
    candidates = np.arange(-_LARGEST_SKEW, _LARGEST_SKEW + 0.1, step)
    flat = _sharpness_of_rows(ink, 0.0)
    while step >= 0.05:
        best = float(max(candidates, key=lambda angle: _sharpness_of_rows(ink, float(angle))))
        step /= 4
        candidates = np.arange(best - 4 * step, best + 4 * step + step / 2, step)
    if abs(best) > _LARGEST_SKEW - 0.5 or _sharpness_of_rows(ink, best) < 1.05 * flat:
        return 0.0
    return round(best, 2)


def _sharpness_of_rows(ink: Gray, angle: float) -> float:
    """How much the row sums differ from row to row once ``angle`` is taken out."""
    height, width = ink.shape
    shear = np.array([[1, 0, 0], [-np.tan(np.radians(angle)), 1, 0]], dtype=np.float32)
    level = cv2.warpAffine(ink, shear, (width, height), flags=cv2.INTER_NEAREST)
    profile = level.sum(axis=1, dtype=np.float64)
    return float(np.square(np.diff(profile)).sum())


def sharpness(gray: Gray) -> float:
    """The steepest step between neighbouring pixels at text edges, relative to contrast (0-1)."""
    low, high = np.percentile(gray, (0.5, 90))
    contrast = float(high - low)
    if contrast < 30:
        return 1.0
    across = np.abs(np.diff(gray.astype(np.int16), axis=1))
    steep = across[across > 0.05 * contrast]
    if steep.size < 500:
        return 1.0
    return float(np.percentile(steep, 90)) / contrast / 2


def assess(
    gray: Gray,
    number: int,
    dpi: int | None,
    skew: float,
    lines: Sequence[Line],
    page_size: tuple[float, float],
) -> Quality:
    """The quality of page ``number``, with advice in the language of its text."""
    locale = locale_of(lines)
    advice = []
    if dpi is not None and dpi < LEAST_DPI:
        advice.append(ADVICE["dpi"].say(locale, page=number, dpi=dpi))
    if abs(skew) >= MOST_SKEW:
        advice.append(ADVICE["skew"].say(locale, page=number, degrees=abs(skew)))
    if sharpness(gray) < _LEAST_SHARPNESS:
        advice.append(ADVICE["blur"].say(locale, page=number))
    if _touches_edge(lines, page_size):
        advice.append(ADVICE["cut"].say(locale, page=number))
    return Quality(dpi=dpi, skew_degrees=round(skew, 2), advice=tuple(advice))


def locale_of(lines: Sequence[Line]) -> Locale:
    """The language in which to speak about a page: English only where the page has no Chinese."""
    text = "".join(line.text for line in lines)
    chinese = sum("\u4e00" <= character <= "\u9fff" for character in text)
    return "en" if text and chinese * 20 < len(text) else "zh"


def _touches_edge(lines: Sequence[Line], page_size: tuple[float, float]) -> bool:
    """Whether three lines or more run into the left or right edge of the page."""
    width = page_size[0]
    cut = sum(
        line.words[0].x0 < _CUT_POINTS or line.words[-1].x1 > width - _CUT_POINTS
        for line in lines
        if line.words
    )
    return cut >= 3
