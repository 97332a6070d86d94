"""What people wrote to the administrators from the help panel."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from service.kernel.clock import new_id, now
from service.kernel.db import Base


class Feedback(Base):
    """One message: its words, and where its writer was when something struck them.

    ``path`` is a page of the UI without its query, which could hold words of a contract.
    ``request_id`` finds the request in the logs. ``note`` is the administrators' own,
    ``answer`` is what they tell the writer.
    """

    __tablename__ = "feedback"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    author_id: Mapped[str] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    text: Mapped[str]
    path: Mapped[str]
    request_id: Mapped[str | None]
    browser: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(default=now, index=True)
    done: Mapped[bool] = mapped_column(default=False, index=True)
    note: Mapped[str] = mapped_column(default="")
    answer: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}
