"""Order backups and drills, and carry them out, one at a time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from service.accounts.holders import holders
from service.audit.actions import record
from service.backup.making import Progress, keep, make_backup
from service.backup.repository import Repository
from service.backup.restoring import OpenIndex, restore, throw_away
from service.backup.tables import BackupRun
from service.kernel.actor import SYSTEM, Actor
from service.kernel.clock import LOCAL, now, today
from service.kernel.crypto import MasterKey
from service.kernel.db import Database
from service.kernel.errors import AppError, Conflict, NotFound
from service.kernel.logs import log
from service.kernel.settings import Settings
from service.kernel.storage import Storage
from service.notifications.actions import tell

Kind = Literal["backup", "drill"]
SILENT = timedelta(minutes=5)
"""A run that has given no sign of life for so long has died."""


OVERDUE = timedelta(hours=36)
"""A nightly backup that has not come about for so long is overdue."""


class NoPlace(Conflict):
    """No place for backups has been set."""

    code = "backup_no_place"


class AlreadyRunning(Conflict):
    """One backup or drill at a time."""

    code = "backup_running"


class Interrupted(AppError):
    """The process that carried it out has died."""

    code = "backup_interrupted"


class Cancelled(AppError):
    """A person asked for it to stop."""

    code = "backup_cancelled"


def order(db: Session, actor: Actor, settings: Settings, kind: Kind, trigger: str) -> BackupRun:
    """Order a run, for the next sweep to begin. Raises ``NoPlace`` or ``AlreadyRunning``."""
    if not settings.backup_to:
        raise NoPlace
    if _waiting(db):
        raise AlreadyRunning
    run = BackupRun(kind=kind, place=settings.backup_to, trigger=trigger, ordered_by=actor.name)
    db.add(run)
    db.flush()
    record(db, actor, f"backup.{kind}_ordered", "backup_run", run.id, trigger=trigger)
    return run


def cancel(db: Session, actor: Actor, run_id: str) -> BackupRun:
    """Ask a run to stop at the next file."""
    run = db.get(BackupRun, run_id)
    if run is None:
        raise NotFound
    if run.finished_at is None:
        run.cancel_requested = True
        record(db, actor, "backup.cancelled", "backup_run", run.id)
    return run


def order_due(db: Session, settings: Settings) -> BackupRun | None:
    """Order tonight's backup or the drill that is due, if any; end what has died."""
    _end_the_dead(db)
    if not settings.backup_to or _waiting(db):
        return None
    if _last(db, "backup") < _latest_turn(settings):
        return order(db, SYSTEM, settings, "backup", "schedule")
    if settings.drill_days and _last(db, "backup", done=True) > _EPOCH:
        due = _last(db, "drill") + timedelta(days=settings.drill_days)
        if due < now():
            return order(db, SYSTEM, settings, "drill", "schedule")
    return None


