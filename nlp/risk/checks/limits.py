"""Limits set by statute: lease, probation, guarantee, exemption, earnest money beside a penalty."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from nlp.document import Reading
from nlp.extraction.dates import DateMention
from nlp.folding import fold
from nlp.numbers import parse_number
from nlp.risk.checks.dates import joined_dates
from nlp.risk.faults import Fault, Span
from nlp.risk.matching import days_of
from nlp.risk.text import sentence_at


def _day(mention: DateMention) -> date:
    return date.fromisoformat(mention.value)


def _later(day: date, years: int = 0, months: int = 0) -> date:
    """The same day so much later; the 29th of February may become the 1st of March."""
    total = day.year * 12 + day.month - 1 + years * 12 + months
    try:
        return date(total // 12, total % 12 + 1, day.day)
    except ValueError:
        return date((total + 1) // 12, (total + 1) % 12 + 1, 1)


_LEASE = re.compile(r"租期|租赁期|租用期|承租期|出租期|\bterm\b|\blease\b", re.I)
_NOT_THE_LEASE = re.compile(
    r"不(?:得)?超过|超过二十年|超过20年|使用权期限|产权|使用年限|设计|建成|erected|built", re.I
)
_LONGEST_LEASE = 20


def lease_over_20(reading: Reading) -> list[Fault]:
    """A lease of more than twenty years, by its two dates or its length (民法典第705条)."""
    if reading.contract.type != "lease":
        return []
    text = reading.document.text
    folded = fold(text)
    spans = [
        (first.start, last.end)
        for first, last in joined_dates(folded)
        if _day(last) > _later(_day(first), years=_LONGEST_LEASE)
    ]
    for duration in reading.durations:
        days = days_of(duration.value)
        if days is not None and days > Decimal("365.25") * _LONGEST_LEASE:
            spans.append((duration.at.start, duration.at.end))
    faults: dict[Span, Fault] = {}
    for span in sorted(spans):
        where = sentence_at(reading, span[0])
        sentence = folded[slice(*where)]
        if _LEASE.search(sentence) and not _NOT_THE_LEASE.search(sentence):
            faults.setdefault(where, Fault(*where, (span,), (), {"term": text[slice(*span)]}))
    return list(faults.values())


_PROBATION = re.compile(
    r"试用期(?:限)?(?:为|是|:)?\s?(?P<number>\d{1,3}|[一二两三四五六七八九十]{1,4}|半)\s?(?P<unit>个月|月|年|天|日)"
)
_TERM = re.compile(
    r"(?:合同期限|期限|固定期限)(?:为|是|:|共)?\s?(?P<number>\d{1,2}|[一二两三四五六七八九十]{1,3})\s?(?P<unit>年|个月)"
)
_OPEN_ENDED = re.compile(r"无固定期限|没有固定期限")
_LIMITS = re.compile(r"不(?:得)?超过")


def probation_too_long(reading: Reading) -> list[Fault]:
    """试用期 beyond what the term of an employment contract allows (劳动合同法第19条).

    None under three months, one month under a year, two under three years, else six. The term is
    read from its dates or its length; where neither stands, six months is the limit.
    """
    if reading.contract.type != "employment":
        return []
    folded = fold(reading.document.text)
    term = _term_in_months(folded)
    limit = _longest_probation(term)
    faults = []
    for match in _PROBATION.finditer(folded):
        where = sentence_at(reading, match.start())
        months = _months(match["number"], match["unit"])
        if months is None or months <= limit or _LIMITS.search(folded[slice(*where)]):
            continue
        params = {"probation": match[0], "limit": f"{limit:f}"}
        faults.append(Fault(*where, (match.span(),), (), params))
    return faults


def _longest_probation(term: Decimal | None) -> Decimal:
    """In months, for a term in months; None is open-ended or unknown."""
    if term is None or term >= 36:
        return Decimal(6)
    if term >= 12:
        return Decimal(2)
    return Decimal(1) if term >= 3 else Decimal(0)


def _term_in_months(folded: str) -> Decimal | None:
    """The term of the contract in whole months; None where it is open-ended or not told."""
    if _OPEN_ENDED.search(folded) and "固定期限:" not in folded:
        return None
    for one, other in joined_dates(folded):
        first, last = _day(one), _day(other)
        if last < first or "试用" in folded[max(0, one.start - 12) : one.start]:
            continue
        months = 0
        while _later(first, months=months + 1).toordinal() - 1 <= last.toordinal():
            months += 1
        return Decimal(months)
    match = _TERM.search(folded)
    return None if match is None else _months(match["number"], match["unit"])


def _months(number: str, unit: str) -> Decimal | None:
    value = Decimal("0.5") if number == "半" else parse_number(number)
    if value is None:
        return None
    if unit == "年":
        return value * 12
    return value if unit in ("个月", "月") else value / 30


_GUARANTEES = re.compile(
    r"(?:保证人|担保人|担保方|丙方)[^。;\n]{0,40}?(?:承担|提供)[^。;\n]{0,16}?"
    r"(?:连带(?:责任)?(?:保证|担保)|一般保证|(?:保证|担保)责任|责任保证|保证担保)"
)
_PERIOD = re.compile(r"(?:保证|担保)(?:责任)?(?:的)?(?:期间|期限|期)(?!房)|保证期")
_OTHER_SECURITY = re.compile(r"抵押|质押|质量|质保")


def guarantee_period_silent(reading: Reading) -> list[Fault]:
    """A guarantee in a text that nowhere speaks of its period (民法典第692条)."""
    folded = fold(reading.document.text)
    if _PERIOD.search(folded):
        return []
    for match in _GUARANTEES.finditer(folded):
        where = sentence_at(reading, match.start())
        if not _OTHER_SECURITY.search(folded[slice(*where)]):
            return [Fault(*where, (match.span(),), (), {}, 0.85)]
    return []


_HARM = re.compile(
    r"人身(?:损害|伤害|伤亡|损伤|安全事故)|伤亡|死亡|受伤|故意|重大过失"
    r"|\b(?:personal injury|death|gross negligence|wil+ful misconduct|intentional)\b",
    re.I,
)
_EXEMPT = re.compile(
    r"(?:均|概|一概|一律|都)?(?:不|无需|无须|不再|概不)(?:承担|负)(?:任何|一切)?(?:的)?(?:法律|赔偿|民事)?(?:责任|负责)?"
    r"|概不负责|不负责(?=[,。;]|$)|(?:概|均|一律)?与[^,。;]{1,8}无关|一律免责|免除(?:一切|任何|全部)?责任"
    r"|\b(?:not be liable|accepts? no (?:liability|responsibility)|no liability|is not liable"
    r"|disclaims? all liability)\b",
    re.I,
)
_JUSTIFIED = re.compile(
    r"除外|不可抗力|自身(?:的)?(?:原因|过错|疾病)|(?:乙方|甲方|承租人|旅游者|会员|对方|受害人|第三[方人])"
    r"(?:因|的?原因|擅自|违反|故意)"
    r"|擅自|违反|但是?[^。]{0,20}(?:故意|重大过失)|由[^,。;]{2,14}(?:自行)?承担|非故意|由于"
    r"|nothing in this|but nothing"
    r"|does not (?:limit|exclude)"
    r"|except|other than|caused by the (?:other|tenant|customer|buyer)|依法承担|赔付",
    re.I,
)


def exempt_injury_or_intent(reading: Reading) -> list[Fault]:
    """An exemption for personal injury, or for intent or gross negligence (民法典第506条).

    Silent where the injured side's own act, force majeure or an exception stands in the sentence.
    """
    folded = fold(reading.document.text)
    faults: dict[Span, Fault] = {}
    for match in _HARM.finditer(folded):
        where = sentence_at(reading, match.start())
        sentence = folded[slice(*where)]
        exempt = _EXEMPT.search(sentence)
        if exempt is None or _JUSTIFIED.search(sentence):
            continue
        span = (where[0] + exempt.start(), where[0] + exempt.end())
        faults.setdefault(where, Fault(*where, (match.span(), span), (), {}, 0.85))
    return list(faults.values())


_EARNEST = re.compile(
    r"定金罚则|(?:双倍|加倍)返还(?:已付|已收)?(?:的)?定金|定金[^,。;]{0,6}(?:双倍返还|不予?(?:返还|退还)|不退|没收)"
    r"|(?:不予?(?:返还|退还)|没收|无权要求返还|无权收回)[^,。;]{0,6}定金|双倍返还定金"
)
_PENALTY_TOO = re.compile(
    r"(?:并|同时|另|还应|还须|且|和|及)[^。;]{0,24}?(?:支付|承担|付|主张)?[^。;]{0,20}?违约金"
)
_EITHER = re.compile(r"或者?|选择|不收取|不得同时|不能同时|只能|择一|□|☐|以较高")


def earnest_and_penalty(reading: Reading) -> list[Fault]:
    """定金 and 违约金 claimed together for one breach; one may choose (民法典第588条)."""
    folded = fold(reading.document.text)
    faults: dict[Span, Fault] = {}
    for match in _EARNEST.finditer(folded):
        where = sentence_at(reading, match.start())
        sentence = folded[slice(*where)]
        penalty = _PENALTY_TOO.search(sentence)
        if penalty is None or _EITHER.search(sentence):
            continue
        span = (where[0] + penalty.start(), where[0] + penalty.end())
        faults.setdefault(where, Fault(*where, (match.span(), span), (), {}, 0.85))
    return list(faults.values())
