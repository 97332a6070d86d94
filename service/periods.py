"""``jianqi period``: a phrase and the date of its event to a date and its explanation."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from nlp.messages import Locale
from nlp.periods import PeriodError, parse_period, resolve
from nlp.periods.asking import base_among, read_event, read_pause
from nlp.periods.period_json import deadline_to_json
from nlp.periods.words import error_words
from service.contracts.work_calendar import work_calendar


def period_json(
    phrase: str, events: Sequence[str], pauses: Sequence[str], language: Locale
) -> dict[str, Any]:
    """What the phrase leads to; dates are null until its event has one.

    Raises :class:`PeriodError` where the phrase holds no period or a date given is no date.
    """
    formula = parse_period(phrase)
    base = base_among(formula, dict(map(read_event, events)))
    calendar = work_calendar()
    deadline = resolve(formula, base, calendar, [read_pause(each) for each in pauses])
    return deadline_to_json(formula, deadline, calendar, language)


def period_error_json(error: PeriodError, language: Locale) -> dict[str, Any]:
    """The error as outside programs read it."""
    message, mend = error_words(error, language)
    return {"error": {"code": error.code, "message": message, "mend": mend}}


def period_summary(content: dict[str, Any]) -> str:
    """The same for people: the date first, then why."""
    if "error" in content:
        error = content["error"]
        return f"{error['message']} {error['mend']} [{error['code']}]"
    dates = [content["date"] or "…"]
    if content["date_latest"] != content["date"]:
        dates.append(content["date_latest"])
    return "\n".join((f"{' – '.join(dates)}  {content['formula']}", content["explanation"]))
