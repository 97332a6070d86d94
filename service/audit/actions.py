"""Write audit events, in the transaction of what happened."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import structlog
from sqlalchemy import select
from sqlalchemy.orm import Session

from service.audit.chain import link
from service.audit.tables import AuditEvent, AuditHead
from service.kernel.actor import Actor
from service.kernel.caller import caller_address
from service.kernel.clock import now
from service.kernel.db import Database, before_commit

COALESCE = timedelta(minutes=10)
"""Reading page after page of one contract is one event in this time, per person and action."""

_NOTED = "audit_noted"


def record(
    db: Session,
    actor: Actor,
    action: str,
    object_type: str,
    object_id: str | None = None,
    *,
    contract_id: str | None = None,
    **detail: Any,
) -> None:
    """Note one event in the caller's unit of work; it joins the chain when that ends."""
    noted: list[AuditEvent] = db.info.setdefault(_NOTED, [])
    if not noted:
        before_commit(db, _chain_noted)
    noted.append(
        AuditEvent(
            at=now(),
            actor_id=actor.id,
            actor_name=actor.name,
            action=action,
            object_type=object_type,
            object_id=object_id,
            contract_id=contract_id,
            request_id=structlog.contextvars.get_contextvars().get("request_id"),
            address=caller_address.get(),
            detail=detail,
        )
    )


def _chain_noted(db: Session) -> None:
    """Link the unit's events to the chain, last of all: the head is locked but for a moment."""
    head = db.scalars(select(AuditHead).with_for_update()).one()
    for event in db.info.pop(_NOTED):
        event.seq = head.seq + 1
        event.chain = link(head.chain, event)
        head.seq, head.chain = event.seq, event.chain
        db.add(event)
        db.flush()


def record_read(
    database: Database,
    actor: Actor,
    action: str,
    object_type: str,
    object_id: str,
    contract_id: str,
) -> None:
    """Note that a file was read, before it is handed out; repeated reads coalesce."""
    with database.read() as db:
        recent = db.scalar(
            select(AuditEvent.id)
            .where(
                AuditEvent.contract_id == contract_id,
                AuditEvent.at > now() - COALESCE,
                AuditEvent.actor_id == actor.id,
                AuditEvent.action == action,
                AuditEvent.object_id == object_id,
            )
            .limit(1)
        )
    if recent is None:
        with database.write() as db:
            record(db, actor, action, object_type, object_id, contract_id=contract_id)
