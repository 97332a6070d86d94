"""PDF pages: the text layer where it can be trusted, the picture of the page where it cannot.

PDFium is not thread-safe and its documents come from strangers: open, read and close a source in
one thread of a process that may die.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as raw

from nlp.document import Line, Page, ReadingWarning, Seal
from nlp.errors import UnreadableFile
from nlp.messages import warning
from nlp.parsing import seals
from nlp.parsing.glyphs import Glyph, PageFrame, pieces_of, read_glyphs, turned_pieces
from nlp.parsing.layer import Layer, Objects, judge_layer, objects_of, uncovered_images
from nlp.parsing.native_tables import NativeTables
from nlp.parsing.ocr import Picture, mean_confidence, read_any_way_up, read_picture
from nlp.parsing.picture import OCR_DPI, check_page_count, check_pixels, to_png, turn
from nlp.parsing.quality import locale_of
from nlp.parsing.rulings import Grid, find_grids
from nlp.parsing.tables import lay_out
from nlp.ports import Image, Tools

_POINTS_PER_INCH = 72
_GRID_DPI = 144
_A4_POINTS = (595.28, 841.89)
_SEAL_DPI = 110
_MOST_PATHS = 5000
"""More drawn paths than this are a drawing; finding tables among them would take minutes."""
_T = TypeVar("_T")


class PdfSource:
    """An opened PDF."""

    media_type = "application/pdf"

    def __init__(self, data: bytes) -> None:
        self._document = _open(data)
        self._tables = NativeTables(data)
        self.page_count = len(self._document)
        self._turned: dict[int, int] = {}
        check_page_count(self.page_count)
        if self._document.get_formtype() != raw.FORMTYPE_NONE:
            self._document.init_forms()

    def read_page(self, number: int, tools: Tools) -> Page:
        """Read one page: its text layer, or its picture, or both.

        A damaged page among others is an empty page with a warning; a file's only page raises
        :class:`UnreadableFile`.
        """
        try:
            return self._with_page(number, lambda page: self._read(page, number, tools))
        except UnreadableFile as error:
            if self.page_count == 1 or error.code != "broken_pdf":
                raise
            broken = warning("page_broken", "zh", number)
            return Page(number, *_A4_POINTS, "native", confidence=0.0, warnings=(broken,))

    def render_page(self, number: int, dpi: int) -> bytes:
        """The page as PNG; a sideways scan stands upright once the page has been read."""
        image = self._with_page(number, lambda page: render(page, dpi))
        return to_png(turn(image, self._turned.get(number, 0)))

    def close(self) -> None:
        self._tables.close()
        self._document.close()

    def _with_page(self, number: int, use: Callable[[pdfium.PdfPage], _T]) -> _T:
        if not 1 <= number <= self.page_count:
            raise IndexError(number)
        try:
            page = self._document[number - 1]
        except pdfium.PdfiumError as error:
            raise UnreadableFile("broken_pdf") from error
        try:
            if raw.FPDFPage_GetAnnotCount(page) > 0:
                # Filled-in form fields and stamps are annotations; flat, they are content.
                flat = raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY)
                if flat == raw.FLATTEN_SUCCESS:
                    page.close()
                    page = self._document[number - 1]
            return use(page)
        except pdfium.PdfiumError as error:
            raise UnreadableFile("broken_pdf") from error
        finally:
            page.close()

    def _read(self, page: pdfium.PdfPage, number: int, tools: Tools) -> Page:
        frame = PageFrame(page)
        glyphs = read_glyphs(page, frame)
        objects = objects_of(page, frame)
        layer = judge_layer(glyphs, objects, frame)
        if layer.kind in ("picture", "garbled", "hidden"):
            if tools.ocr is not None:
                return self._read_picture(page, number, objects, tools, layer)
            if layer.kind != "hidden":
                return _unread(frame, number, layer)
        grids = self._grids(page, number, objects)
        native = _read_native(page, number, frame, glyphs, objects, layer, grids)
        pictures = uncovered_images(objects, glyphs, frame)
        if pictures and tools.ocr is not None and layer.kind == "text":
            return _add_pictures(native, page, pictures, number, tools)
        return native

    def _grids(self, page: pdfium.PdfPage, number: int, objects: Objects) -> list[Grid]:
        """Ruled tables; looked for only where the page draws straight lines both ways."""
        if not objects.may_hold_table:
            return []
        if objects.paths <= _MOST_PATHS:
            drawn = self._tables.grids(number, *page.get_size())
            if drawn is not None:
                return drawn
        return _grids_by_picture(page)

    def _read_picture(
        self, page: pdfium.PdfPage, number: int, objects: Objects, tools: Tools, layer: Layer
    ) -> Page:
        dpi = _ocr_dpi(page)
        read, self._turned[number] = read_any_way_up(
            render(page, dpi), dpi, objects.scan_dpi, number, tools
        )
        if layer.kind != "garbled":
            return read
        garbled = warning("garbled_text", locale_of(read.lines), number)
        return replace(read, warnings=(*read.warnings, garbled))


def open_pdf(data: bytes) -> PdfSource:
    """Open a PDF.

    Raises :class:`UnreadableFile` (encrypted_pdf, broken_pdf, no_pages, too_many_pages).
    """
    return PdfSource(data)


def render(page: pdfium.PdfPage, dpi: float) -> Image:
    """The page as displayed, RGB on white."""
    width, height = page.get_size()
    scale = dpi / _POINTS_PER_INCH
    check_pixels(width * scale, height * scale)
    bitmap = page.render(scale=scale, rev_byteorder=True)
    try:
        pixels = bitmap.to_numpy()
        if pixels.ndim == 2 or pixels.shape[2] == 1:
            return np.repeat(pixels.reshape(*pixels.shape[:2], 1), 3, axis=2).astype(np.uint8)
        return np.ascontiguousarray(pixels[:, :, :3])
    finally:
        bitmap.close()


def _open(data: bytes) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if raw.FPDF_GetLastError() == raw.FPDF_ERR_PASSWORD or "assword" in str(error):
            raise UnreadableFile("encrypted_pdf") from error
        raise UnreadableFile("broken_pdf") from error


def _ocr_dpi(page: pdfium.PdfPage) -> float:
    """200 dpi; less for pages so large that A3 at 200 dpi would be exceeded."""
    longest = float(max(page.get_size()))
    return min(float(OCR_DPI), 3400.0 * _POINTS_PER_INCH / max(longest, 1.0))


def _unread(frame: PageFrame, number: int, layer: Layer) -> Page:
    return Page(
        number=number,
        width=round(frame.width, 2),
        height=round(frame.height, 2),
        source="ocr" if layer.kind == "picture" else "native",
        confidence=0.0,
        warnings=(warning("page_not_read", "zh", number),),
    )


def _read_native(
    page: pdfium.PdfPage,
    number: int,
    frame: PageFrame,
    glyphs: list[Glyph],
    objects: Objects,
    layer: Layer,
    grids: list[Grid],
) -> Page:
    shown = [g for g in glyphs if g.visible or layer.kind == "hidden"]
    pieces = pieces_of([glyph for glyph in shown if glyph.angle == 0])
    sideways = turned_pieces([glyph for glyph in shown if glyph.angle != 0], frame)
    laid = lay_out(pieces, grids, number)
    lines = (*laid.lines, *sideways)
    warnings: list[ReadingWarning] = []
    hidden = sum(1 for glyph in glyphs if not glyph.visible and glyph.text != " ")
    if hidden and layer.kind == "text":
        warnings.append(warning("hidden_text", locale_of(lines), number, count=hidden))
    found: tuple[Seal, ...] = ()
    if objects.images or objects.paths > 20:
        image = render(page, _SEAL_DPI)
        points = _POINTS_PER_INCH / _SEAL_DPI
        found = tuple(
            seals.seal_at(seal, number, points)
            for seal in seals.find_seals(seals.red_mask(image), _SEAL_DPI)
        )
    return Page(
        number=number,
        width=round(frame.width, 2),
        height=round(frame.height, 2),
        source="native",
        lines=lines,
        tables=laid.tables,
        seals=found,
        confidence=1.0,
        warnings=tuple(warnings),
    )


def _grids_by_picture(page: pdfium.PdfPage) -> list[Grid]:
    image = render(page, min(float(_GRID_DPI), _ocr_dpi(page)))
    dpi = image.shape[1] * _POINTS_PER_INCH / page.get_size()[0]
    gray = image.min(axis=2)
    return [grid.scaled(_POINTS_PER_INCH / dpi) for grid in find_grids(gray, dpi)]


def _add_pictures(
    native: Page,
    page: pdfium.PdfPage,
    pictures: list[tuple[float, float, float, float]],
    number: int,
    tools: Tools,
) -> Page:
    """The native page with the text of pictures that the text layer does not cover."""
    dpi = _ocr_dpi(page)
    scale = dpi / _POINTS_PER_INCH
    image = render(page, dpi)
    shown = np.full_like(image, 255)
    for x0, y0, x1, y1 in pictures:
        part = (
            slice(round(y0 * scale), round(y1 * scale)),
            slice(round(x0 * scale), round(x1 * scale)),
        )
        shown[part] = image[part]
    for line in native.lines:
        for word in line.words:
            shown[
                max(0, round(word.y0 * scale)) : round(word.y1 * scale),
                max(0, round(word.x0 * scale)) : round(word.x1 * scale),
            ] = 255
    read = read_picture(Picture(shown, dpi, None), number, tools)
    if not read.lines:
        return native
    lines = _interleave(native.lines, read.lines, len(native.tables))
    return replace(
        native,
        source="mixed",
        lines=lines,
        tables=native.tables + read.tables,
        seals=native.seals or read.seals,
        quality=read.quality,
        confidence=mean_confidence(lines),
        warnings=native.warnings + read.warnings,
    )


def _interleave(native: tuple[Line, ...], read: tuple[Line, ...], tables: int) -> tuple[Line, ...]:
    """Lines of both kinds from top to bottom; each kind keeps its own order."""
    moved = [
        replace(line, table=None if line.table is None else line.table + tables) for line in read
    ]
    merged: list[Line] = []
    rest = list(native)
    for line in moved:
        while rest and rest[0].words[0].y0 <= line.words[0].y0:
            merged.append(rest.pop(0))
        merged.append(line)
    return (*merged, *rest)
