"""OFD files as the standard describes them (GB/T 33190-2016), for tests."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

NAMESPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
SIZE = 4.2
"""Millimetres of a character."""


def text_object(text: str, x: float, y: float, *, size: float = SIZE, more: str = "") -> str:
    """One line of text at ``x``, ``y`` (its box's top left corner), evenly spaced."""
    step = f"g {max(1, len(text) - 1)} {size}"
    return (
        f'<ofd:TextObject ID="1" Boundary="{x} {y} {len(text) * size} {size * 1.3}" Font="3" '
        f'Size="{size}" {more}><ofd:TextCode X="0" Y="{size}" DeltaX="{step}">{escape(text)}'
        "</ofd:TextCode></ofd:TextObject>"
    )


def rule(x0: float, y0: float, x1: float, y1: float) -> str:
    """A straight line."""
    return (
        f'<ofd:PathObject ID="2" Boundary="0 0 210 297" LineWidth="0.3" Stroke="true">'
        f"<ofd:AbbreviatedData>M {x0} {y0} L {x1} {y1}</ofd:AbbreviatedData></ofd:PathObject>"
    )


def image_object(resource: str, x: float, y: float, width: float, height: float) -> str:
    """A picture in its box."""
    return (
        f'<ofd:ImageObject ID="4" ResourceID="{resource}" Boundary="{x} {y} {width} {height}" '
        f'CTM="{width} 0 0 {height} 0 0"/>'
    )


def ofd_of(
    pages: Sequence[str],
    *,
    template: str = "",
    pictures: Mapping[str, bytes] | None = None,
) -> bytes:
    """A file with these pages' units, over ``template``, with pictures by resource id."""
    chosen = pictures or {}
    media = "".join(
        f'<ofd:MultiMedia ID="{key}" Type="Image" Format="PNG">'
        f"<ofd:MediaFile>{key}.png</ofd:MediaFile></ofd:MultiMedia>"
        for key in chosen
    )
    listed = "".join(
        f'<ofd:Page ID="{n}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(pages))
    )
    files: dict[str, str | bytes] = {
        "OFD.xml": f'<ofd:OFD {NAMESPACE} Version="1.1" DocType="OFD"><ofd:DocBody>'
        "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {NAMESPACE}><ofd:CommonData><ofd:PageArea>"
        "<ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>"
        "<ofd:PublicRes>PublicRes.xml</ofd:PublicRes>"
        "<ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes>"
        '<ofd:TemplatePage ID="9" BaseLoc="Tpls/Tpl_0/Content.xml"/></ofd:CommonData>'
        f"<ofd:Pages>{listed}</ofd:Pages></ofd:Document>",
        "Doc_0/PublicRes.xml": f'<ofd:Res {NAMESPACE} BaseLoc="Res"><ofd:Fonts>'
        '<ofd:Font ID="3" FontName="宋体"/></ofd:Fonts></ofd:Res>',
        "Doc_0/DocumentRes.xml": f'<ofd:Res {NAMESPACE} BaseLoc="Res"><ofd:MultiMedias>{media}'
        "</ofd:MultiMedias></ofd:Res>",
        "Doc_0/Tpls/Tpl_0/Content.xml": _content(template),
    }
    for number, units in enumerate(pages):
        use = '<ofd:Template TemplateID="9" ZOrder="Background"/>' if template else ""
        files[f"Doc_0/Pages/Page_{number}/Content.xml"] = _content(units, use)
    files |= {f"Doc_0/Res/{key}.png": data for key, data in chosen.items()}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def _content(units: str, before: str = "") -> str:
    return (
        f'<ofd:Page {NAMESPACE}>{before}<ofd:Content><ofd:Layer ID="1" Type="Body">{units}'
        "</ofd:Layer></ofd:Content></ofd:Page>"
    )
