"""Who else has access to a contract, for its owner and whoever may share it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field
from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from service.accounts.tables import Role, Unit, User
from service.contracts import grants
from service.contracts.queries import visible_contract
from service.contracts.tables import ContractGrant
from service.kernel.clock import now
from service.kernel.http import ActorOf, Reads, Writes, needs
from service.kernel.paging import ListOf
from service.kernel.permissions import Level

router = APIRouter(prefix="/contracts/{contract_id}/grants", tags=["access"])
_SHARE = needs("contract.share")
CHOICES = 20


class TargetOut(BaseModel):
    """Whom a grant is for: ``id`` is a person's or unit's id, or a role's code."""

    kind: str = Field(examples=["person", "unit", "role"])
    id: str
    name: str
    name_en: str | None = None
    detail: str | None = Field(None, description="A person's login or unit, a unit's code.")


class GrantIn(BaseModel):
    """Exactly one of person, unit and role; a unit stands for all below it too."""

    user_id: str | None = None
    unit_id: str | None = None
    role: str | None = None
    level: Level
    expires_at: datetime | None = Field(None, description="When it ends by itself.")
    reason: str | None = Field(None, max_length=500)


class GrantOut(BaseModel):
    id: str
    target: TargetOut
    level: Level
    expires_at: datetime | None
    ended: bool
    reason: str | None
    granted_by: str
    granted_at: datetime


@router.get("", dependencies=[_SHARE])
def list_grants(contract_id: str, db: Reads, actor: ActorOf) -> ListOf[GrantOut]:
    """The grants on the contract, newest first; those that have ended are marked."""
    contract = visible_contract(db, actor, contract_id, to="contract.share")
    rows = db.scalars(
        select(ContractGrant)
        .where(ContractGrant.contract_id == contract.id)
        .order_by(ContractGrant.granted_at.desc(), ContractGrant.id.desc())
    ).all()
    return ListOf(items=shown(db, rows))


@router.post("", status_code=201, dependencies=[_SHARE])
def add_grant(contract_id: str, body: GrantIn, db: Writes, actor: ActorOf) -> GrantOut:
    """Give a person, a unit or a role access; an earlier grant to the same gives way."""
    contract = visible_contract(db, actor, contract_id, to="contract.share")
    given = grants.grant(
        db,
        actor,
        contract,
        grants.Target(body.user_id, body.unit_id, body.role),
        body.level,
        expires_at=body.expires_at,
        reason=body.reason,
    )
    return shown(db, [given])[0]


@router.get("/choices", dependencies=[_SHARE])
def grant_choices(
    contract_id: str,
    db: Reads,
    actor: ActorOf,
    q: Annotated[str, Query(max_length=100)] = "",
) -> ListOf[TargetOut]:
    """Persons, units and roles to share with, by a part of their name."""
    visible_contract(db, actor, contract_id, to="contract.share")
    return ListOf(items=[*_people(db, q), *_units(db, q), *_roles(db, q)])


@router.delete("/{grant_id}", status_code=204, dependencies=[_SHARE])
def revoke_grant(contract_id: str, grant_id: str, db: Writes, actor: ActorOf) -> None:
    """Take access back at once."""
    contract = visible_contract(db, actor, contract_id, to="contract.share")
    grants.revoke(db, actor, contract, grants.grant_of(db, contract, grant_id))


def _named(words: str, *columns: InstrumentedAttribute[Any]) -> ColumnElement[bool]:
    return or_(*(column.icontains(words, autoescape=True) for column in columns))


def _people(db: Session, words: str) -> list[TargetOut]:
    named = _named(words, User.name, User.login)
    rows = db.execute(
        select(User.id, User.name, User.login)
        .where(User.active, named)
        .order_by(User.name, User.id)
        .limit(CHOICES)
    )
    return [TargetOut(kind="person", id=r.id, name=r.name, detail=r.login) for r in rows]


def _units(db: Session, words: str) -> list[TargetOut]:
    named = _named(words, Unit.name, Unit.name_en, Unit.code)
    rows = db.scalars(
        select(Unit).where(Unit.active, named).order_by(Unit.name, Unit.id).limit(CHOICES)
    )
    return [_unit(unit) for unit in rows]


def _roles(db: Session, words: str) -> list[TargetOut]:
    named = _named(words, Role.name, Role.name_en)
    rows = db.scalars(select(Role).where(named).order_by(Role.code).limit(CHOICES))
    return [_role(role) for role in rows]


def _unit(unit: Unit) -> TargetOut:
    return TargetOut(
        kind="unit", id=unit.id, name=unit.name, name_en=unit.name_en, detail=unit.code
    )


def _role(role: Role) -> TargetOut:
    return TargetOut(kind="role", id=role.code, name=role.name, name_en=role.name_en)


def shown(db: Session, rows: Sequence[ContractGrant]) -> list[GrantOut]:
    """Grants with the names of whom they are for."""
    people = {
        user.id: TargetOut(kind="person", id=user.id, name=user.name, detail=user.login)
        for user in db.execute(
            select(User.id, User.name, User.login).where(User.id.in_([r.user_id for r in rows]))
        )
    }
    units = {
        unit.id: _unit(unit)
        for unit in db.scalars(select(Unit).where(Unit.id.in_([r.unit_id for r in rows])))
    }
    roles = {
        role.code: _role(role)
        for role in db.scalars(select(Role).where(Role.code.in_([r.role_code for r in rows])))
    }
    every = people | units | roles
    return [
        GrantOut(
            id=row.id,
            target=every[row.user_id or row.unit_id or row.role_code or ""],
            level=row.level,
            expires_at=row.expires_at,
            ended=row.expires_at is not None and row.expires_at <= now(),
            reason=row.reason,
            granted_by=row.granted_by_name,
            granted_at=row.granted_at,
        )
        for row in rows
    ]
