"""Durations as facts: what each is for."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nlp.document import Duration
from nlp.extraction.context import Context
from nlp.extraction.cues import cues, first, nearest
from nlp.extraction.dates import find_dates
from nlp.extraction.durations import DurationMention, find_durations

_BEFORE = cues(
    (
        "non_compete_period",
        r"竞业(?:限制|禁止)(?:的?(?:期限?|期间))?|non[\s-]?compet\w*|not\s+compete",
    ),
    ("confidentiality_period", r"保密(?:义务|责任|条款)?(?:的?(?:期限?|期间))?|confidential\w*"),
    (
        "warranty_period",
        (
            r"质保期?|质量保证期|保修期?|质量保修|免费维护|保质期|缺陷责任期|warrant\w*|"
            r"defects?\s+liability"
        ),
    ),
    ("renewal", r"续(?:签|期|展|约|租|订)|顺延|自动延[长续]|延长|renew\w*|extend\w*|extension"),
    ("cure_period", r"改正|纠正|补救|催告|整改|更正|补正|remed\w*|\bcure\w*"),
    ("notice", r"提前|预先|事先|通知|prior\s+(?:written\s+)?notice|notice|notif\w*|advance"),
    (
        "payment_period",
        (
            r"支付|付款|付清|缴纳|结算|还款|偿还|账期|发票|\bpay(?:s|able|ment|ments)?\b|paid|"
            r"invoice\w*"
        ),
    ),
    (
        "delivery_period",
        r"交付|交货|供货|工期|发货|送达|完工|竣工|交期|deliver\w*|shipment|complet\w*",
    ),
    (
        "term",
        (
            r"(?:合同|协议|租赁|服务|借款|贷款|许可|合作|委托|代理|聘用|劳动合同|承包|运输|使用|"
            r"履行|授权|保证|担保|存续|试用)?(?:期限|有效期|租期|期间|租赁期|服务期|借期|"
            r"试用期)|\bterm\b|period\s+of\s+this|in\s+(?:full\s+)?force|"
            r"remain\s+in\s+effect|initial\s+period"
        ),
    ),
)
_AFTER = cues(
    ("non_compete_period", r"^[^,;。]{0,12}?竞业|^[^.;]{0,20}?non[\s-]?compet\w*"),
    ("confidentiality_period", r"^[^,;。]{0,12}?保密|^[^.;]{0,20}?confidential\w*"),
    ("warranty_period", r"^[^,;。]{0,10}?(?:质保|保修|质量保证|免费维护)|^[^.;,]{0,16}?warranty"),
    ("renewal", r"^[^,;。]{0,8}?(?:(?<!继)续|顺延|延长)|^[^.;,]{0,16}?renew\w*"),
    (
        "cure_period",
        (
            r"^(?:之?内|以内)?[^,;。]{0,10}?(?:改正|纠正|补救|整改|更正|补正|未改)|"
            r"^[^.;,]{0,40}?(?:to\s+)?(?:cure|remedy|rectify)"
        ),
    ),
    (
        "notice",
        (
            r"^[^,;。]{0,8}?通知|^'?s?\s*(?:prior\s+)?(?:advance\s+)?(?:written\s+)?(?:notice|"
            r"prior|notification)|^[^.;,]{0,24}?(?:written\s+)?notice"
        ),
    ),
    (
        "payment_period",
        (
            r"^(?:之?内|以内|后)?[^;。\n]{0,16}?(?:支付|付款|付清|缴纳|结算|还款|偿还|退还|返还)|"
            r"^[^.;]{0,60}?\bpa(?:y|id|yment|yable)\b|^[^.;]{0,40}?invoice"
        ),
    ),
    (
        "delivery_period",
        (
            r"^(?:之?内|以内|后)?[^;。\n]{0,14}?(?:交付|交货|供货|发货|送达|完工|竣工|完成(?!验收))|"
            r"^[^.;]{0,60}?\b(?:deliver|ship|complete)\w*"
        ),
    ),
    ("term", r"^[^,;。]{0,6}?(?:的?期限|有效期|合同期|租期)|^[^.;,]{0,10}?\bterm\b"),
)
_FROM_DATE = re.compile(
    (
        r"(?:起|起算|之日起|生效后)[^,;。]{0,8}$|(?:有效期|期限|租期|为期|共)[^,;。]{0,6}$|"
        r"for\s+(?:a\s+(?:period|term)\s+of\s+)?$"
    ),
    re.IGNORECASE,
)
_AFTER_EVENT = re.compile(
    r"(?:满|届满|结束|到期|之日起?|后|之后)的?(?:第)?\s?$|\b(?:within|after)\s*$", re.IGNORECASE
)
_BY_CLAUSE = {
    "term": "term",
    "renewal": "renewal",
    "payment": "payment_period",
    "delivery": "delivery_period",
    "warranty": "warranty_period",
    "quality": "warranty_period",
    "confidentiality": "confidentiality_period",
    "non_compete": "non_compete_period",
    "notices": "notice",
}
_SHORT_KINDS = {"payment_period", "delivery_period", "notice"}
_SINGLE_TOPIC = {"confidentiality", "non_compete", "warranty", "renewal"}
_LATER = re.compile(r"\s*(?:period\s+)?(?:after|following|thereafter)\b", re.IGNORECASE)
_LONG = re.compile(r"P\d+(?:\.\d+)?[MY]")


def find_duration_facts(context: Context) -> tuple[Duration, ...]:
    """Durations in text order, classified."""
    dates = [(date.start, date.end) for date in find_dates(context.text)]
    mentions = find_durations(context.text, dates)
    facts: list[Duration] = []
    for index, mention in enumerate(mentions):
        kind, confidence = _kind(context, mentions, index)
        evidence = context.evidence(mention.start, mention.end, confidence)
        facts.append(Duration(f"t{index + 1}", kind, mention.value, evidence))
    return tuple(facts)


def _kind(context: Context, mentions: Sequence[DurationMention], index: int) -> tuple[str, float]:
    mention = mentions[index]
    start, end = context.sentence(mention.start)
    if index:
        start = max(start, mentions[index - 1].end)
    if index + 1 < len(mentions):
        end = min(end, mentions[index + 1].start)
    before = context.folded[start : mention.start][-50:]
    after = context.folded[mention.end : end][:70]
    own = before[before.rfind(",") + 1 :]
    told, sequel = nearest(_BEFORE, own), first(_AFTER, after)
    if _AFTER_EVENT.search(own):
        told = sequel or nearest(_BEFORE, _without_event(own))
    found = told or sequel
    if found:
        return _settled(context, mention, found[0], before), 0.85
    if _FROM_DATE.search(before) and _LONG.match(mention.value) and not _LATER.match(after):
        return _by_clause(context, mention) or "term", 0.8
    earlier = nearest(_BEFORE, before[: max(before.rfind(","), 0)])
    if earlier:
        return _settled(context, mention, earlier[0], before), 0.7
    return _by_clause(context, mention) or "other", 0.6


def _without_event(words: str) -> str:
    """The words before the event that a period runs from (质保期为|验收合格之日起)."""
    starts = [match.start() for match in re.finditer(r"[为应在于自从]|\bwithin\b", words)]
    return words[: starts[-1]] if starts else ""


def _settled(context: Context, mention: DurationMention, kind: str, before: str) -> str:
    """A plain 期限 inside a clause on one topic is that topic's period, not the contract's term."""
    if kind != "term":
        return kind
    for topic in context.clause_kinds(mention.start):
        if topic in _SINGLE_TOPIC:
            return _BY_CLAUSE[topic]
    stated = re.search(r"期限?(?:为|是|:|共)?\s?$", before)
    return "term" if _LONG.match(mention.value) or stated else "other"


def _by_clause(context: Context, mention: DurationMention) -> str | None:
    """The period that the clause is about; days and hours are no term and no warranty."""
    for topic in context.clause_kinds(mention.start):
        kind = _BY_CLAUSE.get(topic)
        if kind and (kind in _SHORT_KINDS or _LONG.match(mention.value)):
            return kind
    return None
