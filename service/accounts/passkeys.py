"""Passkeys (WebAuthn): a device proves who holds it, and that it looked at its owner first.

A passkey alone signs in and counts as both factors, because the device has verified its user; after
a password it is the second factor. A challenge serves once, for five minutes, in the browser that
asked for it.
"""

from __future__ import annotations

import ipaddress
import json
import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import webauthn
from fastapi import Request
from sqlalchemy import delete, select
from sqlalchemy.orm import Session
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from service.accounts import brakes, factors, second_factor
from service.accounts.brakes import Attempt
from service.accounts.sign_in import Browser, browser_of, digest
from service.accounts.tables import Passkey, PasskeyChallenge, User
from service.audit.actions import record
from service.kernel.actor import SYSTEM, Actor
from service.kernel.clock import now
from service.kernel.db import Database
from service.kernel.errors import AppError, Conflict, NotFound
from service.kernel.logs import log
from service.kernel.settings import Settings

LIFE = timedelta(minutes=5)
"""So long a challenge may be answered."""
MOST = 20
"""Passkeys of one person."""
NAME = "鉴契 Jianqi"
COOKIE = "jianqi_passkey"
"""Holds a browser's own secret while a challenge of it waits for its answer."""


class PasskeysUnavailable(Conflict):
    """Browsers offer passkeys for a name over HTTPS, or for localhost; never for an IP address."""

    code = "passkeys_unavailable"


class PasskeyTaken(Conflict):
    """The device has made this passkey before."""

    code = "passkey_taken"


class TooManyPasskeys(Conflict):
    """More than anybody has devices."""

    code = "too_many_passkeys"


class PasskeyLate(AppError):
    """The challenge was answered before, too late, or by another browser."""

    code = "passkey_late"
    status = 401


class PasskeyUnknown(AppError):
    """No passkey of this installation; it may have been removed here but not on the device."""

    code = "passkey_unknown"
    status = 401


class PasskeyRefused(AppError):
    """The answer does not prove what it should: signature, address, person, verification."""

    code = "passkey_refused"
    status = 401


class PasskeyCopied(AppError):
    """Its counter went back: somebody else may have a copy of it."""

    code = "passkey_copied"
    status = 401


@dataclass(frozen=True, slots=True)
class Place:
    """For whom browsers keep the passkeys, and the one address that may use them."""

    rp_id: str
    origin: str


def place_of(settings: Settings, asked: str) -> Place | None:
    """By the public address; where none is set, ``asked`` serves if it is on localhost."""
    address = urlsplit(settings.public_url or asked)
    host = address.hostname or ""
    is_local = host == "localhost"
    if not is_local and (settings.public_url is None or address.scheme != "https" or _is_ip(host)):
        return None
    default = {"https": 443, "http": 80}[address.scheme]
    port = "" if address.port in {None, default} else f":{address.port}"
    return Place(host, f"{address.scheme}://{host}{port}")


def place_for(request: Request, settings: Settings) -> Place:
    """Where passkeys are used. Raises ``PasskeysUnavailable``."""
    place = place_of(settings, str(request.base_url))
    if place is None:
        raise PasskeysUnavailable
    return place


