"""Drafts, publishing, restoring; each is on record."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from nlp.risk.trials import Failure, failures_of
from service.audit.actions import record
from service.kernel.actor import Actor
from service.kernel.clock import now
from service.kernel.errors import Conflict, Invalid, NotFound
from service.library.entries import (
    Entry,
    EntryRefused,
    content_of,
    entry_of,
    foreign,
    typed,
    yaml_of,
)
from service.library.queries import current_library, draft_of, published, version_name, versions_of
from service.library.tables import LibraryVersion


class TrialsFailed(Conflict):
    """Passages on which the entry does not do what it must."""

    code = "library_trials_failed"


MOST_ENTRIES = 300


def entry_from(text: str | None, content: dict[str, Any] | None) -> Entry:
    """The entry that the form or the YAML editor sends. Raises ``EntryRefused``, ``Invalid``."""
    if (text is None) == (content is None):
        raise Invalid(field="yaml")
    try:
        return entry_of(text if text is not None else yaml_of(content))
    except RecursionError:
        fault = {"line": 1, "where": "", "message": "nested too deep"}
        raise EntryRefused(faults=[fault]) from None


def save_draft(
    db: Session,
    actor: Actor,
    entry_id: str,
    entry: Entry,
    *,
    enabled: bool = True,
    owner: str = "",
    note: str = "",
) -> LibraryVersion:
    """Keep the entry as the draft for its next version. Raises ``EntryRefused``."""
    if entry.id != entry_id:
        fault = {"line": 1, "where": "id", "message": f"the id must stay {entry_id}"}
        raise EntryRefused(faults=[fault])
    versions = versions_of(db, entry_id)
    row = next((each for each in versions if each.state == "draft"), None)
    if row is None:
        number = versions[0].number + 1 if versions else 1
        row = LibraryVersion(entry_id=entry_id, number=number)
        db.add(row)
    row.content, row.enabled, row.owner, row.note = content_of(entry), enabled, owner, note
    row.author_id, row.author_name, row.created_at = actor.id, actor.name, now()
    db.flush()
    record(db, actor, "library.drafted", "library", row.id, **_about(row))
    return row


def discard_draft(db: Session, actor: Actor, entry_id: str) -> None:
    """Throw the draft away. Raises ``NotFound``."""
    row = draft_of(db, entry_id)
    record(db, actor, "library.discarded", "library", row.id, **_about(row))
    db.delete(row)


def failures(db: Session, entry: Entry) -> list[Failure]:
    """The entry's test passages that go wrong."""
    return failures_of(entry, current_library(db))


def publish(db: Session, actor: Actor, entry_id: str, note: str | None) -> LibraryVersion:
    """Let the draft count from now on. Raises ``NotFound``, ``TrialsFailed``."""
    row = draft_of(db, entry_id)
    if row.enabled:
        wrong = failures(db, typed(row.content, version_name(row.number)))
        if wrong:
            raise TrialsFailed(count=len(wrong), passage=wrong[0].passage[:80])
    row.state, row.published_at, row.published_by = "published", now(), actor.name
    if note is not None:
        row.note = note
    db.flush()
    record(db, actor, "library.published", "library", row.id, **_about(row))
    return row


def restore(db: Session, actor: Actor, entry_id: str, number: int) -> LibraryVersion:
    """Make a draft of what an earlier version said. Raises ``NotFound``."""
    earlier = next((row for row in versions_of(db, entry_id) if row.number == number), None)
    if earlier is None or earlier.state != "published":
        raise NotFound
    entry = typed(earlier.content, "")
    return save_draft(
        db, actor, entry_id, entry, enabled=earlier.enabled, owner=earlier.owner, note=earlier.note
    )


def export_yaml(db: Session, actor: Actor) -> str:
    """The installation's own entries that count, as one YAML text."""
    rows = [row for _, row in sorted(published(db).items())]
    record(db, actor, "library.exported", "library", None, entries=len(rows))
    entries = [{"enabled": row.enabled, "owner": row.owner, **row.content} for row in rows]
    return yaml_of({"entries": entries})


def import_yaml(db: Session, actor: Actor, text: str) -> list[str]:
    """A draft for each entry of an exported text. Raises ``EntryRefused`` naming the entry."""
    raw = foreign(text)
    entries = raw.get("entries") if isinstance(raw, dict) else None
    if not isinstance(entries, list) or not 0 < len(entries) <= MOST_ENTRIES:
        message = f"expected entries: with 1 to {MOST_ENTRIES} of them"
        raise EntryRefused(faults=[{"line": 1, "where": "entries", "message": message}])
    made = []
    for place, content in enumerate(entries, start=1):
        made.append(_import_one(db, actor, place, content))
    return made


def _import_one(db: Session, actor: Actor, place: int, content: object) -> str:
    kept = dict(content) if isinstance(content, dict) else {}
    enabled, owner = kept.pop("enabled", True) is not False, str(kept.pop("owner", ""))[:60]
    try:
        entry = entry_of(yaml_of(kept))
    except EntryRefused as error:
        where = f"{place} › {kept.get('id', '')}"
        faults = [fault | {"where": f"{where} › {fault['where']}"} for fault in _faults(error)]
        raise EntryRefused(faults=faults) from error
    save_draft(db, actor, entry.id, entry, enabled=enabled, owner=owner)
    return entry.id


def _faults(error: EntryRefused) -> list[dict[str, Any]]:
    faults: list[dict[str, Any]] = error.params["faults"]
    return faults


def _about(row: LibraryVersion) -> dict[str, Any]:
    return {"entry": row.entry_id, "number": row.number}
