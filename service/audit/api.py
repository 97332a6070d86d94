"""The audit log for those who keep watch over it: narrowed, exported, a person's day."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Response
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, ConfigDict
from sqlalchemy import func

from service.audit.actions import record
from service.audit.export import MEDIA_TYPES, Format, written
from service.audit.queries import GAP, MOST_OF_A_DAY, Narrowing, Outcome, day_of, narrowed
from service.audit.tables import AuditEvent
from service.kernel.clock import LOCAL
from service.kernel.http import ActorOf, DatabaseOf, Reads, needs
from service.kernel.limits import limited
from service.kernel.paging import Cursor, Limit, ListOf, page

router = APIRouter(prefix="/audit", tags=["audit"])
Word = Annotated[str | None, Query(max_length=100)]


class AuditEventOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: int
    at: datetime
    actor_id: str
    actor_name: str
    action: str
    object_type: str
    object_id: str | None
    contract_id: str | None
    address: str | None
    detail: dict[str, Any]


class Hour(BaseModel):
    """One hour (0-23, China time) of a person's day; ``pause`` is how many minutes nothing was
    recorded before its first event, where that was more than an hour."""

    hour: int
    pause: int | None
    events: list[AuditEventOut]


class Day(BaseModel):
    """A person's day; ``more`` where it held more events than are shown."""

    on: date
    count: int
    hours: list[Hour]
    more: bool


def _narrowing(
    actor: Word = None,
    action: Word = None,
    contract_id: Word = None,
    about: Word = None,
    address: Word = None,
    outcome: Outcome | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
) -> Narrowing:
    return Narrowing(actor, action, contract_id, about, address, outcome, since, until)


NarrowingOf = Annotated[Narrowing, Depends(_narrowing)]


@router.get("", dependencies=[needs("audit.read")])
def list_events(
    db: Reads, by: NarrowingOf, limit: Limit = 50, cursor: Cursor = None
) -> ListOf[AuditEventOut]:
    """Newest first. ``actor`` is a person's id, ``action`` a prefix such as ``contract.``,
    ``about`` the id of the thing or account that it was done to."""
    rows, following = page(
        db,
        narrowed(by),
        sort=AuditEvent.id.expression,
        key=AuditEvent.id.expression,
        descending=True,
        limit=limit,
        cursor=cursor,
    )
    return ListOf(items=[AuditEventOut.model_validate(row) for row in rows], next_cursor=following)


@router.get(
    "/export.{format}",
    dependencies=[needs("audit.read"), limited("report")],
    response_class=Response,
    responses={200: {"content": {kind.partition(";")[0]: {} for kind in MEDIA_TYPES.values()}}},
)
def export_events(
    format: Format, database: DatabaseOf, actor: ActorOf, by: NarrowingOf
) -> StreamingResponse:
    """The events found, oldest first, as a file. The export itself is recorded, and not in it."""
    query = narrowed(by)
    with database.write() as db:
        last, count = db.execute(
            query.with_only_columns(func.max(AuditEvent.seq), func.count())
        ).one()
        asked = {name: str(value) for name in by.__slots__ if (value := getattr(by, name))}
        record(db, actor, "audit.exported", "audit", None, format=format, count=count, asked=asked)
    rows = written(database, query.where(AuditEvent.seq <= (last or 0)), format)
    return StreamingResponse(
        rows,
        media_type=MEDIA_TYPES[format],
        headers={"Content-Disposition": f'attachment; filename="audit.{format}"'},
    )


@router.get("/people/{user_id}/days/{on}", dependencies=[needs("audit.read")])
def day_of_person(user_id: str, on: date, db: Reads) -> Day:
    """What one person did on one day, hour by hour, with the pauses between."""
    events = day_of(db, user_id, on)
    hours: list[Hour] = []
    before: datetime | None = None
    for event in events:
        hour = event.at.astimezone(LOCAL).hour
        if not hours or hours[-1].hour != hour:
            quiet = event.at - before if before else None
            pause = int(quiet.total_seconds() // 60) if quiet and quiet > GAP else None
            hours.append(Hour(hour=hour, pause=pause, events=[]))
        hours[-1].events.append(AuditEventOut.model_validate(event))
        before = event.at
    return Day(on=on, count=len(events), hours=hours, more=len(events) == MOST_OF_A_DAY)
