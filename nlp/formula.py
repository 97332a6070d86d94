"""The formula of a date: an event or a day, a length, and how the days are counted.

A formula holds what the words say; ``nlp.periods`` turns it into a date once its base is known.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Unit = Literal["hour", "day", "working_day", "week", "month", "year"]
Choice = Literal["included", "excluded", "open"]
"""Whether a day counts; ``open`` where the wording allows both."""

RestDay = Literal["law", "next", "previous", "stays"]

_LETTERS: dict[Unit, str] = {
    "hour": "H",
    "day": "D",
    "working_day": "BD",
    "week": "W",
    "month": "M",
    "year": "Y",
}


@dataclass(frozen=True, slots=True)
class Part:
    """So many of one unit."""

    count: int
    unit: Unit


Length = tuple[Part, ...]
"""A length as written: 1年6个月 has two parts."""


def iso(length: Length) -> str:
    """The length as the reading's durations write it: P1Y6M, P30BD, PT48H."""
    time = "T" if any(part.unit == "hour" for part in length) else ""
    return f"P{time}" + "".join(f"{part.count}{_LETTERS[part.unit]}" for part in length)


@dataclass(frozen=True, slots=True)
class Formula:
    """When something is due, as the contract words it.

    The base is an ``event`` (its key, and ``event_text`` as printed) or the day ``base``.
    ``direction`` tells on which side of the base the ``length`` lies; ``on`` is the base itself.

    ``bound`` is ``within`` (the last day counts: 以内, no later than), ``from`` (not before the
    length has run: 满…后, after), ``on`` (that very day: 第30日) or ``window`` (between the day so
    far before the base and the base: 期满前30日内).
    ``until`` closes a stretch of two days (自…起至…止); ``month_shift`` and ``month_day`` name a
    day of the base's month or a later one (次月10日, 31 = 月底).
    ``rest_day`` tells what becomes of a last day that is a day off: ``law`` leaves it to the
    statute, the others are what the contract says.
    ``foreign_law`` is true where the contract names a law other than China's: then no statute puts
    a last day off.
    ``business`` marks 营业日, 交易日, business days: whether make-up working days are among them
    is open.
    """

    event: str | None = None
    event_text: str | None = None
    base: date | None = None
    until: date | None = None
    length: Length = ()
    direction: Literal["after", "before", "on"] = "after"
    bound: Literal["within", "from", "on", "window"] = "within"
    first_day: Choice = "excluded"
    last_day: Choice = "included"
    rest_day: RestDay = "law"
    business: bool = False
    foreign_law: bool = False
    month_shift: int | None = None
    month_day: int | None = None

    def __str__(self) -> str:
        """``acceptance + P30BD``, ``expiry - P60D``, ``2026-01-01 .. 2026-12-31``."""
        base = self.base.isoformat() if self.base else self.event_name()
        if self.until:
            return f"{base} .. {self.until.isoformat()}"
        if self.month_shift is not None:
            day = "end" if self.month_day is None or self.month_day > 28 else str(self.month_day)
            return f"{base} month + {self.month_shift}, day {day}"
        if not self.length:
            return f"{'<' if self.last_day != 'included' else '<='} {base}"
        sign = "-" if self.direction == "before" else "+"
        return f"{base} {sign} {iso(self.length)}"

    def event_name(self) -> str:
        """The event by its key, or by its words where it has no key of its own."""
        if self.event == "other" and self.event_text:
            return f'"{self.event_text}"'
        return self.event or "?"


@dataclass(frozen=True, slots=True)
class TacitRenewal:
    """The contract goes on for ``every`` by itself unless it is refused in time (``notice``)."""

    every: Length
    notice: Formula | None
