"""Reading the picture of a page: level it, free the ink under seals, recognise, lay out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from nlp.document import Line, Page, Quality, Seal, Table, Word
from nlp.errors import UnreadableFile
from nlp.messages import warning
from nlp.parsing import seals
from nlp.parsing.doubts import cross_read_rates, low_confidence, match_brackets, mend_per_mille
from nlp.parsing.picture import turn
from nlp.parsing.quality import assess, estimate_skew, locale_of
from nlp.parsing.rulings import find_grids
from nlp.parsing.skew import LEAST, Tilt, level
from nlp.parsing.tables import lay_out
from nlp.ports import Image, OcrEngine, OcrLine, Tools

_POINTS_PER_INCH = 72.0
_INK = 130
"""Gray level below which a pixel is ink."""
_TURN_CROP = 640
_SPARSE_AREA = 900_000
"""A page whose ink fits in so many pixels is turned whole."""
_LEAST_WORDS, _MISREAD = 4, 0.8
"""A page of so many words, read with less confidence than this, may stand the wrong way up."""


@dataclass(frozen=True, slots=True)
class Picture:
    """An upright page picture; ``dpi`` of these pixels, ``scan_dpi`` of the scan if known."""

    image: Image
    dpi: float
    scan_dpi: int | None

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in points."""
        height, width = self.image.shape[:2]
        return width * _POINTS_PER_INCH / self.dpi, height * _POINTS_PER_INCH / self.dpi


def read_any_way_up(
    image: Image, dpi: float, scan_dpi: int | None, number: int, tools: Tools
) -> tuple[Page, int]:
    """Read page ``number`` from a picture that may lie on its side or upside down.

    Gives the page as it stands upright, and by how many degrees the picture was turned clockwise.
    Raises :class:`UnreadableFile` (needs_ocr) where no engine is at hand.
    """
    if tools.ocr is None:
        raise UnreadableFile("needs_ocr")
    turned = _told_rotation(image, tools, tools.ocr)
    reader = _Reader(Picture(turn(image, turned), dpi, scan_dpi), number, tools, tools.ocr)
    page = reader.page()
    if turned or not (_is_doubtful(page) or reader.lines_stand):
        return page, turned
    better = _most_legible(tools.ocr, image, (0, 90, 180, 270))
    if better == 0:
        return page, 0
    return read_picture(Picture(turn(image, better), dpi, scan_dpi), number, tools), better


def _told_rotation(image: Image, tools: Tools, engine: OcrEngine) -> int:
    """What the orientation model says, if reading a part of the page bears it out.

    The model takes upright pages for turned ones now and then, and one side for the other.
    """
    if tools.orientation is None or _is_blank(image):
        return 0
    degrees = tools.orientation.rotation(image)
    if degrees == 0:
        return 0
    return _most_legible(engine, image, tuple({0: 0, degrees: 0, (degrees + 180) % 360: 0}))


def _is_doubtful(page: Page) -> bool:
    """Whether a page was read so badly that it may stand the wrong way up."""
    words = sum(len(line.words) for line in page.lines)
    return words >= _LEAST_WORDS and page.confidence < _MISREAD


def _most_legible(engine: OcrEngine, image: Image, turns: Sequence[int]) -> int:
    part = _densest_part(image)
    scores = {degrees: _legibility(engine, turn(part, degrees)) for degrees in turns}
    return max(scores, key=lambda degrees: (scores[degrees], degrees == 0))


def read_picture(picture: Picture, number: int, tools: Tools) -> Page:
    """Read page ``number`` from its upright picture.

    Raises :class:`UnreadableFile` (needs_ocr) where no engine is at hand.
    """
    if tools.ocr is None:
        raise UnreadableFile("needs_ocr")
    return _Reader(picture, number, tools, tools.ocr).page()


