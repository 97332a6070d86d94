"""Which event a stretch of words names, and the event's own words in it."""

from __future__ import annotations

import re

from nlp.extraction.cues import cues, nearest
from nlp.extraction.triggers import EVENTS

_KEYS = (
    *cues(
        (
            "expiry",
            r"(?:期限?|合同|协议|租约|租期|有效期)[^,;。]{0,6}(?:届?满|到期|结束)|到期|届满|期满",
        ),
        ("start", r"起租|租赁开始|开始日|起始日|开工|进场"),
        ("termination", r"离职"),
        ("acceptance", r"[终初]验(?:合格|通过)?"),
        ("inspection", r"检[验测](?:合格|通过)|质检合格"),
        (
            "notice",
            r"催告|要求|请求|索赔|申请|通知书?[^,;。]{0,6}(?:送达|到达|发出|收到|之)|"
            r"(?:收到|接到)[^,;。]{0,16}通知书?",
        ),
        ("expiry", r"end\s+of\s+(?:the|such|its|each|any)\s+(?:[\w-]+\s+){0,4}(?:term|period)\b"),
        ("start", r"commencement|start\s+date"),
        ("signing", r"date\s+(?:hereof|of\s+this|first\s+above\s+written)"),
    ),
    ("payment", re.compile(r"收到[^,;。]{0,8}(?:租金|价款|货款|费用?|款项?|押金|定金)")),
    *EVENTS,
)
_OTHER_TERM = re.compile(
    r"试用|质保|保修|质量|免租|保密|竞业|装修|宽限|维护|缺陷|免费|答辩|公告|异议"
)
_OTHER_PAPER = re.compile(
    r"补充协议|订单|[验交收签]收单|交接|确认[单书]|结算单|报告|purchase\s+order|amendment",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    r"^.*(?:自(?!行|己|动|然)|从(?!事)|期(?:限|间)?(?:为|至)|"
    r"(?<![存所现正关由对等低高少多属位])(?:在|于(?!是)))(?!此|该)(?=..)"
)
_NUMBER = re.compile(
    r"^\s*(?:第[〇零一二三四五六七八九十百\d]+条|\([一二三四五六七八九十\d]+\)|"
    r"[\d.]+[.)、]?\s|[一二三四五六七八九十]+、)\s*"
)
_LEAD = re.compile(r"^(?:如|若|但|并|且|则|应当?|须|最迟|至迟|均|至少|以及|和|为|经)+")
_TAIL = re.compile(
    r"\s(?:(?:shall|will|may|must)(?!\s+have)|unless|provided|and\s+(?:the|ends|ending|may|shall)|"
    r"the\s+\w+\s+(?:shall|will|may|must)|with\s+respect|for\s+(?:any|a|the)|in\s+the\s+event)\b.*$|"
    r"\s?[;:(\[$*].*$",
    re.IGNORECASE | re.DOTALL,
)
_NEAR_END = 8
_MOST_WORDS = 12


def event_key(words: str) -> str:
    """The key of the event that is told last; ``other`` where none known stands near the end."""
    found = nearest(_KEYS, words)
    key = found[0] if found and len(words) - found[1] <= _NEAR_END else "other"
    return "other" if _is_of_another(key, words) else key


def english_event_key(words: str) -> str:
    """The key of the event that is told first, as it follows its preposition in English."""
    places = [
        (match.start(), -match.end(), key)
        for key, pattern in _KEYS
        if (match := pattern.search(words))
    ]
    key = min(places)[2] if places else "other"
    return "other" if _is_of_another(key, words) else key


def _is_of_another(key: str, words: str) -> bool:
    """The end of a trial period is not the contract's, nor the signing of an order its signing."""
    if key == "expiry":
        return bool(_OTHER_TERM.search(words))
    return key == "signing" and bool(_OTHER_PAPER.search(words))


def event_phrase(words: str) -> str:
    """The event's own words, without the clause's subject before 自, 在, 于."""
    words = _NUMBER.sub("", words.strip())
    cut = _SUBJECT.match(words)
    if cut and len(words) - cut.end() >= 2:
        words = words[cut.end() :]
    return _LEAD.sub("", words).strip()


def english_event_phrase(words: str) -> str:
    """The event's own words, up to the verb of the clause."""
    kept = _TAIL.sub("", words).split()[:_MOST_WORDS]
    while kept and kept[-1].lower() in ("and", "or", "of", "the", "a", "to"):
        kept.pop()
    return " ".join(kept).strip(" ,.'\"")
