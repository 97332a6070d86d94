"""Red seals (印章): where they stand, what they say, and the ink beneath them set free.

Red ink reflects red light as paper does: in the red channel a seal fades and black strokes under it
stay. Painting red pixels white would cut those strokes where the colours mix.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from nlp.document import Seal
from nlp.ports import Image, OcrEngine, OcrLine

Mask = NDArray[np.uint8]
Gray = NDArray[np.uint8]

_LEAST_INCH, _MOST_INCH = 0.45, 2.4
"""Sides of seals: name seals from 12 mm, company seals to 58 mm (customs 38-50 mm) plus blur."""
_BORDER_SHARE = 0.55
"""A seal has ink on at least this share of its outline."""
_TEXT_CONFIDENCE = 0.8
_LEAST_CHARACTERS = 4
_RING_GAP = 28.0
"""Degrees on either side of six o'clock in which no name is written."""
_ACROSS_ROWS, _ACROSS_INSET = (0.6, 0.88), 0.17
"""Where the line across a round seal stands (合同专用章), as shares of its sides."""
_READ_HEIGHT = 64
"""Pixels to which a strip of seal text is scaled before it is read."""


@dataclass(frozen=True, slots=True)
class Found:
    """A seal in pixels of the picture."""

    x0: int
    y0: int
    x1: int
    y1: int
    round: bool
    whole: bool


def red_mask(image: Image) -> Mask:
    """255 where the ink is red."""
    hsv = cv2.cvtColor(image, cv2.COLOR_RGB2HSV)
    low = cv2.inRange(hsv, (0, 50, 60), (12, 255, 255))
    high = cv2.inRange(hsv, (160, 50, 60), (180, 255, 255))
    return np.asarray(cv2.bitwise_or(low, high), dtype=np.uint8)


def free_ink(image: Image, mask: Mask, dpi: float) -> Image:
    """The picture with red ink faded to paper; black ink beneath it stays."""
    if not mask.any():
        return image
    reach = max(3, round(dpi / 70)) | 1
    wide = cv2.dilate(mask, np.ones((reach, reach), np.uint8)) > 0
    red = image[:, :, 0].astype(np.float32)
    ink = float(np.percentile(red[mask > 0], 40))
    stretched = np.clip((red - 25.0) / max(ink - 25.0, 60.0), 0.0, 1.0) * 255.0
    freed = image.copy()
    freed[wide] = stretched[wide].astype(np.uint8)[:, np.newaxis]
    return freed


def find_seals(mask: Mask, dpi: float) -> list[Found]:
    """Round, oval and square seals, and the slices of seals set across page edges (骑缝章)."""
    if int((mask > 0).sum()) < (0.12 * dpi) ** 2:
        return []
    gap = max(3, round(dpi * 0.06))
    grouped = cv2.dilate(mask, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (gap, gap)))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(grouped, connectivity=8)
    boxes = [
        _extent(mask, np.asarray(labels, dtype=np.int32), label, stats[label])
        for label in range(1, len(stats))
        if stats[label][cv2.CC_STAT_AREA] > (0.1 * dpi) ** 2
    ]
    found = [seal for box in boxes if box and (seal := _judge(mask, box, dpi)) is not None]
    return _outermost(found)


_Extent = tuple[int, int, int, int]


def _extent(
    mask: Mask, labels: NDArray[np.int32], label: int, stat: Sequence[int]
) -> _Extent | None:
    """The extent of a group's own red pixels."""
    x, y, w, h = (int(value) for value in stat[:4])
    own = (labels[y : y + h, x : x + w] == label) & (mask[y : y + h, x : x + w] > 0)
    ys, xs = np.nonzero(own)
    if xs.size == 0:
        return None
    return x + int(xs.min()), y + int(ys.min()), x + int(xs.max()) + 1, y + int(ys.max()) + 1


def _judge(mask: Mask, box: _Extent, dpi: float) -> Found | None:
    x0, y0, x1, y1 = box
    width, height = (x1 - x0) / dpi, (y1 - y0) / dpi
    if _is_edge_slice(mask, box, dpi):
        return Found(x0, y0, x1, y1, round=True, whole=False)
    if min(width, height) < _LEAST_INCH or max(width, height) > _MOST_INCH:
        return None
    if max(width, height) > 2.2 * min(width, height):
        return None
    inside = mask[y0:y1, x0:x1] > 0
    if not 0.05 < float(inside.mean()) < 0.8:
        return None
    ellipse, rectangle = _outline_share(inside, rounded=True), _outline_share(inside, rounded=False)
    if max(ellipse, rectangle) < _BORDER_SHARE:
        return None
    return Found(x0, y0, x1, y1, round=ellipse >= rectangle, whole=True)


def _is_edge_slice(mask: Mask, box: _Extent, dpi: float) -> bool:
    """A tall red slice at the left or right edge of the page."""
    x0, y0, x1, y1 = box
    reach = 0.06 * dpi
    at_edge = x0 < reach or x1 > mask.shape[1] - reach
    width, height = (x1 - x0) / dpi, (y1 - y0) / dpi
    return (
        at_edge
        and 0.7 < height < _MOST_INCH
        and 0.06 < width < height
        and float((mask[y0:y1, x0:x1] > 0).mean()) > 0.04
    )


def _outline_share(inside: NDArray[np.bool_], *, rounded: bool) -> float:
    """Share of an ellipse's or rectangle's outline (outer tenth) along which there is ink."""
    height, width = inside.shape
    angles = np.linspace(0, 2 * math.pi, 180, endpoint=False)
    dx, dy = np.cos(angles), np.sin(angles)
    if not rounded:
        longest = np.maximum(np.abs(dx), np.abs(dy))
        dx, dy = dx / longest, dy / longest
    hit = np.zeros(angles.shape, dtype=bool)
    for radius in np.linspace(0.86, 1.0, 12):
        xs = np.clip(width / 2 + dx * radius * width / 2, 0, width - 1).astype(int)
        ys = np.clip(height / 2 + dy * radius * height / 2, 0, height - 1).astype(int)
        hit |= inside[ys, xs]
    return float(hit.mean())


