"""Literal sums: value and currency in every writing that contracts use."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.extraction.money import find_money
from nlp.numbers import to_capital


def sums(text: str) -> list[tuple[str, str, str]]:
    return [
        (text[found.start : found.end], f"{found.value.normalize():f}", found.currency)
        for found in find_money(text)
    ]


@pytest.mark.parametrize(
    ("text", "value", "currency"),
    [
        ("￥1,280,000.00", "1280000", "CNY"),
        ("人民币叁拾万元整", "300000", "CNY"),
        ("１２，０００元", "12000", "CNY"),
        ("123元1角1分", "123.11", "CNY"),
        ("壹佰贰拾万元整", "1200000", "CNY"),
        ("五十万零五百元零五分", "500500.05", "CNY"),
        ("36.57亿元", "3657000000", "CNY"),
        ("人民币（RMB）100万元", "1000000", "CNY"),
        ("RMB300,000", "300000", "CNY"),
        ("8亿元人民币", "800000000", "CNY"),
        ("100万美元", "1000000", "USD"),
        ("三万元欧元", "30000", "EUR"),
        ("港币两千九百六十元", "2960", "HKD"),
        ("US$1.2 million", "1200000", "USD"),
        ("USD115.5", "115.5", "USD"),
        ("C$16.4 million", "16400000", "CAD"),
        ("One Hundred Thousand Dollars", "100000", "USD"),
        ("RENMINBI THREE HUNDRED THOUSAND ONLY", "300000", "CNY"),
        ("fifty US dollars and ten cents", "50.1", "USD"),
        ("EUR 20", "20", "EUR"),
    ],
)
def test_reads_a_sum(text: str, value: str, currency: str) -> None:
    assert sums(text) == [(text, value, currency)]


@pytest.mark.parametrize(
    "text",
    [
        "人民币____元（大写：____）",
        "¥____",
        "人民币 5 种货物",
        "人民币2026年发行",
        "二元论与一元化",
        "3元件",
        "五角大楼",
        "the dollars thousand of times",
        "数量：10台",
    ],
)
def test_blanks_and_other_numbers_are_no_sums(text: str) -> None:
    assert sums(text) == []


def test_currency_before_a_capital_sum_holds_for_it() -> None:
    assert sums("美元（大写）：伍万元整")[0][1:] == ("50000", "USD")


def test_words_and_figures_are_two_mentions() -> None:
    text = "合同总价为¥1,280,000.00元（大写：壹佰贰拾捌万元整）"
    assert [found[0] for found in sums(text)] == ["¥1,280,000.00元", "壹佰贰拾捌万元整"]


def test_an_unknown_dollar_has_no_value() -> None:
    assert sums("Mex$ 10 million") == []


@given(st.decimals(min_value=1, max_value=10**12, places=2))
def test_every_sum_in_capitals_is_found_again(value: Decimal) -> None:
    words = to_capital(value)
    found = find_money(f"总价人民币{words}，")
    assert [mention.value for mention in found] == [value]


@given(st.text(alphabet="壹贰叁元角分万亿整¥$,.0123456789 人民币美USDmillion（）()", max_size=60))
def test_mentions_are_ordered_and_inside_the_text(text: str) -> None:
    position = 0
    for mention in find_money(text):
        assert position <= mention.start < mention.end <= len(text)
        position = mention.end
