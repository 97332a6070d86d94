"""Tell somebody something, in the transaction in which it happened.

The row is written with the thing itself, so it is there if and only if the thing happened. The
bell shows the row; the mailer picks it up from the table (``service/inbox/mailing.py``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from types import MappingProxyType
from typing import Any

from sqlalchemy import Table, delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from service.kernel.actor import SYSTEM
from service.kernel.clock import new_id, now
from service.kernel.db import before_commit
from service.notifications.kinds import KINDS
from service.notifications.tables import Notification, NotificationChoices, wants

KEPT = timedelta(days=180)
"""Notifications are removed after so long, read or not."""

_ASSIGNED = "contracts_assigned"


def tell(
    db: Session,
    to: Iterable[str],
    kind: str,
    *,
    contract_id: str | None = None,
    once: str | None = None,
    params: Mapping[str, Any] = MappingProxyType({}),
) -> None:
    """Tell the people ``to`` (ids); a program is told nothing.

    With ``once`` a person is told at most one time, whatever happens in between. ``params`` fill
    the words and hold no contract text.
    """
    people = sorted(set(to) - {SYSTEM.id})
    known = KINDS[kind]
    dialect = sqlite if db.get_bind().dialect.name == "sqlite" else postgresql
    table = Notification.__table__
    assert isinstance(table, Table)
    for person in people:
        choices = db.get(NotificationChoices, person)
        in_app = wants(choices, known, "app")
        if not in_app and not wants(choices, known, "mail"):
            continue
        row = dialect.insert(table).values(
            id=new_id(),
            user_id=person,
            kind=kind,
            contract_id=contract_id,
            params=dict(params),
            once=once,
            in_app=in_app,
            mail_settled=False,
            created_at=now(),
        )
        db.execute(row.on_conflict_do_nothing(index_elements=["user_id", "once"]))


def note_assigned(db: Session, person: str, contract_id: str) -> None:
    """A contract became somebody's; all that one act gives a person is told in one piece."""
    given: dict[str, list[str]] = db.info.setdefault(_ASSIGNED, {})
    if not given:
        before_commit(db, _tell_assigned)
    given.setdefault(person, []).append(contract_id)


def _tell_assigned(db: Session) -> None:
    for person, contracts in db.info.pop(_ASSIGNED).items():
        if len(contracts) == 1:
            tell(db, [person], "contract_assigned", contract_id=contracts[0])
        else:
            several = {"n": len(contracts), "owner": person}
            tell(db, [person], "contracts_assigned", params=several)


def forget_old(db: Session) -> int:
    """Remove what was told long ago; how many rows."""
    old = delete(Notification).where(Notification.created_at < now() - KEPT)
    return len(db.scalars(old.returning(Notification.id)).all())


def unsettled(db: Session, limit: int) -> Sequence[Notification]:
    """Rows of which nobody has decided yet whether they are mailed, oldest first."""
    query = select(Notification).where(Notification.mail_settled.is_(False))
    locked = query.order_by(Notification.id).limit(limit).with_for_update(skip_locked=True)
    return db.scalars(locked).all()
