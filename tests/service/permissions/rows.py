"""The raw rows behind the application, asked in SQL by a way that the service does not use.

Both databases answer alike: moments, days and JSON as the text that SQLite holds, truths as
numbers. A statement must be one that both understand.
"""

from __future__ import annotations

import json
import sqlite3
from datetime import UTC, date, datetime
from typing import Any, Protocol

from sqlalchemy import make_url

from service.kernel.db import open_engine

Row = tuple[Any, ...]


class Rows(Protocol):
    def ask(self, sql: str, *values: Any) -> list[Row]:
        """All rows of a statement with ``?`` for each value."""

    def close(self) -> None: ...


def open_rows(url: str) -> Rows:
    """The rows at a database's address."""
    return _Postgres(url) if url.startswith("postgresql") else _Sqlite(url)


class _Sqlite:
    def __init__(self, url: str) -> None:
        self._raw = sqlite3.connect(make_url(url).database or "", check_same_thread=False)

    def ask(self, sql: str, *values: Any) -> list[Row]:
        return self._raw.execute(sql, values).fetchall()

    def close(self) -> None:
        self._raw.close()


class _Postgres:
    def __init__(self, url: str) -> None:
        # No transaction stays open: each statement sees what was committed before it.
        self._engine = open_engine(url, isolation_level="AUTOCOMMIT")
        self._connection = self._engine.connect()

    def ask(self, sql: str, *values: Any) -> list[Row]:
        rows = self._connection.exec_driver_sql(sql.replace("?", "%s"), values)
        return [tuple(map(_as_sqlite_has_it, row)) for row in rows]

    def close(self) -> None:
        self._connection.close()
        self._engine.dispose()


def _as_sqlite_has_it(value: Any) -> Any:
    match value:
        case bool():
            return int(value)
        case datetime():
            return value.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")
        case date():
            return value.isoformat()
        case list() | dict():
            return json.dumps(value, ensure_ascii=False)
        case _:
            return value
