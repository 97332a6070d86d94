"""Who acts. Every action names its actor; a worker acts as the system."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass

from service.kernel.permissions import ON_CONTRACT, Scope


@dataclass(frozen=True, slots=True)
class HeldRole:
    """A role that somebody has at present."""

    code: str
    scope: Scope
    permissions: frozenset[str]


@dataclass(frozen=True, slots=True)
class Actor:
    """A signed-in person, a program with a token, or the system itself.

    ``units`` are the organisation units that the person belongs to, the main one first; ``limit``
    is what a token's scope leaves of all permissions (None: everything).
    """

    id: str
    login: str
    name: str
    role: str
    roles: tuple[HeldRole, ...] = ()
    units: tuple[str, ...] = ()
    limit: Set[str] | None = None

    @property
    def permissions(self) -> frozenset[str]:
        """What the roles allow, at least on one's own."""
        every = frozenset[str]().union(*(held.permissions for held in self.roles))
        return every if self.limit is None else every & self.limit

    def within_limit(self, permission: str) -> bool:
        return self.limit is None or permission in self.limit

    def may(self, permission: str) -> bool:
        return permission in self.permissions

    def may_on_some(self, permission: str) -> bool:
        """Whether this can be allowed on anything: a grant on one contract may do."""
        return self.may(permission) or (permission in ON_CONTRACT and self.within_limit(permission))


SYSTEM = Actor(id="system", login="system", name="系统", role="system")
