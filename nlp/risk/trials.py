"""Rules and positions tried on their own test passages, without a file or a model."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from nlp.document import (
    Amount,
    Clause,
    ContractInfo,
    Document,
    Duration,
    FileInfo,
    Language,
    PageSpan,
    Party,
    Quality,
    Rate,
    Reading,
    Section,
)
from nlp.risk.deviation import position_finding
from nlp.risk.library import Library, Passage, PassageFact, Rule
from nlp.risk.matching import faults_of
from nlp.risk.passages import Passages
from nlp.risk.positions import Position

_SIDES = {
    "zh": (("甲方", "buyer", "云岭设备有限公司"), ("乙方", "seller", "海川科技有限公司")),
    "en": (("Buyer", "buyer", "Yunling Ltd"), ("Seller", "seller", "Haichuan Ltd")),
}


@dataclass(frozen=True, slots=True)
class Failure:
    """A passage on which a rule or position did not do what it must.

    ``expected`` and ``found`` are ``fires`` / ``silent`` for rules, statuses for positions.
    """

    passage: str
    expected: str
    found: str


def failures_of(entry: Rule | Position, library: Library) -> list[Failure]:
    """Every test passage that goes wrong; empty where all hold, and for what has no passages."""
    found = _of_rule(entry) if isinstance(entry, Rule) else _of_position(entry, library)
    return [each for each in found if each.expected != each.found]


def passage_reading(
    text: str,
    *,
    kind: str = "other",
    contract_type: str = "purchase",
    language: Language = "zh",
    facts: tuple[PassageFact, ...] = (),
) -> Reading:
    """A reading of one passage as the only clause of a contract between a payer and a performer."""
    page = PageSpan(1, 595.0, 842.0, "native", 0, len(text), 1.0, Quality(), ())
    document = Document(text, language, (page,), (), (), ())
    told = [_fact(fact, document) for fact in facts]
    return Reading(
        FileInfo("passage.txt", "0" * 64, "text/plain", 1),
        ContractInfo(type=contract_type, type_confidence=0.95),
        document,
        sections=(Section("body", 0, len(text)),),
        clauses=(Clause("c1", None, 1, None, None, kind, 0.9, document.evidence(0, len(text))),),
        parties=tuple(
            Party(role, role, side, name, document.evidence(0, 0))
            for role, side, name in _SIDES["en" if language == "en" else "zh"]
        ),
        amounts=tuple(fact for fact in told if isinstance(fact, Amount)),
        rates=tuple(fact for fact in told if isinstance(fact, Rate)),
        durations=tuple(fact for fact in told if isinstance(fact, Duration)),
    )


def rule_reading(passage: Passage, rule: Rule) -> Reading:
    """A reading of a rule's passage, in a clause and a contract that the rule is meant for."""
    return passage_reading(
        passage.text,
        kind=rule.when.clauses[0] if rule.when.clauses else "other",
        contract_type="purchase" if rule.contracts == "all" else rule.contracts[0],
        language="en" if rule.language == "en" else "zh",
        facts=passage.facts,
    )


def _of_rule(rule: Rule) -> Iterator[Failure]:
    for expected, passages in (
        ("fires", rule.tests.must_fire),
        ("silent", rule.tests.must_not_fire),
    ):
        for passage in passages:
            fires = faults_of(rule, Passages(rule_reading(passage, rule)), "neutral")
            yield Failure(passage.text, expected, "fires" if fires else "silent")


def _of_position(position: Position, library: Library) -> Iterator[Failure]:
    for trial in position.tests:
        reading = passage_reading(trial.text, kind=position.clause, language=trial.language)
        finding = position_finding(position, reading, library)
        found: str = finding.status if finding else "missing"
        if finding and found == "fallback":
            found = f"fallback {finding.rank}"
        yield Failure(trial.text, trial.expect, found)


def _fact(fact: PassageFact, document: Document) -> Amount | Rate | Duration:
    start = document.text.index(fact.text)
    at = document.evidence(start, start + len(fact.text))
    if fact.fact == "rate":
        return Rate("f", fact.kind, Decimal(fact.value), at, fact.per, fact.cap)
    if fact.fact == "amount":
        return Amount("f", fact.kind, Decimal(fact.value), "CNY", at)
    return Duration("f", fact.kind, fact.value, at)
