"""Numbers in words: Chinese numerals of every form, English number words, and 大写 back again."""

from __future__ import annotations

import re
from decimal import Decimal

from nlp.folding import fold

ZH_DIGITS = {
    **{char: value for value, char in enumerate("零一二三四五六七八九")},
    **{char: value for value, char in enumerate("〇壹贰叁肆伍陆柒捌玖")},
    "两": 2,
    "幺": 1,
}
_SMALL_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_BIG_UNITS = (("兆", 12), ("亿", 8), ("万", 4))
_TENS = {"廿": "二十", "卅": "三十"}

ZH_NUMERAL_CHARS = "".join(ZH_DIGITS) + "".join(_SMALL_UNITS) + "万亿兆廿卅点"
"""The characters a Chinese numeral may consist of (folded text)."""

CAPITAL_CHARS = "壹贰叁肆伍陆柒捌玖拾佰仟"
"""大写 characters, which ordinary writing does not use."""

NUMERAL = rf"[0-9{ZH_NUMERAL_CHARS}](?:[,.]?[0-9{ZH_NUMERAL_CHARS}])*(?: ?[百千万亿]+)?"
"""A regular expression for a run that may be a number; :func:`parse_number` decides."""

ARABIC = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
"""A regular expression for figures, with or without commas between thousands."""

_ARABIC = re.compile(ARABIC)
_TOKEN = re.compile(rf"{ARABIC}|.")


def parse_number(text: str) -> Decimal | None:
    """The value of an Arabic, Chinese or mixed numeral (1,280.5 · 128万 · 壹佰贰拾), or None."""
    folded = fold(text).replace(" ", "")
    if _ARABIC.fullmatch(folded):
        return Decimal(folded.replace(",", ""))
    return parse_zh_number(folded)


def parse_zh_number(text: str) -> Decimal | None:
    """The value of a Chinese or mixed numeral; None where ``text`` is not a well-formed one.

    Digits without units are read one by one (二〇二六 = 2026). A last digit right after a unit
    takes the next lower unit, as spoken (三万五 = 35,000); after 零 it counts ones.
    """
    folded = fold(text).replace(" ", "")
    if folded.startswith(("负", "-")):
        positive = parse_zh_number(folded[1:]) if len(folded) > 1 else None
        return None if positive is None or folded[1] in "负-" else -positive
    for short, long in _TENS.items():
        folded = folded.replace(short, long)
    if not folded:
        return None
    whole, point, fraction = folded.partition("点")
    value = _whole(whole)
    if value is None or not point:
        return value
    digits = _digit_string(fraction)
    if digits is None:
        return _fraction_with_unit(value, fraction)
    return value + Decimal(f"0.{digits}")


def _fraction_with_unit(whole: Decimal, fraction: str) -> Decimal | None:
    """三点五万: the unit after the fraction multiplies the whole number."""
    for unit, power in _BIG_UNITS:
        if fraction.endswith(unit):
            digits = _digit_string(fraction[:-1])
            if digits is not None:
                return (whole + Decimal(f"0.{digits}")).scaleb(power)
    return None


def _digit_string(text: str) -> str | None:
    digits = [char if char.isascii() else str(ZH_DIGITS.get(char, "?")) for char in text]
    joined = "".join(digits)
    return joined if joined.isascii() and joined.isdigit() else None


def _whole(text: str) -> Decimal | None:
    """A whole number, split at its highest big unit; 万亿 nests to the left."""
    if not text:
        return None
    positional = _digit_string(text)
    if positional is not None:
        return Decimal(positional)
    for unit, power in _BIG_UNITS:
        left, found, right = text.rpartition(unit)
        if found:
            return _joined(_whole(left), power, right)
    return _section(text)


def _joined(high: Decimal | None, power: int, right: str) -> Decimal | None:
    if high is None:
        return None
    value = high.scaleb(power)
    if not right:
        return value
    last = _digit_string(right) if len(right) == 1 else None
    if last is not None:
        return value + Decimal(last).scaleb(power - 1)
    low = _whole(right)
    if low is None or low >= Decimal(10) ** power:
        return None
    return value + low


