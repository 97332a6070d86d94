"""Rates: percentages and per mille values, what they are for, per what time, and their cap."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from nlp.document import Rate
from nlp.extraction.context import Context
from nlp.extraction.cues import cues, nearest
from nlp.folding import fold
from nlp.numbers import (
    ARABIC,
    EN_NUMERAL,
    ZH_NUMERAL_CHARS,
    parse_en_number,
    parse_number,
)

Per = Literal["day", "month", "year"]


@dataclass(frozen=True, slots=True)
class RateMention:
    """A literal rate as a fraction; ``per`` where it is part of the figure (5‰/日)."""

    start: int
    end: int
    value: Decimal
    per: Per | None = None


_ZH_N = rf"[{ZH_NUMERAL_CHARS}](?: ?[{ZH_NUMERAL_CHARS}]){{0,11}}"
_N = rf"(?:{ARABIC}|{_ZH_N})"
_LEAD = "(?:(?<![0-9一二三四五六七八九十每])(?P<lead>[日月年])[ ]?)?"
_SIGN = re.compile(
    rf"{_LEAD}"
    rf"(?<![0-9.,%{ZH_NUMERAL_CHARS}])(?P<num>{ARABIC})\s?(?:\([^()\n]{{1,14}}\))?"
    r"\s?(?P<sign>%|‰|‱)(?![0-9A-Fa-f]{2})(?:\s?/\s?(?P<per>日|天|月|年|day|month|year))?"
)
_POINTS = re.compile(rf"(?<![0-9.,{ZH_NUMERAL_CHARS}])(?P<num>{_N})\s?个?百分点")
_PARTS = re.compile(
    rf"{_LEAD}(?<![{ZH_NUMERAL_CHARS}])(?P<base>[百千仟佰万]{{1,3}})分之\s?"
    rf"(?P<num>{_N})(?!\.?[kK0-9])"
)
_EN_WORDS = re.compile(
    rf"(?P<words>{EN_NUMERAL}(?:\s+point\s+{EN_NUMERAL})?)\s+(?:per\s?cent|percent)\b"
    rf"(?:\s*\(\s?(?P<figures>\d+(?:\.\d+)?)\s?%\s?\))?"
    rf"|(?<![\d.,])(?P<num>\d+(?:\.\d+)?)\s?(?:per\s?cent|percent)\b",
    re.IGNORECASE,
)
_BASES = {"百": 2, "佰": 2, "千": 3, "仟": 3, "万": 4}
_SIGNS = {"%": 2, "‰": 3, "‱": 4}
_PER: dict[str, Per] = {
    "日": "day",
    "天": "day",
    "月": "month",
    "年": "year",
    "day": "day",
    "month": "month",
    "year": "year",
}


def find_rates(text: str) -> list[RateMention]:
    """All literal rates of ``text`` in order."""
    folded = fold(text)
    found = [*_signs(folded), *_fractions(folded), *_english(folded)]
    found.sort(key=lambda mention: (mention.start, -mention.end))
    kept: list[RateMention] = []
    for mention in found:
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return kept


def _per(word: str | None) -> Per | None:
    return _PER.get((word or "").strip())


def _signs(folded: str) -> list[RateMention]:
    found: list[RateMention] = []
    for match in _SIGN.finditer(folded):
        number = parse_number(match["num"])
        if number is None or _negative(folded, match.start("num")):
            continue
        value = number.scaleb(-_SIGNS[match["sign"]])
        per = _per(match["per"]) or _per(match["lead"])
        found.append(RateMention(match.start("num"), match.end(), value, per))
    for match in _POINTS.finditer(folded):
        number = parse_number(match["num"])
        if number is not None:
            found.append(RateMention(match.start(), match.end(), number.scaleb(-2)))
    return found


def _negative(folded: str, start: int) -> bool:
    """-3% is no rate of a contract's kind; the stroke of 5%-10% is a range."""
    before = folded[max(0, start - 2) : start]
    return before.endswith("负") or (
        before.endswith("-") and before[:1] not in tuple("0123456789%‰)")
    )


