"""Who can see this and why (谁能看到，为什么): the one rule, asked way by way.

Every answer is the real rule's own condition, put to the database for one contract or one person;
nothing is decided here a second time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from service.accounts.sign_in import actor_of
from service.accounts.tables import UnitAncestor, User
from service.contracts.queries import visible_contracts
from service.contracts.rights import Way, meant_for, running, visible, ways
from service.contracts.tables import Contract, ContractGrant
from service.kernel.actor import Actor
from service.kernel.paging import page
from service.kernel.permissions import LEVELS, Permission

READ = Permission.CONTRACT_READ
_PEOPLE_AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class Sight:
    """Somebody who sees a contract, and each way in which they do."""

    user: User
    ways: list[Way]


def who_sees(db: Session, contract: Contract) -> Iterator[Sight]:
    """Everybody who can sign in and sees the contract, by name."""
    people = db.scalars(select(User).where(User.active).order_by(User.name, User.id)).all()
    for first in range(0, len(people), _PEOPLE_AT_ONCE):
        some = people[first : first + _PEOPLE_AT_ONCE]
        asked = [(user, way) for user in some for way in ways(actor_of(user), READ)]
        holding: dict[str, list[Way]] = {}
        for (user, way), holds in zip(asked, _holds(db, contract, asked), strict=True):
            if holds:
                holding.setdefault(user.id, []).append(way)
        yield from (Sight(user, holding[user.id]) for user in some if user.id in holding)


def _holds(
    db: Session, contract: Contract, asked: Sequence[tuple[User, Way]]
) -> Sequence[bool | None]:
    if not asked:
        return ()
    columns = (way.condition().label(f"w{number}") for number, (_, way) in enumerate(asked))
    return tuple(db.execute(select(*columns).where(Contract.id == contract.id)).one())


def through(db: Session, actor: Actor, contract: Contract) -> str | None:
    """The unit of the person under which the contract's unit lies."""
    return db.scalar(
        select(UnitAncestor.ancestor_id)
        .where(UnitAncestor.unit_id == contract.unit_id, UnitAncestor.ancestor_id.in_(actor.units))
        .limit(1)
    )


def grants_that_show(db: Session, actor: Actor, contract: Contract) -> Sequence[ContractGrant]:
    """The running grants by which the person sees the contract."""
    return db.scalars(
        select(ContractGrant)
        .where(
            ContractGrant.contract_id == contract.id,
            ContractGrant.level.in_([name for name, given in LEVELS.items() if READ in given]),
            running(),
            meant_for(actor),
        )
        .order_by(ContractGrant.granted_at, ContractGrant.id)
    ).all()


def counts(db: Session, asker: Actor, actor: Actor) -> tuple[int, list[tuple[Way, int]]]:
    """How many contracts the person sees, in all and by each way, of those the asker sees."""
    every = ways(actor, READ)
    seen = visible_contracts(asker)
    total = _count(db, seen.where(visible(actor)))
    return total, [(way, _count(db, seen.where(way.condition()))) for way in every]


def _count(db: Session, query: Select[tuple[Contract]]) -> int:
    ids = query.with_only_columns(Contract.id).subquery()
    return db.scalar(select(func.count()).select_from(ids)) or 0


def seen_by(
    db: Session, asker: Actor, actor: Actor, *, limit: int, cursor: str | None
) -> tuple[list[tuple[Contract, list[Way]]], str | None]:
    """A page of the contracts that the person and the asker see, with the person's ways."""
    rows, following = page(
        db,
        visible_contracts(asker).where(visible(actor)),
        sort=Contract.title.expression,
        key=Contract.id.expression,
        descending=False,
        limit=limit,
        cursor=cursor,
    )
    every = ways(actor, READ)
    conditions = [way.condition().label(f"w{number}") for number, way in enumerate(every)]
    asked = select(Contract.id, *conditions).where(Contract.id.in_([row.id for row in rows]))
    holding = {
        row[0]: [way for way, holds in zip(every, row[1:], strict=True) if holds]
        for row in db.execute(asked)
    }
    return [(row, holding[row.id]) for row in rows], following