def _section(text: str) -> Decimal | None:
    """A number below 10,000: digits with 千 百 十 in falling order."""
    total = Decimal(0)
    pending: Decimal | None = None
    ceiling, zero = 10_000, True
    for token in _TOKEN.findall(text):
        if token in _SMALL_UNITS:
            unit = _SMALL_UNITS[token]
            if unit >= ceiling or (pending is None and not (zero or unit == 10)):
                return None
            if (
                pending is None
                and unit != 10
                and ceiling == 10_000
                and total == 0
                and text[0] == token
            ):
                return None
            total += (1 if pending is None else pending) * unit
            pending, ceiling, zero = None, unit, False
        elif token in "零〇":
            if pending is not None:
                return None
            zero = True
        elif pending is not None:
            return None
        elif token in ZH_DIGITS:
            pending = Decimal(ZH_DIGITS[token])
        elif token[0].isascii() and token[0].isdigit():
            pending = Decimal(token.replace(",", ""))
            zero = zero or len(token) > 1
        else:
            return None
    return total + _last_digit(pending, ceiling, zero)


def _last_digit(pending: Decimal | None, ceiling: int, zero: bool) -> Decimal:
    if pending is None:
        return Decimal(0)
    spoken_short = not zero and 10 < ceiling < 10_000
    return pending * (ceiling // 10) if spoken_short else pending


# --- 大写 ------------------------------------------------------------------------------------

_CAPITAL_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_CAPITAL_UNITS = ("仟", "佰", "拾", "")


def to_capital(value: Decimal) -> str:
    """The sum in 大写 (1680.32 → 壹仟陆佰捌拾元叁角贰分), ending in 整 at the full 元.

    After the rules for filling in bills of the People's Bank of China (支付结算办法, annex 1).
    Raises ``ValueError`` for a part of a 分 and for 1e16 and above.
    """
    if value != value.quantize(Decimal("0.01")) or abs(value) >= Decimal(10) ** 16:
        raise ValueError(f"not a sum that 大写 can express: {value}")
    sign = "负" if value < 0 else ""
    fen_total = int(abs(value) * 100)
    yuan, fen_part = divmod(fen_total, 100)
    jiao, fen = divmod(fen_part, 10)
    words = f"{_capital_whole(yuan)}元" if yuan or not fen_part else ""
    if jiao:
        words += f"{_CAPITAL_DIGITS[jiao]}角"
    elif fen and yuan:
        words += "零"
    if fen:
        return f"{sign}{words}{_CAPITAL_DIGITS[fen]}分"
    return f"{sign}{words}" if jiao else f"{sign}{words}整"


def _capital_whole(number: int) -> str:
    if number == 0:
        return "零"
    for unit, size in (("亿", 10**8), ("万", 10**4)):
        if number >= size:
            high, low = divmod(number, size)
            gap = "零" if 0 < low < size // 10 else ""
            return f"{_capital_whole(high)}{unit}{gap}{_capital_whole(low) if low else ''}"
    words, zero = "", False
    for digit, unit in zip(f"{number:04d}", _CAPITAL_UNITS, strict=True):
        if digit == "0":
            zero = bool(words)
            continue
        words += ("零" if zero else "") + _CAPITAL_DIGITS[int(digit)] + unit
        zero = False
    return words


# --- English ---------------------------------------------------------------------------------

_EN_ONES = {
    word: value
    for value, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
}
_EN_TENS = {
    word: 10 * value
    for value, word in enumerate(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], start=2
    )
} | {"fourty": 40}
EN_SCALES = {
    "thousand": Decimal(10**3),
    "million": Decimal(10**6),
    "billion": Decimal(10**9),
    "trillion": Decimal(10**12),
}
_EN_WORD = "|".join(
    sorted((*_EN_ONES, *_EN_TENS, "hundred", *EN_SCALES), key=lambda word: (-len(word), word))
)
_EN_FIRST = "|".join(sorted((*_EN_ONES, *_EN_TENS), key=lambda word: (-len(word), word)))
EN_NUMERAL = rf"\b(?:{_EN_FIRST})(?:(?:\s{{1,3}}and\s{{1,3}}|[\s-]{{1,3}})(?:{_EN_WORD})){{0,20}}\b"
"""A regular expression for English number words; use with ``re.IGNORECASE``."""


def parse_en_number(text: str) -> Decimal | None:
    """The value of English number words (one hundred twenty-eight thousand), or None."""
    total, group = Decimal(0), Decimal(0)
    words = [word for word in re.split(r"[\s-]+", text.lower().strip()) if word != "and"]
    if not words:
        return None
    for word in words:
        if word in _EN_ONES or word in _EN_TENS:
            value = _EN_ONES.get(word, _EN_TENS.get(word, 0))
            if group % 10 or (group % 100 and value >= 10):
                return None
            group += value
        elif word == "hundred":
            if group % 100 == 0 and group:
                return None
            group = (group or Decimal(1)) * 100
        elif word in EN_SCALES:
            total += (group or Decimal(1)) * EN_SCALES[word]
            group = Decimal(0)
        else:
            return None
    return total + group
