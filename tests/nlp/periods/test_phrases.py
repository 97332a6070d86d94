"""Wordings of real and invented contracts of the development part, and what is read of them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.periods import (
    PeriodError,
    explain,
    find_periods,
    find_renewals,
    parse_period,
    resolve,
)
from service.contracts.work_calendar import work_calendar

CALENDAR = work_calendar()

CHINESE = [
    ("承包人应在事件发生后7天内提出书面签证", '"事件发生" + P7D'),
    ("结算审定后28天内，支付至结算价的97%", "settlement + P28D"),
    ("承包人应提前48小时通知发包人及监理人检查", "act - PT48H"),
    ("质量缺陷责任期为24个月，自竣工验收合格之日起计算", "acceptance + P24M"),
    ("承包人接到保修通知后48小时内未派人维修的", "notice + PT48H"),
    ("自2026年4月1日起至2029年3月31日止", "2026-04-01 .. 2029-03-31"),
    ("期限三年，自2026年4月1日起计算", "2026-04-01 + P3Y"),
    ("乙方离职后十二个月内不得到与甲方有竞争关系的单位任职", "termination + P12M"),
    ("乙方提前三十日以书面形式通知甲方，可以解除合同", "termination - P30D"),
    ("合同解除或者终止后十五日内", "termination + P15D"),
    ("自2026.4.1起至2029.3.31止", "2026-04-01 .. 2029-03-31"),
    ("装修免租期为45天，自房屋交付之日起算", "delivery + P45D"),
    ("租期届满前90天任何一方未书面提出终止的", "expiry - P90D"),
    ("首期租金174,000.00元于合同签订后五个工作日内付清", "signing + P5BD"),
    ("甲方应于2026.4.1前向乙方交付该房屋", "< 2026-04-01"),
    ("经书面催告后十日内仍未付清的", "notice + P10D"),
    ("应在法律允许的范围内于披露前五个工作日书面通知披露方", '"披露" - P5BD'),
    ("披露方提出书面要求后十日内", "notice + P10D"),
    ("本合同生效后10个工作日内，甲方向乙方支付", "effective + P10BD"),
    ("设备运抵甲方现场并经开箱检验合格后15日内", "inspection + P15D"),
    ("设备经最终验收合格并收到乙方开具的全额增值税专用发票后30日内", "invoice + P30D"),
    ("质量保证期为最终验收合格之日起24个月", "acceptance + P24M"),
    ("免费维护期为终验合格之日起12个月", "acceptance + P12M"),
    ("自2026/05/01至2028/04/30，共24个月", "2026-05-01 .. 2028-04-30"),
    ("期满前90日存货人未书面提出异议的", "expiry - P90D"),
    ("每季度对账一次，对账后15日内付清", "settlement + P15D"),
    ("任何一方严重违约，经催告后15日内仍未改正的", "notice + P15D"),
]
ENGLISH = [
    ("notice of non-renewal at least ninety (90) days before the end of the term", "expiry - P90D"),
    (
        "The obligations in this section last for five (5) years after termination.",
        "termination + P5Y",
    ),
    ("not cured within fifteen (15) days of notice", "notice + P15D"),
    ("within 30 days after notice of the terms of such settlement", "notice + P30D"),
    (
        "in no event later than ten (10) days following the end of each calendar month",
        "month_end + P10D",
    ),
    ("within seven (7) days of receipt of written notice", "notice + P7D"),
    ("within ten (10) business days following receipt of the CSE invoice", "invoice + P10BD"),
    ("upon ten (10) days prior written notice to Celebrity", "act - P10D"),
    ("with thirty (30) day prior written notice of termination", "termination - P30D"),
    ("at least ninety (90) days prior to the end of the Initial Term", "expiry - P90D"),
    ("for one (1) year commencing on the Effective Date", "effective + P1Y"),
    ("to a significant number of stores by October 1, 1999", "<= 1999-10-01"),
    ("shall be exercisable until June 30, 2004", "< 2004-06-30"),
    ("within thirty (30) days from the date hereof", "signing + P30D"),
    ("within 15 business days after delivery", "delivery + P15BD"),
    ("For 24 months from acceptance the Seller will repair", "acceptance + P24M"),
    ("maintenance announced at least 48 hours in advance", "act - PT48H"),
    ("due within 45 days of the invoice date", "invoice + P45D"),
    ("within ten Working Days after the date of this Agreement", "signing + P10BD"),
    ("the last on or before 8 March 2027", "<= 2027-03-08"),
    ("within 30 business days of acceptance", "acceptance + P30BD"),
    ("no later than 10 days after delivery", "delivery + P10D"),
    ("at least 60 days prior to expiry", "expiry - P60D"),
    ("from 1 January 2026 to 31 December 2026", "2026-01-01 .. 2026-12-31"),
]


@pytest.mark.parametrize(("phrase", "formula"), CHINESE)
def test_a_chinese_wording_is_read(phrase: str, formula: str) -> None:
    assert str(parse_period(phrase)) == formula


@pytest.mark.parametrize(("phrase", "formula"), ENGLISH)
def test_an_english_wording_is_read(phrase: str, formula: str) -> None:
    assert str(parse_period(phrase)) == formula


def test_an_event_is_told_in_its_own_words_without_the_subject_before_it() -> None:
    assert parse_period("买受人应当自解除合同通知送达之日起15日内").event_text == "解除合同通知送达"
    assert parse_period("第十三条 乙方离职后十二个月内").event_text == "乙方离职"
    assert parse_period("免费维护期为终验合格之日起12个月").event_text == "终验合格"


def test_periods_of_a_text_stand_where_their_lengths_stand() -> None:
    text = "甲方应于验收合格后15日内付款。\n乙方应在2026年3月1日前交货。"
    found = [
        (text[period.start : period.end], str(period.formula)) for period in find_periods(text)
    ]
    assert found == [("15日", "acceptance + P15D"), ("2026年3月1日", "< 2026-03-01")]


@pytest.mark.parametrize(
    "text",
    [
        "每逾期一日，按千分之一支付违约金",
        "乙方离职前十二个月平均工资的30%",
        "在本协议有效期内及其后十二个月内",
        "合同总价为100万元",
    ],
)
def test_what_is_no_period_with_a_base_is_left_alone(text: str) -> None:
    assert find_periods(text) == []


PIECES = st.sampled_from(
    [
        *"自至起止前后内满的第日月年，。(（0三2026",
        *("工作日", "之日起", "30日", "验收合格", "2026年2月30日", "次月", "自动续期", "一年"),
        *(" within ", " 30 days ", " after ", "acceptance", " prior to ", "expiry", "\n", ". "),
    ]
)


@given(st.lists(PIECES, max_size=25).map("".join), st.dates(date(2000, 1, 1), date(2040, 1, 1)))
def test_whatever_the_words_a_period_found_stands_in_them_and_leads_to_a_date(
    text: str, base: date
) -> None:
    find_renewals(text)
    for period in find_periods(text):
        assert 0 <= period.start < period.end <= len(text)
        deadline = resolve(period.formula, base, CALENDAR)
        assert deadline is not None
        assert deadline.first <= deadline.last
        assert explain(deadline, CALENDAR, "zh").endswith("。")


def test_a_length_of_nothing_is_no_period() -> None:
    with pytest.raises(PeriodError):
        parse_period("验收合格后0日内")


def test_a_length_alone_is_a_period_whose_base_will_be_told() -> None:
    assert str(parse_period("7日内答复")) == "? + P7D"


def test_words_without_a_period_are_refused() -> None:
    with pytest.raises(PeriodError) as raised:
        parse_period("甲方应及时付款")
    assert raised.value.code == "no_period"
