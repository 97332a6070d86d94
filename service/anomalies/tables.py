"""One row for each anomaly that was told."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from service.kernel.clock import new_id
from service.kernel.db import Base


class Anomaly(Base):
    """A rule was met for a subject (a person's id, or an address) from ``first_at`` on.

    As long as it goes on, ``last_at`` and ``measure`` follow and nobody is told again.
    """

    __tablename__ = "anomalies"
    __table_args__ = (Index("ix_anomalies_rule_subject", "rule", "subject"),)

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    rule: Mapped[str]
    subject: Mapped[str]
    first_at: Mapped[datetime]
    last_at: Mapped[datetime]
    measure: Mapped[int]
