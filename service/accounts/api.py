"""Sign-in, one's own account, and users for administrators."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import select

from service.accounts import actions
from service.accounts.demo import DEMO_PASSWORD, has_demo_people
from service.accounts.roles import Role
from service.accounts.sign_in import (
    CSRF_COOKIE,
    SESSION_COOKIE,
    SESSION_LIFE,
    WrongSignIn,
    actor_of,
    check_password,
    close_all_sessions,
    close_session,
    create_token,
    hash_password,
    open_session,
)
from service.accounts.tables import ApiToken, User
from service.audit.actions import record
from service.kernel.actor import SYSTEM
from service.kernel.errors import NotFound
from service.kernel.http import (
    ActorOf,
    DatabaseOf,
    ExpectedVersion,
    Reads,
    Writes,
    check_version,
    needs,
    open_to_all,
)
from service.kernel.paging import Cursor, Limit, ListOf, page

router = APIRouter(tags=["accounts"])
_SELF = open_to_all("a person's own account; the session alone decides")
Locale = Literal["zh-CN", "en"]
Name = Annotated[str, Field(min_length=1, max_length=100)]
Password = Annotated[str, Field(max_length=200)]


class SignIn(BaseModel):
    login: str = Field(max_length=100, examples=["fawu"])
    password: Password


class Me(BaseModel):
    """The signed-in person."""

    id: str
    login: str
    name: str
    role: str
    department: str | None
    locale: str
    permissions: list[str]
    demo: bool


class UserOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: str
    login: str
    name: str
    role: str
    department: str | None
    locale: str
    active: bool
    demo: bool
    created_at: datetime
    version: int


class UserIn(BaseModel):
    login: str = Field(pattern=r"^[a-zA-Z0-9._-]{2,50}$", examples=["zhaoliu"])
    name: Name
    role: Role
    department: str | None = Field(None, max_length=100)
    password: Password


class UserPatch(BaseModel):
    name: Name | None = None
    role: Role | None = None
    department: str | None = Field(None, max_length=100)
    active: bool | None = None
    password: Password | None = None


class MePatch(BaseModel):
    locale: Locale


class NewPassword(BaseModel):
    old: Password
    new: Password


class TokenIn(BaseModel):
    name: Name
    expires_at: datetime | None = None


class TokenOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: str
    name: str
    created_at: datetime
    last_used_at: datetime | None
    expires_at: datetime | None
    token: str | None = Field(None, description="The secret; only in the answer that creates it.")


class DemoSignIn(BaseModel):
    login: str
    name: str
    role: str
    password: str


def _me(user: User, demo: bool) -> Me:
    return Me(
        id=user.id,
        login=user.login,
        name=user.name,
        role=user.role,
        department=user.department,
        locale=user.locale,
        permissions=sorted(actor_of(user).permissions),
        demo=demo,
    )


@router.post("/auth/sign-in", dependencies=[open_to_all("this is how one signs in")])
def sign_in(body: SignIn, request: Request, response: Response, database: DatabaseOf) -> Me:
    """Open a session. The cookie is not readable by scripts; the CSRF cookie is."""
    try:
        with database.write() as db:
            user = check_password(db, body.login, body.password)
            secret = open_session(db, user)
            me = _me(user, has_demo_people(db))
    except WrongSignIn:
        with database.write() as db:
            record(db, SYSTEM, "session.refused", "user", None, login=body.login)
        raise
    secure = request.url.scheme == "https"
    life = int(SESSION_LIFE.total_seconds())
    response.set_cookie(
        SESSION_COOKIE, secret, max_age=life, httponly=True, secure=secure, samesite="lax"
    )
    response.set_cookie(
        CSRF_COOKIE, secrets.token_urlsafe(24), max_age=life, secure=secure, samesite="lax"
    )
    return me


@router.post("/auth/sign-out", status_code=204, dependencies=[_SELF])
def sign_out(request: Request, response: Response, db: Writes, actor: ActorOf) -> None:
    """Close this session."""
    close_session(db, request.cookies.get(SESSION_COOKIE, ""), actor)
    response.delete_cookie(SESSION_COOKIE)
    response.delete_cookie(CSRF_COOKIE)


@router.get("/auth/me", dependencies=[_SELF])
def me(db: Reads, actor: ActorOf) -> Me:
    """Who is signed in."""
    return _me(db.get_one(User, actor.id), has_demo_people(db))


@router.patch("/auth/me", dependencies=[_SELF])
def change_me(body: MePatch, db: Writes, actor: ActorOf) -> Me:
    """Change one's own language."""
    user = db.get_one(User, actor.id)
    user.locale = body.locale
    record(db, actor, "user.changed", "user", user.id, fields=["locale"])
    db.flush()
    return _me(user, has_demo_people(db))


@router.post("/auth/password", status_code=204, dependencies=[_SELF])
def change_password(body: NewPassword, db: Writes, actor: ActorOf) -> None:
    """Choose a new password; all sessions and tokens end."""
    user = check_password(db, actor.login, body.old)
    user.password_hash = hash_password(body.new)
    close_all_sessions(db, user.id)
    record(db, actor, "user.changed", "user", user.id, fields=["password"])


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


@router.get("/auth/tokens", dependencies=[_SELF])
def list_tokens(db: Reads, actor: ActorOf) -> ListOf[TokenOut]:
    """One's own API tokens, without their secrets."""
    tokens = db.scalars(select(ApiToken).where(ApiToken.user_id == actor.id).order_by(ApiToken.id))
    return ListOf(items=[TokenOut.model_validate(token) for token in tokens])


@router.post("/auth/tokens", status_code=201, dependencies=[_SELF])
def add_token(body: TokenIn, db: Writes, actor: ActorOf) -> TokenOut:
    """Create a token for a program; its secret is shown this once."""
    token, secret = create_token(db, actor, body.name, body.expires_at)
    return TokenOut.model_validate(token).model_copy(update={"token": secret})


@router.delete("/auth/tokens/{token_id}", status_code=204, dependencies=[_SELF])
def delete_token(token_id: str, db: Writes, actor: ActorOf) -> None:
    """Revoke one's own token."""
    token = db.get(ApiToken, token_id)
    if token is None or token.user_id != actor.id:
        raise NotFound
    db.delete(token)
    record(db, actor, "token.revoked", "token", token_id)


@router.get("/users", dependencies=[needs("users.manage")])
def list_users(db: Reads, limit: Limit = 50, cursor: Cursor = None) -> ListOf[UserOut]:
    """All users, by login."""
    rows, following = page(
        db,
        select(User),
        sort=User.login.expression,
        key=User.id.expression,
        descending=False,
        limit=limit,
        cursor=cursor,
    )
    return ListOf(items=[UserOut.model_validate(row) for row in rows], next_cursor=following)


@router.post("/users", status_code=201, dependencies=[needs("users.manage")])
def add_user(body: UserIn, db: Writes, actor: ActorOf) -> UserOut:
    """Add a person."""
    user = actions.add_user(db, actor, **body.model_dump())
    return UserOut.model_validate(user)


@router.patch("/users/{user_id}", dependencies=[needs("users.manage")])
def change_user(
    user_id: str, body: UserPatch, db: Writes, actor: ActorOf, expected: ExpectedVersion
) -> UserOut:
    """Change a person; a new password or a lock ends their sessions."""
    user = db.get(User, user_id)
    if user is None:
        raise NotFound
    check_version(user.version, expected)
    actions.change_user(db, actor, user, body.model_dump(exclude_unset=True))
    return UserOut.model_validate(user)
