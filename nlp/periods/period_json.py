"""The JSON of formulas and deadlines: what ``jianqi period`` prints and the API shows."""

from __future__ import annotations

from datetime import date
from typing import Any

from nlp.formula import Formula, Length, Part, TacitRenewal
from nlp.messages import Locale
from nlp.periods.calendar import WorkCalendar
from nlp.periods.resolving import Deadline
from nlp.periods.rules import RULES, RuleCode
from nlp.periods.words import event_words, explain, explain_missing, rules_of

_DAYS = ("base", "until")


def formula_to_json(formula: Formula) -> dict[str, Any]:
    """The formula in one string and in its parts."""
    return {
        "formula": str(formula),
        "event": formula.event,
        "event_text": formula.event_text,
        **{name: _day(getattr(formula, name)) for name in _DAYS},
        "length": _length(formula.length),
        "direction": formula.direction,
        "bound": formula.bound,
        "first_day": formula.first_day,
        "last_day": formula.last_day,
        "rest_day": formula.rest_day,
        "business": formula.business,
        "foreign_law": formula.foreign_law,
        "month_shift": formula.month_shift,
        "month_day": formula.month_day,
    }


def formula_from_json(content: dict[str, Any]) -> Formula:
    """The inverse of :func:`formula_to_json`."""
    fields = {name: value for name, value in content.items() if name != "formula"}
    for name in _DAYS:
        fields[name] = date.fromisoformat(fields[name]) if fields[name] else None
    fields["length"] = tuple(Part(**part) for part in fields["length"])
    return Formula(**fields)


def renewal_to_json(renewal: TacitRenewal) -> dict[str, Any]:
    """By how much the contract renews itself, and the formula of the notice that refuses it."""
    notice = renewal.notice
    return {
        "every": _length(renewal.every),
        "notice": formula_to_json(notice) if notice else None,
    }


def renewal_from_json(content: dict[str, Any]) -> TacitRenewal:
    """The inverse of :func:`renewal_to_json`."""
    notice = content["notice"]
    return TacitRenewal(
        tuple(Part(**part) for part in content["every"]),
        formula_from_json(notice) if notice else None,
    )


def _length(length: Length) -> list[dict[str, Any]]:
    return [{"count": part.count, "unit": part.unit} for part in length]


def deadline_to_json(
    formula: Formula, deadline: Deadline | None, calendar: WorkCalendar, locale: Locale
) -> dict[str, Any]:
    """``date`` is the earliest reading, ``date_latest`` the latest; both null without a base."""
    languages: tuple[Locale, ...] = ("zh", "en")
    explanations = {
        each: explain(deadline, calendar, each) if deadline else explain_missing(formula, each)
        for each in languages
    }
    content: dict[str, Any] = {
        "formula": str(formula),
        "date": None,
        "date_latest": None,
        "explanation": explanations[locale],
        "explanations": explanations,
        "event": formula.event,
        "event_words": {each: event_words(formula, each) for each in languages},
        "base": None,
        "opens": None,
        "time": None,
        "act_by": None,
        "open": [],
        "rules": [],
        "years_without_notice": [],
        "terms": formula_to_json(formula),
    }
    if deadline is None:
        return content
    earliest = deadline.earliest
    return content | {
        "date": deadline.first.isoformat(),
        "date_latest": deadline.last.isoformat(),
        "base": deadline.base.isoformat(),
        "opens": _day(earliest.opens),
        "time": earliest.at.isoformat("minutes") if earliest.at else None,
        "act_by": _day(deadline.act_by),
        "open": list(deadline.doubts),
        "rules": [_rule(code, formula) for code in rules_of(deadline)],
        "years_without_notice": list(deadline.uncovered),
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _rule(code: RuleCode, formula: Formula) -> dict[str, Any]:
    rule = RULES[code]
    law = None if formula.foreign_law else rule.law
    return {
        "code": code,
        "zh": rule.words.zh,
        "en": rule.words.en,
        "basis": str(law) if law else None,
        "excerpt": law.excerpt if law else None,
    }
