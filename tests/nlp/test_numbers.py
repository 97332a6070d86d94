"""Numerals: every Chinese form, English words, and 大写 there and back."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.numbers import parse_en_number, parse_number, parse_zh_number, to_capital


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("壹佰贰拾捌万", "1280000"),
        ("一百二十万零五百", "1200500"),
        ("二〇二六", "2026"),
        ("廿二", "22"),
        ("两千六", "2600"),
        ("三万五", "35000"),
        ("一千零三", "1003"),
        ("壹拾万亿", "10000000000000"),
        ("三点五万", "35000"),
        ("128万", "1280000"),
        ("10.1万", "101000"),
        ("1,280,000.50", "1280000.50"),
        ("１２８", "128"),
        ("肆佰叁拾萬", "4300000"),
    ],
)
def test_reads_every_form_of_numeral(printed: str, value: str) -> None:
    assert parse_number(printed) == Decimal(value)


@pytest.mark.parametrize(
    "printed", ["", "万", "点一", "零点", "百十一", "十七十八", "一百一百", "元"]
)
def test_a_malformed_numeral_has_no_value(printed: str) -> None:
    assert parse_zh_number(printed) is None


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("107000.53", "壹拾万柒仟元伍角叁分"),
        ("6007.14", "陆仟零柒元壹角肆分"),
        ("16409.02", "壹万陆仟肆佰零玖元零贰分"),
        ("325.04", "叁佰贰拾伍元零肆分"),
        ("1280000", "壹佰贰拾捌万元整"),
        ("100000010", "壹亿零壹拾元整"),
        ("0.5", "伍角"),
        ("0", "零元整"),
    ],
)
def test_writes_capitals_as_the_rules_for_bills_ask(value: str, words: str) -> None:
    assert to_capital(Decimal(value)) == words


@pytest.mark.parametrize("value", ["0.001", "10000000000000000"])
def test_refuses_what_capitals_cannot_say(value: str) -> None:
    with pytest.raises(ValueError, match="大写"):
        to_capital(Decimal(value))


@given(st.integers(min_value=0, max_value=10**16 - 1))
def test_a_whole_sum_comes_back_from_its_capitals(yuan: int) -> None:
    words = to_capital(Decimal(yuan))
    assert parse_zh_number(words.removesuffix("元整")) == yuan


@given(st.text(max_size=30))
def test_no_text_breaks_the_parser(text: str) -> None:
    parse_number(text)
    parse_en_number(text)


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("One Hundred Twenty-Eight Thousand", "128000"),
        ("two hundred thousand and fifty", "200050"),
        ("three million five hundred thousand", "3500000"),
        ("ninety", "90"),
    ],
)
def test_reads_english_number_words(words: str, value: str) -> None:
    assert parse_en_number(words) == Decimal(value)


def test_agrees_with_the_expected_values_of_cn2an(datasets: Path) -> None:
    expected = json.loads((datasets / "value-tests/cn2an/cn2an.json").read_text("utf-8"))
    numerals = expected["strict_data_dict"] | expected["normal_data_dict"]
    numerals |= expected["smart_data_dict"]
    wrong = {
        text: parse_number(text)
        for text, value in numerals.items()
        if not set(text) & set("元圆") and parse_number(text) != Decimal(str(value))
    }
    assert wrong == {}
