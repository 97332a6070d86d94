"""How each person likes to work: preferences, and filters kept under a name."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from service.kernel.clock import new_id, now
from service.kernel.db import Base


class PersonPreferences(Base):
    """One person's choices; what is not named stands at its default."""

    __tablename__ = "preferences"

    user_id: Mapped[str] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), primary_key=True
    )
    chosen: Mapped[dict[str, Any]]


class SavedView(Base):
    """Filters and order of a list under a name: its owner's, or shared with everybody.

    ``query`` is what stands in the page's address. It says what to look for, never what is found:
    everybody who opens a shared view sees what they may see.
    """

    __tablename__ = "saved_views"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    owner_id: Mapped[str] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    page: Mapped[str]
    name: Mapped[str]
    query: Mapped[dict[str, Any]]
    shared: Mapped[bool] = mapped_column(default=False, index=True)
    created_at: Mapped[datetime] = mapped_column(default=now)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}
