"""Two stored readings compared; whoever asks must see both of their contracts."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock
from typing import Any

from sqlalchemy.orm import Session

from nlp.compare import Comparison, Version, compare, version_of_json
from nlp.compare.compare_json import comparison_to_json, silent_to_json
from service.contracts.queries import visible_contract
from service.contracts.tables import Contract
from service.kernel.actor import Actor
from service.kernel.db import Database
from service.readings.packing import unpack
from service.readings.queries import StoredText, stored_text

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_KEPT = 4
"""Comparisons kept in memory, for a page that is opened is soon exported."""
_LONGEST_KEPT = 400_000
"""Characters of both texts; a longer comparison is made anew each time."""


@dataclass(frozen=True)
class Compared:
    """A comparison, its JSON without names of contracts, and the titles of both."""

    comparison: Comparison
    content: dict[str, Any]
    old: Contract
    new: Contract

    def told(self) -> dict[str, Any]:
        """The JSON with each side's contract."""
        sides = {"old": self.old, "new": self.new}
        return self.content | {
            name: self.content[name] | {"contract_id": contract.id, "title": contract.title}
            for name, contract in sides.items()
        }


def compared(database: Database, actor: Actor, old_id: str, new_id: str) -> Compared:
    """Compare the readings of two contracts.

    Raises ``NotFound`` where the actor may not know of one of them, ``NoReading`` where one has
    not been read. The comparing itself holds no transaction.
    """
    with database.read() as db:
        old = visible_contract(db, actor, old_id)
        new = visible_contract(db, actor, new_id)
        before, after = _stored(db, old), _stored(db, new)
    key = (before.fingerprint, after.fingerprint)
    found = _memory.get(key)
    if found is None:
        found = _computed(before, after)
        _memory.keep(key, found)
    return Compared(*found, old, new)


def _stored(db: Session, contract: Contract) -> StoredText:
    return stored_text(db, contract.job_id)


Found = tuple[Comparison, dict[str, Any]]


def _computed(before: StoredText, after: StoredText) -> Found:
    old, new = _version(before), _version(after)
    comparison = compare(old, new)
    content = comparison_to_json(comparison)
    content["silent"] = _silent(old, after, comparison)
    return comparison, content


def _silent(old: Version, after: StoredText, comparison: Comparison) -> dict[str, Any] | None:
    if after.before_changes is not None:
        told = unpack(after.before_changes)
        as_sent = version_of_json(told["reading"], {})
        return silent_to_json(compare(old, as_sent), told["tracked"])
    reading = unpack(after.content)
    is_plain_word = reading["file"]["media_type"] == _WORD and not any(
        warning["code"] == "tracked_changes" for warning in reading["warnings"]
    )
    return silent_to_json(comparison, 0) if is_plain_word else None


def _version(stored: StoredText) -> Version:
    return version_of_json(unpack(stored.content), unpack(stored.words))


class _Memory:
    """The last comparisons by what was compared, never by who asked."""

    def __init__(self) -> None:
        self._found: OrderedDict[tuple[str, str], Found] = OrderedDict()
        self._lock = Lock()

    def get(self, key: tuple[str, str]) -> Found | None:
        with self._lock:
            found = self._found.get(key)
            if found is not None:
                self._found.move_to_end(key)
            return found

    def keep(self, key: tuple[str, str], found: Found) -> None:
        texts = found[0].old.version.text, found[0].new.version.text
        if sum(map(len, texts)) > _LONGEST_KEPT:
            return
        with self._lock:
            self._found[key] = found
            while len(self._found) > _KEPT:
                self._found.popitem(last=False)


_memory = _Memory()
