"""Dates, references, blanks, names, codes, numbers of clauses, forums."""

from __future__ import annotations

from dataclasses import replace

import pytest

from nlp.document import Reading, Reference, Section
from nlp.risk.checks.blanks import blank_field, placeholder
from nlp.risk.checks.dates import date_contradiction, term_contradiction
from nlp.risk.checks.disputes import arbitration_and_court
from nlp.risk.checks.numbering import numbering_duplicate, numbering_gap
from nlp.risk.checks.parties import bad_credit_code, party_name_mismatch
from nlp.risk.checks.references import undefined_annex, wrong_xref
from nlp.risk.faults import Fault
from tests.nlp.risk.readings import at, day, duration, reading_of


def quotes(reading: Reading, faults: list[Fault]) -> list[str]:
    return [reading.document.text[fault.start : fault.end] for fault in faults]


# --- dates -----------------------------------------------------------------------------------


def period(first: str, last: str, begin: str, finish: str) -> Reading:
    return reading_of(
        f"租期自{first}起至{last}止，共三年。",
        type="lease",
        dates=[day("start", begin, first), day("end", finish, last)],
        durations=[duration("term", "P3Y", "三年")],
    )


def test_a_period_that_ends_before_it_starts_is_a_fault() -> None:
    reading = period("2026年3月1日", "2025年2月28日", "2026-03-01", "2025-02-28")
    assert len(date_contradiction(reading)) == 1


@pytest.mark.parametrize("last", [("2029年2月28日", "2029-02-28"), ("2029年3月1日", "2029-03-01")])
def test_both_ways_to_count_the_last_day_fit_the_term(last: tuple[str, str]) -> None:
    reading = period("2026年3月1日", last[0], "2026-03-01", last[1])
    assert term_contradiction(reading) == []
    assert date_contradiction(reading) == []


def test_a_term_that_does_not_fit_its_dates_is_a_fault() -> None:
    reading = period("2026年3月1日", "2028年2月29日", "2026-03-01", "2028-02-29")
    (fault,) = term_contradiction(reading)
    assert fault.params["expected"] == "2029-02-28"


def test_a_contract_signed_after_it_expired_is_a_fault() -> None:
    reading = reading_of(
        "有效期至2025年12月31日。\n签订日期：2026年3月1日",
        dates=[
            day("expiry", "2025-12-31", "2025年12月31日"),
            day("signed", "2026-03-01", "2026年3月1日"),
        ],
    )
    assert len(date_contradiction(reading)) == 1


# --- references --------------------------------------------------------------------------------

FOUR = "第一条标的\n货物。\n第二条价款\n依照{}办理。\n第三条交付\n十日内。\n第四条违约\n赔偿。"
OUTLINE = [
    ("第一条", "subject", "标的"),
    ("第二条", "price", "价款"),
    ("第三条", "delivery", "交付"),
    ("第四条", "liability", "违约"),
]


def referring(words: str, quote: str, target: str | None = None) -> Reading:
    reading = reading_of(FOUR.format(words), outline=OUTLINE)
    reference = Reference(at(reading.document, quote), target)
    return replace(reading, references=(reference,))


def test_a_reference_beyond_the_last_clause_is_a_fault() -> None:
    reading = referring("本合同第九条", "第九条")
    (fault,) = wrong_xref(reading)
    assert fault.params["reference"] == "第九条"
    assert "4" in fault.params["problem_zh"]


def test_a_reference_that_names_another_clause_s_heading_is_a_fault() -> None:
    reading = referring("第四条（交付）", "第四条", "c4")
    (fault,) = wrong_xref(reading)
    assert "违约" in fault.params["problem_zh"]
    assert wrong_xref(referring("第三条（交付）", "第三条", "c3")) == []


def test_a_reference_that_was_resolved_is_no_fault() -> None:
    assert wrong_xref(referring("本合同第四条", "第四条", "c4")) == []


@pytest.mark.parametrize("words", ["《民法典》第九条", "主合同第九条", "招标文件第九条"])
def test_a_reference_to_another_paper_is_no_fault(words: str) -> None:
    assert wrong_xref(referring(words, "第九条")) == []


def test_an_annex_that_is_nowhere_is_a_fault() -> None:
    reading = reading_of("技术规格详见附件二。\n附件一：价格表")
    assert [fault.params["annex"] for fault in undefined_annex(reading)] == ["附件二"]


def test_an_annex_that_follows_or_is_listed_is_no_fault() -> None:
    assert undefined_annex(reading_of("技术规格详见附件一。\n附件一 技术规格书")) == []
    assert undefined_annex(reading_of("详见附件2。\n合同附件：附件1、附件2")) == []
    assert undefined_annex(reading_of("本合同连同附件一式四份。")) == []


def test_an_english_exhibit_that_is_missing_is_a_fault() -> None:
    text = "The Services are described in Exhibit A and priced in Exhibit B.\nExhibit A Services"
    reading = reading_of(text)
    assert [fault.params["annex"] for fault in undefined_annex(reading)] == ["Exhibit B"]


# --- blanks ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "交货地点为________。",
        "甲方应于    年  月  日前付款。",
        "合同价款为人民币    元。",
        "共计¥    元。",
    ],
)
def test_a_blank_is_a_fault(text: str) -> None:
    assert len(blank_field(reading_of(text))) == 1


@pytest.mark.parametrize(
    "text", ["交货地点为上海市。", "甲方应于2026年3月1日前付款。", "期限三年，每月一日付款。"]
)
def test_a_line_that_is_filled_in_is_no_fault(text: str) -> None:
    assert blank_field(reading_of(text)) == []


