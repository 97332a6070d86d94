"""Backup and restore from the command line, beside a running server or without one."""

from __future__ import annotations

from pathlib import Path

from service.audit.actions import record
from service.backup.actions import Ground
from service.backup.making import Progress, make_backup
from service.backup.repository import Repository
from service.backup.restoring import restore
from service.kernel.actor import SYSTEM
from service.kernel.crypto import create_key, load_key
from service.kernel.db import Database
from service.kernel.keys import open_key
from service.kernel.settings import Settings
from service.kernel.storage import Storage
from service.wiring import embedder, vector_index


def ground(settings: Settings) -> Ground:
    """The installation that the settings name, for work outside a request."""
    key, _ = open_key(settings)
    return Ground(
        settings=settings,
        database=Database(settings.resolved_database_url),
        storage=Storage.open(settings.files_url, settings.data, key),
        key=key,
        open_index=vector_index,
        model=embedder(settings.embedder).name,
    )


def back_up(settings: Settings, place: str, progress: Progress) -> str:
    """Back up to a place and say in one line what was done."""
    own = ground(settings)
    repository = Repository.open(place, own.key, create=True)
    made = make_backup(own.database, own.storage, repository, progress)
    snapshot = made.snapshot
    with own.database.write() as db:
        record(db, SYSTEM, "backup.backup_done", "backup_run", None, backup=snapshot.id)
    spoiled = len(snapshot.unreadable_files)
    return (
        f"{snapshot.id}: {snapshot.rows} rows, {len(snapshot.files)} files, "
        f"{made.bytes_added} bytes added"
        + (f"; {spoiled} files could not be read: {snapshot.unreadable_files}" if spoiled else "")
        + f"\nkey needed to restore (not in the backup): {settings.resolved_key_file}"
    )


def restore_into(
    settings: Settings, place: str, into: Path, backup_id: str | None, progress: Progress
) -> str:
    """Restore from a place into an empty folder and say in one line what was proved."""
    key = load_key(settings.resolved_key_file)
    repository = Repository.open(place, key)
    target = settings.elsewhere(into)
    proof = restore(
        repository,
        repository.load(backup_id),
        target,
        key,
        vector_index,
        embedder(settings.embedder).name,
        progress,
    )
    if not target.resolved_key_file.exists():
        create_key(target.resolved_key_file, key.secret)
    open_key(target)
    return (
        f"{proof.backup}: {proof.rows} rows in {proof.tables} tables, {proof.files} files "
        f"({proof.file_bytes} bytes) and {proof.audit_rows} audit rows are as they were; "
        f"{proof.passages} passages indexed, search "
        f"{'found' if proof.searched else 'had nothing to find'}, report "
        f"{'made' if proof.reported else 'had no contract'}\n"
        f"start it with JIANQI_DATA={into.absolute()} (key: {target.resolved_key_file})"
    )
