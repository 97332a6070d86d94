"""Contracts, their facts and their history."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query, Request, Response
from sqlalchemy.orm import Session

from service.accounts.units import UnitRef
from service.contracts import actions, periods, queries
from service.contracts.export import workbook
from service.contracts.history import ALL_GROUPS, Group, HistoryOut, history_of
from service.contracts.presenting import contract_out, facts_out, rows_out
from service.contracts.queries import Filters
from service.contracts.rights import check_may, check_may_delete
from service.contracts.schemas import (
    ContractOut,
    ContractPatch,
    ContractRow,
    DecisionIn,
    EventDateIn,
    EventDateOut,
    FactOut,
    FilterChoices,
    Person,
    Secrecy,
    TransitionIn,
)
from service.contracts.tables import Contract, Fact
from service.kernel.errors import NotFound
from service.kernel.http import ActorOf, ExpectedVersion, Reads, Writes, check_version, needs
from service.kernel.limits import limited
from service.kernel.locale import language_of
from service.kernel.paging import Cursor, Limit, ListOf

router = APIRouter(prefix="/contracts", tags=["contracts"])
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
EXPORT_LIMIT = 10_000
SAYS_WHO_SEES = frozenset({"owner_id", "unit_id", "secrecy"})


def _filters(
    q: str | None = None,
    status: str | None = None,
    type: str | None = None,
    party: str | None = None,
    number: str | None = None,
    owner: str | None = None,
    unit: Annotated[str | None, Query(description="A unit's id; those below count")] = None,
    secrecy: Secrecy | None = None,
    archived: bool | None = None,
    since: Annotated[date | None, Query(alias="from", description="Signed on or after")] = None,
    until: Annotated[date | None, Query(alias="to", description="Signed on or before")] = None,
    amount_min: Decimal | None = None,
    amount_max: Decimal | None = None,
    risk: Literal["high", "medium", "low"] | None = None,
    tag: Annotated[str | None, Query(max_length=30)] = None,
    trash: bool = False,
) -> Filters:
    return Filters(
        q=q,
        status=status,
        type=type,
        party=party,
        number=number,
        owner=owner,
        unit=unit,
        secrecy=secrecy,
        archived=archived,
        since=since,
        until=until,
        amount_min=amount_min,
        amount_max=amount_max,
        risk=risk,
        tag=tag,
        trash=trash,
    )


FiltersOf = Annotated[Filters, Depends(_filters)]


@router.get("", dependencies=[needs("contract.read")])
def list_contracts(
    db: Reads,
    actor: ActorOf,
    filters: FiltersOf,
    sort: str = "-updated_at",
    limit: Limit = 50,
    cursor: Cursor = None,
) -> ListOf[ContractRow]:
    """The contracts that the caller sees."""
    rows, following = queries.list_contracts(
        db, actor, filters, sort=sort, limit=limit, cursor=cursor
    )
    return ListOf(items=rows_out(db, rows), next_cursor=following)


@router.get(
    "/export.xlsx",
    dependencies=[needs("contract.read"), limited("report")],
    response_class=Response,
    responses={200: {"content": {XLSX: {}}}},
)
def export_contracts(
    request: Request, db: Writes, actor: ActorOf, filters: FiltersOf, sort: str = "-updated_at"
) -> Response:
    """The same list as a workbook (at most 10,000 rows)."""
    rows: list[Contract] = []
    cursor: str | None = None
    while len(rows) < EXPORT_LIMIT:
        part, cursor = queries.list_contracts(
            db, actor, filters, sort=sort, limit=200, cursor=cursor
        )
        rows.extend(part)
        if cursor is None:
            break
    actions.note_export(db, actor, len(rows))
    language = language_of(request.headers.get("accept-language"))
    return Response(
        workbook(rows_out(db, rows), language),
        media_type=XLSX,
        headers={"Content-Disposition": 'attachment; filename="contracts.xlsx"'},
    )


@router.get("/choices", dependencies=[needs("contract.read")])
def filter_choices(db: Reads, actor: ActorOf) -> FilterChoices:
    """What the list can be narrowed to: owners and units of the contracts one sees."""
    owners = queries.owners(db, actor)
    return FilterChoices(
        owners=[Person(id=key, name=name) for key, name in owners.items()],
        units=[UnitRef.model_validate(unit) for unit in queries.units(db, actor)],
        tags=queries.tag_names(db, actor),
    )


@router.get("/{contract_id}", dependencies=[needs("contract.read")])
def get_contract(contract_id: str, db: Reads, actor: ActorOf) -> ContractOut:
    """One contract's record, with the steps it may take now."""
    return contract_out(db, actor, _any_state(db, actor, contract_id))


