"""Units and currencies of sums: 元 beside 万元, two currencies, a share that is not its sum."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise

from nlp.document import Amount, Rate, Reading
from nlp.extraction.money import find_money
from nlp.folding import fold
from nlp.risk.faults import Fault, Span
from nlp.risk.matching import contract_sum
from nlp.risk.text import innermost, sentence_at, sentences_between

_DOUBLED = re.compile(
    r"[\d一二三四五六七八九十百千]\s?(?:元元|万元元|万元万元|万万元|美元元)(?!件)"
    r"|百分之\s?\d+(?:\.\d+)?\s?%|\d%%"
)
_GROUPED = re.compile(r"(?<![\d,.])\d{1,3}(?:,\d+)+(?:\.\d+)?(?![\d,])")
_WELL_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_MONEY_BEFORE = re.compile(r"(?:[¥$€£]|人民币|\bUSD|\bRMB|\bCNY|\bEUR|\bGBP)\s?$", re.I)
_MONEY_AFTER = re.compile(
    r"\s?(?:万|亿)?(?:元|美元|欧元|港元|日元)|\s(?:yuan|dollars|euros|pounds)\b", re.I
)
_BRACKETED_SUM = re.compile(r"\s?整?\s?\(\s?(?:小写|即|合|计)?(?:人民币)?\s?:?\s?[¥￥]?\s?")
_OPENING = re.compile(r"(?<=[元圆])\s?整?\s?\((?=[^)]{0,12}\d)")
_SLIPS = frozenset(Decimal(10) ** power for power in (-6, -5, -4, -3, -2, -1, 1, 2, 3, 4, 5, 6))


def unit_slip(reading: Reading) -> list[Fault]:
    """A sum whose unit slipped: 860万元（860元）, 元元, 百分之5%, 1,2500,000元."""
    folded = fold(reading.document.text)
    spans: list[Span] = [match.span() for match in _DOUBLED.finditer(folded)]
    for match in _GROUPED.finditer(folded):
        before = folded[max(0, match.start() - 8) : match.start()]
        money = _MONEY_BEFORE.search(before) or _MONEY_AFTER.match(folded, match.end())
        if money and not _WELL_GROUPED.fullmatch(match[0]):
            spans.append(match.span())
    spans += _power_of_ten_apart(folded)
    text = reading.document.text
    return [
        Fault(
            *sentence_at(reading, span[0]),
            (span,),
            (),
            {"text": text[slice(*span)].strip("()（）")},
        )
        for span in _outermost(spans)
    ]


def _power_of_ten_apart(folded: str) -> list[Span]:
    """Two figures of one sum, the second in brackets, that differ by a power of ten alone."""
    spans = []
    for opening in _OPENING.finditer(folded):
        begin = max(folded.rfind("\n", 0, opening.start()) + 1, opening.start() - 30)
        mentions = find_money(folded[begin : opening.end() + 30])
        for first, second in pairwise(mentions):
            between = folded[begin + first.end : begin + second.start]
            same = first.currency == second.currency and first.form == second.form == "figures"
            if not same or not _BRACKETED_SUM.fullmatch(between) or not second.value:
                continue
            if first.value / second.value in _SLIPS:
                end = begin + second.end
                closing = folded[end : end + 3].find(")")
                spans.append((begin + first.start, end + closing + 1))
    return spans


def _outermost(spans: list[Span]) -> list[Span]:
    kept: list[Span] = []
    for span in sorted(spans, key=lambda one: (one[0], -one[1])):
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
    return kept


_CURRENCY = {
    "CNY": r"人民币|RMB|CNY|¥|Renminbi",
    "USD": r"USD?\s?\$|USD|\$",
    "EUR": r"EUR|€",
    "GBP": r"GBP|£",
    "HKD": r"HK\$|HKD",
}
_CURRENCY_AFTER = {
    "CNY": r"元人民币|(?:yuan|RMB|Renminbi)\b|人民币",
    "USD": r"美元|美金|(?:US|U\.S\.) dollars\b",
    "EUR": r"欧元|euros?\b",
    "GBP": r"英镑|pounds sterling\b",
    "HKD": r"港元|港币|HK dollars\b",
    "JPY": r"日元|(?:Japanese )?yen\b",
}
_TWO_NAMES = re.compile(
    "(?:"
    + "|".join(f"(?P<b{code}>{words})" for code, words in _CURRENCY.items())
    + r")\s?\d[\d,.]*\s?[万亿]?\s?(?:"
    + "|".join(f"(?P<a{code}>{words})" for code, words in _CURRENCY_AFTER.items())
    + ")",
    re.I,
)
_EXCHANGE = re.compile(
    r"汇率|折算|折合|兑换|等值|结汇|中间价|exchange rate|equivalent|convert|spot rate|payable in",
    re.I,
)
_PRICE_KINDS = frozenset(
    ("total", "advance", "instalment", "balance", "retention", "earnest_money")
)


def currency_mix(reading: Reading) -> list[Fault]:
    """One sum named in two currencies (人民币500美元), or a price in one and parts in another.

    Parts in another currency are sound where the text tells how to convert.
    """
    folded = fold(reading.document.text)
    faults = []
    for match in _TWO_NAMES.finditer(folded):
        before = next(
            name[1:] for name, found in match.groupdict().items() if found and name[0] == "b"
        )
        after = next(
            name[1:] for name, found in match.groupdict().items() if found and name[0] == "a"
        )
        if before != after:
            where = sentence_at(reading, match.start())
            params = {"first": before, "second": after}
            faults.append(Fault(*where, (match.span(),), (), params))
    return faults or _odd_currency(reading, folded)


def _odd_currency(reading: Reading, folded: str) -> list[Fault]:
    total = contract_sum(reading)
    if total is None or _EXCHANGE.search(folded):
        return []
    faults = []
    for amount in reading.amounts:
        clause = innermost(reading, amount.at.start)
        if amount.kind not in _PRICE_KINDS - {"total"} or amount.currency == total.currency:
            continue
        if clause is not None and clause.kind not in ("payment", "price", "other"):
            continue
        where = sentence_at(reading, amount.at.start)
        params = {"first": total.currency, "second": amount.currency}
        faults.append(Fault(*where, (_span(amount), _span(total)), (_span(total),), params))
    return faults[:1]


_OF_TOTAL = re.compile(
    r"(?:总价|总额|总金额|合同价|合同价款|合同金额|合同款|工程款|转让价款"
    r"|contract price|contract sum|purchase price|total price)\D{0,12}$",
    re.I,
)
_OF_TOTAL_AFTER = re.compile(r"\s?of the (?:total |contract |purchase )*(?:price|sum|amount)", re.I)
_SAME_SUM = re.compile(
    r"(?:\s?of the (?:total |contract |purchase )*(?:price|sum|amount))?[\s,]{0,2}"
    r"(?:\(?(?:即|计|合计|共计|合|即为|也即|i\.e\.,?)?)[\s:]{0,2}(?:人民币|RMB|CNY|USD|GBP|¥|\$|£)?\s?",
    re.I,
)


def share_amount_mismatch(reading: Reading) -> list[Fault]:
    """A share of the contract sum beside a sum that is not that share: 30%，即360,000元."""
    total = contract_sum(reading)
    if total is None:
        return []
    folded = fold(reading.document.text)
    faults = []
    for rate in reading.rates:
        amount = _sum_beside(reading, rate, folded)
        if amount is None or amount.currency != total.currency or amount.conflict:
            continue
        if not _is_of_total(folded, rate):
            continue
        expected = rate.value * total.value
        if abs(expected - amount.value) > _rounding(rate, total):
            where = sentences_between(reading, rate.at.start, amount.at.end)
            spans = ((rate.at.start, rate.at.end), _span(amount), _span(total))
            params = {
                "share": rate.at.quote,
                "total": f"{total.value:,.2f}",
                "expected": f"{expected:,.2f}",
                "found": amount.at.quote,
            }
            faults.append(Fault(*where, spans, (_span(total),), params))
    return faults


def _sum_beside(reading: Reading, rate: Rate, folded: str) -> Amount | None:
    for amount in reading.amounts:
        if amount.at.start < rate.at.end or amount.at.start > rate.at.end + 40:
            continue
        between = folded[rate.at.end : amount.at.start]
        return amount if _SAME_SUM.fullmatch(between) else None
    return None


def _is_of_total(folded: str, rate: Rate) -> bool:
    before = folded[max(0, rate.at.start - 30) : rate.at.start]
    after = _OF_TOTAL_AFTER.match(folded, rate.at.end)
    first_part = re.search(r"(?:首付|首期|首付款|预付款?|定金)\D{0,6}$", before)
    return bool(_OF_TOTAL.search(before) or after or first_part)


def _rounding(rate: Rate, total: Amount) -> Decimal:
    """Half a unit of the share's last printed digit (33.3 %), at least one unit of money."""
    printed = re.search(r"\.(\d+)", rate.at.quote)
    if printed is None:
        return Decimal(1)
    return max(Decimal(1), total.value * Decimal(10) ** -(len(printed[1]) + 2) / 2)


def _span(fact: Amount | Rate) -> Span:
    return fact.at.start, fact.at.end
