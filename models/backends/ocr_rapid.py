"""PP-OCRv6 (small) through RapidOCR; the weights are in the wheel."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.backends.ocr_words import (
    Glyph,
    line_of,
    restore_blanks,
    restore_word_gaps,
    spread,
)
from nlp.ports import Image, OcrLine

_LONGEST_SIDE = 2400
"""RapidOCR would shrink anything above 2000 pixels; A4 at 200 dpi is 2339 high."""


def default_threads() -> int:
    """Threads of one engine: ``JIANQI_OCR_THREADS``, 2 where unset."""
    return max(1, int(os.environ.get("JIANQI_OCR_THREADS", "2")))


class RapidOcrEngine:
    """Reads Chinese and English; the model is loaded at the first picture.

    The line classifier stays off: it turns upright lines upside down on skewed pages.
    """

    name = "rapidocr.ppocr6-small"

    def __init__(self, threads: int | None = None) -> None:
        self._threads = threads or default_threads()
        self._model: Any = None

    def read(self, image: Image) -> list[OcrLine]:
        """The lines of an upright picture, in the order of detection."""
        result = self._loaded()(np.ascontiguousarray(image[:, :, ::-1]))
        if result.txts is None:
            return []
        lines = []
        for text, score, quad, found in zip(
            result.txts, result.scores, result.boxes, result.word_results, strict=True
        ):
            glyphs = [
                Glyph(character, *_bounds(points), float(confidence))
                for character, confidence, points in found
            ]
            left, top, right, bottom = _bounds(quad)
            text = restore_blanks(text, glyphs)
            text = restore_word_gaps(text, glyphs, _inked(image, top, bottom))
            line = line_of(text, spread(glyphs, left, right), float(score))
            if line is not None:
                lines.append(line)
        return lines

    def _loaded(self) -> Any:
        if self._model is None:
            from rapidocr import RapidOCR

            self._model = RapidOCR(
                params={
                    "Global.use_cls": False,
                    "Global.log_level": "error",
                    "Global.max_side_len": _LONGEST_SIDE,
                    "Global.return_word_box": True,
                    "Global.return_single_char_box": True,
                    "EngineConfig.onnxruntime.intra_op_num_threads": self._threads,
                    "EngineConfig.onnxruntime.inter_op_num_threads": 1,
                }
            )
        return self._model


def _inked(image: Image, top: float, bottom: float) -> NDArray[np.bool_]:
    """For each column, whether the line between these rows has ink in it.

    The uppermost and lowermost parts are left out: neighbours' strokes reach into them.
    """
    inset = (bottom - top) * 0.12
    strip = image[max(0, int(top + inset)) : max(1, int(bottom - inset))].min(axis=2)
    if not strip.size:
        return np.zeros(image.shape[1], dtype=bool)
    paper, darkest = np.percentile(strip, 90), strip.min()
    dark: NDArray[np.bool_] = (strip < (int(paper) + int(darkest)) / 2).any(axis=0)
    return dark


def _bounds(points: Sequence[Sequence[float]]) -> tuple[float, float, float, float]:
    xs, ys = [point[0] for point in points], [point[1] for point in points]
    return float(min(xs)), float(min(ys)), float(max(xs)), float(max(ys))
