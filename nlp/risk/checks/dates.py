"""Dates that contradict each other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from nlp.document import DateFact, Duration, Reading
from nlp.extraction.dates import DateMention, find_dates
from nlp.folding import fold
from nlp.risk.faults import Fault, Span
from nlp.risk.text import sentence_at, sentences_between

_TERM = re.compile(r"P(\d+)([YMWD])")
_SLACK = timedelta(days=1)
_OTHER_EXPIRY = re.compile(r"执照|许可证|资质|证书|保函|commission|licen[cs]e|permit|offer", re.I)
_AND_LATER = re.compile(r"免租|装修期|试用|其中")
_TO_THE_END = re.compile(
    r"\s?(?:起|开始)?\s?[,(]?\s?(?:计算)?\s?"
    r"(?:至|到|-|~|to|until|and (?:ends?|expires?) on|through)\s?",
    re.I,
)


def joined_dates(folded: str) -> Iterator[tuple[DateMention, DateMention]]:
    """Each two days joined by 起至, to, and ends on."""
    mentions = [one for one in find_dates(folded) if one.possible and one.precision == "day"]
    for first, second in pairwise(mentions):
        if _TO_THE_END.fullmatch(folded[first.end : second.start]):
            yield first, second


def date_contradiction(reading: Reading) -> list[Fault]:
    """A period that ends before it starts, or a contract signed after it has expired."""
    faults = []
    for start, end in _periods(reading):
        first, last = _day(start), _day(end)
        if first is not None and last is not None and last < first:
            faults.append(_contradiction(reading, start, end))
    known = {fault.elsewhere[-1][0] for fault in faults}
    for one, other in joined_dates(fold(reading.document.text)):
        if other.value < one.value and other.start not in known:
            faults.append(_reversed(reading, (one.start, one.end), (other.start, other.end)))
    signed = [fact for fact in reading.dates if fact.kind == "signed" and _day(fact)]
    expiry = [fact for fact in reading.dates if fact.kind == "expiry" and _is_own(reading, fact)]
    if signed and len(expiry) == 1:
        latest = max(signed, key=lambda fact: fact.value)
        if (_day(latest) or date.min) > (_day(expiry[0]) or date.max):
            faults.append(_contradiction(reading, latest, expiry[0]))
    return faults


def _reversed(reading: Reading, first: Span, second: Span) -> Fault:
    text = reading.document.text
    params = {"first": text[slice(*first)], "second": text[slice(*second)]}
    where = sentence_at(reading, second[0])
    return Fault(*where, (first, second), (first, second), params)


def _is_own(reading: Reading, expiry: DateFact) -> bool:
    """Whether a date of expiry is the contract's: not a licence's, a notary's, an offer's."""
    around = fold(reading.document.text[slice(*sentence_at(reading, expiry.at.start))])
    return _day(expiry) is not None and not _OTHER_EXPIRY.search(around)


def term_contradiction(reading: Reading) -> list[Fault]:
    """A term of N years or months that is not the time between the two dates beside it.

    Both ways to count the last day are right: to 2027-02-28 and to 2027-03-01.
    """
    faults = []
    for start, end in _periods(reading):
        first, last = _day(start), _day(end)
        span = sentence_at(reading, start.at.start)
        terms = [
            term
            for term in reading.durations
            if term.kind == "term" and span[0] <= term.at.start < span[1]
        ]
        if first is None or last is None or last < first or len(terms) != 1:
            continue
        expected = _after(first, terms[0])
        near = fold(reading.document.text[slice(*span)])
        if expected is None or _AND_LATER.search(near):
            continue
        if not expected - 2 * _SLACK <= last <= expected + _SLACK:
            faults.append(_wrong_term(reading, start, end, terms[0], expected))
    return faults


def _wrong_term(
    reading: Reading, start: DateFact, end: DateFact, term: Duration, expected: date
) -> Fault:
    where = sentences_between(reading, start.at.start, max(end.at.end, term.at.end))
    spans = (_span(start), _span(end), (term.at.start, term.at.end))
    params = {
        "first": f"{start.at.quote} – {end.at.quote}",
        "second": term.at.quote,
        "expected": (expected - _SLACK).isoformat(),
    }
    return Fault(*where, spans, spans, params)


def _contradiction(reading: Reading, first: DateFact, second: DateFact) -> Fault:
    return _reversed(reading, _span(first), _span(second))


def _periods(reading: Reading) -> list[tuple[DateFact, DateFact]]:
    """Start and end dates that follow each other in one sentence."""
    pairs = []
    for first, second in zip(reading.dates, reading.dates[1:], strict=False):
        if first.kind != "start" or second.kind not in ("end", "expiry"):
            continue
        begin, finish = sentence_at(reading, first.at.start)
        if begin <= second.at.start < finish:
            pairs.append((first, second))
    return pairs


def _day(fact: DateFact) -> date | None:
    if fact.precision != "day":
        return None
    try:
        return date.fromisoformat(fact.value)
    except ValueError:
        return None


def _after(first: date, term: Duration) -> date | None:
    """``first`` plus the term; the day of the month falls back to the month's last."""
    match = _TERM.fullmatch(term.value)
    if match is None:
        return None
    count, unit = int(match[1]), match[2]
    try:
        if unit in "WD":
            return first + timedelta(days=count * (7 if unit == "W" else 1))
        months = first.year * 12 + first.month - 1 + count * (12 if unit == "Y" else 1)
        start_of_month = date(months // 12, months % 12 + 1, 1)
        return start_of_month + timedelta(days=first.day - 1)
    except (ValueError, OverflowError):
        return None


def _span(fact: DateFact) -> Span:
    return fact.at.start, fact.at.end
