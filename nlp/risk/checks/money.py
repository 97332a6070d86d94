"""Sums that do not agree: words and figures, instalments and total, tax, earnest money."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal

from nlp.document import Amount, Clause, Rate, Reading
from nlp.folding import fold
from nlp.numbers import parse_number
from nlp.risk.faults import Fault, Span
from nlp.risk.matching import contract_sum
from nlp.risk.text import innermost, sentence_at, sentences_between

_CENT = Decimal("0.01")
_PARTS = frozenset(("advance", "instalment", "balance", "retention", "earnest_money"))
_REST = re.compile(
    r"余款|余额|剩余|尾款|其余|全部(?:价|货|合同)款|结清|付清|付至|支付至|累计|balance"
    r"|remain|rest of",
    re.I,
)
_PAID_BEFORE = re.compile(r"付|[期首尾余到货]款为?[^,。;]{0,4}$")
_PAID_AFTER = re.compile(
    r"\s?(?:of the (?:total |contract |purchase )*price|on (?:signature|delivery|acceptance))", re.I
)
_ALTERNATIVES = re.compile(r"如果?选择|以下第|下列第|任选|种方式|若|或者?|□|☐|either|option", re.I)


def amount_words_mismatch(reading: Reading) -> list[Fault]:
    """大写 and 小写 of one sum that differ (both were read, and marked as contradicting)."""
    by_id = {amount.id: amount for amount in reading.amounts}
    faults = []
    for amount in reading.amounts:
        other = by_id.get(amount.same_as or "")
        if other is None or not amount.conflict or amount.value == other.value:
            continue
        first, second = sorted((amount, other), key=lambda one: one.at.start)
        if amount is not second:
            continue
        start, end = sentences_between(reading, first.at.start, second.at.end)
        faults.append(
            Fault(
                start,
                end,
                (_span(first), _span(second)),
                (_span(first), _span(second)),
                {"first": first.at.quote, "second": second.at.quote},
            )
        )
    return faults


def instalment_sum(reading: Reading) -> list[Fault]:
    """Instalments in one clause that do not add up to the contract sum.

    Looked at only where every part is a literal sum: at least two, the last one named a balance,
    retention or rest, or all numbered; percentages beside them are another matter.
    """
    total = contract_sum(reading)
    if total is None:
        return []
    faults = []
    for parts in _payment_parts(reading, total):
        added = sum((part.value for part in parts), Decimal(0))
        if added == total.value or not total.value / 2 < added < total.value * 2:
            continue
        start, end = sentence_at(reading, parts[-1].at.start)
        faults.append(
            Fault(
                start,
                end,
                (*map(_span, parts), _span(total)),
                (*map(_span, parts), _span(total)),
                {"added": _money(added), "total": _money(total.value)},
            )
        )
    return faults


def _payment_parts(reading: Reading, total: Amount) -> Iterable[list[Amount]]:
    """The parts of the price per top-level clause, where they look complete."""
    groups: dict[str, list[Amount]] = defaultdict(list)
    tables = [(line.start, line.end) for line in reading.document.lines if line.table is not None]
    seen: set[str] = set()
    for amount in reading.amounts:
        if amount.kind not in _PARTS or amount.currency != total.currency:
            continue
        if amount.same_as in seen or any(s <= amount.at.start < e for s, e in tables):
            continue
        seen.add(amount.id)
        clause = innermost(reading, amount.at.start, top=True)
        if clause is not None and clause.kind in ("payment", "price"):
            groups[clause.id].append(amount)
    for parts in groups.values():
        kinds = {part.kind for part in parts}
        complete = kinds & {"balance", "retention"} or len(parts) >= 3
        if len(parts) >= 2 and complete and not any(part.conflict for part in parts):
            yield parts


def share_sum(reading: Reading) -> list[Fault]:
    """Instalment shares of one clause that add up to more than 100 %, or to less with no rest.

    Alternatives (若…则…, 或) and cumulative shares (付至 80 %) are left alone.
    """
    groups: dict[str, list[Rate]] = defaultdict(list)
    clauses: dict[str, Clause] = {}
    for rate in reading.rates:
        clause = innermost(reading, rate.at.start, top=True)
        if clause is not None and clause.kind == "payment" and _is_share(reading, rate):
            groups[clause.id].append(rate)
            clauses[clause.id] = clause
    faults = []
    for identity, rates in groups.items():
        added = sum((rate.value for rate in rates), Decimal(0))
        text = fold(clauses[identity].at.quote)
        open_ended = _REST.search(text) or _ALTERNATIVES.search(text)
        if len(rates) < 2 or added == 1 or open_ended or not Decimal("0.5") < added < 2:
            continue
        start, end = sentence_at(reading, rates[-1].at.start)
        spans = tuple((rate.at.start, rate.at.end) for rate in rates)
        faults.append(
            Fault(start, end, spans, spans, {"added": f"{added * 100:f}%", "total": "100%"})
        )
    return faults


def _is_share(reading: Reading, rate: Rate) -> bool:
    """Whether a rate is a share of the price: by its kind, or by the words right beside it."""
    if rate.kind in ("instalment_share", "retention"):
        return True
    folded = fold(reading.document.text)
    before = folded[max(0, rate.at.start - 6) : rate.at.start]
    beside = _PAID_BEFORE.search(before) or _PAID_AFTER.match(folded, rate.at.end)
    return rate.kind == "other" and rate.per is None and bool(beside)


def tax_arithmetic(reading: Reading) -> list[Fault]:
    """Net + tax ≠ gross where one sentence states all three."""
    faults = []
    for total in reading.amounts:
        if total.kind != "total":
            continue
        start, end = sentence_at(reading, total.at.start)
        inside = [one for one in reading.amounts if start <= one.at.start < end]
        nets = {one.value for one in inside if one.kind == "net"}
        taxes = {one.value for one in inside if one.kind == "tax"}
        if len(nets) != 1 or len(taxes) != 1:
            continue
        added = nets.pop() + taxes.pop()
        if abs(added - total.value) > _CENT:
            spans = tuple(_span(one) for one in inside)
            params = {"expected": _money(added), "found": _money(total.value)}
            faults.append(Fault(start, end, spans, spans, params))
    return faults


_EARNEST_SHARE = re.compile(
    r"(?:定金[^。;,\n%]{0,18}?|)([0-9]+(?:\.[0-9]+)?%|百分之[零一二三四五六七八九十]+)[^。;,\n%]{0,10}?"
    r"(?:作为|为|的)?定金|定金[^。;,\n%]{0,18}?([0-9]+(?:\.[0-9]+)?%|百分之[零一二三四五六七八九十]+)"
)
_LIMIT = Decimal("0.2")


def earnest_money_over_20(reading: Reading) -> list[Fault]:
    """定金 above 20 % of the contract sum (民法典第586条); silent where no sum is stated."""
    faults = [*_earnest_sums(reading), *_earnest_shares(reading)]
    by_sentence = {(fault.start, fault.end): fault for fault in reversed(faults)}
    return sorted(by_sentence.values(), key=lambda fault: fault.start)


def _earnest_sums(reading: Reading) -> Iterable[Fault]:
    total = contract_sum(reading)
    for amount in reading.amounts:
        if amount.kind != "earnest_money" or amount.conflict or total is None or not total.value:
            continue
        share = amount.value / total.value
        if amount.currency == total.currency and _LIMIT < share < 1:
            start, end = sentence_at(reading, amount.at.start)
            spans = (_span(amount), _span(total))
            params = {"share": f"{share * 100:.1f}%"}
            yield Fault(start, end, spans, (_span(total),), params)


def _earnest_shares(reading: Reading) -> Iterable[Fault]:
    folded = fold(reading.document.text)
    for match in _EARNEST_SHARE.finditer(folded):
        group = 1 if match[1] else 2
        share = _percent(match[group])
        context = folded[match.start() : match.end() + 12]
        if share is None or not _LIMIT < share < 1 or re.search(r"违约|超过|不得|上限", context):
            continue
        start, end = sentence_at(reading, match.start(group))
        yield Fault(start, end, (match.span(group),), (), {"share": f"{share * 100:f}%"})


def _percent(text: str) -> Decimal | None:
    number = parse_number(text.removesuffix("%").removeprefix("百分之"))
    return None if number is None else number / 100


def _span(amount: Amount) -> Span:
    return amount.at.start, amount.at.end


def _money(value: Decimal) -> str:
    return f"{value:,.2f}"
