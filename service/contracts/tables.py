"""The contract's record, its facts with their evidence, and its history."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from service.kernel.clock import new_id, now
from service.kernel.db import Base


class Contract(Base):
    """The record (台账) of one contract and where it stands in its life.

    ``sources`` tells for each field who gave it: machine (with the fact's id), person or import.
    ``secrecy`` (密级) is normal or confidential: ``contracts.rights`` says who then sees it.
    ``risks`` and ``open_decisions`` are facts that the review publishes to the record.
    """

    __tablename__ = "contracts"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    number: Mapped[str | None] = mapped_column(index=True)
    title: Mapped[str]
    type: Mapped[str] = mapped_column(default="other", index=True)
    status: Mapped[str] = mapped_column(default="draft", index=True)
    archived: Mapped[bool] = mapped_column(default=False)
    door: Mapped[str] = mapped_column(default="draft")
    counterparty: Mapped[str | None] = mapped_column(index=True)
    our_party: Mapped[str | None]
    party_names: Mapped[list[str]] = mapped_column(default=list)
    stance: Mapped[str] = mapped_column(default="neutral")
    amount: Mapped[Decimal | None]
    currency: Mapped[str | None]
    signed_on: Mapped[date | None]
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None] = mapped_column(index=True)
    note: Mapped[str | None]
    sources: Mapped[dict[str, Any]] = mapped_column(default=dict)

    owner_id: Mapped[str] = mapped_column(index=True)
    created_by: Mapped[str] = mapped_column(index=True)
    unit_id: Mapped[str | None] = mapped_column(ForeignKey("units.id"), index=True)
    secrecy: Mapped[str] = mapped_column(default="normal")

    job_id: Mapped[str | None] = mapped_column(index=True)
    has_reading: Mapped[bool] = mapped_column(default=False)
    risk_high: Mapped[int] = mapped_column(default=0)
    risk_medium: Mapped[int] = mapped_column(default=0)
    risk_low: Mapped[int] = mapped_column(default=0)
    open_decisions: Mapped[int] = mapped_column(default=0)

    demo: Mapped[bool] = mapped_column(default=False)
    deleted_at: Mapped[datetime | None]
    created_at: Mapped[datetime] = mapped_column(default=now)
    updated_at: Mapped[datetime] = mapped_column(default=now, onupdate=now, index=True)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}


class ContractTag(Base):
    """A tag on a contract (标签)."""

    __tablename__ = "contract_tags"

    contract_id: Mapped[str] = mapped_column(
        ForeignKey("contracts.id", ondelete="CASCADE"), primary_key=True
    )
    name: Mapped[str] = mapped_column(primary_key=True, index=True)


class ContractGrant(Base):
    """Access to one contract for a person, a unit with all below it, or a role.

    Exactly one of the three is set. At ``expires_at`` it ends by itself: whoever asks what is
    allowed compares it with the present moment.
    """

    __tablename__ = "contract_grants"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    contract_id: Mapped[str] = mapped_column(
        ForeignKey("contracts.id", ondelete="CASCADE"), index=True
    )
    user_id: Mapped[str | None] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), index=True
    )
    unit_id: Mapped[str | None] = mapped_column(
        ForeignKey("units.id", ondelete="CASCADE"), index=True
    )
    role_code: Mapped[str | None] = mapped_column(
        ForeignKey("roles.code", ondelete="CASCADE"), index=True
    )
    level: Mapped[str]
    expires_at: Mapped[datetime | None]
    reason: Mapped[str | None]
    granted_by: Mapped[str]
    granted_by_name: Mapped[str]
    granted_at: Mapped[datetime] = mapped_column(default=now)


class Fact(Base):
    """One value read from the document, and what a person decided about it.

    ``data`` is the value's object as in the reading's JSON, evidence included. A person's value
    stands in ``edited_value``; the machine's stays beside it.
    """

    __tablename__ = "facts"
    __table_args__ = (UniqueConstraint("contract_id", "reading_key"),)

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    contract_id: Mapped[str] = mapped_column(
        ForeignKey("contracts.id", ondelete="CASCADE"), index=True
    )
    reading_key: Mapped[str]
    position: Mapped[int]
    group: Mapped[str]
    kind: Mapped[str]
    value: Mapped[str]
    edited_value: Mapped[str | None]
    data: Mapped[dict[str, Any]]
    producer: Mapped[str]
    confidence: Mapped[float]
    decision: Mapped[str] = mapped_column(default="pending")
    reason: Mapped[str | None]
    decided_by: Mapped[str | None]
    decided_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}


class HistoryEntry(Base):
    """One thing that happened to a contract, for its people to read (历程)."""

    __tablename__ = "contract_history"
    __table_args__ = (Index("ix_contract_history_contract_id_at", "contract_id", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    contract_id: Mapped[str] = mapped_column(ForeignKey("contracts.id", ondelete="CASCADE"))
    at: Mapped[datetime] = mapped_column(default=now)
    actor_name: Mapped[str]
    kind: Mapped[str]
    params: Mapped[dict[str, Any]] = mapped_column(default=dict)


class EventDate(Base):
    """The day on which something happened that periods of the contract run from (起算事件).

    The event is named by its key and by its words in the contract: 开箱检验合格 and 最终检验合格
    are not the same day.
    """

    __tablename__ = "contract_event_dates"

    contract_id: Mapped[str] = mapped_column(
        ForeignKey("contracts.id", ondelete="CASCADE"), primary_key=True
    )
    event: Mapped[str] = mapped_column(primary_key=True)
    text: Mapped[str] = mapped_column(primary_key=True)
    happened_on: Mapped[date]
    set_by: Mapped[str]
    set_at: Mapped[datetime] = mapped_column(default=now)
