"""The dates that a contract's facts lead to: formulas of the reading with the days that are known.

A formula runs from a day in its own words, from a date of the record (signing, start, end), from
the effective date that was read, or from the day that a person entered for its event.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from nlp.formula import Formula, TacitRenewal
from nlp.periods import Deadline, PeriodError, Term, resolve, term_at
from nlp.periods.mentions import length_of
from nlp.periods.period_json import deadline_to_json, formula_from_json, renewal_from_json
from nlp.periods.words import event_words
from service.audit.actions import record
from service.contracts.actions import note_history
from service.contracts.schemas import EventDateOut, PeriodOut
from service.contracts.tables import Contract, EventDate, Fact
from service.contracts.work_calendar import work_calendar
from service.kernel.actor import Actor
from service.kernel.clock import now, today
from service.kernel.errors import Invalid

Event = tuple[str, str]
"""An event's key and its words in the contract."""

_OF_RECORD = {"signing": "signed_on", "start": "starts_on", "expiry": "ends_on"}


@dataclass(frozen=True, slots=True)
class Known:
    """A day that periods run from, and who knows it: record, reading or person."""

    day: date
    source: str
    by: str | None = None
    at: datetime | None = None


@dataclass(frozen=True)
class KnownDays:
    """The days of one contract's events."""

    by_key: Mapping[str, Known]
    entered: Mapping[Event, Known]

    def of(self, formula: Formula) -> Known | None:
        """The day of a formula's event; a person's word stands above what was read."""
        event = event_of(formula)
        if event is None:
            return None
        return self.entered.get(event) or self.by_key.get(event[0])


def event_of(formula: Formula) -> Event | None:
    """The event that a formula waits for; None where its words hold the day themselves."""
    if formula.base is not None or formula.event is None:
        return None
    return formula.event, formula.event_text or ""


def is_settable(event: Event) -> bool:
    """Events of the record are changed there; an act without words of its own is none."""
    return event[0] not in _OF_RECORD and event != ("act", "")


def renewal_of(facts: Iterable[Fact]) -> TacitRenewal | None:
    """The first tacit renewal read; a person's length stands in place of the one read."""
    for fact in facts:
        stored = fact.data.get("renewal") if fact.group == "duration" else None
        if not stored or fact.decision == "rejected":
            continue
        renewal = renewal_from_json(stored)
        edited = length_of(fact.edited_value) if fact.edited_value else None
        return TacitRenewal(edited, renewal.notice) if edited else renewal
    return None


def running_term(contract: Contract, renewal: TacitRenewal, day: date) -> Term | None:
    """The term that runs on ``day`` if nobody has refused; None where no end is known."""
    if contract.ends_on is None:
        return None
    try:
        return term_at(day, contract.ends_on, renewal.every, renewal.notice, work_calendar())
    except PeriodError:
        return None


def known_days(
    db: Session, contracts: Sequence[Contract], facts: Sequence[Fact]
) -> dict[str, KnownDays]:
    """By contract, the days that its periods can run from; ``facts`` hold those that were read.

    A contract that has renewed itself expires at the end of the term that runs today.
    """
    ids = [contract.id for contract in contracts]
    entered: dict[str, dict[Event, Known]] = defaultdict(dict)
    for row in db.scalars(select(EventDate).where(EventDate.contract_id.in_(ids))):
        known = Known(row.happened_on, "person", row.set_by, row.set_at)
        entered[row.contract_id][row.event, row.text] = known
    effective: dict[str, Known] = {}
    own: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        own[fact.contract_id].append(fact)
        day = _effective_day(fact)
        if day:
            effective.setdefault(fact.contract_id, Known(day, "reading"))
    found: dict[str, KnownDays] = {}
    for contract in contracts:
        by_key = {
            key: Known(day, "record")
            for key, field in _OF_RECORD.items()
            if (day := getattr(contract, field))
        }
        renewal = renewal_of(own[contract.id])
        term = running_term(contract, renewal, today()) if renewal else None
        if term:
            by_key["expiry"] = Known(term.ends, "record")
        if contract.id in effective:
            by_key["effective"] = effective[contract.id]
        found[contract.id] = KnownDays(by_key, entered.get(contract.id, {}))
    return found


