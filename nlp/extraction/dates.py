"""The grammar of dates, Chinese and English: literal calendar dates and how precise they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from nlp.folding import fold
from nlp.numbers import parse_zh_number

Precision = Literal["day", "month", "year"]


@dataclass(frozen=True, slots=True)
class DateMention:
    """A literal date. ``possible`` is False for a day that no calendar has (2月30日).

    ``ambiguous`` marks a numeric English date whose day and month could change places.
    """

    start: int
    end: int
    value: str
    precision: Precision
    possible: bool = True
    ambiguous: bool = False


_D = "〇零一二三四五六七八九壹贰叁肆伍陆柒捌玖OoＯ0"
_T = "〇零一二三四五六七八九十壹贰叁肆伍陆柒捌玖拾廿卅"
_S = r"[ \t_]?"
_ZH = re.compile(
    rf"(?<![0-9{_D}第])(?P<year>(?:1[89]|2[01])\d{{2}}|[一二壹贰][{_D}]{{3}}){_S}年{_S}"
    rf"(?:(?P<month>\d{{1,2}}|[{_T}]{{1,3}}){_S}月{_S}"
    rf"(?:(?P<day>\d{{1,2}}|[{_T}]{{1,3}}){_S}[日号])?)?"
)
_ZH_SECOND = re.compile(
    rf"\s?(?:起?至|到|-|~|—)+\s?(?:(?P<month>\d{{1,2}}|[{_T}]{{1,3}}){_S}月{_S})?"
    rf"(?P<day>\d{{1,2}}|[{_T}]{{1,3}}){_S}[日号]"
)
_NUMERIC = re.compile(
    r"(?<![0-9A-Za-z./-])(?P<year>(?:19|20|21)\d{2})\s?(?P<sep>[-/.])\s?(?P<month>\d{1,2})"
    r"(?:\s?(?P=sep)\s?(?P<day>\d{1,2}))(?![0-9A-Za-z]|[-/.]\d)"
)
_MONTHS = {
    name[:3]: number
    for number, name in enumerate(
        [
            "january",
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december",
        ],
        start=1,
    )
}
_MONTH = (
    r"(?P<month>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|"
    r"Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
_ORDINALS = {
    word: number
    for number, word in enumerate(
        [
            "first",
            "second",
            "third",
            "fourth",
            "fifth",
            "sixth",
            "seventh",
            "eighth",
            "ninth",
            "tenth",
            "eleventh",
            "twelfth",
            "thirteenth",
            "fourteenth",
            "fifteenth",
            "sixteenth",
            "seventeenth",
            "eighteenth",
            "nineteenth",
            "twentieth",
            "twenty-first",
            "twenty-second",
            "twenty-third",
            "twenty-fourth",
            "twenty-fifth",
            "twenty-sixth",
            "twenty-seventh",
            "twenty-eighth",
            "twenty-ninth",
            "thirtieth",
            "thirty-first",
        ],
        start=1,
    )
}
_ORDINAL = "|".join(
    word.replace("-", r"[\s-]") for word in sorted(_ORDINALS, key=lambda word: (-len(word), word))
)
_YEAR = r"(?P<year>(?:1[89]|20|21)\d{2})(?!\d)"
_EN_MONTH_FIRST = re.compile(
    rf"\b{_MONTH}\s{{0,3}}(?P<day>\d{{1,2}})\s?(?:st|nd|rd|th)?\s?,?\s{{0,3}}{_YEAR}", re.IGNORECASE
)
_EN_DAY_FIRST = re.compile(
    rf"(?<![\d/.-])\b(?P<day>\d{{1,2}}|{_ORDINAL})\s?(?:st|nd|rd|"
    rf"th)?[\s-]{{1,3}}(?:day\s+)?(?:of\s+)?"
    rf"{_MONTH}[\s,-]{{1,3}}(?:in\s+the\s+year\s+(?:of\s+)?)?{_YEAR}",
    re.IGNORECASE,
)
_EN_MONTH_ONLY = re.compile(rf"\b{_MONTH}(?:\s+of)?\s?,?\s{{1,3}}{_YEAR}", re.IGNORECASE)
_EN_NUMERIC = re.compile(
    r"(?<![0-9A-Za-z./-])(?P<a>\d{1,2})(?P<sep>[/.-])(?P<b>\d{1,2})(?P=sep)(?P<year>(?:19|20)\d{2})"
    r"(?![0-9A-Za-z]|[-/.]\d)"
)


def find_dates(text: str) -> list[DateMention]:
    """All literal dates of ``text`` in order. Dates without a year, and blanks, are none."""
    folded = fold(text)
    found = [
        *_chinese(folded),
        *_parts(_NUMERIC, folded),
        *_parts(_EN_MONTH_FIRST, folded),
        *_parts(_EN_DAY_FIRST, folded),
        *_parts(_EN_MONTH_ONLY, folded),
        *_day_and_month_in_doubt(folded),
    ]
    found.sort(key=lambda mention: (mention.start, -mention.end))
    kept: list[DateMention] = []
    for mention in found:
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return kept


def _chinese(folded: str) -> Iterator[DateMention]:
    for match in _ZH.finditer(folded):
        year = _zh_value(match["year"])
        if year is None or _blank_follows(folded, match) or _is_lunar(folded, match):
            continue
        month, day = _zh_value(match["month"]), _zh_value(match["day"])
        if month is None and not _stands_alone(folded, match.end()):
            continue
        first = _mention(match.start(), match.end(), year, month, day)
        yield first
        second = _ZH_SECOND.match(folded, match.end())
        if second and day is not None and month is not None:
            end_month = _zh_value(second["month"]) or month
            start = second.start("month") if second["month"] else second.start("day")
            yield _mention(start, second.end(), year, end_month, _zh_value(second["day"]))


def _zh_value(printed: str | None) -> int | None:
    if not printed:
        return None
    value = parse_zh_number(re.sub("[OoＯ]", "〇", printed))
    return None if value is None else int(value)


def _blank_follows(folded: str, match: re.Match[str]) -> bool:
    """2026年__月__日 is a form to fill in: the year alone says nothing."""
    return match["month"] is None and bool(re.match(r"[ \t_]+月|[ \t_]*_", folded[match.end() :]))


def _is_lunar(folded: str, match: re.Match[str]) -> bool:
    """A date of the traditional calendar is another day in this one."""
    around = folded[max(0, match.start() - 3) : match.start()] + folded[match.end() :][:2]
    return "农历" in around or "阴历" in around


def _stands_alone(folded: str, end: int) -> bool:
    """A year by itself is a date only where a limit is told (至2028年底, 2026年前)."""
    return bool(re.match(r"\s?(?:底|末|年底|前|内|止|之前)", folded[end : end + 3]))


def _parts(pattern: re.Pattern[str], folded: str) -> Iterator[DateMention]:
    for match in pattern.finditer(folded):
        groups = match.groupdict()
        month = _month(groups["month"])
        day = groups.get("day")
        number = None if day is None else _ORDINALS.get(re.sub(r"\s", "-", day.lower())) or int(day)
        yield _mention(match.start(), match.end(), int(groups["year"]), month, number)


def _month(printed: str) -> int:
    return int(printed) if printed.isdigit() else _MONTHS[printed[:3].lower()]


def _day_and_month_in_doubt(folded: str) -> Iterator[DateMention]:
    """03/04/2026: read as month/day, marked as ambiguous unless one of them exceeds twelve."""
    for match in _EN_NUMERIC.finditer(folded):
        first, second, year = int(match["a"]), int(match["b"]), int(match["year"])
        month, day = (second, first) if first > 12 else (first, second)
        ambiguous = first <= 12 and second <= 12 and first != second
        mention = _mention(match.start(), match.end(), year, month, day)
        yield DateMention(
            mention.start, mention.end, mention.value, "day", mention.possible, ambiguous
        )


def _mention(start: int, end: int, year: int, month: int | None, day: int | None) -> DateMention:
    if month is None:
        return DateMention(start, end, f"{year:04d}", "year")
    if day is None:
        value = f"{year:04d}-{month:02d}"
        return DateMention(start, end, value, "month", 1 <= month <= 12)
    return DateMention(
        start, end, f"{year:04d}-{month:02d}-{day:02d}", "day", _exists(year, month, day)
    )


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
