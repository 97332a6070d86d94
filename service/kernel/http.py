"""What every route uses: units of work, the actor, permissions, versions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

from fastapi import Depends, Header, Request
from sqlalchemy.orm import Session

from service.kernel.actor import Actor
from service.kernel.crypto import MasterKey
from service.kernel.db import Database
from service.kernel.errors import ChangedMeanwhile, Forbidden, PreconditionMissing
from service.kernel.locale import UiLanguage, language_of
from service.kernel.settings import Settings
from service.kernel.storage import Storage


def database_of(request: Request) -> Database:
    database: Database = request.app.state.database
    return database


def storage_of(request: Request) -> Storage:
    storage: Storage = request.app.state.storage
    return storage


def key_of(request: Request) -> MasterKey:
    key: MasterKey = request.app.state.key
    return key


def settings_of(request: Request) -> Settings:
    settings: Settings = request.app.state.settings
    return settings


def _read_session(request: Request) -> Iterator[Session]:
    with database_of(request).read() as session:
        yield session


def _write_session(request: Request) -> Iterator[Session]:
    with database_of(request).write() as session:
        yield session


def current_actor(request: Request) -> Actor:
    """Who is signed in; the application says how (``app.state.authenticate``)."""
    actor: Actor = request.app.state.authenticate(request)
    return actor


def current_actor_anew(request: Request) -> Actor:
    """Who is signed in by now, for a request that lasts. Raises ``Unauthenticated``."""
    request.state.actor = None
    return current_actor(request)


def _asked_language(request: Request) -> UiLanguage | None:
    header = request.headers.get("accept-language")
    return language_of(header) if header else None


# Scope "function": the unit commits before the answer is sent, so a caller reads its own writes.
Reads = Annotated[Session, Depends(_read_session, scope="function")]
Writes = Annotated[Session, Depends(_write_session, scope="function")]
ActorOf = Annotated[Actor, Depends(current_actor)]
DatabaseOf = Annotated[Database, Depends(database_of)]
KeyOf = Annotated[MasterKey, Depends(key_of)]
SettingsOf = Annotated[Settings, Depends(settings_of)]
StorageOf = Annotated[Storage, Depends(storage_of)]
AskedLanguage = Annotated[UiLanguage | None, Depends(_asked_language)]
"""The language that the caller asks for; None where nothing was asked."""


class Permission:
    """A dependency that lets the request through only with ``name``.

    What a grant can give on one contract passes here and is decided where that contract is known.
    A test walks all routes and fails where one declares no permission.
    """

    def __init__(self, name: str) -> None:
        self.name = name

    def __call__(self, request: Request) -> None:
        if not current_actor(request).may_on_some(self.name):
            raise Forbidden(permission=self.name)


class Open:
    """Declares that a route needs no sign-in, or only a sign-in, and why."""

    def __init__(self, why: str) -> None:
        self.why = why

    def __call__(self) -> None:
        return None


class SignedIn(Open):
    """Declares that a route needs a sign-in and nothing more, and why.

    Who it is is asked before the request's unit of work begins: noting that a session was seen is
    a write of its own, and would wait for the unit that waits for it.
    """

    def __call__(self, request: Request) -> None:  # type: ignore[override]
        current_actor(request)


def signed_in(why: str) -> Any:
    """Route declaration for a route that everybody who is signed in may use, with the reason."""
    return Depends(SignedIn(why))


def needs(permission: str) -> Any:
    """Route declaration: ``dependencies=[needs("contract.read")]``."""
    return Depends(Permission(permission))


def open_to_all(why: str) -> Any:
    """Route declaration for a route without a permission, with the reason."""
    return Depends(Open(why))


def _expected_version(if_match: Annotated[str | None, Header()] = None) -> int:
    if if_match is None:
        raise PreconditionMissing
    try:
        return int(if_match.strip().removeprefix("W/").strip('"'))
    except ValueError:
        raise ChangedMeanwhile from None


ExpectedVersion = Annotated[int, Depends(_expected_version)]


def check_version(current: int, expected: int) -> None:
    """Raises ``ChangedMeanwhile`` unless the thing is still as the caller saw it."""
    if current != expected:
        raise ChangedMeanwhile(current=current)
