"""Encrypted files, in a local folder or in S3, by the same few calls.

Nothing is ever written in clear: originals, page images, crops and reports all pass through here.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import obstore
from obstore.store import LocalStore, ObjectStore, from_url

from service.kernel.crypto import MasterKey


class FileMissing(Exception):
    """No file under that key."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A stored file: its size in bytes as it lies there, sealed, and when it was written."""

    key: str
    size: int
    stamp: str


class Storage:
    """Keys look like ``originals/ab/abcdef…``; values are bytes."""

    def __init__(self, store: ObjectStore, key: MasterKey) -> None:
        self._store = store
        self._key = key

    @classmethod
    def open(cls, files_url: str | None, data: Path, key: MasterKey) -> Storage:
        """The store that the settings name."""
        if files_url:
            return cls(from_url(files_url), key)
        folder = data.absolute() / "files"
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return cls(LocalStore(str(folder)), key)

    def address(self, data: bytes) -> str:
        """The keyed hash under which ``data`` is known."""
        return self._key.keyed_hash(data)

    def put(self, key: str, data: bytes) -> None:
        """Store or replace; the write is atomic."""
        obstore.put(self._store, key, self._key.encrypt(data))

    def get(self, key: str) -> bytes:
        """Raises :class:`FileMissing` or :class:`service.kernel.crypto.CannotDecrypt`."""
        try:
            sealed = bytes(obstore.get(self._store, key).bytes())
        except FileNotFoundError:
            raise FileMissing(key) from None
        return self._key.decrypt(sealed)

    def keys(self, prefix: str | None = None) -> list[str]:
        """Every key under ``prefix`` (a whole folder name), sorted."""
        return [entry.key for entry in self.entries(prefix)]

    def entries(self, prefix: str | None = None) -> list[Entry]:
        """Every file under ``prefix`` (a whole folder name), by key."""
        listed = obstore.list(self._store, prefix)
        found = [
            Entry(entry["path"], entry["size"], entry["last_modified"].isoformat())
            for batch in listed
            for entry in batch
        ]
        return sorted(found, key=lambda entry: entry.key)

    def exists(self, key: str) -> bool:
        try:
            obstore.head(self._store, key)
        except FileNotFoundError:
            return False
        return True

    def delete(self, key: str) -> None:
        """Remove; a key that is not there is no error."""
        try:
            obstore.delete(self._store, key)
        except FileNotFoundError:
            return
