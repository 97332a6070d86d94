"""Literal dates, and what each date is for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.document import Reading
from nlp.extraction.dates import find_dates

Facts = Callable[[str], Reading]


def values(text: str) -> list[str]:
    return [found.value for found in find_dates(text) if found.possible]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("二〇二六年三月一日", "2026-03-01"),
        ("二○二六年十二月三十一日", "2026-12-31"),
        ("2026 年 3 月 1 日", "2026-03-01"),
        ("２０２６年３月１日", "2026-03-01"),
        ("2026年3月", "2026-03"),
        ("2026/3/1", "2026-03-01"),
        ("2026.3.1", "2026-03-01"),
        ("2026-03-01", "2026-03-01"),
        ("March 1, 2026", "2026-03-01"),
        ("1 March 2026", "2026-03-01"),
        ("1st day of March, 2026", "2026-03-01"),
        ("twenty second of June 2017", "2017-06-22"),
        ("March 2026", "2026-03"),
        ("13/02/2026", "2026-02-13"),
    ],
)
def test_reads_a_date(text: str, value: str) -> None:
    assert values(text) == [value]


@pytest.mark.parametrize(
    "text",
    [
        "____年__月__日",
        "2026年  月  日",
        "HT-2026-01-18",
        "版本3.2.1",
        "农历2015年十月初一",
        "2026年度预算",
    ],
)
def test_blanks_numbers_and_other_calendars_are_no_dates(text: str) -> None:
    assert values(text) == []


def test_the_end_of_a_range_takes_the_year_of_its_start() -> None:
    assert values("自2026年3月1日至5月31日") == ["2026-03-01", "2026-05-31"]


@given(st.dates(min_value=date(1990, 1, 1), max_value=date(2150, 12, 31)))
def test_every_day_is_found_in_chinese_and_english(day: date) -> None:
    assert values(f"于{day.year}年{day.month}月{day.day}日签订") == [day.isoformat()]
    assert values(f"on {day:%B} {day.day}, {day.year} in") == [day.isoformat()]


def test_an_impossible_day_is_a_warning_and_no_date(facts_of: Facts) -> None:
    reading = facts_of("买卖合同\n签订日期：2026年2月30日\n第一条 标的\n本合同标的为设备。")
    assert reading.dates == ()
    assert [warning.code for warning in reading.warnings] == ["impossible_date"]


def test_day_and_month_that_may_be_swapped_are_marked(facts_of: Facts) -> None:
    reading = facts_of("SUPPLY AGREEMENT\nThis Agreement is dated 03/04/2026.")
    assert reading.dates[0].at.confidence <= 0.5
    assert [warning.code for warning in reading.warnings] == ["ambiguous_date"]


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("签订日期：2026年3月1日", "signed"),
        ("本合同自2026年3月1日起生效。", "effective"),
        ("本合同有效期至2026年3月1日。", "expiry"),
        ("乙方应于2026年3月1日前交付全部货物。", "delivery"),
        ("甲方应于2026年3月1日前付清全部货款。", "payment_due"),
        ("This Agreement is entered into as of March 1, 2026.", "signed"),
        ("This Contract takes effect on March 1, 2026.", "effective"),
        ("WHEREAS, the parties entered into a Lease Agreement dated March 1, 2026;", "other"),
        ("双方于2026年3月1日签订的《设备采购合同》继续有效。", "other"),
        ("This Agreement shall expire on March 1, 2026.", "expiry"),
        ('made as of March 1, 2026 (the "Effective Date")', "effective"),
    ],
)
def test_tells_what_a_date_is_for(facts_of: Facts, sentence: str, kind: str) -> None:
    assert [found.kind for found in facts_of(sentence).dates] == [kind]


@pytest.mark.parametrize(
    "sentence",
    [
        "租赁期限自2026年3月1日起至2028年2月29日止。",
        "The term runs from March 1, 2026 to February 29, 2028.",
    ],
)
def test_a_term_has_a_start_and_an_end(facts_of: Facts, sentence: str) -> None:
    found = facts_of(sentence).dates
    assert [(each.kind, each.value) for each in found] == [
        ("start", "2026-03-01"),
        ("end", "2028-02-29"),
    ]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Order date\t3 May 2026", "signed"),
        ("Signed at Goole on 3 May 2026", "signed"),
        ("签署：2026年5月3日", "signed"),
        ("End date\t3 May 2026", "end"),
        ("The works begin on 3 May 2026.", "start"),
    ],
)
def test_labels_and_verbs_of_dates(facts_of: Facts, line: str, kind: str) -> None:
    assert [date.kind for date in facts_of(line).dates] == [kind]
