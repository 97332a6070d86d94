"""Which of the dates given is the base of a formula."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

from nlp.formula import Formula
from nlp.periods.counting import Pause
from nlp.periods.errors import PeriodError
from nlp.periods.events import english_event_key, event_key
from nlp.periods.words import event_words

SHANGHAI = ZoneInfo("Asia/Shanghai")
"""The zone in which a contract's days begin and end."""

_PAUSE = re.compile(r"(\d{4}-\d{2}-\d{2})\.\.(\d{4}-\d{2}-\d{2})?")


def read_moment(text: str) -> date | datetime:
    """A day (2026-09-20) or a moment (2026-09-20T15:30, in Shanghai unless it names its zone).

    Raises :class:`PeriodError` ``bad_event``.
    """
    try:
        if "T" not in text:
            return date.fromisoformat(text)
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise PeriodError("bad_event", given=text) from None
    return moment.astimezone(SHANGHAI).replace(tzinfo=None) if moment.tzinfo else moment


def read_event(text: str) -> tuple[str, date | datetime]:
    """``验收=2026-09-20`` or a day alone, whose label is empty."""
    label, _, day = text.rpartition("=")
    return label.strip(), read_moment(day.strip())


def read_pause(text: str) -> Pause:
    """``2026-02-01..2026-02-10``; without its second day it lasts still."""
    match = _PAUSE.fullmatch(text.strip())
    if match is None:
        raise PeriodError("bad_pause")
    try:
        last = date.fromisoformat(match[2]) if match[2] else None
        return Pause(date.fromisoformat(match[1]), last)
    except ValueError:
        raise PeriodError("bad_pause") from None


def base_among(formula: Formula, events: Mapping[str, date | datetime]) -> date | datetime | None:
    """The date of the formula's event; a date without a label serves any event.

    Raises :class:`PeriodError` ``event_mismatch`` where dates were given and none is of the event.
    """
    if formula.base or not events:
        return None
    for label, moment in events.items():
        if not label or _means(label, formula):
            return moment
    raise PeriodError(
        "event_mismatch",
        given=next(iter(events)),
        event=event_words(formula, "zh"),
        event_en=event_words(formula, "en"),
    )


def _means(label: str, formula: Formula) -> bool:
    printed = (formula.event_text or "").lower()
    word = label.lower()
    if formula.event is None or word == formula.event or (printed and word in printed):
        return True
    key = english_event_key(label) if label.isascii() else event_key(label)
    return key != "other" and key == formula.event
