"""Turning a skewed picture level, and places on it back to the page as displayed."""

from __future__ import annotations

import math
from dataclasses import replace

import cv2
import numpy as np

from nlp.document import Line, Word
from nlp.ports import Image

LEAST = 0.3
"""Degrees; smaller skew is left alone."""


def level(image: Image, skew: float) -> Image:
    """``image`` with lines that fall by ``skew`` degrees made level, same size, paper filled in."""
    height, width = image.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), skew, 1.0)
    paper = tuple(float(value) for value in np.percentile(image[::7, ::7], 90, axis=(0, 1)))
    return cv2.warpAffine(
        image, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=paper
    ).astype(np.uint8)


class Tilt:
    """Rotation about the middle of a page of ``width`` × ``height`` (any unit)."""

    def __init__(self, skew: float, width: float, height: float) -> None:
        self.skew = skew
        self._cos, self._sin = math.cos(math.radians(skew)), math.sin(math.radians(skew))
        self._x, self._y = width / 2, height / 2

    def displayed(self, x: float, y: float) -> tuple[float, float]:
        """Where a point of the levelled page stands on the page as displayed."""
        return self._turn(x, y, self._sin)

    def levelled(self, x: float, y: float) -> tuple[float, float]:
        """Where a point of the page as displayed stands once it is level."""
        return self._turn(x, y, -self._sin)

    def _turn(self, x: float, y: float, sin: float) -> tuple[float, float]:
        dx, dy = x - self._x, y - self._y
        return self._x + self._cos * dx - sin * dy, self._y + sin * dx + self._cos * dy

    def box(self, x0: float, y0: float, x1: float, y1: float) -> tuple[float, float, float, float]:
        """The upright box on the displayed page around a box of the levelled page."""
        corners = [self.displayed(x, y) for x in (x0, x1) for y in (y0, y1)]
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        return min(xs), min(ys), max(xs), max(ys)

    def line(self, line: Line) -> Line:
        """``line`` with its words where they stand on the displayed page."""
        if not self.skew:
            return line
        return replace(line, words=tuple(self._word(word) for word in line.words))

    def _word(self, word: Word) -> Word:
        x0, y0, x1, y1 = self.box(word.x0, word.y0, word.x1, word.y1)
        return replace(word, x0=x0, y0=y0, x1=x1, y1=y1)