def test_a_party_line_left_empty_is_a_blank() -> None:
    assert len(blank_field(reading_of("甲方：\n地址：上海市\n乙方：海川科技有限公司"))) == 1
    assert blank_field(reading_of("甲方：\n云岭设备有限公司\n乙方：海川科技有限公司")) == []


def test_the_lines_for_signing_are_no_blanks() -> None:
    reading = reading_of("合同正文。\n甲方（盖章）：________\n签字日期：____年__月__日")
    signature = reading.document.text.index("甲方（盖章）")
    sections = (Section("body", 0, signature), Section("signature", signature, 60))
    assert blank_field(replace(reading, sections=sections)) == []


def test_blanks_of_one_sentence_are_one_fault() -> None:
    (fault,) = blank_field(reading_of("货物____台，单价____元。"))
    assert fault.params["count"] == "2"


@pytest.mark.parametrize(
    "text", ["价格待定。", "Delivery date: TBD", "甲方为XX公司。", "地点为[●]。"]
)
def test_a_placeholder_is_a_fault(text: str) -> None:
    assert len(placeholder(reading_of(text))) == 1


def test_ordinary_words_are_no_placeholder() -> None:
    assert placeholder(reading_of("买方待卖方通知后付款，XXL号工作服十件。")) == []


# --- parties -----------------------------------------------------------------------------------


def signed_by(name: str) -> Reading:
    reading = reading_of(
        f"甲方：云岭设备有限公司\n合同正文。\n甲方（盖章）：{name}",
        parties=[("甲方", "buyer", "云岭设备有限公司")],
    )
    cut = reading.document.text.index("甲方（盖章）")
    end = len(reading.document.text)
    return replace(reading, sections=(Section("body", 0, cut), Section("signature", cut, end)))


def test_a_name_that_changes_by_a_character_is_a_fault() -> None:
    (fault,) = party_name_mismatch(signed_by("云领设备有限公司"))
    assert fault.params == {"first": "云岭设备有限公司", "second": "云领设备有限公司"}


@pytest.mark.parametrize("name", ["云岭设备有限公司", "海川科技股份有限公司"])
def test_the_same_name_and_a_wholly_other_name_are_no_fault(name: str) -> None:
    assert party_name_mismatch(signed_by(name)) == []


def test_a_credit_code_with_a_wrong_check_character_is_a_fault() -> None:
    good = reading_of("统一社会信用代码：91350100M000100Y43")
    bad = reading_of("统一社会信用代码：91350100M000100Y44")
    assert bad_credit_code(good) == []
    assert [fault.params["code"] for fault in bad_credit_code(bad)] == ["91350100M000100Y44"]


# --- numbers of clauses ------------------------------------------------------------------------


def numbered(*numbers: str) -> Reading:
    lines = "\n".join(f"{number}内容{index}" for index, number in enumerate(numbers))
    return reading_of(
        lines, outline=[(number, "other", f"内容{index}") for index, number in enumerate(numbers)]
    )


def test_a_number_left_out_is_a_fault() -> None:
    reading = numbered("第一条", "第二条", "第四条", "第五条")
    assert [fault.params["number"] for fault in numbering_gap(reading)] == ["3"]


def test_a_number_that_stands_unrecognised_is_no_gap() -> None:
    reading = reading_of(
        "第一条甲\n第二条乙 第三条丙\n第四条丁",
        outline=[("第一条", "other", "甲"), ("第二条", "other", "乙"), ("第四条", "other", "丁")],
    )
    assert numbering_gap(reading) == []


def test_a_number_given_twice_is_a_fault() -> None:
    reading = numbered("第一条", "第二条", "第二条", "第三条")
    assert len(numbering_duplicate(reading)) == 1


def test_special_conditions_skip_numbers_on_purpose() -> None:
    reading = reading_of(
        "专用条款\n1.1甲\n1.2乙\n1.4丁",
        outline=[("1.1", "other", "甲"), ("1.2", "other", "乙"), ("1.4", "other", "丁")],
    )
    assert numbering_gap(reading) == []


def test_an_unbroken_sequence_is_no_fault() -> None:
    reading = numbered("第一条", "第二条", "第三条", "第四条")
    assert numbering_gap(reading) == []
    assert numbering_duplicate(reading) == []


# --- forums ------------------------------------------------------------------------------------


def dispute(text: str, type: str = "purchase") -> Reading:
    return reading_of(
        f"第一条争议\n{text}", outline=[("第一条", "dispute_resolution", "争议")], type=type
    )


@pytest.mark.parametrize(
    "text",
    [
        "协商不成的，可以向上海仲裁委员会申请仲裁，也可以向甲方所在地人民法院提起诉讼。",
        "争议提交北京仲裁委员会仲裁。\n任何一方也可向合同签订地人民法院起诉。",
        "Disputes shall be submitted to arbitration in Geneva or brought before courts of Utah.",
    ],
)
def test_arbitration_beside_court_is_a_fault(text: str) -> None:
    assert len(arbitration_and_court(dispute(text))) == 1


@pytest.mark.parametrize(
    "text",
    [
        "争议提交北京仲裁委员会仲裁，裁决是终局的，可向人民法院申请执行。",
        "争议向被告住所地人民法院起诉。",
        "争议按下列第____种方式解决：\n（1）提交北京仲裁委员会仲裁；\n（2）向人民法院起诉。",
        "（一）提交北京仲裁委员会仲裁；\n（二）依法向人民法院起诉。",
    ],
)
def test_one_forum_or_an_open_choice_is_no_fault(text: str) -> None:
    assert arbitration_and_court(dispute(text)) == []


def test_employment_disputes_go_to_arbitration_first_by_law() -> None:
    text = "向劳动争议仲裁委员会申请仲裁，不服的，可以向人民法院起诉。"
    assert arbitration_and_court(dispute(text, "employment")) == []
