"""Small helpers for pictures: PNG bytes, turning, limits."""

from __future__ import annotations

import io

import numpy as np
from PIL import Image as Pillow

from nlp.errors import UnreadableFile
from nlp.ports import Image

MAX_PIXELS = 60_000_000
"""A picture larger than this (A2 at 300 dpi) is refused: it would take the memory of a worker."""
MAX_PAGES = 2000
OCR_DPI = 200


def check_pixels(width: float, height: float) -> None:
    """Raise :class:`UnreadableFile` (too_large) where a picture would not fit."""
    if width * height > MAX_PIXELS or width < 1 or height < 1:
        raise UnreadableFile("too_large")


def check_page_count(pages: int) -> None:
    """Raise :class:`UnreadableFile` for no pages or too many."""
    if pages == 0:
        raise UnreadableFile("no_pages")
    if pages > MAX_PAGES:
        raise UnreadableFile("too_many_pages", pages=pages, limit=MAX_PAGES)


def turn(image: Image, degrees: int) -> Image:
    """``image`` turned clockwise by a multiple of 90 degrees."""
    return np.ascontiguousarray(np.rot90(image, k=-(degrees // 90) % 4))


def to_png(image: Image) -> bytes:
    out = io.BytesIO()
    Pillow.fromarray(image).save(out, format="PNG", compress_level=3)
    return out.getvalue()
