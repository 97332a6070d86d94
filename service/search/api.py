"""Search over all clauses that the caller may see."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from pydantic import BaseModel

from nlp.ports import Embedder
from service.audit.actions import record
from service.kernel.http import ActorOf, DatabaseOf, needs
from service.kernel.limits import limited
from service.kernel.vectors import VectorIndex
from service.readings import queries as readings
from service.search.queries import Found, SearchFilters, search

router = APIRouter(prefix="/search", tags=["search"])


@dataclass(frozen=True, slots=True)
class SearchTools:
    """The index and the model that made its vectors."""

    index: VectorIndex
    embedder: Embedder


def _tools(request: Request) -> SearchTools:
    tools: SearchTools = request.app.state.search
    return tools


class Why(BaseModel):
    """What made this a hit: its rank by meaning, its rank by words, the words shared."""

    vector_rank: int | None
    lexical_rank: int | None
    terms: list[str]


class SearchHit(BaseModel):
    contract_id: str
    contract_title: str
    contract_number: str | None
    contract_type: str
    contract_status: str
    clause: str | None
    clause_number: str | None
    heading: str
    kind: str
    quote: str
    start: int
    end: int
    page: int
    boxes: list[list[float]]
    score: float
    why: Why


class SearchAnswer(BaseModel):
    items: list[SearchHit]
    next_cursor: str | None = None
    facets: dict[str, dict[str, int]]


def _filters(
    kind: str | None = None,
    type: str | None = None,
    party: str | None = None,
    number: str | None = None,
    status: str | None = None,
    since: Annotated[date | None, Query(alias="from")] = None,
    until: Annotated[date | None, Query(alias="to")] = None,
) -> SearchFilters:
    return SearchFilters(kind, type, party, number, status, since, until)


@router.get("", dependencies=[needs("search.use"), limited("search")])
def search_clauses(
    q: Annotated[str, Query(min_length=1, max_length=500, examples=["逾期付款的违约金"])],
    database: DatabaseOf,
    actor: ActorOf,
    tools: Annotated[SearchTools, Depends(_tools)],
    filters: Annotated[SearchFilters, Depends(_filters)],
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
) -> SearchAnswer:
    """Clauses near the query in meaning or words, in Chinese and English alike."""
    with database.read() as db:
        found = search(db, tools.index, tools.embedder, actor, q, filters, limit)
        items = [_hit(db, hit) for hit in found]
    with database.write() as db:
        record(db, actor, "search.asked", "search", None, hits=len(items))
    return SearchAnswer(
        items=items,
        facets={
            "kind": dict(Counter(hit.kind for hit in items)),
            "type": dict(Counter(hit.contract_type for hit in items)),
        },
    )


def _hit(db: Any, hit: Found) -> SearchHit:
    unit, contract = hit.unit, hit.contract
    passage = readings.passage(db, contract.job_id, unit.start, unit.end)
    return SearchHit(
        contract_id=contract.id,
        contract_title=contract.title,
        contract_number=contract.number,
        contract_type=contract.type,
        contract_status=contract.status,
        clause=unit.clause,
        clause_number=unit.number,
        heading=unit.path,
        kind=unit.kind,
        quote=unit.quote,
        start=unit.start,
        end=unit.end,
        page=unit.page,
        boxes=passage.boxes,
        score=hit.score,
        why=Why(vector_rank=hit.vector_rank, lexical_rank=hit.lexical_rank, terms=list(hit.terms)),
    )
