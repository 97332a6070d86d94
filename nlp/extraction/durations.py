"""The grammar of durations, Chinese and English, as ISO 8601 in the unit written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from nlp.folding import fold
from nlp.numbers import EN_NUMERAL, ZH_NUMERAL_CHARS, parse_en_number, parse_number


@dataclass(frozen=True, slots=True)
class DurationMention:
    """A literal duration; ``value`` as in :class:`nlp.document.Duration`."""

    start: int
    end: int
    value: str


_N = rf"(?:\d+(?:\.\d+)?|[{ZH_NUMERAL_CHARS.replace('〇', '')}]{{1,6}})"
_ZH_UNIT = (
    r"(?P<unit>个?工作日|个?营业日|个?交易日|个?自然日|个?日历[日天]|周?年(?!度|级|代|"
    r"第|薪)|个月|整?月(?=内|以内|的期限)|个?星期|周(?!岁|[一二三四五六日])"
    r"|个?小时|个?季度|日|天|分钟)"
)
_ZH = re.compile(
    rf"(?<![0-9{ZH_NUMERAL_CHARS}.第])(?P<num>{_N})\s?(?:\((?P<again>{_N})\)|"
    rf"\[(?P<again2>{_N})\])?\s?"
    rf"(?P<half_month>个半月)?(?(half_month)|(?:个?{_ZH_UNIT}(?P<half>半)?))"
)
_MONTHLY = re.compile(r"\bmonth[\s-]to[\s-]month\b", re.IGNORECASE)
_HALF = re.compile(
    r"(?<![一二两三四五六七八九十个0-9每/□])半(?:(?P<year>年)|个?(?P<month>月)|(?P<day>[天日]))"
)
_UNITS = {"年": "Y", "月": "M", "星期": "W", "周": "W", "日": "D", "天": "D", "季度": "Q"}
_WORKING = ("工作日", "营业日", "交易日")
_DAY_OF_MONTH = re.compile(r"(?:月|每月的?|当月的?|次月的?|该月|本月|前述|星期|周)\s?$")
_EACH = re.compile(
    r"(?:每(?:逾期|延误|延迟|迟延|拖延|延期|推迟|超过|晚|满|过)?|逾期|任何|任意|同|某)\s?$"
)
_LIMIT_AFTER = re.compile(
    r"\s?(?:之?内|以内|以上|以下|之?后|之?前|期限?|的|未|仍|无|不|届满|为限|止|/|通知|"
    r"书面|内部|缓冲|宽限|[,;。):、]|$|\n)"
)
_LIMIT_BEFORE = re.compile(
    r"(?:起|后|内|前|至少|不少于|不超过|超过|逾期|满|达|为|共|计|期限|期|累计|于|在|"
    r"的)\s?[:]?\s?$"
)

_EN_UNIT = (
    r"(?P<kind>business|working|banking|trading|calendar|consecutive|full|natural)?[\s-]{0,2}"
    r"(?P<unit>day|week|month|year|hour|hr|quarter|minute|min)s?\b"
)
_EN = re.compile(
    rf"(?P<words>{EN_NUMERAL})[\s-]{{0,2}}(?:\(\s?(?P<again>\d+)\s?\))?[\s-]{{0,2}}{_EN_UNIT}"
    rf"|"
    rf"(?<![\d.,$/A-Za-z-])(?P<figures>\d+(?:\.\d+)?)[\s-]{{0,2}}(?:\((?:{EN_NUMERAL})\))"
    rf"?[\s-]{{0,2}}"
    rf"{_EN_UNIT.replace('P<kind>', 'P<kind2>').replace('P<unit>', 'P<unit2>')}",
    re.IGNORECASE,
)
_EN_UNITS = {
    "day": "D",
    "week": "W",
    "month": "M",
    "year": "Y",
    "hour": "H",
    "hr": "H",
    "min": "N",
    "minute": "N",
    "quarter": "Q",
}


def find_durations(text: str, taken: Sequence[tuple[int, int]] = ()) -> list[DurationMention]:
    """All literal durations in order; ``taken`` are spans (dates) that hold none."""
    folded = fold(text)
    found = [*_chinese(folded), *_halves(folded), *_english(folded)]
    found.sort(key=lambda mention: (mention.start, -mention.end))
    kept: list[DurationMention] = []
    blocked = iter(sorted(taken))
    block = next(blocked, None)
    for mention in found:
        while block is not None and block[1] <= mention.start:
            block = next(blocked, None)
        if block is not None and block[0] < mention.end:
            continue
        if kept and mention.start < kept[-1].end:
            continue
        joined = _compound(folded, kept[-1], mention) if kept else None
        if joined:
            kept[-1] = joined
        else:
            kept.append(mention)
    return kept


_JOINT = re.compile(r"[ ]?(?:[零又]|,?\s?and)?[ ]?")
_DATE_PARTS = re.compile(r"P((?:\d+[YMWD])+)")


def _compound(
    folded: str, first: DurationMention, second: DurationMention
) -> DurationMention | None:
    """1年6个月 and "two years and six months" are one length: P1Y6M."""
    left, right = _DATE_PARTS.fullmatch(first.value), _DATE_PARTS.fullmatch(second.value)
    gap = folded[first.end : second.start]
    if not left or not right or not _JOINT.fullmatch(gap):
        return None
    if "YMWD".index(left[1][-1]) >= "YMWD".index(re.sub(r"\d", "", right[1])[0]):
        return None
    return DurationMention(first.start, second.end, f"P{left[1]}{right[1]}")


def _chinese(folded: str) -> Iterator[DurationMention]:
    for match in _ZH.finditer(folded):
        number = parse_number(match["num"])
        if number is None or not _agrees(number, match["again"] or match["again2"]):
            continue
        if match["half_month"]:
            yield DurationMention(match.start(), match.end(), f"P{number}M15D")
            continue
        unit = match["unit"]
        if not _is_length(folded, match, unit, number):
            continue
        yield DurationMention(match.start(), match.end(), _iso(number, unit, bool(match["half"])))


def _agrees(number: Decimal, again: str | None) -> bool:
    """三十(30)日 says one thing twice; where the two differ neither is taken."""
    return again is None or parse_number(again) == number


def _is_length(folded: str, match: re.Match[str], unit: str, number: Decimal) -> bool:
    before = folded[max(0, match.start() - 8) : match.start()]
    if _EACH.search(before) and not (unit not in "日天" and before.endswith("逾期")):
        return _EACH_IS_LIMIT.search(before) is not None and number > 1
    if unit in ("日", "年") and number >= 1000:
        return False
    if unit == "日":
        if _DAY_OF_MONTH.search(before):
            return False
        after = folded[match.end() : match.end() + 4]
        return bool(_LIMIT_AFTER.match(after) or _LIMIT_BEFORE.search(before))
    return True


_EACH_IS_LIMIT = re.compile(r"(?<!每)逾期\s?$")


def _iso(number: Decimal, unit: str, half: bool) -> str:
    count = format(number.normalize(), "f")
    if unit.endswith(_WORKING):
        return f"P{count}BD"
    if unit.endswith("小时"):
        return f"PT{count}H"
    if unit.endswith("分钟"):
        return f"PT{count}M"
    letter = next(code for word, code in _UNITS.items() if word in unit)
    if letter == "Q":
        return f"P{number * 3:f}M"
    if half and letter == "Y":
        return f"P{number * 12 + 6:f}M"
    return f"P{count}{letter}"


def _halves(folded: str) -> Iterator[DurationMention]:
    """半年 is six months, 半个月 fifteen days, 半天 twelve hours."""
    for match in _HALF.finditer(folded):
        value = "P6M" if match["year"] else "P15D" if match["month"] else "PT12H"
        yield DurationMention(match.start(), match.end(), value)


def _english(folded: str) -> Iterator[DurationMention]:
    for match in _EN.finditer(folded):
        words = match["words"]
        number = parse_en_number(words) if words else Decimal(match["figures"])
        if number is None or (match["again"] and Decimal(match["again"]) != number):
            continue
        unit = (match["unit"] or match["unit2"]).lower()
        kind = (match["kind"] or match["kind2"] or "").lower()
        if unit == "year" and number >= 1000:
            continue
        yield DurationMention(match.start(), match.end(), _en_iso(number, unit, kind))
    for match in _MONTHLY.finditer(folded):
        yield DurationMention(match.start(), match.end(), "P1M")


def _en_iso(number: Decimal, unit: str, kind: str) -> str:
    count = format(number.normalize(), "f")
    letter = _EN_UNITS[unit]
    if letter == "D" and kind in ("business", "working", "banking", "trading"):
        return f"P{count}BD"
    if letter == "H":
        return f"PT{count}H"
    if letter == "N":
        return f"PT{count}M"
    if letter == "Q":
        return f"P{number * 3:f}M"
    return f"P{count}{letter}"
