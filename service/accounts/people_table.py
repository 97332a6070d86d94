"""Many people at once, from a table that Excel or WPS saved as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import get_args

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import select
from sqlalchemy.orm import Session

from service.accounts.actions import Person, add_user
from service.accounts.passwords import hash_password, one_time_password
from service.accounts.roles import Role
from service.accounts.schemas import Login
from service.accounts.tables import User
from service.audit.actions import record
from service.kernel.actor import Actor
from service.kernel.db import Database
from service.kernel.errors import Invalid
from service.kernel.locale import UiLanguage, say

COLUMNS = ("login", "name", "role", "department")
MOST_ROWS = 300
MOST_BYTES = 1024 * 1024
LONGEST = 100
_LOGIN: TypeAdapter[str] = TypeAdapter(Login)
_HASHERS = 2


class TableUnreadable(Invalid):
    """Not a table of text."""

    code = "table_unreadable"


class TableColumns(Invalid):
    """Columns are missing, unknown or there twice."""

    code = "table_columns"


class TableTooLong(Invalid):
    """More people than are added at once."""

    code = "table_too_long"


@dataclass(slots=True)
class Row:
    """A line of the file (the first is 1) and the codes of what is wrong with it."""

    line: int
    person: Person
    faults: list[str] = field(default_factory=list)
    password: str | None = None


def template(language: UiLanguage) -> bytes:
    """An empty table with its headings, with the mark by which Excel knows UTF-8."""
    return ("\ufeff" + ",".join(_heading(c, language) for c in COLUMNS) + "\r\n").encode()


def _heading(column: str, language: UiLanguage) -> str:
    return say(f"people.{column}", language)


def parse(data: bytes) -> list[Row]:
    """The rows, each with what is wrong with it alone; empty lines are left out.

    Raises ``TableUnreadable``, ``TableColumns`` or ``TableTooLong``.
    """
    if len(data) > MOST_BYTES:
        raise TableTooLong(limit=MOST_ROWS)
    text = _decoded(data)
    heading = text.partition("\n")[0]
    delimiter = max(",;\t", key=heading.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[Row] = []
    try:
        order = _order(next(reader, []))
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append(_row(reader.line_num, order, cells))
            if len(rows) > MOST_ROWS:
                raise TableTooLong(limit=MOST_ROWS)
    except csv.Error:
        raise TableUnreadable from None
    return rows


def _decoded(data: bytes) -> str:
    """UTF-8 with or without its mark, else GB18030, in which Chinese Excel saves."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise TableUnreadable


def _order(headings: Sequence[str]) -> list[str]:
    """Which column stands where."""
    known = {_heading(c, language).casefold(): c for c in COLUMNS for language in ("zh", "en")}
    known |= {column: column for column in COLUMNS}
    found = [known.get(heading.strip().casefold(), "") for heading in headings]
    if {*found} != {*COLUMNS} or len(found) != len(COLUMNS):
        raise TableColumns
    return found


def _row(line: int, order: Sequence[str], cells: Sequence[str]) -> Row:
    values = dict.fromkeys(COLUMNS, "") | {
        column: cell.strip() for column, cell in zip(order, cells, strict=False)
    }
    role = _roles().get(values["role"].casefold(), "")
    person = Person(values["login"], values["name"], role, values["department"] or None)
    row = Row(line, person)
    if len(cells) != len(order):
        row.faults.append("cells")
    try:
        _LOGIN.validate_python(person.login)
    except ValidationError:
        row.faults.append("bad_login")
    if not person.name or len(person.name) > LONGEST or not person.name.isprintable():
        row.faults.append("bad_name")
    if not role:
        row.faults.append("bad_role")
    if len(values["department"]) > LONGEST or not values["department"].isprintable():
        row.faults.append("bad_department")
    return row


def _roles() -> dict[str, str]:
    """A role by its key or by its name in either language."""
    words = {role: role for role in get_args(Role)}
    for language in get_args(UiLanguage):
        words |= {say(f"role.{role}", language).casefold(): role for role in get_args(Role)}
    return words


def check(db: Session, rows: Sequence[Row]) -> bool:
    """Add what is wrong between rows and with people who are there; whether all may be added."""
    taken = {login.casefold() for login in db.scalars(select(User.login))}
    seen: set[str] = set()
    for row in rows:
        login = row.person.login.casefold()
        if login in taken:
            row.faults.append("login_taken")
        elif login and login in seen:
            row.faults.append("login_twice")
        seen.add(login)
    return bool(rows) and not any(row.faults for row in rows)


def add_all(database: Database, actor: Actor, rows: Sequence[Row]) -> None:
    """Add every person, or nobody; each row gets its password, which serves once.

    Raises ``LoginTaken`` where somebody else took a login meanwhile.
    """
    passwords = [one_time_password() for _ in rows]
    with ThreadPoolExecutor(_HASHERS) as pool:
        hashes = list(pool.map(hash_password, passwords))
    with database.write() as db:
        for row, password_hash in zip(rows, hashes, strict=True):
            add_user(db, actor, row.person, password_hash, must_change=True)
        record(db, actor, "user.imported", "user", count=len(rows))
    for row, password in zip(rows, passwords, strict=True):
        row.password = password
