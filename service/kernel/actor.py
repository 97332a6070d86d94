"""Who acts. Every action names its actor; a worker acts as the system."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Actor:
    """A signed-in person, a program with a token, or the system itself."""

    id: str
    login: str
    name: str
    role: str
    department: str | None = None
    permissions: frozenset[str] = frozenset()

    def may(self, permission: str) -> bool:
        return permission in self.permissions


SYSTEM = Actor(id="system", login="system", name="系统", role="system")
