"""The audit log as a file: CSV, XLSX or JSONL, however long, in flat memory."""

from __future__ import annotations

import csv
import io
import json
import tempfile
from collections.abc import Iterator
from typing import Any, Literal

from openpyxl import Workbook
from sqlalchemy import Select

from service.audit.tables import AuditEvent
from service.kernel.clock import LOCAL
from service.kernel.db import Database

Format = Literal["csv", "xlsx", "jsonl"]
MEDIA_TYPES: dict[Format, str] = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "jsonl": "application/jsonl",
}
COLUMNS = (
    "seq",
    "at",
    "actor_id",
    "actor_name",
    "action",
    "object_type",
    "object_id",
    "contract_id",
    "address",
    "request_id",
    "detail",
    "chain",
)
_BATCH = 1000
_PIECE = 64 * 1024
MOST_ROWS = 1_048_575
"""A worksheet holds no more rows below its head; CSV and JSONL have no bound."""


def written(
    database: Database, query: Select[tuple[AuditEvent]], format: Format
) -> Iterator[bytes]:
    """The events that ``query`` finds, oldest first, piece by piece."""
    rows = _rows(database, query)
    return {"csv": _csv, "xlsx": _xlsx, "jsonl": _jsonl}[format](rows)


def _rows(database: Database, query: Select[tuple[AuditEvent]]) -> Iterator[dict[str, Any]]:
    columns = [getattr(AuditEvent, name) for name in COLUMNS]
    ordered = query.with_only_columns(*columns).order_by(AuditEvent.seq)
    with database.read() as db:
        for row in db.execute(ordered.execution_options(yield_per=_BATCH)):
            yield {**row._mapping, "at": row.at.astimezone(LOCAL).isoformat(timespec="seconds")}


def _jsonl(rows: Iterator[dict[str, Any]]) -> Iterator[bytes]:
    for row in rows:
        yield json.dumps(row, ensure_ascii=False).encode() + b"\n"


def _csv(rows: Iterator[dict[str, Any]]) -> Iterator[bytes]:
    """With a byte order mark, without which Excel takes the text for another encoding."""
    line = io.StringIO()
    writer = csv.writer(line)
    yield "\ufeff".encode()
    writer.writerow(COLUMNS)
    for row in rows:
        writer.writerow(_cells(row))
        if line.tell() > _PIECE:
            yield _taken(line)
    yield _taken(line)


def _taken(line: io.StringIO) -> bytes:
    text = line.getvalue()
    line.seek(0)
    line.truncate()
    return text.encode()


def _cells(row: dict[str, Any]) -> list[Any]:
    """A row's cells; what a spreadsheet would take for a formula is told to be text."""
    cells = [row[name] for name in COLUMNS[:-2]]
    cells += [json.dumps(row["detail"], ensure_ascii=False), row["chain"]]
    return [
        f"'{cell}" if isinstance(cell, str) and cell[:1] in {"=", "+", "-", "@", "\t"} else cell
        for cell in cells
    ]


def _xlsx(rows: Iterator[dict[str, Any]]) -> Iterator[bytes]:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("audit")
    sheet.append(COLUMNS)
    for number, row in enumerate(rows):
        if number == MOST_ROWS:
            break
        sheet.append(_cells(row))
    with tempfile.TemporaryFile() as file:
        book.save(file)
        file.seek(0)
        while piece := file.read(_PIECE):
            yield piece
