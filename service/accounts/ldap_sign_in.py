"""A sign-in by the directory: the ordinary form, the ordinary brakes, an account of source ldap."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from fastapi import Depends, Request
from sqlalchemy import select

from service.accounts import brakes, outside
from service.accounts.brakes import Attempt
from service.accounts.ldap_directory import Directory, Entry
from service.accounts.ldap_wire import DirectoryFault
from service.accounts.outside import OutsidePerson
from service.accounts.tables import User
from service.kernel.db import Database
from service.kernel.errors import AppError
from service.kernel.logs import log


def directory_of(request: Request) -> Directory | None:
    directory: Directory | None = request.app.state.directory
    return directory


DirectoryOf = Annotated[Directory | None, Depends(directory_of)]


def by_directory(
    database: Database, directory: Directory, attempt: Attempt, password: str
) -> User | None:
    """The account of whoever the directory knows by this name and password; none where it does not.

    The attempt has been paid for and stays so, under the account's own login, until
    ``brakes.give_back``; a fault of the directory gives it back. Raises what the directory raises,
    ``TooManyAttempts``, ``NoRole`` and ``AccountTaken``.
    """
    counted = attempt

    def count_under(login: str) -> None:
        """One person has one count, by whichever of their names they sign in."""
        nonlocal counted
        if login.casefold() == attempt.login.casefold():
            return
        with database.write() as db:
            brakes.give_back(db, attempt)
        counted = replace(attempt, login=login)
        brakes.pay(database, counted)

    try:
        entry = directory.prove(attempt.login, password, count_under)
        user = _account(database, directory, entry) if entry else None
    except brakes.TooManyAttempts:
        raise
    except AppError as error:
        if isinstance(error, DirectoryFault):
            log.warning(error.code, reason=error.reason)
        with database.write() as db:
            brakes.give_back(db, counted)
        raise
    if user is None or not user.active:
        brakes.note_refusal(database, counted, user or _known(database, counted), "refused")
        return None
    return user


def _known(database: Database, attempt: Attempt) -> User | None:
    with database.read() as db:
        return db.scalar(select(User).where(User.login == attempt.login))


def person_of(entry: Entry) -> OutsidePerson:
    return OutsidePerson(
        source="ldap",
        provider=outside.LDAP,
        issuer=outside.LDAP,
        subject=entry.subject,
        login=entry.login,
        name=entry.name,
        email=entry.email,
        department=entry.department,
        role=entry.role,
    )


def _account(database: Database, directory: Directory, entry: Entry) -> User:
    person = person_of(entry)
    return outside.once_more(database, lambda db: outside.admit(db, person, directory.settings))
