"""A review: every rule and check over one reading, one finding for each fault."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Literal

from nlp.document import Document, Evidence, Finding, Language, Reading, Severity, Stance
from nlp.ports import Embedder
from nlp.risk.checks import CHECKS
from nlp.risk.faults import Fault, Gap, doubtful
from nlp.risk.library import Library, Rule
from nlp.risk.matching import faults_of
from nlp.risk.missing import gap_of
from nlp.risk.passages import Passages
from nlp.risk.sides import resolve_stance

_GRAVITY: dict[Severity, int] = {"high": 0, "medium": 1, "low": 2}
_LONGEST_EVIDENCE = 8


@dataclass(frozen=True, slots=True)
class _Seen:
    """A fault with the rule that saw it and how grave it is for this side."""

    rule: Rule
    severity: Severity
    fault: Fault | Gap

    @property
    def subject(self) -> str:
        return self.rule.subject or self.rule.kind


def review(
    reading: Reading,
    library: Library,
    *,
    stance: Stance = "neutral",
    party: str | None = None,
    language: Language | None = None,
    embedder: Embedder | None = None,
) -> tuple[Finding, ...]:
    """The findings about ``reading``, gravest first, then in text order.

    ``party`` names our side and decides the stance where it can; ``language`` is that of the
    words (the document's own by default, Chinese for bilingual documents).
    """
    resolved = resolve_stance(reading, party)
    stance = stance if resolved == "neutral" else resolved
    locale: Literal["zh", "en"] = "en" if (language or reading.language) == "en" else "zh"
    passages = Passages(reading)
    seen = _see(passages, library, stance, embedder)
    if reading.language == "zh-en":
        seen = _without_translations(seen)
    sure = [one for one in seen if not _in_doubt(one.fault, reading.document)]
    merged = sorted(_merge(sure, passages), key=_order(reading.document))
    words = _Wording(passages, library, stance, locale)
    return tuple(words.finding(f"f{number}", one) for number, one in enumerate(merged, start=1))


def _see(
    passages: Passages, library: Library, stance: Stance, embedder: Embedder | None
) -> list[_Seen]:
    reading = passages.reading
    seen: list[_Seen] = []
    for rule in library.rules:
        severity = rule.severity_for(stance)
        if severity is None or not rule.concerns(reading.contract.type):
            continue
        if not _speaks(rule, reading.language):
            continue
        seen += [
            _Seen(rule, severity, fault)
            for fault in _faults(rule, passages, library, stance, embedder)
        ]
    return seen


def _speaks(rule: Rule, language: Language) -> bool:
    return rule.language in ("any", language) or language == "zh-en"


def _faults(
    rule: Rule, passages: Passages, library: Library, stance: Stance, embedder: Embedder | None
) -> Iterable[Fault | Gap]:
    if rule.when.check is not None:
        return CHECKS[rule.when.check](passages.reading)
    if rule.when.absent is not None:
        gap = gap_of(rule, passages, library, embedder)
        return [] if gap is None else [gap]
    return faults_of(rule, passages, stance)


def _without_translations(seen: list[_Seen]) -> list[_Seen]:
    """In a bilingual document, what the Chinese text shows need not be said of the English."""
    chinese = {one.rule.kind for one in seen if one.rule.language == "zh"}
    return [one for one in seen if one.rule.language != "en" or one.rule.kind not in chinese]


def _in_doubt(fault: Fault | Gap, document: Document) -> bool:
    return isinstance(fault, Fault) and doubtful(document, fault.decided_by)


def _merge(seen: list[_Seen], passages: Passages) -> list[_Seen]:
    """One of those that share subject and passage: the gravest, then the surest."""
    best: dict[tuple[str, object], _Seen] = {}
    for one in sorted(seen, key=lambda one: (_GRAVITY[one.severity], -one.fault.confidence)):
        best.setdefault((one.subject, _place(one, passages)), one)
    return list(best.values())


def _place(one: _Seen, passages: Passages) -> object:
    if isinstance(one.fault, Gap):
        return None
    passage = passages.at(one.fault.start)
    if passage is None:
        return one.fault.start
    several_each = one.rule.category == "check" and one.rule.subject is None
    return one.fault.start if several_each else passage.index


def _order(document: Document) -> Callable[[_Seen], tuple[int, int, str]]:
    def key(one: _Seen) -> tuple[int, int, str]:
        start = one.fault.start if isinstance(one.fault, Fault) else len(document.text)
        return _GRAVITY[one.severity], start, one.rule.id

    return key


class _Wording:
    """Turns faults into findings, in the words of one report."""

    def __init__(
        self, passages: Passages, library: Library, stance: Stance, locale: Literal["zh", "en"]
    ) -> None:
        self._document = passages.reading.document
        self._passages = passages
        self._library = library
        self._stance = stance
        self._locale = locale

    def finding(self, identity: str, one: _Seen) -> Finding:
        rule, fault = one.rule, one.fault
        params = fault.params if isinstance(fault, Fault) else {}
        finding = Finding(
            id=identity,
            rule=rule.id,
            rule_version=rule.version,
            kind=rule.kind,
            severity=one.severity,
            category=rule.category,
            title=rule.title.say(self._locale, **params),
            reason=rule.reason.say(self._locale, **params),
            advice=rule.advice.say(self._locale, **params),
            suggested_text=self._suggestion(rule),
            basis=self._library.basis_words(rule.basis, self._locale),
            stance=self._stance,
            at=None,
        )
        if isinstance(fault, Gap):
            return replace(finding, missing=True, nearest=fault.nearest)
        passage = self._passages.at(fault.start)
        clause = None if passage is None else passage.clause
        return replace(
            finding,
            at=self._evidence(fault.start, fault.end, fault.confidence),
            clause=None if clause is None else clause.id,
            evidence=tuple(
                self._evidence(start, end, fault.confidence)
                for start, end in fault.elsewhere[:_LONGEST_EVIDENCE]
            ),
        )

    def _suggestion(self, rule: Rule) -> str | None:
        """Contract text goes into the document, so it speaks the document's language."""
        if rule.suggested_text is None:
            return None
        english = self._document.language == "en"
        return rule.suggested_text.en if english else rule.suggested_text.zh

    def _evidence(self, start: int, end: int, confidence: float) -> Evidence:
        return self._document.evidence(start, end, confidence)
