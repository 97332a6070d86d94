"""The formulas of a reading's facts."""

from __future__ import annotations

import pytest

from nlp.document import FileInfo, Reading
from nlp.extraction import extract_facts
from nlp.periods.attaching import attach_periods
from nlp.ports import Tools
from nlp.structure import find_structure
from tests.factories.documents import document_of

HEAD = "采购合同\n甲方(买方):江城明远机械有限公司\n乙方(卖方):云港安田仪器有限公司\n第一条 付款\n"
ENGLISH = """SUPPLY AGREEMENT
This Agreement is made between Acme Limited ("Buyer") and Borealis Inc. ("Supplier").
1. Payment
The Buyer shall pay USD 12,000 within 30 days after acceptance.
2. Governing law
This Agreement is governed by the laws of """


def reading_of(text: str) -> Reading:
    file = FileInfo("contract.txt", "0" * 64, "text/plain", 1)
    reading = find_structure(file, document_of(text), Tools())
    return attach_periods(extract_facts(reading, Tools()))


def test_an_obligation_has_the_formula_of_its_own_due_date() -> None:
    text = "甲方应于验收合格后15日内支付余款30,000元。\n乙方应于2026年3月4日前交付设备。\n"
    reading = reading_of(HEAD + text)
    found = [(duty.action, str(duty.period)) for duty in reading.obligations]
    assert found == [("pay", "acceptance + P15D"), ("deliver", "< 2026-03-04")]


def test_an_event_without_a_name_of_its_own_is_told_in_its_words() -> None:
    reading = reading_of(HEAD + "甲方应在披露事项公开后7日内支付费用30,000元。\n")
    (duty,) = reading.obligations
    assert duty.trigger is None
    assert str(duty.period) == '"披露事项公开" + P7D'


def test_a_duration_has_the_formula_that_runs_for_it() -> None:
    reading = reading_of(HEAD + "质量保证期为验收合格之日起24个月。\n")
    (duration,) = reading.durations
    assert str(duration.period) == "acceptance + P24M"


def test_a_stretch_of_two_dates_belongs_to_its_end() -> None:
    reading = reading_of(HEAD + "本合同期限三年，自2026年4月1日起至2029年3月31日止。\n")
    start, end = reading.dates
    assert start.period is None
    assert str(end.period) == "2026-04-01 .. 2029-03-31"
    (term,) = reading.durations
    assert term.period is None, "its end is told"


def test_the_length_of_a_tacit_renewal_knows_the_notice() -> None:
    reading = reading_of(HEAD + "期满前90日内双方均未提出异议的，本合同自动续期一年。\n")
    renewal = next(fact.renewal for fact in reading.durations if fact.renewal)
    assert str(renewal.notice) == "expiry - P90D"


@pytest.mark.parametrize(
    ("law", "foreign"),
    [
        ("England and Wales.", True),
        ("the State of New York.", True),
        ("Hong Kong.", True),
        ("the People's Republic of China.", False),
        ("the PRC.", False),
    ],
)
def test_only_chinese_law_puts_a_last_day_off(law: str, foreign: bool) -> None:
    (duty,) = reading_of(ENGLISH + law).obligations
    assert duty.period is not None
    assert duty.period.foreign_law is foreign
