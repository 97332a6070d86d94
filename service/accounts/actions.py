"""What administrators do with people, and what people do with their own password."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
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
from service.accounts.roles import ADMIN, check_may_give, check_not_above, role_of
from service.accounts.sign_in import close_all_sessions
from service.accounts.tables import RoleHolding, SignInSession, UnitMember, User
from service.accounts.units import check_choosable
from service.audit.actions import record
from service.kernel.actor import Actor
from service.kernel.clock import now
from service.kernel.errors import Conflict, Invalid, NotFound
from service.notifications.actions import tell


class LoginTaken(Conflict):
    """Two people cannot share a login."""

    code = "login_taken"


class BadEnd(Invalid):
    """A role or grant that would end before it begins."""

    code = "bad_end"


class LastAdmin(Conflict):
    """Without an administrator nobody could mend anything."""

    code = "last_admin"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who is to be added."""

    login: str
    name: str
    role: str
    unit_id: str | None = None


def add_user(
    db: Session, actor: Actor, person: Person, password_hash: str, *, must_change: bool
) -> User:
    """Add a person, under a password that was hashed before the unit began.

    Raises ``LoginTaken``, ``UnknownRole``, ``UnknownUnit``, and ``Forbidden`` where the role may
    more than whoever gives it.
    ``must_change``: the password serves once, because another person has seen it.
    """
    if db.scalar(select(User.id).where(User.login == person.login)):
        raise LoginTaken(login=person.login)
    check_may_give(actor, role_of(db, person.role))
    check_choosable(db, person.unit_id)
    user = User(
        login=person.login,
        name=person.name,
        role=person.role,
        unit_id=person.unit_id,
        password_hash=password_hash,
        must_change_password=must_change,
    )
    db.add(user)
    db.flush()
    # Their roles and units are looked at after this unit has ended, too.
    db.refresh(user)
    record(db, actor, "user.created", "user", user.id, role=person.role)
    return user


def change_user(db: Session, actor: Actor, user: User, changes: dict[str, Any]) -> None:
    """Change a person; a lock ends their sessions and tokens.

    ``further_roles`` (pairs of code and end) and ``further_units`` replace those that were.
    Raises ``LastAdmin``, ``UnknownRole``, ``UnknownUnit``, and ``Forbidden`` where the person or a
    new role may more than whoever changes them.
    """
    check_not_above(db, actor, user)
    if changes.pop("source", None):
        outside.put_under_directory(db, actor, user)
        close_all_sessions(db, user.id)
    plain = dict(changes)
    roles = plain.pop("further_roles", None)
    units = plain.pop("further_units", None)
    if plain.get("role", user.role) != user.role:
        check_may_give(actor, role_of(db, plain["role"]))
    if plain.get("unit_id", user.unit_id) != user.unit_id:
        check_choosable(db, plain["unit_id"])
    for field, value in plain.items():
        setattr(user, field, value)
    if roles is not None:
        _hold_roles(db, actor, user, roles)
    if units is not None:
        _join_units(db, user, units)
    if changes.get("active") is False:
        close_all_sessions(db, user.id)
    db.flush()
    db.expire(user, ["main_role", "further_roles", "further_units"])
    # Of the administrators one has to have a password here: a directory may be away.
    is_left = (User.role == ADMIN, User.active, User.source == "local")
    if not db.scalar(select(User.id).where(*is_left).limit(1)):
        raise LastAdmin
    if not changes:
        return
    record(db, actor, "user.changed", "user", user.id, fields=sorted(changes))


def _hold_roles(
    db: Session, actor: Actor, user: User, roles: Sequence[tuple[str, datetime | None]]
) -> None:
    """Make these the person's further roles; a running one must be one that the actor may give."""
    known = {held.role_code: held.expires_at for held in user.further_roles}
    wanted = {code: end for code, end in roles if code != user.role}
    for code, end in wanted.items():
        if code not in known or known[code] != end:
            check_may_give(actor, role_of(db, code))
            if end is not None and end <= now():
                raise BadEnd(role=code)
    db.execute(delete(RoleHolding).where(RoleHolding.user_id == user.id))
    db.add_all(
        RoleHolding(user_id=user.id, role_code=code, expires_at=end) for code, end in wanted.items()
    )


def _join_units(db: Session, user: User, units: Sequence[str]) -> None:
    known = {member.unit_id for member in user.further_units}
    wanted = dict.fromkeys(unit for unit in units if unit != user.unit_id)
    for unit in wanted.keys() - known:
        check_choosable(db, unit)
    db.execute(delete(UnitMember).where(UnitMember.user_id == user.id))
    db.add_all(UnitMember(user_id=user.id, unit_id=unit) for unit in wanted)


def reset_password(db: Session, actor: Actor, user: User) -> str:
    """Give a person a password that serves once; their sessions, tokens and delays end.

    An account of the directory or of a provider becomes a local one by it. Raises ``Forbidden``
    where the person may more than whoever does it.
    """
    check_not_above(db, actor, user)
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
