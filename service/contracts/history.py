"""What happened to a contract (历程): its own record, joined with the audit log.

The record's entries are for everybody who sees the contract. Of the audit log whoever has
``audit.read`` sees all that concerns the contract, everybody else what they did themselves.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Literal, get_args

from pydantic import BaseModel
from sqlalchemy import ColumnElement, Select, String, cast, literal, or_, select, union_all
from sqlalchemy.orm import Session

from service.audit.tables import AuditEvent
from service.contracts.tables import HistoryEntry
from service.kernel.actor import SYSTEM, Actor
from service.kernel.paging import page
from service.kernel.permissions import Permission

Group = Literal["life", "record", "review", "reading", "access", "use"]
ALL_GROUPS: tuple[Group, ...] = get_args(Group)
NAMED: dict[Group, tuple[str, ...]] = {
    "life": ("created", "transition", "deleted", "restored"),
    "record": ("edited", "event_dated", "contract.tagged", "contract.untagged"),
    "review": ("decided", "annotated", "reviewed", "annotation.changed", "annotation.deleted"),
    "reading": (
        *("read", "photo.kept", "contract.review_asked"),
        *("job.failed", "job.cancelled", "job.retried"),
    ),
    "access": ("granted", "grant_revoked"),
}
"""The record's kinds and the log's actions by group; the log's others are ``use``: somebody read,
downloaded, compared or exported something of the contract."""

TOLD_BY_RECORD = (
    "contract.created",
    "contract.changed",
    "contract.transition",
    "contract.deleted",
    "contract.restored",
    "contract.read",
    "contract.reviewed",
    "contract.event_dated",
    "fact.decided",
    "finding.decided",
    "annotation.created",
    "grant.created",
    "grant.revoked",
)
"""Actions of the log that the record tells of in an entry of its own, written with them."""


class HistoryOut(BaseModel):
    """One thing that happened: ``kind`` is one of the record's, or an action of the audit log."""

    id: str
    at: datetime
    group: Group
    source: Literal["record", "audit"]
    kind: str
    actor_name: str
    by_system: bool
    address: str | None
    params: dict[str, Any]


def history_of(
    db: Session,
    actor: Actor,
    contract_id: str,
    *,
    groups: Sequence[Group],
    limit: int,
    cursor: str | None,
) -> tuple[list[HistoryOut], str | None]:
    """What happened to a contract, newest first; of all groups where none is named."""
    wanted = groups or ALL_GROUPS
    both = union_all(
        _entries(contract_id).where(_in(wanted, HistoryEntry.kind.expression, beyond=False)),
        _events(actor, contract_id).where(_in(wanted, AuditEvent.action.expression, beyond=True)),
    ).subquery()
    keys, following = page(
        db,
        select(both.c.key),
        sort=both.c.at,
        key=both.c.key,
        descending=True,
        limit=limit,
        cursor=cursor,
    )
    return _told(db, keys), following


def _entries(contract_id: str) -> Select[Any]:
    return select(HistoryEntry.at, _key("r", HistoryEntry.id.expression)).where(
        HistoryEntry.contract_id == contract_id
    )


def _events(actor: Actor, contract_id: str) -> Select[Any]:
    query = select(AuditEvent.at, _key("a", AuditEvent.id.expression)).where(
        AuditEvent.contract_id == contract_id, AuditEvent.action.not_in(TOLD_BY_RECORD)
    )
    if not actor.may(Permission.AUDIT_READ):
        query = query.where(AuditEvent.actor_id == actor.id)
    return query


def _key(prefix: str, number: ColumnElement[int]) -> ColumnElement[str]:
    return (literal(prefix) + cast(number, String)).label("key")


def _in(
    groups: Sequence[Group], column: ColumnElement[str], *, beyond: bool
) -> ColumnElement[bool]:
    """Whether an entry is of one of the groups; ``beyond``: what no group names is ``use``."""
    named = column.in_([kind for group in groups for kind in NAMED.get(group, ())])
    if not (beyond and "use" in groups):
        return named
    return or_(named, column.not_in([kind for kinds in NAMED.values() for kind in kinds]))


def _told(db: Session, keys: Sequence[str]) -> list[HistoryOut]:
    """The entries and events behind the keys, in their order."""
    found: dict[str, HistoryOut] = {}
    entries = [int(key[1:]) for key in keys if key.startswith("r")]
    for entry in db.scalars(select(HistoryEntry).where(HistoryEntry.id.in_(entries))):
        found[f"r{entry.id}"] = HistoryOut(
            id=f"r{entry.id}",
            at=entry.at,
            group=_group_of(entry.kind),
            source="record",
            kind=entry.kind,
            actor_name=entry.actor_name,
            by_system=entry.actor_name == SYSTEM.name,
            address=None,
            params=entry.params,
        )
    events = [int(key[1:]) for key in keys if key.startswith("a")]
    for event in db.scalars(select(AuditEvent).where(AuditEvent.id.in_(events))):
        found[f"a{event.id}"] = HistoryOut(
            id=f"a{event.id}",
            at=event.at,
            group=_group_of(event.action),
            source="audit",
            kind=event.action,
            actor_name=event.actor_name,
            by_system=event.actor_id == SYSTEM.id,
            address=event.address,
            params=event.detail,
        )
    return [found[key] for key in keys]


def _group_of(kind: str) -> Group:
    return next((group for group, kinds in NAMED.items() if kind in kinds), "use")
