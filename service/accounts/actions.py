"""What administrators do with people."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.accounts.sign_in import close_all_sessions, hash_password
from service.accounts.tables import User
from service.audit.actions import record
from service.kernel.actor import Actor
from service.kernel.errors import Conflict


class LoginTaken(Conflict):
    """Two people cannot share a login."""

    code = "login_taken"


class LastAdmin(Conflict):
    """Without an administrator nobody could mend anything."""

    code = "last_admin"


def add_user(
    db: Session,
    actor: Actor,
    *,
    login: str,
    name: str,
    role: str,
    department: str | None,
    password: str,
) -> User:
    """Add a person. Raises ``LoginTaken`` or ``WeakPassword``."""
    if db.scalar(select(User.id).where(User.login == login)):
        raise LoginTaken(login=login)
    user = User(
        login=login,
        name=name,
        role=role,
        department=department,
        password_hash=hash_password(password),
    )
    db.add(user)
    db.flush()
    record(db, actor, "user.created", "user", user.id, role=role)
    return user


def change_user(db: Session, actor: Actor, user: User, changes: dict[str, Any]) -> None:
    """Change a person; a new password or a lock ends their sessions. Raises ``LastAdmin``."""
    fields = dict(changes)
    password = fields.pop("password", None)
    for field, value in fields.items():
        setattr(user, field, value)
    if password:
        user.password_hash = hash_password(password)
    if password or fields.get("active") is False:
        close_all_sessions(db, user.id)
    db.flush()
    if not db.scalar(select(User.id).where(User.role == "admin", User.active).limit(1)):
        raise LastAdmin
    record(db, actor, "user.changed", "user", user.id, fields=sorted(changes))
