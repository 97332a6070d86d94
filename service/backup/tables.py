"""What backups and drills there were. Each row is order, progress bar and record in one."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Mapped, mapped_column

from service.kernel.clock import new_id, now
from service.kernel.db import Base


class BackupRun(Base):
    """One backup or restore drill: queued → running → done | failed | cancelled.

    ``alive_at`` is the last sign of life; a run that gives none for long has died. ``result`` is
    what a finished run has to tell: sizes, counts, and a drill's proof.
    """

    __tablename__ = "backup_runs"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    kind: Mapped[str]
    place: Mapped[str]
    state: Mapped[str] = mapped_column(default="queued", index=True)
    trigger: Mapped[str]
    ordered_by: Mapped[str]
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    cancel_requested: Mapped[bool] = mapped_column(default=False)
    backup_id: Mapped[str | None]
    result: Mapped[dict[str, Any]] = mapped_column(default=dict)
    error_code: Mapped[str | None]
    error_params: Mapped[dict[str, Any]] = mapped_column(default=dict)
    created_at: Mapped[datetime] = mapped_column(default=now, index=True)
    started_at: Mapped[datetime | None]
    alive_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
