"""Printed clause numbers as values: 第三条 is number 3 in style 条, 2.3 is (2, 3) in decimals."""

from __future__ import annotations

import re
from dataclasses import dataclass

from nlp.folding import fold
from nlp.numbers import ZH_NUMERAL_CHARS, parse_number

_ZH = f"[0-9{ZH_NUMERAL_CHARS}]+"
_STYLES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("zh_unit", re.compile(rf"第({_ZH})([编章节条款])")),
    ("zh_comma", re.compile(rf"({_ZH})、|([{ZH_NUMERAL_CHARS}]+)")),
    ("zh_paren", re.compile(rf"\(({_ZH})\)")),
    ("decimal", re.compile(r"(?:article|section|clause)?(\d{1,3}(?:\.\d{1,3})*)[.:)]?", re.I)),
    ("roman", re.compile(r"(?:article|section)([ivxlc]+)[.:]?", re.I)),
)
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


@dataclass(frozen=True, slots=True)
class ClauseNumber:
    """A number's style (numbers of one style continue each other) and its parts."""

    style: str
    parts: tuple[int, ...]

    @property
    def last(self) -> int:
        return self.parts[-1]


def clause_number(printed: str) -> ClauseNumber | None:
    """The value of a number as printed; None for letters, circled digits and what is no number."""
    text = re.sub(r"\s+", "", fold(printed))
    for style, pattern in _STYLES:
        match = pattern.fullmatch(text)
        if match is None:
            continue
        if style == "roman":
            return ClauseNumber("roman", (_roman(match[1].lower()),))
        if style == "decimal":
            parts = tuple(int(part) for part in match[1].split("."))
            return ClauseNumber(f"decimal{len(parts)}", parts)
        value = parse_number(match[1] or match[2])
        if value is None or value != int(value):
            return None
        unit = match[2] if style == "zh_unit" else style
        return ClauseNumber(unit, (int(value),))
    return None


def _roman(text: str) -> int:
    values = [_ROMAN[char] for char in text]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-value if value < following else value for value, following in pairs)


def zh_number(number: int) -> str:
    """A clause number below 100 in Chinese as printed (21 → 二十一); larger ones in digits."""
    digits = "〇一二三四五六七八九"
    tens, ones = divmod(number, 10)
    if number >= 100:
        return str(number)
    head = "" if tens == 0 else ("十" if tens == 1 else f"{digits[tens]}十")
    return head + (digits[ones] if ones else "")
