"""Findings of a review, and people's annotations on the text."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from service.kernel.clock import new_id, now
from service.kernel.db import Base


class FindingRow(Base):
    """One finding as the review's JSON holds it, and what a person decided.

    ``data`` is in the document's language; ``translated`` holds those of its keys that read
    differently in the other, under that language's name.
    """

    __tablename__ = "findings"
    __table_args__ = (UniqueConstraint("contract_id", "review_key"),)

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    contract_id: Mapped[str] = mapped_column(
        ForeignKey("contracts.id", ondelete="CASCADE"), index=True
    )
    review_key: Mapped[str]
    position: Mapped[int]
    kind: Mapped[str] = mapped_column(index=True)
    severity: Mapped[str] = mapped_column(index=True)
    data: Mapped[dict[str, Any]]
    translated: Mapped[dict[str, Any]] = mapped_column(default=dict)
    decision: Mapped[str] = mapped_column(default="open")
    edited_value: Mapped[str | None]
    reason: Mapped[str | None]
    decided_by: Mapped[str | None]
    decided_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}


class PositionRow(Base):
    """Where the clauses of one kind stand against the library, as the review's JSON holds it.

    ``data`` and ``translated`` as in a finding.
    """

    __tablename__ = "clause_positions"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    contract_id: Mapped[str] = mapped_column(
        ForeignKey("contracts.id", ondelete="CASCADE"), index=True
    )
    place: Mapped[int]
    clause_kind: Mapped[str]
    status: Mapped[str] = mapped_column(index=True)
    data: Mapped[dict[str, Any]]
    translated: Mapped[dict[str, Any]] = mapped_column(default=dict)


class Annotation(Base):
    """A reviewer's note on a span of the text."""

    __tablename__ = "annotations"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    contract_id: Mapped[str] = mapped_column(
        ForeignKey("contracts.id", ondelete="CASCADE"), index=True
    )
    start: Mapped[int]
    end: Mapped[int]
    quote: Mapped[str]
    boxes: Mapped[list[Any]]
    label: Mapped[str]
    note: Mapped[str]
    author_id: Mapped[str]
    author_name: Mapped[str]
    decision: Mapped[str] = mapped_column(default="open")
    created_at: Mapped[datetime] = mapped_column(default=now)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}
