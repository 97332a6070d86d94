"""Literal durations in the unit written, and what each is for."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from nlp.document import Reading
from nlp.extraction.durations import find_durations

Facts = Callable[[str], Reading]


def values(text: str) -> list[str]:
    return [found.value for found in find_durations(text)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("24个月", "P24M"),
        ("三年", "P3Y"),
        ("叁年", "P3Y"),
        ("两周内", "P2W"),
        ("15日内", "P15D"),
        ("三十（30）日", "P30D"),
        ("15个工作日", "P15BD"),
        ("48小时", "PT48H"),
        ("半年", "P6M"),
        ("一年半", "P18M"),
        ("1年6个月", "P1Y6M"),
        ("thirty (30) days", "P30D"),
        ("3 (three) months", "P3M"),
        ("ten (10) Business Days", "P10BD"),
        ("two-year term", "P2Y"),
        ("two years and six months", "P2Y6M"),
    ],
)
def test_reads_a_duration(text: str, value: str) -> None:
    assert values(text) == [value]


@pytest.mark.parametrize(
    "text",
    [
        "每月15日前",
        "每逾期一日",
        "第三年",
        "18周岁",
        "周一",
        "2026年3月15日",
        "每半年",
        "in fiscal year 2000",
    ],
)
def test_days_of_the_month_and_counts_per_day_are_no_durations(text: str) -> None:
    assert values(text) == []


def test_words_and_figures_that_differ_give_nothing() -> None:
    assert values("thirty (60) days") == []


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("本合同有效期为三年。", "term"),
        ("租赁期限24个月，自交付之日起计算。", "term"),
        ("质保期为验收合格之日起24个月。", "warranty_period"),
        ("任何一方可提前30日书面通知对方解除本合同。", "notice"),
        ("合同签订后10个工作日内，甲方向乙方支付预付款。", "payment_period"),
        ("乙方应在收到订单后15日内交货。", "delivery_period"),
        ("保密义务在合同终止后三年内继续有效。", "confidentiality_period"),
        ("竞业限制期限为离职后两年。", "non_compete_period"),
        ("违约方应在收到通知后10日内予以纠正。", "cure_period"),
        ("合同期满自动续展一年。", "renewal"),
        ("Client shall pay each invoice within thirty (30) days of receipt.", "payment_period"),
        ("upon sixty (60) days' prior written notice", "notice"),
        ("fails to cure such breach within fifteen (15) days", "cure_period"),
    ],
)
def test_tells_what_a_duration_is_for(facts_of: Facts, sentence: str, kind: str) -> None:
    assert [found.kind for found in facts_of(sentence).durations] == [kind]
