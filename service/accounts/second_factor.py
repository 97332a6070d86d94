"""The second factor: one-time codes of an authenticator app (RFC 6238), and recovery codes.

Passkeys are its other kind (``service/accounts/passkeys.py``).

A wrong code counts like a wrong password (``service/accounts/brakes.py``); a right one serves once.
"""

from __future__ import annotations

import base64
import hmac
import re
from dataclasses import dataclass

import pyotp
import segno
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from service.accounts import brakes, factors
from service.accounts.brakes import Attempt
from service.accounts.passwords import readable_secret
from service.accounts.sign_in import digest
from service.accounts.tables import Passkey, RecoveryCode, SecondFactor, User
from service.audit.actions import record
from service.kernel.actor import Actor
from service.kernel.clock import now
from service.kernel.crypto import CannotDecrypt, MasterKey
from service.kernel.db import Database
from service.kernel.errors import AppError, Conflict
from service.kernel.settings import Settings

ISSUER = "Jianqi"
STEP_SECONDS = 30
WINDOW = 1
"""So many steps the phone's clock may be early or late."""
RECOVERY_CODES = 10
_DIGITS = re.compile(r"\d{6}")


class SecondFactorNeeded(AppError):
    """The password is right; the code is still to come."""

    code = "second_factor_needed"
    status = 401


class WrongCode(AppError):
    """Not the code of this minute, or one that was used."""

    code = "wrong_code"
    status = 401


class SecondFactorOn(Conflict):
    """It must be turned off before it is set up anew."""

    code = "second_factor_on"


class SecondFactorOff(Conflict):
    """There is none to confirm."""

    code = "second_factor_off"


@dataclass(frozen=True, slots=True)
class Enrolment:
    """What an authenticator app needs, as text and as a picture (an SVG data address)."""

    secret: str
    uri: str
    qr: str


def _seal(key: MasterKey, user_id: str, secret: str) -> str:
    """Bound to its person: a row copied to another one opens nothing."""
    return base64.b64encode(key.encrypt(f"{user_id}:{secret}".encode())).decode()


def _open(key: MasterKey, factor: SecondFactor) -> str:
    owner, _, secret = key.decrypt(base64.b64decode(factor.sealed)).decode().partition(":")
    if owner != factor.user_id:
        raise CannotDecrypt
    return secret


def is_on(db: Session, user_id: str) -> bool:
    """Whether one-time codes have been set up."""
    factor = db.get(SecondFactor, user_id)
    return factor is not None and factor.confirmed_at is not None


def recovery_left(db: Session, user_id: str) -> int:
    """How many recovery codes have not been used."""
    count = select(func.count()).select_from(RecoveryCode).where(RecoveryCode.user_id == user_id)
    return db.scalar(count) or 0


def begin(db: Session, key: MasterKey, user: User) -> Enrolment:
    """A fresh secret, which counts only once it is confirmed. Raises ``SecondFactorOn``."""
    factor = db.get(SecondFactor, user.id)
    if factor and factor.confirmed_at:
        raise SecondFactorOn
    secret = pyotp.random_base32()
    sealed = _seal(key, user.id, secret)
    if factor:
        factor.sealed = sealed
    else:
        db.add(SecondFactor(user_id=user.id, sealed=sealed))
    uri = pyotp.TOTP(secret).provisioning_uri(name=user.login, issuer_name=ISSUER)
    return Enrolment(secret, uri, segno.make(uri, error="m").svg_data_uri(scale=5))


def confirm(db: Session, key: MasterKey, actor: Actor, code: str) -> list[str]:
    """Turn it on by a first code; returns the recovery codes, which are shown this once.

    Raises ``WrongCode``, ``SecondFactorOn`` or ``SecondFactorOff``.
    """
    factor = db.get(SecondFactor, actor.id, with_for_update=True)
    if factor is None:
        raise SecondFactorOff
    if factor.confirmed_at:
        raise SecondFactorOn
    if not _is_code(key, factor, code):
        raise WrongCode
    factor.confirmed_at = now()
    record(db, actor, "user.second_factor_on", "user", actor.id)
    return new_recovery_codes(db, actor.id)


