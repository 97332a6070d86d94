"""Write audit events, in the transaction of what happened."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import structlog
from sqlalchemy import select
from sqlalchemy.orm import Session

from service.audit.tables import AuditEvent
from service.kernel.actor import Actor
from service.kernel.clock import now
from service.kernel.db import Database

COALESCE = timedelta(minutes=10)
"""Reading page after page of one contract is one event in this time, per person and action."""


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
    """Note one event in the caller's unit of work."""
    db.add(
        AuditEvent(
            at=now(),
            actor_id=actor.id,
            actor_name=actor.name,
            action=action,
            object_type=object_type,
            object_id=object_id,
            contract_id=contract_id,
            request_id=structlog.contextvars.get_contextvars().get("request_id"),
            detail=detail,
        )
    )


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
