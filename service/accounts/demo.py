"""The demo organisation's people: one sign-in per role, clearly marked, removable."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from service.accounts.passwords import hash_password
from service.accounts.tables import Unit, User
from service.accounts.units import replant

DEMO_PASSWORD = "jianqi-demo-2026"
DEMO_COMPANY = "演示公司"


@dataclass(frozen=True, slots=True)
class DemoPerson:
    login: str
    name: str
    role: str
    unit: str


DEMO_PEOPLE = (
    DemoPerson("admin", "管理员（演示）", "admin", "信息部"),
    DemoPerson("fawu", "法务 林清（演示）", "legal", "法务部"),
    DemoPerson("jingban", "经办人 陈实（演示）", "handler", "采购部"),
    DemoPerson("caiwu", "财务 周衡（演示）", "finance", "财务部"),
    DemoPerson("lingdao", "领导 沈岳（演示）", "leader", "总经理室"),
)


def create_demo_people(db: Session) -> None:
    """Add the demo people that are not there yet."""
    password_hash = hash_password(DEMO_PASSWORD)
    known = set(db.scalars(select(User.login)))
    for person in DEMO_PEOPLE:
        if person.login not in known:
            db.add(
                User(
                    login=person.login,
                    name=person.name,
                    role=person.role,
                    unit_id=demo_unit(db, person.unit).id,
                    password_hash=password_hash,
                    demo=True,
                )
            )


def demo_unit(db: Session, name: str) -> Unit:
    """The demo company's department of this name, made where it is not there yet."""
    company = _unit(db, None, "company", DEMO_COMPANY, "Demo company")
    return _unit(db, company.id, "department", name, None)


def _unit(db: Session, parent_id: str | None, kind: str, name: str, name_en: str | None) -> Unit:
    known = db.scalar(select(Unit).where(Unit.name == name, Unit.parent_id == parent_id))
    if known is not None:
        return known
    unit = Unit(kind=kind, name=name, name_en=name_en, parent_id=parent_id)
    db.add(unit)
    replant(db)
    return unit


def remove_demo_units(db: Session, used: set[str]) -> None:
    """Take the demo company away, but for the units that are ``used`` by what stays."""
    company = db.scalar(select(Unit).where(Unit.name == DEMO_COMPANY, Unit.parent_id.is_(None)))
    if company is None:
        return
    departments = db.scalars(select(Unit).where(Unit.parent_id == company.id)).all()
    below = set(db.scalars(select(Unit.parent_id).where(Unit.parent_id.is_not(None)).distinct()))
    kept = [unit for unit in departments if unit.id in used | below]
    for unit in departments:
        if unit not in kept:
            db.delete(unit)
    if not kept and company.id not in used:
        db.delete(company)
    replant(db)


def has_demo_people(db: Session) -> bool:
    """Whether the installation still holds demo sign-ins."""
    return bool(db.scalar(select(func.count()).select_from(User).where(User.demo)))
