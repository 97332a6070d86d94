"""Findings, annotations and re-review."""

from __future__ import annotations

from fastapi import APIRouter

from service.contracts.queries import visible_contract
from service.contracts.schemas import DecisionIn
from service.kernel.errors import Invalid
from service.kernel.http import (
    ActorOf,
    AskedLanguage,
    ExpectedVersion,
    Reads,
    Writes,
    check_version,
    needs,
)
from service.kernel.paging import ListOf
from service.readings import queries as readings
from service.review import actions, queries
from service.review.schemas import (
    AnnotationIn,
    AnnotationOut,
    AnnotationPatch,
    FindingList,
    FindingOut,
    PositionOut,
)

router = APIRouter(prefix="/contracts/{contract_id}", tags=["review"])


@router.get("/findings", dependencies=[needs("contract.read")])
def list_findings(
    contract_id: str, db: Reads, actor: ActorOf, language: AskedLanguage
) -> FindingList:
    """The clause-level risks, gaps and faults, each with its evidence and decision."""
    return queries.finding_list(db, visible_contract(db, actor, contract_id), language)


@router.get("/positions", dependencies=[needs("contract.read")])
def list_positions(
    contract_id: str, db: Reads, actor: ActorOf, language: AskedLanguage
) -> ListOf[PositionOut]:
    """Each kind of clause against the library: standard, fallback, deviating or missing."""
    contract = visible_contract(db, actor, contract_id)
    return ListOf(items=queries.positions_of(db, contract, language))


@router.patch("/findings/{fid}", dependencies=[needs("contract.decide")])
def decide_finding(
    contract_id: str,
    fid: str,
    body: DecisionIn,
    db: Writes,
    actor: ActorOf,
    expected: ExpectedVersion,
    language: AskedLanguage,
) -> FindingOut:
    """Accept, edit, reject or reopen a finding."""
    contract = visible_contract(db, actor, contract_id, to="contract.decide")
    row = queries.finding(db, contract, fid)
    check_version(row.version, expected)
    actions.decide(db, actor, contract, row, body.decision, value=body.value, reason=body.reason)
    db.flush()
    return queries.finding_out(row, language)


@router.get("/annotations", dependencies=[needs("contract.read")])
def list_annotations(contract_id: str, db: Reads, actor: ActorOf) -> ListOf[AnnotationOut]:
    """People's notes on the text."""
    contract = visible_contract(db, actor, contract_id)
    rows = queries.annotations_of(db, contract)
    return ListOf(items=[AnnotationOut.model_validate(row) for row in rows])


@router.post("/annotations", status_code=201, dependencies=[needs("contract.comment")])
def add_annotation(
    contract_id: str, body: AnnotationIn, db: Writes, actor: ActorOf
) -> AnnotationOut:
    """Annotate a span; the quote and the boxes are taken from the stored text."""
    contract = visible_contract(db, actor, contract_id, to="contract.comment")
    passage = readings.passage(db, contract.job_id, body.start, body.end)
    if not passage.quote.strip():
        raise Invalid(field="start")
    row = actions.annotate(
        db,
        actor,
        contract,
        start=body.start,
        end=body.end,
        quote=passage.quote,
        boxes=passage.boxes,
        label=body.label,
        note=body.note,
    )
    return AnnotationOut.model_validate(row)


@router.patch("/annotations/{aid}", dependencies=[needs("contract.comment")])
def change_annotation(
    contract_id: str,
    aid: str,
    body: AnnotationPatch,
    db: Writes,
    actor: ActorOf,
    expected: ExpectedVersion,
) -> AnnotationOut:
    """Change the note (its author) or decide it."""
    contract = visible_contract(db, actor, contract_id, to="contract.comment")
    row = queries.annotation(db, contract, aid)
    check_version(row.version, expected)
    actions.change_annotation(
        db, actor, row, body.model_dump(exclude_unset=True, exclude_none=True)
    )
    db.flush()
    return AnnotationOut.model_validate(row)


@router.delete("/annotations/{aid}", status_code=204, dependencies=[needs("contract.comment")])
def delete_annotation(contract_id: str, aid: str, db: Writes, actor: ActorOf) -> None:
    """Take a note away."""
    contract = visible_contract(db, actor, contract_id, to="contract.comment")
    actions.delete_annotation(db, actor, queries.annotation(db, contract, aid))
