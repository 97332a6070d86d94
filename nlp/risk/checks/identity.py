"""Numbers that identify people and carry a check character."""

from __future__ import annotations

import re
from datetime import date

from nlp.document import Reading
from nlp.folding import fold
from nlp.risk.faults import Fault
from nlp.risk.text import sentence_at

_LABELLED = re.compile(
    r"(?:身份证件?(?:号码|号)?|公民身份号码|证件号码?)[ ]*:?[ ]*"
    r"(?P<number>\d{15,18}[Xx]?)(?![0-9A-Za-z])"
)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_CHARACTERS = "10X98765432"


def bad_id_number(reading: Reading) -> list[Fault]:
    """A labelled 居民身份证号码 whose day of birth or check character is wrong (GB 11643-1999).

    The former number of 15 digits has no check character and passes. 证件号码 counts only where
    the sentence names an identity card.
    """
    folded = fold(reading.document.text)
    faults = []
    for match in _LABELLED.finditer(folded):
        number = match["number"].upper()
        where = sentence_at(reading, match.start())
        if len(number) == 15 or "身份" not in folded[max(0, match.start() - 20) : match.end()]:
            continue
        if not is_valid_id(number):
            faults.append(Fault(*where, (match.span("number"),), (), {"number": match["number"]}))
    return faults


def is_valid_id(number: str) -> bool:
    """True for 18 characters with a real day of birth and the right check character."""
    if len(number) != 18 or not number[:17].isdigit():
        return False
    try:
        date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    return _CHECK_CHARACTERS[total % 11] == number[17]