class _Reader:
    """One page on its way: the level picture, seals, words.

    ``lines_stand`` tells, once read, that most lines run from top to bottom.
    """

    lines_stand = False

    def __init__(self, picture: Picture, number: int, tools: Tools, engine: OcrEngine) -> None:
        self._picture, self._number, self._tools, self._engine = picture, number, tools, engine
        gray = cv2.cvtColor(picture.image, cv2.COLOR_RGB2GRAY).astype(np.uint8)
        skew = estimate_skew(gray)
        self._skew = skew if abs(skew) > LEAST else 0.0
        self._measured_skew = skew
        self._shown_gray = gray
        image = level(picture.image, self._skew) if self._skew else picture.image
        self._mask = seals.red_mask(image)
        self._found = seals.find_seals(self._mask, picture.dpi)
        self._image = seals.free_ink(image, self._mask, picture.dpi)
        self._gray = cv2.cvtColor(self._image, cv2.COLOR_RGB2GRAY).astype(np.uint8)
        self._level_image = image
        self._points = _POINTS_PER_INCH / picture.dpi
        self._tilt = Tilt(self._skew, *picture.size)

    def page(self) -> Page:
        found = [] if _is_blank(self._image) else self._engine.read(self._image)
        long = [line for line in found if len(line.text) > 2]
        self.lines_stand = sum(map(_lies_flat, long)) * 2 < len(long)
        pieces = [piece for line in found if (piece := self._piece(line)) is not None]
        grids = [grid.scaled(self._points) for grid in find_grids(self._gray, self._picture.dpi)]
        laid = lay_out(pieces, grids, self._number)
        locale = locale_of(laid.lines)
        lines, warnings = cross_read_rates(
            laid.lines,
            self._image,
            1 / self._points,
            self._number,
            self._tools.second_ocr,
            locale,
        )
        warnings = low_confidence(lines, self._number, locale) + warnings
        if self._covers_unread_ink(lines):
            warnings.append(warning("unreadable_area", locale, self._number))
        shown = tuple(self._tilt.line(line) for line in lines)
        width, height = self._picture.size
        return Page(
            number=self._number,
            width=round(width, 2),
            height=round(height, 2),
            source="ocr",
            lines=shown,
            tables=tuple(self._shown_table(table) for table in laid.tables),
            seals=self._seals(),
            quality=self._quality(shown),
            confidence=mean_confidence(shown),
            warnings=tuple(warnings),
        )

    def _quality(self, lines: Sequence[Line]) -> Quality:
        return assess(
            self._shown_gray,
            self._number,
            self._picture.scan_dpi,
            self._measured_skew,
            lines,
            self._picture.size,
        )

    def _piece(self, line: OcrLine) -> Line | None:
        """The line in points, without words that are red seal text."""
        kept = [
            i
            for i, word in enumerate(line.words)
            if not seals.is_seal_text((word.x0, word.y0, word.x1, word.y1), self._mask, self._gray)
        ]
        if not kept:
            return None
        return match_brackets(mend_per_mille(_to_line(line, kept, self._points)))

    def _seals(self) -> tuple[Seal, ...]:
        return tuple(
            Seal(
                self._number,
                *self._tilt.box(*(value * self._points for value in (f.x0, f.y0, f.x1, f.y1))),
                *seals.read_seal(self._level_image, f, self._engine),
            )
            for f in self._found
        )

    def _shown_table(self, table: Table) -> Table:
        x0, y0, x1, y1 = self._tilt.box(table.x0, table.y0, table.x1, table.y1)
        return Table(table.page, x0, y0, x1, y1, table.rows, table.kind)

    def _covers_unread_ink(self, lines: Sequence[Line]) -> bool:
        """Whether under a seal there is black ink of which no word was read."""
        if not self._found:
            return False
        unread = self._gray < _INK
        for line in lines:
            for word in line.words:
                x0, y0, x1, y1 = (
                    round(value / self._points) for value in (word.x0, word.y0, word.x1, word.y1)
                )
                unread[max(0, y0 - 4) : y1 + 4, max(0, x0 - 6) : x1 + 6] = False
        least = (0.12 * self._picture.dpi) ** 2
        return any(
            int(unread[seal.y0 : seal.y1, seal.x0 : seal.x1].sum()) > least for seal in self._found
        )


def mean_confidence(lines: Sequence[Line]) -> float:
    """The mean confidence of the words, 1 where there are none."""
    values = [word.confidence for line in lines for word in line.words]
    return round(sum(values) / len(values), 4) if values else 1.0


def _to_line(line: OcrLine, kept: list[int], points: float) -> Line:
    """The words ``kept`` as a line in points; the blanks that stood between them stay."""
    text = ""
    words: list[Word] = []
    position = 0
    for i, word in enumerate(line.words):
        at = line.text.index(word.text, position)
        gap = line.text[position:at]
        position = at + len(word.text)
        if i not in kept:
            continue
        text += gap if words else ""
        words.append(
            Word(
                len(text),
                len(text) + len(word.text),
                word.x0 * points,
                word.y0 * points,
                word.x1 * points,
                word.y1 * points,
                round(word.confidence, 4),
            )
        )
        text += word.text
    heights = sorted(word.y1 - word.y0 for word in words)
    return Line(
        text, tuple(words), round(_GLYPH_SHARE * heights[len(heights) // 2], 2), source="ocr"
    )


_GLYPH_SHARE = 0.85
"""Detected boxes stand off the ink; the glyph height is this share of theirs."""


def _is_blank(image: Image) -> bool:
    """Whether there is no ink to speak of."""
    gray = image.min(axis=2)
    margin_y, margin_x = gray.shape[0] // 40, gray.shape[1] // 40
    inner = gray[margin_y : gray.shape[0] - margin_y, margin_x : gray.shape[1] - margin_x]
    paper = float(np.percentile(inner[::5, ::5], 80)) if inner.size else 255.0
    return float((inner < paper - 60).mean()) < 0.00002 if inner.size else True


def _densest_part(image: Image) -> Image:
    """The square of the page with most ink edges; all of the ink where there is little."""
    gray = cv2.cvtColor(image, cv2.COLOR_RGB2GRAY)
    steepness = np.square(cv2.Laplacian(gray, cv2.CV_32F)).astype(np.float32)
    ys, xs = np.nonzero(steepness > 0.1 * float(steepness.max()))
    height, width = int(np.ptp(ys)) + 1, int(np.ptp(xs)) + 1
    if height * width < _SPARSE_AREA:
        pad = _TURN_CROP // 20
        top, left = max(0, int(ys.min()) - pad), max(0, int(xs.min()) - pad)
        return np.ascontiguousarray(
            image[top : top + height + 2 * pad, left : left + width + 2 * pad]
        )
    side = min(_TURN_CROP, *gray.shape)
    edges = cv2.boxFilter(steepness, -1, (side, side))
    half = side // 2
    inner = edges[half : edges.shape[0] - half + 1, half : edges.shape[1] - half + 1]
    y, x = np.unravel_index(int(inner.argmax()), inner.shape)
    return np.ascontiguousarray(image[y : y + side, x : x + side])


def _legibility(engine: OcrEngine, image: Image) -> float:
    """How much an engine can read: characters, weighted by how sure it is of them."""
    return sum(
        len(word.text) * max(0.0, word.confidence - 0.5)
        for line in engine.read(image)
        if line.words and _lies_flat(line)
        for word in line.words
    )


def _lies_flat(line: OcrLine) -> bool:
    width = max(w.x1 for w in line.words) - min(w.x0 for w in line.words)
    height = max(w.y1 for w in line.words) - min(w.y0 for w in line.words)
    return width >= height or len(line.text) == 1
