"""A fault before it has words: what a rule or a check saw, and where."""

from __future__ import annotations

from dataclasses import dataclass, field

from nlp.document import Document, Nearest

Span = tuple[int, int]

SURE = 0.8
"""Read confidence below which deciding characters make a doubt of the reading, not a finding."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong at ``start..end`` (the passage to quote).

    ``decided_by`` are the characters that the verdict hangs on, ``elsewhere`` the other places of
    a contradiction, ``params`` fill the braces of the rule's words.
    """

    start: int
    end: int
    decided_by: tuple[Span, ...] = ()
    elsewhere: tuple[Span, ...] = ()
    params: dict[str, str] = field(default_factory=dict)
    confidence: float = 0.9


@dataclass(frozen=True, slots=True)
class Gap:
    """A clause that is missing, with the passages that came nearest."""

    nearest: tuple[Nearest, ...]
    confidence: float = 0.8


def doubtful(document: Document, spans: tuple[Span, ...]) -> bool:
    """Whether any deciding character was read so poorly that the reader may be the one at fault."""
    return any(
        word.confidence < SURE
        for start, end in spans
        for word in document.words_between(start, end)
    )
