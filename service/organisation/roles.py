"""Roles edited: new ones, other permissions and reach, and what that changes for whom."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from service.accounts.roles import ADMIN, NEVER_LOST
from service.accounts.sign_in import actor_of
from service.accounts.tables import Role, RoleHolding, User
from service.audit.actions import record
from service.contracts.queries import visible_contracts
from service.contracts.tables import Contract, ContractGrant
from service.kernel.actor import Actor, HeldRole
from service.kernel.clock import now
from service.kernel.errors import Conflict, Invalid, NotFound
from service.kernel.permissions import Scope

_CODE = re.compile(r"[a-z][a-z0-9_-]{1,39}")
_RESERVED = frozenset({"system"})


class RoleCodeTaken(Conflict):
    """A code names one role."""

    code = "role_code_taken"


class RoleInUse(Conflict):
    """Somebody holds the role, or a grant names it; a role that ships is never deleted."""

    code = "role_in_use"


class AdminRoleKeeps(Conflict):
    """Without these permissions nobody could mend anything."""

    code = "admin_role_keeps"


def every(db: Session) -> Sequence[Role]:
    """All roles, those that ship first."""
    return db.scalars(select(Role).order_by(Role.built_in.desc(), Role.name, Role.code)).all()


def role_by(db: Session, code: str) -> Role:
    """One role, or ``NotFound``."""
    role = db.get(Role, code)
    if role is None:
        raise NotFound
    return role


def held_by(db: Session) -> dict[str, int]:
    """How many people who can sign in hold each role."""
    found: dict[str, set[str]] = {}
    for user in db.scalars(select(User).where(User.active)):
        for held in actor_of(user).roles:
            found.setdefault(held.code, set()).add(user.id)
    return {code: len(people) for code, people in found.items()}


def add(db: Session, actor: Actor, values: dict[str, Any]) -> Role:
    """A new role. Raises ``RoleCodeTaken``."""
    if not _CODE.fullmatch(values["code"]) or values["code"] in _RESERVED:
        raise Invalid(field="code")
    if db.get(Role, values["code"]) is not None:
        raise RoleCodeTaken(role_code=values["code"])
    role = Role(**values)
    role.permissions = sorted(set(role.permissions))
    db.add(role)
    db.flush()
    record(
        db,
        actor,
        "role.created",
        "role",
        role.code,
        name=role.name,
        scope=role.scope,
        permissions=role.permissions,
    )
    return role


def change(db: Session, actor: Actor, role: Role, changes: dict[str, Any]) -> None:
    """Change a role for all who hold it, from their next request on. Raises ``AdminRoleKeeps``."""
    before = set(role.permissions)
    if changes.get("permissions") is not None:
        changes = changes | {"permissions": sorted(set(changes["permissions"]))}
        if role.code == ADMIN and not set(changes["permissions"]) >= NEVER_LOST:
            raise AdminRoleKeeps(permissions=sorted(NEVER_LOST))
    scope_before = role.scope
    for field, value in changes.items():
        if value is not None:
            setattr(role, field, value)
    record(
        db,
        actor,
        "role.changed",
        "role",
        role.code,
        name=role.name,
        gained=sorted(set(role.permissions) - before),
        lost=sorted(before - set(role.permissions)),
        scope_before=scope_before,
        scope=role.scope,
    )


def remove(db: Session, actor: Actor, role: Role) -> None:
    """Delete a role that nobody holds. Raises ``RoleInUse``."""
    users = select(func.count()).where(User.role == role.code)
    holdings = select(func.count()).where(RoleHolding.role_code == role.code)
    grants = select(func.count()).where(ContractGrant.role_code == role.code)
    people = (db.scalar(users) or 0) + (db.scalar(holdings) or 0)
    named = db.scalar(grants) or 0
    if role.built_in or people or named:
        raise RoleInUse(people=people, grants=named)
    db.delete(role)
    record(db, actor, "role.deleted", "role", role.code, name=role.name)


@dataclass(frozen=True, slots=True)
class Change:
    """What an edit of a role changes for one person: permissions, and contracts seen."""

    user: User
    gained: list[str]
    lost: list[str]
    seen_before: int
    seen_after: int


def preview(
    db: Session, role: Role, permissions: Collection[str], scope: Scope
) -> Iterator[Change]:
    """What changes for whom, if the role had these permissions and this reach."""
    edited = HeldRole(role.code, scope, frozenset(permissions))
    running = or_(RoleHolding.expires_at.is_(None), RoleHolding.expires_at > now())
    further = select(RoleHolding.user_id).where(RoleHolding.role_code == role.code, running)
    holders = db.scalars(
        select(User)
        .where(User.active, or_(User.role == role.code, User.id.in_(further)))
        .order_by(User.name, User.id)
    )
    for user in holders:
        before = actor_of(user)
        roles = (edited if held.code == role.code else held for held in before.roles)
        after = replace(before, roles=tuple(roles))
        change = Change(
            user,
            sorted(after.permissions - before.permissions),
            sorted(before.permissions - after.permissions),
            _sees(db, before),
            _sees(db, after),
        )
        if change.gained or change.lost or change.seen_before != change.seen_after:
            yield change


def _sees(db: Session, actor: Actor) -> int:
    ids = visible_contracts(actor).with_only_columns(Contract.id).subquery()
    return db.scalar(select(func.count()).select_from(ids)) or 0
