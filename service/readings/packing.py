"""Compressed JSON, and the words of a document by page."""

from __future__ import annotations

import json
import zlib
from typing import Any

from nlp.document import Document


def pack(content: Any) -> bytes:
    """JSON, compressed."""
    return zlib.compress(json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode())


def unpack(packed: bytes) -> Any:
    """The inverse of :func:`pack`."""
    return json.loads(zlib.decompress(packed))


def words_by_page(document: Document) -> dict[str, list[list[float]]]:
    """For each page number, its words as ``[start, end, x0, y0, x1, y1, confidence]``."""
    pages: dict[str, list[list[float]]] = {str(page.number): [] for page in document.pages}
    for word in document.words:
        box = word.box
        sides = [round(side, 1) for side in (box.x0, box.y0, box.x1, box.y1)]
        pages[str(box.page)].append([word.start, word.end, *sides, round(word.confidence, 3)])
    return pages
