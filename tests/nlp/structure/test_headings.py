"""The words that head a clause."""

from __future__ import annotations

import pytest

from tests.nlp.structure.reading import read


@pytest.mark.parametrize(
    ("line", "heading"),
    [
        ("第一条 违约责任", "违约责任"),
        ("第一条　付款方式：货到付款。", "付款方式"),
        ("一、合同标的", "合同标的"),
        ("1. 付款方式。甲方应在三十日内付款。", "付款方式"),
        ("第一条 质量标准  □国家标准 □行业标准", "质量标准"),
        ("第一条 验    收", "验    收"),
        ("1. Confidentiality. Each party shall keep secrets.", "Confidentiality"),
        ("1. LIMITATION OF LIABILITY", "LIMITATION OF LIABILITY"),
        ("Section 1. Fees and Expenses: The Buyer pays.", "Fees and Expenses"),
    ],
)
def test_a_title_or_lead_is_the_heading(line: str, heading: str) -> None:
    assert read(line).clauses[0].heading == heading


@pytest.mark.parametrize(
    "line",
    [
        "第一条 甲方应当在三十日内付款。",
        "一、本合同自双方签字盖章之日起生效。",
        "1. 甲方逾期付款的，应支付违约金。",
        "（1）承担维修责任。",
        "(i) Section 1.1; and",
        "1. The Buyer shall pay the price.",
        "(a) so long as no default exists, either party may terminate",
    ],
)
def test_a_sentence_is_no_heading(line: str) -> None:
    assert read(line).clauses[0].heading is None
