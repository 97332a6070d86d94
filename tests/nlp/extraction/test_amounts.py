"""What a sum is for, its tax, words against figures, and sums in tables."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from nlp.document import Reading

Facts = Callable[[str], Reading]

PRICE_TABLE = """设备采购合同
第一条 货物清单
序号\t名称\t数量\t单价（元）\t金额（元）
1\t数控铣床\t2\t320,000.00\t640,000.00
2\t加工中心\t1\t640,000.00\t640,000.00
合计\t\t\t\t1,280,000.00
第二条 付款
甲方分期付款。
"""


def kinds(reading: Reading) -> list[tuple[str, str]]:
    return [(found.kind, str(found.value)) for found in reading.amounts]


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("本合同总价款为人民币128万元。", "total"),
        ("合同总价为128万，由甲方支付。", "total"),
        ("甲方支付合同总价的30%作为预付款，即人民币384,000元。", "advance"),
        ("甲方应向乙方支付合同总价的60%，计人民币768,000元。", "instalment"),
        ("甲方向乙方支付定金人民币50,000元。", "earnest_money"),
        ("甲方支付订金5000元。", "advance"),
        ("乙方交纳履约保证金10万元。", "performance_bond"),
        ("承租方交纳押金12,000元。", "deposit"),
        ("余款20万元于验收后付清。", "balance"),
        ("质保金64,000元于质保期满后支付。", "retention"),
        ("月租金为人民币6,000元。", "rent"),
        ("每逾期一日支付违约金500元。", "penalty"),
        ("赔偿总额不超过人民币100万元。", "cap"),
        ("每台单价25,000元。", "unit_price"),
        ("维修费按300元/次结算。", "unit_price"),
        ("甲方为注册资本1000万元的公司。", "other"),
        ("Client shall pay a total fee of US$120,000.", "total"),
        ("Buyer shall pay 60% of the total contract price, i.e. EUR 180,000.", "instalment"),
        ("Tenant shall pay a security deposit of $3,000.", "deposit"),
        ("Provider's aggregate liability shall not exceed $500,000.", "cap"),
        ("赔偿总额以5000元为限。", "cap"),
        ("Total charges (excluding VAT): £88,500.", "total"),
        ("The total price (exclusive of VAT) is £88,500.", "total"),
        ("The aggregate rent for the term is $360,000.", "total"),
        ("The purchase price for the Shares is EUR 2,000,000.", "total"),
        ("A royalty on the total of invoices with a minimum price of $2.50 per box.", "unit_price"),
        ("股权转让价款为人民币500万元。", "total"),
        ("租赁期内租金总额为72万元。", "total"),
    ],
)
def test_tells_what_a_sum_is_for(facts_of: Facts, sentence: str, kind: str) -> None:
    assert [found.kind for found in facts_of(sentence).amounts] == [kind]


def test_a_price_table_has_lines_unit_prices_and_a_total(facts_of: Facts) -> None:
    assert kinds(facts_of(PRICE_TABLE)) == [
        ("unit_price", "320000.00"),
        ("line", "640000.00"),
        ("unit_price", "640000.00"),
        ("line", "640000.00"),
        ("total", "1280000.00"),
    ]


def test_a_column_in_ten_thousands_is_multiplied(facts_of: Facts) -> None:
    table = (
        "付款计划\n期次\t付款条件\t金额（万元）\n第一期\t合同签订\t38.4\n第二期\t验收合格\t89.6\n"
    )
    assert kinds(facts_of(table)) == [("instalment", "384000.00"), ("instalment", "896000.00")]


def test_words_and_figures_of_one_sum_are_linked(facts_of: Facts) -> None:
    text = "合同总价为人民币1,280,000.00元（大写：壹佰贰拾捌万元整），含13%增值税。"
    first, second = facts_of(text).amounts
    assert (second.same_as, first.conflict, second.conflict) == (first.id, False, False)
    assert (second.kind, second.tax, second.tax_rate) == ("total", "included", Decimal("0.13"))


def test_words_and_figures_that_differ_both_stay_in_conflict(facts_of: Facts) -> None:
    text = "合同总价：人民币（大写）壹佰贰拾捌万元整（小写：¥1,208,000.00）"
    first, second = facts_of(text).amounts
    assert (first.conflict, second.conflict, second.same_as) == (True, True, first.id)
    assert (str(first.value), str(second.value)) == ("1280000.00", "1208000.00")


def test_english_words_and_figures_are_linked(facts_of: Facts) -> None:
    first, second = facts_of("a price of One Hundred Thousand Dollars ($100,000)").amounts
    assert second.same_as == first.id


def test_two_currencies_of_one_price_are_not_one_sum(facts_of: Facts) -> None:
    assert all(each.same_as is None for each in facts_of("总价人民币100万元（US$140,000）").amounts)


@pytest.mark.parametrize(
    ("text", "tax"),
    [
        ("合同总价（含税）为100万元。", "included"),
        ("不含税总价为100万元。", "excluded"),
        ("合同总价为100万元。", None),
        ("a total price of $100, exclusive of VAT", "excluded"),
    ],
)
def test_tax_is_told_only_where_it_is_printed(facts_of: Facts, text: str, tax: str | None) -> None:
    assert [found.tax for found in facts_of(text).amounts] == [tax]


def test_a_note_on_tax_does_not_part_words_from_figures(facts_of: Facts) -> None:
    first, second = facts_of("合同总价为¥100,000.00（含税）（大写：壹拾万元整）。").amounts
    assert second.same_as == first.id


def test_a_unit_price_and_its_sum_are_two_sums(facts_of: Facts) -> None:
    amounts = facts_of("每台单价100元（合计壹仟元整）。").amounts
    assert [(each.same_as, each.conflict) for each in amounts] == [(None, False), (None, False)]


def test_a_sum_that_its_parts_add_up_to_is_the_total(facts_of: Facts) -> None:
    text = (
        "HDS will provide payment of Fifty Thousand Dollars ($50,000), as follows:\n$10,000 within "
        "ten days of signature\n$15,000 within 60 days\n$25,000 before the session\n"
    )
    assert [found.kind for found in facts_of(text).amounts][:3] == ["total", "total", "other"]


def test_the_ends_of_a_band_are_no_total(facts_of: Facts) -> None:
    text = "Discount on total purchases per annum\n$0 -- $999,999 is 40%\n$1,000,000+ is 45%\n"
    assert "total" not in [found.kind for found in facts_of(text).amounts]