def _fractions(folded: str) -> list[RateMention]:
    found: list[RateMention] = []
    for match in _PARTS.finditer(folded):
        number = Decimal(100) if match["num"] == "百" else parse_number(match["num"])
        if number is None:
            continue
        power = sum(_BASES[char] for char in match["base"])
        start = match.start("base")
        found.append(RateMention(start, match.end(), number.scaleb(-power), _per(match["lead"])))
    return found


def _english(folded: str) -> list[RateMention]:
    found: list[RateMention] = []
    for match in _EN_WORDS.finditer(folded):
        if match["words"]:
            number = _spoken(match["words"])
            if number is None or (match["figures"] and Decimal(match["figures"]) != number):
                continue
        else:
            number = Decimal(match["num"])
        found.append(RateMention(match.start(), match.end(), number.scaleb(-2)))
    return found


def _spoken(words: str) -> Decimal | None:
    whole, _, digits = re.sub(r"\s+", " ", words.lower()).partition(" point ")
    value = parse_en_number(whole)
    if value is None or not digits:
        return value
    parts = [parse_en_number(digit) for digit in digits.split()]
    if any(part is None or part > 9 for part in parts):
        return None
    return value + Decimal("0." + "".join(f"{part}" for part in parts))


# --- what a rate is for ------------------------------------------------------------------------


_LATE = r"(?:逾期|迟延|延迟|延期|拖延|拖欠|未按(?:时|期|约定?|约定的?时间|约定的?期限)?)"
_TOPIC = cues(
    (
        "late_payment_penalty",
        rf"{_LATE}[^,;。]{{0,12}}(?:付款|支付|缴纳|付清|还款|偿还|归还|交租|结算|付租)|"
        rf"滞纳金|(?:付款|还款|租金|货款|价款)[^,;。]{{0,4}}逾期|罚息",
    ),
    (
        "late_payment_penalty",
        r"(?:late|overdue|unpaid|past[\s-]due)[^.;]{0,40}(?:payment|amount|sum|invoice|fee|"
        r"rent)|fails?\s+to\s+(?:make\s+)?pay|delay\w*\s+(?:in\s+|of\s+)?pay\w*|"
        r"default\s+interest|late\s+(?:charge|fee|"
        r"interest)",
    ),
    (
        "late_delivery_penalty",
        rf"{_LATE}[^,;。]{{0,12}}(?:交货|交付|供货|交房|完工|竣工|交工|提供|发货|送达|交验|"
        rf"完成|安装|履行)|延误|误期",
    ),
    (
        "late_delivery_penalty",
        r"(?:late|delay\w*)[^.;]{0,40}(?:deliver\w*|complet\w*|perform\w*|shipment)|"
        r"fails?\s+to\s+(?:deliver|complete)|(?:deliver\w*|shipment)[^.;]{0,20}(?:delay|"
        r"late)",
    ),
    (
        "interest",
        r"利率|利息|年息|月息|计息|\binterest\s+(?:rate|at|of|shall|accru\w*|on)\b|"
        r"rate\s+of\s+interest|bears?\s+interest|annual\s+percentage",
    ),
    ("tax_rate", r"税率|增值税|(?<!不)含税?|税点|\bVAT\b|\btax\b|withholding"),
    ("discount", r"折扣|优惠|让利|下浮|返利|discount|rebate"),
    ("retention", r"质保金|质量保证金|保修金|质量保修金|质保款|retention|retainage"),
    ("liquidated_damages", r"违约金|赔偿金?|罚款|liquidated\s+damages|penalt(?:y|ies)"),
)
_PAY = re.compile(
    r"支付|付款|付至|付清|付到|预付|首付|进度款|到货款|验收款|尾款|余款|款项|货款|"
    r"\bpa(?:y|id|yable|yment)\b|instal|invoice|advance|balance|upon",
    re.IGNORECASE,
)
_SHARE_BASE = re.compile(r"价|款|金额|总额|费|price|amount|fee|sum|value|total", re.IGNORECASE)
_THRESHOLD = re.compile(
    r"(?:超过|达到|不足|低于|高于|少于|多于|大于)[^,;。%]{0,6}$|(?:more|less|greater|"
    r"fewer)\s+than\s*$|exceeds?\s*$"
    r"|at\s+least\s*$",
    re.IGNORECASE,
)
_RETENTION_AFTER = re.compile(
    r"^[^,;。]{0,10}(?:作为|为|即)?[^,;。]{0,4}(?:质保金|质量保证金|保修金|质量保修金)|"
    r"^[^.;]{0,30}retention",
    re.IGNORECASE,
)
_DAMAGES_AFTER = re.compile(
    r"^[^。;\n]{0,24}(?:违约金|赔偿金|罚款|滞纳金)|"
    r"^[^.;\n]{0,60}(?:liquidated\s+damages|penalty|late\s+fee)",
    re.IGNORECASE,
)
_INTEREST_AFTER = re.compile(
    r"^[^,。;\n]{0,10}(?:利息|计息)|^\s*(?:simple\s+|annual\s+|per\s+\w+\s+)?interest\s+rate",
    re.IGNORECASE,
)
_TAX_AFTER = re.compile(r"^\s?的?(?:增值税|税率|税点|专用发票|VAT|tax)", re.IGNORECASE)
_DISCOUNT_AFTER = re.compile(r"^\s?的?(?:折扣|优惠)|^\s*discount", re.IGNORECASE)

