"""The grammar of money, Chinese and English: where a sum stands, its value and currency.

Pure recognition of literal sums; what a sum is for is decided in ``amounts``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from nlp.folding import fold
from nlp.numbers import (
    CAPITAL_CHARS,
    EN_NUMERAL,
    EN_SCALES,
    NUMERAL,
    ZH_NUMERAL_CHARS,
    parse_en_number,
    parse_number,
)

Form = Literal["figures", "words"]


@dataclass(frozen=True, slots=True)
class MoneyMention:
    """A literal sum. ``explicit`` tells that the currency itself is printed there."""

    start: int
    end: int
    value: Decimal
    currency: str
    form: Form
    explicit: bool


_CODES = [
    "CNY",
    "USD",
    "EUR",
    "HKD",
    "GBP",
    "JPY",
    "AUD",
    "CAD",
    "SGD",
    "CHF",
    "TWD",
    "KRW",
    "THB",
    "RUB",
    "INR",
    "MYR",
    "VND",
    "NZD",
    "MOP",
]
_NAMES = {
    "人民币": "CNY",
    "RMB": "CNY",
    "Renminbi": "CNY",
    "yuan": "CNY",
    "Chinese yuan": "CNY",
    "¥": "CNY",
    "美元": "USD",
    "美金": "USD",
    "US$": "USD",
    "U.S.$": "USD",
    "U.S$": "USD",
    "USD$": "USD",
    "$": "USD",
    "US dollars": "USD",
    "U.S. dollars": "USD",
    "United States dollars": "USD",
    "dollars": "USD",
    "港元": "HKD",
    "港币": "HKD",
    "HK$": "HKD",
    "Hong Kong dollars": "HKD",
    "欧元": "EUR",
    "€": "EUR",
    "euros": "EUR",
    "euro": "EUR",
    "英镑": "GBP",
    "£": "GBP",
    "pounds sterling": "GBP",
    "British pounds": "GBP",
    "日元": "JPY",
    "日币": "JPY",
    "Japanese yen": "JPY",
    "yen": "JPY",
    "JP¥": "JPY",
    "澳元": "AUD",
    "澳大利亚元": "AUD",
    "A$": "AUD",
    "AU$": "AUD",
    "Australian dollars": "AUD",
    "加元": "CAD",
    "加拿大元": "CAD",
    "C$": "CAD",
    "CA$": "CAD",
    "Canadian dollars": "CAD",
    "新加坡元": "SGD",
    "新元": "SGD",
    "S$": "SGD",
    "Singapore dollars": "SGD",
    "瑞士法郎": "CHF",
    "Swiss francs": "CHF",
    "新台币": "TWD",
    "台币": "TWD",
    "NT$": "TWD",
    "New Taiwan dollars": "TWD",
    "韩元": "KRW",
    "泰铢": "THB",
    "卢布": "RUB",
    "林吉特": "MYR",
    "澳门元": "MOP",
    "Rs.": "INR",
    "印度卢比": "INR",
    "越南盾": "VND",
}
_CURRENCY_OF = {name.lower(): code for name, code in _NAMES.items()} | {
    code.lower(): code for code in _CODES
}


def _alternatives(names: list[str]) -> str:
    parts = []
    for name in sorted(names, key=lambda item: (-len(item), item)):
        escaped = re.escape(name).replace(r"\ ", r"\s+")
        if name.endswith("dollars"):
            escaped = escaped[:-1] + "s?"
        before = (
            r"(?<![A-Za-z.])" if name[0] == "$" or (name[0].isascii() and name[0].isalpha()) else ""
        )
        after = r"(?![A-Za-z])" if name[-1].isascii() and name[-1].isalpha() else ""
        parts.append(before + escaped.replace(r"\$", r"\s?\$") + after)
    return "|".join(parts)


_CURRENCY = f"(?:{_alternatives([*_NAMES, *_CODES, *(f'{code}$' for code in _CODES)])})"
_SYMBOL = f"(?:{_alternatives(['¥', '$', '€', '£', *_CODES, 'RMB', '人民币'])})"
_SCALE = (
    r"(?:\s?(?P<scale>(?:thousand|million|billion|trillion)(?![A-Za-z])|(?:mn|bn|"
    r"[kKmM])(?![A-Za-z0-9²³/])))?"
)
_DIGIT = f"[0-9{ZH_NUMERAL_CHARS}]"
_NOT_YUAN = "(?!件|素|旦|月|宵|年|器|帅|首|老|数据|宇宙|化|论|次|函)"
_SPELLED = [name for name in _NAMES if name[-1] not in "¥$€£." and name not in ("人民币", "RMB")]
_SHORT = [name for name in _NAMES if name not in _SPELLED and name != "¥"] + _CODES
_POSTFIX = rf"(?:{_alternatives(_SPELLED)}|(?:{_alternatives(_SHORT)})(?!\s?[0-9]))"
_GROUPED = r"\d{1,3}(?:(?:, ?\d{3})+|(?: \d{3})+)(?:\.\d+)?(?!\d)"
_FRACTION = (
    rf"(?:\s?[零〇]?(?P<jiao>{_DIGIT})\s?[角毛])?(?:\s?[零〇又]?(?P<fen>{_DIGIT})\s?分(?!"
    rf"[之期钟]))?"
)

_FIGURES = re.compile(
    rf"(?P<pre>{_CURRENCY}(?:\s?(?:{_SYMBOL}|\({_SYMBOL}\)))?)?[ \t]{{0,3}}:?[ \t]{{0,3}}"
    rf"(?(pre)|(?<![0-9A-Za-z.,]))(?P<num>(?(pre)(?:{_GROUPED}|{NUMERAL})|{NUMERAL})){_SCALE}"
    rf"(?:\s?(?P<yuan>元|块钱?){_NOT_YUAN}{_FRACTION}\s?(?:整|正)?)?"
    rf"(?:[ ]?(?:\((?P<bracketed>{_POSTFIX})\)|(?P<post>{_POSTFIX}))(?:整|正)?)?"
    r"(?:\s(?P<late_scale>thousand|million|billion|trillion)(?![A-Za-z]))?"
    r"(?:\s+(?:and\s+)?(?P<cents>\d{1,2})\s+cents?\b)?",
    re.IGNORECASE,
)
_EN_WORDS = re.compile(
    rf"(?P<pre>{_CURRENCY}\s+)?(?P<num>{EN_NUMERAL})"
    rf"(?:\s+and\s+(?P<cents>\d{{1,2}}|no)/100(?:ths)?)?"
    rf"(?:\s+(?P<post>{_CURRENCY}))?"
    rf"(?:\s+(?:and\s+)?(?P<cent_words>{EN_NUMERAL})\s+cents?)?(?:\s+only\b)?",
    re.IGNORECASE,
)
_CENTS_ONLY = re.compile(
    rf"(?<![0-9A-Za-z.,元{ZH_NUMERAL_CHARS}])(?P<jiao>[{CAPITAL_CHARS}零])角"
    rf"(?:(?P<fen>[{CAPITAL_CHARS}])分)?(?:整|正)?"
)
_CURRENCY_WORD = re.compile(_CURRENCY, re.IGNORECASE)
_CURRENCY_LEAD = re.compile(
    rf"(?P<name>{_CURRENCY})[\s()\[\]:_]*(?:大写|小写|金额|为|计)*[\s()\[\]:_]*$", re.IGNORECASE
)
_SCALES = EN_SCALES | {
    "k": Decimal(10**3),
    "m": Decimal(10**6),
    "mn": Decimal(10**6),
    "bn": Decimal(10**9),
}
_CUT_SHORT = re.compile(r"[,.]?[0-9OolI]|[A-Za-z]")
"""What follows a figure that a misread character broke off ($1,O00)."""
_NOT_A_SUM_AFTER = re.compile(r"\s?[年月日号种个%‰]|[A-Za-z]{2}|-\d")


def find_money(text: str) -> list[MoneyMention]:
    """All literal sums of ``text`` in order; blanks (¥____) and bare numbers are none."""
    folded = fold(text)
    found = [*_figures(folded), *_english_words(folded), *_cents_only(folded)]
    found.sort(key=lambda mention: (mention.start, -mention.end))
    kept: list[MoneyMention] = []
    for mention in found:
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return kept


def currency_code(word: str) -> str | None:
    """The ISO 4217 code of a printed currency (人民币, US$, euro), or None."""
    spaced = re.sub(r"\s+", " ", fold(word).lower().strip(" ()")).replace(" $", "$")
    for name in (spaced, spaced + "s", spaced.removesuffix("$")):
        if name in _CURRENCY_OF:
            return _CURRENCY_OF[name]
    return None


def _figures(folded: str) -> Iterator[MoneyMention]:
    for match in _FIGURES.finditer(folded):
        pre, post, yuan = match["pre"], match["post"] or match["bracketed"], match["yuan"]
        if not (pre or post or yuan):
            continue
        if not (post or yuan) and _NOT_A_SUM_AFTER.match(folded, match.end()):
            continue
        number = parse_number(match["num"])
        if number is None or _CUT_SHORT.match(folded, match.end()):
            continue
        value = number * _scale(match["scale"] or match["late_scale"])
        value += _fraction(match["jiao"], match["fen"]) + Decimal(match["cents"] or 0) / 100
        printed = post or pre
        code = _code_of(printed) if printed else None
        form: Form = "words" if any(char in CAPITAL_CHARS for char in match["num"]) else "figures"
        begin = match.start() if pre else match.start("num")
        currency = code or _nearby_currency(folded, begin) or "CNY"
        yield MoneyMention(begin, match.end(), value, currency, form, code is not None)


def _code_of(printed: str) -> str | None:
    """The code of a currency word, the first one where it stands twice (人民币¥, 美元$)."""
    match = _CURRENCY_WORD.search(printed)
    return currency_code(match[0]) if match else None


def _nearby_currency(folded: str, start: int) -> str | None:
    """A currency named just before the sum, as in 美元(大写):伍万元整."""
    match = _CURRENCY_LEAD.search(folded[max(0, start - 16) : start])
    return currency_code(match["name"]) if match else None


def _scale(word: str | None) -> Decimal:
    return _SCALES[word.lower()] if word else Decimal(1)


def _fraction(jiao: str | None, fen: str | None) -> Decimal:
    tenths = parse_number(jiao) if jiao else None
    hundredths = parse_number(fen) if fen else None
    return (tenths or Decimal(0)) / 10 + (hundredths or Decimal(0)) / 100


def _english_words(folded: str) -> Iterator[MoneyMention]:
    for match in _EN_WORDS.finditer(folded):
        printed = match["post"] or match["pre"]
        code = currency_code(printed) if printed else None
        number = parse_en_number(match["num"])
        if code is None or number is None:
            continue
        cents = Decimal(match["cents"]) if (match["cents"] or "no").isdigit() else Decimal(0)
        if match["cent_words"]:
            cents = parse_en_number(match["cent_words"]) or cents
        value = number + cents / 100
        yield MoneyMention(match.start(), match.end(), value, code, "words", True)


def _cents_only(folded: str) -> Iterator[MoneyMention]:
    for match in _CENTS_ONLY.finditer(folded):
        value = _fraction(match["jiao"], match["fen"])
        yield MoneyMention(match.start(), match.end(), value, "CNY", "words", False)