def seal_at(found: Found, page: int, points: float) -> Seal:
    """A seal whose words are not read; ``points`` per pixel."""
    box = (found.x0 * points, found.y0 * points, found.x1 * points, found.y1 * points)
    return Seal(page, *box)


def _outermost(found: list[Found]) -> list[Found]:
    ordered = sorted(found, key=lambda f: (f.x1 - f.x0) * (f.y1 - f.y0), reverse=True)
    kept: list[Found] = []
    for seal in ordered:
        middle = ((seal.x0 + seal.x1) / 2, (seal.y0 + seal.y1) / 2)
        if not any(k.x0 <= middle[0] <= k.x1 and k.y0 <= middle[1] <= k.y1 for k in kept):
            kept.append(seal)
    return sorted(kept, key=lambda f: (f.y0, f.x0))


def is_seal_text(box: tuple[float, float, float, float], mask: Mask, freed_gray: Gray) -> bool:
    """Whether a word (pixels) consists of red strokes only: no dark ink is left once freed."""
    x0, y0, x1, y1 = (max(0, round(value)) for value in box)
    red = mask[y0:y1, x0:x1]
    if red.size == 0 or float((red > 0).mean()) < 0.06:
        return False
    return float((freed_gray[y0:y1, x0:x1] < 140).mean()) < 0.012


def read_seal(image: Image, seal: Found, engine: OcrEngine) -> tuple[str, float]:
    """The words of a seal (ring first, then the line across it) and their confidence.

    Empty with confidence 0 where they cannot be read surely.
    """
    if not seal.whole:
        return "", 0.0
    crop = image[seal.y0 : seal.y1, seal.x0 : seal.x1].astype(np.int16)
    redness = crop[:, :, 0] - np.maximum(crop[:, :, 1], crop[:, :, 2])
    strokes = 255 - np.clip(redness * (255.0 / max(float(np.percentile(redness, 98)), 1.0)), 0, 255)
    gray = strokes.astype(np.uint8)
    if not seal.round:
        return _sure([_read(gray, engine)])
    height, width = gray.shape
    across = gray[
        round(_ACROSS_ROWS[0] * height) : round(_ACROSS_ROWS[1] * height),
        round(_ACROSS_INSET * width) : round((1 - _ACROSS_INSET) * width),
    ]
    return _sure([_read(_unroll(gray), engine), _read(across, engine)])


def _unroll(gray: Gray) -> Gray:
    """The ring of text as a straight strip, clockwise from near six o'clock."""
    height, width = gray.shape
    gap = math.radians(_RING_GAP)
    turns = np.linspace(gap, 2 * math.pi - gap, max(360, round(1.5 * math.pi * width)))
    radii = np.linspace(1.0, 0.4, max(48, round(0.3 * width)))
    xs = width / 2 - np.outer(radii, np.sin(turns)) * width / 2
    ys = height / 2 + np.outer(radii, np.cos(turns)) * height / 2
    polar = cv2.remap(
        gray, xs.astype(np.float32), ys.astype(np.float32), cv2.INTER_LINEAR, borderValue=(255,)
    )
    # Only the upper half tells the ring's width: the line across the seal stands in the lower.
    quarter = polar.shape[1] // 4
    ink = (polar[:, quarter:-quarter] < 128).mean(axis=1)
    border = [i for i, share in enumerate(ink) if share > 0.6 and radii[i] > 0.78]
    top = (border[-1] + 1) if border else 0
    # The blurred inner edge of the border fades out over a few rows.
    while top < len(ink) // 3 and ink[top] > 0.04:
        top += 1
    written = np.flatnonzero(ink[top:] > 0.05)
    if written.size == 0:
        return np.full((1, 1), 255, dtype=np.uint8)
    first = top + int(written[0])
    blank = [i for i in range(first + 4, len(ink)) if ink[i] < 0.02]
    bottom = blank[0] if blank else round(0.55 * len(radii))
    return np.asarray(polar[max(top, first - 2) : bottom + 2], dtype=np.uint8)


def _read(gray: Gray, engine: OcrEngine) -> OcrLine | None:
    """The longest Chinese line of a strip."""
    if gray.shape[0] < 8 or gray.shape[1] < 8:
        return None
    scale = _READ_HEIGHT / gray.shape[0] if gray.shape[1] > 2 * gray.shape[0] else 1.0
    large = cv2.resize(gray, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC)
    padded = cv2.copyMakeBorder(large, 24, 24, 24, 24, cv2.BORDER_CONSTANT, value=(255,))
    lines = engine.read(np.repeat(padded[:, :, np.newaxis], 3, axis=2).astype(np.uint8))
    return max(lines, key=lambda line: len(_chinese(line.text)), default=None)


def _chinese(text: str) -> str:
    return "".join(c for c in text if "\u4e00" <= c <= "\u9fff" or c in "（）()")


def _sure(lines: Sequence[OcrLine | None]) -> tuple[str, float]:
    sure = [
        line
        for line in lines
        if line is not None
        and line.confidence >= _TEXT_CONFIDENCE
        and len(_chinese(line.text)) >= _LEAST_CHARACTERS
    ]
    if not sure:
        return "", 0.0
    weakest = min(w.confidence for line in sure for w in line.words if _chinese(w.text))
    return " ".join(_chinese(line.text) for line in sure), round(weakest, 4)
