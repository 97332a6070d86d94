"""Days that no calendar has, and weekdays that are not those of their date."""

from __future__ import annotations

import re
from datetime import date

from nlp.document import Reading
from nlp.extraction.dates import find_dates
from nlp.folding import fold
from nlp.risk.faults import Fault
from nlp.risk.text import sentence_at

_ZH_DAYS = "一二三四五六日"
_EN_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_AFTER = re.compile(
    rf"\s?\(?\s?(?:(?:星期|周|礼拜)([{_ZH_DAYS}天])|({'|'.join(_EN_DAYS)})\b)", re.I
)
_BEFORE = re.compile(rf"\b({'|'.join(_EN_DAYS)}),?\s+(?:the\s+)?$", re.I)

_NAME_BEFORE = re.compile(r"(?:编号|号码|型号|版本|版|号|No\.)\s?[:：]?\s?$", re.I)
"""What stands before a number that only looks like a date."""


def impossible_date(reading: Reading) -> list[Fault]:
    """A literal date that does not exist: 2026年2月30日, 31 June 2026."""
    faults = []
    for mention in find_dates(reading.document.text):
        named = _NAME_BEFORE.search(reading.document.text[: mention.start][-6:])
        if not mention.possible and not named:
            span = (mention.start, mention.end)
            params = {"date": reading.document.text[slice(*span)]}
            faults.append(Fault(*sentence_at(reading, mention.start), (span,), (), params))
    return faults


def weekday_mismatch(reading: Reading) -> list[Fault]:
    """A date with a weekday beside it that is another day's: 2026年3月2日（星期三）."""
    folded = fold(reading.document.text)
    faults = []
    for mention in find_dates(reading.document.text):
        if mention.precision != "day" or not mention.possible or mention.ambiguous:
            continue
        after = _AFTER.match(folded, mention.end)
        before = _BEFORE.search(folded[: mention.start][-20:])
        printed = after or before
        if printed is None:
            continue
        actual = date.fromisoformat(mention.value).weekday()
        if actual != _weekday(next(group for group in printed.groups() if group)):
            start = mention.start - (len(before[0]) if before and not after else 0)
            span = (start, after.end() if after else mention.end)
            params = {
                "date": reading.document.text[slice(*span)].strip(),
                "expected_zh": f"星期{_ZH_DAYS[actual]}",
                "expected_en": _EN_DAYS[actual].capitalize(),
            }
            faults.append(Fault(*sentence_at(reading, mention.start), (span,), (), params))
    return faults


def _weekday(printed: str) -> int:
    """0 for Monday."""
    if printed.isascii():
        return _EN_DAYS.index(printed.lower())
    return 6 if printed == "天" else _ZH_DAYS.index(printed)
