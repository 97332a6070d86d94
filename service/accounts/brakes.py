"""Guessing passwords is slowed down, under one login and from one address.

An attempt is paid for before the password is looked at, in a transaction of its own, so that many
at once cannot slip through; whoever turns out to be right gets it back. The rows are the truth:
any number of API processes see the same. A login that nobody has is treated like any other.
"""

from __future__ import annotations

import hashlib
import math
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import Table, delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from service.accounts.tables import SignInBrake, User
from service.audit.actions import record
from service.kernel.actor import SYSTEM
from service.kernel.clock import now
from service.kernel.db import Database
from service.kernel.errors import AppError
from service.kernel.limits import network_of

MEMORY = timedelta(minutes=15)
"""Failures are forgotten after so long without an attempt."""
FIRST_DELAY = timedelta(minutes=1)
LONGEST_DELAY = timedelta(minutes=15)
FREE = {"login": 5, "address": 30}
"""So many failures, then a delay that doubles; an office shares one address, so that bears more."""

Kind = Literal["login", "address"]


class TooManyAttempts(AppError):
    """Too many wrong passwords of late; the same whether the login exists or not."""

    code = "too_many_attempts"
    status = 429

    def __init__(self, wait: timedelta) -> None:
        seconds = math.ceil(wait.total_seconds())
        super().__init__(minutes=math.ceil(seconds / 60))
        self.headers = {"Retry-After": str(seconds)}


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt to sign in: under which login, from which address."""

    login: str
    address: str

    @property
    def keys(self) -> dict[Kind, str]:
        """The rows that count it, always in the same order: two attempts cannot deadlock."""
        return {
            "address": _hashed("address", network_of(self.address)),
            "login": _hashed("login", self.login.casefold()),
        }


def _hashed(kind: Kind, value: str) -> str:
    """No clear text: what was typed as a login may be a password in the wrong field."""
    return hashlib.sha256(f"{kind}:{value}".encode()).hexdigest()


def _delay(kind: Kind, failures: int) -> timedelta | None:
    over = failures - FREE[kind]
    return None if over < 0 else min(FIRST_DELAY * 2 ** min(over, 10), LONGEST_DELAY)


def _locked(db: Session, key: str, moment: datetime) -> SignInBrake:
    """The row, made if need be, and held until the unit ends."""
    dialect = sqlite if db.get_bind().dialect.name == "sqlite" else postgresql
    table = SignInBrake.__table__
    assert isinstance(table, Table)
    made = dialect.insert(table).values(key=key, failures=0, last_at=moment, blocked_until=None)
    db.execute(made.on_conflict_do_nothing())
    return db.scalars(select(SignInBrake).where(SignInBrake.key == key).with_for_update()).one()


def _settle(brake: SignInBrake, kind: Kind, moment: datetime) -> None:
    """Forget what is old; where the clock was set back, count the wait from now on."""
    if brake.last_at > moment:
        brake.last_at = moment
        delay = _delay(kind, brake.failures)
        brake.blocked_until = moment + delay if brake.blocked_until and delay else None
    if max(brake.last_at, brake.blocked_until or brake.last_at) + MEMORY < moment:
        brake.failures, brake.blocked_until = 0, None


def pay(database: Database, attempt: Attempt) -> None:
    """Count an attempt before it is looked at. Raises ``TooManyAttempts``, which counts nothing."""
    moment = now()
    wait = timedelta()
    with database.write() as db:
        db.execute(delete(SignInBrake).where(SignInBrake.last_at < moment - timedelta(days=1)))
        brakes = {kind: _locked(db, key, moment) for kind, key in attempt.keys.items()}
        for kind, brake in brakes.items():
            _settle(brake, kind, moment)
            if brake.blocked_until:
                wait = max(wait, brake.blocked_until - moment)
        if wait <= timedelta():
            for kind, brake in brakes.items():
                delay = _delay(kind, brake.failures + 1)
                brake.failures += 1
                brake.last_at = moment
                brake.blocked_until = moment + delay if delay else None
    if wait > timedelta():
        raise TooManyAttempts(wait)


def give_back(db: Session, attempt: Attempt) -> None:
    """The attempt was no guess."""
    for key in attempt.keys.values():
        brake = _locked(db, key, now())
        brake.failures = max(0, brake.failures - 1)
        brake.blocked_until = None


def release(db: Session, login: str) -> None:
    """Forget the failures under a login: its owner signed in, or an administrator says so."""
    key = Attempt(login, "").keys["login"]
    db.execute(delete(SignInBrake).where(SignInBrake.key == key))


def blocked_until(db: Session, logins: list[str]) -> dict[str, datetime]:
    """The logins among ``logins`` that must wait now, and until when."""
    keys = {Attempt(login, "").keys["login"]: login for login in logins}
    rows = db.scalars(
        select(SignInBrake).where(
            SignInBrake.key.in_(keys),
            SignInBrake.blocked_until > now(),
            SignInBrake.blocked_until <= now() + LONGEST_DELAY,
        )
    )
    return {keys[row.key]: row.blocked_until for row in rows if row.blocked_until}


def note_refusal(database: Database, attempt: Attempt, user: User | None, event: str) -> None:
    """Put a wrong attempt on record, and the delay where it brought one."""
    user_id = user.id if user else None
    login = user.login if user else None
    with database.write() as db:
        record(
            db, SYSTEM, f"session.{event}", "user", user_id, login=login, address=attempt.address
        )
        for kind, key in attempt.keys.items():
            brake = db.get(SignInBrake, key)
            if brake and brake.blocked_until and brake.blocked_until > now():
                record(
                    db,
                    SYSTEM,
                    "session.blocked",
                    "user",
                    user_id,
                    login=login,
                    address=attempt.address,
                    by=kind,
                    failures=brake.failures,
                )