def _is_ip(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def of(db: Session, user_id: str) -> list[Passkey]:
    """A person's passkeys, oldest first."""
    return list(db.scalars(select(Passkey).where(Passkey.user_id == user_id).order_by(Passkey.id)))


def _challenge(db: Session, browser: str, user_id: str | None) -> bytes:
    """A new challenge for one browser; ``user_id``: whose device is to make a passkey."""
    challenge = secrets.token_bytes(32)
    db.execute(delete(PasskeyChallenge).where(PasskeyChallenge.expires_at <= now()))
    db.add(
        PasskeyChallenge(
            challenge_hash=digest(bytes_to_base64url(challenge)),
            browser_hash=digest(browser),
            user_id=user_id,
            expires_at=now() + LIFE,
        )
    )
    return challenge


def _spend(database: Database, answer: dict[str, Any], browser: str, user_id: str | None) -> bytes:
    """The challenge that is answered, used up whatever comes of it. Raises ``PasskeyLate``."""
    try:
        told = json.loads(base64url_to_bytes(answer["response"]["clientDataJSON"]))
        challenge = base64url_to_bytes(told["challenge"])
    except (ValueError, KeyError, TypeError):
        raise PasskeyRefused from None
    with database.write() as db:
        row = db.scalars(
            delete(PasskeyChallenge)
            .where(PasskeyChallenge.challenge_hash == digest(bytes_to_base64url(challenge)))
            .returning(PasskeyChallenge)
        ).one_or_none()
    if (
        row is None
        # A clock that was set back makes no challenge live longer.
        or not now() < row.expires_at <= now() + LIFE
        or row.browser_hash != digest(browser)
        or row.user_id != user_id
    ):
        raise PasskeyLate
    return challenge


def begin(db: Session, place: Place, user: User, browser: str) -> dict[str, Any]:
    """What a browser needs to let a device make a passkey. Raises ``TooManyPasskeys``."""
    known = of(db, user.id)
    if len(known) >= MOST:
        raise TooManyPasskeys(limit=MOST)
    options = webauthn.generate_registration_options(
        rp_id=place.rp_id,
        rp_name=NAME,
        user_id=user.id.encode(),
        user_name=user.login,
        user_display_name=user.name,
        challenge=_challenge(db, browser, user.id),
        timeout=int(LIFE.total_seconds() * 1000),
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED,
            user_verification=UserVerificationRequirement.REQUIRED,
        ),
        exclude_credentials=[
            PublicKeyCredentialDescriptor(base64url_to_bytes(key.credential_id)) for key in known
        ],
    )
    return dict(json.loads(webauthn.options_to_json(options)))


def add(
    database: Database, place: Place, actor: Actor, name: str, answer: dict[str, Any], browser: str
) -> tuple[Passkey, list[str]]:
    """Keep the passkey that a device has made.

    Returns it, and where it is the person's first factor the recovery codes, shown this once.
    Raises ``PasskeyLate``, ``PasskeyRefused`` or ``PasskeyTaken``.
    """
    challenge = _spend(database, answer, browser, actor.id)
    try:
        made = webauthn.verify_registration_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=place.rp_id,
            expected_origin=place.origin,
            require_user_verification=True,
        )
    except Exception as error:
        raise _refused(error) from None
    passkey = Passkey(
        user_id=actor.id,
        name=name,
        credential_id=bytes_to_base64url(made.credential_id),
        public_key=bytes_to_base64url(made.credential_public_key),
        sign_count=made.sign_count,
        synced=made.credential_backed_up,
    )
    with database.write() as db:
        if db.scalar(select(Passkey.id).where(Passkey.credential_id == passkey.credential_id)):
            raise PasskeyTaken
        is_first = not factors.methods(db, actor.id)
        db.add(passkey)
        db.flush()
        record(db, actor, "user.passkey_added", "user", actor.id, passkey=passkey.id)
        codes = second_factor.new_recovery_codes(db, actor.id) if is_first else []
    return passkey, codes


def _refused(error: Exception) -> PasskeyRefused:
    """The library raises many kinds of errors on hostile bytes; to the caller they are one."""
    log.info("passkey_refused", error=type(error).__name__)
    return PasskeyRefused()


def own(db: Session, actor: Actor, passkey_id: str) -> Passkey:
    """One of the person's own passkeys. Raises ``NotFound``."""
    passkey = db.get(Passkey, passkey_id)
    if passkey is None or passkey.user_id != actor.id:
        raise NotFound
    return passkey


def rename(db: Session, actor: Actor, passkey_id: str, name: str) -> Passkey:
    """Give a passkey another name. Raises ``NotFound``."""
    passkey = own(db, actor, passkey_id)
    passkey.name = name
    record(db, actor, "user.passkey_renamed", "user", actor.id, passkey=passkey.id)
    return passkey


def remove(db: Session, settings: Settings, actor: Actor, passkey_id: str) -> None:
    """Forget a passkey. Raises ``NotFound`` or ``LastFactor``."""
    db.delete(own(db, actor, passkey_id))
    factors.keep_one(db, settings, actor)
    second_factor.drop_needless_recovery_codes(db, actor.id)
    record(db, actor, "user.passkey_removed", "user", actor.id, passkey=passkey_id)


