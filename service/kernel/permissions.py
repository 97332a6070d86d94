"""The one catalogue of permissions, how far roles reach, and what grants give.

The words for people stand in ``service/locales/*.yaml`` under ``permission``.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Literal


class Permission(StrEnum):
    """Everything that can be allowed, in the order in which people are shown it."""

    CONTRACT_READ = "contract.read"
    SEARCH_USE = "search.use"
    CONTRACT_CREATE = "contract.create"
    CONTRACT_COMMENT = "contract.comment"
    CONTRACT_DECIDE = "contract.decide"
    CONTRACT_EDIT = "contract.edit"
    CONTRACT_TRANSITION = "contract.transition"
    CONTRACT_DELETE = "contract.delete"
    CONTRACT_SHARE = "contract.share"
    CONTRACT_CONFIDENTIAL = "contract.confidential"
    USERS_MANAGE = "users.manage"
    UNITS_MANAGE = "units.manage"
    ROLES_MANAGE = "roles.manage"
    ACCESS_EXPLAIN = "access.explain"
    AUDIT_READ = "audit.read"
    LIBRARY_MANAGE = "library.manage"
    SETTINGS_MANAGE = "settings.manage"


GROUPS: dict[str, tuple[Permission, ...]] = {
    "look": (
        Permission.CONTRACT_READ,
        Permission.SEARCH_USE,
        Permission.CONTRACT_CONFIDENTIAL,
    ),
    "work": (
        Permission.CONTRACT_CREATE,
        Permission.CONTRACT_COMMENT,
        Permission.CONTRACT_DECIDE,
        Permission.CONTRACT_EDIT,
        Permission.CONTRACT_TRANSITION,
        Permission.CONTRACT_DELETE,
        Permission.CONTRACT_SHARE,
    ),
    "administer": (
        Permission.USERS_MANAGE,
        Permission.UNITS_MANAGE,
        Permission.ROLES_MANAGE,
        Permission.ACCESS_EXPLAIN,
        Permission.AUDIT_READ,
        Permission.LIBRARY_MANAGE,
        Permission.SETTINGS_MANAGE,
    ),
}

ADMINISTRATION = frozenset(GROUPS["administer"])
"""What concerns the installation and its people, not contracts."""

READING = frozenset({Permission.CONTRACT_READ, Permission.SEARCH_USE})

Scope = Literal["own", "unit", "unit_below", "all"]
"""How far a role reaches: one's own contracts, one's units', also those below them, all."""

SCOPES: tuple[Scope, ...] = ("own", "unit", "unit_below", "all")

Level = Literal["read", "comment", "edit", "manage"]

_COMMENT = frozenset({Permission.CONTRACT_READ, Permission.CONTRACT_COMMENT})
_EDIT = _COMMENT | {Permission.CONTRACT_DECIDE, Permission.CONTRACT_EDIT}

LEVELS: dict[Level, frozenset[Permission]] = {
    "read": frozenset({Permission.CONTRACT_READ}),
    "comment": _COMMENT,
    "edit": _EDIT,
    "manage": _EDIT | {Permission.CONTRACT_TRANSITION, Permission.CONTRACT_SHARE},
}
"""What a grant on one contract gives, from the least to the most."""

ON_CONTRACT = LEVELS["manage"] | {Permission.CONTRACT_DELETE}
"""What is asked of one contract at a time: its owner, a role's reach or a grant may allow it."""
