"""What is plugged in: the one place that joins document understanding, models and storage."""

from __future__ import annotations

from functools import lru_cache

from models import registry
from nlp.ports import Embedder, EntityTagger, OcrEngine, OfficeConverter, OrientationModel, Tools
from nlp.risk import Library
from service.kernel.settings import Settings
from service.kernel.vectors import VectorIndex, open_index
from service.library.entries import shipped


@lru_cache
def embedder(name: str) -> Embedder:
    """The model that turns clauses into vectors; one a process."""
    return registry.embedder(name)


@lru_cache
def _ocr(name: str) -> OcrEngine:
    return registry.ocr_engine(name)


@lru_cache
def _second_ocr() -> OcrEngine | None:
    return registry.second_ocr_engine()


@lru_cache
def _orientation() -> OrientationModel:
    return registry.orientation_model()


@lru_cache
def _taggers() -> tuple[EntityTagger, EntityTagger]:
    return registry.entity_taggers()


def office_converter() -> OfficeConverter | None:
    """What reads old Word files, where LibreOffice is installed."""
    return registry.office_converter()


def reading_tools(settings: Settings) -> Tools:
    """The models for reading files; each loads itself on first use."""
    zh_tagger, en_tagger = _taggers()
    return Tools(
        ocr=_ocr(settings.ocr_engine),
        second_ocr=_second_ocr(),
        orientation=_orientation(),
        zh_tagger=zh_tagger,
        en_tagger=en_tagger,
        embedder=embedder(settings.embedder),
        office=office_converter(),
    )


def library() -> Library:
    """The clause library that ships with the product."""
    return shipped()


def vector_index(settings: Settings) -> VectorIndex:
    """The index of clauses; in the embedded profile only the API process may open it."""
    key = settings.qdrant_api_key.get_secret_value() if settings.qdrant_api_key else None
    return open_index(
        settings.qdrant_url,
        key,
        settings.data.absolute() / "index",
        embedder(settings.embedder).dimensions,
    )
