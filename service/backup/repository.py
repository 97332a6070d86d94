"""Where backups live: a folder or a bucket of encrypted objects, each under its keyed hash.

``objects/ab/abcd…`` hold file contents and table parts; the same content is stored once however
many backups hold it. ``backups/<moment>`` say what one backup consists of and are written last, so
a backup that was broken off is not there at all, and the next one finds its objects again. All is
encrypted under the installation's master key, which is never stored here.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

import obstore
from obstore.exceptions import BaseError
from obstore.store import LocalStore, ObjectStore, from_url
from pydantic import BaseModel, ValidationError

from service.backup.dump import TableForm
from service.kernel.crypto import CannotDecrypt, MasterKey
from service.kernel.errors import AppError

_MARKER = "jianqi-backup.json"
_OBJECTS = "objects"
_BACKUPS = "backups"
_FORMAT = 1
_STORE_ERRORS = (OSError, BaseError)


class NoBackupHere(AppError):
    """The place holds no backup of ours, or something else."""

    code = "no_backup_here"
    status = 422


class OtherKey(AppError):
    """The backup was made under another master key."""

    code = "backup_other_key"
    status = 422


class BackupDamaged(AppError):
    """An object of the backup is missing or was changed; nothing was restored."""

    code = "backup_damaged"
    status = 422


class BackupUnreachable(AppError):
    """The place cannot be read or written: full, not there, or not allowed."""

    code = "backup_unreachable"
    status = 503


class TableContent(BaseModel):
    """A table: its form, and the addresses of its parts."""

    form: TableForm
    rows: int
    parts: list[str]


class FileContent(BaseModel):
    """A stored file: its key, its sealed size and stamp in the store, its content's address."""

    key: str
    size: int
    stamp: str
    address: str


class Snapshot(BaseModel):
    """All of one backup."""

    id: str
    at: datetime
    product: str
    revision: str
    tables: list[TableContent]
    files: list[FileContent]
    audit_rows: int
    audit_head: str
    unreadable_files: list[str]
    """Files that were missing or damaged when the backup was made."""

    @property
    def addresses(self) -> set[str]:
        parts = {part for table in self.tables for part in table.parts}
        return parts | {file.address for file in self.files}

    @property
    def rows(self) -> int:
        return sum(table.rows for table in self.tables)


