"""Reads of contracts. Every one starts from ``visible``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Select, String, cast, func, or_, select
from sqlalchemy.orm import Session

from service.accounts.tables import Unit, UnitAncestor, User
from service.contracts.rights import check_may, visible
from service.contracts.tables import Contract, ContractTag, Fact
from service.kernel.actor import Actor
from service.kernel.errors import Invalid, NotFound
from service.kernel.paging import page
from service.kernel.permissions import Permission

_LOW_DATE = date(1, 1, 1)
_SORTS: dict[str, ColumnElement[Any]] = {
    "updated_at": Contract.updated_at.expression,
    "title": Contract.title.expression,
    "number": func.coalesce(Contract.number, ""),
    "amount": func.coalesce(Contract.amount, Decimal(-1)),
    "signed_on": func.coalesce(Contract.signed_on, _LOW_DATE),
    "ends_on": func.coalesce(Contract.ends_on, _LOW_DATE),
}


@dataclass(frozen=True, slots=True)
class Filters:
    """What narrows a list of contracts; None means: any."""

    q: str | None = None
    status: str | None = None
    type: str | None = None
    party: str | None = None
    number: str | None = None
    owner: str | None = None
    unit: str | None = None
    secrecy: str | None = None
    archived: bool | None = None
    since: date | None = None
    until: date | None = None
    amount_min: Decimal | None = None
    amount_max: Decimal | None = None
    risk: str | None = None
    tag: str | None = None
    trash: bool = False


def visible_contracts(actor: Actor, *, trash: bool = False) -> Select[tuple[Contract]]:
    """The contracts that ``actor`` sees: those in use, or those in the trash."""
    state = Contract.deleted_at.is_not(None) if trash else Contract.deleted_at.is_(None)
    return select(Contract).where(visible(actor), state)


def visible_contract(
    db: Session,
    actor: Actor,
    contract_id: str,
    *,
    to: str = Permission.CONTRACT_READ,
    trash: bool = False,
) -> Contract:
    """One contract, on which the actor may do what ``to`` says.

    Raises ``NotFound`` where the actor may not know of it, else ``Forbidden``.
    """
    query = visible_contracts(actor, trash=trash).where(Contract.id == contract_id)
    contract = db.scalar(query)
    if contract is None:
        raise NotFound
    if to != Permission.CONTRACT_READ:
        check_may(db, actor, contract, to)
    return contract


def list_contracts(
    db: Session, actor: Actor, filters: Filters, *, sort: str, limit: int, cursor: str | None
) -> tuple[Sequence[Contract], str | None]:
    """One page of the visible contracts; ``sort`` is a field name, ``-`` before it reverses."""
    column = _SORTS.get(sort.removeprefix("-"))
    if column is None:
        raise Invalid(field="sort", allowed=sorted(_SORTS))
    return page(
        db,
        filtered(actor, filters),
        sort=column,
        key=Contract.id.expression,
        descending=sort.startswith("-"),
        limit=limit,
        cursor=cursor,
    )


def filtered(actor: Actor, filters: Filters) -> Select[tuple[Contract]]:
    """The visible contracts that match every filter given."""
    query = visible_contracts(actor, trash=filters.trash)
    return query.where(*_conditions(filters))


def units(db: Session, actor: Actor) -> Sequence[Unit]:
    """The units of the visible contracts and those above them, each once, by name."""
    seen = visible_contracts(actor).subquery()
    above = select(UnitAncestor.ancestor_id).where(
        UnitAncestor.unit_id.in_(select(seen.c.unit_id).distinct())
    )
    return db.scalars(select(Unit).where(Unit.id.in_(above)).order_by(Unit.name, Unit.id)).all()


def tag_names(db: Session, actor: Actor) -> list[str]:
    """The tags on the visible contracts, each once, in order."""
    seen = select(visible_contracts(actor).subquery().c.id)
    named = select(ContractTag.name).where(ContractTag.contract_id.in_(seen))
    return list(db.scalars(named.distinct().order_by(ContractTag.name)))


def owners(db: Session, actor: Actor) -> dict[str, str]:
    """The names by id of those who own a visible contract, by name."""
    owned = select(visible_contracts(actor).subquery().c.owner_id)
    rows = db.execute(
        select(User.id, User.name).where(User.id.in_(owned)).order_by(User.name, User.id)
    )
    return {row.id: row.name for row in rows}


def _conditions(filters: Filters) -> list[ColumnElement[bool]]:
    exact = {
        Contract.status: filters.status,
        Contract.type: filters.type,
        Contract.owner_id: filters.owner,
        Contract.secrecy: filters.secrecy,
        Contract.archived: filters.archived,
    }
    found: list[ColumnElement[bool]] = [
        column == value for column, value in exact.items() if value is not None
    ]
    if filters.unit:
        below = select(UnitAncestor.unit_id).where(UnitAncestor.ancestor_id == filters.unit)
        found.append(Contract.unit_id.in_(below))
    if filters.q:
        found.append(_mentions(filters.q))
    if filters.party:
        found.append(_has_party(filters.party))
    if filters.number:
        found.append(Contract.number.icontains(filters.number, autoescape=True))
    if filters.tag:
        tagged = select(ContractTag.contract_id).where(ContractTag.name == filters.tag)
        found.append(Contract.id.in_(tagged))
    if filters.since:
        found.append(Contract.signed_on >= filters.since)
    if filters.until:
        found.append(Contract.signed_on <= filters.until)
    if filters.amount_min is not None:
        found.append(Contract.amount >= filters.amount_min)
    if filters.amount_max is not None:
        found.append(Contract.amount <= filters.amount_max)
    if filters.risk:
        counts = {
            "high": Contract.risk_high,
            "medium": Contract.risk_medium,
            "low": Contract.risk_low,
        }
        if filters.risk not in counts:
            raise Invalid(field="risk", allowed=sorted(counts))
        found.append(counts[filters.risk] > 0)
    return found


def _mentions(words: str) -> ColumnElement[bool]:
    return or_(
        Contract.title.icontains(words, autoescape=True),
        Contract.number.icontains(words, autoescape=True),
        _has_party(words),
    )


def _has_party(name: str) -> ColumnElement[bool]:
    # JSON text escapes CJK on write, so the name is looked for as the database holds it.
    stored = name.encode("unicode_escape").decode("ascii") if not name.isascii() else name
    listed = cast(Contract.party_names, String)
    return or_(
        Contract.counterparty.icontains(name, autoescape=True),
        Contract.our_party.icontains(name, autoescape=True),
        listed.icontains(name, autoescape=True),
        listed.icontains(stored, autoescape=True),
    )


def facts_of_contract(db: Session, contract_id: str) -> Sequence[Fact]:
    """All facts in reading order by group."""
    return db.scalars(
        select(Fact).where(Fact.contract_id == contract_id).order_by(Fact.position, Fact.id)
    ).all()


def owner_names(db: Session, contracts: Sequence[Contract]) -> dict[str, str]:
    """The owners' names by id."""
    ids = {contract.owner_id for contract in contracts}
    rows = db.execute(select(User.id, User.name).where(User.id.in_(ids)))
    return {row.id: row.name for row in rows}
