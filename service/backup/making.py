"""Make a backup: the database as of one moment, every file it names, and nothing twice."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version

import sqlalchemy as sa
from alembic.runtime.migration import MigrationContext

from service.audit.tables import AuditHead
from service.backup.dump import form_of, parts_of
from service.backup.repository import FileContent, Repository, Snapshot, TableContent
from service.backup.tables import BackupRun
from service.kernel.clock import now
from service.kernel.crypto import CannotDecrypt
from service.kernel.db import Database
from service.kernel.events import OutboxCursor
from service.kernel.storage import Entry, FileMissing, Storage
from service.migrations.all_tables import metadata
from service.readings.tables import StoredFile

LEFT_OUT = {BackupRun.__tablename__, OutboxCursor.__tablename__}
"""Tables that tell of this installation alone: its runs, and how far its own index has come."""

Progress = Callable[[int, int], None]
"""Told how much of how much is done; may raise to break the work off."""


@dataclass(frozen=True, slots=True)
class Made:
    """A finished backup and how many bytes it added to the place."""

    snapshot: Snapshot
    bytes_added: int


def make_backup(
    database: Database, storage: Storage, repository: Repository, progress: Progress
) -> Made:
    """Back everything up.

    A stored file that is missing or damaged does not stop the backup; it is named in it. Raises
    :class:`service.backup.repository.BackupUnreachable` where the place is full or gone.
    """
    moment = now()
    before = _files_of_last(repository)
    added = 0
    with database.snapshot() as connection:
        tables: list[TableContent] = []
        for table in metadata.sorted_tables:
            if table.name not in LEFT_OUT:
                content, bytes_added = _dump(connection, table, repository)
                tables.append(content)
                added += bytes_added
        revision = MigrationContext.configure(connection).get_current_revision() or ""
        head = connection.execute(
            sa.select(AuditHead.__table__.c.seq, AuditHead.__table__.c.chain)
        ).one()
        named = set(connection.scalars(sa.select(StoredFile.__table__.c.storage_key)))
    # A file is written before the row that names it: what the rows name is there by now.
    entries = storage.entries()
    files: list[FileContent] = []
    unreadable = sorted(named - {entry.key for entry in entries})
    for number, entry in enumerate(entries):
        progress(number, len(entries))
        try:
            content_of_file, bytes_added = _copy(entry, storage, repository, before)
        except (FileMissing, CannotDecrypt):
            unreadable.append(entry.key)
            continue
        files.append(content_of_file)
        added += bytes_added
    progress(len(entries), len(entries))
    snapshot = Snapshot(
        id=_new_id(moment),
        at=moment,
        product=version("jianqi"),
        revision=revision,
        tables=tables,
        files=files,
        audit_rows=head.seq,
        audit_head=head.chain,
        unreadable_files=unreadable,
    )
    repository.save(snapshot)
    return Made(snapshot, added)


def _new_id(moment: datetime) -> str:
    """Sorts by time, to the millisecond: backups may follow each other within a second."""
    at = moment.astimezone(UTC)
    return f"{at:%Y%m%dT%H%M%S}.{at.microsecond // 1000:03d}Z-{secrets.token_hex(3)}"


def keep(backup_ids: Sequence[str], count: int) -> Iterable[str]:
    """Those that may go when the newest ``count`` stay."""
    return sorted(backup_ids)[:-count] if count else []


def _files_of_last(repository: Repository) -> dict[tuple[str, int, str], str]:
    """Addresses by key, size and stamp: what need not be read again."""
    ids = repository.ids()
    if not ids:
        return {}
    files = repository.load(ids[-1]).files
    return {(file.key, file.size, file.stamp): file.address for file in files}


def _dump(
    connection: sa.Connection, table: sa.Table, repository: Repository
) -> tuple[TableContent, int]:
    form = form_of(table)
    parts: list[str] = []
    rows = added = 0
    for part in parts_of(connection, form):
        address, bytes_added = repository.put(part.data)
        parts.append(address)
        rows += part.rows
        added += bytes_added
    return TableContent(form=form, rows=rows, parts=parts), added


def _copy(
    entry: Entry,
    storage: Storage,
    repository: Repository,
    before: dict[tuple[str, int, str], str],
) -> tuple[FileContent, int]:
    known = before.get((entry.key, entry.size, entry.stamp))
    if known:
        address, added = known, 0
    else:
        address, added = repository.put(storage.get(entry.key))
    return FileContent(key=entry.key, size=entry.size, stamp=entry.stamp, address=address), added