class Repository:
    """The backups of one installation at one place."""

    def __init__(self, store: ObjectStore, key: MasterKey, place: str) -> None:
        self._store = store
        self._key = key
        self._place = place
        self._known: set[str] | None = None

    @classmethod
    def open(cls, place: str, key: MasterKey, *, create: bool = False) -> Repository:
        """The repository at a folder or ``s3://bucket/prefix``.

        Raises :class:`NoBackupHere`, :class:`OtherKey` or :class:`BackupUnreachable`.
        """
        try:
            repository = cls(_store_at(place, create), key, place)
            marker = repository._read_marker()
            if marker is None:
                if not create or repository._holds_anything():
                    raise NoBackupHere(place=place)
                content = {"format": _FORMAT, "key": key.fingerprint}
                obstore.put(repository._store, _MARKER, json.dumps(content).encode())
                return repository
        except _STORE_ERRORS as error:
            raise BackupUnreachable(place=place, reason=_first_line(error)) from error
        if marker.get("format") != _FORMAT:
            raise NoBackupHere(place=place)
        if marker.get("key") != key.fingerprint:
            raise OtherKey(theirs=str(marker.get("key")), ours=key.fingerprint)
        return repository

    def put(self, data: bytes) -> tuple[str, int]:
        """Store content; returns its address and how many bytes that took (0: it was there)."""
        address = self._key.keyed_hash(data)
        if address in self.known:
            return address, 0
        sealed = self._key.encrypt(data)
        self._write(_object(address), sealed)
        self.known.add(address)
        return address, len(sealed)

    def get(self, address: str) -> bytes:
        """Raises :class:`BackupDamaged` where the object is missing, changed or another's."""
        data = self._read(_object(address), address)
        if self._key.keyed_hash(data) != address:
            raise BackupDamaged(object=address[:16])
        return data

    @property
    def known(self) -> set[str]:
        """The addresses of all objects there are."""
        if self._known is None:
            self._known = {path.rsplit("/", 1)[-1] for path, _ in self._listed(_OBJECTS)}
        return self._known

    def save(self, snapshot: Snapshot) -> None:
        """Make the backup exist."""
        content = zlib.compress(snapshot.model_dump_json().encode())
        self._write(f"{_BACKUPS}/{snapshot.id}", self._key.encrypt(content))

    def ids(self) -> list[str]:
        """The backups there are, oldest first."""
        return sorted(path.rsplit("/", 1)[-1] for path, _ in self._listed(_BACKUPS))

    def load(self, backup_id: str | None = None) -> Snapshot:
        """One backup, the newest unless it is named; every object it needs is there.

        Raises :class:`NoBackupHere` or :class:`BackupDamaged`.
        """
        ids = self.ids()
        chosen = backup_id or (ids[-1] if ids else None)
        if chosen is None or chosen not in ids:
            raise NoBackupHere(place=self._place)
        try:
            content = zlib.decompress(self._read(f"{_BACKUPS}/{chosen}", chosen))
            snapshot = Snapshot.model_validate_json(content)
        except (zlib.error, ValidationError):
            raise BackupDamaged(object=chosen) from None
        missing = snapshot.addresses - self.known
        if missing:
            raise BackupDamaged(object=min(missing)[:16])
        return snapshot

    def forget(self, backup_ids: Iterable[str]) -> int:
        """Delete backups and the objects that no other backup needs; returns the bytes freed."""
        for backup_id in backup_ids:
            obstore.delete(self._store, f"{_BACKUPS}/{backup_id}")
        needed: set[str] = set()
        for backup_id in self.ids():
            needed |= self.load(backup_id).addresses
        freed = 0
        for path, size in self._listed(_OBJECTS):
            if path.rsplit("/", 1)[-1] not in needed:
                obstore.delete(self._store, path)
                freed += size
        self._known = None
        return freed

    def size(self) -> int:
        """Bytes of everything at the place."""
        return sum(size for _, size in self._listed(None))

    def _read_marker(self) -> dict[str, object] | None:
        try:
            content = json.loads(bytes(obstore.get(self._store, _MARKER).bytes()))
        except FileNotFoundError:
            return None
        except ValueError:
            raise NoBackupHere(place=self._place) from None
        return content if isinstance(content, dict) else {}

    def _holds_anything(self) -> bool:
        return any(True for _ in self._listed(None))

    def _listed(self, prefix: str | None) -> list[tuple[str, int]]:
        listed = obstore.list(self._store, prefix)
        return [(entry["path"], entry["size"]) for batch in listed for entry in batch]

    def _write(self, path: str, sealed: bytes) -> None:
        try:
            obstore.put(self._store, path, sealed)
        except _STORE_ERRORS as error:
            raise BackupUnreachable(place=self._place, reason=_first_line(error)) from error

    def _read(self, path: str, name: str) -> bytes:
        try:
            return self._key.decrypt(bytes(obstore.get(self._store, path).bytes()))
        except (FileNotFoundError, CannotDecrypt):
            raise BackupDamaged(object=name[:16]) from None


def _first_line(error: BaseException) -> str:
    """What a store says of itself: its first line has no trace."""
    return str(error).strip().split("\n", 1)[0][:200]


def _object(address: str) -> str:
    return f"{_OBJECTS}/{address[:2]}/{address}"


def _store_at(place: str, create: bool) -> ObjectStore:
    if "://" in place:
        return from_url(place)
    folder = Path(place).absolute()
    if create:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    elif not folder.is_dir():
        raise NoBackupHere(place=place)
    return LocalStore(str(folder))
