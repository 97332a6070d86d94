"""Audit events: append only, chained."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from service.audit.chain import START
from service.kernel.db import Base


class AuditEvent(Base):
    """Who did what to which thing, when. ``detail`` holds ids and field names, no contract text.

    ``seq`` counts all events without a gap; ``chain`` is the link of ``service/audit/chain.py``.
    """

    __tablename__ = "audit_events"
    __table_args__ = (Index("ix_audit_events_contract_at", "contract_id", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    seq: Mapped[int] = mapped_column(unique=True)
    at: Mapped[datetime] = mapped_column(index=True)
    actor_id: Mapped[str] = mapped_column(index=True)
    actor_name: Mapped[str]
    action: Mapped[str] = mapped_column(index=True)
    object_type: Mapped[str]
    object_id: Mapped[str | None] = mapped_column(index=True)
    contract_id: Mapped[str | None]
    request_id: Mapped[str | None]
    address: Mapped[str | None] = mapped_column(index=True)
    detail: Mapped[dict[str, Any]]
    chain: Mapped[str]


class AuditHead(Base):
    """The end of the chain, in one row: locked while a unit of work adds its events."""

    __tablename__ = "audit_head"

    id: Mapped[int] = mapped_column(primary_key=True, default=1)
    seq: Mapped[int] = mapped_column(default=0)
    chain: Mapped[str] = mapped_column(default=START)
