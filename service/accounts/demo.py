"""The demo organisation's people: one sign-in per role, clearly marked, removable."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from service.accounts.passwords import hash_password
from service.accounts.roles import Role
from service.accounts.tables import User

DEMO_PASSWORD = "jianqi-demo-2026"


@dataclass(frozen=True, slots=True)
class DemoPerson:
    login: str
    name: str
    role: Role
    department: str


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
                    department=person.department,
                    password_hash=password_hash,
                    demo=True,
                )
            )


def has_demo_people(db: Session) -> bool:
    """Whether the installation still holds demo sign-ins."""
    return bool(db.scalar(select(func.count()).select_from(User).where(User.demo)))
