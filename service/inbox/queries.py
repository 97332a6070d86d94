"""Reads of one's own notifications. A contract that one may no longer see is never told of."""

from __future__ import annotations

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from service.contracts.queries import visible_contracts
from service.contracts.tables import Contract
from service.kernel.actor import Actor
from service.notifications.kinds import KINDS
from service.notifications.tables import Notification


def shown(actor: Actor) -> Select[tuple[Notification]]:
    """What ``actor`` may be shown now: of contracts they see, of matters they are in charge of."""
    seen = visible_contracts(actor).with_only_columns(Contract.id)
    told = [
        kind.code
        for kind in KINDS.values()
        if kind.permission is None or actor.may(kind.permission)
    ]
    return select(Notification).where(
        Notification.user_id == actor.id,
        Notification.kind.in_(told),
        or_(Notification.contract_id.is_(None), Notification.contract_id.in_(seen)),
    )


def in_bell(actor: Actor) -> Select[tuple[Notification]]:
    """What the bell and its page show: not what was put away, nor what is wanted by mail alone."""
    return shown(actor).where(Notification.dismissed_at.is_(None), Notification.in_app)


def count_unread(db: Session, actor: Actor) -> int:
    """How many the bell counts."""
    unread = in_bell(actor).where(Notification.read_at.is_(None)).subquery()
    return db.scalar(select(func.count()).select_from(unread)) or 0


def titles(db: Session, actor: Actor, rows: list[Notification]) -> dict[str, str]:
    """The titles of the rows' contracts that the actor sees, by id."""
    ids = {row.contract_id for row in rows if row.contract_id}
    found = visible_contracts(actor).where(Contract.id.in_(ids))
    return {contract.id: contract.title for contract in db.scalars(found)}
