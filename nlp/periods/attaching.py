"""The formulas of a reading's facts: what each date, duration and obligation is counted from."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from nlp.document import DateFact, Duration, Obligation, Reading
from nlp.formula import TacitRenewal
from nlp.periods.finding import Period, find_periods
from nlp.periods.mentions import length_of
from nlp.periods.renewal import find_renewals

_GOVERNED = re.compile(
    r"govern\w*[^.;]{0,60}?\blaws?\s+of\s+(?P<en>[^.;,]{3,80})|"
    r"适用(?P<zh>[^,，。；;]{2,20}?)(?:法律|法)"
)
_CHINA = re.compile(r"China|P\.?R\.?C", re.IGNORECASE)
_FOREIGN = re.compile(r"英国|英格兰|美国|新加坡|日本|德国|法国|瑞士|纽约|加利福尼亚|特拉华|韩国")


def attach_periods(reading: Reading) -> Reading:
    """The reading with a formula on every fact whose words make one."""
    text = reading.document.text
    foreign = _has_foreign_law(text)
    periods = [
        replace(period, formula=replace(period.formula, foreign_law=foreign))
        for period in find_periods(text)
    ]
    renewals = {
        renewal.every_at[0]: TacitRenewal(renewal.every, renewal.notice)
        for renewal in find_renewals(text)
    }
    by_start = {period.start: period for period in periods}
    by_end = {period.end: period for period in periods}
    return replace(
        reading,
        dates=tuple(_date(fact, by_end) for fact in reading.dates),
        durations=tuple(_duration(fact, by_start, renewals) for fact in reading.durations),
        obligations=tuple(_obligation(fact, periods) for fact in reading.obligations),
    )


def _has_foreign_law(text: str) -> bool:
    """True where the contract says that a law other than mainland China's governs it."""
    match = _GOVERNED.search(text)
    if match is None:
        return False
    named = match["en"] or match["zh"]
    if re.search(r"香港|澳门|台湾|Hong\s?Kong|Macau|Macao|Taiwan", named, re.IGNORECASE):
        return True
    if match["zh"]:
        return bool(_FOREIGN.search(named))
    return not _CHINA.search(named)


def _date(fact: DateFact, by_end: dict[int, Period]) -> DateFact:
    """A stretch of two dates (自…起至…止) belongs to the second."""
    period = by_end.get(fact.at.end)
    if period is None or period.start > fact.at.start or period.formula.length:
        return fact
    return replace(fact, period=period.formula)


def _duration(
    fact: Duration, by_start: dict[int, Period], renewals: dict[int, TacitRenewal]
) -> Duration:
    period = by_start.get(fact.at.start)
    counted = period is not None and period.formula.length == length_of(fact.value)
    return replace(
        fact,
        period=period.formula if period and counted else None,
        renewal=renewals.get(fact.at.start),
    )


def _obligation(fact: Obligation, periods: Sequence[Period]) -> Obligation:
    """The period of the obligation's own due date; one alone in its sentence is its own as well."""
    first = bisect_left(periods, fact.at.start, key=lambda period: period.start)
    last = bisect_left(periods, fact.at.end, key=lambda period: period.start)
    inside = periods[first:last]
    own = next((period for period in inside if _is_due(fact, period)), None)
    if own is None and fact.trigger is None and fact.due is None and len(inside) == 1:
        own = inside[0]
    return replace(fact, period=own.formula) if own else fact


def _is_due(fact: Obligation, period: Period) -> bool:
    formula = period.formula
    if fact.trigger is not None:
        trigger = fact.trigger
        (first, *rest) = formula.length or (None,)
        return (
            first is not None
            and not rest
            and (first.count, first.unit) == (trigger.offset, trigger.unit)
            and (formula.direction == "after") == trigger.after
        )
    limit = formula.base if formula.direction == "on" else formula.until
    return fact.due is not None and limit is not None and fact.due == limit.isoformat()
