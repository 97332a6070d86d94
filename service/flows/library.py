"""What a draft of the library would change in the contracts that are stored."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query, Request
from sqlalchemy import func, select

from nlp.document import Reading, Stance
from nlp.errors import UnreadableFile
from nlp.risk import Library, compare_positions, review
from service.audit.actions import record
from service.contracts.rights import visible
from service.contracts.tables import Contract
from service.flows.ingest import NoPageRead, our_side, read_again
from service.kernel.http import ActorOf, DatabaseOf, needs
from service.kernel.limits import limited
from service.library.api import EntryId
from service.library.entries import typed
from service.library.queries import (
    current_entry,
    current_library,
    draft_of,
    version_name,
    with_entry,
)
from service.library.schemas import ChangedContract, DryRunOut
from service.wiring import reading_tools

router = APIRouter(prefix="/library", tags=["library"])
SECONDS = 4.0
"""A stretch of a dry run ends after this, so that progress is seen and no request lasts."""
MOST = 200


@dataclass(frozen=True)
class _Sides:
    """The entry alone as it counts now, and as the draft has it."""

    now: Library
    draft: Library


@router.post("/{entry_id}/dry-run", dependencies=[needs("library.manage"), limited("reread")])
def dry_run(
    entry_id: EntryId,
    request: Request,
    database: DatabaseOf,
    actor: ActorOf,
    after: Annotated[str | None, Query(max_length=64)] = None,
) -> DryRunOut:
    """Review a stretch of the contracts that you see with the draft and without, storing nothing.

    Ask on with ``after`` = ``next`` until that is null.
    """
    tools = reading_tools(request.app.state.settings)
    with database.read() as db:
        row = draft_of(db, entry_id)
        whole = current_library(db)
        draft = typed(row.content, version_name(row.number)) if row.enabled else None
        sides = _Sides(
            with_entry(whole, current_entry(db, entry_id)),
            with_entry(whole, draft),
        )
        read = select(Contract).where(
            visible(actor), Contract.has_reading, Contract.deleted_at.is_(None)
        )
        total = db.scalar(select(func.count()).select_from(read.subquery())) or 0
        some = read.order_by(Contract.id).limit(MOST)
        contracts = db.scalars(some.where(Contract.id > after) if after else some).all()
    began, looked, changed, last = time.monotonic(), 0, [], None
    for contract in contracts:
        try:
            reading = read_again(database, contract.job_id or "", tools)
        except (NoPageRead, UnreadableFile):
            reading = None
        if reading is not None:
            stance = our_side(contract, reading)
            before = _count(reading, sides.now, stance)
            then = _count(reading, sides.draft, stance)
            if before != then:
                told = ChangedContract(
                    contract_id=contract.id, title=contract.title, before=before, after=then
                )
                changed.append(told)
        looked, last = looked + 1, contract.id
        if time.monotonic() - began > SECONDS:
            break
    ended = looked == len(contracts) and len(contracts) < MOST
    if ended:
        with database.write() as db:
            record(db, actor, "library.dry_run", "library", row.id, entry=entry_id, contracts=total)
    return DryRunOut(
        total=total,
        looked=looked,
        more=sum(one.after > one.before for one in changed),
        fewer=sum(one.after < one.before for one in changed),
        changed=changed,
        next=None if ended else last,
    )


def _count(reading: Reading, library: Library, stance: Stance) -> int:
    """Findings of the one rule; of the one position, whether clauses deviate or are missing."""
    positions = compare_positions(reading, library, stance=stance)
    off = sum(one.status in ("deviates", "missing") for one in positions)
    return len(review(reading, library, stance=stance)) + off