def ask(db: Session, place: Place, browser: str) -> dict[str, Any]:
    """What a browser needs to let any device answer that keeps a passkey for this place."""
    options = webauthn.generate_authentication_options(
        rp_id=place.rp_id,
        challenge=_challenge(db, browser, None),
        timeout=int(LIFE.total_seconds() * 1000),
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return dict(json.loads(webauthn.options_to_json(options)))


@dataclass(frozen=True, slots=True)
class Proof:
    """What a device answered, where, and in which browser; ``secret`` is that browser's own."""

    answer: dict[str, Any]
    place: Place
    secret: str
    browser: Browser


def proof_in(request: Request, settings: Settings, answer: dict[str, Any]) -> Proof:
    """The answer of a device as it came in a request. Raises ``PasskeysUnavailable``."""
    secret = request.cookies.get(COOKIE, "")
    return Proof(answer, place_for(request, settings), secret, browser_of(request))


def person_behind(database: Database, proof: Proof) -> User:
    """Who has proved by a passkey who they are.

    Raises ``PasskeyLate``, ``PasskeyUnknown``, ``PasskeyRefused`` or ``PasskeyCopied``, each on
    record.
    """
    user: User | None = None
    try:
        challenge = _spend(database, proof.answer, proof.secret, None)
        with database.read() as db:
            row = db.execute(
                select(Passkey, User)
                .join(User, User.id == Passkey.user_id)
                .where(Passkey.credential_id == proof.answer["id"], User.active)
            ).one_or_none()
        if row is None:
            raise PasskeyUnknown
        passkey, user = row.Passkey, row.User
        count, synced = _verify(proof, passkey, challenge)
        _count_use(database, passkey.id, count, synced)
    except AppError as refusal:
        _note(database, refusal, user, proof.browser)
        raise
    return user


def _verify(proof: Proof, passkey: Passkey, challenge: bytes) -> tuple[int, bool]:
    """The device's counter, and whether the passkey is kept elsewhere too."""
    handle = proof.answer["response"].get("userHandle")
    try:
        if handle is not None and base64url_to_bytes(handle) != passkey.user_id.encode():
            raise PasskeyRefused
        proved = webauthn.verify_authentication_response(
            credential=proof.answer,
            expected_challenge=challenge,
            expected_rp_id=proof.place.rp_id,
            expected_origin=proof.place.origin,
            credential_public_key=base64url_to_bytes(passkey.public_key),
            # Compared when it is stored, under a lock.
            credential_current_sign_count=0,
            require_user_verification=True,
        )
    except AppError:
        raise
    except Exception as error:
        raise _refused(error) from None
    return proved.new_sign_count, proved.credential_backed_up


def _count_use(database: Database, passkey_id: str, count: int, synced: bool) -> None:
    """Raises ``PasskeyCopied`` where the counter does not go on; devices without one send 0."""
    with database.write() as db:
        passkey = db.get(Passkey, passkey_id, with_for_update=True)
        if passkey is None:
            raise PasskeyUnknown
        if (count or passkey.sign_count) and count <= passkey.sign_count:
            raise PasskeyCopied(name=passkey.name)
        passkey.sign_count = count
        passkey.synced = synced
        passkey.last_used_at = now()


def _note(database: Database, refusal: AppError, user: User | None, browser: Browser) -> None:
    with database.write() as db:
        record(
            db,
            SYSTEM,
            "session.passkey_refused",
            "user",
            user.id if user else None,
            login=user.login if user else None,
            address=browser.address,
            reason=refusal.code,
        )


def check(database: Database, attempt: Attempt, user: User, proof: Proof) -> None:
    """A passkey after the password, which has been paid for. Raises as ``person_behind`` does."""
    try:
        if person_behind(database, proof).id != user.id:
            raise PasskeyRefused
    except AppError:
        brakes.note_refusal(database, attempt, user, "code_refused")
        raise
