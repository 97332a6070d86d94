"""Rates as fractions, per what time, capped by what, and what each is for."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from nlp.document import Reading
from nlp.extraction.rates import find_rates

Facts = Callable[[str], Reading]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("百分之五", "0.05"),
        ("万分之五", "0.0005"),
        ("千分之三", "0.003"),
        ("仟分之贰", "0.002"),
        ("0.5‰", "0.0005"),
        ("百分之一百二十点五", "1.205"),
        ("百分之百", "1"),
        ("５％", "0.05"),
        ("六个百分点", "0.06"),
        ("five percent (5%)", "0.05"),
        ("1.5 percent", "0.015"),
    ],
)
def test_reads_a_rate(text: str, value: str) -> None:
    assert [f"{found.value.normalize():f}" for found in find_rates(text)] == [value]


@pytest.mark.parametrize("text", ["二三十个百分比", "五百分之2.2", "-3%", "http://a.b/?q=%25%20"])
def test_other_signs_are_no_rates(text: str) -> None:
    assert find_rates(text) == []


@pytest.mark.parametrize(
    ("sentence", "kind", "per"),
    [
        (
            "甲方逾期付款的，每逾期一日按未付金额的万分之五支付违约金。",
            "late_payment_penalty",
            "day",
        ),
        ("乙方逾期交货的，按日万分之五支付违约金。", "late_delivery_penalty", "day"),
        ("任何一方违约，应向守约方支付合同总价20%的违约金。", "liquidated_damages", None),
        ("借款年利率为4.35%。", "interest", "year"),
        ("增值税税率为13%。", "tax_rate", None),
        ("甲方支付合同总价的30%作为预付款。", "instalment_share", None),
        ("合同总价的5%作为质保金。", "retention", None),
        ("Overdue amounts shall bear interest at 1.5% per month.", "late_payment_penalty", "month"),
        ("Buyer shall pay 30% of the total contract price upon signing.", "instalment_share", None),
    ],
)
def test_tells_what_a_rate_is_for(
    facts_of: Facts, sentence: str, kind: str, per: str | None
) -> None:
    assert [(found.kind, found.per) for found in facts_of(sentence).rates] == [(kind, per)]


def test_a_limit_is_the_cap_of_its_penalty(facts_of: Facts) -> None:
    text = "甲方逾期付款的，每逾期一日按逾期金额的万分之五支付违约金，最高不超过合同总价的10%。"
    (rate,) = facts_of(text).rates
    assert (str(rate.value), str(rate.cap)) == ("0.0005", "0.10")
