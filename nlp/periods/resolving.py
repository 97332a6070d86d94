"""From a formula and its base to a date, the earliest and the latest that the wording allows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import product
from typing import Literal

from nlp.formula import Formula
from nlp.periods.calendar import DAY, WorkCalendar
from nlp.periods.counting import (
    Pause,
    add_months,
    count_of,
    month_end,
    months_of,
    paused,
    prolonged,
    shift,
)
from nlp.periods.errors import PeriodError
from nlp.periods.rules import RuleCode

MAX_LENGTH = 9_999
"""The most units of one kind that a period is computed for."""

Doubt = Literal["first_day", "last_day", "business", "hour"]
"""What the wording leaves open."""


@dataclass(frozen=True, slots=True)
class Way:
    """One way to read a formula whose wording is open."""

    first_in: bool
    last_in: bool
    make_up: bool
    hour: time


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one way of reading leads to.

    ``end`` is the last day before days off were looked at, ``day`` the day that counts: the last
    day to act, or the first on which one may where the formula is bound ``from``. ``opens`` is the
    first day of a window; ``at`` the hour, where hours are counted.
    """

    day: date
    end: date
    opens: date | None = None
    at: time | None = None
    rules: tuple[RuleCode, ...] = ()


@dataclass(frozen=True, slots=True)
class Deadline:
    """A formula with its date, told for the earliest and for the latest reading.

    ``act_by`` is the last working day before a deadline that stays on a day off.
    ``uncovered`` are the years for which no notice on days off is among the tables.
    """

    formula: Formula
    base: date
    earliest: Outcome
    latest: Outcome
    doubts: tuple[Doubt, ...]
    act_by: date | None
    uncovered: tuple[int, ...]
    pauses: tuple[Pause, ...] = ()

    @property
    def first(self) -> date:
        """The day by the reading under which it comes earliest."""
        return self.earliest.day

    @property
    def last(self) -> date:
        """The day by the reading under which it comes latest."""
        return self.latest.day


def resolve(
    formula: Formula,
    base: date | datetime | None,
    calendar: WorkCalendar,
    pauses: Sequence[Pause] = (),
) -> Deadline | None:
    """The deadline; None where the event has no date yet. ``base`` yields to a day in the words.

    Raises :class:`PeriodError` where the pauses contradict each other or have no end, or where the
    length leads out of the years that a calendar has.
    """
    known = formula.base or base
    if known is None:
        return None
    day = known.date() if isinstance(known, datetime) else known
    moment = known.time() if isinstance(known, datetime) else None
    if any(pause.last is not None and pause.last < pause.first for pause in pauses):
        raise PeriodError("bad_pause")
    if any(part.count > MAX_LENGTH for part in formula.length):
        raise PeriodError("out_of_range")
    counter = _Counter(formula, day, calendar, tuple(pauses))
    try:
        outcomes = [(way, counter.outcome(way)) for way in _ways(formula, moment)]
        return _deadline(counter, outcomes)
    except (OverflowError, ValueError):
        raise PeriodError("out_of_range") from None


def _ways(formula: Formula, moment: time | None) -> Iterator[Way]:
    def both(choice: str) -> tuple[bool, ...]:
        return (True, False) if choice == "open" else (choice == "included",)

    hours = (moment,) if moment is not None else (time.min, time.max)
    if not count_of(formula.length, "hour"):
        hours = (time.min,)
    makeup = (True, False) if formula.business else (True,)
    for first, last, make_up, hour in product(
        both(formula.first_day), both(formula.last_day), makeup, hours
    ):
        yield Way(first, last, make_up, hour)


def _deadline(counter: _Counter, outcomes: Sequence[tuple[Way, Outcome]]) -> Deadline:
    earliest_way, earliest = min(outcomes, key=lambda pair: pair[1].day)
    _, latest = max(outcomes, key=lambda pair: pair[1].day)
    act_by = counter.calendar.previous_working(earliest.day) if counter.stays else None
    return Deadline(
        formula=counter.formula,
        base=counter.base,
        earliest=earliest,
        latest=latest,
        doubts=tuple(_doubts(earliest_way, outcomes)),
        act_by=act_by if act_by != earliest.day else None,
        uncovered=counter.uncovered(outcome for _, outcome in outcomes),
        pauses=counter.pauses,
    )


def _doubts(way: Way, outcomes: Sequence[tuple[Way, Outcome]]) -> Iterator[Doubt]:
    """Each open question whose answer alone moves the earliest date."""
    by_way = dict(outcomes)
    questions: tuple[tuple[Doubt, Way], ...] = (
        ("first_day", replace(way, first_in=not way.first_in)),
        ("last_day", replace(way, last_in=not way.last_in)),
        ("business", replace(way, make_up=not way.make_up)),
        ("hour", replace(way, hour=time.max if way.hour == time.min else time.min)),
    )
    for doubt, other in questions:
        if other in by_way and by_way[other].day != by_way[way].day:
            yield doubt


