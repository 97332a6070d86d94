"""Chinese wordings of periods: 验收合格之日起30个工作日内, 期满前90日, 自…起至…止."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from nlp.extraction.durations import DurationMention
from nlp.formula import Choice, Formula, Length, RestDay
from nlp.numbers import ZH_NUMERAL_CHARS, parse_number
from nlp.periods.events import event_key, event_phrase
from nlp.periods.mentions import Around, day_in

_CLAUSE = r"[^,;。\n\t:]"
_COUNTED = r"(?:计算|起算|算|计)?"
_LEAD = (
    r"(?P<lead>(?:的|,)?(?:第|最迟|最长|至少|不超过|不少于|不得少于|不低于|满|连续|共|为)*"
    r"(?:有效期|期限|租期|质保期|保修期|工期|服务期)?(?:限)?(?:为|共|:)?)\s*"
)
_AFTER = re.compile(
    rf"(?P<event>{_CLAUSE}{{1,40}}?)(?<![其此])\s?(?P<link>"
    rf"\(含当日\)(?:起|后)|(?:之)?次日(?:起|开始){_COUNTED}|(?:当日|当天|即日)(?:起|开始|后){_COUNTED}"
    rf"|之?日(?:\(含(?:当日|本日|该日)\))?(?:起|开始){_COUNTED}|起{_COUNTED}|之日(?:后|的)"
    rf"|(?:之|以)?后|之日)\s?{_LEAD}$"
)
_RUN_OUT = re.compile(rf"(?P<event>{_CLAUSE}{{0,40}}?(?:届满|期满|到期|满))\s?{_LEAD}$")
_ADJACENT = re.compile(rf"(?P<event>{_CLAUSE}{{2,40}}?)\s?的?$")
_BEFORE = re.compile(
    rf"(?P<event>{_CLAUSE}{{1,40}}?)(?:之?前|以前),?(?:的|至少|不少于|不迟于|提前|第)*\s?$"
)
_ADVANCE = re.compile(r"(?:提前|提早|预先|事先)(?:至少|不少于|不得少于|了)*\s?$")
_WITHIN = re.compile(r"\s?(?:\([^)]{0,12}\))?\s?(?:之?内|以内)")
_UNTIL = re.compile(r"\s?(?:届满|期满)?(?:之?后|以后)(?!的?\d)")
_FORWARD = re.compile(r"\s?(?:日)?(?:之?前|以前)")
_LATER_START = re.compile(
    rf"\s?,?(?:自|从)(?P<event>{_CLAUSE}{{2,40}}?)(?P<link>(?:之?次日|当日|之?日)?起{_COUNTED})"
    r"(?!\s?(?:[至到~—-]))"
)
_AVERAGE = re.compile(r"\s?内?的?(?:月|日)?平均")
_NO_RENEWAL = re.compile(r"不(?:再|予|拟)?续[期约签租订展]")
_ACTS = re.compile(r"解除|终止|到期|届满|期满|交货|交付|检查|检验|验收")
_INCLUDED = re.compile(r"\(含(?:当日|本日|该日|本数)\)|当日(?:计入|也?计算在内)|从当日起算")
_REST_STAYS = re.compile(r"遇[^,;。]{0,14}(?:节|假|休|周末|非工作)[^。;]{0,12}不(?:予|再|得)?顺延")
_REST_NEXT = re.compile(
    r"(?:遇|为|是)[^,;。]{0,14}(?:节|假|休|周末|非工作)[^。;]{0,14}(?:顺延|推迟|延至|之后的?第一个工作日)"
)
_REST_BACK = re.compile(
    r"(?:遇|为|是)[^,;。]{0,14}(?:节|假|休|周末|非工作)[^。;]{0,10}(?:提前|前一个?工作日)"
)
_DATE_LIMIT = re.compile(
    r"\s?(?P<inside>\(含(?:当日|本日|该日)\))?(?:之?前|以前)(?P<inside2>\(含(?:当日|本日|该日)\))?"
)
_DATE_INCLUDED = re.compile(
    r"\s?(?:\(含(?:当日|本日|该日)\))?\s?(?:24时|二十四时)?(?:止|为止|届满|截止)"
)
_NOT_LATER = re.compile(
    r"(?:不迟于|不晚于|不得迟于|不得晚于|最迟(?:于|在|至)?|至迟(?:于|在)?|截[至止]于?)\s?$"
)
_MONTH_DAY = re.compile(
    r"(?P<which>次月|下月|下个月|当月|本月|同月)的?(?:(?P<day>\d{1,2}|[一二三四五六七八九十]{1,3})"
    r"[日号]|(?P<end>月?[底末]))(?P<limit>\(含(?:当日|本日)\)前|(?:之?前|以前)"
    r"(?:\(含(?:当日|本日)\))?)?"
)
_MONTH_EVENT = re.compile(rf"(?P<event>{_CLAUSE}{{2,40}}?)(?:之?后|之?日起|的)?,?(?:于|在)?的?$")
_ORDINAL = re.compile(
    rf"第(?P<count>\d{{1,4}}|[{ZH_NUMERAL_CHARS}]{{1,6}})个?(?P<unit>工作日|营业日|交易日|[日天])(?!内)"
)
_MONTHLY = re.compile(r"月结\s?$")


def rest_day_words(sentence: str) -> RestDay | None:
    """What the contract says of a last day that is a day off: stays, next or previous."""
    if _REST_STAYS.search(sentence):
        return "stays"
    if _REST_NEXT.search(sentence):
        return "next"
    return "previous" if _REST_BACK.search(sentence) else None


def ordinals(text: str) -> Iterator[DurationMention]:
    """第30日, 第五个工作日: the length after which that day comes."""
    for match in _ORDINAL.finditer(text):
        count = parse_number(match["count"])
        if count is not None and count == int(count):
            unit = "D" if match["unit"] in "日天" else "BD"
            yield DurationMention(match.start(), match.end(), f"P{int(count)}{unit}")


def chinese_formula(around: Around, length: Length) -> Formula | None:
    """The formula around a length; None where no base stands beside it."""
    if _MONTHLY.search(around.before):
        return _with_days(Formula("month_end", "月结", length=length), around)
    return (
        _advance(around, length)
        or _before(around, length)
        or _after(around, length)
        or _told_later(around, length)
        or _adjacent(around, length)
    )


def _after(around: Around, length: Length) -> Formula | None:
    match = _AFTER.search(around.before)
    if match is None:
        match = _RUN_OUT.search(around.before)
        if match is None or not _WITHIN.match(around.after):
            return None
        return _with_days(_based(match["event"], length), around)
    words = match["event"] + ("日" if match["link"].startswith("日") else "")
    formula = _with_days(_based(words, length), around)
    formula = replace(formula, first_day=_first_day(match["link"], around, formula))
    if _UNTIL.match(around.after):
        return replace(formula, bound="from")
    return replace(formula, bound="on") if around.words.startswith("第") else formula


def _first_day(link: str, around: Around, formula: Formula) -> Choice:
    """Whether the day that the period begins on is counted.

    A day named in figures (自2026年1月1日起一年) is left open: contracts mean a year of which it is
    the first day as often as the statute's count from the next day.
    """
    if _INCLUDED.search(around.before[-24:] + around.after[:16]) or "含" in link:
        return "included"
    if "次日" in link or "后" in link:
        return "excluded"
    if link.startswith(("当日", "当天", "即日")):
        return "open"
    return "open" if formula.base else "excluded"


def _before(around: Around, length: Length) -> Formula | None:
    match = _BEFORE.search(around.before)
    if match and not _AVERAGE.match(around.after):
        window = bool(_WITHIN.match(around.after))
        return _counted_back(_based(match["event"], length), around, window=window)
    if _FORWARD.match(around.after):
        match = _ADJACENT.search(around.before)
        words = event_phrase(match["event"]) if match else ""
        known = event_key(words) != "other" or day_in(words) is not None
        base = _based(words, length) if known else Formula("act", None, length=length)
        return _counted_back(base, around, window=False)
    return None


def _advance(around: Around, length: Length) -> Formula | None:
    """提前三十日通知…解除: counted back from what is announced."""
    if not _ADVANCE.search(around.before):
        return None
    before = _BEFORE.search(_ADVANCE.sub("", around.before))
    if before:
        return _counted_back(_based(before["event"], length), around, window=False)
    if _NO_RENEWAL.search(around.before[-20:] + around.after[:20]):
        return _counted_back(Formula("expiry", None, length=length), around, window=False)
    act = _ACTS.search(around.after[:40])
    event = "act" if act is None else event_key(act[0])
    text = act[0] if act else None
    return _counted_back(
        Formula("act" if event == "other" else event, text, length=length), around, window=False
    )


def _told_later(around: Around, length: Length) -> Formula | None:
    """期限三年，自签订之日起: the base follows the length."""
    match = _LATER_START.match(around.after)
    if match is None:
        return None
    words = match["event"] + ("日" if match["link"].startswith("日") else "")
    formula = _with_days(_based(words, length), around)
    return replace(formula, first_day=_first_day(match["link"], around, formula))


def _adjacent(around: Around, length: Length) -> Formula | None:
    """收到通知书7日内: an event that is known stands right before the length."""
    match = _ADJACENT.search(around.before)
    if match is None or not _WITHIN.match(around.after):
        return None
    words = event_phrase(match["event"])
    if event_key(words[-6:]) == "other" or re.search(r"[应须可]当?在?$|在$|于$", match["event"]):
        return None
    return _with_days(_based(words, length), around)


def _based(words: str, length: Length) -> Formula:
    phrase = event_phrase(words)
    day = day_in(words) or day_in(phrase)
    if day:
        return Formula(base=day, length=length)
    if phrase.endswith("日") and event_key(phrase) != "other":
        phrase = phrase.removesuffix("日").removesuffix("之")
    return Formula(event_key(phrase), phrase or None, length=length)


def _counted_back(base: Formula, around: Around, *, window: bool) -> Formula:
    formula = replace(_with_days(base, around), direction="before")
    return replace(formula, bound="window", last_day="open") if window else formula


def _with_days(formula: Formula, around: Around) -> Formula:
    return replace(formula, business=around.business)


def chinese_limit(around: Around) -> Choice | None:
    """For a named day: whether it is itself within the limit; None where it is no limit."""
    if _NOT_LATER.search(around.before):
        return "included"
    match = _DATE_LIMIT.match(around.after)
    if match:
        return "included" if match["inside"] or match["inside2"] else "open"
    return "included" if _DATE_INCLUDED.match(around.after) else None


def month_days(sentence: str) -> list[tuple[int, int, Formula]]:
    """Days named by the month of an event: 收到发票次月10日前, 验收当月底."""
    found = []
    for match in _MONTH_DAY.finditer(sentence):
        told = _MONTH_EVENT.search(sentence[max(0, match.start() - 44) : match.start()])
        event = event_phrase(told["event"]) if told else ""
        key = event_key(event)
        number = parse_number(match["day"]) if match["day"] else None
        if key == "other" or (match["day"] and (number is None or not 1 <= number <= 31)):
            continue
        limit = match["limit"]
        open_day = limit is not None and "含" not in limit and not match["end"]
        formula = Formula(
            key,
            event,
            month_shift=0 if match["which"] in ("当月", "本月", "同月") else 1,
            month_day=31 if match["end"] else int(number or 31),
            last_day="open" if open_day else "included",
        )
        found.append((match.start(), match.end(), formula))
    return found
