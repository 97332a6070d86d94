"""The calendar of days off that ships with the product."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from nlp.periods import WorkCalendar, parse_calendar
from service.kernel.settings import ROOT

HOLIDAYS = ROOT / "fixtures" / "holidays"


@lru_cache
def work_calendar(folder: Path = HOLIDAYS) -> WorkCalendar:
    """Days off and make-up working days by the State Council's notices, one table a year."""
    tables = sorted(folder.glob("[0-9][0-9][0-9][0-9].json"))
    return parse_calendar(path.read_text("utf-8") for path in tables)
