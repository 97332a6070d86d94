"""Clauses that say the same thing twice, or once so and once otherwise."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable
from decimal import Decimal
from typing import NamedTuple

from nlp.document import Reading
from nlp.folding import HAN, fold
from nlp.risk.faults import Fault, Span
from nlp.risk.text import innermost, line_at, section_at, sentence_at


class _Stated(NamedTuple):
    """A value that a clause states under a name: 质保期 24 months."""

    key: Hashable
    value: Hashable
    span: Span
    """The name and the value."""


def _first_contradictions(reading: Reading, stated: Iterable[_Stated]) -> list[Fault]:
    """One fault a name: the first value that differs from the first one stated elsewhere."""
    first: dict[Hashable, _Stated] = {}
    done: set[Hashable] = set()
    faults = []
    for one in stated:
        other = first.setdefault(one.key, one)
        if other.value == one.value or one.key in done:
            continue
        if line_at(reading, other.span[0]) == line_at(reading, one.span[0]):
            continue
        done.add(one.key)
        text = reading.document.text
        params = {"first": text[slice(*other.span)], "second": text[slice(*one.span)]}
        where = sentence_at(reading, one.span[0])
        faults.append(Fault(*where, (other.span, one.span), (other.span,), params, 0.85))
    return faults


_TOTAL = re.compile(
    r"(?P<zh>签约合同价|合同(?:价款|价税)?总(?:价款|金额|价|额|计)|合同价税合计|服务费总额"
    r"|(?:房屋)?成交总价|旅游费用总额|工程总(?:造价|价)|租金总额)(?:款)?(?:\([^)]{0,8}\))?"
    r"(?:为|是|:|共计|合计)?\s?(?:人民币)?\s?:?\s?"
    r"|\b(?P<en>(?:total )?(?:contract|purchase) price)\s(?:is|of|shall be)\s",
    re.I,
)
_QUALIFIED = re.compile(
    r"(?:调整|变更|不含税|税前|原|新|每|年度|暂定|第.{1,2}[年期批阶]|[A-Z一二三四]包|超过|不足|低于"
    r"|(?:balance|deposit|portion|part|%|excess) of (?:the )?)[^,。;]{0,10}$",
    re.I,
)

_NET_AFTER = re.compile(r"\s?(?:整)?\s?\(?不含(?:增值)?税")


def contradictory_total(reading: Reading) -> list[Fault]:
    """The contract sum stated twice under one name with different values.

    Sums before and after a change, net and gross, and those of parts are not compared.
    """
    return _first_contradictions(reading, _totals(reading))


def _totals(reading: Reading) -> Iterable[_Stated]:
    folded = fold(reading.document.text)
    for match in _TOTAL.finditer(folded):
        if _QUALIFIED.search(folded[max(0, match.start() - 30) : match.start()]):
            continue
        after = (a for a in reading.amounts if match.end() - 4 <= a.at.start <= match.end() + 2)
        amount = next(after, None)
        if amount is None or amount.conflict or _NET_AFTER.match(folded, amount.at.end):
            continue
        if section_at(reading, match.start()) == "annex":
            continue
        name = (match["zh"] or "price").replace("款", "").replace("房屋", "")
        yield _Stated((name, amount.currency), amount.value, (match.start(), amount.at.end))


_TERM = re.compile(
    r"(?P<zh>(?:质量)?(?:保修|保证|质保)期限?|质保期限?|租赁期限|租期|服务期限|合同期限|合作期限|借款期限)(?:为|是|:|共)?\s?"
    r"|\b(?:the )(?P<en>(?:initial )?term|warranty period)\s(?:is|shall be|of)\s",
    re.I,
)
_OF_ANOTHER = re.compile(
    r"续|延长|免租|其中|转租|试用|部件|维修后|更换|重新|repair|renew|extend|extension|of the", re.I
)
_NEUTRAL = re.compile(
    r"^(?:本合同|本协议|约定的?|承诺|的|在|为|,|:|、|人|方|甲|乙|发包|承包|出卖|工程)*$"
)
_MONTHS = {"Y": 12, "M": 1}
_RATE_KINDS = frozenset(("late_payment_penalty", "late_delivery_penalty"))
_LARGEST_DAILY = Decimal("0.05")
_TIERS = re.compile(r"超过|以内|以上|不足|前\d|第.{1,3}日|within|exceed|first", re.I)
_WHO = re.compile(
    r"[甲乙丙]方|买方|卖方|买受人|出卖人|发包人|承包人|出租人|承租人|委托人|受托人|借款人|供方|需方|buyer|seller|supplier",
    re.I,
)


def contradictory_term(reading: Reading) -> list[Fault]:
    """A term or a daily penalty stated twice with different values: 质保期两年, 质保期一年.

    Compared are terms of the same name without a part of the goods before it, and penalties on
    the same party for the same delay; renewals, tiers and tables of parts are left alone.
    """
    faults = _first_contradictions(reading, _terms(reading))
    faults += _first_contradictions(reading, _penalties(reading))
    return sorted(faults, key=lambda fault: fault.start)


def _terms(reading: Reading) -> Iterable[_Stated]:
    folded = fold(reading.document.text)
    for match in _TERM.finditer(folded):
        after = (d for d in reading.durations if match.end() <= d.at.start <= match.end() + 2)
        duration = next(after, None)
        if duration is None or section_at(reading, match.start()) == "annex":
            continue
        start, _ = sentence_at(reading, match.start())
        before = re.split(r"[,。;:\s]", folded[start : match.start()])[-1]
        if _OF_ANOTHER.search(folded[start : match.end()]):
            continue
        if match["zh"] and not _NEUTRAL.match(
            re.sub(r"^[第\d一二三四五六七八九十条、.()]+", "", before)
        ):
            continue
        name = re.sub(r"质量|限|保证|质保", "保修", match["zh"] or match["en"].lower())
        value = _in_months(duration.value)
        if value is not None:
            yield _Stated(re.sub("(保修)+", "保修", name), value, (match.start(), duration.at.end))


def _in_months(value: str) -> Decimal | None:
    """P2Y and P24M are 24; None for days and hours, which no calendar makes months of."""
    match = re.fullmatch(r"P(\d+(?:\.\d+)?)([YM])", value)
    return Decimal(match[1]) * _MONTHS[match[2]] if match else None


def _penalties(reading: Reading) -> Iterable[_Stated]:
    folded = fold(reading.document.text)
    for rate in reading.rates:
        if rate.kind not in _RATE_KINDS or rate.per != "day" or rate.value > _LARGEST_DAILY:
            continue
        start, end = sentence_at(reading, rate.at.start)
        sentence = folded[start:end]
        who = _WHO.search(sentence)
        if who is None or _TIERS.search(sentence) or section_at(reading, start) == "annex":
            continue
        yield _Stated((rate.kind, who[0].lower()), rate.value, (rate.at.start, rate.at.end))


_NUMBERING = re.compile(
    r"^\s*(?:第[^条款章节]{1,6}[条款章节]|[(（]?[\d一二三四五六七八九十.]{1,6}[)）、.．]?|\([a-z]\))\s*"
)
_LABEL = re.compile(r"^(?:其他|根据|依据|依照|\()|^[^:。]{1,16}:|_{2,}|\s{4,}|\t|\.{4,}|…")
_NUMBERED_CLAUSE = re.compile(r"\s*(?:第[^条]{1,6}条|\d+\.\d|[\d一二三四五六七八九十]{1,3}、)")
_SHORTEST_ZH, _SHORTEST_EN = 24, 50


def duplicate_clause(reading: Reading) -> list[Fault]:
    """A paragraph of the body that stands there twice, word for word, numbers aside.

    Items of a list count within one clause only. Labels, blanks to fill
    in and short lines repeat by nature.
    """
    folded = fold(reading.document.text)
    seen: dict[tuple[str, str | None], Span] = {}
    faults = []
    for paragraph in reading.document.paragraphs:
        start, end = paragraph.start, paragraph.end
        if paragraph.table is not None or section_at(reading, start) in ("annex", "signature"):
            continue
        body = _NUMBERING.sub("", folded[start:end])
        words = re.sub(r"[\W_]+", "", body)
        if _LABEL.search(body) or body.endswith(":") or not _is_long(words):
            continue
        key = (words, None if _NUMBERED_CLAUSE.match(folded, start) else _parent(reading, start))
        first = seen.setdefault(key, (start, end))
        if first != (start, end):
            where = line_at(reading, start)
            other = line_at(reading, first[0])
            faults.append(Fault(*where, (where, other), (other,), {}, 0.85))
    return faults


def _parent(reading: Reading, offset: int) -> str | None:
    """The clause whose item this paragraph is: items of two clauses may well be alike."""
    clause = innermost(reading, offset)
    if clause is None:
        return None
    return clause.parent if clause.at.start == offset else clause.id


def _is_long(words: str) -> bool:
    han = len(re.findall(f"[{HAN}]", words))
    return han >= _SHORTEST_ZH or (not han and len(words) >= _SHORTEST_EN)