_DAILY = re.compile(
    r"每(?:逾期|延迟|迟延|拖延|延期|推迟|晚|延误|超过)?一?[日天]|按[日天]|每[日天]|"
    r"日利率|(?:per|each|every|a)\s+(?:\w+\s+)?day|daily",
    re.IGNORECASE,
)
_MONTHLY = re.compile(
    r"每(?:逾期|延迟)?一?个?月|按月|月利率|月息|(?:per|each|every|a)\s+(?:\w+\s+)?month|"
    r"monthly",
    re.IGNORECASE,
)
_YEARLY = re.compile(
    r"年利率|年化|年息|每年|按年|per\s+(?:annum|year)|annual(?:ly)?|p\.a\.", re.IGNORECASE
)
_PERIODS: tuple[tuple[re.Pattern[str], Per], ...] = (
    (_DAILY, "day"),
    (_MONTHLY, "month"),
    (_YEARLY, "year"),
)
_CAP_BEFORE = re.compile(
    r"(?:最高|累计|总额|上限|总计|合计)?[^,;。%]{0,18}(?:不(?:得|应)?(?:超过|高于|大于)|"
    r"以|上限[为是]?|最高[为额]?)[^,;。%]{0,24}$"
    r"|(?:not\s+(?:to\s+)?exceed|maximum\s+of|up\s+to(?:\s+a\s+maximum\s+of)?|"
    r"capped\s+at|limited\s+to)[^.;%]{0,60}$",
    re.IGNORECASE,
)
_CAP_AFTER = re.compile(r"^[^,;。%]{0,8}为(?:限|上限)")
_TIMED = {"late_payment_penalty", "late_delivery_penalty", "liquidated_damages", "interest"}


def find_rate_facts(context: Context) -> tuple[Rate, ...]:
    """Rates in text order; a limit such as 最高不超过合同总价的10% is the ``cap`` of its rate."""
    mentions = find_rates(context.text)
    facts: list[Rate] = []
    caps = _caps(context, mentions)
    capping = set(caps.values())
    for index, mention in enumerate(mentions):
        if index in capping:
            continue
        kind, confidence = _kind(context, mentions, index)
        cap = mentions[caps[index]].value if index in caps else None
        facts.append(
            Rate(
                id=f"r{len(facts) + 1}",
                kind=kind,
                value=mention.value,
                at=context.evidence(mention.start, mention.end, confidence),
                per=mention.per or _period(context, mentions, index, kind),
                cap=cap,
            )
        )
    return tuple(facts)


def _caps(context: Context, mentions: Sequence[RateMention]) -> dict[int, int]:
    """Index of a rate → index of the rate that limits it, in the same sentence or the next."""
    caps: dict[int, int] = {}
    for index in range(1, len(mentions)):
        first, second = mentions[index - 1], mentions[index]
        between = context.folded[first.end : second.start]
        if len(between) > 120 or "\n" in between or index - 1 in caps.values():
            continue
        tail = context.folded[second.end : second.end + 12]
        limited = _CAP_BEFORE.search(between) and _real_limit(between, tail)
        kind, _ = _kind(context, mentions, index - 1)
        if (limited or _CAP_AFTER.match(tail)) and kind in _TIMED | {"other"}:
            caps[index - 1] = index
    return caps


