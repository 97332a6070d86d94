"""Restore a backup into an empty place, and prove that what came out is what went in."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import sqlalchemy as sa
from pydantic import BaseModel
from sqlalchemy.orm import Session

from service.accounts.roles import WORKER
from service.audit.anchors import verify
from service.backup.dump import count_on, count_rows, insert_part
from service.backup.making import Progress
from service.backup.repository import BackupDamaged, Repository, Snapshot
from service.contracts.tables import Contract
from service.flows.reports import collect
from service.kernel.crypto import MasterKey
from service.kernel.db import Database, open_engine
from service.kernel.errors import AppError
from service.kernel.settings import Settings
from service.kernel.storage import Storage
from service.kernel.vectors import VectorIndex, Where
from service.migrations import upgrade
from service.review.report import render
from service.search.actions import rebuild
from service.search.tables import SearchUnit

OpenIndex = Callable[[Settings], VectorIndex]


class PlaceNotEmpty(AppError):
    """A restore writes only where nothing is, so that it can destroy nothing."""

    code = "restore_not_empty"
    status = 409


class Proof(BaseModel):
    """What a restore compared; ``searched`` and ``reported`` are None where no contract is."""

    backup: str
    tables: int
    rows: int
    files: int
    file_bytes: int
    audit_rows: int
    passages: int
    searched: bool | None
    reported: bool | None
    unreadable_files: list[str]


def restore(
    repository: Repository,
    snapshot: Snapshot,
    settings: Settings,
    key: MasterKey,
    open_index: OpenIndex,
    model: str,
    progress: Progress,
) -> Proof:
    """Restore into ``settings.data`` (and its database), then compare and prove.

    The folder must be empty or absent and the database without tables; whatever fails, both are
    left so. Raises :class:`PlaceNotEmpty`, :class:`BackupDamaged`.
    """
    _refuse_unless_empty(settings, key)
    made_here = not settings.data.exists()
    try:
        _restore_rows(repository, snapshot, settings.resolved_database_url)
        storage = Storage.open(settings.files_url, settings.data, key)
        _restore_files(repository, snapshot, storage, progress)
        return _prove(snapshot, settings, storage, open_index, model)
    except BaseException:
        _empty_again(settings, made_here)
        raise


@contextmanager
def throw_away(settings: Settings) -> Iterator[Settings]:
    """Settings of an installation in a temporary folder, all embedded, gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="jianqi-drill-") as folder:
        yield settings.elsewhere(
            Path(folder) / "data", database_url=None, qdrant_url=None, files_url=None
        )


def _refuse_unless_empty(settings: Settings, key: MasterKey) -> None:
    if settings.data.exists() and any(settings.data.iterdir()):
        raise PlaceNotEmpty(place=str(settings.data))
    if settings.database_url:
        engine = open_engine(settings.database_url)
        try:
            tables = sa.inspect(engine).get_table_names()
        finally:
            engine.dispose()
        if tables:
            raise PlaceNotEmpty(place=engine.url.render_as_string(hide_password=True))
    if settings.files_url and Storage.open(settings.files_url, settings.data, key).keys():
        raise PlaceNotEmpty(place=settings.files_url)


def _empty_again(settings: Settings, made_here: bool) -> None:
    if settings.database_url:
        engine = open_engine(settings.database_url)
        found = sa.MetaData()
        found.reflect(engine)
        found.drop_all(engine)
        engine.dispose()
    if made_here:
        shutil.rmtree(settings.data, ignore_errors=True)
        return
    for inside in settings.data.iterdir():
        shutil.rmtree(inside) if inside.is_dir() else inside.unlink()


def _restore_rows(repository: Repository, snapshot: Snapshot, url: str) -> None:
    upgrade(url, snapshot.revision)
    database = Database(url)
    forms = [table.form for table in snapshot.tables]
    try:
        with database.write() as db:
            connection = db.connection()
            for table in snapshot.tables:
                # What the migrations themselves put there comes with the backup.
                connection.execute(sa.table(table.form.name).delete())
                for address in table.parts:
                    insert_part(connection, table.form, repository.get(address))
                if count_rows(connection, table.form) != table.rows:
                    raise BackupDamaged(object=table.form.name)
            count_on(connection, forms)
    finally:
        database.dispose()
    upgrade(url)


def _restore_files(
    repository: Repository, snapshot: Snapshot, storage: Storage, progress: Progress
) -> None:
    for number, file in enumerate(snapshot.files):
        progress(number, len(snapshot.files))
        storage.put(file.key, repository.get(file.address))
    progress(len(snapshot.files), len(snapshot.files))


def _prove(
    snapshot: Snapshot,
    settings: Settings,
    storage: Storage,
    open_index: OpenIndex,
    model: str,
) -> Proof:
    file_bytes = 0
    for file in snapshot.files:
        content = storage.get(file.key)
        if storage.address(content) != file.address:
            raise BackupDamaged(object=file.key)
        file_bytes += len(content)
    database = Database(settings.resolved_database_url)
    index = open_index(settings)
    try:
        with database.read() as db:
            verdict = verify(db, storage)
            if verdict.fault or verdict.head != snapshot.audit_head:
                raise BackupDamaged(object="audit_events")
        rebuild(database, index, model)
        with database.read() as db:
            searched = _search_one(db, index, model)
        reported = _report_one(database, storage)
        passages = index.count()
    finally:
        index.close()
        database.dispose()
    if searched is False or reported is False:
        raise BackupDamaged(object="search" if searched is False else "report")
    return Proof(
        backup=snapshot.id,
        tables=len(snapshot.tables),
        rows=snapshot.rows,
        files=len(snapshot.files),
        file_bytes=file_bytes,
        audit_rows=verdict.rows,
        passages=passages,
        searched=searched,
        reported=reported,
        unreadable_files=snapshot.unreadable_files,
    )


def _search_one(db: Session, index: VectorIndex, model: str) -> bool | None:
    """Whether a passage is found by its own meaning."""
    unit = db.scalars(
        sa.select(SearchUnit)
        .join(Contract, Contract.id == SearchUnit.contract_id)
        .where(SearchUnit.model == model, Contract.deleted_at.is_(None))
        .limit(1)
    ).first()
    if unit is None:
        return None
    vector = np.frombuffer(unit.vector, dtype="<f4").tolist()
    # Several passages may say the same: any of them will do.
    hits = index.nearest(vector, Where(), 1)
    return bool(hits) and hits[0].score > 0.999


def _report_one(database: Database, storage: Storage) -> bool | None:
    """Whether a contract's report can be made."""
    with database.read() as db:
        contract_id = db.scalar(
            sa.select(Contract.id)
            .where(Contract.has_reading, Contract.deleted_at.is_(None))
            .order_by(Contract.created_at)
            .limit(1)
        )
    if contract_id is None:
        return None
    data, _ = collect(database, storage, WORKER, contract_id, "zh")
    return len(render(data, "json")) > 2
