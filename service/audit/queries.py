"""Reads of the audit log: narrowed, a person's day by the hour."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from service.audit.tables import AuditEvent
from service.kernel.clock import LOCAL

Outcome = Literal["done", "refused", "failed"]
REFUSED = (
    "session.refused",
    "session.code_refused",
    "session.passkey_refused",
    "session.blocked",
    "limit.refused",
)
FAILED = ("backup.backup_failed", "backup.drill_failed", "job.failed")
GAP = timedelta(minutes=60)
"""A pause of a person's day is told when it is longer."""


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What narrows the log; None means: any. ``action`` is a prefix, ``about`` a thing's id."""

    actor: str | None = None
    action: str | None = None
    contract_id: str | None = None
    about: str | None = None
    address: str | None = None
    outcome: Outcome | None = None
    since: datetime | None = None
    until: datetime | None = None


def narrowed(by: Narrowing) -> Select[tuple[AuditEvent]]:
    """The events that match all that is given."""
    query = select(AuditEvent)
    exact = {
        AuditEvent.actor_id: by.actor,
        AuditEvent.contract_id: by.contract_id,
        AuditEvent.object_id: by.about,
    }
    query = query.where(*(column == value for column, value in exact.items() if value))
    if by.action:
        query = query.where(AuditEvent.action.startswith(by.action, autoescape=True))
    if by.address:
        # Events before addresses had a column of their own hold them in their details.
        noted = AuditEvent.detail["address"].as_string() == by.address
        query = query.where(or_(AuditEvent.address == by.address, noted))
    if by.outcome == "done":
        query = query.where(AuditEvent.action.not_in(REFUSED + FAILED))
    elif by.outcome:
        query = query.where(AuditEvent.action.in_(REFUSED if by.outcome == "refused" else FAILED))
    if by.since:
        query = query.where(AuditEvent.at >= by.since)
    if by.until:
        query = query.where(AuditEvent.at < by.until)
    return query


MOST_OF_A_DAY = 2000


def day_of(db: Session, person: str, day: date) -> Sequence[AuditEvent]:
    """What a person did on a day (China time), and what was done to their account; oldest first."""
    begin = datetime.combine(day, time(), LOCAL)
    query = select(AuditEvent).where(
        or_(AuditEvent.actor_id == person, AuditEvent.object_id == person),
        AuditEvent.at >= begin,
        AuditEvent.at < begin + timedelta(days=1),
    )
    return db.scalars(query.order_by(AuditEvent.seq).limit(MOST_OF_A_DAY)).all()
