"""A draft as a scan: its PDF printed, sealed, put askew on the glass, and packed as JPEG."""

from __future__ import annotations

import io
import random
import re
from collections.abc import Sequence
from dataclasses import dataclass

import pypdfium2 as pdfium
from PIL import Image

from tests.factories.scans import red_seal, scanned, stamped

DPI = 200
_SEAL_PLACES = ("（盖章）", "（公章）", "(盖章)", "（签章）", "盖章：")
_JPEG = 50


@dataclass(frozen=True)
class Glass:
    """How bad the scanner is: degrees of skew at most, blur and noise in pixels and levels."""

    skew: float = 0.8
    blur: float = 0.5
    noise: float = 3.0


def scan_bytes(
    pdf: bytes,
    companies: Sequence[str] = (),
    *,
    seed: int = 1,
    glass: Glass = Glass(),
    over_text: bool = False,
    pages: int | None = None,
) -> bytes:
    """The PDF as a scan. ``companies`` seal the signature lines in their order.

    ``over_text`` presses the first company's seal over a paragraph of page 1 as well. Pages with
    red ink stay in colour, the others are grey.
    """
    rng = random.Random(seed)
    document = pdfium.PdfDocument(pdf)
    waiting = list(companies)
    images = []
    for index in range(min(pages or len(document), len(document))):
        page = document[index]
        picture = page.render(scale=DPI / 72).to_pil().convert("RGB")
        stamps = [(waiting.pop(0), x, y) for x, y in _places(page)[: len(waiting)]]
        if over_text and index == 0 and companies:
            stamps.append((companies[0], 1050.0, 1500.0))
        for name, x, y in stamps:
            picture = stamped(
                picture, red_seal(name), _corner(picture, x, y, rng), rng.uniform(-12, 12)
            )
        images.append(
            scanned(
                picture,
                skew=rng.choice((-1, 1)) * rng.uniform(0.2, glass.skew),
                blur=glass.blur,
                noise=glass.noise,
                gray=not stamps,
            ).convert("RGB" if stamps else "L")
        )
    document.close()
    return pdf_of_pictures(images)


def _places(page: pdfium.PdfPage) -> list[tuple[float, float]]:
    """Where seals go on the page, in pixels: on the words that ask for one, in reading order."""
    height = page.get_height()
    text = page.get_textpage()
    found: list[tuple[float, float]] = []
    for words in _SEAL_PLACES:
        search = text.search(words)
        while (hit := search.get_next()) is not None:
            left, bottom, _, top = text.get_charbox(hit[0])
            found.append((left * DPI / 72, (height - (top + bottom) / 2) * DPI / 72))
    return sorted(found, key=lambda at: (round(at[1] / 40), at[0]))


def _corner(
    picture: Image.Image, x: float, y: float, rng: random.Random, size: int = 420
) -> tuple[int, int]:
    """The upper left corner of a seal about ``x``, ``y`` that stays on the paper."""
    left = x - 110 + rng.uniform(-20, 40)
    top = y - 190 + rng.uniform(-30, 30)
    return (
        int(min(max(left, 0), picture.width - size)),
        int(min(max(top, 0), picture.height - size)),
    )


def pdf_of_pictures(images: Sequence[Image.Image]) -> bytes:
    """Pictures, one a page, each as JPEG."""
    document = pdfium.PdfDocument.new()
    for image in images:
        packed = io.BytesIO()
        image.save(packed, "JPEG", quality=_JPEG, optimize=True)
        packed.seek(0)
        picture = pdfium.PdfImage.new(document)
        picture.load_jpeg(packed)
        width, height = image.width * 72 / DPI, image.height * 72 / DPI
        picture.set_matrix(pdfium.PdfMatrix().scale(width, height))
        page = document.new_page(width, height)
        page.insert_obj(picture)
        page.gen_content()
    out = io.BytesIO()
    document.save(out)
    document.close()
    return _undated(out.getvalue())


def _undated(pdf: bytes) -> bytes:
    """The file with a fixed clock and identity, so that a rebuilt one does not differ."""
    pdf = re.sub(rb"CreationDate\(D:\d{14}", b"CreationDate(D:20260301000000", pdf)
    return re.sub(rb"<[0-9A-F]{32}>", b"<" + b"0" * 32 + b">", pdf)
