"""Working days and days off in mainland China, after the State Council's yearly notices.

Years without a table count Saturday and Sunday as days off and nothing else; whoever computes with
such a year must say so.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

DAY = timedelta(days=1)
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """Days off (放假) and make-up working days (调休上班), each with the holiday's name.

    ``papers`` holds, by year, the addresses of the notices that the table was taken from.
    """

    off: Mapping[date, str] = field(default_factory=dict)
    worked: Mapping[date, str] = field(default_factory=dict)
    papers: Mapping[int, tuple[str, ...]] = field(default_factory=dict)

    def covers(self, day: date) -> bool:
        """True where a notice of that year is among the tables."""
        return day.year in self.papers

    def is_rest(self, day: date) -> bool:
        """A weekend or holiday on which nobody works; a make-up working day is none."""
        if day in self.worked:
            return False
        return day in self.off or day.weekday() >= _SATURDAY

    def is_business(self, day: date) -> bool:
        """A working day that is no weekend: make-up days are left out as well."""
        return not self.is_rest(day) and day.weekday() < _SATURDAY

    def next_working(self, day: date) -> date:
        """``day`` itself, or the first working day after the days off it stands among."""
        while self.is_rest(day):
            day += DAY
        return day

    def previous_working(self, day: date) -> date:
        """``day`` itself, or the last working day before the days off it stands among."""
        while self.is_rest(day):
            day -= DAY
        return day


def parse_calendar(tables: Iterable[str]) -> WorkCalendar:
    """The calendar of the tables given as JSON texts (``fixtures/holidays``).

    A year without days or without the notice it rests on is left out, as if it were not there.
    """
    off: dict[date, str] = {}
    worked: dict[date, str] = {}
    papers: dict[int, tuple[str, ...]] = {}
    for text in tables:
        table = json.loads(text)
        if not table["days"] or not table["papers"]:
            continue
        papers[table["year"]] = tuple(table["papers"])
        for day in table["days"]:
            (off if day["isOffDay"] else worked)[date.fromisoformat(day["date"])] = day["name"]
    return WorkCalendar(off, worked, papers)
