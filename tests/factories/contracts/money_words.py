"""Sums in words, for writing contracts: Chinese capitals (大写) and English."""

from __future__ import annotations

from decimal import Decimal

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_SMALL = ("", "拾", "佰", "仟")
_LARGE = ("", "万", "亿", "万亿")
_ONES = [
    "Zero",
    "One",
    "Two",
    "Three",
    "Four",
    "Five",
    "Six",
    "Seven",
    "Eight",
    "Nine",
    "Ten",
    "Eleven",
    "Twelve",
    "Thirteen",
    "Fourteen",
    "Fifteen",
    "Sixteen",
    "Seventeen",
    "Eighteen",
    "Nineteen",
]
_TENS = [
    "Zero",
    "Ten",
    "Twenty",
    "Thirty",
    "Forty",
    "Fifty",
    "Sixty",
    "Seventy",
    "Eighty",
    "Ninety",
]
_SCALES = ((10**9, "Billion"), (10**6, "Million"), (1000, "Thousand"), (100, "Hundred"))


def chinese_capitals(value: Decimal) -> str:
    """人民币大写 without the currency: 壹佰贰拾捌万元整, 叁元零伍分."""
    cents = int((value * 100).to_integral_exact())
    yuan, cents = divmod(cents, 100)
    words = _chinese_integer(yuan) + "元"
    if not cents:
        return words + "整"
    jiao, fen = divmod(cents, 10)
    words += f"{_DIGITS[jiao]}角" if jiao else "零"
    return words + (f"{_DIGITS[fen]}分" if fen else "整")


def _chinese_integer(number: int) -> str:
    if number == 0:
        return "零"
    groups = []
    while number:
        number, group = divmod(number, 10_000)
        groups.append(group)
    words = ""
    for place in range(len(groups) - 1, -1, -1):
        group = groups[place]
        if not group:
            continue
        if words and (group < 1000 or (place + 1 < len(groups) and groups[place + 1] == 0)):
            words += "零"
        words += _chinese_group(group) + _LARGE[place]
    return words


def _chinese_group(group: int) -> str:
    words = ""
    gap = False
    for place in range(3, -1, -1):
        digit = group // 10**place % 10
        if digit:
            words += ("零" if gap and words else "") + _DIGITS[digit] + _SMALL[place]
            gap = False
        else:
            gap = True
    return words


def english_words(number: int) -> str:
    """One Million Two Hundred Eighty Thousand."""
    if number < 20:
        return _ONES[number]
    if number < 100:
        tens, rest = divmod(number, 10)
        return _TENS[tens] + (f"-{_ONES[rest]}" if rest else "")
    for size, name in (
        (10**9, "Billion"),
        (10**6, "Million"),
        (1000, "Thousand"),
        (100, "Hundred"),
    ):
        if number >= size:
            head, rest = divmod(number, size)
            tail = f" {english_words(rest)}" if rest else ""
            return f"{english_words(head)} {name}{tail}"
    raise AssertionError(number)


def british_words(number: int) -> str:
    """One Million Two Hundred and Eighty Thousand, Four Thousand and Five."""
    if number <= 100:
        return english_words(number)
    for size, name in _SCALES:
        if number >= size:
            head, rest = divmod(number, size)
            joint = " and " if 0 < rest < 100 else " "
            tail = f"{joint}{british_words(rest)}" if rest else ""
            return f"{british_words(head)} {name}{tail}"
    raise AssertionError(number)
