"""The clause library: its entries, their versions, drafts, tests and history."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Response
from sqlalchemy.orm import Session

from nlp.risk import Rule
from service.kernel.errors import NotFound
from service.kernel.http import ActorOf, Reads, Writes, needs
from service.kernel.limits import limited
from service.kernel.paging import ListOf
from service.library import actions, queries
from service.library.entries import (
    Entry,
    article_of,
    content_of,
    shipped,
    shipped_entries,
    typed,
    yaml_of,
)
from service.library.schemas import (
    BasisOut,
    BilingualOut,
    CheckOut,
    DraftIn,
    EntryIn,
    EntryOut,
    EntryRow,
    ImportIn,
    ImportOut,
    PassageOut,
    PublishIn,
    State,
    VersionOut,
)
from service.library.tables import LibraryVersion

router = APIRouter(prefix="/library", tags=["library"])
_MANAGE = needs("library.manage")
EntryId = Annotated[str, Path(pattern=r"^[a-z0-9_]+(\.[a-z0-9_]+)+$", max_length=80)]


@router.get("", dependencies=[_MANAGE])
def list_entries(db: Reads) -> ListOf[EntryRow]:
    """All rules and positions: those that ship, our own, and drafts of new ones."""
    rows, drafts = queries.published(db), queries.drafts(db)
    ids = dict.fromkeys([*shipped_entries(), *sorted(rows), *sorted(drafts)])
    return ListOf(items=[_row(entry_id, rows, drafts) for entry_id in ids])


@router.get("/export.yaml", dependencies=[_MANAGE], response_class=Response,
            responses={200: {"content": {"application/yaml": {}}}})  # fmt: skip
def export_entries(db: Writes, actor: ActorOf) -> Response:
    """Our own entries as one YAML text, to keep, to review or to take to another installation."""
    headers = {"Content-Disposition": 'attachment; filename="library.yaml"'}
    text = actions.export_yaml(db, actor)
    return Response(text, media_type="application/yaml", headers=headers)


@router.post("/import", dependencies=[_MANAGE, limited("report")])
def import_entries(body: ImportIn, db: Writes, actor: ActorOf) -> ImportOut:
    """A draft for each entry of an exported text; nothing is published by it."""
    return ImportOut(drafts=actions.import_yaml(db, actor, body.yaml))


@router.post("/check", dependencies=[_MANAGE])
def check_entry(body: EntryIn, db: Reads) -> CheckOut:
    """Whether an entry is sound, its other form, and the test passages that go wrong."""
    entry = actions.entry_from(body.yaml, body.content)
    content = content_of(entry)
    return CheckOut(
        content=content,
        yaml=yaml_of(content),
        basis=_basis(entry),
        passages=_passages(entry),
        failures=[
            PassageOut(passage=one.passage, expected=one.expected, found=one.found)
            for one in actions.failures(db, entry)
        ],
    )


@router.get("/{entry_id}", dependencies=[_MANAGE])
def read_entry(entry_id: EntryId, db: Reads) -> EntryOut:
    """An entry, its law in full, and its history."""
    return _out(db, entry_id)


@router.put("/{entry_id}/draft", dependencies=[_MANAGE])
def save_draft(entry_id: EntryId, body: DraftIn, db: Writes, actor: ActorOf) -> EntryOut:
    """Keep a draft of the next version; reviews do not see it."""
    entry = actions.entry_from(body.yaml, body.content)
    actions.save_draft(
        db, actor, entry_id, entry, enabled=body.enabled, owner=body.owner, note=body.note
    )
    return _out(db, entry_id)


@router.delete("/{entry_id}/draft", status_code=204, dependencies=[_MANAGE])
def discard_draft(entry_id: EntryId, db: Writes, actor: ActorOf) -> None:
    """Throw the draft away."""
    actions.discard_draft(db, actor, entry_id)


@router.post("/{entry_id}/publish", dependencies=[_MANAGE])
def publish(entry_id: EntryId, body: PublishIn, db: Writes, actor: ActorOf) -> EntryOut:
    """Let the draft count for every review from now on, once all its test passages hold."""
    actions.publish(db, actor, entry_id, body.note)
    return _out(db, entry_id)


@router.post("/{entry_id}/versions/{number}/restore", dependencies=[_MANAGE])
def restore(
    entry_id: EntryId, number: Annotated[int, Path(ge=1, le=100_000)], db: Writes, actor: ActorOf
) -> EntryOut:
    """A draft that says what an earlier version said."""
    actions.restore(db, actor, entry_id, number)
    return _out(db, entry_id)


def _out(db: Session, entry_id: str) -> EntryOut:
    rows, drafts = queries.published(db), queries.drafts(db)
    if entry_id not in shipped_entries() and entry_id not in rows and entry_id not in drafts:
        raise NotFound
    entry = _entry(entry_id, rows, drafts)
    content = content_of(entry)
    shown = drafts.get(entry_id) or rows.get(entry_id)
    draft = drafts.get(entry_id)
    return EntryOut(
        **_row(entry_id, rows, drafts).model_dump(),
        content=content,
        yaml=yaml_of(content),
        basis=_basis(entry),
        enabled=shown is None or shown.enabled,
        draft_version=draft.number if draft else None,
        versions=[VersionOut.model_validate(row) for row in queries.versions_of(db, entry_id)],
    )


def _entry(
    entry_id: str, rows: dict[str, LibraryVersion], drafts: dict[str, LibraryVersion]
) -> Entry:
    """What is worked on: the draft, else what counts, else what ships."""
    own = drafts.get(entry_id) or rows.get(entry_id)
    if own is None:
        return shipped_entries()[entry_id]
    return typed(own.content, queries.version_name(own.number))


def _row(
    entry_id: str, rows: dict[str, LibraryVersion], drafts: dict[str, LibraryVersion]
) -> EntryRow:
    row = rows.get(entry_id)
    entry = _entry(entry_id, rows, drafts if row is None else {})
    state: State = "shipped"
    if row is not None:
        state = "changed" if entry_id in shipped_entries() else "own"
        state = state if row.enabled else "off"
    elif entry_id not in shipped_entries():
        state = "own"
    own = row or drafts.get(entry_id)
    return EntryRow(
        id=entry_id,
        type="rule" if isinstance(entry, Rule) else "position",
        kind=entry.kind if isinstance(entry, Rule) else entry.clause,
        category=entry.category if isinstance(entry, Rule) else "position",
        language=entry.language if isinstance(entry, Rule) else "any",
        title=BilingualOut(zh=entry.title.zh, en=entry.title.en),
        severity=entry.severity,
        contracts=[] if entry.contracts == "all" else list(entry.contracts),
        not_contracts=list(entry.not_contracts),
        state=state,
        version=entry.version,
        has_draft=entry_id in drafts,
        owner=own.owner if own else "",
    )


def _basis(entry: Entry) -> BasisOut | None:
    if entry.basis is None:
        return None
    law = shipped().laws[entry.basis.law]
    return BasisOut(
        law=law.id,
        title=BilingualOut(zh=law.title.zh, en=law.title.en),
        article=entry.basis.article,
        excerpt=entry.basis.excerpt,
        text=article_of(entry.basis),
        in_force_from=law.in_force_from,
        in_force_to=law.in_force_to,
        checked=law.checked,
    )


def _passages(entry: Entry) -> int:
    if isinstance(entry, Rule):
        return len(entry.tests.must_fire) + len(entry.tests.must_not_fire)
    return len(entry.tests)