def _real_limit(between: str, tail: str) -> bool:
    """以…为限 needs its end; the other limits speak for themselves."""
    last = re.split(r"[,;。]", between)[-1]
    return not re.search(r"(?:^|总额|累计)以", last) or "不" in last or bool(_CAP_AFTER.match(tail))


def _window(context: Context, mentions: Sequence[RateMention], index: int) -> tuple[str, str]:
    start, end = context.sentence(mentions[index].start)
    following = mentions[index + 1].start if index + 1 < len(mentions) else end
    before = context.folded[start : mentions[index].start]
    return before, context.folded[mentions[index].end : min(end, following)]


def _kind(context: Context, mentions: Sequence[RateMention], index: int) -> tuple[str, float]:
    before, after = _window(context, mentions, index)
    start, _ = context.sentence(mentions[index].start)
    since = before
    if index and mentions[index - 1].end > start:
        since = before[mentions[index - 1].end - start :]
    if _TAX_AFTER.match(after):
        return "tax_rate", 0.95
    if _DISCOUNT_AFTER.match(after):
        return "discount", 0.9
    if _RETENTION_AFTER.match(after):
        return "retention", 0.9
    topic = nearest(_TOPIC, since[-80:])
    if topic and topic[0] in ("tax_rate", "discount", "retention") and len(since) - topic[1] < 20:
        return topic[0], 0.9
    penalised = _penalty_kind(context, mentions[index].start, before, after)
    if penalised:
        return penalised, 0.9
    if (topic and topic[0] == "interest") or _INTEREST_AFTER.match(after):
        return "interest", 0.9
    if _is_share(context, mentions[index].start, since, after):
        return "instalment_share", 0.85
    return (topic[0], 0.7) if topic else ("other", 0.5)


def _penalty_kind(context: Context, offset: int, before: str, after: str) -> str | None:
    """Which penalty: the nearest delay decides; without one, damages in general."""
    damages = _DAMAGES_AFTER.match(after) or re.search(
        r"违约金|滞纳金|罚息|liquidated\s+damages|penalty|late\s+(?:fee|charge)",
        before,
        re.IGNORECASE,
    )
    late = nearest(_TOPIC[:4], before)
    timed = bool(_DAILY.search(before[-60:]) or _DAILY.match(after[:20].strip()))
    if late and (damages or timed or "interest" in before.lower()):
        return late[0]
    if not damages:
        return None
    heading = nearest(_TOPIC[:4], context.heading(offset))
    return heading[0] if heading else "liquidated_damages"


def _is_share(context: Context, offset: int, since: str, after: str) -> bool:
    """A part of the price to pay; a threshold (超过5%, more than 5%) is none."""
    if _THRESHOLD.search(since):
        return False
    paying = bool(_PAY.search(since) or _PAY.search(after[:40]))
    based = bool(_SHARE_BASE.search(since[-24:]) or _SHARE_BASE.search(after[:40]))
    if paying and based:
        return True
    in_table = "\t" in context.folded[slice(*context.line(offset))]
    chinese = context.document.language != "en"
    return "payment" in context.clause_kinds(offset) and ((chinese and paying) or in_table)


def _period(context: Context, mentions: Sequence[RateMention], index: int, kind: str) -> Per | None:
    if kind not in _TIMED:
        return None
    before, after = _window(context, mentions, index)
    near, tail = before[-60:], after[:24]
    lead = re.search(r"([日月年])\s?(?:利率|息)?[为按]?\s?$", near[-6:])
    if lead and not re.search(r"\d\s?[日月年]\s?$", near):
        return _per(lead[1])
    found: list[tuple[int, Per]] = []
    for pattern, per in _PERIODS:
        following = pattern.search(tail)
        if following:
            return per
        found += [(match.end(), per) for match in pattern.finditer(near)]
    return max(found)[1] if found else None
