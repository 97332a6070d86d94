"""OFD pages (GB/T 33190-2016): the text with the place of each character, and a drawn picture.

A page without text is read from its picture. Seals and signatures, which OFD keeps apart from the
pages, are not drawn; text in pictures on a page that has text of its own is not read.
"""

from __future__ import annotations

import io
import math
from collections.abc import Iterator

import numpy as np
from PIL import Image as Pillow
from PIL import ImageDraw, ImageFont, UnidentifiedImageError

from nlp.document import Page
from nlp.parsing.docx_package import local
from nlp.parsing.fonts import find_font
from nlp.parsing.glyphs import Glyph, pieces_of
from nlp.parsing.ocr import read_any_way_up
from nlp.parsing.ofd_package import OfdPackage, OfdPage, numbers
from nlp.parsing.picture import OCR_DPI, check_pixels, to_png, turn
from nlp.parsing.rulings import Grid, find_grids
from nlp.parsing.tables import lay_out
from nlp.parsing.words import is_cjk
from nlp.parsing.zip_parts import Element
from nlp.ports import Image, Tools

_MM = 72 / 25.4
"""Points in a millimetre."""
_POINTS_PER_INCH = 72
_GRID_DPI = 144
_ASCENT, _DESCENT = 0.88, 0.22
_FORMATS = ("PNG", "JPEG", "BMP", "TIFF", "GIF")
_Matrix = tuple[float, float, float, float, float, float]
_UPRIGHT: _Matrix = (1, 0, 0, 1, 0, 0)


class OfdSource:
    """An opened OFD file."""

    media_type = "application/ofd"

    def __init__(self, data: bytes) -> None:
        self._package = OfdPackage(data)
        self.page_count = self._package.page_count
        self._turned: dict[int, int] = {}

    def read_page(self, number: int, tools: Tools) -> Page:
        """The page's own text; what its picture shows where it has none."""
        page = self._page(number)
        glyphs = [glyph for unit in _of_kind(page, "TextObject") for glyph in self._glyphs(unit)]
        if not any(glyph.text.strip() for glyph in glyphs) and _of_kind(page, "ImageObject"):
            image = self._drawn(page, OCR_DPI)
            read, self._turned[number] = read_any_way_up(image, OCR_DPI, None, number, tools)
            return read
        upright = [glyph for glyph in glyphs if glyph.angle == 0]
        laid = lay_out(pieces_of(upright), self._grids(page), number)
        width, height = page.box[2] * _MM, page.box[3] * _MM
        return Page(
            number,
            round(width, 2),
            round(height, 2),
            "native",
            lines=laid.lines,
            tables=laid.tables,
            confidence=1.0,
        )

    def render_page(self, number: int, dpi: int) -> bytes:
        """The page drawn as PNG."""
        image = self._drawn(self._page(number), dpi)
        return to_png(turn(image, self._turned.get(number, 0)))

    def close(self) -> None:
        """Nothing is held open."""

    def _page(self, number: int) -> OfdPage:
        if not 1 <= number <= self.page_count:
            raise IndexError(number)
        return self._package.page(number)

    def _grids(self, page: OfdPage) -> list[Grid]:
        if len(_of_kind(page, "PathObject")) < 2:
            return []
        gray = self._drawn(page, _GRID_DPI, text=False).min(axis=2)
        return [grid.scaled(_POINTS_PER_INCH / _GRID_DPI) for grid in find_grids(gray, _GRID_DPI)]

    def _glyphs(self, unit: Element) -> Iterator[Glyph]:
        """The characters of a text object, each at its place in points."""
        matrix = _placed(unit)
        size = (numbers(unit.get("Size")) or (0.0,))[0]
        if size <= 0 or unit.get("Visible") == "false":
            return
        bold = (numbers(unit.get("Weight")) or (400.0,))[0] >= 600
        bold = bold or self._package.is_bold(unit.get("Font") or "")
        angle = round(math.degrees(math.atan2(matrix[1], matrix[0])))
        scale = math.hypot(matrix[2], matrix[3]) * _MM
        x = y = 0.0
        for code in unit:
            if local(code) != "TextCode":
                continue
            x = (numbers(code.get("X")) or (x,))[0]
            y = (numbers(code.get("Y")) or (y,))[0]
            text = (code.text or "").strip("\r\n\t")
            across, down = (_steps(code.get(name), len(text)) for name in ("DeltaX", "DeltaY"))
            for index, character in enumerate(text):
                advance = across[index] if index < len(across) else _advance(character, size)
                x0, base = _at(matrix, x, y)
                x1, _ = _at(matrix, x + max(0.1, min(advance, size * 1.2)), y)
                x0, x1, base = x0 * _MM, x1 * _MM, base * _MM
                points = size * scale
                yield Glyph(
                    " " if character.isspace() else character,
                    min(x0, x1),
                    base - _ASCENT * points,
                    max(x0, x1),
                    base + _DESCENT * points,
                    base,
                    points,
                    bold,
                    True,
                    False,
                    angle,
                )
                x += advance if index < len(across) or not down else 0.0
                y += down[index] if index < len(down) else 0.0

    def _drawn(self, page: OfdPage, dpi: float, *, text: bool = True) -> Image:
        scale = dpi / 25.4
        width, height = page.box[2] * scale, page.box[3] * scale
        check_pixels(width, height)
        canvas = Pillow.new("RGB", (round(width), round(height)), "white")
        for unit in page.objects:
            kind = local(unit)
            if kind == "ImageObject":
                self._draw_picture(canvas, unit, scale)
            elif kind == "PathObject":
                _draw_path(canvas, unit, scale)
            elif text:
                self._draw_text(canvas, unit, dpi)
        return np.asarray(canvas, dtype=np.uint8)

    def _draw_picture(self, canvas: Pillow.Image, unit: Element, scale: float) -> None:
        data = self._package.picture(unit.get("ResourceID") or "")
        x, y, width, height = _boundary(unit)
        size = (round(width * scale), round(height * scale))
        if data is None or min(size) < 1:
            return
        check_pixels(*size)
        try:
            with Pillow.open(io.BytesIO(data), formats=_FORMATS) as file:
                check_pixels(*file.size)
                picture = file.convert("RGBA").resize(size)
        except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
            return
        canvas.paste(picture, (round(x * scale), round(y * scale)), picture)

    def _draw_text(self, canvas: Pillow.Image, unit: Element, dpi: float) -> None:
        pen = ImageDraw.Draw(canvas)
        factor = dpi / _POINTS_PER_INCH
        for glyph in self._glyphs(unit):
            if glyph.angle == 0 and glyph.text != " ":
                file = find_font(bold=glyph.bold)
                font = ImageFont.truetype(str(file), max(1, round(glyph.size * factor)))
                at = (glyph.x0 * factor, glyph.base * factor)
                pen.text(at, glyph.text, fill="black", font=font, anchor="ls")


