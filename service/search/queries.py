"""Search: vectors and words, fused by rank, checked against the database at the boundary."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from nlp.lexical import query_vector, terms
from nlp.ports import Embedder
from service.contracts.queries import Filters, filtered, visible_contracts
from service.contracts.rights import visible_in_index
from service.contracts.tables import Contract
from service.kernel.actor import Actor
from service.kernel.vectors import Condition, Hit, VectorIndex, Where
from service.search.tables import SearchUnit
from service.search.units import is_heading_alone

RANK_CONSTANT = 60
"""Reciprocal rank fusion (Cormack, Clarke and Büttcher, 2009)."""
DEPTH = 100


@dataclass(frozen=True, slots=True)
class SearchFilters:
    """What narrows a search; None means: any."""

    kind: str | None = None
    type: str | None = None
    party: str | None = None
    number: str | None = None
    status: str | None = None
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A unit found, its contract, and why: its rank in each list (None: not in it)."""

    unit: SearchUnit
    contract: Contract
    score: float
    vector_rank: int | None
    lexical_rank: int | None
    terms: tuple[str, ...]


def search(
    db: Session,
    index: VectorIndex,
    embedder: Embedder,
    actor: Actor,
    query: str,
    filters: SearchFilters,
    limit: int,
) -> list[Found]:
    """The passages nearest to ``query`` in meaning or words that ``actor`` may see."""
    where = _where(db, actor, filters)
    if where is None:
        return []
    by_meaning = index.nearest(embedder.embed([query])[0].tolist(), where, DEPTH)
    by_words = index.matching(query_vector(query), where, DEPTH)
    texts = dict(
        db.execute(
            select(SearchUnit.id, SearchUnit.text).where(
                SearchUnit.id.in_([hit.id for hit in by_words])
            )
        )
        .tuples()
        .all()
    )
    ranked = fuse(by_meaning, by_words, coverage(query, texts))
    found = _checked(db, actor, query, ranked, by_meaning, by_words)
    # A heading alone answers nothing: it ranks below every passage.
    return sorted(found, key=lambda hit: is_heading_alone(hit.unit.path, hit.unit.quote))[:limit]


def coverage(query: str, texts: Mapping[str, str]) -> dict[str, float]:
    """For each text by id, the share of the query's distinct words that stand in it."""
    asked = set(terms(query))
    if not asked:
        return {}
    return {key: len(asked & set(terms(text))) / len(asked) for key, text in texts.items()}


def fuse(
    by_meaning: Sequence[Hit], by_words: Sequence[Hit], covered: Mapping[str, float]
) -> list[tuple[str, float]]:
    """Ids with their fused score, best first; ties by id, so that the order is stable.

    Reciprocal ranks, where a rank by words counts by the square of what it covers of the query: a
    question in another language, or in wholly other words, shares only chance pairs of characters
    with some passages, and their ranks must not push the right one down.
    """
    scores: defaultdict[str, float] = defaultdict(float)
    for rank, hit in enumerate(by_meaning, start=1):
        scores[hit.id] += 1 / (RANK_CONSTANT + rank)
    for rank, hit in enumerate(by_words, start=1):
        scores[hit.id] += covered.get(hit.id, 0.0) ** 2 / (RANK_CONSTANT + rank)
    return sorted(scores.items(), key=lambda item: (-item[1], item[0]))


def _where(db: Session, actor: Actor, filters: SearchFilters) -> Where | None:
    """What the filters and the one rule leave to search in; None where they leave nothing."""
    exact = {
        "kind": filters.kind,
        "type": filters.type,
        "status": filters.status,
    }
    must = [Condition(name, (value,)) for name, value in exact.items() if value]
    if filters.party or filters.number:
        named = Filters(party=filters.party, number=filters.number)
        contracts = db.scalars(filtered(actor, named)).all()
        if not contracts:
            return None
        must.append(Condition("contract_id", tuple(contract.id for contract in contracts)))
    if filters.since or filters.until:
        must.append(
            Condition(
                "signed_on", at_least=_as_number(filters.since), at_most=_as_number(filters.until)
            )
        )
    seen = visible_in_index(db, actor)
    if not seen:
        return None
    # A way without conditions holds on every passage.
    return Where(tuple(must), () if () in seen else tuple(seen))


def _as_number(day: date | None) -> int | None:
    return day.year * 10_000 + day.month * 100 + day.day if day else None


def _checked(
    db: Session,
    actor: Actor,
    query: str,
    ranked: Sequence[tuple[str, float]],
    by_meaning: Sequence[Hit],
    by_words: Sequence[Hit],
) -> list[Found]:
    """Look every hit up again: the index's filter is necessary, the database's rule decides."""
    ids = [unit_id for unit_id, _ in ranked]
    rows = db.execute(
        visible_contracts(actor)
        .join(SearchUnit, SearchUnit.contract_id == Contract.id)
        .add_columns(SearchUnit)
        .where(SearchUnit.id.in_(ids))
    )
    known = {row.SearchUnit.id: (row.SearchUnit, row.Contract) for row in rows}
    meaning_ranks = {hit.id: rank for rank, hit in enumerate(by_meaning, start=1)}
    word_ranks = {hit.id: rank for rank, hit in enumerate(by_words, start=1)}
    asked = set(terms(query))
    found: list[Found] = []
    for unit_id, score in ranked:
        if unit_id not in known:
            continue
        unit, contract = known[unit_id]
        shared = tuple(sorted(asked & set(terms(unit.text)), key=len, reverse=True)[:8])
        found.append(
            Found(
                unit,
                contract,
                round(score, 5),
                meaning_ranks.get(unit_id),
                word_ranks.get(unit_id),
                shared,
            )
        )
    return found
