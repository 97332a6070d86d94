"""Many people at once, from a table that Excel or WPS saved as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import select
from sqlalchemy.orm import Session

from service.accounts.actions import Person, add_user
from service.accounts.passwords import hash_password, one_time_password
from service.accounts.roles import check_may_give
from service.accounts.schemas import Login
from service.accounts.tables import Role, User
from service.accounts.units import UnknownUnit, find
from service.audit.actions import record
from service.kernel.actor import Actor
from service.kernel.db import Database
from service.kernel.errors import Forbidden, Invalid
from service.kernel.locale import UiLanguage, say

COLUMNS = ("login", "name", "role", "unit")
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
    """A line of the file (the first is 1) and the codes of what is wrong with it.

    ``unit`` is the code or name as written.
    """

    line: int
    person: Person
    unit: str = ""
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
    text = decoded(data)
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


def decoded(data: bytes) -> str:
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
    # Tables made before there were units call the column a department.
    known |= {column: column for column in COLUMNS} | {"department": "unit", "部门": "unit"}
    found = [known.get(heading.strip().casefold(), "") for heading in headings]
    if {*found} != {*COLUMNS} or len(found) != len(COLUMNS):
        raise TableColumns
    return found


def _row(line: int, order: Sequence[str], cells: Sequence[str]) -> Row:
    values = dict.fromkeys(COLUMNS, "") | {
        column: cell.strip() for column, cell in zip(order, cells, strict=False)
    }
    person = Person(values["login"], values["name"], values["role"])
    row = Row(line, person, values["unit"])
    if len(cells) != len(order):
        row.faults.append("cells")
    try:
        _LOGIN.validate_python(person.login)
    except ValidationError:
        row.faults.append("bad_login")
    if not person.name or len(person.name) > LONGEST or not person.name.isprintable():
        row.faults.append("bad_name")
    return row


def _roles(db: Session) -> dict[str, Role]:
    """A role by its code or by its name in either language."""
    roles = db.scalars(select(Role)).all()
    named = ((words, role) for role in roles for words in (role.name, role.name_en, role.code))
    return {words.casefold(): role for words, role in named}


def _place(db: Session, actor: Actor, row: Row, roles: dict[str, Role]) -> None:
    """Put the row's role and unit in; what is wrong with them is noted."""
    role = roles.get(row.person.role.casefold())
    unit_id = None
    if role is None:
        row.faults.append("bad_role")
    else:
        try:
            check_may_give(actor, role)
        except Forbidden:
            row.faults.append("role_above")
    if row.unit:
        try:
            unit_id = find(db, row.unit).id
        except UnknownUnit:
            row.faults.append("bad_unit")
    code = role.code if role else ""
    row.person = replace(row.person, role=code, unit_id=unit_id)


def check(db: Session, actor: Actor, rows: Sequence[Row]) -> bool:
    """Add what is wrong between rows and with what is there; whether all may be added."""
    roles = _roles(db)
    for row in rows:
        _place(db, actor, row, roles)
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
