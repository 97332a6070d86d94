"""Cursor pagination: stable under inserts, the same for every list."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Annotated, Any, Generic, TypeVar

from fastapi import Query
from pydantic import BaseModel
from sqlalchemy import ColumnElement, Select, and_, or_
from sqlalchemy.orm import Session

from service.kernel.errors import Invalid

Limit = Annotated[int, Query(ge=1, le=200)]
Cursor = Annotated[str | None, Query(max_length=500)]
Item = TypeVar("Item")


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
        sort_value, key_value = _decode(cursor)
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


def _decode(cursor: str) -> tuple[Any, Any]:
    try:
        text = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        first, second = json.loads(text)
        return _untag(first), _untag(second)
    except (ValueError, TypeError, KeyError, binascii.Error, InvalidOperation):
        raise Invalid(field="cursor") from None


def _tag(value: Any) -> list[Any]:
    if isinstance(value, datetime):
        return ["t", value.isoformat()]
    if isinstance(value, date):
        return ["d", value.isoformat()]
    if isinstance(value, Decimal):
        return ["m", str(value)]
    return ["v", value]


def _untag(tagged: list[Any]) -> Any:
    kind, value = tagged
    if kind == "t":
        return datetime.fromisoformat(value)
    if kind == "d":
        return date.fromisoformat(value)
    return Decimal(value) if kind == "m" else value
