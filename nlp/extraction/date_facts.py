"""Dates as facts: what each date is for."""

from __future__ import annotations

import re
from dataclasses import replace

from nlp.document import DateFact, ReadingWarning
from nlp.extraction.context import Context
from nlp.extraction.cues import cues, first, nearest
from nlp.extraction.dates import DateMention, find_dates
from nlp.messages import Locale, warning

_BEFORE = cues(
    (
        "signed",
        (
            r"签(?:订|署|约|字|章)?(?:日期|时间|日)|(?:^|\s)签(?:署|订|约)\s*:\s*$|签订于|签署于|订立于|签约于|"
            r"(?:^|[\t_)\s])\s*日\s*期\s*:?[_\s]*$|(?:sign(?:ed|ing)|execution)\s+date"
        ),
    ),
    (
        "signed",
        (
            r"\bdated(?:\s+as\s+of)?|\border\s+date|\bsigned\s+at\s+[a-z]+\s+on|(?:made|entered\s+into|executed|signed|"
            r"agreed)(?:\s+and\s+\w+(?:\s+into)?)?(?:\s+as)?\s+(?:of|on|this)|(?:^|[\t_]|"
            r"\s{2})\s*date\s*:[_\s]*$"
        ),
    ),
    (
        "effective",
        (
            r"生效(?:日期?|时间)?|takes?\s+effect(?:\s+(?:on|from|as\s+of))?|"
            r"effective(?:\s+date)?(?:\s+(?:as\s+of|on|from|is|means|"
            r"shall\s+be))?"
        ),
    ),
    (
        "expiry",
        (
            r"有效期(?:限)?(?:至|到|截止)|到期日|届满日|终止日|失效|expir\w*(?:\s+on)?|"
            r"terminat\w*\s+on|valid\s+until"
        ),
    ),
    (
        "start",
        (
            r"(?:^|[,:;\s(为限期间从自于])[自从]\s*$|开始(?:日期?|时间)?|起始(?:日期?|时间)?|"
            r"起租日|开工(?:日期?|时间)?|入职|commenc\w+(?:\s+(?:on|from|date))?|"
            r"\bstart\w*(?:\s+(?:on|from|date))?|\bwork\w*\s+begins?\s+on|\bfrom\s*$|\bbeginning\s+on"
        ),
    ),
    (
        "end",
        (
            r"(?:起?至|到|截至|截止)\s*$|\bend\s+date|结束(?:日期?|时间)?|终止(?:日期?|时间)|竣工(?:日期?|"
            r"时间)?|完工|\b(?:to|until|through|till|ending(?:\s+on)?)\s*$"
        ),
    ),
    ("delivery", r"交付|交货|到货|送达|发货|交房|移交|deliver\w*|shipment|ship(?:ped)?\b"),
    ("acceptance", r"验收|acceptance"),
    (
        "payment_due",
        (
            r"支付|付款|付清|缴纳|还款|偿还|归还|结清|汇入|\bpay(?:able|ment|s)?\b|repa(?:y|"
            r"id)\w*|\bdue\b"
        ),
    ),
    ("notice_deadline", r"通知|notice|notif\w+"),
)
_AFTER = cues(
    (
        "effective",
        r"^\s?(?:起|之?日起)?\s?(?:正式)?生效|^[^.;]{0,12}?\"?(?:the\s+)?\"?effective\s+date",
    ),
    (
        "signed",
        (
            r"^\s?(?:在[^,;。]{1,20})?(?:签订|签署|订立|签约)(?!的|了|《)|"
            r"^[^.;]{0,12}?\"?(?:signing|"
            r"agreement|execution)\s+date"
        ),
    ),
    (
        "start",
        (
            r"^\s?(?:零时)?(?:(?:起|之?日起)(?!\s?(?:正式)?生效)|开始|开工|入职)|"
            r"^[^.;]{0,12}?\"?(?:commencement|"
            r"start)\s+date"
        ),
    ),
    ("expiry", r"^\s?(?:届满|到期|失效)|^[^.;]{0,12}?\"?(?:expir\w+|termination|maturity)\s+date"),
    ("end", r"^\s?(?:24时)?(?:止|为止|结束|终止|竣工|完工)"),
    (
        "delivery",
        (
            r"^\s?(?:之?前|以前|当日|内)?\s?[^,;。\n]{0,14}?(?:交付|交货|到货|送达|发货|移交|"
            r"运至|送至)|^[^.;]{0,12}?\"?delivery\s+date"
        ),
    ),
    ("acceptance", r"^\s?(?:之?前|以前)?\s?[^,;。\n]{0,12}?验收"),
    (
        "payment_due",
        (
            r"^\s?(?:之?前|以前|当日)?\s?[^,;。\n]{0,22}?(?:支付|付款|付清|缴纳|还款|偿还|归还|"
            r"结清|还清)"
        ),
    ),
    ("notice_deadline", r"^\s?(?:之?前|以前)\s?[^,;。\n]{0,14}?通知"),
)
_STRONG_BEFORE = {"signed", "effective", "expiry", "start", "end"}
_RANGE_START = re.compile(
    r"^\s?(?:零时)?(?:起|之?日)?\s?,?(?:至|到|-|~)+|^\s*(?:to|until|through|till)\b"
)
_RANGE_JOIN = re.compile(
    r"^\s?(?:零时)?(?:起|之?日起?)?\s?,?\s?(?:至|到|-|~|to|until|through|till)+\s*$"
)
_OUTSIDE = re.compile(r"《[^》]{0,40}$|\d{4}\s*[)]?\s*号|(?:修订|修正|颁布|公布|施行|发布)$")