def _effective_day(fact: Fact) -> date | None:
    if (fact.group, fact.kind) != ("date", "effective") or fact.decision == "rejected":
        return None
    return _day(fact.edited_value or fact.value)


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def formula_of(fact: Fact) -> Formula | None:
    """A fact's formula, with a person's value in place of the one read."""
    stored: dict[str, Any] | None = fact.data.get("period")
    if stored is None or fact.decision == "rejected":
        return None
    formula = formula_from_json(stored)
    if not fact.edited_value:
        return formula
    if fact.group == "duration":
        length = length_of(fact.edited_value)
        return replace(formula, length=length) if length else None
    if fact.group == "date":
        day = _day(fact.edited_value)
        if day is None:
            return None
        return replace(formula, until=day) if formula.until else replace(formula, base=day)
    return formula


def deadline_of(fact: Fact, known: KnownDays) -> Deadline | None:
    """The date that a fact leads to, where its base is known."""
    formula = formula_of(fact)
    return _resolved(formula, known) if formula else None


def _resolved(formula: Formula, known: KnownDays) -> Deadline | None:
    base = known.of(formula)
    try:
        return resolve(formula, base.day if base else None, work_calendar())
    except PeriodError:
        return None


def period_out(fact: Fact, known: KnownDays) -> PeriodOut | None:
    """A fact's formula and its date as the API shows them."""
    formula = formula_of(fact)
    if formula is None:
        return None
    event, base = event_of(formula), known.of(formula)
    content = deadline_to_json(formula, _resolved(formula, known), work_calendar(), "zh")
    return PeriodOut.model_validate(
        content
        | {
            "event_text": formula.event_text,
            "base_source": "words" if formula.base else base and base.source,
            "settable": event is not None and is_settable(event),
        }
    )


def event_dates(facts: Iterable[Fact], known: KnownDays) -> list[EventDateOut]:
    """The events that the contract's periods run from, in the order in which they are told."""
    counted: dict[Event, int] = defaultdict(int)
    words: dict[Event, dict[str, str]] = {}
    for fact in facts:
        formula = formula_of(fact)
        event = event_of(formula) if formula else None
        if formula is None or event is None:
            continue
        counted[event] += 1
        words[event] = {"zh": event_words(formula, "zh"), "en": event_words(formula, "en")}
    found = []
    for event, count in counted.items():
        base = known.entered.get(event) or known.by_key.get(event[0])
        found.append(
            EventDateOut(
                event=event[0],
                text=event[1],
                words=words[event],
                date=base.day if base else None,
                source=base.source if base else None,
                set_by=base.by if base else None,
                set_at=base.at if base else None,
                settable=is_settable(event),
                facts=count,
            )
        )
    return found


def set_event_date(
    db: Session,
    actor: Actor,
    contract: Contract,
    facts: Sequence[Fact],
    event: Event,
    on: date | None,
) -> None:
    """A person tells on which day an event happened, or (None) takes that back.

    Raises ``Invalid`` for an event that no period of the contract runs from, or one of the record.
    """
    formulas = filter(None, map(formula_of, facts))
    if not is_settable(event) or event not in set(map(event_of, formulas)):
        raise Invalid(field="event")
    row = db.get(EventDate, (contract.id, *event))
    if on is None:
        if row is None:
            return
        db.delete(row)
    elif row is None:
        db.add(
            EventDate(
                contract_id=contract.id,
                event=event[0],
                text=event[1],
                happened_on=on,
                set_by=actor.name,
            )
        )
    else:
        row.happened_on, row.set_by, row.set_at = on, actor.name, now()
    db.flush()
    record(db, actor, "contract.event_dated", "contract", contract.id, contract_id=contract.id)
    note_history(
        db,
        contract,
        actor,
        "event_dated" if on else "event_undated",
        event=event[1] or event[0],
        date=on.isoformat() if on else None,
    )
