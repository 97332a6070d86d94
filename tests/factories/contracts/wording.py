"""How drafts write sums, dates, durations and rates; every function returns marked text."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from tests.factories.contracts.inventor import Company
from tests.factories.contracts.marks import mark
from tests.factories.contracts.money_words import british_words, chinese_capitals, english_words

_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_CHINESE_DIGITS = "〇一二三四五六七八九"


def _wan(value: Decimal) -> str:
    return f"{(value / 10_000).normalize():f}"


_MONEY = {
    "sign": lambda v: f"¥{v:,.2f}",
    "wide": lambda v: f"￥{v:,.2f}",
    "signed_plain": lambda v: f"¥{v:f}",
    "yuan": lambda v: f"{v:,.2f}元",
    "yuan_plain": lambda v: f"{v:f}元",
    "rmb": lambda v: f"人民币{v:,.2f}元",
    "rmb_plain": lambda v: f"人民币{v:f}元",
    "wan": lambda v: f"{_wan(v)}万元",
    "rmb_wan": lambda v: f"人民币{_wan(v)}万元",
    "wide_whole": lambda v: f"￥{v:,.0f}",
    "yuan_whole": lambda v: f"{v:,.0f}元整",
    "cell": lambda v: f"{v:,.2f}",
    "capitals": chinese_capitals,
    "rmb_capitals": lambda v: f"人民币{chinese_capitals(v)}",
    "cell_mixed": lambda v: f"{v:,.2f}".replace("00.", "０0."),
    "sign_mixed": lambda v: f"¥{v:,.2f}".replace("00,", "０0,"),
    "round_capitals": lambda v: chinese_capitals(v).replace("元", "圆"),
    "rmb_round_capitals": lambda v: f"人民币{chinese_capitals(v).replace('元', '圆')}",
    "yuan_spaced": lambda v: f"{v:,.2f} 元",
    "rmb_whole": lambda v: f"人民币{v:,.0f}元整",
    "rmb_yi": lambda v: f"人民币{(v / 10**8).normalize():f}亿元",
    "rmb_sign": lambda v: f"人民币￥{v:,.2f}元",
    "RMB": lambda v: f"RMB{v:,.2f}",
    "usd_zh": lambda v: f"{v:,.0f}美元",
    "usd_wan": lambda v: f"{_wan(v)}万美元",
    "eur_wan": lambda v: f"{_wan(v)}万欧元",
    "hkd_zh": lambda v: f"港币{v:,.0f}元",
    "usd": lambda v: f"USD {v:,.2f}",
    "us$": lambda v: f"US${v:,.0f}",
    "aud_whole": lambda v: f"AUD {v:,.0f}",
    "C$_whole": lambda v: f"C${v:,.0f}",
    "$": lambda v: f"${v:,.2f}",
    "$_whole": lambda v: f"${v:,.0f}",
    "£": lambda v: f"£{v:,.2f}",
    "£_whole": lambda v: f"£{v:,.0f}",
    "eur": lambda v: f"EUR {v:,.2f}",
    "€": lambda v: f"€{v:,.2f}",
    "cny": lambda v: f"RMB {v:,.2f}",
    "words_usd": lambda v: f"{english_words(int(v))} United States Dollars",
    "words_dollars": lambda v: f"{english_words(int(v))} Dollars",
    "words_dollars_cents": lambda v: f"{english_words(int(v))} and No/100 Dollars",
    "words_pounds": lambda v: f"{english_words(int(v)).lower()} pounds sterling",
    "words_eur": lambda v: f"{english_words(int(v))} Euros",
    "usd_whole": lambda v: f"USD {v:,.0f}",
    "usd_tight": lambda v: f"USD{v:,.2f}",
    "us$_cents": lambda v: f"US${v:,.2f}",
    "us$_million": lambda v: f"US${(v / 1_000_000).normalize():f} million",
    "hk$": lambda v: f"HK${v:,.2f}",
    "hk$_whole": lambda v: f"HK${v:,.0f}",
    "hkd_whole": lambda v: f"HKD {v:,.0f}",
    "s$": lambda v: f"S${v:,.2f}",
    "s$_whole": lambda v: f"S${v:,.0f}",
    "sgd": lambda v: f"SGD {v:,.2f}",
    "gbp_whole": lambda v: f"GBP {v:,.0f}",
    "€_whole": lambda v: f"€{v:,.0f}",
    "eur_after": lambda v: f"{v:,.0f} EUR",
    "rmb_tight": lambda v: f"RMB{v:,.0f}",
    "rmb_yuan": lambda v: f"RMB {v:,.0f} yuan",
    "cny_code": lambda v: f"CNY {v:,.2f}",
    "chf": lambda v: f"CHF {v:,.2f}",
    "words_hkd": lambda v: f"Hong Kong Dollars {british_words(int(v))} Only",
    "words_sgd": lambda v: f"Singapore Dollars {british_words(int(v))} Only",
    "words_usd_first": lambda v: f"US Dollars {english_words(int(v))} Only",
    "words_usd_caps": lambda v: f"{english_words(int(v))} U.S. Dollars".upper(),
    "words_rmb": lambda v: f"Renminbi {english_words(int(v))} Yuan",
    "words_pounds_title": lambda v: f"{british_words(int(v))} Pounds",
}


def amount(kind: str, value: Decimal | int, form: str, currency: str = "CNY", **more: Any) -> str:
    """A sum as ``form`` writes it."""
    exact = Decimal(value)
    return mark(
        "amounts", _MONEY[form](exact), kind=kind, value=f"{exact:.2f}", currency=currency, **more
    )


def money(value: Decimal | int, form: str) -> str:
    """A sum without a mark: for cells and places where the gold keeps silent."""
    return _MONEY[form](Decimal(value))


def _chinese_date(day: date) -> str:
    year = "".join(_CHINESE_DIGITS[int(c)] for c in str(day.year))
    return f"{year}年{_below_hundred(day.month)}月{_below_hundred(day.day)}日"


def _zero_date(day: date) -> str:
    return _chinese_date(day).replace("〇", "零")


def _below_hundred(number: int) -> str:
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{_CHINESE_DIGITS[tens]}十"
    return head + (_CHINESE_DIGITS[ones] if ones else "")


def _ordinal(day: int) -> str:
    if 10 <= day % 100 <= 20:
        return f"{day}th"
    return f"{day}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(day % 10, 'th') }"


_DATES = {
    "年": lambda d: f"{d.year}年{d.month}月{d.day}日",
    "年0": lambda d: f"{d.year}年{d.month:02d}月{d.day:02d}日",
    "零": _zero_date,
    ".0": lambda d: f"{d.year}.{d.month:02d}.{d.day:02d}",
    "/1": lambda d: f"{d.year}/{d.month}/{d.day}",
    "spaced": lambda d: f"{d.year} 年 {d.month} 月 {d.day} 日",
    "〇": _chinese_date,
    "-": lambda d: d.isoformat(),
    ".": lambda d: f"{d.year}.{d.month}.{d.day}",
    "/": lambda d: f"{d.year}/{d.month:02d}/{d.day:02d}",
    "en": lambda d: f"{_MONTHS[d.month - 1]} {d.day}, {d.year}",
    "en_gb": lambda d: f"{d.day} {_MONTHS[d.month - 1]} {d.year}",
    "en_gb_short": lambda d: f"{d.day} {_MONTHS[d.month - 1][:3]} {d.year}",
    "en_gb_ordinal": lambda d: f"{_ordinal(d.day)} {_MONTHS[d.month - 1]} {d.year}",
    "en_day_of": lambda d: f"{_ordinal(d.day)} day of {_MONTHS[d.month - 1]}, {d.year}",
    "en_day_of_gb": lambda d: f"{_ordinal(d.day)} day of {_MONTHS[d.month - 1]} {d.year}",
    "en_ordinal": lambda d: f"{_MONTHS[d.month - 1]} {_ordinal(d.day)}, {d.year}",
    "en_short": lambda d: f"{_MONTHS[d.month - 1][:3]}. {d.day}, {d.year}",
    "en_dashes": lambda d: f"{d.day:02d}-{_MONTHS[d.month - 1][:3]}-{d.year}",
    "en_caps": lambda d: f"{d.day} {_MONTHS[d.month - 1].upper()} {d.year}",
    "en_us_slashes": lambda d: f"{d.month:02d}/{d.day:02d}/{d.year}",
    "en_gb_slashes": lambda d: f"{d.day:02d}/{d.month:02d}/{d.year}",
}


def day(kind: str, value: date, form: str) -> str:
    """A date as ``form`` writes it."""
    return mark("dates", _DATES[form](value), kind=kind, value=value.isoformat(), precision="day")


def month(kind: str, value: str, text: str) -> str:
    """A date to its month; ``value`` is 2026-03."""
    return mark("dates", text, kind=kind, value=value, precision="month")


def duration(kind: str, value: str, text: str) -> str:
    """A duration; ``value`` is ISO 8601 as written, P15BD for working days."""
    return mark("durations", text, kind=kind, value=value)


def rate(kind: str, value: str, text: str, per: str | None = None, cap: str | None = None) -> str:
    """A rate; ``value`` and ``cap`` are fractions."""
    return mark("rates", text, kind=kind, value=value, per=per, cap=cap)


def party(role: str | None, kind: str, who: Company | str, code: str | None = None) -> str:
    """A party's name where it is introduced; ``code`` is the credit code printed beside it."""
    name = who if isinstance(who, str) else who.name
    return mark("parties", name, role=role, kind=kind, name=name, credit_code=code or None)


def number(text: str) -> str:
    """The contract's number."""
    return mark("number", text)


def fault(text: str, kind: str) -> str:
    """A planted fault (a filter, so that it may hold other marks)."""
    return mark("faults", text, kind=kind)


def later(value: date, days: int) -> date:
    return value + timedelta(days=days)


def years_on(value: date, years: int) -> date:
    """The last day of a term of ``years`` that begins on ``value``."""
    return value.replace(year=value.year + years) - timedelta(days=1)


WORDS = {
    "amount": amount,
    "money": money,
    "day": day,
    "month": month,
    "duration": duration,
    "rate": rate,
    "party": party,
    "number": number,
    "later": later,
    "years_on": years_on,
    "decimal": Decimal,
}
