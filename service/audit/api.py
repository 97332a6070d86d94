"""The audit log for administrators."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict
from sqlalchemy import select

from service.audit.tables import AuditEvent
from service.kernel.http import Reads, needs
from service.kernel.paging import Cursor, Limit, ListOf, page

router = APIRouter(prefix="/audit", tags=["audit"])


class AuditEventOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: int
    at: datetime
    actor_id: str
    actor_name: str
    action: str
    object_type: str
    object_id: str | None
    contract_id: str | None
    detail: dict[str, Any]


@router.get("", dependencies=[needs("audit.read")])
def list_events(
    db: Reads,
    actor: str | None = None,
    action: str | None = None,
    contract_id: str | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> ListOf[AuditEventOut]:
    """Newest first; ``actor`` is a person's id, ``action`` a prefix such as ``contract.``."""
    query = select(AuditEvent)
    if actor:
        query = query.where(AuditEvent.actor_id == actor)
    if action:
        query = query.where(AuditEvent.action.startswith(action, autoescape=True))
    if contract_id:
        query = query.where(AuditEvent.contract_id == contract_id)
    if since:
        query = query.where(AuditEvent.at >= since)
    if until:
        query = query.where(AuditEvent.at < until)
    rows, following = page(
        db,
        query,
        sort=AuditEvent.id.expression,
        key=AuditEvent.id.expression,
        descending=True,
        limit=limit,
        cursor=cursor,
    )
    return ListOf(items=[AuditEventOut.model_validate(row) for row in rows], next_cursor=following)
