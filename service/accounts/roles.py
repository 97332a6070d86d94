"""Roles as rows: those that ship, what a person holds, what a token's scope leaves of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal, cast

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.accounts.tables import Role, User
from service.kernel.actor import SYSTEM, Actor, HeldRole
from service.kernel.clock import now
from service.kernel.errors import Forbidden, Invalid
from service.kernel.permissions import ADMINISTRATION, READING, SCOPES, Permission, Scope

ADMIN = "admin"
NEVER_LOST = frozenset({Permission.USERS_MANAGE, Permission.ROLES_MANAGE})
"""What the administrators' role keeps whatever is edited: without it nobody could mend anything."""

_WORK = READING | {
    Permission.CONTRACT_CREATE,
    Permission.CONTRACT_COMMENT,
    Permission.CONTRACT_DECIDE,
    Permission.CONTRACT_EDIT,
    Permission.CONTRACT_TRANSITION,
}
_ANSWER = READING | {Permission.CONTRACT_COMMENT, Permission.CONTRACT_DECIDE}


@dataclass(frozen=True, slots=True)
class BuiltIn:
    """A role as it ships; migrations 0016 and 0022 have put it into the table."""

    scope: Scope
    permissions: frozenset[Permission]


_OVER_ALL = {
    Permission.CONTRACT_DELETE,
    Permission.CONTRACT_SHARE,
    Permission.CONTRACT_CONFIDENTIAL,
}
BUILT_IN: dict[str, BuiltIn] = {
    ADMIN: BuiltIn("all", _WORK | ADMINISTRATION | _OVER_ALL),
    "legal": BuiltIn("all", _WORK | _OVER_ALL | {Permission.LIBRARY_MANAGE}),
    "handler": BuiltIn("unit", _WORK),
    "finance": BuiltIn("all", _ANSWER),
    "leader": BuiltIn(
        "all", _ANSWER | {Permission.CONTRACT_TRANSITION, Permission.CONTRACT_CONFIDENTIAL}
    ),
}

WORKER = replace(SYSTEM, roles=(HeldRole("system", "all", _WORK | _OVER_ALL),))
"""The system where it must be able to see: a drill that proves a restore."""

TokenScope = Literal["read", "write", "admin"]
"""How much of its owner's permissions a token has: to look, to work, all."""

_LIMITS: dict[str, frozenset[str] | None] = {
    "read": frozenset(READING),
    "write": frozenset(Permission) - ADMINISTRATION,
    "admin": None,
}


class UnknownRole(Invalid):
    """No role has this code."""

    code = "unknown_role"


def held_roles(user: User) -> tuple[HeldRole, ...]:
    """The roles that the person holds at this moment, the main one first."""
    moment = now()
    further = [
        held.role
        for held in user.further_roles
        if held.expires_at is None or held.expires_at > moment
    ]
    return tuple(_held(role) for role in (user.main_role, *further))


def _held(role: Role) -> HeldRole:
    return HeldRole(role.code, cast(Scope, role.scope), frozenset(role.permissions))


def within(actor: Actor, scope: str) -> Actor:
    """The actor with those of their permissions that a token's scope leaves."""
    return replace(actor, limit=_LIMITS[scope])


def role_of(db: Session, code: str) -> Role:
    """A role by its code. Raises ``UnknownRole``."""
    role = db.get(Role, code)
    if role is None:
        raise UnknownRole(role=code)
    return role


def check_may_give(actor: Actor, role: Role) -> None:
    """Nobody gives what they do not have, but for whoever manages roles. Raises ``Forbidden``."""
    if actor.id == SYSTEM.id or actor.may(Permission.ROLES_MANAGE):
        return
    reach = max((SCOPES.index(held.scope) for held in actor.roles), default=0)
    is_more = not actor.permissions >= set(role.permissions)
    if is_more or SCOPES.index(cast(Scope, role.scope)) > reach:
        raise Forbidden(permission=Permission.ROLES_MANAGE)


def check_not_above(db: Session, actor: Actor, user: User) -> None:
    """Whoever manages people does not take over those who may do more. Raises ``Forbidden``."""
    held = [user.role, *(holding.role_code for holding in user.further_roles)]
    for role in db.scalars(select(Role).where(Role.code.in_(held))):
        check_may_give(actor, role)
