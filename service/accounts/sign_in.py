"""Who is behind a request: the way in, sessions of browsers, tokens of programs."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from fastapi import Request
from sqlalchemy import ColumnElement, and_, delete, select
from sqlalchemy.orm import Session

from service.accounts import brakes, factors
from service.accounts.brakes import Attempt
from service.accounts.ldap_directory import Directory
from service.accounts.ldap_sign_in import by_directory
from service.accounts.passwords import is_right
from service.accounts.roles import TokenScope, held_roles, within
from service.accounts.tables import ApiToken, SignInSession, User
from service.audit.actions import record
from service.kernel.actor import Actor
from service.kernel.clock import now
from service.kernel.db import Database
from service.kernel.errors import AppError, Forbidden, Invalid, Unauthenticated
from service.kernel.settings import Settings

SESSION_COOKIE = "jianqi_session"
CSRF_COOKIE = "jianqi_csrf"
TOKEN_PREFIX = "jq_"
SEEN_EVERY = timedelta(minutes=1)
"""So often a session's or token's last use is written down."""
LONGEST_TOKEN = timedelta(days=366)
WITH_OLD_PASSWORD = frozenset({"/api/auth/me", "/api/auth/password", "/api/auth/sign-out"})
"""All that works until a one-time password has been changed."""
WITHOUT_PRESENCE = frozenset({"/api/notifications/unread"})
"""What an open page asks by itself: it does not keep a forgotten session alive."""
WITHOUT_FACTOR = WITH_OLD_PASSWORD | {
    "/api/auth/preferences",
    "/api/auth/second-factor",
    "/api/auth/second-factor/confirm",
    "/api/auth/passkeys",
    "/api/auth/passkeys/begin",
}
"""All that works until somebody of whom a second factor is demanded has one."""


class WrongSignIn(AppError):
    """The login or the password is wrong; which of the two is not told."""

    code = "wrong_sign_in"
    status = 401


class CsrfMissing(Forbidden):
    """A browser's change without the page's own token."""

    code = "csrf"


class MustChangePassword(Forbidden):
    """Signed in with a password that another person has seen."""

    code = "must_change_password"


class FactorDemanded(Forbidden):
    """The installation demands a second factor of this person, who has none yet."""

    code = "second_factor_demanded"


class TokenUnknown(Unauthenticated):
    """No such token, or no more."""

    code = "token_unknown"
    headers = {"WWW-Authenticate": "Bearer"}


class TokenExpired(Unauthenticated):
    """The token's time is over."""

    code = "token_expired"
    headers = {"WWW-Authenticate": 'Bearer error="invalid_token"'}


class PersonOnly(Forbidden):
    """A token was sent where the person must act."""

    code = "person_only"


class BadExpiry(Invalid):
    """A token that would end before it begins, or live too long."""

    code = "bad_expiry"


@dataclass(frozen=True, slots=True)
class Browser:
    """Where a session lives."""

    address: str
    user_agent: str


@dataclass(frozen=True, slots=True)
class Via:
    """The provider by which somebody came in, and its id token, sealed."""

    provider: str
    sealed_token: str


def browser_of(request: Request) -> Browser:
    """The caller as the server sees it; behind a trusted proxy, as that reports it."""
    address = request.client.host if request.client else ""
    return Browser(address, request.headers.get("user-agent", "")[:300])


def digest(secret: str) -> str:
    """What is stored of a secret that is long and random."""
    return hashlib.sha256(secret.encode()).hexdigest()


def csrf_of(secret: str) -> str:
    """The token that a page of this session sends with every change.

    Made from the session's secret, so that a cookie planted by a neighbouring site does not serve.
    """
    return digest("csrf:" + secret)


def actor_of(user: User) -> Actor:
    """The person as an actor, with the roles that they hold and the units that they belong to."""
    units = [user.unit_id, *(member.unit_id for member in user.further_units)]
    return Actor(
        id=user.id,
        login=user.login,
        name=user.name,
        role=user.role,
        roles=held_roles(user),
        units=tuple(dict.fromkeys(unit for unit in units if unit)),
    )


def check_password(
    database: Database, directory: Directory | None, attempt: Attempt, password: str
) -> User:
    """The user behind a login.

    A local account's password is looked at here, any other name's in the directory, if there is
    one. Without a directory it takes the same time whether the login exists or not. The attempt
    stays counted, under the user's login, until ``brakes.give_back`` or ``brakes.release``.
    Raises ``WrongSignIn``, ``TooManyAttempts`` and what ``by_directory`` raises.
    """
    brakes.pay(database, attempt)
    with database.read() as db:
        user = db.scalar(select(User).where(User.login == attempt.login))
    if directory and (user is None or user.source == "ldap"):
        user = by_directory(database, directory, attempt, password)
        if user is None:
            raise WrongSignIn
        return user
    right = is_right(password, user.password_hash if user else None)
    if user is None or not right or not user.active:
        brakes.note_refusal(database, attempt, user, "refused")
        raise WrongSignIn
    return user