class _Counter:
    """Counts one formula from one base."""

    def __init__(
        self, formula: Formula, base: date, calendar: WorkCalendar, pauses: tuple[Pause, ...]
    ) -> None:
        self.formula = formula
        self.calendar = calendar
        self.pauses = pauses
        self.base = month_end(base) if formula.event == "month_end" else base
        self._finite = [pause for pause in pauses if pause.last is not None]
        self._working = bool(count_of(formula.length, "working_day"))
        self._hourly = bool(count_of(formula.length, "hour"))

    @property
    def stays(self) -> bool:
        """True for a deadline that is not put off where its last day is a day off."""
        formula = self.formula
        stretch = formula.until is not None or formula.bound == "from" or self._hourly
        return not stretch and not self._rolls_by_law() and formula.rest_day in ("law", "stays")

    def uncovered(self, outcomes: Iterable[Outcome]) -> tuple[int, ...]:
        """The years looked at for days off that no notice covers."""
        years: set[int] = set()
        for outcome in outcomes:
            ends = {outcome.end.year, outcome.day.year}
            if self._working:
                ends = set(range(min(self.base.year, *ends), max(self.base.year, *ends) + 1))
            years |= ends
        plain = self.formula.until is not None or self._hourly
        return () if plain else tuple(sorted(years - set(self.calendar.papers)))

    def outcome(self, way: Way) -> Outcome:
        formula = self.formula
        if formula.until is not None:
            return self._settled(formula.until, "both_days_in")
        if formula.month_shift is not None:
            return self._limit(self._day_of_month(formula.month_shift), way)
        if not formula.length or formula.direction == "on":
            return self._limit(self.base, way)
        if self._hourly:
            return self._hours(way)
        return self._before(way) if formula.direction == "before" else self._after(way)

    def _after(self, way: Way) -> Outcome:
        length = self.formula.length
        start = self.base - DAY if way.first_in and self._working else self.base
        end = shift(start, length, 1, self._counts(way))
        if way.first_in and not self._working:
            end -= DAY
        if not self._working:
            end = prolonged(self.base, end, self._finite)
        self._check_running(end, way)
        return self._settled(end, *self._rules(way))

    def _rules(self, way: Way) -> Iterator[RuleCode]:
        yield "first_day_agreed" if way.first_in else "first_day_excluded"
        if months := months_of(self.formula.length):
            exact = add_months(self.base, months).day == self.base.day
            yield "corresponding_day" if exact else "month_end"
        if self._working:
            yield "working_days" if way.make_up else "business_days"
        if self.pauses:
            yield "pauses"

    def _counts(self, way: Way) -> Callable[[date], bool]:
        """Which days count as working days, those on which the period stands still left out."""

        def counts(day: date) -> bool:
            works = (
                not self.calendar.is_rest(day) if way.make_up else self.calendar.is_business(day)
            )
            return works and not paused(day, self._finite)

        return counts

    def _check_running(self, end: date, way: Way) -> None:
        """A pause without an end leaves no date, only what is left of the period."""
        lasting = [pause.first for pause in self.pauses if pause.last is None]
        if not lasting or min(lasting) > end:
            return
        first = max(min(lasting), self.base + DAY)
        days = (first + DAY * n for n in range((end - first).days + 1))
        counts = self._counts(way)
        left = sum(counts(day) if self._working else not paused(day, self._finite) for day in days)
        raise PeriodError("suspended", remaining=left)

    def _before(self, way: Way) -> Outcome:
        back = shift(self.base, self.formula.length, -1, self._counts(way))
        rules: list[RuleCode] = ["counted_back"]
        if self._working:
            rules.append("working_days" if way.make_up else "business_days")
        if self.formula.bound != "window":
            return self._settled(back, *rules)
        closes = self.base if way.last_in else self.base - DAY
        return replace(self._settled(closes, *rules), opens=back)

    def _hours(self, way: Way) -> Outcome:
        hours = timedelta(hours=count_of(self.formula.length, "hour"))
        known = way.hour not in (time.min, time.max) or self.formula.base is not None
        start = datetime.combine(self.base, time.min if way.hour == time.max else way.hour)
        start += timedelta(days=way.hour == time.max)
        moment = start - hours if self.formula.direction == "before" else start + hours
        if known:
            return Outcome(moment.date(), moment.date(), at=moment.time(), rules=("hours",))
        day = (moment - timedelta(microseconds=1)).date()
        return Outcome(day, day, rules=("hours",))

    def _day_of_month(self, months: int) -> date:
        first = add_months(self.base.replace(day=1), months)
        last = month_end(first)
        return min(last, first + timedelta(days=(self.formula.month_day or 31) - 1))

    def _limit(self, day: date, way: Way) -> Outcome:
        """A day that is named: until it, or until the day before it."""
        return self._settled(
            day if way.last_in else day - DAY,
            "named_day" if way.last_in else "named_day_excluded",
        )

    def _rolls_by_law(self) -> bool:
        formula = self.formula
        counted = bool(formula.length) and formula.direction == "after" and formula.until is None
        return (
            counted and not self._hourly and not formula.foreign_law and formula.rest_day == "law"
        )

    def _settled(self, end: date, *rules: RuleCode) -> Outcome:
        """``end``, moved where it is a day off and the law or the contract moves it."""
        day, told = end, list(rules)
        if self.calendar.is_rest(end):
            if self._rolls_by_law() or self.formula.rest_day == "next":
                day = self.calendar.next_working(end)
                told.append("rest_day_next" if self._rolls_by_law() else "rest_day_agreed")
            elif self.formula.rest_day == "previous":
                day = self.calendar.previous_working(end)
                told.append("rest_day_agreed")
            elif self.stays:
                told.append("rest_day_stays")
        if self.formula.bound == "from":
            day += DAY
            told.append("full_length")
        return Outcome(day, end, rules=tuple(told))
