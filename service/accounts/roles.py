"""Roles and what each may do, and the one rule of who sees which contract."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Literal, Protocol

from sqlalchemy import ColumnElement, false, or_, true

from service.kernel.actor import Actor

Role = Literal["admin", "legal", "handler", "finance", "leader"]

_READ = frozenset({"contract.read", "search.use"})
_WORK = _READ | {"contract.create", "contract.edit", "contract.decide", "contract.transition"}

ADMIN = frozenset({"audit.read", "users.manage", "settings.manage"})
"""What concerns the installation and its people, not contracts."""

PERMISSIONS: dict[str, frozenset[str]] = {
    "admin": _WORK | ADMIN | {"contract.delete"},
    "legal": _WORK | {"contract.delete"},
    "handler": _WORK,
    "finance": _READ | {"contract.decide"},
    "leader": _READ | {"contract.decide", "contract.transition"},
    "system": _WORK,
}

Scope = Literal["read", "write", "admin"]
"""How much of its owner's permissions a token has: to look, to work, all."""


def within(actor: Actor, scope: str) -> Actor:
    """The actor with those of their permissions that a token's scope leaves."""
    if scope == "admin":
        return actor
    permissions = actor.permissions - ADMIN if scope == "write" else actor.permissions & _READ
    return replace(actor, permissions=permissions)


SEES_ALL = frozenset({"admin", "legal", "finance", "leader", "system"})


class Owned(Protocol):
    """A table whose rows belong to a person and a department."""

    owner_id: Any
    created_by: Any
    department: Any


def visible(actor: Actor, table: type[Owned]) -> ColumnElement[bool]:
    """The condition under which ``actor`` sees a row: every read of contracts starts from it.

    A handler (经办人) sees what they own or filed, and their own department's; the other roles
    see the whole organisation. Whoever may not read contracts sees none.
    """
    if not actor.may("contract.read"):
        return false()
    if actor.role in SEES_ALL:
        return true()
    mine: list[ColumnElement[bool]] = [table.owner_id == actor.id, table.created_by == actor.id]
    if actor.department:
        mine.append(table.department == actor.department)
    return or_(*mine)
