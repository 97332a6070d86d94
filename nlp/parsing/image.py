"""Pictures as pages: png, jpg, webp, and tif of many pages."""

from __future__ import annotations

import io
import warnings

import numpy as np
from PIL import Image as Pillow
from PIL import ImageFile, ImageOps, UnidentifiedImageError

from nlp.document import Page
from nlp.errors import UnreadableFile
from nlp.parsing.ocr import read_any_way_up
from nlp.parsing.picture import OCR_DPI, check_page_count, check_pixels, to_png, turn
from nlp.ports import Image, Tools

_A4_WIDTH_INCH = 210 / 25.4
_A4_HEIGHT_INCH = 297 / 25.4
_SENSIBLE_DPI = (90.0, 1250.0)
_SENSIBLE_INCHES = (2.0, 24.0)
_FORMATS = ("PNG", "JPEG", "TIFF", "WEBP")
_MEDIA_TYPES = {
    "PNG": "image/png",
    "JPEG": "image/jpeg",
    "MPO": "image/jpeg",
    "TIFF": "image/tiff",
    "WEBP": "image/webp",
}


class ImageSource:
    """A picture file; each frame is a page."""

    def __init__(self, data: bytes) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Pillow.DecompressionBombWarning)
            try:
                self._file = Pillow.open(io.BytesIO(data), formats=_FORMATS)
                self.page_count = int(getattr(self._file, "n_frames", 1))
            except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
                raise UnreadableFile("broken_image") from error
            except Pillow.DecompressionBombError as error:
                raise UnreadableFile("too_large") from error
        if self._file.format == "MPO":
            # A camera's second frame is a preview of the first.
            self.page_count = 1
        self.media_type = _MEDIA_TYPES[self._file.format or "PNG"]
        self._turned: dict[int, int] = {}
        check_page_count(self.page_count)

    def read_page(self, number: int, tools: Tools) -> Page:
        """Read one frame; remembers which way up it stands for :meth:`render_page`."""
        image, dpi = self._frame(number)
        scan_dpi = round(dpi)
        if not 0.75 * OCR_DPI <= dpi <= 1.3 * OCR_DPI:
            image = _resized(image, OCR_DPI / dpi)
            dpi = float(OCR_DPI)
        page, self._turned[number] = read_any_way_up(image, dpi, scan_dpi, number, tools)
        return page

    def render_page(self, number: int, dpi: int) -> bytes:
        """The frame as PNG at ``dpi``; upright once the page has been read."""
        image, own_dpi = self._frame(number)
        check_pixels(image.shape[1] * dpi / own_dpi, image.shape[0] * dpi / own_dpi)
        resized = _resized(image, dpi / own_dpi)
        return to_png(turn(resized, self._turned.get(number, 0)))

    def close(self) -> None:
        self._file.close()

    def _frame(self, number: int) -> tuple[Image, float]:
        """The pixels of a frame, the camera's turn applied, and their resolution."""
        if not 1 <= number <= self.page_count:
            raise IndexError(number)
        # The report's printer turns this on for the whole process; half a page is no page.
        ImageFile.LOAD_TRUNCATED_IMAGES = False
        try:
            self._file.seek(number - 1)
            check_pixels(*self._file.size)
            upright = ImageOps.exif_transpose(self._file)
            image = np.asarray(_on_paper(upright), dtype=np.uint8)
        except (OSError, ValueError, SyntaxError, EOFError, TypeError, IndexError) as error:
            raise UnreadableFile("broken_image") from error
        return image, _resolution(self._file.info.get("dpi"), image.shape[1], image.shape[0])


def open_image(data: bytes) -> ImageSource:
    """Open a png, jpg, tif or webp.

    Raises :class:`UnreadableFile` (broken_image, too_large, too_many_pages).
    """
    return ImageSource(data)


def _on_paper(picture: Pillow.Image) -> Pillow.Image:
    """RGB, with what is transparent shown on white."""
    if picture.mode in ("I;16", "I;16B", "I", "F"):
        values = np.asarray(picture, dtype=np.float64)
        span = max(float(values.max() - values.min()), 1.0)
        return Pillow.fromarray(((values - values.min()) / span * 255).astype(np.uint8)).convert(
            "RGB"
        )
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        layered = picture.convert("RGBA")
        paper = Pillow.new("RGBA", layered.size, (255, 255, 255, 255))
        return Pillow.alpha_composite(paper, layered).convert("RGB")
    return picture.convert("RGB")


def _resolution(told: object, width: int, height: int) -> float:
    """Dots per inch: as the file says where sensible, else as if the picture showed an A4 page."""
    if isinstance(told, tuple) and told:
        dpi = float(told[0])
        sides = (width / dpi, height / dpi) if dpi > 0 else (0.0, 0.0)
        sensible = _SENSIBLE_DPI[0] <= dpi <= _SENSIBLE_DPI[1]
        if sensible and all(_SENSIBLE_INCHES[0] <= s <= _SENSIBLE_INCHES[1] for s in sides):
            return dpi
    return width / (_A4_HEIGHT_INCH if width > height else _A4_WIDTH_INCH)


def _resized(image: Image, factor: float) -> Image:
    if abs(factor - 1) < 0.001:
        return image
    size = (max(1, round(image.shape[1] * factor)), max(1, round(image.shape[0] * factor)))
    how = Pillow.Resampling.LANCZOS if factor > 1 else Pillow.Resampling.BOX
    return np.asarray(Pillow.fromarray(image).resize(size, how), dtype=np.uint8)
