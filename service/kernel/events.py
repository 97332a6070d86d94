"""The outbox: what others must learn, written in the transaction in which it happened.

A follower (for example the search index) reads it in order and keeps its own place.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session, mapped_column

from service.kernel.clock import now
from service.kernel.db import Base


class OutboxEvent(Base):
    """One thing that happened; ``topic`` is ``domain.verb`` and ``key`` the thing's id."""

    __tablename__ = "outbox_events"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    at: Mapped[datetime]
    topic: Mapped[str] = mapped_column(index=True)
    key: Mapped[str]
    payload: Mapped[dict[str, Any]]


class OutboxCursor(Base):
    """How far a follower has come."""

    __tablename__ = "outbox_cursors"

    follower: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(default=0)


def publish(db: Session, topic: str, key: str, **payload: Any) -> None:
    """Tell the followers, if and when this unit of work commits."""
    db.add(OutboxEvent(at=now(), topic=topic, key=key, payload=payload))


def pending(db: Session, follower: str, limit: int = 100) -> list[OutboxEvent]:
    """The events after the follower's place, oldest first."""
    cursor = db.get(OutboxCursor, follower)
    query = (
        select(OutboxEvent)
        .where(OutboxEvent.id > (cursor.position if cursor else 0))
        .order_by(OutboxEvent.id)
        .limit(limit)
    )
    return list(db.scalars(query))


def advance(db: Session, follower: str, position: int) -> None:
    """Note that everything up to ``position`` has been applied."""
    cursor = db.get(OutboxCursor, follower)
    if cursor is None:
        db.add(OutboxCursor(follower=follower, position=position))
    else:
        cursor.position = max(cursor.position, position)
