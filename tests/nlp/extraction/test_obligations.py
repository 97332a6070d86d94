"""Who must do what by when."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from nlp.document import Reading, Trigger

Facts = Callable[[str], Reading]

HEAD = (
    "设备采购合同\n甲方（买方）：上海云峰机电有限公司\n乙方（卖方）：苏州恒准精密机械股份有限公司\n"
    "第一条 价款\n1.1 合同总价为人民币1,280,000元。\n第二条 履行\n2.1 "
)
EN_HEAD = (
    'SERVICES AGREEMENT\nby and between Northwind Analytics, Inc. ("Provider") and Harbor Retail '
    'Group Ltd. ("Client").\n1. Fees\n1.1 The total contract price is US$120,000.\n2. Duties\n2.1 '
)


@pytest.mark.parametrize(
    ("sentence", "kind", "action"),
    [
        ("甲方应于收到货物后10日内验收。", "buyer", "accept"),
        ("乙方应向甲方开具增值税专用发票。", "seller", "invoice"),
        ("乙方应将设备运至甲方指定地点。", "seller", "deliver"),
        ("乙方须提前5日通知甲方交货时间。", "seller", "notify"),
        ("乙方应当向甲方提供操作手册。", "seller", "provide"),
        ("甲方应在合同终止后10日内向乙方退还履约保证金。", "buyer", "return"),
    ],
)
def test_reads_the_duty_and_its_bearer(
    facts_of: Facts, sentence: str, kind: str, action: str
) -> None:
    found = facts_of(HEAD + sentence).obligations
    assert [(each.party_kind, each.action) for each in found] == [(kind, action)]


@pytest.mark.parametrize(
    "sentence",
    [
        "甲方有权要求乙方提供说明。",
        "甲方逾期付款的，应支付违约金。",
        "甲方无需支付任何费用。",
        "双方应友好协商。",
    ],
)
def test_rights_and_consequences_of_breach_are_no_duties(facts_of: Facts, sentence: str) -> None:
    assert facts_of(HEAD + sentence).obligations == ()


def test_a_share_of_the_price_is_computed_exactly(facts_of: Facts) -> None:
    (duty,) = facts_of(HEAD + "验收合格后30个工作日内，甲方应向乙方支付合同总价的30%。").obligations
    assert (duty.amount, duty.currency, duty.computed) == (Decimal("384000.00"), "CNY", True)
    assert duty.trigger == Trigger("acceptance", 30, "working_day", True)


def test_a_printed_sum_is_not_computed(facts_of: Facts) -> None:
    text = HEAD + "甲方应于2026年4月10日前向乙方支付预付款人民币300,000元。"
    (duty,) = facts_of(text).obligations
    assert (duty.amount, duty.computed, duty.due) == (Decimal("300000.00"), False, "2026-04-10")


def test_a_share_of_something_else_is_not_computed(facts_of: Facts) -> None:
    (duty,) = facts_of(HEAD + "甲方应于每月10日前向乙方支付当月工程量的80%。").obligations
    assert duty.amount is None


def test_reads_an_english_duty_with_its_event(facts_of: Facts) -> None:
    sentence = "Client shall pay each invoice within thirty (30) days after receipt of the invoice."
    (duty,) = facts_of(EN_HEAD + sentence).obligations
    assert (duty.party_kind, duty.action) == ("client", "pay")
    assert duty.trigger == Trigger("invoice", 30, "day", True)


def test_english_rights_are_no_duties(facts_of: Facts) -> None:
    assert (
        facts_of(EN_HEAD + "Client may inspect the records. Client shall not pay.").obligations
        == ()
    )


PLAN = (
    "设备采购合同\n甲方（买方）：上海云峰机电有限公司\n乙方（卖方）：苏州恒准精密机械股份有限公司\n"
    "第一条 合同总价\n合同总价为人民币1,000,000元。\n第二条 付款方式\n"
)


def test_a_payment_table_gives_one_duty_a_row(facts_of: Facts) -> None:
    rows = (
        "阶段\t付款条件\t比例\t金额（元）\n首付款\t合同签订后5个工作日内\t30%\t300,000\n"
        "尾款\t2027年5月1日前\t70%\t700,000\n合计\t\t100%\t1,000,000\n"
    )
    first, last = facts_of(PLAN + rows).obligations
    assert (first.party_kind, first.amount) == ("buyer", Decimal("300000.00"))
    assert first.trigger == Trigger("signing", 5, "working_day", True)
    assert (last.amount, last.due) == (Decimal("700000.00"), "2027-05-01")


@pytest.mark.parametrize(
    ("sentence", "amount"),
    [
        ("2.1 合同签订后5个工作日内支付合同总价的30%。", "300000.00"),
        ("2.1 到货验收合格后10日内，由甲方支付合同总价的60%。", "600000.00"),
        ("2.1 余款人民币100,000元于2027年5月1日前付清。", "100000.00"),
    ],
)
def test_in_a_payment_clause_the_paying_party_is_meant(
    facts_of: Facts, sentence: str, amount: str
) -> None:
    (duty,) = facts_of(PLAN + sentence).obligations
    assert (duty.party_kind, duty.action, str(duty.amount)) == ("buyer", "pay", amount)


def test_each_of_two_duties_keeps_its_own_time(facts_of: Facts) -> None:
    text = HEAD + "甲方应在收到发票后10日内付款，付款后5日内，乙方应交付设备。"
    first, second = facts_of(text).obligations
    assert first.trigger == Trigger("invoice", 10, "day", True)
    assert second.trigger == Trigger("payment", 5, "day", True)
