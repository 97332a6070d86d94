"""Whether the text layer of a PDF page is what a reader of the page sees."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from typing import Literal

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from nlp.parsing.glyphs import Glyph, PageFrame

BoxTuple = tuple[float, float, float, float]

_GARBLED_SHARE = 0.15
_FULL_PAGE = 0.6
"""Pictures on at least this share of the page make it a scan."""
_PICTURE_SHARE = 0.06
"""A smaller picture beside native text is a logo or seal, not a passage."""
_OUTLINED_PATHS = 60
"""So many drawn shapes without any glyph are text turned into outlines."""
_MOST_OBJECTS = 20_000


@dataclass(frozen=True, slots=True)
class Objects:
    """What else than text the page draws; boxes in displayed points."""

    images: tuple[BoxTuple, ...]
    paths: int
    may_hold_table: bool
    scan_dpi: int | None


@dataclass(frozen=True, slots=True)
class Layer:
    """``text``: trust it. ``blank``: nothing there. ``picture``: no text layer over a picture.
    ``garbled``: glyphs without meaning. ``hidden``: invisible text over a scan."""

    kind: Literal["text", "blank", "picture", "garbled", "hidden"]


def objects_of(page: pdfium.PdfPage, frame: PageFrame) -> Objects:
    """Look through the page's objects, those inside forms too."""
    images: list[BoxTuple] = []
    paths = across = down = 0
    scan_dpi: int | None = None
    kinds = (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_PATH)
    for seen, item in enumerate(page.get_objects(filter=kinds, max_depth=6)):
        if seen > _MOST_OBJECTS:
            break
        box = _bounds(item, frame)
        if item.type == raw.FPDF_PAGEOBJ_IMAGE:
            if box[2] - box[0] > 1 and box[3] - box[1] > 1:
                images.append(box)
                scan_dpi = max(scan_dpi or 0, _image_dpi(item, box)) or None
            continue
        paths += 1
        across += box[2] - box[0] > 20
        down += box[3] - box[1] > 12
    # One path may draw a whole grid; lines across and lines down must both be there.
    return Objects(tuple(images), paths, across >= 1 and down >= 1, scan_dpi)


def judge_layer(glyphs: list[Glyph], objects: Objects, frame: PageFrame) -> Layer:
    """Which reading the page needs."""
    printed = [glyph for glyph in glyphs if glyph.text != " "]
    covered = coverage(objects.images, frame)
    if not printed:
        drawn = covered > 0.01 or objects.paths >= _OUTLINED_PATHS
        return Layer("picture" if drawn else "blank")
    visible = [glyph for glyph in printed if glyph.visible]
    if not visible:
        return Layer("hidden" if covered > _FULL_PAGE else "blank")
    bad = sum(1 for glyph in printed if is_garbled(glyph))
    if bad > _GARBLED_SHARE * len(printed):
        return Layer("garbled")
    if covered > _FULL_PAGE and len(visible) < 0.2 * len(printed):
        return Layer("hidden")
    return Layer("text")


def is_garbled(glyph: Glyph) -> bool:
    """Whether a glyph has no meaning as text: private use, control, unmapped."""
    code = ord(glyph.text[0])
    private = 0xE000 <= code <= 0xF8FF or code >= 0xF0000
    return private or code < 0x20 or 0x7F <= code < 0xA0 or code == 0xFFFD or glyph.unmapped


def coverage(boxes: tuple[BoxTuple, ...], frame: PageFrame) -> float:
    """Share of the page that the boxes cover; strips of one scan add up, overlaps count once."""
    area = frame.width * frame.height
    covered = 0.0
    for index, box in enumerate(boxes):
        inside = _clipped(box, frame)
        if not any(_holds(other, inside) for other in boxes[:index]):
            covered += max(0.0, inside[2] - inside[0]) * max(0.0, inside[3] - inside[1])
    return min(1.0, covered / area) if area else 0.0


def uncovered_images(objects: Objects, glyphs: list[Glyph], frame: PageFrame) -> list[BoxTuple]:
    """Pictures of some size on which no native text stands."""
    area = frame.width * frame.height
    found = []
    for box in objects.images:
        x0, y0, x1, y1 = _clipped(box, frame)
        if (x1 - x0) * (y1 - y0) < _PICTURE_SHARE * area:
            continue
        inside = sum(
            1
            for g in glyphs
            if g.text != " " and x0 <= (g.x0 + g.x1) / 2 <= x1 and y0 <= (g.y0 + g.y1) / 2 <= y1
        )
        # A background picture lies under the text; a pasted scan carries next to none.
        if inside < max(8, 0.1 * len(glyphs)):
            found.append((x0, y0, x1, y1))
    return found


def _bounds(item: pdfium.PdfObject, frame: PageFrame) -> BoxTuple:
    try:
        return frame.box(*item.get_bounds())
    except pdfium.PdfiumError:
        return 0.0, 0.0, 0.0, 0.0


def _image_dpi(item: pdfium.PdfObject, box: BoxTuple) -> int:
    width, height = ctypes.c_uint(), ctypes.c_uint()
    if not raw.FPDFImageObj_GetImagePixelSize(item, width, height):
        return 0
    pixels = max(width.value, height.value)
    return round(pixels * 72 / max(box[2] - box[0], box[3] - box[1]))


def _clipped(box: BoxTuple, frame: PageFrame) -> BoxTuple:
    return (
        max(0.0, box[0]),
        max(0.0, box[1]),
        min(frame.width, box[2]),
        min(frame.height, box[3]),
    )


def _holds(outer: BoxTuple, inner: BoxTuple) -> bool:
    return (
        outer[0] - 1 <= inner[0]
        and outer[1] - 1 <= inner[1]
        and outer[2] + 1 >= inner[2]
        and outer[3] + 1 >= inner[3]
    )