@router.patch("/{contract_id}", dependencies=[needs("contract.edit")])
def change_contract(
    contract_id: str, body: ContractPatch, db: Writes, actor: ActorOf, expected: ExpectedVersion
) -> ContractOut:
    """Change fields of the record; a person's value is never overwritten by a machine.

    Owner, unit and secrecy say who sees the contract: they need ``contract.share`` on it.
    """
    contract = queries.visible_contract(db, actor, contract_id, to="contract.edit")
    check_version(contract.version, expected)
    changes = body.model_dump(exclude_unset=True)
    if SAYS_WHO_SEES & changes.keys():
        check_may(db, actor, contract, "contract.share")
    actions.change(db, actor, contract, changes)
    db.flush()
    return contract_out(db, actor, contract)


@router.post("/{contract_id}/transitions", dependencies=[needs("contract.transition")])
def transition_contract(
    contract_id: str, body: TransitionIn, db: Writes, actor: ActorOf
) -> ContractOut:
    """Take one step of the contract's life."""
    contract = queries.visible_contract(db, actor, contract_id, to="contract.transition")
    actions.transition(db, actor, contract, body.to, reason=body.reason, on=body.on)
    db.flush()
    return contract_out(db, actor, contract)


@router.delete("/{contract_id}", status_code=204, dependencies=[needs("contract.read")])
def delete_contract(contract_id: str, db: Writes, actor: ActorOf) -> None:
    """Move to the trash. One's own drafts may be moved by anyone, all others by ``delete``."""
    contract = queries.visible_contract(db, actor, contract_id)
    check_may_delete(db, actor, contract)
    actions.move_to_trash(db, actor, contract)


@router.post("/{contract_id}/restore", dependencies=[needs("contract.read")])
def restore_contract(contract_id: str, db: Writes, actor: ActorOf) -> ContractOut:
    """Take it back from the trash."""
    contract = queries.visible_contract(db, actor, contract_id, trash=True)
    check_may_delete(db, actor, contract)
    actions.restore(db, actor, contract)
    db.flush()
    return contract_out(db, actor, contract)


@router.get("/{contract_id}/history", dependencies=[needs("contract.read")])
def contract_history(
    contract_id: str,
    db: Reads,
    actor: ActorOf,
    group: Annotated[list[Group] | None, Query(max_length=len(ALL_GROUPS))] = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> ListOf[HistoryOut]:
    """What happened to the contract, newest first: its record, and of the audit log everything
    with ``audit.read``, else what the caller did."""
    contract = _any_state(db, actor, contract_id)
    items, following = history_of(
        db, actor, contract.id, groups=group or (), limit=limit, cursor=cursor
    )
    return ListOf(items=items, next_cursor=following)


@router.get("/{contract_id}/facts", dependencies=[needs("contract.read")])
def contract_facts(contract_id: str, db: Reads, actor: ActorOf) -> ListOf[FactOut]:
    """Every value read from the document, with its evidence and decision."""
    contract = queries.visible_contract(db, actor, contract_id)
    facts = queries.facts_of_contract(db, contract.id)
    return ListOf(items=facts_out(db, contract, facts))


@router.patch("/{contract_id}/facts/{fid}", dependencies=[needs("contract.decide")])
def decide_fact(
    contract_id: str,
    fid: str,
    body: DecisionIn,
    db: Writes,
    actor: ActorOf,
    expected: ExpectedVersion,
) -> FactOut:
    """Accept, edit, reject or reopen a fact."""
    contract = queries.visible_contract(db, actor, contract_id, to="contract.decide")
    fact = db.get(Fact, fid)
    if fact is None or fact.contract_id != contract.id:
        raise NotFound
    check_version(fact.version, expected)
    actions.decide(db, actor, contract, fact, body.decision, value=body.value, reason=body.reason)
    db.flush()
    facts = queries.facts_of_contract(db, contract.id)
    return next(shown for shown in facts_out(db, contract, facts) if shown.fid == fact.id)


@router.get("/{contract_id}/event-dates", dependencies=[needs("contract.read")])
def contract_event_dates(contract_id: str, db: Reads, actor: ActorOf) -> ListOf[EventDateOut]:
    """The events that the contract's periods run from, and the days that are known of them."""
    contract = queries.visible_contract(db, actor, contract_id)
    facts = queries.facts_of_contract(db, contract.id)
    known = periods.known_days(db, [contract], facts)[contract.id]
    return ListOf(items=periods.event_dates(facts, known))


@router.put("/{contract_id}/event-dates", dependencies=[needs("contract.edit")])
def date_contract_event(
    contract_id: str, body: EventDateIn, db: Writes, actor: ActorOf
) -> ListOf[EventDateOut]:
    """Tell on which day an event happened; the periods that run from it become dates."""
    contract = queries.visible_contract(db, actor, contract_id, to="contract.edit")
    facts = queries.facts_of_contract(db, contract.id)
    event = (body.event, body.text)
    periods.set_event_date(db, actor, contract, facts, event, body.happened_on)
    known = periods.known_days(db, [contract], facts)[contract.id]
    return ListOf(items=periods.event_dates(facts, known))


def _any_state(db: Session, actor: ActorOf, contract_id: str) -> Contract:
    """The contract whether in use or in the trash."""
    try:
        return queries.visible_contract(db, actor, contract_id)
    except NotFound:
        return queries.visible_contract(db, actor, contract_id, trash=True)
