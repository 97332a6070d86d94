"""The way in and out, one's own password and language, the first administrator."""

from __future__ import annotations

from dataclasses import replace

from fastapi import APIRouter, Request, Response
from sqlalchemy import select
from sqlalchemy.orm import Session

from service.accounts import actions, brakes, factors, passkeys, second_factor, setup
from service.accounts.brakes import Attempt
from service.accounts.demo import DEMO_PASSWORD, has_demo_people
from service.accounts.devices import DEVICE_COOKIE, REMEMBERED, recognise
from service.accounts.ldap_sign_in import DirectoryOf
from service.accounts.oidc_sign_out import elsewhere_too
from service.accounts.own_api import PERSON, SELF
from service.accounts.passwords import check_strength, hash_password
from service.accounts.schemas import (
    DemoSignIn,
    Me,
    MePatch,
    NewPassword,
    SetupIn,
    SetupState,
    SignedOut,
    SignIn,
)
from service.accounts.sign_in import (
    CSRF_COOKIE,
    SESSION_COOKIE,
    Via,
    actor_of,
    browser_of,
    check_password,
    close_session,
    csrf_of,
    enter,
)
from service.accounts.tables import User
from service.accounts.units import ref as unit_ref
from service.audit.actions import record
from service.kernel.actor import Actor
from service.kernel.db import Database
from service.kernel.http import ActorOf, DatabaseOf, KeyOf, Reads, SettingsOf, Writes, open_to_all
from service.kernel.limits import limited
from service.kernel.paging import ListOf
from service.kernel.settings import Settings

router = APIRouter(tags=["accounts"])


def _me(db: Session, user: User, settings: Settings, actor: Actor) -> Me:
    return Me(
        id=user.id,
        login=user.login,
        name=user.name,
        role=user.role,
        source=user.source,
        unit=unit_ref(db, user.unit_id),
        locale=user.locale,
        permissions=sorted(actor.permissions),
        demo=has_demo_people(db),
        must_change_password=user.must_change_password,
        must_add_factor=factors.is_demanded(settings, actor) and not factors.methods(db, user.id),
    )


def let_in(
    request: Request,
    response: Response,
    database: Database,
    settings: Settings,
    user: User,
    attempt: Attempt | None,
    via: Via | None = None,
) -> Me:
    """Open a session; ``attempt``: the one by password, ``via``: the provider, if any.

    Scripts cannot read its cookie, but they can read the CSRF cookie.
    """
    with database.write() as db:
        browser = browser_of(request)
        secret = enter(db, user, attempt, browser, settings, via)
        device = recognise(db, user, request.cookies.get(DEVICE_COOKIE), browser)
        me = _me(db, user, settings, actor_of(user))
    secure = request.url.scheme == "https"
    life = int(settings.session_days * 86400)
    response.set_cookie(
        SESSION_COOKIE, secret, max_age=life, httponly=True, secure=secure, samesite="lax"
    )
    response.set_cookie(CSRF_COOKIE, csrf_of(secret), max_age=life, secure=secure, samesite="lax")
    remembered = int(REMEMBERED.total_seconds())
    response.set_cookie(
        DEVICE_COOKIE, device, max_age=remembered, httponly=True, secure=secure, samesite="lax"
    )
    return me


@router.post(
    "/auth/sign-in",
    dependencies=[open_to_all("this is how one signs in"), limited("sign_in")],
    responses={403: {}, 503: {}},
)
def sign_in(
    body: SignIn,
    request: Request,
    response: Response,
    database: DatabaseOf,
    settings: SettingsOf,
    key: KeyOf,
    directory: DirectoryOf,
) -> Me:
    """Open a session. After wrong passwords the next attempt must wait (429, Retry-After).

    Where a second factor is on, ``second_factor_needed`` (401) names in its ``params.methods``
    what to send as well: a code, or the answer of a passkey.
    """
    attempt = Attempt(body.login, browser_of(request).address)
    user = check_password(database, directory, attempt, body.password)
    attempt = replace(attempt, login=user.login)
    if body.passkey:
        proof = passkeys.proof_in(request, settings, body.passkey.model_dump())
        passkeys.check(database, attempt, user, proof)
    else:
        second_factor.check(database, key, attempt, user, body.code)
    return let_in(request, response, database, settings, user, attempt)


@router.post("/auth/sign-out", dependencies=[SELF, PERSON])
def sign_out(
    request: Request, response: Response, database: DatabaseOf, actor: ActorOf, key: KeyOf
) -> SignedOut:
    """Close this session; ``url`` leads on to the end of the provider's own, if it has such."""
    url = elsewhere_too(request, database, key)
    with database.write() as db:
        close_session(db, request.cookies.get(SESSION_COOKIE, ""), actor)
    response.delete_cookie(SESSION_COOKIE)
    response.delete_cookie(CSRF_COOKIE)
    return SignedOut(url=url)


@router.get("/auth/me", dependencies=[SELF])
def me(db: Reads, actor: ActorOf, settings: SettingsOf) -> Me:
    """Who is signed in."""
    return _me(db, db.get_one(User, actor.id), settings, actor)


@router.patch("/auth/me", dependencies=[SELF, PERSON])
def change_me(body: MePatch, db: Writes, actor: ActorOf, settings: SettingsOf) -> Me:
    """Change one's own language."""
    user = db.get_one(User, actor.id)
    user.locale = body.locale
    record(db, actor, "user.changed", "user", user.id, fields=["locale"])
    db.flush()
    return _me(db, user, settings, actor)


@router.post("/auth/password", status_code=204, dependencies=[SELF, PERSON, limited("account")])
def change_password(
    body: NewPassword, request: Request, database: DatabaseOf, actor: ActorOf
) -> None:
    """Choose a new password; all sessions and tokens end."""
    with database.read() as db:
        actions.must_be_local(db.get_one(User, actor.id))
    attempt = Attempt(actor.login, browser_of(request).address)
    check_password(database, None, attempt, body.old)
    with database.write() as db:
        brakes.give_back(db, attempt)
    with database.write() as db:
        actions.choose_password(db, db.get_one(User, actor.id), actor, body.new)


@router.get("/auth/setup", dependencies=[open_to_all("tells only whether anybody can sign in")])
def setup_state(db: Reads) -> SetupState:
    """Whether the first administrator has still to be made."""
    return SetupState(needed=setup.is_needed(db))


@router.post(
    "/auth/setup",
    status_code=201,
    dependencies=[open_to_all("the code is the right"), limited("sign_in")],
)
def set_up(
    body: SetupIn,
    request: Request,
    response: Response,
    database: DatabaseOf,
    settings: SettingsOf,
) -> Me:
    """Make the first administrator and sign in. Works once, while nobody can sign in yet."""
    check_strength(body.password, body.login, body.name)
    person = actions.Person(body.login, body.name, "admin")
    password_hash = hash_password(body.password)
    with database.write() as db:
        user = setup.make_admin(db, body.code, person, password_hash)
    attempt = Attempt(body.login, browser_of(request).address)
    return let_in(request, response, database, settings, user, attempt)


@router.get("/auth/demo-sign-ins", dependencies=[open_to_all("empty without demo data")])
def demo_sign_ins(db: Reads) -> ListOf[DemoSignIn]:
    """The demo people, for one-click sign-in; empty once the demo data is removed."""
    people = db.scalars(
        select(User).where(User.demo, User.active).order_by(User.created_at, User.id)
    )
    return ListOf(
        items=[
            DemoSignIn(login=p.login, name=p.name, role=p.role, password=DEMO_PASSWORD)
            for p in people
        ]
    )
