"""The numbers a paragraph may open with."""

from __future__ import annotations

import pytest

from nlp.structure.labels import read_label


@pytest.mark.parametrize(
    ("text", "style", "parts", "printed"),
    [
        ("第一条 标的", "article", (1,), "第一条"),
        ("第 十 二 条  付款", "article", (12,), "第 十 二 条"),
        ("第12条 付款", "article", (12,), "第12条"),
        ("第二章 总则", "chapter", (2,), "第二章"),
        ("第三部分 专用条款", "part", (3,), "第三部分"),
        ("一、总则", "enum_zh", (1,), "一"),
        ("二十一、其他", "enum_zh", (21,), "二十一"),
        ("（三）甲方应", "paren_zh", (3,), "（三）"),
        ("1、货物", "number", (1,), "1"),
        ("2．货物", "number", (2,), "2"),
        ("3.2 付款方式", "decimal2", (3, 2), "3.2"),
        ("3.2.1付款", "decimal3", (3, 2, 1), "3.2.1"),
        ("1．1 付款", "decimal2", (1, 1), "1．1"),
        ("11-2 甲方提供", "decimal2", (11, 2), "11-2"),
        ("（1）货到", "paren_number", (1,), "（1）"),
        ("2) 货到", "half_number", (2,), "2)"),
        ("③ 货到", "circled", (3,), "③"),
        ("附件二：清单", "annex", (2,), "附件二"),
        ("Article IV Term", "en_article", (4,), "Article IV"),
        ("ARTICLE TWO", "en_article", (2,), "ARTICLE TWO"),
        ("Section 3. Fees", "en_section", (3,), "Section 3"),
        ("Section 1.01 Appointment", "en_section2", (1, 1), "Section 1.01"),
        ("(c) The Buyer", "paren_lower", (3,), "(c)"),
        ("B. Schedule", "plain_upper", (2,), "B"),
        ("Schedule 2 Fees", "annex", (2,), "Schedule 2"),
    ],
)
def test_a_number_is_read_with_its_style(
    text: str, style: str, parts: tuple[int, ...], printed: str
) -> None:
    label = read_label(text)
    assert label is not None
    assert (label.readings[0].style, label.readings[0].parts) == (style, parts)
    assert text[: label.end] == printed


@pytest.mark.parametrize(
    "text",
    [
        "2026.3.1起生效",
        "3.5%的违约金",
        "1.5倍赔偿",
        "10.5米宽",
        "2026年3月1日",
        "两方同意",
        "Exhibit 10.26",
        "The Buyer shall",
        "100元",
    ],
)
def test_dates_sums_and_measures_are_no_numbers(text: str) -> None:
    assert read_label(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "第八条约定的情形",
        "第五条、第六条所列",
        "第二条第三款",
        "Section 3(c) applies",
        "Section 4 shall not limit",
        "附件一中所列",
    ],
)
def test_a_number_that_goes_on_like_a_reference_is_doubtful(text: str) -> None:
    label = read_label(text)
    assert label is not None
    assert label.doubtful


def test_a_letter_that_may_be_roman_has_both_readings() -> None:
    label = read_label("(i) the goods")
    assert label is not None
    assert [reading.parts for reading in label.readings] == [(9,), (1,)]


def test_a_dash_read_for_one_is_one() -> None:
    label = read_label("第—条 总则")
    assert label is not None
    assert label.readings[0].parts == (1,)
