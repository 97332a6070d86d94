"""What a clause is about: by its heading, else by the words of its text, else by its neighbours.

Confidence is honest: a heading that is wholly a known word is near certain, cues in the text less,
nearness of meaning least. A clause with nothing of its own takes its parent's kind.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nlp.ports import Embedder
from nlp.structure.kind_examples import EXAMPLES
from nlp.structure.kind_lexicon import CUES, EN_HEADINGS, ZH_HEADINGS

_CJK = re.compile(r"[\u4e00-\u9fff]")
_KNOWN_SHARE = 0.5
"""How much of a heading its telling words must cover for the heading to be a known one."""

_BODY_LENGTH = 400
_INHERITED = 0.8
_NEAREST_SHARE = 0.06
"""By how much the nearest class must beat the next one to be named at all."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A clause kind of the vocabulary and how sure it is."""

    name: str
    confidence: float


OTHER = Kind("other", 0.0)


def kind_of_heading(heading: str) -> Kind | None:
    """The kind a heading names, or None where it has no telling word."""
    zh = _CJK.search(heading) is not None
    text = re.sub(r"\s", "", heading) if zh else heading.strip()
    for kind, pattern in ZH_HEADINGS if zh else EN_HEADINGS:
        matches = list(pattern.finditer(text))
        if matches:
            share = sum(len(match.group()) for match in matches) / max(len(text), 1)
            return Kind(kind, round(0.75 + 0.22 * min(share, 1.0), 3))
    return None


def is_known_heading(text: str) -> bool:
    """Whether ``text`` is little more than words that head clauses."""
    kind = kind_of_heading(text)
    return kind is not None and kind.confidence >= 0.75 + 0.22 * _KNOWN_SHARE


def kind_of_body(text: str) -> Kind | None:
    """The kind whose cues stand in ``text`` with the most weight, early ones first."""
    scores: dict[str, float] = {}
    body = text[:_BODY_LENGTH]
    for kind, weight, pattern in CUES:
        places = [match.start() for match in pattern.finditer(body)]
        if places:
            early = 1.0 - 0.5 * min(places[0] / _BODY_LENGTH, 1.0)
            scores[kind] = weight * early * (1.0 + 0.35 * min(len(places) - 1, 3))
    if not scores:
        return None
    (best, top), *others = sorted(scores.items(), key=lambda item: -item[1])
    second = others[0][1] if others else 0.0
    return Kind(best, round(min(0.85, 0.4 + 0.3 * (top - second) / top + 0.05 * top), 3))


def kinds_of(
    clauses: Sequence[tuple[str | None, str, int | None]], embedder: Embedder | None
) -> list[Kind]:
    """The kind of each clause, given as heading, own text and index of the parent (or None).

    Parents stand before their children.
    """
    kinds = [_own_kind(heading, text) for heading, text, _ in clauses]
    doubtful = [index for index, kind in enumerate(kinds) if kind is None]
    if embedder is not None and doubtful:
        texts = [clauses[index][1][:_BODY_LENGTH] for index in doubtful]
        for index, near in zip(doubtful, _nearest(texts, embedder), strict=True):
            kinds[index] = near
    result: list[Kind] = []
    for (_, _, parent), kind in zip(clauses, kinds, strict=True):
        inherited = result[parent] if parent is not None else OTHER
        result.append(kind or Kind(inherited.name, round(inherited.confidence * _INHERITED, 3)))
    return result


def _own_kind(heading: str | None, text: str) -> Kind | None:
    named = kind_of_heading(heading) if heading else None
    if named is not None and named.name != "other":
        return named
    told = kind_of_body(text)
    if named is None or (told is not None and told.confidence > 0.75):
        return told
    return named


_CENTROIDS: dict[str, tuple[tuple[str, ...], NDArray[np.float32]]] = {}
"""By the embedder's name, so that a process embeds the examples once."""


def _centroids(embedder: Embedder) -> tuple[tuple[str, ...], NDArray[np.float32]]:
    if embedder.name not in _CENTROIDS:
        _CENTROIDS[embedder.name] = _embedded_examples(embedder)
    return _CENTROIDS[embedder.name]


def _embedded_examples(embedder: Embedder) -> tuple[tuple[str, ...], NDArray[np.float32]]:
    names = tuple(EXAMPLES)
    rows = []
    for name in names:
        vectors = embedder.embed([name.replace("_", " "), *EXAMPLES[name]])
        centroid = vectors.mean(axis=0)
        rows.append(centroid / np.linalg.norm(centroid))
    return names, np.asarray(rows, dtype=np.float32)


def _nearest(texts: Sequence[str], embedder: Embedder) -> list[Kind | None]:
    names, centroids = _centroids(embedder)
    near: list[Kind | None] = []
    for row in embedder.embed(texts) @ centroids.T:
        best, second = np.argsort(row)[::-1][:2]
        margin = float(row[best] - row[second])
        sure = margin >= _NEAREST_SHARE * float(row[best])
        near.append(Kind(names[best], round(min(0.6, 0.3 + 2 * margin), 3)) if sure else None)
    return near
