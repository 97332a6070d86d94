"""统一社会信用代码 by GB 32100-2015."""

from __future__ import annotations

import pytest

from nlp.extraction.credit_code import is_valid


@pytest.mark.parametrize("code", ["91110108551385082Q", "914403001922038216"])
def test_a_right_check_character_is_accepted(code: str) -> None:
    assert is_valid(code)


@pytest.mark.parametrize(
    "code",
    [
        "911101085513850820",
        "91110108551385028Q",
        "110108013850826",
        "9111010855138508IQ",
        "",
    ],
)
def test_wrong_characters_old_numbers_and_swapped_digits_are_refused(code: str) -> None:
    assert not is_valid(code)
