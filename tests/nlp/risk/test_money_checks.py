"""Sums that must agree: words and figures, instalments and total, tax, earnest money."""

from __future__ import annotations

from nlp.risk.checks.money import (
    amount_words_mismatch,
    earnest_money_over_20,
    instalment_sum,
    share_sum,
    tax_arithmetic,
)
from tests.nlp.risk.readings import amount, rate, reading_of

PAYMENT = [("第一条", "price", "合同总价"), ("第二条", "payment", "付款方式")]


def test_words_and_figures_that_differ_are_one_fault_in_their_sentence() -> None:
    reading = reading_of(
        "第一条合同总价\n合同总价为人民币壹佰贰拾万元整（¥1,280,000.00）。",
        amounts=[
            amount("total", "1200000", "人民币壹佰贰拾万元整", id="a1", conflict=True),
            amount("total", "1280000", "¥1,280,000.00", id="a2", same_as="a1", conflict=True),
        ],
    )
    (fault,) = amount_words_mismatch(reading)
    assert reading.document.text[fault.start : fault.end].startswith(
        "合同总价为人民币壹佰贰拾万元整"
    )
    assert fault.params == {"first": "人民币壹佰贰拾万元整", "second": "¥1,280,000.00"}


def test_words_and_figures_that_agree_are_no_fault() -> None:
    reading = reading_of(
        "合同总价为人民币壹佰贰拾万元整（¥1,200,000.00）。",
        amounts=[
            amount("total", "1200000", "人民币壹佰贰拾万元整", id="a1"),
            amount("total", "1200000", "¥1,200,000.00", id="a2", same_as="a1"),
        ],
    )
    assert amount_words_mismatch(reading) == []


def instalments(third: str) -> str:
    return (
        "第一条合同总价\n合同总价为100万元。\n"
        f"第二条付款方式\n预付款30万元；到货款60万元；尾款{third}万元。"
    )


def test_instalments_that_miss_the_total_are_a_fault() -> None:
    reading = reading_of(
        instalments("5"),
        outline=PAYMENT,
        amounts=[
            amount("total", "1000000", "100万元"),
            amount("advance", "300000", "30万元"),
            amount("instalment", "600000", "60万元"),
            amount("balance", "50000", "5万元"),
        ],
    )
    (fault,) = instalment_sum(reading)
    assert fault.params == {"added": "950,000.00", "total": "1,000,000.00"}


def test_instalments_that_meet_the_total_are_no_fault() -> None:
    reading = reading_of(
        instalments("10"),
        outline=PAYMENT,
        amounts=[
            amount("total", "1000000", "100万元"),
            amount("advance", "300000", "30万元"),
            amount("instalment", "600000", "60万元"),
            amount("balance", "100000", "10万元"),
        ],
    )
    assert instalment_sum(reading) == []


def test_instalments_without_a_total_are_left_alone() -> None:
    reading = reading_of(
        instalments("5"),
        outline=PAYMENT,
        amounts=[
            amount("advance", "300000", "30万元"),
            amount("instalment", "600000", "60万元"),
            amount("balance", "50000", "5万元"),
        ],
    )
    assert instalment_sum(reading) == []


def test_shares_above_a_hundred_percent_are_a_fault() -> None:
    reading = reading_of(
        "第一条合同总价\n另计。\n第二条付款方式\n签订后付30%，到货付60%，验收付20%。",
        outline=PAYMENT,
        rates=[
            rate("instalment_share", "0.3", "30%"),
            rate("instalment_share", "0.6", "60%"),
            rate("instalment_share", "0.2", "20%"),
        ],
    )
    (fault,) = share_sum(reading)
    assert fault.params["added"] == "110.0%"


def test_shares_with_a_rest_to_pay_are_no_fault() -> None:
    reading = reading_of(
        "第一条合同总价\n另计。\n第二条付款方式\n签订后付30%，到货付50%，余款验收后付清。",
        outline=PAYMENT,
        rates=[rate("instalment_share", "0.3", "30%"), rate("instalment_share", "0.5", "50%")],
    )
    assert share_sum(reading) == []


def test_net_and_tax_must_make_the_gross_sum() -> None:
    text = "不含税价100,000元，税额13,000元，价税合计{}元。"
    facts = [amount("net", "100000", "100,000元"), amount("tax", "13000", "13,000元")]
    wrong = reading_of(
        text.format("115,000"), amounts=[*facts, amount("total", "115000", "115,000元")]
    )
    right = reading_of(
        text.format("113,000"), amounts=[*facts, amount("total", "113000", "113,000元")]
    )
    assert [fault.params["expected"] for fault in tax_arithmetic(wrong)] == ["113,000.00"]
    assert tax_arithmetic(right) == []


def test_earnest_money_above_a_fifth_of_the_total_is_a_fault() -> None:
    reading = reading_of(
        "合同总价为100万元。\n买方应支付定金30万元。",
        amounts=[
            amount("total", "1000000", "100万元"),
            amount("earnest_money", "300000", "30万元"),
        ],
    )
    (fault,) = earnest_money_over_20(reading)
    assert fault.params["share"] == "30.0%"


def test_earnest_money_of_exactly_a_fifth_is_lawful() -> None:
    reading = reading_of(
        "合同总价为100万元。\n买方应支付定金20万元。",
        amounts=[
            amount("total", "1000000", "100万元"),
            amount("earnest_money", "200000", "20万元"),
        ],
    )
    assert earnest_money_over_20(reading) == []


def test_earnest_money_without_a_total_is_left_alone() -> None:
    reading = reading_of(
        "买方应支付定金30万元。", amounts=[amount("earnest_money", "300000", "30万元")]
    )
    assert earnest_money_over_20(reading) == []


def test_a_share_named_earnest_money_is_measured_by_itself() -> None:
    assert len(earnest_money_over_20(reading_of("买方支付合同总价的30%作为定金。"))) == 1
    assert len(earnest_money_over_20(reading_of("定金为合同总价的百分之二十五。"))) == 1
    assert earnest_money_over_20(reading_of("定金为合同总价的10%，余款90%验收后支付。")) == []
    assert earnest_money_over_20(reading_of("定金不得超过合同总价的20%，预付款为30%。")) == []
