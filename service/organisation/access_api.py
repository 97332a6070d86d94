"""Who can see a contract and why, and what a person can see and why."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from fastapi import APIRouter
from pydantic import BaseModel, Field
from sqlalchemy.orm import Session

from service.accounts.sign_in import actor_of
from service.accounts.tables import Role, User
from service.accounts.units import UnitRef, refs
from service.contracts.queries import visible_contract
from service.contracts.rights import Way, check_may, permissions_on
from service.contracts.tables import Contract, ContractGrant
from service.kernel.actor import Actor
from service.kernel.errors import NotFound
from service.kernel.http import ActorOf, Reads, needs
from service.kernel.paging import Cursor, Limit, ListOf
from service.kernel.permissions import Level, Permission, Scope
from service.organisation import explaining

router = APIRouter(tags=["access"])


class RoleRef(BaseModel):
    code: str
    name: str
    name_en: str


class Reason(BaseModel):
    """One way in which somebody sees a contract.

    ``owner`` and ``filed`` speak of the person; ``role`` of a role and how far it reaches, and
    the person's unit through which; ``grant`` of what was given, to whom, by whom, until when.
    """

    kind: Literal["owner", "filed", "role", "grant"]
    role: RoleRef | None = None
    scope: Scope | None = None
    through: UnitRef | None = None
    confidential: bool = Field(False, description="By a role that sees confidential contracts.")
    grant_to: Literal["person", "unit", "role"] | None = None
    level: Level | None = None
    until: datetime | None = None
    given_by: str | None = None
    given_for: str | None = None


class PersonAccess(BaseModel):
    """Somebody who sees the contract: what they may do with it, and why they see it."""

    id: str
    name: str
    login: str
    unit: UnitRef | None
    allowed: list[str]
    reasons: list[Reason]


class ContractAccess(BaseModel):
    secrecy: str
    unit: UnitRef | None
    items: list[PersonAccess]


class WayCount(BaseModel):
    reason: Reason
    contracts: int


class SeenContract(BaseModel):
    id: str
    title: str
    number: str | None
    secrecy: str
    unit: UnitRef | None
    reasons: list[Reason]


class PersonSees(ListOf[SeenContract]):
    """What a person sees of what the caller sees: counts by reason, and a page of contracts."""

    id: str
    name: str
    active: bool
    total: int
    by_reason: list[WayCount]


@router.get("/contracts/{contract_id}/access", dependencies=[needs("contract.read")])
def contract_access(contract_id: str, db: Reads, actor: ActorOf) -> ContractAccess:
    """Everybody who sees the contract and why; for whoever may share it or explain access."""
    contract = visible_contract(db, actor, contract_id)
    if not actor.may(Permission.ACCESS_EXPLAIN):
        check_may(db, actor, contract, Permission.CONTRACT_SHARE)
    found = list(explaining.who_sees(db, contract))
    units = refs(db, [sight.user.unit_id for sight in found] + [contract.unit_id])
    return ContractAccess(
        secrecy=contract.secrecy,
        unit=units.get(contract.unit_id or ""),
        items=[
            PersonAccess(
                id=sight.user.id,
                name=sight.user.name,
                login=sight.user.login,
                unit=units.get(sight.user.unit_id or ""),
                allowed=sorted(permissions_on(db, actor_of(sight.user), contract)),
                reasons=_reasons(db, actor_of(sight.user), contract, sight.ways),
            )
            for sight in found
        ],
    )


@router.get("/users/{user_id}/access", dependencies=[needs("access.explain")])
def user_access(
    user_id: str, db: Reads, actor: ActorOf, limit: Limit = 50, cursor: Cursor = None
) -> PersonSees:
    """What a person sees and why, among the contracts that the caller sees too."""
    user = db.get(User, user_id)
    if user is None:
        raise NotFound
    person = actor_of(user)
    # Whoever is locked sees nothing, whatever their roles say.
    total, ways = explaining.counts(db, actor, person) if user.active else (0, [])
    rows, following = (
        explaining.seen_by(db, actor, person, limit=limit, cursor=cursor)
        if user.active
        else ([], None)
    )
    units = refs(db, [contract.unit_id for contract, _ in rows])
    return PersonSees(
        id=user.id,
        name=user.name,
        active=user.active,
        total=total,
        by_reason=[
            WayCount(reason=_plain(db, way), contracts=number) for way, number in ways if number
        ],
        items=[
            SeenContract(
                id=contract.id,
                title=contract.title,
                number=contract.number,
                secrecy=contract.secrecy,
                unit=units.get(contract.unit_id or ""),
                reasons=_reasons(db, person, contract, holding),
            )
            for contract, holding in rows
        ],
        next_cursor=following,
    )


def _reasons(db: Session, actor: Actor, contract: Contract, ways: Sequence[Way]) -> list[Reason]:
    found: list[Reason] = []
    for way in ways:
        if way.kind == "grant":
            grants = explaining.grants_that_show(db, actor, contract)
            found += [_by_grant(grant) for grant in grants]
        else:
            reason = _plain(db, way)
            if way.field == "unit_id":
                unit = explaining.through(db, actor, contract)
                reason.through = refs(db, [unit]).get(unit or "")
            found.append(reason)
    return found


def _plain(db: Session, way: Way) -> Reason:
    if way.role is None:
        return Reason(kind=way.kind)
    role = db.get_one(Role, way.role.code)
    return Reason(
        kind=way.kind,
        role=RoleRef(code=role.code, name=role.name, name_en=role.name_en),
        scope=way.role.scope,
        confidential=not way.normal_only,
    )


def _by_grant(grant: ContractGrant) -> Reason:
    return Reason(
        kind="grant",
        grant_to="person" if grant.user_id else "unit" if grant.unit_id else "role",
        level=grant.level,
        until=grant.expires_at,
        given_by=grant.granted_by_name,
        given_for=grant.reason,
    )
