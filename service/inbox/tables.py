"""Mails that go out, and what became of them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from service.kernel.clock import now
from service.kernel.db import Base


class MailDelivery(Base):
    """One notification on its way to one person by mail; there is at most one row for each.

    ``state``: waiting → sending → sent, failed or dropped; ``unsure`` where the line broke after
    the last byte, so that nobody can know. Rows of one ``mail_id`` go in one message. ``handed``
    is set just before the byte that makes the server take the message: whoever dies before it is
    followed by a new attempt, whoever dies after it is not, so that no mail comes twice.
    """

    __tablename__ = "mail_deliveries"

    notification_id: Mapped[str] = mapped_column(
        ForeignKey("notifications.id", ondelete="CASCADE"), primary_key=True
    )
    user_id: Mapped[str] = mapped_column(index=True)
    kind: Mapped[str]
    state: Mapped[str] = mapped_column(default="waiting", index=True)
    reason: Mapped[str | None]
    reply: Mapped[str | None]
    mail_id: Mapped[str | None]
    attempts: Mapped[int] = mapped_column(default=0)
    next_at: Mapped[datetime] = mapped_column(default=now, index=True)
    claimed_until: Mapped[datetime | None]
    handed: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(default=now, index=True)
    ended_at: Mapped[datetime | None]
