"""Audit events: append only."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from service.kernel.db import Base


class AuditEvent(Base):
    """Who did what to which thing, when. ``detail`` holds ids and field names, no contract text."""

    __tablename__ = "audit_events"
    __table_args__ = (Index("ix_audit_events_contract_at", "contract_id", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    at: Mapped[datetime] = mapped_column(index=True)
    actor_id: Mapped[str] = mapped_column(index=True)
    actor_name: Mapped[str]
    action: Mapped[str] = mapped_column(index=True)
    object_type: Mapped[str]
    object_id: Mapped[str | None]
    contract_id: Mapped[str | None]
    request_id: Mapped[str | None]
    detail: Mapped[dict[str, Any]]