def new_recovery_codes(db: Session, user_id: str) -> list[str]:
    """A fresh set, shown this once; those before serve no more."""
    codes = [readable_secret(4) for _ in range(RECOVERY_CODES)]
    db.execute(delete(RecoveryCode).where(RecoveryCode.user_id == user_id))
    db.add_all([RecoveryCode(code_hash=_recovery(c), user_id=user_id) for c in codes])
    return codes


def drop_needless_recovery_codes(db: Session, user_id: str) -> None:
    """Recovery codes stand in for a factor; without any they would open nothing."""
    if not factors.methods(db, user_id):
        db.execute(delete(RecoveryCode).where(RecoveryCode.user_id == user_id))


def turn_off(db: Session, settings: Settings, actor: Actor) -> None:
    """One's own one-time codes; passkeys stay. Raises ``LastFactor``."""
    db.execute(delete(SecondFactor).where(SecondFactor.user_id == actor.id))
    factors.keep_one(db, settings, actor)
    drop_needless_recovery_codes(db, actor.id)
    record(db, actor, "user.second_factor_off", "user", actor.id)


def remove_all(db: Session, actor: Actor, user_id: str) -> None:
    """Codes, passkeys and recovery codes, by an administrator for whoever lost them."""
    for table in (SecondFactor, Passkey, RecoveryCode):
        db.execute(delete(table).where(table.user_id == user_id))
    record(db, actor, "user.second_factor_off", "user", user_id)


def check(
    database: Database, key: MasterKey, attempt: Attempt, user: User, code: str | None
) -> None:
    """What a sign-in asks after the password. Raises ``SecondFactorNeeded`` or ``WrongCode``.

    The attempt has been paid for; without a code it is no guess and is given back.
    """
    with database.read() as db:
        asked = factors.methods(db, user.id)
    if not asked:
        return
    if not code:
        with database.write() as db:
            brakes.give_back(db, attempt)
        raise SecondFactorNeeded(methods=asked)
    with database.write() as db:
        right = _spend(db, key, user, code)
    if not right:
        brakes.note_refusal(database, attempt, user, "code_refused")
        raise WrongCode


def _spend(db: Session, key: MasterKey, user: User, code: str) -> bool:
    factor = db.get(SecondFactor, user.id, with_for_update=True)
    if factor and factor.confirmed_at and _is_code(key, factor, code):
        return True
    spent = db.scalars(
        delete(RecoveryCode)
        .where(RecoveryCode.user_id == user.id, RecoveryCode.code_hash == _recovery(code))
        .returning(RecoveryCode.code_hash)
    ).all()
    if spent:
        actor = Actor(id=user.id, login=user.login, name=user.name, role=user.role)
        record(db, actor, "user.recovery_code", "user", user.id)
    return bool(spent)


def _is_code(key: MasterKey, factor: SecondFactor, code: str) -> bool:
    """Whether the code is of this step or a neighbour, and later than the last; it is spent so."""
    typed = code.replace(" ", "")
    if not _DIGITS.fullmatch(typed):
        return False
    totp = pyotp.TOTP(_open(key, factor))
    present = int(now().timestamp()) // STEP_SECONDS
    # A step far in the future was spent before the clock was set back: it would bar every code.
    last = factor.last_step if factor.last_step <= present + WINDOW else 0
    for step in range(present - WINDOW, present + WINDOW + 1):
        if step > last and hmac.compare_digest(totp.generate_otp(step), typed):
            factor.last_step = step
            return True
    return False


def _recovery(code: str) -> str:
    """79 bits of chance: a plain hash keeps them."""
    return digest("recovery:" + re.sub(r"[\s-]", "", code).lower())
