"""Whether and where the condition of a rule holds in a reading."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from nlp.document import Amount, Duration, Rate, Reading, Stance
from nlp.risk.conditions import Condition, FactCondition
from nlp.risk.faults import Fault, Span
from nlp.risk.library import Rule
from nlp.risk.passages import Hit, Passage, Passages

_DURATION = re.compile(r"P(?:T?)(\d+(?:\.\d+)?)(BD|[YMWDH])")
_DAYS = {
    "Y": Decimal("365.25"),
    "M": Decimal("365.25") / 12,
    "W": Decimal(7),
    "D": Decimal(1),
    "BD": Decimal(7) / 5,
}


def faults_of(rule: Rule, passages: Passages, stance: Stance) -> list[Fault]:
    """Every passage in which the rule's condition holds, seen from ``stance``."""
    when = rule.when
    if any(passages.hits(phrase) for phrase in when.text_lacks):
        return []
    candidates = places_of(when, passages)
    if not candidates:
        return []
    allowed = _tops_allowed(when, passages)
    faults = []
    for index, deciding in candidates.items():
        passage = passages.all[index]
        if when.clauses and not passage.kinds & set(when.clauses):
            continue
        if allowed is not None and not allowed(passage):
            continue
        if _gains(when, index, passages, stance):
            continue
        start, end = passages.quote(passage.start, passage.end, deciding[0])
        faults.append(Fault(start, end, tuple(deciding), confidence=rule.confidence))
    return faults[:1] if rule.once else faults


def places_of(when: Condition, passages: Passages) -> dict[int, list[Span]]:
    """Passages (by index) where the phrases and facts hold, each with the spans that decide."""
    found: dict[int, list[Span]] | None = None
    for phrase in when.all:
        found = _both(found, _spans(passages.hits(phrase)))
    if when.any:
        either: dict[int, list[Span]] = {}
        for phrase in when.any:
            for index, spans in _spans(passages.hits(phrase)).items():
                either.setdefault(index, spans)
        found = _both(found, either)
    for condition in when.facts:
        found = _both(found, _fact_spans(condition, passages))
    if not found:
        return {}
    for phrase in when.none:
        for index in passages.hits(phrase):
            found.pop(index, None)
    return dict(sorted(found.items()))


def _spans(hits: dict[int, Hit]) -> dict[int, list[Span]]:
    return {index: [hit.span] for index, hit in hits.items()}


def _both(
    left: dict[int, list[Span]] | None, right: dict[int, list[Span]]
) -> dict[int, list[Span]]:
    if left is None:
        return right
    return {index: [*left[index], *right[index]] for index in left if index in right}


class _Tops:
    """Which passages stand in a top-level clause that has, and lacks, the phrases asked for."""

    def __init__(self, when: Condition, passages: Passages) -> None:
        self._has = self._places(when.clause_has, passages) if when.clause_has else None
        self._lacks = self._places(when.clause_lacks, passages)

    @staticmethod
    def _places(phrases: Iterable[str], passages: Passages) -> set[str | int]:
        """Top-level clauses with a hit; a passage outside all clauses stands for itself."""
        return {
            _place(passages.all[index]) for phrase in phrases for index in passages.hits(phrase)
        }

    def __call__(self, passage: Passage) -> bool:
        place = _place(passage)
        return place not in self._lacks and (self._has is None or place in self._has)


def _place(passage: Passage) -> str | int:
    return passage.index if passage.top is None else passage.top


def _tops_allowed(when: Condition, passages: Passages) -> _Tops | None:
    return _Tops(when, passages) if when.clause_has or when.clause_lacks else None


def _gains(when: Condition, index: int, passages: Passages, stance: Stance) -> bool:
    """Whether our side is the one that the passage favours, as the marks who and whom tell."""
    if stance == "neutral":
        return False
    for phrase in (*when.all, *when.any):
        hit = passages.hits(phrase).get(index)
        if hit is None:
            continue
        if "who" in hit.groups and passages.sides.of(hit.groups["who"]) == stance:
            return True
        if "whom" in hit.groups:
            side = passages.sides.of(hit.groups["whom"])
            if side not in ("neutral", stance):
                return True
    return False


def _fact_spans(condition: FactCondition, passages: Passages) -> dict[int, list[Span]]:
    found: dict[int, list[Span]] = {}
    for fact in _facts(condition, passages.reading):
        passage = passages.at(fact.at.start)
        if passage is not None and _holds(condition, fact, passages.reading):
            found.setdefault(passage.index, []).append((fact.at.start, fact.at.end))
    return found


def _facts(condition: FactCondition, reading: Reading) -> list[Amount | Rate | Duration]:
    facts: Sequence[Amount | Rate | Duration] = reading.amounts
    if condition.fact != "amount":
        facts = reading.rates if condition.fact == "rate" else reading.durations
    return [fact for fact in facts if not condition.kinds or fact.kind in condition.kinds]


def _holds(condition: FactCondition, fact: Amount | Rate | Duration, reading: Reading) -> bool:
    if isinstance(fact, Duration):
        days = days_of(fact.value)
        longer, shorter = condition.longer_than, condition.shorter_than
        return days is not None and not (
            (longer is not None and days <= (days_of(longer) or 0))
            or (shorter is not None and days >= (days_of(shorter) or 0))
        )
    value: Decimal | None = fact.value
    if isinstance(fact, Rate):
        if condition.per is not None and fact.per != condition.per:
            return False
        if condition.capped is not None and (fact.cap is not None) != condition.capped:
            return False
    elif condition.of_total:
        value = _share(fact, reading)
    if value is None or (condition.above is not None and value <= condition.above):
        return False
    return condition.below is None or value < condition.below


def _share(amount: Amount, reading: Reading) -> Decimal | None:
    """The amount as a fraction of the contract sum; None without a sum in its currency."""
    total = contract_sum(reading)
    if total is None or total.currency != amount.currency or not total.value:
        return None
    return amount.value / total.value


def contract_sum(reading: Reading) -> Amount | None:
    """The contract sum: the first total, unless its words and figures contradict."""
    total = next((amount for amount in reading.amounts if amount.kind == "total"), None)
    return None if total is None or total.conflict else total


def days_of(duration: str) -> Decimal | None:
    """An ISO 8601 duration in days, months of average length; None for hours and other forms."""
    match = _DURATION.fullmatch(duration)
    if match is None or match[2] not in _DAYS:
        return None
    return Decimal(match[1]) * _DAYS[match[2]]
