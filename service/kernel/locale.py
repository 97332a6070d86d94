"""Words for people, keyed by code, in Chinese and English."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import yaml

UiLanguage = Literal["zh", "en"]
_FOLDER = Path(__file__).resolve().parents[1] / "locales"


@lru_cache
def words(language: UiLanguage) -> dict[str, str]:
    """All words of a language, with dotted keys: the common file's and each domain's own."""
    files = [_FOLDER / f"{language}.yaml", *sorted(_FOLDER.glob(f"*.{language}.yaml"))]
    texts = [file.read_text(encoding="utf-8") for file in files]
    return dict(pair for text in texts for pair in _flatten(yaml.safe_load(text), ""))


def _flatten(node: Any, prefix: str) -> list[tuple[str, str]]:
    if not isinstance(node, dict):
        return [(prefix, str(node))]
    return [
        pair
        for key, value in node.items()
        for pair in _flatten(value, f"{prefix}.{key}" if prefix else str(key))
    ]


def say(key: str, language: UiLanguage, /, *, default: str | None = None, **params: Any) -> str:
    """The words for ``key``; a key without words shows itself, so that a gap is seen."""
    template = words(language).get(key, key if default is None else default)
    try:
        return template.format(**params)
    except (KeyError, IndexError):
        return template


def language_of(accept_language: str | None) -> UiLanguage:
    """zh unless the caller prefers English."""
    first = (accept_language or "").split(",")[0].strip().lower()
    return "en" if first.startswith("en") else "zh"
