"""Which reader a file needs, told by its content."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nlp.errors import UnreadableFile

if TYPE_CHECKING:
    from nlp.pipeline import Source

_PICTURE_STARTS = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*")
_OLE_START = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PDF_HEADER_WITHIN = 1024
"""A PDF's header may stand behind some junk (ISO 32000-1, implementation note 13)."""


def open_file(name: str, data: bytes) -> Source:
    """Open ``data`` with the reader for its kind; ``name`` only tells kinds without a signature.

    Raises :class:`UnreadableFile` where the kind is unknown or the content broken.
    """
    if not data.strip():
        raise UnreadableFile("empty_file", name=name)
    if b"%PDF-" in data[:_PDF_HEADER_WITHIN]:
        from nlp.parsing.pdf import open_pdf

        return open_pdf(data)
    if data.startswith(_PICTURE_STARTS) or (data[:4] == b"RIFF" and data[8:12] == b"WEBP"):
        from nlp.parsing.image import open_image

        return open_image(data)
    if data.startswith(b"PK\x03\x04"):
        from nlp.parsing.ofd_package import is_ofd

        if is_ofd(data):
            from nlp.parsing.ofd import open_ofd

            return open_ofd(data)
    if data.startswith((b"PK\x03\x04", _OLE_START)):
        from nlp.parsing.docx import open_docx

        return open_docx(data)
    if b"\x00" in data[:4096] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UnreadableFile("unknown_type", name=name)
    from nlp.parsing.text import open_text

    return open_text(data)
