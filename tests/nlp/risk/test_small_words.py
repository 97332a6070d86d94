"""Clause numbers, durations and phrases as values."""

from __future__ import annotations

from decimal import Decimal

import pytest

from nlp.risk.matching import days_of
from nlp.risk.numbers import clause_number, zh_number
from nlp.risk.phrases import PhraseError, check_phrase, compile_phrase

WORDS = {"buyer": "甲方|买方", "seller": "乙方", "party": "甲方|乙方|买方"}


@pytest.mark.parametrize(
    ("printed", "style", "parts"),
    [
        ("第三条", "条", (3,)),
        ("第 十二 章", "章", (12,)),
        ("一、", "zh_comma", (1,)),
        ("（二）", "zh_paren", (2,)),
        ("2.3", "decimal2", (2, 3)),
        ("4．", "decimal1", (4,)),
        ("Section 9.2", "decimal2", (9, 2)),
        ("ARTICLE IV", "roman", (4,)),
    ],
)
def test_a_printed_number_has_a_style_and_parts(
    printed: str, style: str, parts: tuple[int, ...]
) -> None:
    number = clause_number(printed)
    assert number is not None
    assert (number.style, number.parts) == (style, parts)


@pytest.mark.parametrize("printed", ["①", "(a)", "甲", ""])
def test_letters_and_circled_digits_have_no_value(printed: str) -> None:
    assert clause_number(printed) is None


def test_chinese_clause_numbers_are_read_back() -> None:
    for number in range(1, 100):
        read = clause_number(f"第{zh_number(number)}条")
        assert read is not None
        assert read.parts == (number,)


def test_durations_compare_across_units() -> None:
    assert days_of("P24M") == days_of("P2Y")
    assert days_of("P2W") == Decimal(14)
    assert days_of("PT48H") is None


def test_a_gap_stays_inside_the_sentence_and_widths_do_not_matter() -> None:
    phrase = compile_phrase("<buyer>…（大写）", WORDS)
    assert phrase.search("甲方应付(大写)")
    assert not phrase.search("甲方应付\n(大写)")


def test_the_party_that_gains_is_named() -> None:
    match = compile_phrase("<who>有权", WORDS).search("乙方有权")
    assert match.groupdict() == {"who": "乙方"}


@pytest.mark.parametrize("phrase", ["(甲", "(?<!不)经", " "])
def test_a_phrase_that_cannot_be_searched_is_refused(phrase: str) -> None:
    with pytest.raises(PhraseError):
        check_phrase(phrase)
