"""Tables as text and back: one form for SQLite and PostgreSQL, so that either restores the other.

A table becomes parts of about 4 MiB of JSON lines, one array a row in the order of the columns
that the dump names. Rows are ordered by primary key, so what was only added to leaves the earlier
parts as they were and costs the next backup nothing.
"""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Literal

import sqlalchemy as sa
from pydantic import BaseModel

from service.kernel.db import Moment, Money

PART_BYTES = 4 * 1024 * 1024
_ROWS_AT_ONCE = 500

Codec = Literal["moment", "date", "time", "bytes", "json", "boolean", "integer", "float", "text"]

_TYPES: dict[Codec, sa.types.TypeEngine[Any]] = {
    "moment": Moment(),
    "date": sa.Date(),
    "time": sa.Time(),
    "bytes": sa.LargeBinary(),
    "json": sa.JSON(none_as_null=True),
    "boolean": sa.Boolean(),
    "integer": sa.BigInteger(),
    "float": sa.Float(),
    "text": sa.String(),
}


class ColumnForm(BaseModel):
    """A column of the dump and how its values are written."""

    name: str
    codec: Codec


class TableForm(BaseModel):
    """A table of the dump: its columns and its primary key, in order."""

    name: str
    columns: list[ColumnForm]
    key: list[str]
    counted: bool
    """Whether the database itself counts the primary key up."""


@dataclass(frozen=True, slots=True)
class Part:
    """A run of rows, compressed."""

    data: bytes
    rows: int


def form_of(table: sa.Table) -> TableForm:
    """How a table is written."""
    key = [column.name for column in table.primary_key.columns]
    counted = len(key) == 1 and table.autoincrement_column is not None
    columns = [ColumnForm(name=c.name, codec=_codec(c.type)) for c in table.columns]
    return TableForm(name=table.name, columns=columns, key=key, counted=counted)


def parts_of(connection: sa.Connection, form: TableForm) -> Iterator[Part]:
    """The rows of a table, part by part, never whole in memory."""
    table = _plain(form)
    query = sa.select(table).order_by(*(table.c[name] for name in form.key))
    lines: list[bytes] = []
    size = 0
    found = connection.execution_options(yield_per=_ROWS_AT_ONCE).execute(query)
    for row in found:
        line = json.dumps(
            [_to_json(value) for value in row], ensure_ascii=False, separators=(",", ":")
        ).encode()
        lines.append(line)
        size += len(line)
        if size >= PART_BYTES:
            yield _packed(lines)
            lines, size = [], 0
    if lines:
        yield _packed(lines)


def insert_part(connection: sa.Connection, form: TableForm, data: bytes) -> int:
    """Put a part's rows into the table; returns how many."""
    names = [column.name for column in form.columns]
    codecs = [column.codec for column in form.columns]
    rows = [
        {
            name: _from_json(codec, value)
            for name, codec, value in zip(names, codecs, json.loads(line), strict=True)
        }
        for line in zlib.decompress(data).splitlines()
    ]
    if rows:
        connection.execute(_plain(form).insert(), rows)
    return len(rows)


def count_on(connection: sa.Connection, forms: Sequence[TableForm]) -> None:
    """Let PostgreSQL's counters go on after the highest number that was put in."""
    if connection.dialect.name != "postgresql":
        return
    for form in forms:
        sequence = (
            connection.scalar(sa.select(sa.func.pg_get_serial_sequence(form.name, form.key[0])))
            if form.counted
            else None
        )
        if sequence:
            highest = connection.scalar(sa.select(sa.func.max(_plain(form).c[form.key[0]])))
            connection.execute(
                sa.select(sa.func.setval(sequence, highest or 1, highest is not None))
            )


def count_rows(connection: sa.Connection, form: TableForm) -> int:
    """How many rows the table has."""
    return connection.scalar(sa.select(sa.func.count()).select_from(_plain(form))) or 0


def _plain(form: TableForm) -> sa.TableClause:
    """The table as the dump knows it, independent of what today's code makes of it."""
    return sa.table(form.name, *(sa.column(c.name, _TYPES[c.codec]) for c in form.columns))


def _codec(kind: sa.types.TypeEngine[Any]) -> Codec:
    if isinstance(kind, Moment):
        return "moment"
    if isinstance(kind, Money):
        return "integer"
    known: tuple[tuple[type[sa.types.TypeEngine[Any]], Codec], ...] = (
        (sa.Boolean, "boolean"),
        (sa.Date, "date"),
        (sa.Time, "time"),
        (sa.LargeBinary, "bytes"),
        (sa.JSON, "json"),
        (sa.Integer, "integer"),
        (sa.Float, "float"),
        (sa.String, "text"),
    )
    for base, codec in known:
        if isinstance(kind, base):
            return codec
    raise TypeError(f"no way to write {kind!r}")


def _to_json(value: Any) -> Any:
    if isinstance(value, (datetime, date, time)):
        return value.isoformat()
    if isinstance(value, (bytes, memoryview)):
        return base64.b64encode(value).decode()
    return value


def _from_json(codec: Codec, value: Any) -> Any:
    if value is None:
        return None
    match codec:
        case "moment":
            return datetime.fromisoformat(value)
        case "date":
            return date.fromisoformat(value)
        case "time":
            return time.fromisoformat(value)
        case "bytes":
            return base64.b64decode(value)
        case _:
            return value


def _packed(lines: Sequence[bytes]) -> Part:
    return Part(zlib.compress(b"\n".join(lines), 6), len(lines))
