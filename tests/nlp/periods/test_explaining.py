"""Every date explains itself in one sentence, in Chinese and in English."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.formula import Formula, Part
from nlp.periods import WorkCalendar, explain, parse_period, resolve
from nlp.periods.period_json import deadline_to_json, formula_from_json, formula_to_json
from service.contracts.work_calendar import work_calendar


def said(phrase: str, base: str | None, calendar: WorkCalendar) -> tuple[str, str]:
    deadline = resolve(parse_period(phrase), date.fromisoformat(base) if base else None, calendar)
    assert deadline is not None
    return explain(deadline, calendar, "zh"), explain(deadline, calendar, "en")


def test_working_days(calendar: WorkCalendar) -> None:
    zh, en = said("验收合格之日起30个工作日内", "2026-01-20", calendar)
    assert zh == (
        "自“验收合格”（2026-01-20）的次日起计算30个工作日（跳过周末与放假日，计入调休上班日），"
        "最后一日为2026-03-09（《民法典》第201条）。"
    )
    assert en == (
        "30 working days counted from the day after acceptance (2026-01-20) (weekends and days off "
        "skipped, make-up working days counted) end on 2026-03-09 (Civil Code, art. 201)."
    )


def test_a_last_day_that_is_put_off_names_the_holiday_and_the_article(
    calendar: WorkCalendar,
) -> None:
    zh, en = said("交付后30日内", "2026-09-02", calendar)
    assert "最后一日为2026-10-02，该日为休息日（国庆节），顺延至休假结束的次日2026-10-08" in zh
    assert "第203条" in zh
    assert "a day off (National Day), so it is put off to 2026-10-08" in en


def test_an_open_wording_tells_both_readings(calendar: WorkCalendar) -> None:
    zh, en = said("2026年3月4日前付清", None, calendar)
    assert "最后一日为2026-03-03，截止当日是否包括未写明，另一种读法最晚为2026-03-04" in zh
    assert "read otherwise it is 2026-03-04 at the latest" in en


def test_a_year_without_a_notice_is_told_so(calendar: WorkCalendar) -> None:
    zh, en = said("交付后30个工作日内", "2026-12-20", calendar)
    assert "2027年没有国务院放假通知可依，按通常周末计算，公布后请复核" in zh
    assert "ordinary weekends for 2027" in en


def test_an_event_in_the_other_language_is_named_by_its_key(calendar: WorkCalendar) -> None:
    zh, en = said("within 10 days after acceptance", "2026-03-02", calendar)
    assert "“验收合格”" in zh
    assert "acceptance" in en


def test_without_the_event_it_says_what_is_needed(calendar: WorkCalendar) -> None:
    formula = parse_period("验收合格后7日内")
    content = deadline_to_json(formula, None, calendar, "zh")
    assert content["date"] is None
    assert content["date_latest"] is None
    assert content["explanations"] == {
        "zh": "填入“验收合格”的日期后，即可由此起算7日得出日期。",
        "en": "Once the date of acceptance is known, 7 days will be counted from it.",
    }


PHRASES = [
    "验收合格之日起30个工作日内",
    "交付当日起10日内",
    "自签订之日起1年6个月内",
    "期满前90日",
    "租期届满前30日内",
    "自验收合格之日起满12个月后",
    "收到通知后48小时内",
    "收到发票次月10日前",
    "交付后10日内付款，遇法定节假日不顺延",
    "交付后10日内付款，遇节假日提前至前一工作日",
    "within 10 business days after acceptance",
    "at least 60 days prior to expiry",
    "7日内",
]


@given(st.sampled_from(PHRASES), st.dates(date(2007, 1, 1), date(2029, 12, 31)))
def test_an_explanation_is_one_sentence_that_holds_its_dates(phrase: str, base: date) -> None:
    calendar = work_calendar()
    deadline = resolve(parse_period(phrase), base, calendar)
    assert deadline is not None
    zh, en = explain(deadline, calendar, "zh"), explain(deadline, calendar, "en")
    assert zh.count("。") == 1
    assert zh.endswith("。")
    assert not re.search(r"[a-z]{3}", zh)
    assert en.endswith(".")
    for words in (zh, en):
        assert str(deadline.base) in words
        assert str(deadline.first) in words
        assert str(deadline.last) in words


@pytest.mark.parametrize("phrase", PHRASES)
def test_a_formula_survives_its_json(phrase: str) -> None:
    formula = parse_period(phrase)
    assert formula_from_json(formula_to_json(formula)) == formula


def test_two_parts_of_a_length_are_said_together(calendar: WorkCalendar) -> None:
    deadline = resolve(
        Formula("delivery", length=(Part(1, "year"), Part(6, "month"))), date(2026, 3, 2), calendar
    )
    assert deadline is not None
    assert "1年6个月" in explain(deadline, calendar, "zh")
    assert "1 year and 6 months" in explain(deadline, calendar, "en").lower()
