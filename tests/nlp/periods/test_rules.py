"""How days are counted, rule by rule (docs/PERIODS.md)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from nlp.periods import (
    Deadline,
    Pause,
    PeriodError,
    WorkCalendar,
    explain,
    parse_period,
    resolve,
)


class Ask:
    def __init__(self, calendar: WorkCalendar) -> None:
        self._calendar = calendar

    def __call__(self, phrase: str, base: str | None = None, *pauses: Pause) -> Deadline:
        moment = None
        if base:
            moment = datetime.fromisoformat(base) if "T" in base else date.fromisoformat(base)
        found = resolve(parse_period(phrase), moment, self._calendar, pauses)
        assert found is not None
        return found


@pytest.fixture
def ask(calendar: WorkCalendar) -> Ask:
    return Ask(calendar)


def day(text: str) -> date:
    return date.fromisoformat(text)


def test_thirty_working_days_over_spring_festival_with_its_two_make_up_saturdays(ask: Ask) -> None:
    assert ask("验收合格之日起30个工作日内", "2026-01-20").first == day("2026-03-09")


def test_thirty_working_days_over_the_national_day_holiday(ask: Ask) -> None:
    assert ask("验收合格之日起30个工作日内", "2026-09-20").first == day("2026-11-06")


def test_the_day_of_the_event_is_not_counted(ask: Ask) -> None:
    assert ask("收到发票之日起7日内", "2026-03-02").first == day("2026-03-09")


def test_from_the_next_day_is_the_same_count(ask: Ask) -> None:
    assert ask("收到发票之次日起7日内", "2026-03-02").first == day("2026-03-09")


def test_the_day_of_the_event_is_counted_where_the_contract_says_so(ask: Ask) -> None:
    assert ask("收到发票之日(含当日)起7日内", "2026-03-03").first == day("2026-03-09")


def test_from_that_very_day_leaves_open_whether_it_counts(ask: Ask) -> None:
    found = ask("收到发票当日起7日内", "2026-03-03")
    assert (found.first, found.last) == (day("2026-03-09"), day("2026-03-10"))
    assert found.doubts == ("first_day",)


def test_the_last_day_on_a_sunday_moves_to_monday(ask: Ask) -> None:
    assert ask("交付后10日内", "2026-03-05").first == day("2026-03-16")


def test_the_last_day_inside_a_holiday_moves_to_the_day_after_it(ask: Ask) -> None:
    assert ask("交付后30日内", "2026-09-02").first == day("2026-10-08")


def test_a_make_up_saturday_is_a_last_day_like_any_other(ask: Ask) -> None:
    assert ask("交付后7日内", "2026-02-07").first == day("2026-02-14")


def test_the_contract_may_keep_the_last_day_where_it_is(ask: Ask) -> None:
    found = ask("交付后10日内付款，遇法定节假日不顺延", "2026-03-05")
    assert found.first == day("2026-03-15")
    assert found.act_by == day("2026-03-13")


def test_the_contract_may_move_the_last_day_back(ask: Ask) -> None:
    assert ask("交付后10日内付款，遇节假日提前至前一工作日", "2026-03-05").first == day(
        "2026-03-13"
    )


def test_a_month_ends_on_its_corresponding_day(ask: Ask) -> None:
    assert ask("签订之日起1个月内", "2026-03-10").first == day("2026-04-10")


def test_a_month_without_the_corresponding_day_ends_on_its_last(ask: Ask) -> None:
    assert ask("签订之日起1个月内", "2025-03-31").first == day("2025-04-30")


def test_a_year_from_the_29th_of_february_ends_on_the_28th(ask: Ask) -> None:
    found = ask("签订之日起一年内，遇节假日不顺延", "2024-02-29")
    assert found.first == day("2025-02-28")


def test_a_year_into_a_leap_year_keeps_its_day(ask: Ask) -> None:
    assert ask("签订之日起一年内，遇节假日不顺延", "2023-02-28").first == day("2024-02-28")


@pytest.mark.parametrize(
    ("phrase", "end"),
    [
        ("交付后两周内", "2026-03-16"),
        ("交付之日起一个季度内", "2026-06-02"),
        ("交付之日起半年内", "2026-09-02"),
        ("交付之日起1年6个月内", "2027-09-02"),
        ("交付之日起3年内", "2029-03-02"),
    ],
)
def test_weeks_quarters_half_years_and_years(ask: Ask, phrase: str, end: str) -> None:
    assert ask(phrase, "2026-03-02").first == day(end)


def test_hours_run_from_the_moment_through_days_off(ask: Ask) -> None:
    found = ask("收到通知后48小时内", "2026-02-14T15:30")
    assert (found.first, str(found.earliest.at)) == (day("2026-02-16"), "15:30:00")


def test_hours_from_a_day_whose_hour_is_not_known_have_an_earliest_and_a_latest_end(
    ask: Ask,
) -> None:
    found = ask("收到通知后48小时内", "2026-03-02")
    assert (found.first, found.last) == (day("2026-03-03"), day("2026-03-04"))
    assert found.doubts == ("hour",)


def test_from_one_day_to_another_both_are_in_and_the_end_does_not_move(ask: Ask) -> None:
    found = ask("自2026年1月1日起至2026年1月31日止")
    assert (found.base, found.first, found.last) == (
        day("2026-01-01"),
        day("2026-01-31"),
        day("2026-01-31"),
    )
    assert day("2026-01-31").weekday() == 5


def test_before_a_named_day_leaves_open_whether_it_is_included(ask: Ask) -> None:
    found = ask("2026年3月4日前付清")
    assert (found.first, found.last) == (day("2026-03-03"), day("2026-03-04"))
    assert found.doubts == ("last_day",)


@pytest.mark.parametrize(
    "phrase", ["2026年3月4日前(含当日)付清", "不迟于2026年3月4日", "至迟于2026年3月4日付清"]
)
def test_a_named_day_is_included_where_the_words_say_so(ask: Ask, phrase: str) -> None:
    found = ask(phrase)
    assert (found.first, found.last) == (day("2026-03-04"), day("2026-03-04"))


def test_a_named_day_on_a_holiday_stays_and_tells_the_last_working_day_before(ask: Ask) -> None:
    found = ask("不迟于2026年10月3日")
    assert (found.first, found.act_by) == (day("2026-10-03"), day("2026-09-30"))


def test_a_named_day_moves_where_the_contract_says_so(ask: Ask) -> None:
    assert ask("不迟于2026年10月3日付款，遇节假日顺延").first == day("2026-10-08")


def test_the_end_of_a_month_is_its_last_day(ask: Ask) -> None:
    assert ask("2028年2月底前").first == day("2028-02-29")


def test_the_tenth_of_the_month_after_the_event(ask: Ask) -> None:
    assert ask("收到发票次月10日(含当日)前", "2026-12-31").first == day("2027-01-10")


def test_counting_back_does_not_count_the_day_itself_and_does_not_roll_forward(ask: Ask) -> None:
    found = ask("应在合同期满前30日书面通知", "2026-12-29")
    assert found.first == day("2026-11-29")
    assert found.first.weekday() == 6
    assert found.act_by == day("2026-11-27")


def test_working_days_are_counted_back_over_a_holiday(ask: Ask) -> None:
    assert ask("提前5个工作日通知", "2026-10-09").first == day("2026-09-24")


def test_a_window_before_the_end_opens_and_closes(ask: Ask) -> None:
    found = ask("租期届满前30日内提出续租", "2026-12-31")
    assert found.earliest.opens == day("2026-12-01")
    assert (found.first, found.last) == (day("2026-12-30"), day("2026-12-31"))


def test_after_full_months_begins_on_the_next_day(ask: Ask) -> None:
    assert ask("自验收合格之日起满12个月后", "2025-03-10").first == day("2026-03-11")


def test_the_thirtieth_day_after(ask: Ask) -> None:
    assert ask("通知送达后第30日", "2026-03-02").first == day("2026-04-01")


def test_monthly_settlement_counts_from_the_end_of_the_events_month(ask: Ask) -> None:
    assert ask("月结60天", "2026-01-12").first == day("2026-04-01")


def test_business_days_leave_open_whether_make_up_saturdays_count(ask: Ask) -> None:
    found = ask("within 30 business days after acceptance", "2026-01-20")
    assert (found.first, found.last) == (day("2026-03-09"), day("2026-03-11"))
    assert found.doubts == ("business",)


def test_a_suspension_is_not_counted(ask: Ask) -> None:
    pause = Pause(day("2026-03-05"), day("2026-03-10"))
    assert ask("交付后10日内", "2026-03-02", pause).first == day("2026-03-18")


def test_working_days_within_a_suspension_are_not_counted(ask: Ask) -> None:
    pause = Pause(day("2026-03-05"), day("2026-03-10"))
    assert ask("交付后5个工作日内", "2026-03-02", pause).first == day("2026-03-13")


def test_a_suspension_that_lasts_leaves_what_is_left(ask: Ask) -> None:
    with pytest.raises(PeriodError) as raised:
        ask("交付后10日内", "2026-03-02", Pause(day("2026-03-05"), None))
    assert raised.value.code == "suspended"
    assert raised.value.params["remaining"] == 8


def test_a_suspension_after_the_end_changes_nothing(ask: Ask) -> None:
    assert ask("交付后10日内", "2026-03-02", Pause(day("2026-05-01"), None)).first == day(
        "2026-03-12"
    )


def test_a_year_without_a_notice_is_told(ask: Ask) -> None:
    assert ask("交付后30个工作日内", "2026-12-20").uncovered == (2027,)
    assert ask("交付后30个工作日内", "2026-03-02").uncovered == ()


def test_a_length_that_leaves_the_calendar_is_refused(ask: Ask) -> None:
    with pytest.raises(PeriodError) as raised:
        ask("交付后99999个工作日内", "2026-03-02")
    assert raised.value.code == "out_of_range"


def test_there_is_no_date_without_the_event(calendar: WorkCalendar) -> None:
    assert resolve(parse_period("验收合格后7日内"), None, calendar) is None


def test_another_law_does_not_put_a_last_day_off(calendar: WorkCalendar) -> None:
    formula = replace(parse_period("within 10 days after delivery"), foreign_law=True)
    found = resolve(formula, day("2026-03-05"), calendar)
    assert found is not None
    assert (found.first, found.act_by) == (day("2026-03-15"), day("2026-03-13"))
    said = explain(found, calendar, "en")
    assert "Civil Code" not in said
    assert "as another law governs" in said
