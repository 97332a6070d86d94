"""Parties from blocks, tables, prose and signature blocks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from nlp.document import Reading

Facts = Callable[[str], Reading]

BODY = "第一条 标的\n甲方向乙方采购设备。\n"
BUYER, SELLER = "上海云峰机电有限公司", "苏州恒准精密机械股份有限公司"


DRAFTS = yaml.safe_load(Path(__file__).with_name("openings_zh.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("draft", DRAFTS, ids=[draft["draft"] for draft in DRAFTS])
def test_reads_the_parties_of_a_draft(facts_of: Facts, draft: dict[str, Any]) -> None:
    assert [party.name for party in facts_of(draft["text"]).parties] == draft["parties"]


def named(reading: Reading) -> list[tuple[str | None, str, str]]:
    return [(party.role, party.name, party.kind) for party in reading.parties]


EXPECTED = [("甲方", BUYER, "buyer"), ("乙方", SELLER, "seller")]


@pytest.mark.parametrize(
    "head",
    [
        f"甲方（买方）：{BUYER}\n乙方（卖方）：{SELLER}\n",
        f"甲 方（买方）：{BUYER}（盖章）\n乙 方（卖方）：{SELLER}（盖章）\n",
        f"甲方（买方）\t{BUYER}\n乙方（卖方）\t{SELLER}\n",
        f"甲方（买方）：\n名称：{BUYER}\n乙方（卖方）：\n名称：{SELLER}\n",
        f"{BUYER}（以下简称“甲方”或“买方”）与{SELLER}（以下简称“乙方”或“卖方”）订立本合同。\n",
        f"甲方（买方） {BUYER}\n乙方（卖方）；{SELLER}\n",
        f"甲方信息\n名称\t{BUYER}\n乙方信息\n名称\t{SELLER}\n",
        f"甲方：（买方）：{BUYER}\n乙方：（卖方）：{SELLER}\n",
        f"甲    方 Party A: {BUYER} Yunfeng Co., Ltd.\n乙    方 Party B: {SELLER}\n",
        f"（1）{BUYER}，住所为上海市张江路1号（以下简称“甲方”）；\n"
        f"（2）{SELLER}，住所为苏州市星湖街2号（以下简称“乙方”）。\n",
        f"项目\t甲方\t乙方\n名称\t{BUYER}\t{SELLER}\n地址\t上海市浦东新区张江路1号\t苏州市星湖街2号\n",
    ],
)
def test_reads_the_forms_of_a_party_block(facts_of: Facts, head: str) -> None:
    assert named(facts_of("设备采购合同\n" + head + BODY)) == EXPECTED


def test_reads_the_particulars_of_each_party(facts_of: Facts) -> None:
    head = (
        f"甲方：{BUYER}\n统一社会信用代码：91110108551385082Q\n住所：上海市浦东新区张江路1号\n"
        f"法定代表人：王立\n乙方：{SELLER}\n地址：苏州市星湖街2号\n"
        "开户银行：中国工商银行苏州园区支行\n账号：1102 0208 0900 0123 456\n"
    )
    buyer, seller = facts_of("设备采购合同\n" + head + BODY).parties
    assert (buyer.credit_code, buyer.credit_code_valid) == ("91110108551385082Q", True)
    assert (buyer.address, buyer.representative) == ("上海市浦东新区张江路1号", "王立")
    assert (seller.bank, seller.account) == ("中国工商银行苏州园区支行", "1102 0208 0900 0123 456")
    assert (buyer.bank, seller.credit_code, seller.credit_code_valid) == (None, None, None)


def test_a_wrong_credit_code_is_kept_and_marked(facts_of: Facts) -> None:
    head = f"甲方：{BUYER}\n统一社会信用代码：911101085513850820\n乙方：{SELLER}\n"
    assert facts_of("采购合同\n" + head + BODY).parties[0].credit_code_valid is False


def test_a_second_spelling_in_the_signature_is_the_same_party(facts_of: Facts) -> None:
    text = (
        f"设备采购合同\n甲方（买方）：{BUYER}\n乙方（卖方）：{SELLER}\n{BODY}"
        "第二条 其他\n本合同一式两份。\n"
        f"甲方（盖章）：上海云锋机电有限公司\t乙方（盖章）：{SELLER}\n日期：2026年3月1日\n"
    )
    assert named(facts_of(text)) == EXPECTED


@pytest.mark.parametrize("blank", ["", "____________", "（盖章）", "　　　"])
def test_blank_names_are_no_parties(facts_of: Facts, blank: str) -> None:
    text = f"买卖合同\n甲方（买方）：{blank}\n乙方（卖方）：{blank}\n{BODY}"
    assert facts_of(text).parties == ()


def test_persons_are_parties(facts_of: Facts) -> None:
    text = "借款合同\n出借人：张伟\n借款人：欧阳震华\n第一条 借款金额\n出借人提供借款。\n"
    assert named(facts_of(text)) == [
        ("出借人", "张伟", "lender"),
        ("借款人", "欧阳震华", "borrower"),
    ]


def test_several_parties_share_a_role(facts_of: Facts) -> None:
    text = f"股权转让协议\n甲方一：张伟\n甲方二：李强\n乙方：{BUYER}\n第一条 转让\n甲方转让股权。\n"
    assert [party.role for party in facts_of(text).parties] == ["甲方一", "甲方二", "乙方"]


def test_who_pays_decides_what_a_lettered_party_is(facts_of: Facts) -> None:
    text = (
        f"采购合同\n甲方：{SELLER}\n乙方：{BUYER}\n第一条 付款\n"
        "1.1 乙方应于验收后10日内向甲方支付全部货款。\n"
    )
    assert [party.kind for party in facts_of(text).parties] == ["seller", "buyer"]


@pytest.mark.parametrize(
    "opening",
    [
        "This Supply Agreement is made by and between Northwind Analytics, Inc., a Delaware "
        'corporation ("Seller"), and Harbor Retail Group Ltd. (the "Buyer").',
        "Seller: Northwind Analytics, Inc.\nBuyer: Harbor Retail Group Ltd.",
        "This Agreement is between:\n(1) Northwind Analytics, Inc., whose registered office is at "
        '1 Main Street (hereinafter called the "Seller"); and\n(2) Harbor Retail Group Ltd. '
        '(together with its successors, the "Buyer").',
    ],
)
def test_reads_english_openings(facts_of: Facts, opening: str) -> None:
    text = f"SUPPLY AGREEMENT\n{opening}\n1. Supply\n1.1 Seller shall supply the goods.\n"
    assert named(facts_of(text)) == [
        ("Seller", "Northwind Analytics, Inc.", "seller"),
        ("Buyer", "Harbor Retail Group Ltd.", "buyer"),
    ]


def test_a_short_name_is_an_alias_and_no_role(facts_of: Facts) -> None:
    text = 'by and between Hydron Technologies, Inc. ("Hydron") and Miami Sports, Ltd. ("Sports")'
    assert [(party.role, party.aliases) for party in facts_of(text).parties] == [
        (None, ("Hydron",)),
        (None, ("Sports",)),
    ]


def test_a_table_head_may_name_two_roles_of_each_party(facts_of: Facts) -> None:
    head = f"项目\t委托方（甲方）\t受托方（乙方）\n名称\t{BUYER}\t{SELLER}\n"
    parties = facts_of("技术服务合同\n" + head + BODY).parties
    assert [(p.role, p.aliases, p.name) for p in parties] == [
        ("委托方", ("甲方",), BUYER),
        ("受托方", ("乙方",), SELLER),
    ]


@pytest.mark.parametrize(
    "head",
    [
        f"{BUYER}（“甲方”）与{SELLER}（“乙方”）签订本协议。\n",
        f"甲方为{BUYER}的，见附件。\n{BUYER}（以下简称“甲方”），以及{SELLER}，住所为苏州市"
        "（以下简称“乙方”）订立本合同。\n",
    ],
)
def test_reads_parties_told_in_prose(facts_of: Facts, head: str) -> None:
    assert [party.name for party in facts_of("合作协议\n" + head + BODY).parties] == [BUYER, SELLER]


ACME, ZETA = "Acme Widgets Ltd", "Zeta Textiles Sdn. Bhd."


@pytest.mark.parametrize(
    "head",
    [
        f"BETWEEN\n{ACME} (company number 0123456) whose registered office is at 1 High Street "
        f"(Supplier); and\n{ZETA} (company number 7654321) of 2 Low Street (Customer).\n",
        f'This Agreement is between {ACME} (hereinafter called "the Supplier") and {ZETA} '
        '(hereinafter called "the Customer").\n',
        f"Name of Supplier: {ACME}\nName of Customer: {ZETA}\n",
        f"\tSupplier\tCustomer\nName\t{ACME}\t{ZETA}\nAddress\t1 High Street\t2 Low Street\n",
        f"Supplier: {ACME}\nCustomer:\n{ZETA}\n",
        f"The parties agree as follows.\n{ACME}\nBy: John Roe\nName: John Roe\nTitle: CEO\n"
        f"{ZETA}\nBy: Amy Poe\nName: Amy Poe\nTitle: CFO\n",
    ],
)
def test_reads_the_forms_of_an_english_opening(facts_of: Facts, head: str) -> None:
    body = "1. Services\nThe Supplier shall perform.\n"
    found = facts_of("SUPPLY AGREEMENT\n" + head + body).parties
    assert [party.name for party in found] == [ACME, ZETA]


@pytest.mark.parametrize(
    "head",
    [
        "用船单位：舟山云帆航运有限公司\n船务公司：宁波海桥船务有限公司",
        "甲方：舟山云帆航运有限公司（91330900MA2A1B2C3D）\n乙方：宁波海桥船务有限公司（证号330212000012345）",
        "甲方：舟山云帆航运有限公司（统一社会信用代码91330900MA2A1B2C3D，许可证有效）\n"
        "收购方：宁波海桥船务有限公司",
    ],
)
def test_parts_in_other_words_and_numbers_behind_names(facts_of: Facts, head: str) -> None:
    reading = facts_of(f"租船合同\n{head}\n第一条 标的\n驳船一艘。")
    names = [party.name for party in reading.parties]
    assert names == ["舟山云帆航运有限公司", "宁波海桥船务有限公司"]


def test_who_made_the_form_is_no_party(facts_of: Facts) -> None:
    head = "甲方：舟山云帆航运有限公司\n乙方：宁波海桥船务有限公司\n监制单位：舟山港航服务中心"
    reading = facts_of(f"租船合同\n{head}\n第一条 标的\n驳船一艘。")
    assert len(reading.parties) == 2
