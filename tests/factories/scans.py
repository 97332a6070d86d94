"""Drawn pages, red seals and the marks that scanners leave, for tests and benches."""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from nlp.ports import Image as Pixels

FONTS = Path("/usr/share/fonts/opentype/noto")
A4_200 = (1654, 2339)
_RED = (214, 32, 38, 225)


def font(size: int, *, face: str = "NotoSerifCJK-Regular.ttc") -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FONTS / face), size)


def drawn(
    lines: Sequence[str], *, size: int = 33, left: int = 200, top: int = 220, pitch: int = 56
) -> Image.Image:
    """An A4 page at 200 dpi with one line of text under the other (33 px = 12 pt)."""
    page = Image.new("RGB", A4_200, "white")
    pen = ImageDraw.Draw(page)
    for number, line in enumerate(lines):
        pen.text((left, top + number * pitch), line, font=font(size), fill="black")
    return page


def with_table(page: Image.Image, rows: Sequence[Sequence[str]], top: int) -> Image.Image:
    """``page`` with a ruled table across it."""
    pen = ImageDraw.Draw(page)
    left, right, height = 200, 1454, 64
    width = (right - left) // len(rows[0])
    for r in range(len(rows) + 1):
        y = top + r * height
        pen.line((left, y, left + width * len(rows[0]), y), fill="black", width=2)
    for c in range(len(rows[0]) + 1):
        x = left + c * width
        pen.line((x, top, x, top + height * len(rows)), fill="black", width=2)
    for r, row in enumerate(rows):
        for c, cell in enumerate(row):
            place = (left + c * width + 14, top + r * height + 12)
            pen.text(place, cell, font=font(29), fill="black")
    return page


def red_seal(name: str, across: str = "合同专用章", diameter: int = 330) -> Image.Image:
    """A round company seal with a star, on nothing."""
    seal = Image.new("RGBA", (diameter, diameter), (0, 0, 0, 0))
    pen = ImageDraw.Draw(seal)
    middle = diameter / 2
    pen.ellipse((4, 4, diameter - 5, diameter - 5), outline=_RED, width=9)
    points = [
        (
            middle + diameter * (0.16 if i % 2 == 0 else 0.06) * math.sin(i * math.pi / 5),
            middle - diameter * (0.16 if i % 2 == 0 else 0.06) * math.cos(i * math.pi / 5),
        )
        for i in range(10)
    ]
    pen.polygon(points, fill=_RED)
    bold = font(int(diameter * 0.125), face="NotoSerifCJK-Bold.ttc")
    span = math.radians(250)
    for i, character in enumerate(name):
        angle = -span / 2 + span * i / max(len(name) - 1, 1)
        tile = Image.new("RGBA", (80, 80), (0, 0, 0, 0))
        ImageDraw.Draw(tile).text((40, 40), character, font=bold, fill=_RED, anchor="mm")
        turned = tile.rotate(-math.degrees(angle), resample=Image.Resampling.BICUBIC)
        x = middle + diameter * 0.385 * math.sin(angle)
        y = middle - diameter * 0.385 * math.cos(angle)
        seal.alpha_composite(turned, (int(x - 40), int(y - 40)))
    small = font(int(diameter * 0.105), face="NotoSerifCJK-Bold.ttc")
    pen.text((middle, diameter * 0.74), across, font=small, fill=_RED, anchor="mm")
    return seal


def stamped(
    page: Image.Image, seal: Image.Image, place: tuple[int, int], angle: float = 0.0
) -> Image.Image:
    """``page`` with the ink of ``seal`` over it: colours multiply, as ink on ink does."""
    turned = np.array(seal.rotate(angle, resample=Image.Resampling.BICUBIC, expand=True))
    pixels = np.array(page.convert("RGB")).astype(float)
    x, y = place
    height, width = turned.shape[:2]
    part = pixels[y : y + height, x : x + width]
    cover = turned[..., 3:] / 255
    part[:] = part * (1 - cover) + part * (turned[..., :3] / 255) * cover
    return Image.fromarray(pixels.astype(np.uint8))


def scanned(
    page: Image.Image,
    *,
    skew: float = 0.0,
    blur: float = 0.0,
    noise: float = 0.0,
    jpeg: int | None = None,
    gray: bool = False,
) -> Image.Image:
    """``page`` as a scanner gives it; ``skew`` degrees clockwise, ``jpeg`` quality."""
    pixels = np.array(page.convert("RGB"))
    if skew:
        height, width = pixels.shape[:2]
        turn = cv2.getRotationMatrix2D((width / 2, height / 2), -skew, 1.0)
        pixels = cv2.warpAffine(
            pixels, turn, (width, height), flags=cv2.INTER_CUBIC, borderValue=(255, 255, 255)
        )
    if blur:
        pixels = cv2.GaussianBlur(pixels, (0, 0), blur)
    if noise:
        grain = np.random.default_rng(7).normal(0, noise, pixels.shape[:2])[..., None]
        pixels = np.clip(pixels.astype(float) + grain, 0, 255).astype(np.uint8)
    if gray:
        pixels = np.repeat(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)[..., None], 3, axis=2)
    if jpeg is not None:
        _, packed = cv2.imencode(".jpg", pixels[:, :, ::-1], [cv2.IMWRITE_JPEG_QUALITY, jpeg])
        pixels = cv2.imdecode(packed, cv2.IMREAD_COLOR)[:, :, ::-1]
    return Image.fromarray(np.ascontiguousarray(pixels))


def file_of(page: Image.Image, kind: str = "PNG", *more: Image.Image, dpi: int = 200) -> bytes:
    """The page (and ``more``, for TIFF and PDF) as a file."""
    out = io.BytesIO()
    if kind == "PDF":
        page.save(out, kind, save_all=True, append_images=list(more), resolution=dpi)
    elif more:
        page.save(out, kind, save_all=True, append_images=list(more), dpi=(dpi, dpi))
    else:
        page.save(out, kind, dpi=(dpi, dpi))
    return out.getvalue()


def pixels_of(png: bytes) -> Pixels:
    return np.array(Image.open(io.BytesIO(png)).convert("RGB"))


def pdf_of(body: str, style: str = "") -> bytes:
    """HTML typeset as a PDF with its own fonts and text layer."""
    import weasyprint

    css = (
        "@page{size:A4;margin:25mm 22mm} body{font-family:'Noto Serif CJK SC';font-size:12pt;"
        "line-height:1.6} p{margin:0;text-align:justify} table{border-collapse:collapse;width:100%}"
        " td,th{border:0.6pt solid black;padding:3pt}"
    )
    html = f"<html><style>{css}{style}</style><body>{body}</body></html>"
    return weasyprint.HTML(string=html).write_pdf()
