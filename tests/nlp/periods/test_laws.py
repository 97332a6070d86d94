"""Laws that counting keeps, whatever the numbers."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from dateutil.relativedelta import relativedelta
from hypothesis import assume, given
from hypothesis import strategies as st

from nlp.formula import Formula, Part
from nlp.periods import Pause, resolve, term_at, term_end, terms
from nlp.periods.counting import add_months, add_working_days
from service.contracts.work_calendar import work_calendar

CALENDAR = work_calendar()
DAYS = st.dates(date(2007, 1, 1), date(2030, 12, 31))
COUNTS = st.integers(1, 120)
UNITS = st.sampled_from(["day", "week", "month", "year"])


def ahead(base: date, count: int, unit: str, **more: object) -> date:
    deadline = resolve(
        Formula("acceptance", length=(Part(count, unit),), **more),  # type: ignore[arg-type]
        base,
        CALENDAR,
    )
    assert deadline is not None
    return deadline.first


@given(DAYS, COUNTS, COUNTS)
def test_n_and_then_m_working_days_are_n_plus_m(day: date, n: int, m: int) -> None:
    stepped = add_working_days(add_working_days(day, n, CALENDAR), m, CALENDAR)
    assert stepped == add_working_days(day, n + m, CALENDAR)


@given(DAYS, COUNTS)
def test_working_days_counted_back_lead_to_where_they_were_counted_from(day: date, n: int) -> None:
    assume(not CALENDAR.is_rest(day))
    assert add_working_days(add_working_days(day, n, CALENDAR), -n, CALENDAR) == day


@given(DAYS, COUNTS)
def test_there_are_n_working_days_after_the_first_day_and_up_to_the_last(day: date, n: int) -> None:
    end = add_working_days(day, n, CALENDAR)
    days = [day + timedelta(days=k) for k in range(1, (end - day).days + 1)]
    assert sum(not CALENDAR.is_rest(each) for each in days) == n
    assert not CALENDAR.is_rest(end)


@given(DAYS, st.integers(-600, 600))
def test_months_are_added_as_dateutil_adds_them(day: date, months: int) -> None:
    assert add_months(day, months) == day + relativedelta(months=months)


@given(DAYS, st.integers(1, 40), UNITS)
def test_a_period_by_law_never_ends_on_a_day_off(day: date, count: int, unit: str) -> None:
    assert not CALENDAR.is_rest(ahead(day, count, unit))


@given(DAYS, st.integers(1, 40), UNITS)
def test_a_period_is_put_off_only_over_days_off(day: date, count: int, unit: str) -> None:
    bare = ahead(day, count, unit, rest_day="stays")
    end = ahead(day, count, unit)
    between = [bare + timedelta(days=k) for k in range((end - bare).days)]
    assert all(CALENDAR.is_rest(each) for each in between)


@given(DAYS, DAYS, st.integers(1, 60), st.sampled_from(["day", "month", "working_day"]))
def test_a_later_event_never_leads_to_an_earlier_date(
    one: date, other: date, count: int, unit: str
) -> None:
    first, second = sorted((one, other))
    assert ahead(first, count, unit) <= ahead(second, count, unit)


@given(DAYS, st.integers(1, 60), st.sampled_from(["day", "month", "working_day"]))
def test_a_longer_period_never_ends_earlier(day: date, count: int, unit: str) -> None:
    assert ahead(day, count, unit) <= ahead(day, count + 1, unit)


@given(DAYS, st.integers(1, 90), st.integers(0, 40), st.integers(0, 40))
def test_every_day_of_a_suspension_within_the_period_is_won_back(
    day: date, count: int, offset: int, width: int
) -> None:
    formula = Formula("acceptance", length=(Part(count, "day"),), rest_day="stays")
    first = day + timedelta(days=1 + offset)
    pause = Pause(first, first + timedelta(days=width))
    plain = day + timedelta(days=count)
    deadline = resolve(formula, day, CALENDAR, [pause])
    assert deadline is not None
    expected = plain if first > plain else plain + timedelta(days=width + 1)
    assert deadline.first == expected


@given(DAYS, st.integers(1, 36), st.integers(1, 36), st.integers(0, 30))
def test_renewed_terms_adjoin_and_do_not_drift(
    start: date, initial: int, every: int, number: int
) -> None:
    first_end = term_end(start, (Part(initial, "month"),))
    run = terms(first_end, (Part(every, "month"),), None, CALENDAR, start)
    found = [next(run) for _ in range(number + 2)]
    for earlier, later in pairwise(found):
        assert later.starts == earlier.ends + timedelta(days=1)
    months = relativedelta(months=every * number)
    assert found[number].ends == first_end + timedelta(days=1) + months - timedelta(days=1)


@given(DAYS, st.integers(1, 36), st.integers(0, 3000))
def test_the_term_that_runs_today_holds_today(first_end: date, every: int, later: int) -> None:
    today = first_end + timedelta(days=later)
    term = term_at(today, first_end, (Part(every, "month"),), None, CALENDAR)
    assert term.ends >= today
    assert term.starts is None or term.starts <= today
