"""Due dates told by an event: 验收合格后30个工作日内, within 30 days after receipt."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from nlp.document import Duration, Trigger
from nlp.extraction.context import Context
from nlp.extraction.cues import cues, nearest

_Unit = Literal["day", "working_day", "week", "month", "year", "hour"]
_UNITS: dict[str, _Unit] = {
    "BD": "working_day",
    "D": "day",
    "W": "week",
    "M": "month",
    "Y": "year",
}
_ISO = re.compile(r"P(T?)(\d+)(BD|[DWMYH])")
EVENTS = cues(
    ("signing", r"签订|签署|签字|签约|\bsign\w*|execut\w+"),
    ("effective", r"生效|effective"),
    ("acceptance", r"验收|acceptance|accept\w*"),
    ("delivery", r"交付|交货|到货|送达|运抵|收到货物|移交|deliver\w*|arrival"),
    ("shipment", r"发货|装运|起运|ship\w*"),
    ("invoice", r"发票|请款|invoice\w*"),
    ("payment", r"付款|支付|到账|收到[^,;。]{0,8}款|\bpaid\b|payment"),
    ("notice", r"通知|notice|notif\w*"),
    ("completion", r"完成|完工|竣工|completion"),
    ("installation", r"安装|调试|install\w*|commissioning"),
    (
        "warranty_expiry",
        (
            r"(?:质保|保修|质量保证)期?(?:届?满|到期|结束)|(?:warranty|"
            r"defects)[^,.;]{0,20}expir\w*"
        ),
    ),
    ("expiry", r"(?:期|合同|协议)[^,;。]{0,4}(?:届?满|到期)|expir\w*"),
    ("termination", r"终止|解除|terminat\w*"),
    (
        "month_end",
        (
            r"(?:每|次|当|自然)?月(?:结束|终了|末|底)|end\s+of\s+(?:each|"
            r"the)\s+(?:calendar\s+)?month"
        ),
    ),
    ("settlement", r"结算|对账|settlement"),
)
_ZH_LINK = re.compile(
    r"(?P<event>[^,;。\n\t:]{2,40}?)(?:之日起?|当日起?|之次日起|次日起|(?:以|之)?后|起|"
    r"届?满)(?:算)?的?(?:第|最迟|不超过)?\s?$"
)
_ZH_BEFORE = re.compile(r"(?P<event>[^,;。\n\t:]{2,40}?)(?:之?前|提前)(?:至少|不少于)?的?\s?$")
_ZH_WITHIN = re.compile(r"\s?(?:之?内|以内|之?前|起|后|,|$|将|向|支付|付)")
_EN_AFTER = re.compile(
    r"\s*(?:after|of|from|following|upon|as\s+of)\s+(?P<event>[^,;.\n]{3,90})", re.IGNORECASE
)
_EN_BEFORE = re.compile(
    r"\s*(?:prior\s+to|before|in\s+advance\s+of)\s+(?P<event>[^,;.\n]{3,90})", re.IGNORECASE
)
_FIRST_EVENT = 60


def trigger_in(
    context: Context, durations: Sequence[Duration], start: int, end: int
) -> Trigger | None:
    """The first event-bound due date inside ``start..end``; None where no known event stands."""
    for duration in durations:
        if not start <= duration.at.start < end:
            continue
        length = _length(duration.value)
        if length is None:
            continue
        found = _chinese(context, duration, start) or _english(context, duration, end)
        if found:
            event, after = found
            return Trigger(event, length[0], length[1], after)
    return None


def _length(value: str) -> tuple[int, _Unit] | None:
    match = _ISO.fullmatch(value)
    if not match:
        return None
    if match[1]:
        return (int(match[2]), "hour") if match[3] == "H" else None
    return int(match[2]), _UNITS[match[3]]


def _chinese(context: Context, duration: Duration, start: int) -> tuple[str, bool] | None:
    before = context.folded[start : duration.at.start]
    after = context.folded[duration.at.end : duration.at.end + 3]
    for pattern, later in ((_ZH_LINK, True), (_ZH_BEFORE, False)):
        match = pattern.search(before)
        event = nearest(EVENTS, match["event"]) if match else None
        if event and (not later or _ZH_WITHIN.match(after)):
            return event[0], later
    return None


def _english(context: Context, duration: Duration, end: int) -> tuple[str, bool] | None:
    after = context.folded[duration.at.end : end]
    for pattern, later in ((_EN_AFTER, True), (_EN_BEFORE, False)):
        match = pattern.match(after)
        event = _first_event(match["event"]) if match else None
        if event:
            return event, later
    return None


def _first_event(words: str) -> str | None:
    """In English the event follows its preposition: the word that comes first is meant."""
    places = [
        (match.start(), label)
        for label, pattern in EVENTS
        if (match := pattern.search(words[:_FIRST_EVENT]))
    ]
    return min(places)[1] if places else None
