"""Cue words: patterns with labels, and which of them stands nearest to a mention."""

from __future__ import annotations

import re

Cues = tuple[tuple[str, re.Pattern[str]], ...]


def cues(*pairs: tuple[str, str]) -> Cues:
    """Labelled patterns, case ignored; one label may have several."""
    return tuple((label, re.compile(pattern, re.IGNORECASE)) for label, pattern in pairs)


def nearest(patterns: Cues, text: str) -> tuple[str, int] | None:
    """The label whose pattern ends last in ``text`` (longest match wins a tie), and that end."""
    best: tuple[int, int, str] | None = None
    for label, pattern in patterns:
        for match in pattern.finditer(text):
            key = (match.end(), match.end() - match.start(), label)
            if best is None or key[:2] > best[:2]:
                best = key
    return (best[2], best[0]) if best else None


def first(patterns: Cues, text: str) -> tuple[str, int] | None:
    """The label whose pattern, matched at the start of ``text``, ends first, and that end."""
    found = [(match.end(), label) for label, pattern in patterns if (match := pattern.match(text))]
    return (min(found)[1], min(found)[0]) if found else None
