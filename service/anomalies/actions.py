"""Follow the audit log, tell of what is out of the ordinary, each time once.

The place up to which the log was looked at, the anomaly and the notifications are written in one
transaction: a process that dies tells nothing twice and passes nothing over.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.accounts.holders import holders
from service.accounts.tables import User
from service.anomalies.rules import (
    RULES,
    Rule,
    is_outside,
    measure,
    subject_of,
    threshold,
    window,
)
from service.anomalies.tables import Anomaly
from service.audit.anchors import verify
from service.audit.chain import Fault
from service.audit.tables import AuditEvent, AuditHead
from service.kernel.clock import LOCAL
from service.kernel.crypto import CannotDecrypt
from service.kernel.db import Database
from service.kernel.events import OutboxCursor
from service.kernel.settings import Settings
from service.kernel.storage import Storage
from service.notifications.actions import tell

FOLLOWER = "anomalies"
BATCH = 500
PERMISSION = "audit.read"


def look(db: Session, settings: Settings) -> int:
    """Look at what was recorded since the last time; how many events.

    The first time there is nothing to look at: what an installation has behind it is no news.
    """
    place = db.get(OutboxCursor, FOLLOWER, with_for_update=True)
    if place is None:
        head = db.scalars(select(AuditHead.seq)).one()
        db.add(OutboxCursor(follower=FOLLOWER, position=head))
        return 0
    query = select(AuditEvent).where(AuditEvent.seq > place.position)
    fresh = db.scalars(query.order_by(AuditEvent.seq).limit(BATCH)).all()
    for rule in RULES:
        if threshold(rule, settings) > 0:
            _apply(db, settings, rule, fresh)
    if fresh:
        place.position = fresh[-1].seq
    return len(fresh)


def _apply(db: Session, settings: Settings, rule: Rule, fresh: Sequence[AuditEvent]) -> None:
    subjects = sorted({s for event in fresh if (s := subject_of(rule, event))})
    new = {event.seq for event in fresh}
    for subject in subjects:
        mine = [event for event in fresh if subject_of(rule, event) == subject]
        events = _around(db, settings, rule, subject, mine[0].at, mine[-1].seq)
        start = 0
        for end, event in enumerate(events):
            while events[start].at < event.at - window(rule, settings):
                start += 1
            counted = measure(rule, events[start : end + 1])
            if event.seq in new and counted >= threshold(rule, settings):
                _note(db, settings, rule, subject, event, counted)


def _around(
    db: Session, settings: Settings, rule: Rule, subject: str, first: datetime, last: int
) -> list[AuditEvent]:
    """The subject's events that count, from a window before ``first`` on to the row ``last``."""
    query = select(AuditEvent).where(
        AuditEvent.action.in_(rule.actions),
        AuditEvent.at >= first - window(rule, settings),
        AuditEvent.seq <= last,
    )
    found = db.scalars(query.order_by(AuditEvent.seq)).all()
    return [
        event
        for event in found
        if subject_of(rule, event) == subject
        and not (rule.outside and not is_outside(settings, event.at))
    ]


def _note(
    db: Session, settings: Settings, rule: Rule, subject: str, event: AuditEvent, counted: int
) -> None:
    going_on = select(Anomaly).where(
        Anomaly.rule == rule.code,
        Anomaly.subject == subject,
        Anomaly.last_at >= event.at - window(rule, settings),
    )
    known = db.scalars(going_on.order_by(Anomaly.last_at.desc()).limit(1)).first()
    if known is not None:
        known.last_at, known.measure = max(known.last_at, event.at), max(known.measure, counted)
        db.flush()
        return
    anomaly = Anomaly(
        rule=rule.code, subject=subject, first_at=event.at, last_at=event.at, measure=counted
    )
    db.add(anomaly)
    db.flush()
    day = event.at.astimezone(LOCAL).date().isoformat()
    minutes = int(window(rule, settings).total_seconds() // 60)
    who = {"who": _name(db, rule, subject), "subject": subject}
    params = who | {"n": counted, "minutes": minutes, "day": day}
    tell(db, holders(db, PERMISSION), rule.code, once=f"anomaly:{anomaly.id}", params=params)


def _name(db: Session, rule: Rule, subject: str) -> str:
    if rule.subject == "address":
        return subject
    return db.scalar(select(User.name).where(User.id == subject)) or subject


def check_log(database: Database, storage: Storage) -> Fault | None:
    """Walk the audit log's chain and tell of the first row at which it does not hold."""
    with database.read() as db:
        try:
            fault = verify(db, storage).fault
            broken = f"{fault.kind}:{fault.seq}" if fault else None
        except CannotDecrypt:
            fault, broken = None, "anchor"
    if broken:
        row = fault.seq if fault else 0
        with database.write() as db:
            once = f"audit_broken:{broken}"
            tell(db, holders(db, PERMISSION), "audit_broken", once=once, params={"row": row})
    return fault
