"""Passwords, sessions and tokens: who is behind a request."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from datetime import datetime, timedelta

from fastapi import Request
from pwdlib import PasswordHash
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from service.accounts.roles import PERMISSIONS
from service.accounts.tables import ApiToken, SignInSession, User
from service.audit.actions import record
from service.kernel.actor import Actor
from service.kernel.clock import now
from service.kernel.db import Database
from service.kernel.errors import AppError, Forbidden, Unauthenticated

SESSION_COOKIE = "jianqi_session"
CSRF_COOKIE = "jianqi_csrf"
SESSION_LIFE = timedelta(days=14)
TOKEN_PREFIX = "jq_"
MIN_PASSWORD = 10

_hasher = PasswordHash.recommended()
_DUMMY_HASH = _hasher.hash(secrets.token_hex(8))


class WrongSignIn(AppError):
    """The login or the password is wrong; which of the two is not told."""

    code = "wrong_sign_in"
    status = 401


class WeakPassword(AppError):
    """Too short to be safe."""

    code = "weak_password"
    status = 422


class CsrfMissing(Forbidden):
    """A browser's change without the page's own token."""

    code = "csrf"


def hash_password(password: str) -> str:
    """Argon2id. Raises ``WeakPassword``."""
    if len(password) < MIN_PASSWORD:
        raise WeakPassword(minimum=MIN_PASSWORD)
    return _hasher.hash(password)


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def actor_of(user: User) -> Actor:
    """The person as an actor, with the permissions of the role."""
    return Actor(
        id=user.id,
        login=user.login,
        name=user.name,
        role=user.role,
        department=user.department,
        permissions=PERMISSIONS[user.role],
    )


def check_password(db: Session, login: str, password: str) -> User:
    """The user, or ``WrongSignIn``; takes the same time whether the login exists or not."""
    user = db.scalar(select(User).where(User.login == login))
    right = _hasher.verify(password, user.password_hash if user else _DUMMY_HASH)
    if user is None or not right or not user.active:
        raise WrongSignIn
    return user


def open_session(db: Session, user: User) -> str:
    """A new session's secret, for the cookie."""
    secret = secrets.token_urlsafe(32)
    db.execute(delete(SignInSession).where(SignInSession.expires_at < now()))
    db.add(
        SignInSession(token_hash=_digest(secret), user_id=user.id, expires_at=now() + SESSION_LIFE)
    )
    record(db, actor_of(user), "session.opened", "user", user.id)
    return secret


def close_session(db: Session, secret: str, actor: Actor) -> None:
    """End a session at once."""
    db.execute(delete(SignInSession).where(SignInSession.token_hash == _digest(secret)))
    record(db, actor, "session.closed", "user", actor.id)


def close_all_sessions(db: Session, user_id: str) -> None:
    """End every session and token of a person, after a new password or a lock."""
    db.execute(delete(SignInSession).where(SignInSession.user_id == user_id))
    db.execute(delete(ApiToken).where(ApiToken.user_id == user_id))


def create_token(
    db: Session, actor: Actor, name: str, expires_at: datetime | None
) -> tuple[ApiToken, str]:
    """A new API token and its secret, which is shown once."""
    secret = TOKEN_PREFIX + secrets.token_urlsafe(32)
    token = ApiToken(token_hash=_digest(secret), user_id=actor.id, name=name, expires_at=expires_at)
    db.add(token)
    db.flush()
    record(db, actor, "token.created", "token", token.id)
    return token, secret


def authenticate(database: Database, request: Request) -> Actor:
    """The actor behind a request, from a bearer token or the session cookie.

    Raises ``Unauthenticated``, or ``CsrfMissing`` for a browser's change without its token.
    """
    cached: Actor | None = getattr(request.state, "actor", None)
    if cached is not None:
        return cached
    header = request.headers.get("authorization", "")
    if header.lower().startswith("bearer "):
        actor = _by_token(database, header[7:].strip())
    else:
        actor = _by_cookie(database, request)
    request.state.actor = actor
    return actor


def _by_token(database: Database, secret: str) -> Actor:
    with database.read() as db:
        row = db.execute(
            select(ApiToken, User)
            .join(User, User.id == ApiToken.user_id)
            .where(ApiToken.token_hash == _digest(secret), User.active)
        ).one_or_none()
    if row is None or (row.ApiToken.expires_at and row.ApiToken.expires_at < now()):
        raise Unauthenticated
    used = row.ApiToken.last_used_at
    if used is None or used < now() - timedelta(minutes=10):
        with database.write() as db:
            token = db.get(ApiToken, row.ApiToken.id)
            if token:
                token.last_used_at = now()
    return actor_of(row.User)


def _by_cookie(database: Database, request: Request) -> Actor:
    secret = request.cookies.get(SESSION_COOKIE)
    if not secret:
        raise Unauthenticated
    if request.method not in {"GET", "HEAD", "OPTIONS"}:
        sent = request.headers.get("x-csrf-token", "")
        if not sent or not hmac.compare_digest(sent, request.cookies.get(CSRF_COOKIE, "")):
            raise CsrfMissing
    with database.read() as db:
        user = db.scalar(
            select(User)
            .join(SignInSession, SignInSession.user_id == User.id)
            .where(
                SignInSession.token_hash == _digest(secret),
                SignInSession.expires_at > now(),
                User.active,
            )
        )
    if user is None:
        raise Unauthenticated
    return actor_of(user)