def open_ofd(data: bytes) -> OfdSource:
    """Open an OFD. Raises :class:`UnreadableFile` (broken_ofd, no_pages, too_many_pages)."""
    return OfdSource(data)


def _of_kind(page: OfdPage, kind: str) -> list[Element]:
    return [unit for unit in page.objects if local(unit) == kind]


def _boundary(unit: Element) -> tuple[float, float, float, float]:
    found = numbers(unit.get("Boundary"))
    return found[:4] if len(found) >= 4 else (0.0, 0.0, 0.0, 0.0)  # type: ignore[return-value]


def _placed(unit: Element) -> _Matrix:
    """From the unit's own space to the page, in millimetres."""
    x, y, _, _ = _boundary(unit)
    found = numbers(unit.get("CTM"))
    a, b, c, d, e, f = found if len(found) == 6 else _UPRIGHT
    return a, b, c, d, e + x, f + y


def _at(matrix: _Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _steps(told: str | None, most: int) -> list[float]:
    """The distances from each character to the next; ``g 3 5.5`` stands for 5.5 three times."""
    steps: list[float] = []
    words = iter((told or "").split())
    for word in words:
        if word != "g":
            steps += numbers(word)[:1]
            continue
        count, step = numbers(next(words, "")), numbers(next(words, ""))
        if count and step:
            steps += [step[0]] * min(int(count[0]), most)
    return steps[:most]


def _advance(character: str, size: float) -> float:
    """How far a character whose distance is not told reaches: whole for CJK, half for others."""
    return size if is_cjk(character) or ord(character) > 0x2E80 else size / 2


def _draw_path(canvas: Pillow.Image, unit: Element, scale: float) -> None:
    """Straight lines and the ends of curves; that is what rules and frames are made of."""
    data = next((child.text for child in unit if local(child) == "AbbreviatedData"), None)
    pen = ImageDraw.Draw(canvas)
    width = max(1, round((numbers(unit.get("LineWidth")) or (0.353,))[0] * scale))
    matrix = _placed(unit)
    for outline in _outlines(data or ""):
        points = [tuple(side * scale for side in _at(matrix, x, y)) for x, y in outline]
        if len(points) < 2:
            continue
        if unit.get("Fill") == "true" and len(points) > 2:
            pen.polygon(points, fill=_colour(unit, "FillColor"))
        if unit.get("Stroke") != "false":
            pen.line(points, fill=_colour(unit, "StrokeColor"), width=width)


def _outlines(data: str) -> Iterator[list[tuple[float, float]]]:
    """The outlines of a path in its abbreviated form (GB/T 33190-2016, 9.1)."""
    arguments = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}
    words = iter(data.split())
    points: list[tuple[float, float]] = []
    for word in words:
        count = arguments.get(word.upper())
        if count is None:
            return
        values = [(numbers(next(words, "")) or (0.0,))[0] for _ in range(count)]
        if word.upper() in ("M", "S"):
            yield points
            points = [(values[0], values[1])]
        elif word.upper() == "C":
            points += points[:1]
        else:
            points.append((values[-2], values[-1]))
    yield points


def _colour(unit: Element, name: str) -> tuple[int, int, int]:
    for child in unit:
        if local(child) == name:
            values = numbers(child.get("Value"))
            if len(values) == 3:
                red, green, blue = (min(255, max(0, int(value))) for value in values)
                return red, green, blue
            if len(values) == 1:
                return (int(values[0]),) * 3
    return (0, 0, 0)
