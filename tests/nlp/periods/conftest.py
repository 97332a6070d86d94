from __future__ import annotations

import pytest

from nlp.periods import WorkCalendar
from service.contracts.work_calendar import work_calendar


@pytest.fixture(scope="session")
def calendar() -> WorkCalendar:
    """The calendar that ships."""
    return work_calendar()
