"""What document understanding needs from a model; ``models/backends`` implements these."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Image = NDArray[np.uint8]
"""Pixels, height × width × 3, RGB, 0-255."""


@dataclass(frozen=True, slots=True)
class OcrWord:
    """A word in pixels of the image given (same granularity as ``document.Word``)."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    confidence: float


@dataclass(frozen=True, slots=True)
class OcrLine:
    """A recognised line: its words from left to right, joined as ``text`` shows."""

    text: str
    words: tuple[OcrWord, ...]
    confidence: float


class OcrEngine(Protocol):
    """Reads the text of an upright picture."""

    name: str

    def read(self, image: Image) -> list[OcrLine]: ...


class OrientationModel(Protocol):
    """Tells by how many degrees (0-270) a picture must turn clockwise to stand upright."""

    name: str

    def rotation(self, image: Image) -> int: ...


class Embedder(Protocol):
    """Turns texts into unit vectors, one row a text, float32."""

    name: str
    dimensions: int

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]: ...


@dataclass(frozen=True, slots=True)
class Entity:
    """A named thing in a text: ``label`` is ORG, PER or LOC."""

    start: int
    end: int
    label: str


class EntityTagger(Protocol):
    """Finds organisations, persons and places."""

    name: str

    def entities(self, text: str) -> list[Entity]: ...


class OfficeConverter(Protocol):
    """Turns an old binary Word file into .docx; raises ``nlp.errors.UnreadableFile``."""

    name: str

    def to_docx(self, data: bytes) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Tools:
    """The models that a reading may use. A missing tool narrows the reading, never breaks it."""

    ocr: OcrEngine | None = None
    second_ocr: OcrEngine | None = None
    orientation: OrientationModel | None = None
    zh_tagger: EntityTagger | None = None
    en_tagger: EntityTagger | None = None
    embedder: Embedder | None = None
    office: OfficeConverter | None = None
