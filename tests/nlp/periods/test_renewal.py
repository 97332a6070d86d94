"""Terms that renew by themselves, and the mistakes that others made with them.

The numbers name public issues of GLPI, a contract register whose arithmetic of renewals and
notices went wrong in these ways.
"""

from __future__ import annotations

from datetime import date
from itertools import islice

import pytest

from nlp.formula import Formula, Part
from nlp.periods import (
    PeriodError,
    WorkCalendar,
    find_renewals,
    resolve,
    term_at,
    term_end,
    terms,
)

YEAR = (Part(1, "year"),)
MONTH = (Part(1, "month"),)


def before_end(count: int, unit: str = "day") -> Formula:
    return Formula("expiry", length=(Part(count, unit),), direction="before")  # type: ignore[arg-type]


def day(text: str) -> date:
    return date.fromisoformat(text)


def test_notice_is_counted_from_the_end_not_from_the_start(calendar: WorkCalendar) -> None:
    """glpi#2596"""
    first = next(terms(day("2026-12-31"), YEAR, before_end(30), calendar, day("2026-01-01")))
    assert first.notice is not None
    assert first.notice.first == day("2026-12-01")


def test_the_initial_period_comes_before_the_first_renewal(calendar: WorkCalendar) -> None:
    """glpi#6004"""
    end = term_end(day("2026-01-01"), (Part(3, "year"),))
    first, second = islice(terms(end, YEAR, None, calendar, day("2026-01-01")), 2)
    assert (first.starts, first.ends) == (day("2026-01-01"), day("2028-12-31"))
    assert (second.starts, second.ends) == (day("2029-01-01"), day("2029-12-31"))


def test_sixty_months_and_twelve_are_seventy_two(calendar: WorkCalendar) -> None:
    """glpi#14703: they became 120."""
    end = term_end(day("2020-01-01"), (Part(60, "month"),))
    second = list(islice(terms(end, (Part(12, "month"),), None, calendar), 2))[1]
    assert second.ends == term_end(day("2020-01-01"), (Part(72, "month"),)) == day("2025-12-31")


def test_three_years_first_and_a_year_at_a_time_after_them(calendar: WorkCalendar) -> None:
    """glpi#15893: it could not be entered."""
    end = term_end(day("2024-05-15"), (Part(3, "year"),))
    assert [term.ends for term in islice(terms(end, YEAR, None, calendar), 3)] == [
        day("2027-05-14"),
        day("2028-05-14"),
        day("2029-05-14"),
    ]


def test_notice_moves_on_with_each_renewal(calendar: WorkCalendar) -> None:
    """glpi#23084: after the first tacit renewal it stayed where it was."""
    found = islice(terms(day("2024-12-31"), YEAR, before_end(3, "month"), calendar), 3)
    assert [term.notice and term.notice.first for term in found] == [
        day("2024-09-30"),
        day("2025-09-30"),
        day("2026-09-30"),
    ]


def test_the_term_of_today_is_found_however_often_it_was_renewed(calendar: WorkCalendar) -> None:
    """unidoc/isms#44: an end that was stored and never looked at again."""
    term = term_at(day("2026-11-25"), day("2019-12-31"), YEAR, before_end(60), calendar)
    assert (term.number, term.starts, term.ends) == (7, day("2026-01-01"), day("2026-12-31"))
    assert term.notice is not None
    assert term.notice.first == day("2026-11-01")


def test_a_changed_end_gives_a_new_notice_deadline(calendar: WorkCalendar) -> None:
    """glpi#4571: the reminder was never armed again after the dates had changed."""
    ends = ("2026-12-31", "2027-03-31")
    found = [term_at(day("2026-06-01"), day(end), YEAR, before_end(30), calendar) for end in ends]
    assert [term.notice and term.notice.first for term in found] == [
        day("2026-12-01"),
        day("2027-03-01"),
    ]


def test_notice_may_be_longer_than_ninety_days(calendar: WorkCalendar) -> None:
    """Wallos#967"""
    found = resolve(before_end(180), day("2026-12-31"), calendar)
    assert found is not None
    assert found.first == day("2026-07-04")


def test_a_contract_without_notice_still_has_its_ends(calendar: WorkCalendar) -> None:
    """glpi#6164 and PR#23516: the arithmetic depended on fields that were left empty."""
    term = term_at(day("2026-11-25"), day("2026-10-31"), YEAR, None, calendar)
    assert (term.ends, term.notice) == (day("2027-10-31"), None)


def test_month_to_month_keeps_the_months_last_day(calendar: WorkCalendar) -> None:
    found = islice(terms(day("2026-01-31"), MONTH, None, calendar), 4)
    assert [term.ends for term in found] == [
        day("2026-01-31"),
        day("2026-02-28"),
        day("2026-03-31"),
        day("2026-04-30"),
    ]


def test_a_term_of_a_year_is_its_first_day_and_the_364_after_it() -> None:
    assert term_end(day("2026-01-01"), YEAR) == day("2026-12-31")
    assert term_end(day("2028-02-29"), YEAR) == day("2029-02-27")


def test_a_renewal_for_hours_is_none(calendar: WorkCalendar) -> None:
    with pytest.raises(PeriodError):
        next(terms(day("2026-12-31"), (Part(8, "hour"),), None, calendar))


@pytest.mark.parametrize(
    ("text", "every", "notice"),
    [
        (
            "租期届满前90天任何一方未书面提出终止的，本合同自动续期三年，租金由甲方单方确定。",
            (Part(3, "year"),),
            "expiry - P90D",
        ),
        (
            "期满前90日存货人未书面提出异议的，本合同自动续期24个月，续期次数不限。",
            (Part(24, "month"),),
            "expiry - P90D",
        ),
        ("合同到期前一个月双方无异议的，自动顺延一年，以此类推。", YEAR, "expiry - P1M"),
        ("期满双方无异议的，视为续签一年。", YEAR, None),
        (
            "Unless either party gives notice of non-renewal at least ninety (90) days before the "
            "end of the term, the Agreement renews automatically for further periods of twelve "
            "(12) months each.",
            (Part(12, "month"),),
            "expiry - P90D",
        ),
        (
            "shall have an initial term of one (1) year from the date first above written and "
            "shall thereafter automatically renew for successive two (2) year periods.",
            (Part(2, "year"),),
            None,
        ),
        (
            "Thereafter it continues month-to-month until either party gives 30 days' notice.",
            MONTH,
            "expiry - P30D",
        ),
    ],
)
def test_a_clause_of_tacit_renewal_is_read(
    text: str, every: tuple[Part, ...], notice: str | None
) -> None:
    (found,) = find_renewals(text)
    assert found.every == every
    assert (str(found.notice) if found.notice else None) == notice


def test_notice_within_the_last_days_is_a_window(calendar: WorkCalendar) -> None:
    (found,) = find_renewals("租期届满前90日内双方均未书面提出终止的，本合同自动续期一年。")
    term = term_at(day("2026-06-01"), day("2026-12-31"), found.every, found.notice, calendar)
    assert term.notice is not None
    assert term.notice.earliest.opens == day("2026-10-02")
    assert (term.notice.first, term.notice.last) == (day("2026-12-30"), day("2026-12-31"))


def test_a_renewal_that_must_be_agreed_is_none() -> None:
    assert find_renewals("期满后双方可以另行协商续签一年。") == []
