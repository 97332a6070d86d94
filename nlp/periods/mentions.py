"""What the grammar of periods is told: one length or day, and the words around it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from nlp.extraction.dates import find_dates
from nlp.formula import Length, Part, Unit

_ISO = re.compile(r"P(T?)((?:\d+(?:BD|[DWMYH]))+)")
_PART = re.compile(r"(\d+)(BD|[DWMYH])")
_UNITS: dict[str, Unit] = {
    "BD": "working_day",
    "D": "day",
    "W": "week",
    "M": "month",
    "Y": "year",
    "H": "hour",
}
_BUSINESS = re.compile(r"营业日|交易日|\b(?:business|banking|trading)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Around:
    """A mention and its sentence, all folded: ``before`` it, the ``words`` and ``after`` them."""

    before: str
    words: str
    after: str

    @property
    def business(self) -> bool:
        """True for 营业日, 交易日, business days: whether make-up working days count is open."""
        return bool(_BUSINESS.search(self.words))


def length_of(value: str) -> Length | None:
    """A duration of the reading (P1Y6M, P30BD) as a length; None where it is zero or a fraction."""
    match = _ISO.fullmatch(value)
    if match is None or (bool(match[1]) != match[2].endswith("H")):
        return None
    parts = tuple(Part(int(count), _UNITS[unit]) for count, unit in _PART.findall(match[2]))
    return parts if all(part.count for part in parts) else None


def day_in(words: str) -> date | None:
    """The one day that the words consist of (2026年3月1日, January 5, 2026)."""
    found = [mention for mention in find_dates(words) if mention.precision == "day"]
    if len(found) != 1 or not found[0].possible:
        return None
    rest = words[: found[0].start] + words[found[0].end :]
    plain = re.sub(r"\(.{0,40}?\)|[\s,\"]|the|of|on|date|日期", "", rest, flags=re.IGNORECASE)
    return date.fromisoformat(found[0].value) if len(plain) <= 2 else None
