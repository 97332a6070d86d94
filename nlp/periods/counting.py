"""Counting days, working days and months. Whole numbers and dates only."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from nlp.formula import Length
from nlp.periods.calendar import DAY, WorkCalendar


@dataclass(frozen=True, slots=True)
class Pause:
    """Days on which a period stands still (中止), both included; ``last`` None: it still does."""

    first: date
    last: date | None

    def holds(self, day: date) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)


def month_end(day: date) -> date:
    """The last day of the month."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def add_months(day: date, months: int) -> date:
    """The corresponding day so many months on (or back), else the month's last day."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    last = monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def add_days_where(day: date, count: int, counts: Callable[[date], bool]) -> date:
    """The day that ends ``count`` counting days after ``day`` (before it, where negative)."""
    step = DAY if count >= 0 else -DAY
    left = abs(count)
    while left:
        day += step
        left -= counts(day)
    return day


def add_working_days(day: date, count: int, calendar: WorkCalendar) -> date:
    """``count`` working days after ``day``, which itself is not counted."""
    return add_days_where(day, count, lambda each: not calendar.is_rest(each))


def months_of(length: Length) -> int:
    """The months and years of a length, in months."""
    return sum(part.count * {"month": 1, "year": 12}.get(part.unit, 0) for part in length)


def days_of(length: Length) -> int:
    """The days and weeks of a length, in days."""
    return sum(part.count * {"day": 1, "week": 7}.get(part.unit, 0) for part in length)


def count_of(length: Length, unit: str) -> int:
    return sum(part.count for part in length if part.unit == unit)


def shift(day: date, length: Length, sign: int, counts: Callable[[date], bool]) -> date:
    """``day`` moved by years and months, then days, then working days (those that ``counts``)."""
    moved = add_months(day, sign * months_of(length))
    moved += timedelta(days=sign * days_of(length))
    return add_days_where(moved, sign * count_of(length, "working_day"), counts)


def prolonged(start: date, end: date, pauses: Sequence[Pause]) -> date:
    """``end`` put off by the days after ``start`` on which the period stood still."""

    def runs(day: date) -> bool:
        return not paused(day, pauses)

    lost = sum(not runs(start + DAY * n) for n in range(1, (end - start).days + 1))
    return add_days_where(end, lost, runs)


def paused(day: date, pauses: Sequence[Pause]) -> bool:
    return any(pause.holds(day) for pause in pauses)
