"""The first administrator: made in the browser by whoever reads the server's console."""

from __future__ import annotations

import hmac
import secrets
from datetime import timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from service.accounts.actions import Person, add_user
from service.accounts.sign_in import digest
from service.accounts.tables import SetupCode, User
from service.audit.actions import record
from service.kernel.actor import SYSTEM
from service.kernel.clock import now
from service.kernel.errors import Conflict, Forbidden

LIFE = timedelta(hours=24)


class SetupDone(Conflict):
    """Somebody can sign in already."""

    code = "setup_done"


class WrongSetupCode(Forbidden):
    """Not the code of the last start, or too late."""

    code = "wrong_setup_code"


def is_needed(db: Session) -> bool:
    """Whether there is no administrator with a password here yet: a directory may be away."""
    is_admin = (User.role == "admin", User.source == "local")
    return db.scalar(select(User.id).where(*is_admin).limit(1)) is None


def issue(db: Session) -> str | None:
    """A fresh code that serves once, within a day; none where somebody can sign in already."""
    if not is_needed(db):
        return None
    code = secrets.token_urlsafe(24)
    db.execute(delete(SetupCode))
    db.add(SetupCode(code_hash=digest(code), expires_at=now() + LIFE))
    record(db, SYSTEM, "setup.offered", "installation")
    return code


def check(db: Session, code: str) -> None:
    """Raises ``SetupDone`` or ``WrongSetupCode``; a right code is used up by this unit."""
    offered = db.scalars(select(SetupCode).with_for_update()).one_or_none()
    if not is_needed(db):
        raise SetupDone
    if (
        offered is None
        or offered.expires_at <= now()
        or not hmac.compare_digest(offered.code_hash, digest(code))
    ):
        raise WrongSetupCode
    db.delete(offered)


def make_admin(db: Session, code: str, person: Person, password_hash: str) -> User:
    """The first administrator. Raises ``SetupDone`` or ``WrongSetupCode``."""
    check(db, code)
    return add_user(db, SYSTEM, person, password_hash, must_change=False)
