"""Who must do what by when: obligations to pay, deliver, accept, inspect, invoice, notify …

Precision stands above recall: a sentence without a known party as its subject gives none, nor do
rights (有权, may) and the consequences of a breach (违约金, damages).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from nlp.document import Amount, DateFact, Duration, Obligation, Party, Rate, Trigger
from nlp.extraction.amounts import in_cents
from nlp.extraction.context import Context
from nlp.extraction.party_words import PAYER_AND_PERFORMER
from nlp.extraction.triggers import trigger_in
from nlp.folding import fold


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts found before, which obligations point to."""

    parties: tuple[Party, ...]
    dates: tuple[DateFact, ...]
    amounts: tuple[Amount, ...]
    durations: tuple[Duration, ...]
    rates: tuple[Rate, ...]


@dataclass(frozen=True, slots=True)
class _Duty:
    """A subject and its verb; ``start..end`` is the stretch of text that belongs to it."""

    party: Party
    action: str
    subject_start: int
    verb_start: int
    start: int
    end: int
    confidence: float = 0.8


_ZH_VERBS = (
    ("invoice", r"开具[^,;。\n]{0,20}?发票|(?:提供|出具|提交)[^,;。\n]{0,24}?发票|开票"),
    (
        "keep_confidential",
        (
            r"(?:承担|履行|负有)?[^,;。\n]{0,6}保密(?:义务|责任)?|不得[^,;。\n]{0,20}?(?:泄露|"
            r"披露|透露)|严守[^,;。\n]{0,10}秘密"
        ),
    ),
    ("return", r"退还|返还|退回|归还(?![^,;。\n]{0,6}(?:借款|本金|贷款|欠款))"),
    (
        "pay",
        r"支付|付款|付清|缴纳|缴付|偿还|归还[^,;。\n]{0,6}(?:借款|本金|贷款|欠款)|结清|还清|给付|预付",
    ),
    ("accept", r"(?:进行|组织|完成|予以)?验收"),
    ("inspect", r"检验|检测|检查|核验|查验|审核|清点"),
    ("warrant", r"(?:免费|无偿)(?:维修|更换|修理|维护|保修)|保修|质保"),
    ("deliver", r"交付|交货|供货|发货|运至|送至|送达|运抵|移交|交货完毕|发运"),
    ("notify", r"通知|告知|通报"),
    ("provide", r"提供|提交|出具|配备|派遣|安排"),
)
_EN_VERBS = (
    (
        "keep_confidential",
        r"(?:keep|hold|maintain|treat)\b[^,.;]{0,60}?(?:confiden\w+|secret)|not\s+disclose",
    ),
    (
        "invoice",
        r"(?:issue|submit|send|provide|render|deliver)\b[^,.;]{0,24}?\binvoices?|invoice\b",
    ),
    ("notify", r"notify|inform|give\b[^,.;]{0,30}?notice|provide\b[^,.;]{0,30}?notice"),
    ("pay", r"pay|remit|reimburse|repay"),
    ("return", r"return|refund"),
    ("accept", r"accept"),
    ("inspect", r"inspect|test|examine"),
    ("warrant", r"warrant|repair|replace"),
    ("deliver", r"deliver|ship|hand\s+over"),
    ("provide", r"provide|furnish|supply|submit"),
)
_ZH_MODAL = r"(?:应当|应|须|必须|需要|需|有义务|负责|承诺|保证|同意)"
_MAIN_VERB = (
    r"(?![^,;。\n]{0,12}?(?:之日起?|之日|之?前(?!述|期|款)|以前|(?<!售)后(?!服务|续)|期满|"
    r"时(?!间|限)))"
)
"""A verb inside a time (付款前, 验收合格后) is not what the sentence asks for."""
_NO_DUTY = re.compile(
    r"有权|可以|可(?!靠|行|能|用)|无需|无须|不需|不应|不得(?![^,;。]{0,20}(?:泄露|披露|"
    r"透露))|不承担|拒绝|如[果]?|若|未(?!来)|逾期|没有|不能"
)
_BREACH = re.compile(r"违约金|滞纳金|罚款|赔偿|损失|罚息")
_EN_BREACH = re.compile(
    r"liquidated\s+damages|penalt|late\s+(?:fee|charge)|interest\s+(?:at|on)", re.IGNORECASE
)
_EN_MODAL = (
    r"(?:shall|must|will|agrees?\s+to|undertakes?\s+to|is\s+(?:required|obliged|obligated)\s+to)"
)
_EN_ADVERB = (
    r"(?:\s+(?:promptly|also|further|timely|immediately|"
    r"at\s+its\s+(?:own\s+)?(?:sole\s+)?(?:cost|expense)|in\s+good\s+faith|"
    r"within\s+[\w() -]{3,40}?(?:days?|months?|weeks?)(?:\s+(?:after|of|from|"
    r"following)\s+[^,.;]{3,60})?),?){0,2}"
)
_DUE_KINDS = {"payment_due", "delivery", "acceptance", "notice_deadline", "other", "end"}
_NO_SUM = {"penalty", "cap", "unit_price", "tax", "net"}
_MAX_QUOTE = 300
_PAYERS = {payer for payer, _ in PAYER_AND_PERFORMER.values()}
_PLANNED = {"instalment", "advance", "balance", "retention", "earnest_money", "deposit"}
_IMPLIED_PAY = re.compile(rf"(?:支付|付清|付款|付至|结清|付(?=\d)){_MAIN_VERB}")
_ITEM_NUMBER = re.compile(r"(?:[\d.]+|\(?[一二三四五六七八九十\d]{1,3}[)、.])?\s*")
_ROW_TOTAL = re.compile(r"合\s*计|总\s*计|\btotal\b", re.IGNORECASE)


