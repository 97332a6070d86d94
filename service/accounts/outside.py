"""People who are known elsewhere: how an account comes to be theirs, and what follows from it.

An account is found by what the other side calls its person for good (issuer and subject), never
by a name or an address alone: those are given anew to others.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, TypeVar

from sqlalchemy import delete, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from service.accounts.roles import BUILT_IN
from service.accounts.tables import Identity, Role, User
from service.accounts.units import UnknownUnit, find
from service.audit.actions import record
from service.kernel.actor import SYSTEM, Actor
from service.kernel.clock import now
from service.kernel.db import Database
from service.kernel.errors import Conflict, Forbidden
from service.kernel.outside_settings import RoleRule
from service.kernel.settings import BadSettings, Settings

Source = Literal["local", "ldap", "oidc"]
LDAP = "ldap"
"""The directory's name among providers, and its issuer: an installation has one."""
Result = TypeVar("Result")


class AccountTaken(Conflict):
    """The name belongs to another account here; whoever owns both must say so."""

    code = "account_taken"


class NoRole(Forbidden):
    """Known elsewhere, but in none of the groups that may come in."""

    code = "no_role"


class PasswordElsewhere(Conflict):
    """The account's password is not kept here."""

    code = "password_elsewhere"


class NoDirectory(Conflict):
    """Nobody can be put under a directory that is not there."""

    code = "no_directory"


@dataclass(frozen=True, slots=True)
class OutsidePerson:
    """What a directory or a provider says of somebody who has proved who they are."""

    source: Literal["ldap", "oidc"]
    provider: str
    issuer: str
    subject: str
    login: str
    name: str
    email: str | None
    department: str | None
    role: str | None


def check_roles(settings: Settings, database: Database) -> None:
    """Raises ``BadSettings`` where a group is to get a role that does not exist."""
    rules: dict[str, RoleRule] = {f"oidc.{key}": one for key, one in settings.oidc.items()}
    if settings.ldap:
        rules["ldap"] = settings.ldap
    for place, rule in rules.items():
        named = {*rule.group_roles.values(), *([rule.default_role] if rule.default_role else [])}
        if not named - BUILT_IN.keys():
            continue
        with database.read() as db:
            known = set(db.scalars(select(Role.code)))
        if unknown := named - known:
            raise BadSettings(
                f"{place}: 没有这个角色，no such role: {', '.join(sorted(unknown))}"
                f" ({', '.join(sorted(known))})"
            )


def once_more(database: Database, action: Callable[[Session], Result]) -> Result:
    """A unit that is done anew where another one made the same account a moment before."""
    try:
        with database.write() as db:
            return action(db)
    except IntegrityError:
        with database.write() as db:
            return action(db)


def admit(db: Session, person: OutsidePerson, rule: RoleRule) -> User:
    """The account of somebody who has proved who they are elsewhere, made or brought up to date.

    Raises ``NoRole`` or ``AccountTaken``. The account may be locked.
    """
    if person.role is None or db.get(Role, person.role) is None:
        raise NoRole
    identity = identity_of(db, person.issuer, person.subject)
    if identity is None:
        user = _adopted(db, person) or _made(db, person, person.role)
        identity = attach(db, user, person)
    else:
        user = db.get_one(User, identity.user_id)
    identity.email = person.email
    identity.last_used_at = now()
    if user.source == person.source:
        bring_up_to_date(db, user, person, rule)
    db.flush()
    # Its roles and units are looked at after this unit has ended.
    db.refresh(user)
    return user


def identity_of(db: Session, issuer: str, subject: str) -> Identity | None:
    """Who somebody is here."""
    return db.scalar(select(Identity).where(Identity.issuer == issuer, Identity.subject == subject))


def attach(db: Session, user: User, person: OutsidePerson) -> Identity:
    """From now on this person elsewhere is this account."""
    identity = Identity(
        user_id=user.id,
        provider=person.provider,
        issuer=person.issuer,
        subject=person.subject,
        email=person.email,
    )
    db.add(identity)
    db.flush()
    return identity


def _adopted(db: Session, person: OutsidePerson) -> User | None:
    """The account that an administrator has put under the directory, at its first sign-in there.

    Raises ``AccountTaken`` where the name is somebody else's, in whatever case.
    """
    same_name = func.lower(User.login) == person.login.lower()
    found = db.scalars(select(User).where(same_name)).all()
    if not found:
        return None
    user = found[0]
    waits = person.source == user.source == LDAP and not has_identity(db, user.id)
    if len(found) > 1 or not waits:
        raise AccountTaken(login=person.login)
    return user


def has_identity(db: Session, user_id: str) -> bool:
    return db.scalar(select(Identity.id).where(Identity.user_id == user_id).limit(1)) is not None


def _made(db: Session, person: OutsidePerson, role: str) -> User:
    user = User(
        login=person.login,
        name=person.name,
        role=role,
        unit_id=_unit(db, person),
        password_hash=None,
        source=person.source,
    )
    db.add(user)
    db.flush()
    record(db, SYSTEM, "user.created", "user", user.id, role=role, source=person.source)
    return user


def _unit(db: Session, person: OutsidePerson) -> str | None:
    """The unit whose code or name the other side gives; None where there is none such."""
    try:
        return find(db, person.department).id if person.department else None
    except UnknownUnit:
        return None


def bring_up_to_date(db: Session, user: User, person: OutsidePerson, rule: RoleRule) -> None:
    """What the other side says goes; where it is silent, what stands here stays."""
    fresh = {"name": person.name}
    if unit_id := _unit(db, person):
        fresh["unit_id"] = unit_id
    if rule.group_roles and person.role:
        fresh["role"] = person.role
    changed = {name: value for name, value in fresh.items() if getattr(user, name) != value}
    if not changed:
        return
    for name, value in changed.items():
        setattr(user, name, value)
    db.flush()
    record(db, SYSTEM, "user.changed", "user", user.id, fields=sorted(changed), source=user.source)


def put_under_directory(db: Session, actor: Actor, user: User) -> None:
    """The account waits for whoever signs in at the directory under its name; its password goes.

    The caller sees to sessions and to the last administrator.
    """
    forget(db, user)
    user.source = LDAP
    user.password_hash = None
    user.must_change_password = False
    record(db, actor, "user.changed", "user", user.id, fields=["source"], source=LDAP)


def forget(db: Session, user: User) -> None:
    """Nobody elsewhere is this account any more."""
    db.execute(delete(Identity).where(Identity.user_id == user.id))
