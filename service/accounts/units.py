"""Organisation units (组织单元) as other domains need them: by id, by name or code, as a tree."""

from __future__ import annotations

from collections.abc import Collection

from pydantic import BaseModel, ConfigDict
from sqlalchemy import delete, insert, or_, select
from sqlalchemy.orm import Session

from service.accounts.tables import Unit, UnitAncestor
from service.kernel.errors import Invalid
from service.kernel.locale import UiLanguage


class UnknownUnit(Invalid):
    """No active unit has this id, code or name, or more than one has."""

    code = "unknown_unit"


class UnitRef(BaseModel):
    """A unit as other things name it."""

    model_config = ConfigDict(from_attributes=True)

    id: str
    name: str
    name_en: str | None


def in_language(unit: UnitRef | None, language: UiLanguage) -> str:
    """The unit's name as it is shown; empty for none."""
    if unit is None:
        return ""
    return unit.name_en if language == "en" and unit.name_en else unit.name


def refs(db: Session, ids: Collection[str | None]) -> dict[str, UnitRef]:
    """The units by their ids."""
    wanted = {unit_id for unit_id in ids if unit_id}
    if not wanted:
        return {}
    rows = db.execute(select(Unit.id, Unit.name, Unit.name_en).where(Unit.id.in_(wanted)))
    return {row.id: UnitRef.model_validate(row) for row in rows}


def ref(db: Session, unit_id: str | None) -> UnitRef | None:
    """One unit by its id; None for none."""
    return refs(db, [unit_id]).get(unit_id or "")


def check_choosable(db: Session, unit_id: str | None) -> None:
    """Raises ``UnknownUnit`` unless people and contracts may be put there; none is fine."""
    if unit_id is not None:
        unit = db.get(Unit, unit_id)
        if unit is None or not unit.active:
            raise UnknownUnit(unit=unit_id)


def find(db: Session, words: str) -> Unit:
    """The active unit of this code, else the only one of this name. Raises ``UnknownUnit``."""
    named = or_(Unit.code == words, Unit.name == words, Unit.name_en == words)
    found = db.scalars(select(Unit).where(named, Unit.active)).all()
    exact = [unit for unit in found if unit.code == words] or found
    if len(exact) != 1:
        raise UnknownUnit(unit=words)
    return exact[0]


def replant(db: Session) -> None:
    """Write ``unit_ancestors`` anew from the units' parents."""
    db.flush()
    parents = {row.id: row.parent_id for row in db.execute(select(Unit.id, Unit.parent_id))}
    db.execute(delete(UnitAncestor))
    pairs = [
        {"unit_id": unit_id, "ancestor_id": above}
        for unit_id in parents
        for above in line(parents, unit_id)
    ]
    if pairs:
        db.execute(insert(UnitAncestor), pairs)


def line(parents: dict[str, str | None], unit_id: str) -> list[str]:
    """The unit and those above it, nearest first; ``parents`` is a tree."""
    found: list[str] = []
    current: str | None = unit_id
    while current is not None:
        found.append(current)
        current = parents[current]
    return found
