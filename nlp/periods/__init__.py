"""The period engine (期间计算): from the words of a contract to dates that explain themselves.

The words become a :class:`nlp.formula.Formula`; with the date of its event and a calendar of days
off it becomes a :class:`Deadline`. ``docs/PERIODS.md`` lists the rules and their sources.
"""

from __future__ import annotations

from nlp.periods.calendar import WorkCalendar, parse_calendar
from nlp.periods.counting import Pause
from nlp.periods.errors import PeriodError
from nlp.periods.finding import Period, find_periods, parse_period
from nlp.periods.renewal import Renewal, Term, find_renewals, term_at, term_end, terms
from nlp.periods.resolving import Deadline, resolve
from nlp.periods.words import explain

__all__ = [
    "Deadline",
    "Pause",
    "Period",
    "PeriodError",
    "Renewal",
    "Term",
    "WorkCalendar",
    "explain",
    "find_periods",
    "find_renewals",
    "parse_calendar",
    "parse_period",
    "resolve",
    "term_at",
    "term_end",
    "terms",
]
