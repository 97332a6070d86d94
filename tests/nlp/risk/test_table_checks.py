"""Arithmetic in tables."""

from __future__ import annotations

from dataclasses import replace

from nlp.risk.checks.tables import column_sum, line_product, plan_sum
from tests.nlp.risk.readings import amount, reading_of

PRICES = """价格如下
序号\t名称\t数量\t单价（元）\t金额（元）
1\t服务器\t2\t30,000.00\t60,000.00
2\t交换机\t{quantity}\t1,500.00\t{line}
合计\t\t\t\t{total}"""


def prices(quantity: str = "10", line: str = "15,000.00", total: str = "75,000.00") -> str:
    return PRICES.format(quantity=quantity, line=line, total=total)


def test_a_sound_price_table_is_no_fault() -> None:
    reading = reading_of(prices())
    assert line_product(reading) == []
    assert column_sum(reading) == []


def test_a_line_whose_product_is_wrong_is_quoted_by_its_amount() -> None:
    reading = reading_of(prices(quantity="12"))
    (fault,) = line_product(reading)
    assert reading.document.text[fault.start : fault.end] == "15,000.00"
    assert fault.params["expected"] == "18,000.00"


def test_a_total_that_is_not_the_sum_is_quoted() -> None:
    reading = reading_of(prices(total="76,000.00"))
    (fault,) = column_sum(reading)
    assert reading.document.text[fault.start : fault.end] == "76,000.00"


def test_a_printed_price_that_was_rounded_is_no_fault() -> None:
    reading = reading_of(
        "表\n名称\t数量\t单价\t金额\n甲\t3\t33.33\t100.00\n乙\t1\t5.00\t5.00\n合计\t\t\t105.00"
    )
    assert line_product(reading) == []


def test_a_table_with_a_discount_line_is_left_alone() -> None:
    reading = reading_of("表\n名称\t金额\n甲\t100\n优惠\t20\n合计\t80")
    assert column_sum(reading) == []


def test_units_that_differ_between_columns_are_left_alone() -> None:
    reading = reading_of(
        "表\n名称\t数量\t单价（元）\t金额（万元）\n甲\t10\t5000\t5\n乙\t1\t10000\t1"
    )
    assert line_product(reading) == []


def test_a_payment_plan_must_meet_the_contract_sum() -> None:
    text = "合同总价100万元\n期次\t金额（万元）\n第一期\t30\n第二期\t60"
    reading = reading_of(text, amounts=[amount("total", "1000000", "100万元")])
    plan = replace(reading.document.tables[0], kind="payment_plan")
    planned = replace(reading, document=replace(reading.document, tables=(plan,)))
    assert [fault.params["added"] for fault in plan_sum(planned)] == ["900,000.00"]
