"""Backups and restore drills, for administrators."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from fastapi import APIRouter, Request
from pydantic import BaseModel
from sqlalchemy import select

from service.backup import actions
from service.backup.tables import BackupRun
from service.kernel.http import ActorOf, Reads, Writes, needs
from service.kernel.limits import limited
from service.kernel.locale import language_of, say
from service.kernel.paging import Cursor, Limit, ListOf, page
from service.kernel.settings import Settings

router = APIRouter(prefix="/backups", tags=["backup"])


class BackupError(BaseModel):
    """Why a run failed, in the reader's language."""

    code: str
    title: str
    mend: str


class BackupRunOut(BaseModel):
    """A backup or drill; ``result`` holds sizes in bytes, counts, and what a drill proved."""

    id: str
    kind: Literal["backup", "drill"]
    place: str
    state: Literal["queued", "running", "done", "failed", "cancelled"]
    trigger: Literal["schedule", "person"]
    ordered_by: str
    done: int
    total: int
    backup_id: str | None
    result: dict[str, Any]
    error: BackupError | None
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None


class BackupPlan(BaseModel):
    """What the settings say; ``place`` None means that no backup is made."""

    place: str | None
    at: str
    keep: int
    drill_days: int


def _settings(request: Request) -> Settings:
    chosen: Settings = request.app.state.settings
    return chosen


def _out(run: BackupRun, request: Request) -> BackupRunOut:
    error = None
    if run.error_code:
        language = language_of(request.headers.get("accept-language"))
        title, mend = (
            say(f"errors.{run.error_code}.{part}", language, **run.error_params)
            for part in ("title", "mend")
        )
        error = BackupError(code=run.error_code, title=title, mend=mend)
    fields = {name: getattr(run, name) for name in BackupRunOut.model_fields if name != "error"}
    return BackupRunOut(**fields, error=error)


@router.get("/plan", dependencies=[needs("settings.manage")])
def backup_plan(request: Request) -> BackupPlan:
    """Where and when backups are made."""
    chosen = _settings(request)
    return BackupPlan(
        place=chosen.backup_to,
        at=chosen.backup_at.isoformat("minutes"),
        keep=chosen.backup_keep,
        drill_days=chosen.drill_days,
    )


@router.get("", dependencies=[needs("settings.manage")])
def list_backup_runs(
    db: Reads, request: Request, limit: Limit = 50, cursor: Cursor = None
) -> ListOf[BackupRunOut]:
    """Backups and drills, newest first."""
    rows, following = page(
        db,
        select(BackupRun),
        sort=BackupRun.created_at.expression,
        key=BackupRun.id.expression,
        descending=True,
        limit=limit,
        cursor=cursor,
    )
    return ListOf(items=[_out(row, request) for row in rows], next_cursor=following)


@router.post("", status_code=202, dependencies=[needs("settings.manage"), limited("backup")])
def order_backup(db: Writes, actor: ActorOf, request: Request) -> BackupRunOut:
    """Back up now; it begins within seconds."""
    return _out(actions.order(db, actor, _settings(request), "backup", "person"), request)


@router.post("/drill", status_code=202, dependencies=[needs("settings.manage"), limited("backup")])
def order_drill(db: Writes, actor: ActorOf, request: Request) -> BackupRunOut:
    """Restore the newest backup into a throw-away place and compare; it begins within seconds."""
    return _out(actions.order(db, actor, _settings(request), "drill", "person"), request)


@router.post("/{run_id}/cancel", dependencies=[needs("settings.manage")])
def cancel_backup_run(run_id: str, db: Writes, actor: ActorOf, request: Request) -> BackupRunOut:
    """Stop a run at its next file; what it has stored helps the next one."""
    return _out(actions.cancel(db, actor, run_id), request)
