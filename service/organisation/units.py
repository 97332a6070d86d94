"""The organisation's tree (组织架构): add, change, move, merge, and let go what nobody needs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from service.accounts.tables import Unit, UnitAncestor, UnitMember, User
from service.accounts.units import UnknownUnit, replant
from service.audit.actions import record
from service.contracts.tables import Contract, ContractGrant
from service.kernel.actor import Actor
from service.kernel.errors import Conflict, NotFound
from service.kernel.events import publish
from service.organisation.schemas import UnitUse


class UnitCycle(Conflict):
    """A unit cannot lie under itself."""

    code = "unit_cycle"


class UnitCodeTaken(Conflict):
    """A code names one unit."""

    code = "unit_code_taken"


class UnitInUse(Conflict):
    """People, contracts, grants or other units hang on it."""

    code = "unit_in_use"


def every(db: Session) -> Sequence[Unit]:
    """All units, siblings in their order."""
    return db.scalars(select(Unit).order_by(Unit.position, Unit.name, Unit.id)).all()


def unit_of(db: Session, unit_id: str) -> Unit:
    """One unit, or ``NotFound``."""
    unit = db.get(Unit, unit_id)
    if unit is None:
        raise NotFound
    return unit


def add(db: Session, actor: Actor, values: dict[str, Any]) -> Unit:
    """A new unit, the last of its siblings. Raises ``UnitCodeTaken`` or ``UnknownUnit``."""
    if values["parent_id"] is not None and db.get(Unit, values["parent_id"]) is None:
        raise UnknownUnit(unit=values["parent_id"])
    _check_code(db, values["code"], None)
    unit = Unit(**values, position=len(_siblings(db, values["parent_id"])))
    db.add(unit)
    replant(db)
    record(db, actor, "unit.created", "unit", unit.id, name=unit.name, parent=unit.parent_id)
    return unit


def change(db: Session, actor: Actor, unit: Unit, changes: dict[str, Any]) -> None:
    """Other words, another kind, or taken out of use. Raises ``UnitCodeTaken``."""
    _check_code(db, changes.get("code"), unit.id)
    for field, value in changes.items():
        if value is not None or field in {"name_en", "code"}:
            setattr(unit, field, value)
    record(db, actor, "unit.changed", "unit", unit.id, name=unit.name, fields=sorted(changes))


def move(db: Session, actor: Actor, unit: Unit, parent_id: str | None, position: int) -> None:
    """Put a unit, with all below it, at a place under another one or at the top.

    Raises ``UnitCycle`` or ``UnknownUnit``.
    """
    if parent_id is not None:
        if db.get(Unit, parent_id) is None:
            raise UnknownUnit(unit=parent_id)
        if db.get(UnitAncestor, (parent_id, unit.id)) is not None:
            raise UnitCycle
    before = unit.parent_id
    siblings = [other for other in _siblings(db, parent_id) if other.id != unit.id]
    siblings.insert(position, unit)
    unit.parent_id = parent_id
    for place, sibling in enumerate(siblings):
        sibling.position = place
    replant(db)
    record(db, actor, "unit.moved", "unit", unit.id, name=unit.name, before=before, after=parent_id)


def merge(db: Session, actor: Actor, unit: Unit, into: Unit) -> None:
    """Let ``into`` take over what hangs on ``unit``, which then is gone.

    Raises ``UnitCycle`` where ``into`` is the unit itself or lies below it.
    """
    if db.get(UnitAncestor, (into.id, unit.id)) is not None:
        raise UnitCycle
    taken = use(db).get(unit.id, UnitUse(people=0, contracts=0, grants=0, units=0))
    moved = db.scalars(select(Contract.id).where(Contract.unit_id == unit.id)).all()
    for column in (User.unit_id, Contract.unit_id, ContractGrant.unit_id, Unit.parent_id):
        table = column.class_
        db.execute(update(table).where(column == unit.id).values({column.key: into.id}))
    joined = select(UnitMember.user_id).where(UnitMember.unit_id == into.id)
    db.execute(
        update(UnitMember)
        .where(UnitMember.unit_id == unit.id, UnitMember.user_id.not_in(joined))
        .values(unit_id=into.id)
    )
    db.execute(delete(UnitMember).where(UnitMember.unit_id == unit.id))
    db.delete(unit)
    replant(db)
    for contract_id in moved:
        publish(db, "contract.changed", contract_id)
    record(
        db,
        actor,
        "unit.merged",
        "unit",
        unit.id,
        name=unit.name,
        into=into.id,
        into_name=into.name,
        **taken.model_dump(),
    )


def remove(db: Session, actor: Actor, unit: Unit) -> None:
    """Delete a unit on which nothing hangs. Raises ``UnitInUse``."""
    found = use(db).get(unit.id)
    if found is not None:
        raise UnitInUse(**found.model_dump())
    db.delete(unit)
    replant(db)
    record(db, actor, "unit.deleted", "unit", unit.id, name=unit.name)


def use(db: Session) -> dict[str, UnitUse]:
    """What hangs on each unit; a unit on which nothing hangs is not named."""
    counted = {
        "people": (User.unit_id, UnitMember.unit_id),
        "contracts": (Contract.unit_id,),
        "grants": (ContractGrant.unit_id,),
        "units": (Unit.parent_id,),
    }
    found: dict[str, dict[str, int]] = {}
    for name, columns in counted.items():
        for column in columns:
            rows = db.execute(
                select(column, func.count()).where(column.is_not(None)).group_by(column)
            )
            for unit_id, number in rows:
                of_unit = found.setdefault(unit_id, dict.fromkeys(counted, 0))
                of_unit[name] += number
    return {unit_id: UnitUse(**numbers) for unit_id, numbers in found.items()}


def _siblings(db: Session, parent_id: str | None) -> list[Unit]:
    same = Unit.parent_id.is_(None) if parent_id is None else Unit.parent_id == parent_id
    rows = db.scalars(select(Unit).where(same).order_by(Unit.position, Unit.name, Unit.id))
    return list(rows)


def _check_code(db: Session, code: str | None, own_id: str | None) -> None:
    if code is None:
        return
    taken = db.scalar(select(Unit.id).where(Unit.code == code))
    if taken is not None and taken != own_id:
        raise UnitCodeTaken(unit_code=code)
