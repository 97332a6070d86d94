"""The library as it counts now, and the entries as the page lists them."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from nlp.risk import Library, Position, Rule
from service.kernel.errors import NotFound
from service.library.entries import Entry, entries_of, shipped, shipped_entries, typed
from service.library.tables import LibraryVersion

_KEPT = 4
_built: OrderedDict[tuple[str, ...], Library] = OrderedDict()
"""Libraries that were put together lately, by the versions in them: these never change."""


def published(db: Session) -> dict[str, LibraryVersion]:
    """By entry, the published version that counts."""
    last = (
        select(LibraryVersion.entry_id, func.max(LibraryVersion.number).label("number"))
        .where(LibraryVersion.state == "published")
        .group_by(LibraryVersion.entry_id)
        .subquery()
    )
    rows = db.scalars(
        select(LibraryVersion).join(
            last,
            (LibraryVersion.entry_id == last.c.entry_id) & (LibraryVersion.number == last.c.number),
        )
    )
    return {row.entry_id: row for row in rows}


def drafts(db: Session) -> dict[str, LibraryVersion]:
    """By entry, the draft that is being worked on."""
    rows = db.scalars(select(LibraryVersion).where(LibraryVersion.state == "draft"))
    return {row.entry_id: row for row in rows}


def current_library(db: Session) -> Library:
    """The library with which reviews are made now: what ships, and what was published over it."""
    rows = published(db)
    key = tuple(sorted(row.id for row in rows.values()))
    if key not in _built:
        _built[key] = _over(shipped(), rows)
        while len(_built) > _KEPT:
            _built.popitem(last=False)
    return _built[key]


def _over(library: Library, rows: dict[str, LibraryVersion]) -> Library:
    entries: dict[str, Entry] = dict(shipped_entries())
    for entry_id, row in rows.items():
        if row.enabled:
            entries[entry_id] = typed(row.content, version_name(row.number))
        else:
            entries.pop(entry_id, None)
    return replace(
        library,
        rules=tuple(each for each in entries.values() if isinstance(each, Rule)),
        positions=tuple(each for each in entries.values() if isinstance(each, Position)),
    )


def with_entry(library: Library, entry: Entry | None) -> Library:
    """A library of one entry, or none, with the cues and laws of ``library``."""
    return replace(
        library,
        rules=(entry,) if isinstance(entry, Rule) else (),
        positions=(entry,) if isinstance(entry, Position) else (),
    )


def version_name(number: int) -> str:
    """How findings name a version of the installation's own."""
    return f"own.{number}"


def versions_of(db: Session, entry_id: str) -> Sequence[LibraryVersion]:
    """All versions of an entry, the newest first."""
    return db.scalars(
        select(LibraryVersion)
        .where(LibraryVersion.entry_id == entry_id)
        .order_by(LibraryVersion.number.desc())
    ).all()


def draft_of(db: Session, entry_id: str) -> LibraryVersion:
    """The draft of an entry. Raises ``NotFound``."""
    row = next((row for row in versions_of(db, entry_id) if row.state == "draft"), None)
    if row is None:
        raise NotFound
    return row


def current_entry(db: Session, entry_id: str) -> Entry | None:
    """The entry as reviews use it now; None where there is none or it is switched off."""
    entries = entries_of(current_library(db))
    return next((entry for entry in entries if entry.id == entry_id), None)
