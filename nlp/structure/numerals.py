"""The ordinals that number clauses: 十二, XIV, c, ⑦, TWELVE."""

from __future__ import annotations

import re

from nlp.numbers import parse_en_number, parse_zh_number

_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_ROMAN_SHAPE = re.compile(r"c?(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})")
_CIRCLED = {chr(0x2460 + index): index + 1 for index in range(20)} | {
    chr(0x3251 + index): index + 21 for index in range(15)
}


def zh_ordinal(text: str) -> int | None:
    """二十一, 21 or 2 1 as 21; a dash alone or beside 十 is 一 misread (第—条, 十—、)."""
    compact = re.sub(r"(?<=十)-$|^-(?=十|$)", "一", re.sub(r"\s", "", text))
    value = int(compact) if compact.isdecimal() else parse_zh_number(compact)
    return None if value is None or value != int(value) else int(value)


def roman_value(text: str) -> int | None:
    """xiv or XIV as 14."""
    lower = text.lower()
    if not lower or not _ROMAN_SHAPE.fullmatch(lower):
        return None
    values = [_ROMAN[letter] for letter in lower]
    following = [*values[1:], 0]
    return sum(
        -value if value < after else value for value, after in zip(values, following, strict=True)
    )


def letter_value(text: str) -> int | None:
    """a as 1, z as 26, aa as 27."""
    lower = text.lower()
    if len(set(lower)) != 1 or len(lower) > 2 or not "a" <= lower[0] <= "z":
        return None
    return ord(lower[0]) - ord("a") + 1 + 26 * (len(lower) - 1)


def circled_value(text: str) -> int | None:
    """⑦ as 7."""
    return _CIRCLED.get(text)


def english_ordinal(text: str) -> int | None:
    """7, VII or SEVEN as 7."""
    if text.isdecimal():
        return int(text)
    roman = roman_value(text) if text.isupper() else None
    if roman is not None:
        return roman
    value = parse_en_number(text)
    return None if value is None else int(value)