def find_obligations(context: Context, facts: Facts) -> tuple[Obligation, ...]:
    """Obligations in text order."""
    finder = _Finder(context, facts)
    found: list[Obligation] = []
    for start, end in _sentences(context):
        for duty in finder.duties(start, end) or finder.implied(start, end):
            found.append(finder.obligation(duty, f"o{len(found) + 1}", start, end))
    return tuple(found)


def _sentences(context: Context) -> Iterator[tuple[int, int]]:
    """Sentences of the body and annexes; of all the text where no sections are known."""
    position = 0
    while position < len(context.text):
        start, end = context.sentence(position)
        section = context.section(start)
        if section is None or section.kind in ("body", "annex"):
            yield start, end
        position = max(end, position + 1)


class _Finder:
    """Patterns and look-ups made once for a document."""

    def __init__(self, context: Context, facts: Facts) -> None:
        self._context = context
        self._facts = facts
        self._by_name: dict[str, Party] = {}
        for party in facts.parties:
            for name in (party.role, *party.aliases, party.name):
                if name and len(name) >= 2:
                    self._by_name.setdefault(fold(name).lower(), party)
        names = sorted(self._by_name, key=lambda name: (-len(name), name))
        subject = "|".join(map(re.escape, names)) or r"(?!)"
        zh_verbs = "|".join(f"(?P<{name}>{pattern})" for name, pattern in _ZH_VERBS)
        en_verbs = "|".join(f"(?P<{name}>{pattern})" for name, pattern in _EN_VERBS)
        self._subject = re.compile(f"(?:{subject})", re.IGNORECASE)
        self._zh = re.compile(
            rf"(?P<subject>{subject})(?P<mid>[^。;\n]{{0,60}}?)"
            rf"(?P<modal>{_ZH_MODAL}|向(?:{subject})|将)(?P<gap>[^。;\n]{{0,50}}?)(?:{zh_verbs}){_MAIN_VERB}",
            re.IGNORECASE,
        )
        self._en = re.compile(
            rf"\b(?P<subject>{subject})\s+(?P<modal>{_EN_MODAL}){_EN_ADVERB}\s+(?:{en_verbs})",
            re.IGNORECASE,
        )
        self._amount_starts = [amount.at.start for amount in facts.amounts]
        self._rate_starts = [rate.at.start for rate in facts.rates]
        self._date_starts = [date.at.start for date in facts.dates]
        self._duration_starts = [duration.at.start for duration in facts.durations]
        payers = [party for party in facts.parties if party.kind in _PAYERS]
        self._payer = payers[0] if len(payers) == 1 else None
        self._total = next((a for a in facts.amounts if a.kind == "total" and not a.conflict), None)

    def duties(self, start: int, end: int) -> list[_Duty]:
        text = self._context.folded
        found: list[_Duty] = []
        for pattern in (self._zh, self._en):
            position = start
            while match := pattern.search(text, position, end):
                duty = self._duty(match, start, end)
                position = match.end() if duty else match.end("subject")
                if duty:
                    found.append(duty)
        found.sort(key=lambda duty: duty.verb_start)
        return self._bounded(found, end)

    def _duty(self, match: re.Match[str], start: int, end: int) -> _Duty | None:
        text = self._context.folded
        action = next(name for name, _ in _ZH_VERBS if match.groupdict().get(name))
        verb = match.start(action)
        chinese = "mid" in match.groupdict()
        between = text[match.end("subject") : verb]
        stop = re.compile(r"[,;。\n]").search(text, match.end(), end) if chinese else None
        stretch = text[match.start() : stop.start() if stop else min(end, match.end() + 60)]
        if chinese and (_NO_DUTY.search(between) or self._other_subject(match)):
            return None
        breach = _BREACH if chinese else _EN_BREACH
        if breach.search(stretch) or (
            not chinese and re.match(r"\s*not\b", text[match.end("modal") :])
        ):
            return None
        party = self._by_name[match["subject"].lower()]
        return _Duty(party, action, match.start("subject"), verb, start, end)

    def _other_subject(self, match: re.Match[str]) -> bool:
        """甲方……乙方应……: the nearer party is the one who must."""
        mid = match["mid"]
        return bool(
            re.search(rf"(?<![向给对为由与和])(?:{self._subject.pattern})", mid, re.IGNORECASE)
        )

    def _bounded(self, found: list[_Duty], end: int) -> list[_Duty]:
        """Each duty with its own stretch: from the time that leads it to that of the next."""
        bounded: list[_Duty] = []
        for duty in found:
            if bounded:
                begin = self._lead_start(bounded[-1].verb_start, duty.subject_start)
                bounded[-1] = replace(bounded[-1], end=begin)
                duty = replace(duty, start=begin)
            bounded.append(replace(duty, end=end))
        return bounded

    def _lead_start(self, after: int, subject_start: int) -> int:
        commas = [
            match.end()
            for match in re.finditer(r",(?!\d)", self._context.folded[after:subject_start])
        ]
        if not commas:
            return subject_start
        own = after + commas[-1]
        return after + commas[-2] if len(commas) > 1 and own == subject_start else own

    def implied(self, start: int, end: int) -> list[_Duty]:
        """What the payer must pay by a plan: a row of a payment table, a sentence without subject.

        Only in payment clauses, only with a sum, a share or an event, and only where one party
        is the one who pays.
        """
        if self._payer is None or "payment" not in self._context.clause_kinds(start):
            return []
        text = self._context.folded[start:end]
        row = "\t" in text
        verb = _IMPLIED_PAY.search(text)
        if _BREACH.search(text) or _NO_DUTY.search(text) or not (row or verb):
            return []
        if row or verb is None:
            duty = _Duty(self._payer, "pay", start, start, start, end, 0.7)
            planned = self._sum(duty)[0] is not None and not _ROW_TOTAL.search(text)
            return [duty] if planned and self._in_plan(duty) else []
        if any(not self._is_object(found, text) for found in self._subject.finditer(text)):
            return []
        number = _ITEM_NUMBER.match(text)
        begin = start + (number.end() if number else 0)
        duty = _Duty(self._payer, "pay", begin, begin, begin, end, 0.65)
        timed = self._trigger(duty) is not None or self._due(duty) is not None
        return [duty] if timed and (self._sum(duty)[0] is not None or self._share(duty)) else []

    def _is_object(self, found: re.Match[str], text: str) -> bool:
        """向乙方, 给乙方 receive; 由甲方 pays, if it is the payer."""
        lead = text[max(0, found.start() - 1) : found.start()]
        if lead == "由":
            return self._by_name[found[0].lower()] is self._payer
        return lead in ("向", "给", "付")

    def _in_plan(self, duty: _Duty) -> bool:
        """True where the row holds a sum of a payment plan, not of a price list."""
        first = bisect_left(self._amount_starts, duty.start)
        last = bisect_left(self._amount_starts, duty.end)
        return any(amount.kind in _PLANNED for amount in self._facts.amounts[first:last])

    def obligation(self, duty: _Duty, name: str, start: int, end: int) -> Obligation:
        amount, computed = self._sum(duty) if duty.action in ("pay", "return") else (None, False)
        trigger = self._trigger(duty)
        clause = self._context.clause(duty.verb_start)
        at = self._context.evidence(start, min(end, start + _MAX_QUOTE), duty.confidence)
        currency = self._currency(duty) if amount is not None else None
        return Obligation(
            id=name,
            party=duty.party.id,
            party_kind=duty.party.kind,
            action=duty.action,
            what=self._what(duty),
            clause=clause.id if clause else None,
            at=at,
            amount=amount,
            currency=currency,
            computed=computed,
            due=None if trigger else self._due(duty),
            trigger=trigger,
        )

    def _what(self, duty: _Duty) -> str:
        text = self._context.text
        if duty.verb_start == duty.start:
            return " ".join(text[duty.start : duty.end].rstrip("。；; \n").split())
        stop = re.search(r"[,，](?!\d)|[;；。\n]|\.\s|\.$", text[duty.verb_start : duty.end])
        end = duty.verb_start + stop.start() if stop else duty.end
        return " ".join(text[duty.verb_start : end].split())

    def _sum(self, duty: _Duty) -> tuple[Decimal | None, bool]:
        first = bisect_left(self._amount_starts, duty.verb_start)
        for amount in self._facts.amounts[first:]:
            if amount.at.start >= duty.end:
                break
            if amount.kind not in _NO_SUM and not amount.conflict:
                return amount.value, False
        share = self._share(duty)
        if share is None or self._total is None:
            return None, False
        return in_cents(share * self._total.value), True

    def _share(self, duty: _Duty) -> Decimal | None:
        first = bisect_left(self._rate_starts, duty.verb_start)
        for rate in self._facts.rates[first:]:
            if rate.at.start >= duty.end:
                break
            if rate.kind in ("instalment_share", "retention"):
                return rate.value if self._of_total(rate) else None
        return None

    def _of_total(self, rate: Rate) -> bool:
        """Only a share of the whole contract price can be worked out."""
        text = self._context.folded
        before, after = (
            text[rate.at.start - 16 : rate.at.start],
            text[rate.at.end : rate.at.end + 48],
        )
        return bool(
            re.search(
                r"(?:总价款?|总额|总金额|合同(?:价款?|金额|额)|总费用|价款总额)的?\s?\(?$", before
            )
            or re.match(
                (
                    r"\s*\)?\s+of\s+(?:the\s+)?(?:total|contract|purchase)\s+(?:contract\s+)?(?:price|"
                    r"sum|amount|value|fee)"
                ),
                after,
                re.IGNORECASE,
            )
        )

    def _currency(self, duty: _Duty) -> str | None:
        first = bisect_left(self._amount_starts, duty.verb_start)
        for amount in self._facts.amounts[first : first + 1]:
            if amount.at.start < duty.end:
                return amount.currency
        return self._total.currency if self._total else None

    def _due(self, duty: _Duty) -> str | None:
        first = bisect_left(self._date_starts, duty.start)
        for date in self._facts.dates[first:]:
            if date.at.start >= duty.end:
                break
            if date.kind in _DUE_KINDS and date.precision == "day":
                return date.value
        return None

    def _trigger(self, duty: _Duty) -> Trigger | None:
        first = bisect_left(self._duration_starts, duty.start)
        last = bisect_left(self._duration_starts, duty.end)
        return trigger_in(self._context, self._facts.durations[first:last], duty.start, duty.end)
