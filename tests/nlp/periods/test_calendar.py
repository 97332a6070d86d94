"""Days off and make-up working days as the State Council's notices name them."""

from __future__ import annotations

import json
from datetime import date

from nlp.periods import WorkCalendar, parse_calendar


def test_the_shipped_tables_cover_2007_to_2026_and_each_names_its_notice(
    calendar: WorkCalendar,
) -> None:
    assert sorted(calendar.papers) == list(range(2007, 2027))
    for papers in calendar.papers.values():
        assert papers
        assert all("://www.gov.cn/" in paper for paper in papers)


def test_spring_festival_2026_runs_from_the_15th_to_the_23rd(calendar: WorkCalendar) -> None:
    assert all(calendar.is_rest(date(2026, 2, day)) for day in range(15, 24))
    assert not calendar.is_rest(date(2026, 2, 24))


def test_a_make_up_saturday_is_a_working_day_but_no_business_day(calendar: WorkCalendar) -> None:
    make_up = date(2026, 2, 14)
    assert make_up.weekday() == 5
    assert not calendar.is_rest(make_up)
    assert not calendar.is_business(make_up)


def test_a_year_without_a_table_has_ordinary_weekends(calendar: WorkCalendar) -> None:
    assert not calendar.covers(date(2027, 1, 1))
    assert not calendar.is_rest(date(2027, 1, 1))
    assert calendar.is_rest(date(2027, 1, 2))


def test_a_table_without_a_notice_is_not_believed() -> None:
    days = [{"name": "元旦", "date": "2027-01-01", "isOffDay": True}]
    table = {"year": 2027, "papers": [], "days": days}
    assert not parse_calendar([json.dumps(table)]).papers


def test_the_first_working_day_after_the_national_day_holiday(calendar: WorkCalendar) -> None:
    assert calendar.next_working(date(2026, 10, 1)) == date(2026, 10, 8)
    assert calendar.previous_working(date(2026, 10, 7)) == date(2026, 9, 30)
