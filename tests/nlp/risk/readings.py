"""Readings made by hand, so that a review can be tried without a reader."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Any

from nlp.document import (
    Amount,
    Clause,
    ContractInfo,
    DateFact,
    Document,
    Duration,
    Evidence,
    FileInfo,
    Party,
    Rate,
    Reading,
    Section,
)
from nlp.risk.library import Passage, PassageFact, Rule
from tests.factories.documents import document_of

FILE = FileInfo("contract.docx", "0" * 64, "application/octet-stream", 1)


def at(document: Document, quote: str, nth: int = 0) -> Evidence:
    """The evidence for the ``nth`` place where ``quote`` stands."""
    start = -1
    for _ in range(nth + 1):
        start = document.text.index(quote, start + 1)
    return document.evidence(start, start + len(quote))


def clauses_of(document: Document, outline: Sequence[tuple[str, str, str]]) -> tuple[Clause, ...]:
    """First-level clauses: (number, kind, first words); each ends where the next one starts."""
    starts = [document.text.index(f"{number}{words}") for number, _, words in outline]
    spans = pairwise([*starts, len(document.text)])
    return tuple(
        Clause(f"c{index}", None, 1, number, words, kind, 0.9, document.evidence(*span))
        for index, ((number, kind, words), span) in enumerate(
            zip(outline, spans, strict=True), start=1
        )
    )


def reading_of(
    text: str,
    *,
    outline: Sequence[tuple[str, str, str]] = (),
    type: str = "purchase",
    parties: Iterable[tuple[str, str, str]] = (),
    confidence: float = 1.0,
    **facts: Any,
) -> Reading:
    """A reading of ``text``; ``parties`` are (role, kind, name) whose names stand in the text."""
    document = document_of(text, confidence=confidence)
    return Reading(
        FILE,
        ContractInfo(type=type, type_confidence=0.95),
        document,
        sections=(Section("body", 0, len(document.text)),),
        clauses=clauses_of(document, outline),
        parties=tuple(
            Party(f"p{index}", role, kind, name, at(document, name))
            for index, (role, kind, name) in enumerate(parties, start=1)
        ),
        **{name: tuple(make(document) for make in makers) for name, makers in facts.items()},
    )


def amount(kind: str, value: str, quote: str, nth: int = 0, **more: Any) -> Any:
    """A maker of an amount in CNY whose text is ``quote``."""
    identity = more.pop("id", f"a-{quote}-{nth}")
    return lambda document: Amount(
        identity, kind, Decimal(value), "CNY", at(document, quote, nth), **more
    )


def rate(kind: str, value: str, quote: str, nth: int = 0, **more: Any) -> Any:
    """A maker of a rate whose text is ``quote``."""
    return lambda document: Rate(
        f"r-{quote}-{nth}", kind, Decimal(value), at(document, quote, nth), **more
    )


def day(kind: str, value: str, quote: str, nth: int = 0) -> Any:
    """A maker of a date whose text is ``quote``."""
    return lambda document: DateFact(
        f"d-{quote}-{nth}", kind, value, "day", at(document, quote, nth)
    )


def duration(kind: str, value: str, quote: str, nth: int = 0) -> Any:
    """A maker of a duration whose text is ``quote``."""
    return lambda document: Duration(f"t-{quote}-{nth}", kind, value, at(document, quote, nth))


def reading_of_passage(passage: Passage, rule: Rule) -> Reading:
    """A reading of one trial passage, in a clause and a contract that the rule is meant for."""
    document = document_of(passage.text)
    kind = rule.when.clauses[0] if rule.when.clauses else "other"
    type_ = "purchase" if rule.contracts == "all" else rule.contracts[0]
    clause = Clause("c1", None, 1, None, None, kind, 0.9, document.evidence(0, len(document.text)))
    facts = [(fact, _fact(fact, document)) for fact in passage.facts]
    return Reading(
        FILE,
        ContractInfo(type=type_, type_confidence=0.95),
        document,
        sections=(Section("body", 0, len(document.text)),),
        clauses=(clause,),
        parties=tuple(
            Party(role, role, kind, name, document.evidence(0, 0))
            for role, kind, name in (
                ("甲方", "buyer", "云岭设备有限公司"),
                ("乙方", "seller", "海川科技有限公司"),
            )
        ),
        amounts=tuple(fact for _, fact in facts if isinstance(fact, Amount)),
        rates=tuple(fact for _, fact in facts if isinstance(fact, Rate)),
        durations=tuple(fact for _, fact in facts if isinstance(fact, Duration)),
    )


def _fact(fact: PassageFact, document: Document) -> Amount | Rate | Duration:
    where = at(document, fact.text)
    if fact.fact == "rate":
        return Rate("f", fact.kind, Decimal(fact.value), where, fact.per, fact.cap)
    if fact.fact == "amount":
        return Amount("f", fact.kind, Decimal(fact.value), "CNY", where)
    return Duration("f", fact.kind, fact.value, where)
