"""References between clauses."""

from __future__ import annotations

from nlp.document import Reading
from tests.nlp.structure.reading import read


def references(reading: Reading) -> list[tuple[str, str | None]]:
    """Each reference and the number of the clause it means."""
    numbers = {clause.id: clause.number for clause in reading.clauses}
    return [
        (reference.at.quote, numbers[reference.to_clause] if reference.to_clause else None)
        for reference in reading.references
    ]


def test_references_lead_to_the_clause_they_name() -> None:
    reading = read(
        """
        第一条 价款
        1.1 总价为百元。
        第二条 付款
        按本合同第一条和第1.1款的约定付款，见附件一。
        第三条 责任
        违反第二条的，依照《民法典》第五百八十四条、第五百八十五条承担责任。
        附件一：价格表
        单价为一元。
        """
    )
    assert references(reading) == [
        ("第一条", "第一条"),
        ("第1.1款", "1.1"),
        ("附件一", "附件一"),
        ("第二条", "第二条"),
    ]


def test_a_reference_to_a_missing_clause_leads_nowhere() -> None:
    reading = read("第一条 价款\n按第九条执行，详见附件三。\n第二条 其他\n无。")
    assert references(reading) == [("第九条", None), ("附件三", None)]


def test_a_reference_leads_as_deep_as_its_items_are_numbered() -> None:
    reading = read(
        """
        第一条 解除
        （一）协商解除。
        （二）违约解除。
        第二条 退款
        依第一条第（二）项解除的，退款。本条第一款另行约定。
        """
    )
    assert references(reading) == [("第一条第（二）项", "（二）")]


def test_english_sections_and_items() -> None:
    reading = read(
        """
        1. Fees. The fees are as follows:
        (a) fixed fees;
        (b) variable fees.
        2. Payment. Fees under Section 1(b) and Section 7 are payable as Schedule 1 says.
        3. Law. Section 5 of the Sale of Goods Act and Section 2.1 of the Lease apply.
        Schedule 1
        Payment dates
        Dates are agreed.
        """
    )
    assert references(reading) == [
        ("Section 1(b)", "(b)"),
        ("Section 7", None),
        ("Schedule 1", "Schedule 1"),
    ]


def test_articles_win_over_other_numbers_of_the_same_value() -> None:
    reading = read(
        """
        1. 使用本合同前请阅读。
        2. 空格应填写。
        设备采购合同
        第一条 标的
        第二条 付款
        按第一条付款。
        """,
        centered=["设备采购合同"],
    )
    assert references(reading) == [("第一条", "第一条")]


def test_a_paragraph_may_begin_with_a_reference() -> None:
    reading = read("第一条 价款\n百元。\n第二条 付款\n第一条约定的价款应付清。")
    assert references(reading) == [("第一条", "第一条")]
    assert reading.references[0].at.start > reading.clauses[1].at.start
