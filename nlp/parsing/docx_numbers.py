"""How Word prints the number of a list level (ECMA-376-1, 17.18.59, ST_NumberFormat)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

_DIGITS = "〇一二三四五六七八九"
_FORMAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)
_ONES = (
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
)
_TENS = (
    "",
    "",
    "Twenty",
    "Thirty",
    "Forty",
    "Fifty",
    "Sixty",
    "Seventy",
    "Eighty",
    "Ninety",
)
_ORDINALS = {"One": "First", "Two": "Second", "Three": "Third", "Five": "Fifth", "Eight": "Eighth"}
_ORDINALS |= {"Nine": "Ninth", "Twelve": "Twelfth"}


def printed_number(value: int, style: str) -> str:
    """``value`` in Word's number format ``style``; a format not known here prints as decimal."""
    if value < 0 or style not in _STYLES:
        return str(value)
    return _STYLES[style](value)


def chinese(value: int, digits: str = "零一二三四五六七八九", units: str = "十百千") -> str:
    """``value`` below ten thousand as counted in Chinese: 十二, 一百零五; digits above that."""
    if value == 0:
        return digits[0]
    if value >= 10_000:
        return _by_digit(value)
    text = ""
    for power in (3, 2, 1, 0):
        digit = value // 10**power % 10
        if digit:
            text += digits[digit] + (units[power - 1] if power else "")
        elif text and value % 10**power and not text.endswith(digits[0]):
            text += digits[0]
    return text


def _counting(value: int) -> str:
    text = chinese(value)
    return text[1:] if text.startswith("一十") else text


def _japanese(value: int) -> str:
    text = _counting(value).replace("零", "")
    for unit in "十百千":
        text = text.replace(f"一{unit}", unit)
    return text


def _by_digit(value: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(value))


def _formal(value: int) -> str:
    text = chinese(value, _FORMAL, "拾佰仟")
    return text[1:] if text.startswith("壹拾") else text


def _roman(value: int) -> str:
    text = ""
    for worth, letters in _ROMAN:
        count, value = divmod(value, worth)
        text += letters * count
    return text


def _letter(value: int) -> str:
    """A … Z, AA, BB … as Word repeats the letter."""
    return chr(ord("A") + (value - 1) % 26) * ((value - 1) // 26 + 1) if value else ""


def _from(first: str, count: int) -> Callable[[int], str]:
    """A run of code points that stands for 1 … ``count``; decimal beyond."""
    return lambda value: chr(ord(first) + value - 1) if 1 <= value <= count else str(value)


def _circled(value: int) -> str:
    if 21 <= value <= 35:
        return chr(ord("㉑") + value - 21)
    if 36 <= value <= 50:
        return chr(ord("㊱") + value - 36)
    return _from("①", 20)(value)


def _cycle(characters: Sequence[str]) -> Callable[[int], str]:
    return lambda value: characters[(value - 1) % len(characters)]


def _ordinal(value: int) -> str:
    endings = {1: "st", 2: "nd", 3: "rd"}
    teens = 10 <= value % 100 <= 20
    return f"{value}{'th' if teens else endings.get(value % 10, 'th')}"


def _cardinal_text(value: int) -> str:
    if value < 20:
        return _ONES[value]
    if value < 100:
        tens = _TENS[value // 10]
        return tens if value % 10 == 0 else f"{tens}-{_ONES[value % 10].lower()}"
    return str(value)


def _ordinal_text(value: int) -> str:
    if value >= 100:
        return _ordinal(value)
    head, dash, last = _cardinal_text(value).rpartition("-")
    word = last.capitalize()
    ending = word[:-1] + "ieth" if word.endswith("y") else word + "th"
    ordinal = _ORDINALS.get(word, ending)
    return f"{head}{dash}{ordinal.lower()}" if dash else ordinal


_STYLES: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda value: f"{value:02d}",
    "decimalFullWidth": lambda value: str(value).translate(
        {ord(digit): ord(digit) + 0xFEE0 for digit in "0123456789"}
    ),
    "upperRoman": _roman,
    "lowerRoman": lambda value: _roman(value).lower(),
    "upperLetter": _letter,
    "lowerLetter": lambda value: _letter(value).lower(),
    "ordinal": _ordinal,
    "cardinalText": _cardinal_text,
    "ordinalText": _ordinal_text,
    "chineseCounting": _counting,
    "chineseCountingThousand": _counting,
    "taiwaneseCounting": _counting,
    "taiwaneseCountingThousand": _counting,
    "japaneseCounting": _japanese,
    "ideographDigital": _by_digit,
    "taiwaneseDigital": _by_digit,
    "japaneseDigitalTenThousand": _by_digit,
    "chineseLegalSimplified": _formal,
    "ideographTraditional": _cycle(_STEMS),
    "ideographZodiac": _cycle(_BRANCHES),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedParen": _from("⑴", 20),
    "decimalEnclosedFullstop": _from("⒈", 20),
    "ideographEnclosedCircle": _from("㊀", 10),
    "none": lambda _: "",
    "bullet": lambda _: "",
}