def tell_overdue(db: Session, settings: Settings) -> None:
    """Tell once a day while no backup has come about for more than a day and a half."""
    if not settings.backup_to:
        return
    last = _last(db, "backup", done=True)
    first = db.scalar(select(func.min(BackupRun.created_at)))
    if first is None or max(last, first) > now() - OVERDUE:
        return
    hours = int((now() - max(last, first)).total_seconds() // 3600)
    once = f"backup_overdue:{today().isoformat()}"
    tell(db, holders(db, "settings.manage"), "backup_overdue", once=once, params={"hours": hours})


@dataclass(frozen=True)
class Ground:
    """What a run works on."""

    settings: Settings
    database: Database
    storage: Storage
    key: MasterKey
    open_index: OpenIndex
    model: str


def is_waiting(db: Session) -> bool:
    """Whether a run waits to be begun."""
    return db.scalar(select(BackupRun.id).where(BackupRun.state == "queued").limit(1)) is not None


def carry_out_next(ground: Ground) -> str | None:
    """Carry out the run that waits, if any; returns its id. Errors end up in its row."""
    with ground.database.write() as db:
        waiting = select(BackupRun).where(BackupRun.state == "queued").limit(1)
        run = db.scalars(waiting.with_for_update(skip_locked=True)).first()
        if run is None:
            return None
        run.state, run.started_at, run.alive_at = "running", now(), now()
        run_id, kind = run.id, run.kind
    work = _back_up if kind == "backup" else _drill
    try:
        backup_id, result = work(ground, run_id)
    except Cancelled:
        _finish(ground.database, run_id, "cancelled")
    except AppError as error:
        _finish(ground.database, run_id, "failed", error=error)
    except Exception as error:
        log.error("backup_failed", error=type(error).__name__)
        _finish(ground.database, run_id, "failed", error=AppError())
        raise
    else:
        _finish(ground.database, run_id, "done", backup_id=backup_id, result=result)
    return run_id


def _back_up(ground: Ground, run_id: str) -> tuple[str, dict[str, Any]]:
    repository = _repository(ground, create=True)
    made = make_backup(
        ground.database, ground.storage, repository, _progress(ground.database, run_id)
    )
    freed = repository.forget(keep(repository.ids(), ground.settings.backup_keep))
    snapshot = made.snapshot
    return snapshot.id, {
        "rows": snapshot.rows,
        "files": len(snapshot.files),
        "bytes_added": made.bytes_added,
        "bytes_freed": freed,
        "bytes_total": repository.size(),
        "backups": len(repository.ids()),
        "unreadable_files": snapshot.unreadable_files,
    }


def _drill(ground: Ground, run_id: str) -> tuple[str, dict[str, Any]]:
    repository = _repository(ground)
    snapshot = repository.load()
    with throw_away(ground.settings) as settings:
        proof = restore(
            repository,
            snapshot,
            settings,
            ground.key,
            ground.open_index,
            ground.model,
            _progress(ground.database, run_id),
        )
    return snapshot.id, proof.model_dump()


def _repository(ground: Ground, *, create: bool = False) -> Repository:
    if not ground.settings.backup_to:
        raise NoPlace
    return Repository.open(ground.settings.backup_to, ground.key, create=create)


def _progress(database: Database, run_id: str) -> Progress:
    """Writes the row about once a second, and hears a cancellation there."""
    last = now() - timedelta(hours=1)

    def tell(done: int, total: int) -> None:
        nonlocal last
        if done < total and now() - last < timedelta(seconds=1):
            return
        last = now()
        with database.write() as db:
            run = db.get_one(BackupRun, run_id)
            run.done, run.total, run.alive_at = done, total, now()
            if run.cancel_requested:
                raise Cancelled

    return tell


def _finish(
    database: Database,
    run_id: str,
    state: Literal["done", "failed", "cancelled"],
    *,
    backup_id: str | None = None,
    result: dict[str, Any] | None = None,
    error: AppError | None = None,
) -> None:
    with database.write() as db:
        run = db.get_one(BackupRun, run_id)
        run.state, run.finished_at = state, now()
        run.backup_id, run.result = backup_id, result or {}
        if error:
            run.error_code, run.error_params = error.code, error.params
        record(
            db,
            SYSTEM,
            f"backup.{run.kind}_{state}",
            "backup_run",
            run_id,
            backup=backup_id,
            error=run.error_code,
        )
        if state == "failed":
            _tell_failed(db, run)


def _tell_failed(db: Session, run: BackupRun) -> None:
    kind = "backup_failed" if run.kind == "backup" else "drill_failed"
    why = {"error": run.error_code, "given": run.error_params}
    tell(db, holders(db, "settings.manage"), kind, once=f"{kind}:{run.id}", params=why)


def _end_the_dead(db: Session) -> None:
    silent = select(BackupRun).where(
        BackupRun.state == "running", BackupRun.alive_at < now() - SILENT
    )
    for run in db.scalars(silent.with_for_update(skip_locked=True)).all():
        run.state, run.finished_at, run.error_code = "failed", now(), Interrupted.code
        _tell_failed(db, run)


def _waiting(db: Session) -> bool:
    unfinished = select(BackupRun.id).where(BackupRun.finished_at.is_(None))
    return db.scalar(unfinished.limit(1)) is not None


_EPOCH = datetime(2000, 1, 1, tzinfo=LOCAL)


def _last(db: Session, kind: Kind, *, done: bool = False) -> datetime:
    """When the last run of this kind was ordered; a failed one counts, it waits for its turn."""
    query = select(BackupRun.created_at).where(BackupRun.kind == kind)
    if done:
        query = query.where(BackupRun.state == "done")
    return db.scalar(query.order_by(BackupRun.created_at.desc()).limit(1)) or _EPOCH


def _latest_turn(settings: Settings) -> datetime:
    """The last moment at which the nightly backup should have begun."""
    here = now().astimezone(LOCAL)
    turn = here.replace(
        hour=settings.backup_at.hour, minute=settings.backup_at.minute, second=0, microsecond=0
    )
    return turn if turn <= here else turn - timedelta(days=1)
