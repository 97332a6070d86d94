"""Cursor pagination: stable under inserts, the same for every list."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Generic, TypeVar

from fastapi import Query
from pydantic import BaseModel
from sqlalchemy import ColumnElement, Date, Integer, Select, and_, or_
from sqlalchemy.orm import Session
from sqlalchemy.types import TypeEngine

from service.kernel.db import Moment, Money
from service.kernel.errors import Invalid

Limit = Annotated[int, Query(ge=1, le=200)]
Cursor = Annotated[str | None, Query(max_length=500)]
Item = TypeVar("Item")
_MOST = 10**14
"""No number in a cursor comes near: ids, counts, and sums of money before their scaling."""


class ListOf(BaseModel, Generic[Item]):
    """One page of a list; ``next_cursor`` is null on the last."""

    items: list[Item]
    next_cursor: str | None = None


def page(
    db: Session,
    query: Select[Any],
    *,
    sort: ColumnElement[Any],
    key: ColumnElement[str] | ColumnElement[int],
    descending: bool,
    limit: int,
    cursor: str | None,
) -> tuple[Sequence[Any], str | None]:
    """The rows after ``cursor`` in the order of ``sort`` (never null: coalesce it), then ``key``.

    Returns the first entity of each row, and the cursor of the next page. Raises ``Invalid``
    for a cursor that was not made here.
    """
    ordered = query.add_columns(sort.label("_sort"), key.label("_key")).order_by(
        sort.desc() if descending else sort.asc(), key.desc() if descending else key.asc()
    )
    if cursor:
        sort_value, key_value = _decode(cursor, sort, key)
        beyond, key_beyond = (
            (sort < sort_value, key < key_value)
            if descending
            else (sort > sort_value, key > key_value)
        )
        ordered = ordered.where(or_(beyond, and_(sort == sort_value, key_beyond)))
    rows = db.execute(ordered.limit(limit + 1)).all()
    more = len(rows) > limit
    rows = rows[:limit]
    following = _encode(rows[-1]._sort, rows[-1]._key) if more else None
    return [row[0] for row in rows], following


def _encode(sort_value: Any, key_value: Any) -> str:
    text = json.dumps([_tag(sort_value), _tag(key_value)])
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _decode(cursor: str, *columns: ColumnElement[Any]) -> tuple[Any, ...]:
    """One value for each column. Raises ``Invalid`` where one does not fit its column."""
    try:
        text = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        pairs = zip(json.loads(text), columns, strict=True)
        return tuple(_untag(tagged, column) for tagged, column in pairs)
    except (ValueError, TypeError, ArithmeticError, RecursionError):
        raise Invalid(field="cursor") from None


def _tag(value: Any) -> list[Any]:
    if isinstance(value, datetime):
        return ["t", value.isoformat()]
    if isinstance(value, date):
        return ["d", value.isoformat()]
    if isinstance(value, Decimal):
        return ["m", str(value)]
    return ["i" if isinstance(value, int) else "s", value]


_READERS: dict[str, Callable[[Any], Any]] = {
    "t": datetime.fromisoformat,
    "d": date.fromisoformat,
    "m": Decimal,
    "i": int,
    "s": str,
}


def _untag(tagged: list[Any], column: ColumnElement[Any]) -> Any:
    """The value, if ``column`` can be compared with it: a cursor may come from another list."""
    kind, written = tagged
    if kind != _kind_of(column.type) or not isinstance(written, int if kind == "i" else str):
        raise ValueError(kind)
    value: Any = _READERS[kind](written)
    if kind == "t" and value.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    if kind in {"i", "m"} and not abs(value) < _MOST:
        raise ValueError("beyond what the database counts")
    if kind == "s":
        value.encode()
    return value


def _kind_of(column_type: TypeEngine[Any]) -> str:
    kinds: tuple[tuple[type[TypeEngine[Any]], str], ...] = (
        (Moment, "t"),
        (Money, "m"),
        (Date, "d"),
        (Integer, "i"),
    )
    return next((kind for known, kind in kinds if isinstance(column_type, known)), "s")