def enter(
    db: Session,
    user: User,
    attempt: Attempt | None,
    browser: Browser,
    settings: Settings,
    via: Via | None = None,
) -> str:
    """Let a person in who has proved who they are; returns the new session's secret.

    Without ``attempt`` no password was looked at, and wrong ones stay counted. Raises
    ``WrongSignIn`` where the person was locked or given a new password since.
    """
    present = db.get(User, user.id)
    if present is None or not present.active or present.password_hash != user.password_hash:
        raise WrongSignIn
    if attempt:
        brakes.give_back(db, attempt)
        brakes.release(db, user.login)
    secret = secrets.token_urlsafe(32)
    moment = now()
    db.execute(delete(SignInSession).where(SignInSession.expires_at < moment))
    session = SignInSession(
        token_hash=digest(secret),
        user_id=user.id,
        address=browser.address,
        user_agent=browser.user_agent,
        expires_at=moment + timedelta(days=settings.session_days),
        provider=via.provider if via else None,
        id_token=via.sealed_token if via else None,
    )
    db.add(session)
    db.flush()
    record(db, actor_of(user), "session.opened", "user", user.id, address=browser.address)
    return secret


def alive(settings: Settings) -> ColumnElement[bool]:
    """The condition under which a session has not run out."""
    moment = now()
    return and_(
        SignInSession.expires_at > moment,
        SignInSession.last_seen_at > moment - timedelta(hours=settings.session_idle_hours),
    )


def close_session(db: Session, secret: str, actor: Actor) -> None:
    """End a session at once."""
    db.execute(delete(SignInSession).where(SignInSession.token_hash == digest(secret)))
    record(db, actor, "session.closed", "user", actor.id)


def close_all_sessions(db: Session, user_id: str) -> None:
    """End every session and token of a person, after a new password or a lock."""
    db.execute(delete(SignInSession).where(SignInSession.user_id == user_id))
    db.execute(delete(ApiToken).where(ApiToken.user_id == user_id))


def create_token(
    db: Session, actor: Actor, name: str, scope: TokenScope, expires_at: datetime | None
) -> tuple[ApiToken, str]:
    """A new API token and its secret, which is shown once. Raises ``BadExpiry``."""
    if expires_at and not now() < expires_at <= now() + LONGEST_TOKEN:
        raise BadExpiry(days=LONGEST_TOKEN.days)
    secret = TOKEN_PREFIX + secrets.token_urlsafe(32)
    token = ApiToken(
        token_hash=digest(secret),
        user_id=actor.id,
        name=name,
        scope=scope,
        expires_at=expires_at,
    )
    db.add(token)
    db.flush()
    record(db, actor, "token.created", "token", token.id, scope=scope)
    return token, secret


def authenticate(database: Database, request: Request) -> Actor:
    """The actor behind a request, from a bearer token or the session cookie.

    Raises ``Unauthenticated`` (for tokens with the reason), ``CsrfMissing`` for a browser's change
    without its token, ``MustChangePassword`` and ``FactorDemanded``.
    """
    cached: Actor | None = getattr(request.state, "actor", None)
    if cached is not None:
        return cached
    header = request.headers.get("authorization", "")
    request.state.by_token = header.lower().startswith("bearer ")
    if request.state.by_token:
        actor = _by_token(database, request, header[7:].strip())
    else:
        actor = _by_cookie(database, request)
    if request.url.path not in WITHOUT_FACTOR:
        _check_factor(database, request.app.state.settings, actor)
    request.state.actor = actor
    return actor


def _check_factor(database: Database, settings: Settings, actor: Actor) -> None:
    if factors.is_demanded(settings, actor):
        with database.read() as db:
            has_one = factors.methods(db, actor.id)
        if not has_one:
            raise FactorDemanded


def _by_token(database: Database, request: Request, secret: str) -> Actor:
    with database.read() as db:
        row = db.execute(
            select(ApiToken, User)
            .join(User, User.id == ApiToken.user_id)
            .where(ApiToken.token_hash == digest(secret), User.active)
        ).one_or_none()
    if row is None:
        raise TokenUnknown
    token: ApiToken = row.ApiToken
    if token.expires_at and token.expires_at <= now():
        raise TokenExpired
    if token.last_used_at is None or abs(now() - token.last_used_at) > SEEN_EVERY:
        with database.write() as db:
            used = db.get(ApiToken, token.id)
            if used:
                used.last_used_at = now()
    request.state.token_id = token.id
    return within(actor_of(row.User), token.scope)


def _by_cookie(database: Database, request: Request) -> Actor:
    secret = request.cookies.get(SESSION_COOKIE)
    if not secret:
        raise Unauthenticated
    if request.method not in {"GET", "HEAD", "OPTIONS"}:
        sent = request.headers.get("x-csrf-token", "")
        if not hmac.compare_digest(sent.encode(), csrf_of(secret).encode()):
            raise CsrfMissing
    settings: Settings = request.app.state.settings
    with database.read() as db:
        row = db.execute(
            select(SignInSession, User)
            .join(User, User.id == SignInSession.user_id)
            .where(
                SignInSession.token_hash == digest(secret),
                alive(settings),
                User.active,
            )
        ).one_or_none()
    if row is None:
        raise Unauthenticated
    session: SignInSession = row.SignInSession
    is_present = request.url.path not in WITHOUT_PRESENCE
    if is_present and abs(now() - session.last_seen_at) > SEEN_EVERY:
        _seen(database, session.id, browser_of(request))
    request.state.session_id = session.id
    if row.User.must_change_password and request.url.path not in WITH_OLD_PASSWORD:
        raise MustChangePassword
    return actor_of(row.User)


def _seen(database: Database, session_id: str, browser: Browser) -> None:
    with database.write() as db:
        session = db.get(SignInSession, session_id)
        if session:
            session.last_seen_at = now()
            session.address = browser.address
