"""Clauses that should be there and are not, with the proof of where was looked."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from math import sqrt

import numpy as np

from nlp.document import Clause, Nearest, Reading
from nlp.folding import fold
from nlp.ports import Embedder
from nlp.risk.faults import Gap
from nlp.risk.library import Library, Rule
from nlp.risk.passages import Passages
from nlp.risk.text import QUOTE_LIMIT

_ENOUGH_CLAUSES = 4
_ENOUGH_TEXT = 600
_SNIPPET = 400
_MOST_CLAUSES = 400
_WORD = re.compile(r"[a-z]{3,}|[\u4e00-\u9fff]+")


def gap_of(
    rule: Rule, passages: Passages, library: Library, embedder: Embedder | None
) -> Gap | None:
    """The gap where no clause of the rule's kind stands, no heading and no phrase hints at one.

    None, too, where the text is too short or too little structured to tell.
    """
    kind = rule.when.absent
    reading = passages.reading
    if kind is None or not can_tell(reading):
        return None
    if any(clause.kind == kind for clause in reading.clauses):
        return None
    if any(passages.hits(phrase) for phrase in library.cues.get(kind, ())):
        return None
    return Gap(_nearest(_query(rule, reading), reading, embedder), rule.confidence)


def can_tell(reading: Reading) -> bool:
    """Whether the text is long and structured enough for something to be missing."""
    top = [clause for clause in reading.clauses if clause.level == 1]
    return len(top) >= _ENOUGH_CLAUSES and len(reading.document.text) >= _ENOUGH_TEXT


def _query(rule: Rule, reading: Reading) -> str:
    words = rule.suggested_text or rule.reason
    return words.en if reading.language == "en" else words.zh


def _nearest(query: str, reading: Reading, embedder: Embedder | None) -> tuple[Nearest, ...]:
    text = reading.document.text
    clauses = [clause for clause in reading.clauses if clause.at.quote][:_MOST_CLAUSES]
    snippets = [clause.at.quote[:_SNIPPET] for clause in clauses]
    if embedder is None:
        scores = _overlaps(query, snippets)
    else:
        vectors = embedder.embed([query, *snippets])
        scores = [float(score) for score in np.asarray(vectors[1:] @ vectors[0]).ravel()]
    best = sorted(range(len(clauses)), key=lambda index: (-scores[index], index))[:3]
    return tuple(
        Nearest(clauses[index].id, round(scores[index], 4), _opening(clauses[index], text))
        for index in best
    )


def _opening(clause: Clause, text: str) -> str:
    """The first lines of a clause, verbatim, up to the limit of a quote."""
    return text[clause.at.start : min(clause.at.end, clause.at.start + QUOTE_LIMIT)].rstrip()


def _overlaps(query: str, snippets: Sequence[str]) -> list[float]:
    """The cosine of word (Latin) and character-pair (Chinese) counts."""
    wanted = _tokens(query)
    return [_cosine(wanted, _tokens(snippet)) for snippet in snippets]


def _tokens(text: str) -> Counter[str]:
    counts: Counter[str] = Counter()
    for run in _WORD.findall(fold(text).lower()):
        if run.isascii():
            counts[run] += 1
        else:
            counts.update(run[index : index + 2] for index in range(max(1, len(run) - 1)))
    return counts


def _cosine(left: Counter[str], right: Counter[str]) -> float:
    dot = sum(count * right[token] for token, count in left.items())
    norm = sqrt(sum(v * v for v in left.values())) * sqrt(sum(v * v for v in right.values()))
    return dot / norm if norm else 0.0
