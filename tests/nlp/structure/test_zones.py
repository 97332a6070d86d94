"""Preamble, body, signature block and annexes."""

from __future__ import annotations

from nlp.document import Reading
from tests.nlp.structure.reading import read

CONTRACT = """
    设备采购合同
    甲方：北京某公司
    乙方：上海某公司
    双方协商一致，订立如下合同：
    第一条 标的
    货物。
    第二条 签字
    本合同自双方签字盖章之日起生效。
    甲方：北京某公司
    甲方（盖章）：
    法定代表人（签字）：
    附件一：清单
    1. 水泵一台。
    """


def parts(reading: Reading) -> list[tuple[str, str]]:
    text = reading.document.text
    return [
        (section.kind, text[section.start : section.end].split("\n")[0])
        for section in reading.sections
    ]


def test_the_four_sections_follow_each_other() -> None:
    assert parts(read(CONTRACT)) == [
        ("preamble", "设备采购合同"),
        ("body", "第一条 标的"),
        ("signature", "甲方：北京某公司"),
        ("annex", "附件一：清单"),
    ]


def test_a_signed_cover_is_not_the_signature_block() -> None:
    reading = read(
        """
        甲方（盖章）：
        采购合同
        第一条 标的
        货物。
        第二条 付款
        付清。
        甲方（盖章）：
        """
    )
    assert [section.kind for section in reading.sections] == ["preamble", "body", "signature"]


def test_an_english_signature_block_opens_with_its_formula() -> None:
    reading = read(
        """
        SERVICES AGREEMENT
        1. Services. Provider shall serve.
        IN WITNESS WHEREOF, the parties have signed.
        By: /s/ John Smith
        Name: John Smith
        EXHIBIT A
        Description of Services
        Services are described.
        """
    )
    assert parts(reading) == [
        ("preamble", "SERVICES AGREEMENT"),
        ("body", "1. Services. Provider shall serve."),
        ("signature", "IN WITNESS WHEREOF, the parties have signed."),
        ("annex", "EXHIBIT A"),
    ]


def test_a_text_without_clauses_is_all_preamble() -> None:
    assert parts(read("今天天气很好。")) == [("preamble", "今天天气很好。")]
