"""Tacit renewal (自动续期): the terms that follow one another, and by when to say no to the next.

Terms adjoin: each begins on the day after the one before has ended. Every end is counted from the
first term, so that a month's last day stays the last day and no error adds up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import count

from nlp.extraction.durations import DurationMention, find_durations
from nlp.folding import fold
from nlp.formula import Formula, Length
from nlp.periods.calendar import DAY, WorkCalendar
from nlp.periods.counting import add_months, count_of, days_of, months_of
from nlp.periods.errors import PeriodError
from nlp.periods.mentions import Around, length_of
from nlp.periods.resolving import Deadline, resolve

_AUTOMATIC = re.compile(
    r"(?:自动|自行|默示)(?:续|延|顺延)|(?:视为|则)[^,;。]{0,12}(?:续[签期约展订]|延长|顺延)|"
    r"(?:合同|协议|期限|租期)(?:自动)?(?:顺延|续展)|"
    r"automatically\s+(?:be\s+)?(?:renew|extend|continue)|"
    r"(?:shall|will)\s+(?:renew|be\s+(?:automatically\s+)?(?:renewed|extended))|"
    r"extended\s+automatically|"
    r"renews?\s+automatically|automatic\s+renewal|month[\s-]to[\s-]month",
    re.IGNORECASE,
)
_EVERY_BEFORE = re.compile(
    r"(?:续[签期约展订租]?|延长|顺延|延续)(?:期限?)?(?:的)?(?:为|至|:)?\s?$|"
    r"(?:successive|further|additional|consecutive|for|of|each|new)\s+(?:a\s+)?(?:period|term)?s?\s*"
    r"(?:of)?\s*$",
    re.IGNORECASE,
)
_EVERY_AFTER = re.compile(r"\s*(?:'s?)?\s*(?:renewal\s+)?(?:terms?|periods?)\b", re.IGNORECASE)
_NOTICE_BEFORE = re.compile(r"(?:之?前|以前|提前)(?:至少|不少于|不得少于)?\s?$")
_NOTICE_AFTER = re.compile(
    r"\s?(?:之?前|以前)|\s*(?:'s?)?\s*(?:prior|before|in\s+advance|(?:prior\s+)?written\s+notice|notice)",
    re.IGNORECASE,
)
_STOP = re.compile(r"[。;\n]|(?<=[a-z0-9)\"])\.(?=\s+[A-Z\"]|$)")
_WITHIN = re.compile(r"\s?(?:之?内|以内)")
_DURING = re.compile(r"(?:within|during)\s+(?:the\s+)?(?:last\s+)?$", re.IGNORECASE)
_MAX_TERMS = 10_000


@dataclass(frozen=True, slots=True)
class Renewal:
    """What the contract says: renewed for ``every``, unless refused in time, as ``notice`` tells.

    ``every_at`` and ``notice_at`` are where the two lengths stand in the text.
    """

    every: Length
    notice: Formula | None
    every_at: tuple[int, int]
    notice_at: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Term:
    """One term, both days included; the first has ``number`` 0. ``notice`` is by when to refuse."""

    number: int
    starts: date | None
    ends: date
    notice: Deadline | None


def term_end(starts: date, length: Length) -> date:
    """The last day of a term that begins on ``starts``, which is its first day.

    A year from 1 January 2026 ends on 31 December 2026.
    """
    return add_months(starts, months_of(length)) + timedelta(days=days_of(length)) - DAY


def terms(
    first_end: date,
    every: Length,
    notice: Formula | None,
    calendar: WorkCalendar,
    starts: date | None = None,
) -> Iterator[Term]:
    """The first term and all that follow it, each with its own notice deadline.

    Raises :class:`PeriodError` ``no_period`` where ``every`` is no length of days, weeks, months or
    years, and ``out_of_range`` past the last year of the calendar.
    """
    months, days = months_of(every), days_of(every)
    if not months and not days:
        raise PeriodError("no_period")
    begin = starts
    for number in count():
        try:
            end = add_months(first_end + DAY, months * number) + timedelta(days=days * number) - DAY
        except (OverflowError, ValueError):
            raise PeriodError("out_of_range") from None
        yield Term(number, begin, end, _notice(end, notice, calendar))
        begin = end + DAY


def next_end(term: Term, every: Length) -> date:
    """The last day of the term that follows."""
    return add_months(term.ends + DAY, months_of(every)) + timedelta(days=days_of(every)) - DAY


def term_at(
    day: date, first_end: date, every: Length, notice: Formula | None, calendar: WorkCalendar
) -> Term:
    """The term that runs on ``day`` if nobody has refused: the first whose end is not past."""
    for term in terms(first_end, every, notice, calendar):
        if term.ends >= day:
            return term
        if term.number > _MAX_TERMS:
            break
    raise PeriodError("out_of_range")


def _notice(end: date, notice: Formula | None, calendar: WorkCalendar) -> Deadline | None:
    if notice is None:
        return None
    return resolve(notice, end, calendar)


def find_renewals(text: str) -> list[Renewal]:
    """Every sentence that renews the contract by itself and says for how long."""
    folded = fold(text)
    mentions = find_durations(text)
    found: list[Renewal] = []
    start = 0
    for stop in (*(match.end() for match in _STOP.finditer(folded)), len(folded)):
        sentence = folded[start:stop]
        told = _AUTOMATIC.search(sentence)
        if told:
            inside = [m for m in mentions if start <= m.start < stop]
            renewal = _renewal(folded, (start, start + told.start(), stop), inside)
            if renewal:
                found.append(renewal)
        start = stop
    return found


def _renewal(
    folded: str, places: tuple[int, int, int], mentions: list[DurationMention]
) -> Renewal | None:
    """``places``: the sentence's start, where it begins to speak of renewal, and its end."""
    start, told, stop = places
    every: tuple[Length, tuple[int, int]] | None = None
    notice: tuple[Formula, tuple[int, int]] | None = None
    for mention in mentions:
        length = length_of(mention.value)
        if length is None:
            continue
        around = Around(
            folded[start : mention.start],
            folded[mention.start : mention.end],
            folded[mention.end : stop],
        )
        at = (mention.start, mention.end)
        if _NOTICE_BEFORE.search(around.before) or _NOTICE_AFTER.match(around.after):
            notice = notice or (_refusal(around, length), at)
        elif mention.start >= told and _is_every(around, length):
            every = every or (length, at)
    if every is None:
        return None
    return Renewal(every[0], notice[0] if notice else None, every[1], notice[1] if notice else None)


def _refusal(around: Around, length: Length) -> Formula:
    """Refused so long before the end, or (期满前90日内) within that stretch before it."""
    back = Formula("expiry", length=length, direction="before", business=around.business)
    if not _WITHIN.match(around.after) and not _DURING.search(around.before):
        return back
    return replace(back, bound="window", last_day="open")


def _is_every(around: Around, length: Length) -> bool:
    if count_of(length, "working_day") or count_of(length, "hour"):
        return False
    monthly = bool(re.fullmatch(r"month.to.month", around.words, re.IGNORECASE))
    told = _EVERY_BEFORE.search(around.before) or _EVERY_AFTER.match(around.after)
    return monthly or bool(told)
