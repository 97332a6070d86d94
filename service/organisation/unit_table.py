"""The organisation as a CSV table: out, and in again with what is new or changed."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

from sqlalchemy.orm import Session

from service.accounts import people_table
from service.accounts.people_table import TableColumns, TableTooLong, TableUnreadable
from service.accounts.tables import Unit
from service.accounts.units import replant
from service.audit.actions import record
from service.kernel.actor import Actor
from service.kernel.clock import new_id
from service.kernel.locale import UiLanguage, say
from service.organisation.schemas import Kind
from service.organisation.units import every

COLUMNS = ("code", "kind", "name", "name_en", "parent", "active")
MOST_ROWS = 5_000
MOST_BYTES = 4 * 1024 * 1024
_CODE = re.compile(r"[A-Za-z0-9._-]{1,50}")
_YES = {"", "1", "yes", "true", "是", "启用"}
_NO = {"0", "no", "false", "否", "停用"}


@dataclass(slots=True)
class Row:
    """A line of the file (the first is 1); ``unit`` is the one that it changes, if any."""

    line: int
    values: dict[str, str]
    faults: list[str] = field(default_factory=list)
    unit: Unit | None = None
    does: Literal["add", "change", "keep"] = "add"


def export(db: Session, language: UiLanguage) -> bytes:
    """Every unit, parents before children; a unit without a code goes by its id."""
    units = every(db)
    codes = {unit.id: unit.code or unit.id for unit in units}
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([say(f"unit_table.{column}", language) for column in COLUMNS])
    below: dict[str | None, list[Unit]] = {}
    for unit in units:
        below.setdefault(unit.parent_id, []).append(unit)
    waiting = list(reversed(below.get(None, [])))
    while waiting:
        unit = waiting.pop()
        writer.writerow(
            [
                codes[unit.id],
                say(f"unit_kind.{unit.kind}", language),
                unit.name,
                unit.name_en or "",
                codes[unit.parent_id] if unit.parent_id else "",
                say("yes" if unit.active else "no", language),
            ]
        )
        waiting += reversed(below.get(unit.id, []))
    return ("\ufeff" + text.getvalue()).encode()


def parse(data: bytes) -> list[Row]:
    """The rows of a table with these columns, in any order and either language.

    Raises ``TableUnreadable``, ``TableColumns`` or ``TableTooLong``.
    """
    if len(data) > MOST_BYTES:
        raise TableTooLong(limit=MOST_ROWS)
    text = people_table.decoded(data)
    heading = text.partition("\n")[0]
    delimiter = max(",;\t", key=heading.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[Row] = []
    try:
        order = _order(next(reader, []))
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            values = dict(zip(order, (cell.strip() for cell in cells), strict=False))
            row = Row(reader.line_num, dict.fromkeys(COLUMNS, "") | values)
            if len(cells) != len(order):
                row.faults.append("cells")
            rows.append(row)
            if len(rows) > MOST_ROWS:
                raise TableTooLong(limit=MOST_ROWS)
    except csv.Error:
        raise TableUnreadable from None
    return rows


def _order(headings: Sequence[str]) -> list[str]:
    known = {column: column for column in COLUMNS}
    for language in get_args(UiLanguage):
        known |= {say(f"unit_table.{c}", language).casefold(): c for c in COLUMNS}
    found = [known.get(heading.strip().casefold(), "") for heading in headings]
    if not {"code", "kind", "name", "parent"} <= {*found} or "" in found:
        raise TableColumns
    if len({*found}) != len(found):
        raise TableColumns
    return found


def _kinds() -> dict[str, str]:
    kinds = get_args(Kind)
    words = {kind: kind for kind in kinds}
    for language in get_args(UiLanguage):
        words |= {say(f"unit_kind.{kind}", language).casefold(): kind for kind in kinds}
    return words


def check(db: Session, rows: Sequence[Row]) -> bool:
    """Say what is wrong with each row and what it does; whether all may be applied."""
    known = {unit.code or unit.id: unit for unit in every(db)}
    named = known.keys() | {row.values["code"] for row in rows}
    codes = {unit.id: code for code, unit in known.items()}
    kinds = _kinds()
    seen: set[str] = set()
    for row in rows:
        values = row.values
        row.faults += _faults(values, kinds, named)
        if values["code"] in seen:
            row.faults.append("code_twice")
        seen.add(values["code"])
        row.unit = known.get(values["code"])
        if row.unit is not None and not row.faults:
            is_same = _wanted(row, kinds) == _present(row.unit, codes)
            row.does = "keep" if is_same else "change"
    _note_cycles(known, rows)
    return bool(rows) and not any(row.faults for row in rows)


def _faults(values: dict[str, str], kinds: dict[str, str], named: set[str]) -> list[str]:
    code = values["code"]
    found: list[str] = []
    if not _CODE.fullmatch(code):
        found.append("bad_code")
    if values["kind"].casefold() not in kinds:
        found.append("bad_kind")
    if not values["name"] or any(len(values[n]) > 100 for n in ("name", "name_en")):
        found.append("bad_unit_name")
    if values["parent"] and values["parent"] not in named:
        found.append("bad_parent")
    if values["active"].casefold() not in _YES | _NO:
        found.append("bad_active")
    return found


def _wanted(row: Row, kinds: dict[str, str]) -> tuple[Any, ...]:
    values = row.values
    return (
        kinds[values["kind"].casefold()],
        values["name"],
        values["name_en"] or None,
        values["parent"],
        values["active"].casefold() in _YES,
    )


def _present(unit: Unit, codes: dict[str, str]) -> tuple[Any, ...]:
    parent = codes.get(unit.parent_id or "", "")
    return unit.kind, unit.name, unit.name_en, parent, unit.active


def _note_cycles(known: dict[str, Unit], rows: Sequence[Row]) -> None:
    codes = {unit.id: code for code, unit in known.items()}
    parents = {code: codes.get(unit.parent_id or "", "") for code, unit in known.items()}
    parents |= {row.values["code"]: row.values["parent"] for row in rows}
    for row in rows:
        above: set[str] = set()
        current = row.values["code"]
        while current and current not in above:
            above.add(current)
            current = parents.get(current, "")
        if current and "bad_parent" not in row.faults:
            row.faults.append("cycle")


def apply(db: Session, actor: Actor, rows: Sequence[Row]) -> None:
    """Do what the rows say; units that no row names stay as they are."""
    kinds = _kinds()
    ids = {unit.code or unit.id: unit.id for unit in every(db)}
    ids |= {row.values["code"]: new_id() for row in rows if row.unit is None}
    for place, row in enumerate(rows):
        kind, name, name_en, parent, active = _wanted(row, kinds)
        unit = row.unit
        if unit is None:
            unit = Unit(id=ids[row.values["code"]], code=row.values["code"], position=place)
            db.add(unit)
        unit.kind, unit.name, unit.name_en, unit.active = kind, name, name_en, active
        unit.parent_id = ids[parent] if parent else None
    replant(db)
    done = {does: sum(row.does == does for row in rows) for does in ("add", "change")}
    record(db, actor, "unit.imported", "unit", count=done["add"], changed=done["change"])
