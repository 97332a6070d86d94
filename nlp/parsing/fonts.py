"""The CJK font that text pages are drawn with: where it is, and how wide its characters are."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path

from PIL import ImageFont

_FOLDERS = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "~/.fonts",
    "~/.local/share/fonts",
    "/System/Library/Fonts",
    "/Library/Fonts",
    "C:/Windows/Fonts",
)
_FAMILIES = (
    ("NotoSerifCJK-Regular.ttc", "NotoSerifCJK-Bold.ttc"),
    ("NotoSansCJK-Regular.ttc", "NotoSansCJK-Bold.ttc"),
    ("SourceHanSerifSC-Regular.otf", "SourceHanSerifSC-Bold.otf"),
    ("SourceHanSansSC-Regular.otf", "SourceHanSansSC-Bold.otf"),
    ("wqy-microhei.ttc", "wqy-microhei.ttc"),
    ("simsun.ttc", "simsunb.ttf"),
    ("Songti.ttc", "Songti.ttc"),
)
_SIMPLIFIED = "SC"
_UNITS = 1000


class FontMissing(OSError):
    """No font with Chinese characters is installed, so text pages cannot be drawn."""

    def __init__(self) -> None:
        super().__init__("needs a CJK font")


@lru_cache(maxsize=1)
def _installed() -> dict[str, Path]:
    """Font files by name; the first folder that holds a name wins."""
    found: dict[str, Path] = {}
    for folder in _FOLDERS:
        for parent, _, names in os.walk(Path(folder).expanduser()):
            for name in names:
                found.setdefault(name, Path(parent) / name)
    return found


def find_font(*, bold: bool = False) -> Path:
    """The file of a CJK font. Raises :class:`FontMissing` (an ``OSError``) where there is none."""
    installed = _installed()
    for regular, heavy in _FAMILIES:
        if regular in installed:
            return installed.get(heavy, installed[regular]) if bold else installed[regular]
    raise FontMissing


@lru_cache(maxsize=64)
def font(size: float, *, bold: bool = False) -> ImageFont.FreeTypeFont:
    """The font at ``size`` pixels, with Simplified Chinese shapes where the file has several."""
    path = str(find_font(bold=bold))
    layout = ImageFont.Layout.BASIC
    if path.endswith(".ttc"):
        for index in range(10):
            try:
                face = ImageFont.truetype(path, size, index=index, layout_engine=layout)
            except OSError:
                break
            if (face.getname()[0] or "").endswith(_SIMPLIFIED):
                return face
    return ImageFont.truetype(path, size, layout_engine=layout)


@lru_cache(maxsize=50_000)
def advance(character: str, *, bold: bool = False) -> float:
    """The width of ``character`` as a share of the font's size."""
    return font(_UNITS, bold=bold).getlength(character) / _UNITS
