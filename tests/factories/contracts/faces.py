"""Chinese faces cut down to the characters of one contract, so that its PDF stays small."""

from __future__ import annotations

import base64
import io
from functools import lru_cache
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

_FOLDER = Path("/usr/share/fonts/opentype/noto")
_SIMPLIFIED = 2
"""The index of the SC face in Noto's collections."""


def face_files() -> list[Path]:
    """The files that faces are cut from, where they are installed."""
    return sorted(_FOLDER.glob("Noto*CJK-*.ttc"))


def face_rules(text: str, font: str) -> str:
    """CSS that defines the family ``Contract`` (regular and bold) for ``text``."""
    stem = "NotoSerifCJK" if font == "serif" else "NotoSansCJK"
    rules = []
    for weight, file in (("normal", f"{stem}-Regular.ttc"), ("bold", f"{stem}-Bold.ttc")):
        data = base64.b64encode(_cut(file, "".join(sorted(set(text))))).decode()
        rules.append(
            f"@font-face {{ font-family: Contract; font-weight: {weight};"
            f" src: url(data:font/otf;base64,{data}) }}"
        )
    return "".join(rules)


@lru_cache(maxsize=8)
def _cut(file: str, characters: str) -> bytes:
    options = subset.Options(layout_features=[], hinting=False, desubroutinize=True)
    options.drop_tables += ["GSUB", "GPOS", "VORG", "vhea", "vmtx", "BASE"]
    face = TTFont(_FOLDER / file, fontNumber=_SIMPLIFIED, lazy=True)
    cutter = subset.Subsetter(options)
    cutter.populate(text=characters)
    cutter.subset(face)
    out = io.BytesIO()
    face.save(out)
    return out.getvalue()
