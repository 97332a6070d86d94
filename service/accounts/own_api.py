"""One's own sessions, API tokens and second factor."""

from __future__ import annotations

from datetime import timedelta

from fastapi import APIRouter, Depends, Request
from sqlalchemy import select
from sqlalchemy.orm import Session

from service.accounts import actions, brakes, second_factor
from service.accounts.agents import browser_name, system_name
from service.accounts.brakes import Attempt
from service.accounts.ldap_directory import Directory
from service.accounts.ldap_sign_in import DirectoryOf
from service.accounts.schemas import (
    CodeIn,
    Ended,
    EnrolmentOut,
    PasswordAgain,
    PasswordAndCode,
    RecoveryCodes,
    SecondFactorState,
    SessionOut,
    TokenIn,
    TokenOut,
)
from service.accounts.sign_in import (
    PersonOnly,
    alive,
    browser_of,
    check_password,
    create_token,
)
from service.accounts.tables import ApiToken, SignInSession, User
from service.audit.actions import record
from service.kernel.actor import Actor
from service.kernel.clock import now
from service.kernel.db import Database
from service.kernel.errors import Forbidden, NotFound
from service.kernel.http import (
    ActorOf,
    DatabaseOf,
    KeyOf,
    Reads,
    SettingsOf,
    Writes,
    current_actor,
    signed_in,
)
from service.kernel.limits import limited
from service.kernel.paging import ListOf
from service.kernel.settings import Settings

router = APIRouter(tags=["accounts"])
SELF = signed_in("a person's own account; the session alone decides")


def _person_only(request: Request) -> None:
    current_actor(request)
    if request.state.by_token:
        raise PersonOnly


PERSON = Depends(_person_only)
"""A program's token may not touch its owner's account."""


FRESH = timedelta(minutes=10)
"""So long after a sign-in by a provider it stands for the password that the account has not."""


class SignInAgain(Forbidden):
    """What concerns the account's own safety needs a sign-in of a moment ago."""

    code = "sign_in_again"


def person_again(
    request: Request,
    database: Database,
    directory: Directory | None,
    actor: Actor,
    password: str,
) -> tuple[User, Attempt]:
    """The person proves anew who they are: by password, or without one by a fresh sign-in.

    The attempt has been paid for. Raises what ``check_password`` raises, and ``SignInAgain``.
    """
    attempt = Attempt(actor.login, browser_of(request).address)
    with database.read() as db:
        user = db.get_one(User, actor.id)
        session = db.get_one(SignInSession, request.state.session_id)
    if user.source != "oidc":
        return check_password(database, directory, attempt, password), attempt
    if now() - session.created_at > FRESH:
        raise SignInAgain(minutes=int(FRESH.total_seconds() / 60))
    brakes.pay(database, attempt)
    return user, attempt


def sessions_of(
    db: Session, user_id: str, settings: Settings, current: str | None = None
) -> ListOf[SessionOut]:
    """A person's sessions that have not run out, last used first."""
    rows = db.scalars(
        select(SignInSession)
        .where(SignInSession.user_id == user_id, alive(settings))
        .order_by(SignInSession.last_seen_at.desc(), SignInSession.id.desc())
    )
    return ListOf(
        items=[
            SessionOut(
                id=row.id,
                browser=browser_name(row.user_agent),
                system=system_name(row.user_agent),
                address=row.address,
                created_at=row.created_at,
                last_seen_at=row.last_seen_at,
                current=row.id == current,
            )
            for row in rows
        ]
    )


@router.get("/auth/sessions", dependencies=[SELF, PERSON])
def list_sessions(
    request: Request, db: Reads, actor: ActorOf, settings: SettingsOf
) -> ListOf[SessionOut]:
    """Where one is signed in, last used first."""
    return sessions_of(db, actor.id, settings, request.state.session_id)


@router.delete("/auth/sessions/{session_id}", status_code=204, dependencies=[SELF, PERSON])
def end_session(session_id: str, db: Writes, actor: ActorOf) -> None:
    """End one of one's own sessions."""
    actions.end_session(db, actor, actor.id, session_id)


@router.delete("/auth/sessions", dependencies=[SELF, PERSON])
def end_other_sessions(request: Request, db: Writes, actor: ActorOf) -> Ended:
    """End all of one's own sessions but this."""
    return Ended(count=actions.end_sessions(db, actor, actor.id, keep=request.state.session_id))


@router.get("/auth/tokens", dependencies=[SELF, PERSON])
def list_tokens(db: Reads, actor: ActorOf) -> ListOf[TokenOut]:
    """One's own API tokens, without their secrets."""
    tokens = db.scalars(select(ApiToken).where(ApiToken.user_id == actor.id).order_by(ApiToken.id))
    return ListOf(items=[TokenOut.model_validate(token) for token in tokens])


@router.post("/auth/tokens", status_code=201, dependencies=[SELF, PERSON])
def add_token(body: TokenIn, db: Writes, actor: ActorOf) -> TokenOut:
    """Create a token for a program; its secret is shown this once."""
    token, secret = create_token(db, actor, body.name, body.scope, body.expires_at)
    return TokenOut.model_validate(token).model_copy(update={"token": secret})


@router.delete("/auth/tokens/{token_id}", status_code=204, dependencies=[SELF, PERSON])
def delete_token(token_id: str, db: Writes, actor: ActorOf) -> None:
    """Revoke one's own token."""
    token = db.get(ApiToken, token_id)
    if token is None or token.user_id != actor.id:
        raise NotFound
    db.delete(token)
    record(db, actor, "token.revoked", "token", token_id)


@router.get("/auth/second-factor", dependencies=[SELF, PERSON])
def second_factor_state(db: Reads, actor: ActorOf) -> SecondFactorState:
    """Whether one has one-time codes, and how many recovery codes are left."""
    return SecondFactorState(
        on=second_factor.is_on(db, actor.id),
        recovery_left=second_factor.recovery_left(db, actor.id),
    )


@router.post(
    "/auth/second-factor", dependencies=[SELF, PERSON, limited("account")], responses={503: {}}
)
def begin_second_factor(
    body: PasswordAgain,
    request: Request,
    database: DatabaseOf,
    actor: ActorOf,
    key: KeyOf,
    directory: DirectoryOf,
) -> EnrolmentOut:
    """A secret for an authenticator app; it counts once a code of it has been confirmed."""
    user, attempt = person_again(request, database, directory, actor, body.password)
    with database.write() as db:
        brakes.give_back(db, attempt)
        return EnrolmentOut.model_validate(second_factor.begin(db, key, user))


@router.post("/auth/second-factor/confirm", dependencies=[SELF, PERSON, limited("account")])
def confirm_second_factor(body: CodeIn, db: Writes, actor: ActorOf, key: KeyOf) -> RecoveryCodes:
    """Turn the second factor on; the answer holds the recovery codes, shown this once."""
    return RecoveryCodes(codes=second_factor.confirm(db, key, actor, body.code))


@router.post(
    "/auth/second-factor/off",
    status_code=204,
    dependencies=[SELF, PERSON, limited("account")],
    responses={503: {}},
)
def second_factor_off(
    body: PasswordAndCode,
    request: Request,
    database: DatabaseOf,
    actor: ActorOf,
    key: KeyOf,
    directory: DirectoryOf,
    settings: SettingsOf,
) -> None:
    """Turn one's own one-time codes off, by password and code; passkeys stay."""
    user, attempt = person_again(request, database, directory, actor, body.password)
    second_factor.check(database, key, attempt, user, body.code)
    with database.write() as db:
        brakes.give_back(db, attempt)
        second_factor.turn_off(db, settings, actor)
