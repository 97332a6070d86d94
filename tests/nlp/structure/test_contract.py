"""Title, number and type of the contract."""

from __future__ import annotations

import pytest

from nlp.vocabulary import CONTRACT_TYPES
from tests.nlp.structure.reading import read


def test_the_title_is_the_line_that_names_a_contract() -> None:
    reading = read(
        "合同编号：HT-2026-018\n设备采购合同\n甲方：北京某公司\n第一条 标的\n货物。",
        centered=["设备采购合同"],
    )
    assert reading.contract.title == "设备采购合同"
    assert reading.contract.number == "HT-2026-018"
    assert reading.contract.type == "purchase"


def test_title_and_number_are_verbatim() -> None:
    reading = read("房屋租赁合同\n编号：〔2026〕第18号\n第一条 租赁物\n房屋。")
    title, number = reading.contract.title_at, reading.contract.number_at
    assert title is not None
    assert number is not None
    assert number.quote == "〔2026〕第18号"
    for evidence in (title, number):
        assert reading.document.text[evidence.start : evidence.end] == evidence.quote
        assert evidence.boxes


def test_a_blank_number_is_no_number() -> None:
    assert read("合同编号：\n采购合同\n第一条 标的").contract.number is None


def test_an_exhibit_stamp_is_no_title() -> None:
    reading = read("Exhibit 10.26\nAGENCY AGREEMENT\n1. Appointment. Lessor appoints Agent.")
    assert reading.contract.title == "AGENCY AGREEMENT"
    assert [clause.number for clause in reading.clauses] == ["1"]


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("设备采购合同", "purchase"),
        ("商品房买卖合同", "sale"),
        ("房屋租赁合同", "lease"),
        ("借款合同", "loan"),
        ("保证合同", "guarantee"),
        ("保密协议", "nda"),
        ("劳动合同", "employment"),
        ("技术咨询合同", "consulting"),
        ("技术开发合同", "technology_development"),
        ("专利实施许可合同", "technology_licence"),
        ("建设工程施工合同", "construction"),
        ("货物运输合同", "transport"),
        ("仓储合同", "warehousing"),
        ("经销合同", "distribution"),
        ("股权转让协议", "equity_transfer"),
        ("委托加工合同", "processing"),
        ("战略合作框架协议", "framework"),
        ("采购合同补充协议", "amendment"),
        ("SUPPLY AGREEMENT", "supply"),
        ("NON-DISCLOSURE AGREEMENT", "nda"),
        ("MASTER LEASE AGREEMENT", "lease"),
        ("EMPLOYMENT AGREEMENT", "employment"),
        ("LOAN AGREEMENT", "loan"),
    ],
)
def test_the_title_tells_the_type(title: str, kind: str) -> None:
    contract = read(f"{title}\n第一条 甲").contract
    assert contract.type == kind
    assert contract.type in CONTRACT_TYPES
    assert contract.type_confidence > 0.9


def test_the_words_of_the_text_tell_the_type_where_the_title_is_silent() -> None:
    contract = read("协议书\n出租人甲与承租人乙约定租金。出租人交付，承租人付租金。").contract
    assert contract.type == "lease"
    assert contract.type_confidence < 0.9


def test_a_text_that_tells_nothing_has_no_type() -> None:
    contract = read("今天天气很好。").contract
    assert (contract.title, contract.type, contract.type_confidence) == (None, "other", 0.0)
