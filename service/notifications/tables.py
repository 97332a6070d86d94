"""Notifications, and what each person wants to be told by which way."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from service.kernel.clock import new_id, now
from service.kernel.db import Base
from service.notifications.kinds import Channel, Kind


class Notification(Base):
    """One person is told of one thing.

    The words come from ``kind`` and ``params`` in the reader's language; a contract's title is
    looked up when it is read, by who may still see the contract. ``once`` keeps the same thing
    from being told to a person twice. ``in_app`` is false for what the person wants by mail alone;
    ``mail_settled`` is true once it is decided whether a mail goes out.
    """

    __tablename__ = "notifications"
    __table_args__ = (
        UniqueConstraint("user_id", "once"),
        Index("ix_notifications_user_id_id", "user_id", "id"),
    )

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    user_id: Mapped[str]
    kind: Mapped[str]
    contract_id: Mapped[str | None] = mapped_column(index=True)
    params: Mapped[dict[str, Any]] = mapped_column(default=dict)
    once: Mapped[str | None]
    in_app: Mapped[bool] = mapped_column(default=True)
    mail_settled: Mapped[bool] = mapped_column(default=False, index=True)
    created_at: Mapped[datetime] = mapped_column(default=now, index=True)
    read_at: Mapped[datetime | None]
    dismissed_at: Mapped[datetime | None]


class NotificationChoices(Base):
    """How one person wants to be told; what is not named stands at its kind's default.

    ``switches`` holds ``kind.channel`` with true or false. Mails go to ``address``: at once, or
    once a day at ``digest_at`` (China time).
    """

    __tablename__ = "notification_choices"

    user_id: Mapped[str] = mapped_column(primary_key=True)
    address: Mapped[str | None]
    digest_at: Mapped[time | None]
    switches: Mapped[dict[str, Any]] = mapped_column(default=dict)


def wants(choices: NotificationChoices | None, kind: Kind, channel: Channel) -> bool:
    """Whether a person is told of ``kind`` by ``channel``."""
    if kind.fixed:
        return True
    default = channel == "app" or kind.mail
    return bool((choices.switches if choices else {}).get(f"{kind.code}.{channel}", default))
