"""From the words of a contract to formulas: every period and limit of a text, or the one asked for.

What stands alone (7日内答复) is a period without a base: it is found only where one is asked for.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from nlp.extraction.dates import DateMention, find_dates
from nlp.extraction.durations import DurationMention, find_durations
from nlp.folding import fold
from nlp.formula import Choice, Formula
from nlp.periods import chinese, english
from nlp.periods.counting import month_end
from nlp.periods.errors import PeriodError
from nlp.periods.mentions import Around, length_of

_STOP = re.compile(r"[。;!?\n]|(?<=[a-z0-9)\"])\.(?=\s+[A-Z\"]|$)")
_RANGE = re.compile(
    r"\s?(?:\(含(?:当日|本日)\))?(?:零时|0时|00:00)?起?,?(?:至|到|-|~|—|–)+\s?|"
    r"\s*,?\s*(?:to|until|till|through|and\s+end(?:s|ing)\s+on|and\s+expir\w+\s+on)\s+",
    re.IGNORECASE,
)
_MONTH_END = re.compile(r"\s?(?:月)?[底末]")
_REACH = 90


@dataclass(frozen=True, slots=True)
class Period:
    """A period found: ``start..end`` is its length or its day, the words that it is known by."""

    start: int
    end: int
    formula: Formula


def find_periods(text: str) -> list[Period]:
    """All periods of ``text`` that have a base, in text order."""
    return list(_Finder(text).periods())


def parse_period(phrase: str) -> Formula:
    """The period that a phrase asks for.

    Raises :class:`PeriodError` ``no_period`` where there is none.
    """
    finder = _Finder(phrase)
    found = next(finder.periods(), None) or finder.alone()
    if found is None:
        raise PeriodError("no_period")
    return found.formula


class _Finder:
    def __init__(self, text: str) -> None:
        self._folded = fold(text)
        self._dates = [d for d in find_dates(text) if d.possible]
        spans = [(d.start, d.end) for d in self._dates]
        self._durations = [*find_durations(text, spans), *chinese.ordinals(self._folded)]
        self._stops = [match.end() for match in _STOP.finditer(self._folded)]

    def periods(self) -> Iterator[Period]:
        found = [*self._counted(), *self._named(), *self._month_days()]
        end = 0
        for period in sorted(found, key=lambda each: (each.start, -each.end)):
            if period.start >= end:
                end = period.end
                yield replace(period, formula=self._with_rest_day(period))

    def alone(self) -> Period | None:
        """A length without a base, for which the base will be told."""
        for mention in self._durations:
            length = length_of(mention.value)
            if length:
                around = self._around(mention)
                bound = Formula(length=length, business=around.business)
                return Period(mention.start, mention.end, bound)
        for day in self._dates:
            if day.precision == "day":
                named = Formula(base=date.fromisoformat(day.value), direction="on", bound="on")
                return Period(day.start, day.end, named)
        return None

    def _counted(self) -> Iterator[Period]:
        for mention in self._durations:
            length = length_of(mention.value)
            if length is None:
                continue
            around = self._around(mention)
            formula = chinese.chinese_formula(around, length) or english.english_formula(
                around, length
            )
            if formula:
                yield Period(mention.start, mention.end, formula)

    def _named(self) -> Iterator[Period]:
        taken = -1
        for index, mention in enumerate(self._dates):
            if index <= taken:
                continue
            following = self._dates[index + 1] if index + 1 < len(self._dates) else None
            stretch = self._stretch(mention, following)
            if stretch and following:
                taken = index + 1
                yield Period(mention.start, following.end, stretch)
                continue
            limit = self._limit(mention)
            if limit:
                yield Period(mention.start, mention.end, limit)

    def _stretch(self, first: DateMention, second: DateMention | None) -> Formula | None:
        """自2026年1月1日起至12月31日止: both days in."""
        if second is None or first.precision != "day" or second.precision != "day":
            return None
        if not _RANGE.fullmatch(self._folded[first.end : second.start]):
            return None
        start, end = date.fromisoformat(first.value), date.fromisoformat(second.value)
        if end < start:
            return None
        return Formula(base=start, until=end, first_day="included")

    def _limit(self, mention: DateMention) -> Formula | None:
        around = self._around(mention)
        if mention.precision == "month":
            match = _MONTH_END.match(around.after)
            if match is None:
                return None
            year, month = map(int, mention.value.split("-"))
            return _named_day(month_end(date(year, month, 1)), "included")
        if mention.precision != "day":
            return None
        kept = chinese.chinese_limit(around) or english.english_limit(around)
        return _named_day(date.fromisoformat(mention.value), kept) if kept else None

    def _month_days(self) -> Iterator[Period]:
        start = 0
        for stop in (*self._stops, len(self._folded)):
            for first, last, formula in chinese.month_days(self._folded[start:stop]):
                yield Period(start + first, start + last, formula)
            start = stop

    def _sentence(self, offset: int) -> tuple[int, int]:
        index = bisect_right(self._stops, offset)
        start = self._stops[index - 1] if index else 0
        return start, self._stops[index] if index < len(self._stops) else len(self._folded)

    def _around(self, mention: DateMention | DurationMention) -> Around:
        start, end = self._sentence(mention.start)
        return Around(
            self._folded[max(start, mention.start - _REACH) : mention.start],
            self._folded[mention.start : mention.end],
            self._whole_words(mention.end, end),
        )

    def _whole_words(self, start: int, end: int) -> str:
        """What follows, as far as is looked; no last English word that would be cut in two."""
        if end <= start + _REACH:
            return self._folded[start:end]
        cut, following = self._folded[start : start + _REACH], self._folded[start + _REACH]
        return cut.rpartition(" ")[0] if following.isascii() and following.isalnum() else cut

    def _with_rest_day(self, period: Period) -> Formula:
        start, end = self._sentence(period.start)
        sentence = self._folded[start:end]
        told = chinese.rest_day_words(sentence) or english.rest_day_words(sentence)
        return replace(period.formula, rest_day=told) if told else period.formula


def _named_day(day: date, last_day: Choice) -> Formula:
    return Formula(base=day, direction="on", last_day=last_day)
