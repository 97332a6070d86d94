"""English wordings of periods: within 30 days after receipt, at least 60 days prior to expiry."""

from __future__ import annotations

import re
from dataclasses import replace

from nlp.formula import Choice, Formula, Length, RestDay
from nlp.periods.counting import months_of
from nlp.periods.events import english_event_key, english_event_phrase
from nlp.periods.mentions import Around, day_in

_EVENT = r"(?P<event>[^;.\n]{3,90})"
_AFTER = re.compile(
    rf"\s*(?:period\s+)?(?P<link>immediately\s+following|next\s+following|after|of|from\s+and\s+"
    rf"including|from\s+and\s+excluding|from|following|upon|as\s+of|since|commencing\s+(?:on|with|from)|"
    rf"beginning\s+(?:on|with)|starting\s+(?:on|with))\s+{_EVENT}",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    rf"\s*(?:period\s+)?(?P<link>(?:immediately\s+)?preceding|prior\s+to|before|"
    rf"in\s+advance\s+of)\s+{_EVENT}",
    re.IGNORECASE,
)
_IN_ADVANCE = re.compile(r"\s*in\s+advance\b", re.IGNORECASE)
_NOTICE = re.compile(
    r"\s*(?:'s?|s')?\s*(?:prior|advance)?\s*(?:written|prior\s+written|advance\s+written)?\s*"
    r"(?:prior\s+)?notice(?:\s+(?:of|to|before|prior\s+to)\s+(?P<event>[^;.\n]{3,60}))?",
    re.IGNORECASE,
)
_WITHIN = re.compile(
    r"(?:within|for|not\s+more\s+than|no\s+more\s+than|no(?:t)?\s+later\s+than|in\s+no\s+event\s+"
    r"later\s+than|on\s+or\s+before|by|for\s+(?:a|the)\s+(?:\w+\s+)?(?:period|term)\s+of|(?:period|term)\s+(?:of|is)|"
    r"during\s+the|the|is|last\s+for)\s*(?:the\s+)?$",
    re.IGNORECASE,
)
_WINDOW = re.compile(r"(?:within|during|in)\s+(?:the\s+)?(?:last\s+)?$", re.IGNORECASE)
_NOT_BEFORE = re.compile(
    r"(?:not\s+(?:earlier|sooner)\s+than|no\s+(?:earlier|sooner)\s+than|at\s+least|"
    r"after|more\s+than|upon\s+(?:the\s+)?expir\w+\s+of|once)\s*$",
    re.IGNORECASE,
)
_INCLUSIVE = re.compile(r"from\s+and\s+including|commencing|beginning|starting", re.IGNORECASE)
_ON_OR_BEFORE = re.compile(
    r"(?:on\s+or\s+before|no(?:t)?\s+later\s+than|by|on\s+or\s+prior\s+to)\s*(?:the\s+)?$",
    re.IGNORECASE,
)
_STRICTLY_BEFORE = re.compile(r"(?:before|prior\s+to)\s*$", re.IGNORECASE)
_UNTIL = re.compile(r"\b(?:until|till)\s*$", re.IGNORECASE)
_CLEAR = re.compile(r"\bclear\b", re.IGNORECASE)
_REST = r"not\s+a\s+(?:business|working)\s+day|(?:saturday|sunday|holiday|non[\s-]business)"
_REST_NEXT = re.compile(
    rf"(?:{_REST})[^.;]{{0,80}}?(?:next|following|succeeding|first)\s+(?:\w+\s+)?"
    r"(?:business|working)\s+day",
    re.IGNORECASE,
)
_REST_BACK = re.compile(
    rf"(?:{_REST})[^.;]{{0,80}}?(?:preceding|previous|prior)\s+(?:business|working)\s+day",
    re.IGNORECASE,
)


def rest_day_words(sentence: str) -> RestDay | None:
    """What the contract says of a last day that is a day off."""
    if _REST_NEXT.search(sentence):
        return "next"
    return "previous" if _REST_BACK.search(sentence) else None


def english_formula(around: Around, length: Length) -> Formula | None:
    """The formula around a length; None where no base stands beside it."""
    formula = _before(around, length) or _after(around, length)
    return replace(formula, business=around.business) if formula else None


def _after(around: Around, length: Length) -> Formula | None:
    match = _AFTER.match(around.after)
    if match is None or (match["link"].lower() == "of" and not _WITHIN.search(around.before)):
        return None
    formula = _based(match["event"], length)
    first: Choice = "open" if formula.base and match["link"].lower() == "from" else "excluded"
    if _INCLUSIVE.match(match["link"]):
        first = "included"
    formula = replace(formula, first_day=first)
    if _NOT_BEFORE.search(around.before):
        return replace(formula, bound="from")
    long = months_of(length) > 0
    return formula if long or _WITHIN.search(around.before) else replace(formula, bound="on")


def _before(around: Around, length: Length) -> Formula | None:
    match = _BEFORE.match(around.after)
    if match:
        back = replace(_based(match["event"], length), direction="before")
        window = _WINDOW.search(around.before) or "preceding" in match["link"].lower()
        return replace(back, bound="window", last_day="open") if window else back
    if _IN_ADVANCE.match(around.after):
        return Formula("act", length=length, direction="before")
    notice = _NOTICE.match(around.after)
    if notice is None:
        return None
    event = english_event_phrase(notice["event"] or "")
    key = english_event_key(event)
    known = key != "other"
    return Formula(
        key if known else "act", event if known else None, length=length, direction="before"
    )


def _based(words: str, length: Length) -> Formula:
    phrase = english_event_phrase(words)
    day = day_in(phrase) or day_in(re.split(r",(?!\s*\d{4})|\s\(", phrase)[0])
    if day:
        return Formula(base=day, length=length)
    phrase = re.split(r",\s", phrase)[0]
    return Formula(english_event_key(phrase), phrase or None, length=length)


def english_limit(around: Around) -> Choice | None:
    """For a named day: whether it is itself within the limit; None where it is no limit."""
    if _ON_OR_BEFORE.search(around.before):
        return "included"
    if _STRICTLY_BEFORE.search(around.before):
        return "excluded"
    return "open" if _UNTIL.search(around.before) else None
