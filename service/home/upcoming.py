"""Dates ahead: of the records, of obligations, and of renewals that come by themselves."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from pydantic import BaseModel
from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from nlp.formula import TacitRenewal
from nlp.messages import Locale
from nlp.periods import Deadline, Term, explain
from nlp.periods.words import explain_renewal
from service.contracts.periods import (
    KnownDays,
    deadline_of,
    formula_of,
    known_days,
    renewal_of,
    running_term,
)
from service.contracts.queries import visible_contracts
from service.contracts.tables import Contract, Fact
from service.contracts.work_calendar import work_calendar
from service.kernel.actor import Actor
from service.kernel.clock import today

ACTIVE = ("draft", "in_approval", "approved", "signing", "in_force", "suspended")
PAST_DAYS = 7


class Upcoming(BaseModel):
    """A date ahead (or just past), and where it stands in the contract.

    Of one's own duties ``date`` is the earliest that the words allow, of the other side's the
    latest; ``explanations`` say how it was counted, where it was.
    """

    contract_id: str
    title: str
    date: dt.date
    kind: str
    text: str | None
    days_left: int
    explanations: dict[str, str] | None = None


@dataclass(frozen=True, slots=True)
class _Dated:
    day: dt.date
    kind: str
    text: str | None = None
    explain: Callable[[Locale], str] | None = None


def upcoming(db: Session, actor: Actor, days: int) -> list[Upcoming]:
    """What falls into the next ``days`` and the last week, over the active contracts one sees."""
    first, last = today() - dt.timedelta(days=PAST_DAYS), today() + dt.timedelta(days=days)
    contracts = db.scalars(visible_contracts(actor).where(Contract.status.in_(ACTIVE))).all()
    facts = _facts(db, actor)
    known = known_days(db, contracts, [fact for each in facts.values() for fact in each])
    found = [
        Upcoming(
            contract_id=contract.id,
            title=contract.title,
            date=dated.day,
            kind=dated.kind,
            text=dated.text,
            days_left=(dated.day - today()).days,
            explanations=_said(dated.explain),
        )
        for contract in contracts
        for dated in _dates_of(contract, facts[contract.id], known[contract.id])
        if first <= dated.day <= last
    ]
    return sorted(found, key=lambda item: (item.date, item.contract_id, item.kind))


def _facts(db: Session, actor: Actor) -> dict[str, list[Fact]]:
    """By contract, the facts that dates come from and those that tell whose duty it is."""
    active = visible_contracts(actor).where(Contract.status.in_(ACTIVE)).subquery()
    rows = db.scalars(
        select(Fact)
        .where(
            Fact.contract_id.in_(select(active.c.id)),
            Fact.decision != "rejected",
            or_(
                Fact.group.in_(("obligation", "party")),
                (Fact.group == "duration") & Fact.kind.in_(("renewal", "notice")),
                (Fact.group == "date") & (Fact.kind == "effective"),
            ),
        )
        .order_by(Fact.position, Fact.id)
    )
    found: dict[str, list[Fact]] = defaultdict(list)
    for fact in rows:
        found[fact.contract_id].append(fact)
    return found


def _dates_of(contract: Contract, facts: Sequence[Fact], known: KnownDays) -> Iterator[_Dated]:
    if contract.starts_on:
        yield _Dated(contract.starts_on, "starts")
    renewal = renewal_of(facts)
    term = running_term(contract, renewal, today()) if renewal else None
    if renewal and term:
        yield from _renewed(renewal, term)
    else:
        if contract.ends_on:
            yield _Dated(contract.ends_on, "ends")
        yield from _notices(facts, known)
    ours = _our_parties(contract, facts)
    for fact in facts:
        if fact.group == "obligation":
            yield from _due(fact, known, ours)


def _renewed(renewal: TacitRenewal, term: Term) -> Iterator[_Dated]:
    why = partial(explain_renewal, term, renewal.every)
    yield _Dated(term.ends, "renews", None, why)
    if term.notice:
        yield _Dated(term.notice.first, "notice_deadline", None, why)


def _notices(facts: Iterable[Fact], known: KnownDays) -> Iterator[_Dated]:
    """Notice that has to be given before the contract ends."""
    for fact in facts:
        formula = formula_of(fact) if fact.group == "duration" else None
        if formula is None or (formula.event, formula.direction) != ("expiry", "before"):
            continue
        deadline = deadline_of(fact, known)
        if deadline:
            yield _Dated(deadline.first, "notice_deadline", fact.data["quote"], _why(deadline))


def _due(fact: Fact, known: KnownDays, ours: set[str] | None) -> Iterator[_Dated]:
    kind, text = f"due_{fact.kind}", fact.edited_value or fact.value
    deadline = deadline_of(fact, known)
    if deadline:
        theirs = ours is not None and fact.data.get("party") not in ours
        yield _Dated(deadline.last if theirs else deadline.first, kind, text, _why(deadline))
        return
    due = fact.data.get("due")
    if due and len(due) == len("2026-01-01"):
        yield _Dated(dt.date.fromisoformat(due), kind, text)


def _our_parties(contract: Contract, facts: Iterable[Fact]) -> set[str] | None:
    """The ids in the reading of the party that is ours; None where nobody said which."""
    if contract.our_party is None:
        return None
    return {
        fact.data["id"]
        for fact in facts
        if fact.group == "party" and contract.our_party in (fact.edited_value, fact.value)
    } or None


def _why(deadline: Deadline) -> Callable[[Locale], str]:
    return partial(explain, deadline, work_calendar())


def _said(why: Callable[[Locale], str] | None) -> dict[str, str] | None:
    return {"zh": why("zh"), "en": why("en")} if why else None
