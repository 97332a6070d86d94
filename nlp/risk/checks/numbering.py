"""Clause numbers that skip or repeat."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import pairwise

from nlp.document import Clause, Reading
from nlp.risk.faults import Fault, Span
from nlp.risk.numbers import ClauseNumber, clause_number, zh_number
from nlp.risk.text import line_at, section_at

_CHECKED_STYLES = frozenset(("条", "章", "zh_comma", "decimal1", "decimal2", "decimal3", "roman"))
_SPECIAL_CONDITIONS = re.compile(
    r"(?:通用|专用)(?:合同)?条[款件]|(?:general|special) conditions", re.I
)
_NEAR = 80
_Numbered = tuple[Clause, ClauseNumber]


def numbering_gap(reading: Reading) -> list[Fault]:
    """A number that is left out between two siblings (第五条, 第七条) and stands nowhere there.

    Only a single missing number counts, with at least two numbers before it: wider jumps are more
    often a list that was read in part. Special conditions (专用条款) number as the general ones
    they amend, and skip on purpose.
    """
    if _SPECIAL_CONDITIONS.search(reading.document.text):
        return []
    faults = []
    for siblings in _sequences(reading):
        for (before, low), (after, high) in pairwise(siblings):
            if high.last != low.last + 2 or low.last < 2 or high.parts[:-1] != low.parts[:-1]:
                continue
            lost = ClauseNumber(low.style, (*low.parts[:-1], low.last + 1))
            if not _stands_between(reading, lost, before, after):
                faults.append(_fault(reading, before, after, str(lost.last)))
    return faults


def numbering_duplicate(reading: Reading) -> list[Fault]:
    """A number given twice in a row while the sequence goes on (第五条, 第五条, 第六条)."""
    faults = []
    for siblings in _sequences(reading):
        for index, ((before, low), (after, high)) in enumerate(pairwise(siblings)):
            following = siblings[index + 2][1] if index + 2 < len(siblings) else None
            goes_on = following is not None and following.last == high.last + 1
            if low == high and goes_on and low.last > 1 and before.at.quote != after.at.quote:
                faults.append(_fault(reading, before, after, after.number or ""))
    return faults


def _sequences(reading: Reading) -> list[list[_Numbered]]:
    """Numbered siblings of one style and one section, in text order."""
    groups: dict[tuple[str | None, str, str | None], list[_Numbered]] = defaultdict(list)
    for clause in reading.clauses:
        number = clause_number(clause.number) if clause.number else None
        if number is None or number.style not in _CHECKED_STYLES:
            continue
        section = section_at(reading, clause.at.start)
        if section not in ("annex", "signature"):
            groups[clause.parent, number.style, section].append((clause, number))
    return [sorted(group, key=lambda one: one[0].at.start) for group in groups.values()]


def _stands_between(reading: Reading, lost: ClauseNumber, before: Clause, after: Clause) -> bool:
    """Whether the number stands in the text there after all, not recognised as a clause's."""
    start = before.at.start + len(before.number or "")
    end = min(after.at.start + _NEAR, after.at.end)
    parts = r"\s*[.．]\s*".join(str(part) for part in lost.parts)
    zh = f"(?:{lost.last}|{zh_number(lost.last)})\\s*[编章节条款、)）]"
    pattern = rf"(?<![\d.]){parts}(?!\d)|{zh}"
    return bool(re.search(pattern, reading.document.text[start:end]))


def _fault(reading: Reading, before: Clause, after: Clause, number: str) -> Fault:
    places = (_number_span(before), _number_span(after))
    params = {"before": before.number or "", "after": after.number or "", "number": number}
    return Fault(*line_at(reading, after.at.start), places, places[:1], params, confidence=0.75)


def _number_span(clause: Clause) -> Span:
    return clause.at.start, clause.at.start + len(clause.number or "")