def find_date_facts(context: Context) -> tuple[tuple[DateFact, ...], tuple[ReadingWarning, ...]]:
    """Dates in text order, and a warning for each that no calendar has or that is ambiguous."""
    facts: list[DateFact] = []
    warnings: list[ReadingWarning] = []
    mentions = find_dates(context.text)
    for index, mention in enumerate(mentions):
        if not mention.possible:
            warnings.append(_warning(context, mention, "impossible_date"))
            continue
        if mention.ambiguous:
            warnings.append(_warning(context, mention, "ambiguous_date"))
        if mention.precision == "year" and index and mentions[index - 1].end > mention.start:
            continue
        kind, confidence = _kind(context, mentions, index)
        facts.append(
            DateFact(
                id=f"d{len(facts) + 1}",
                kind=kind,
                value=mention.value,
                precision=mention.precision,
                at=context.evidence(
                    mention.start, mention.end, 0.5 if mention.ambiguous else confidence
                ),
            )
        )
    return tuple(facts), tuple(warnings)


def _warning(context: Context, mention: DateMention, code: str) -> ReadingWarning:
    quote = context.text[mention.start : mention.end]
    locale: Locale = "en" if context.document.language == "en" else "zh"
    page = context.document.page_at(mention.start) if context.document.pages else None
    doubt = warning(code, locale, page, quote=quote)
    return replace(doubt, start=mention.start, end=mention.end)


def _kind(context: Context, mentions: list[DateMention], index: int) -> tuple[str, float]:
    kind, confidence = _cued_kind(context, mentions, index)
    start, _ = context.sentence(mentions[index].start)
    if kind == "signed" and not _signs_this(context, mentions[index].start, start):
        return "other", 0.6
    return kind, confidence


def _cued_kind(context: Context, mentions: list[DateMention], index: int) -> tuple[str, float]:
    mention = mentions[index]
    start, end = context.sentence(mention.start)
    previous = mentions[index - 1] if index else None
    begin = max(start, previous.end) if previous else start
    following = mentions[index + 1].start if index + 1 < len(mentions) else end
    before = context.folded[begin : mention.start][-60:]
    after = context.folded[mention.end : min(end, following)][:60]
    if previous and previous.end >= start and _RANGE_JOIN.match(before):
        return "end", 0.95
    if _RANGE_START.match(after) and following < end:
        return "start", 0.95
    by_before, by_after = nearest(_BEFORE, before), first(_AFTER, after)
    if by_after and by_after[0] in ("effective", "signed", "expiry"):
        return by_after[0], 0.9
    if by_before and by_before[0] in _STRONG_BEFORE and len(before) - by_before[1] <= 12:
        if by_before[0] == "end" and _limit_word(before) and by_after:
            return by_after[0], 0.8
        return by_before[0], 0.9
    if by_after:
        return by_after[0], 0.85
    if by_before:
        return by_before[0], 0.75
    if context.in_signature(mention.start):
        return "signed", 0.85
    if _alone_in_preamble(context, mention):
        return "signed", 0.6
    return _by_heading(context, mention.start), 0.5


def _alone_in_preamble(context: Context, mention: DateMention) -> bool:
    """A day on a line of its own above the parties is the day of the paper."""
    section = context.section(mention.start)
    line = context.folded[slice(*context.line(mention.start))].strip()
    alone = len(line) == mention.end - mention.start
    return bool(section and section.kind == "preamble" and alone and mention.precision == "day")


_OTHER_PAPER = re.compile(
    r"\bWHEREAS\b|\bthat\s+certain\b|\bunder\s+(?:the|a)\b|\b(?:a|an|its|such|"
    r"the)\s+(?:[A-Z]\w+\s+){1,5}"
    r"(?:Agreement|Contract|Lease|License|Attorney|Plan|Note)\b[^.;]{0,40}$|"
    r"《[^》]{2,40}》[^,。;]{0,12}$"
)


def _signs_this(context: Context, offset: int, sentence_start: int) -> bool:
    """False where the sentence tells when some other paper was signed."""
    before = context.folded[sentence_start:offset]
    if re.search(r"(?:\bdate|日\s*期)\s*:?[_\s]*$", before, re.IGNORECASE):
        return True
    if _OTHER_PAPER.search(before) and not re.search(r"\bthis\b", before, re.IGNORECASE):
        return False
    section = context.section(offset)
    if section is None or section.kind != "body":
        return True
    return bool(
        re.search(r"\bthis\b|本合同|本协议|签订日期|签署日期|签约日期", before, re.IGNORECASE)
    )


def _limit_word(before: str) -> bool:
    return before.rstrip().endswith(("到", "by", "截至"))


def _by_heading(context: Context, offset: int) -> str:
    for kind in context.clause_kinds(offset):
        if kind == "delivery":
            return "delivery"
        if kind == "payment":
            return "payment_due"
    return "other"
