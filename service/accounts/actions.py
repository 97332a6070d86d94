"""What administrators do with people, and what people do with their own password."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from service.accounts import brakes, outside
from service.accounts.passwords import (
    PasswordUnchanged,
    check_strength,
    hash_password,
    is_right,
    one_time_password,
)
from service.accounts.sign_in import close_all_sessions
from service.accounts.tables import SignInSession, User
from service.audit.actions import record
from service.kernel.actor import Actor
from service.kernel.errors import Conflict, NotFound
from service.notifications.actions import tell


class LoginTaken(Conflict):
    """Two people cannot share a login."""

    code = "login_taken"


class LastAdmin(Conflict):
    """Without an administrator nobody could mend anything."""

    code = "last_admin"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who is to be added."""

    login: str
    name: str
    role: str
    department: str | None = None


def add_user(
    db: Session, actor: Actor, person: Person, password_hash: str, *, must_change: bool
) -> User:
    """Add a person, under a password that was hashed before the unit began. Raises ``LoginTaken``.

    ``must_change``: the password serves once, because another person has seen it.
    """
    if db.scalar(select(User.id).where(User.login == person.login)):
        raise LoginTaken(login=person.login)
    user = User(
        login=person.login,
        name=person.name,
        role=person.role,
        department=person.department,
        password_hash=password_hash,
        must_change_password=must_change,
    )
    db.add(user)
    db.flush()
    record(db, actor, "user.created", "user", user.id, role=person.role)
    return user


def change_user(db: Session, actor: Actor, user: User, changes: dict[str, Any]) -> None:
    """Change a person; a lock ends their sessions and tokens. Raises ``LastAdmin``."""
    if changes.pop("source", None):
        outside.put_under_directory(db, actor, user)
        close_all_sessions(db, user.id)
    for field, value in changes.items():
        setattr(user, field, value)
    if changes.get("active") is False:
        close_all_sessions(db, user.id)
    db.flush()
    # Of the administrators one has to have a password here: a directory may be away.
    is_left = (User.role == "admin", User.active, User.source == "local")
    if not db.scalar(select(User.id).where(*is_left).limit(1)):
        raise LastAdmin
    if not changes:
        return
    record(db, actor, "user.changed", "user", user.id, fields=sorted(changes))


def reset_password(db: Session, actor: Actor, user: User) -> str:
    """Give a person a password that serves once; their sessions, tokens and delays end.

    An account of the directory or of a provider becomes a local one by it.
    """
    password = one_time_password()
    outside.forget(db, user)
    user.source = "local"
    user.password_hash = hash_password(password)
    user.must_change_password = True
    close_all_sessions(db, user.id)
    brakes.release(db, user.login)
    record(db, actor, "user.password_reset", "user", user.id)
    tell(db, [user.id], "one_time_password", params={"by": actor.name})
    return password


def must_be_local(user: User) -> None:
    """Raises ``PasswordElsewhere`` for an account whose password is not kept here."""
    if user.source != "local":
        raise outside.PasswordElsewhere


def choose_password(db: Session, user: User, actor: Actor, password: str) -> None:
    """A person's own new password; all their sessions and tokens end.

    Raises what ``check_strength`` raises, ``PasswordUnchanged`` and ``PasswordElsewhere``.
    """
    must_be_local(user)
    check_strength(password, user.login, user.name)
    if is_right(password, user.password_hash):
        raise PasswordUnchanged
    user.password_hash = hash_password(password)
    user.must_change_password = False
    close_all_sessions(db, user.id)
    record(db, actor, "user.changed", "user", user.id, fields=["password"])


def release(db: Session, actor: Actor, user: User) -> None:
    """Let a person try again at once who must wait after wrong passwords."""
    brakes.release(db, user.login)
    record(db, actor, "user.released", "user", user.id)


def end_session(db: Session, actor: Actor, user_id: str, session_id: str) -> None:
    """End one session of a person. Raises ``NotFound``."""
    session = db.get(SignInSession, session_id)
    if session is None or session.user_id != user_id:
        raise NotFound
    db.delete(session)
    record(db, actor, "session.ended", "user", user_id, count=1)


def end_sessions(db: Session, actor: Actor, user_id: str, keep: str | None = None) -> int:
    """End all sessions of a person, but for ``keep``; returns how many."""
    ended = db.scalars(
        delete(SignInSession)
        .where(SignInSession.user_id == user_id, SignInSession.id != (keep or ""))
        .returning(SignInSession.id)
    ).all()
    record(db, actor, "session.ended", "user", user_id, count=len(ended))
    return len(ended)
