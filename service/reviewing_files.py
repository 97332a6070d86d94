"""Review files without a server, and write their report."""

from __future__ import annotations

from typing import Any

from nlp.document import Reading, Stance
from nlp.reading_json import review_json
from nlp.risk import resolve_stance, review
from service.kernel.locale import UiLanguage
from service.kernel.settings import load_settings
from service.wiring import embedder, library


def reviewed_json(
    reading: Reading, *, stance: Stance, party: str | None, language: UiLanguage | None
) -> dict[str, Any]:
    """The reading and its findings; ``party`` decides the stance where it is named."""
    side = resolve_stance(reading, party) if party else stance
    findings = review(
        reading,
        library(),
        stance=side,
        party=party,
        language=language,
        embedder=embedder(load_settings().embedder),
    )
    return review_json(reading, findings)
