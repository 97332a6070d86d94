"""The installation's own rules and positions, as versions over those that ship."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from service.kernel.clock import new_id, now
from service.kernel.db import Base


class LibraryVersion(Base):
    """One version of an entry. A draft may change; a published version never does.

    The published version with the highest number counts, in place of the entry that ships under
    the same id; one that is not ``enabled`` takes the entry out of reviews.
    """

    __tablename__ = "library_versions"
    __table_args__ = (UniqueConstraint("entry_id", "number"),)

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    entry_id: Mapped[str] = mapped_column(index=True)
    number: Mapped[int]
    state: Mapped[str] = mapped_column(default="draft", index=True)
    content: Mapped[dict[str, Any]]
    enabled: Mapped[bool] = mapped_column(default=True)
    owner: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    author_id: Mapped[str]
    author_name: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(default=now)
    published_at: Mapped[datetime | None]
    published_by: Mapped[str | None]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}
