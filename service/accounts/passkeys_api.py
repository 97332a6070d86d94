"""One's own passkeys, and the way in by one."""

from __future__ import annotations

import secrets
from typing import Any

from fastapi import APIRouter, Request, Response

from service.accounts import brakes, passkeys
from service.accounts.api import let_in
from service.accounts.ldap_departed import must_be_known
from service.accounts.ldap_sign_in import DirectoryOf
from service.accounts.own_api import PERSON, SELF, person_again
from service.accounts.passkeys import COOKIE, place_for
from service.accounts.schemas import (
    Me,
    NewPasskey,
    PasskeyChange,
    PasskeyIn,
    PasskeyList,
    PasskeyOut,
    PasskeyProof,
    PasswordAgain,
)
from service.kernel.http import ActorOf, DatabaseOf, Reads, SettingsOf, Writes, open_to_all
from service.kernel.limits import limited

router = APIRouter(prefix="/auth/passkeys", tags=["accounts"])


def _mark(request: Request, response: Response) -> str:
    """Give this browser a secret that its answer must bring back; no script can read it."""
    secret = secrets.token_urlsafe(32)
    response.set_cookie(
        COOKIE,
        secret,
        path="/api/auth",
        max_age=int(passkeys.LIFE.total_seconds()),
        httponly=True,
        secure=request.url.scheme == "https",
        samesite="strict",
    )
    return secret


@router.get("", dependencies=[SELF, PERSON])
def list_passkeys(request: Request, db: Reads, actor: ActorOf, settings: SettingsOf) -> PasskeyList:
    """One's own passkeys, oldest first, and whether one can be added at this address."""
    return PasskeyList(
        items=[PasskeyOut.model_validate(each) for each in passkeys.of(db, actor.id)],
        available=passkeys.place_of(settings, str(request.base_url)) is not None,
    )


@router.post("/begin", dependencies=[SELF, PERSON, limited("account")], responses={503: {}})
def begin_passkey(
    body: PasswordAgain,
    request: Request,
    response: Response,
    database: DatabaseOf,
    actor: ActorOf,
    settings: SettingsOf,
    directory: DirectoryOf,
) -> dict[str, Any]:
    """What ``navigator.credentials.create`` needs, in JSON; good once and for five minutes."""
    place = place_for(request, settings)
    user, attempt = person_again(request, database, directory, actor, body.password)
    with database.write() as db:
        brakes.give_back(db, attempt)
        return passkeys.begin(db, place, user, _mark(request, response))


@router.post("", status_code=201, dependencies=[SELF, PERSON, limited("account")])
def add_passkey(
    body: PasskeyIn, request: Request, database: DatabaseOf, actor: ActorOf, settings: SettingsOf
) -> NewPasskey:
    """Keep the passkey that the device has made; from now on a password alone does not open.

    Where it is the first second factor, the answer holds the recovery codes, shown this once.
    """
    place = place_for(request, settings)
    browser = request.cookies.get(COOKIE, "")
    answer = body.credential.model_dump()
    passkey, codes = passkeys.add(database, place, actor, body.name, answer, browser)
    return NewPasskey(passkey=PasskeyOut.model_validate(passkey), recovery_codes=codes)


@router.patch("/{passkey_id}", dependencies=[SELF, PERSON])
def rename_passkey(passkey_id: str, body: PasskeyChange, db: Writes, actor: ActorOf) -> PasskeyOut:
    """Give one's own passkey another name."""
    return PasskeyOut.model_validate(passkeys.rename(db, actor, passkey_id, body.name))


@router.post(
    "/{passkey_id}/remove",
    status_code=204,
    dependencies=[SELF, PERSON, limited("account")],
    responses={503: {}},
)
def remove_passkey(
    passkey_id: str,
    body: PasswordAgain,
    request: Request,
    database: DatabaseOf,
    actor: ActorOf,
    settings: SettingsOf,
    directory: DirectoryOf,
) -> None:
    """Forget one's own passkey, by password; the last demanded factor stays (409)."""
    _, attempt = person_again(request, database, directory, actor, body.password)
    with database.write() as db:
        brakes.give_back(db, attempt)
    with database.write() as db:
        passkeys.remove(db, settings, actor, passkey_id)


@router.post(
    "/challenge", dependencies=[open_to_all("this is how one signs in"), limited("sign_in")]
)
def challenge_passkey(
    request: Request, response: Response, db: Writes, settings: SettingsOf
) -> dict[str, Any]:
    """What ``navigator.credentials.get`` needs, in JSON; good once and for five minutes."""
    place = place_for(request, settings)
    return passkeys.ask(db, place, _mark(request, response))


@router.post(
    "/sign-in",
    dependencies=[open_to_all("this is how one signs in"), limited("sign_in")],
    responses={503: {}},
)
def sign_in_by_passkey(
    body: PasskeyProof,
    request: Request,
    response: Response,
    database: DatabaseOf,
    settings: SettingsOf,
    directory: DirectoryOf,
) -> Me:
    """Open a session by a passkey alone: the device has verified its owner, so no code is asked."""
    proof = passkeys.proof_in(request, settings, body.credential.model_dump())
    user = passkeys.person_behind(database, proof)
    must_be_known(database, directory, user)
    response.delete_cookie(COOKIE, path="/api/auth")
    return let_in(request, response, database, settings, user, None)
