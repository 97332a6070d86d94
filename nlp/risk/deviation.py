"""Where each kind of clause stands against the library: standard, fallback, deviates, missing.

A clause stands at the highest wording all of whose points it shows, and it deviates where it
shows none, says something unacceptable, or is our own wording with other figures in it. How the
points are put is free; the difference to the nearest wording is shown word by word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from rapidfuzz.distance import Indel

from nlp.compare import Comparison, compare
from nlp.compare.redline import Piece, pieces_of
from nlp.compare.tokens import tokenize
from nlp.compare.version import plain_version
from nlp.document import Clause, Evidence, Language, Reading, Severity, Stance
from nlp.risk.conditions import Condition
from nlp.risk.library import Library
from nlp.risk.matching import contract_sum, places_of
from nlp.risk.missing import can_tell
from nlp.risk.passages import Passage, Passages
from nlp.risk.positions import Position, PositionStatus, Signs, Wording
from nlp.risk.sides import label_of, resolve_stance

NEAR = 0.88
"""Likeness from which on a clause is our own wording, so that other figures in it count.

On the development contracts no clause that others wrote comes above 0.82; our wordings with one
figure changed stay above 0.91 (docs/LIBRARY.md).
"""
_LONGEST = 2_000
_MOST_CLAUSES = 60
_VALUES = frozenset({"amount", "date", "number", "negation"})
_MARK = re.compile(r"(?P<the>\b[Tt]he )?<(?P<side>buyer|seller)>")


@dataclass(frozen=True, slots=True)
class PointSeen:
    """A point of the standard wording, and whether the clause makes it."""

    title: str
    met: bool


@dataclass(frozen=True, slots=True)
class RankedText:
    """A wording to copy: rank 0 is the standard, n the n-th fallback."""

    rank: int
    text: str
    when: str | None


@dataclass(frozen=True)
class PositionFinding:
    """Where the clauses of one kind stand against the position of their kind.

    ``clause`` is the one that comes nearest to wording ``nearest``, with ``score`` as likeness
    (0-1) and ``difference`` from the wording to it; ``clauses`` are those of the kind, the
    top-level ones where there are any (points may also stand in others). ``rank`` is that of the
    wording at which they stand, None where they deviate or are missing.
    """

    position: str
    position_version: str
    clause_kind: str
    title: str
    status: PositionStatus
    rank: int | None
    severity: Severity
    waiver: str
    clause: str | None
    clauses: tuple[str, ...]
    score: float
    nearest: int
    points: tuple[PointSeen, ...]
    unacceptable: tuple[tuple[str, Evidence], ...]
    changed_values: bool
    difference: tuple[Piece, ...]
    wordings: tuple[RankedText, ...]
    suggested_text: str
    reason: str
    advice: str
    basis: str | None


def compare_positions(
    reading: Reading,
    library: Library,
    *,
    stance: Stance = "neutral",
    party: str | None = None,
    language: Language | None = None,
) -> tuple[PositionFinding, ...]:
    """One finding for each kind of clause on which the library holds a position, in text order.

    A kind of which there is no clause is told only where it may not be absent and the text is
    long enough to tell. A sub-clause that says nothing to the point is not told at all.
    """
    resolved = resolve_stance(reading, party)
    side = stance if resolved == "neutral" else resolved
    locale: Literal["zh", "en"] = "en" if (language or reading.language) == "en" else "zh"
    judge = _Judge(Passages(reading), library, locale)
    found = [
        finding
        for position in _meant(library.positions, reading, side)
        if (finding := judge.finding(position)) is not None
    ]
    order = {clause.id: index for index, clause in enumerate(reading.clauses)}
    last = len(order)
    return tuple(sorted(found, key=lambda each: order.get(each.clause or "", last)))


def position_finding(
    position: Position, reading: Reading, library: Library
) -> PositionFinding | None:
    """Where a reading stands against one position, whatever contracts that is meant for."""
    locale: Literal["zh", "en"] = "en" if reading.language == "en" else "zh"
    return _Judge(Passages(reading), library, locale).finding(position)


def _meant(positions: Sequence[Position], reading: Reading, stance: Stance) -> Iterator[Position]:
    """The position for each kind of clause: the narrowest that is meant for this contract."""
    best: dict[str, Position] = {}
    for position in positions:
        if not (position.concerns(reading.contract.type, stance) and _in_band(position, reading)):
            continue
        held = best.get(position.clause)
        if held is None or position.narrowness > held.narrowness:
            best[position.clause] = position
    yield from best.values()


def _in_band(position: Position, reading: Reading) -> bool:
    band = position.amount
    if band is None:
        return True
    total = contract_sum(reading)
    return (
        total is not None
        and total.currency == band.currency
        and total.value >= band.at_least
        and (band.below is None or total.value < band.below)
    )


class _Judge:
    """Judges the clauses of one reading, in the words of one report."""

    def __init__(self, passages: Passages, library: Library, locale: Literal["zh", "en"]) -> None:
        self._passages = passages
        self._reading = passages.reading
        self._library = library
        self._locale = locale
        self._children: dict[str, list[Clause]] = {}
        self._by_id = {clause.id: clause for clause in self._reading.clauses}
        for clause in self._reading.clauses:
            self._children.setdefault(clause.parent or "", []).append(clause)

    def finding(self, position: Position) -> PositionFinding | None:
        clauses = self._clauses_on(position.clause)
        if not clauses and (position.may_be_absent or not can_tell(self._reading)):
            return None
        within = [passage for passage in self._passages.all if _inside(passage, clauses)]
        clauses = [clause for clause in clauses if clause.parent is None] or clauses
        texts = [self._text(wording) for wording in position.wordings]
        nearest, clause, score = self._nearest(texts, clauses)
        compared = None if clause is None else _compared(texts[nearest], self._body(clause))
        changed = (
            compared is not None
            and score >= NEAR
            and any(token.kind in _VALUES for c in compared.substantive for token in c.tokens)
        )
        met = {name: bool(self._shown(signs, within)) for name, signs in position.points.items()}
        refused = tuple(self._refused(position, within))
        if not (any(met.values()) or refused) and clauses and _all_within(clauses):
            return None
        rank = None if refused or changed or not clauses else _rank(position, met)
        return PositionFinding(
            position=position.id,
            position_version=position.version,
            clause_kind=position.clause,
            title=position.title.say(self._locale),
            status=_status(rank, clauses),
            rank=rank,
            severity=position.severity,
            waiver=position.waiver,
            clause=None if clause is None else clause.id,
            clauses=tuple(each.id for each in clauses),
            score=round(score, 4),
            nearest=nearest,
            points=tuple(
                PointSeen(position.points[name].title.say(self._locale), met[name])
                for name in position.standard.points
            ),
            unacceptable=refused,
            changed_values=changed,
            difference=() if compared is None else tuple(pieces_of(compared)),
            wordings=tuple(
                RankedText(n, text, wording.when.say(self._locale) if wording.when else None)
                for n, (text, wording) in enumerate(zip(texts, position.wordings, strict=True))
            ),
            suggested_text=texts[0],
            reason=position.reason.say(self._locale),
            advice=position.advice.say(self._locale),
            basis=self._library.basis_words(position.basis, self._locale),
        )

    # --- which clauses ----------------------------------------------------------------------

    def _clauses_on(self, kind: str) -> list[Clause]:
        """The outermost clauses of a kind; without any, those that a cue of the kind stands in."""
        of_kind = [clause for clause in self._reading.clauses if clause.kind == kind]
        if of_kind:
            return [clause for clause in of_kind if not self._has_outer(clause, kind)]
        hinted = {
            clause.id: clause
            for phrase in self._library.cues.get(kind, ())
            for index in self._passages.hits(phrase)
            if (clause := self._passages.all[index].clause) is not None
        }
        return [clause for clause in self._reading.clauses if clause.id in hinted]

    def _has_outer(self, clause: Clause, kind: str) -> bool:
        outer = self._by_id.get(clause.parent or "")
        return outer is not None and (outer.kind == kind or self._has_outer(outer, kind))

    def _with_children(self, clauses: Iterable[Clause]) -> Iterator[Clause]:
        for clause in clauses:
            yield clause
            yield from self._with_children(self._children.get(clause.id, ()))

    # --- what they say ----------------------------------------------------------------------

    def _shown(self, signs: Signs, within: Sequence[Passage]) -> list[tuple[Passage, int, int]]:
        """The passages among ``within`` that show it, each with the span that decides."""
        phrases = {"zh": signs.zh, "en": signs.en, "zh-en": (*signs.zh, *signs.en)}
        condition = Condition(
            any=phrases[self._reading.language], none=signs.none, facts=signs.facts
        )
        places = places_of(condition, self._passages)
        return [
            (passage, *places[passage.index][0]) for passage in within if passage.index in places
        ]

    def _refused(
        self, position: Position, within: Sequence[Passage]
    ) -> Iterator[tuple[str, Evidence]]:
        for signs in position.unacceptable:
            for passage, start, end in self._shown(signs, within)[:1]:
                quote = self._passages.quote(passage.start, passage.end, (start, end))
                yield signs.title.say(self._locale), self._reading.document.evidence(*quote)

    # --- how near they come -----------------------------------------------------------------

    def _nearest(
        self, texts: Sequence[str], clauses: Sequence[Clause]
    ) -> tuple[int, Clause | None, float]:
        """The wording and the clause (or one inside it) that are most alike, and how much."""
        keys = [_keys(text) for text in texts]
        best: tuple[float, int, Clause | None] = (0.0, 0, clauses[0] if clauses else None)
        for clause in list(self._with_children(clauses))[:_MOST_CLAUSES]:
            said = _keys(self._body(clause))
            for rank, wanted in enumerate(keys):
                score = Indel.normalized_similarity(wanted, said)
                if score > best[0]:
                    best = (score, rank, clause)
        score, rank, nearest = best
        return rank, nearest, score

    def _body(self, clause: Clause) -> str:
        """What a clause says, without its number and heading."""
        text = clause.at.quote
        for opening in (clause.number, clause.heading):
            if opening and text.startswith(opening):
                text = text[len(opening) :].lstrip(" \t\n　、.．:：")
        return (text or clause.at.quote)[:_LONGEST]

    def _text(self, wording: Wording) -> str:
        """A wording in the document's language, with the words of this contract for its sides."""
        locale: Literal["zh", "en"] = "en" if self._reading.language == "en" else "zh"
        return worded(wording.text.say(locale), locale, self._reading)


def worded(text: str, locale: Literal["zh", "en"], reading: Reading | None = None) -> str:
    """``<buyer>`` and ``<seller>`` as the contract calls them, else 买方 / the Buyer."""

    def label(match: re.Match[str]) -> str:
        side: Stance = "buyer" if match["side"] == "buyer" else "seller"
        called = label_of(reading, side) if reading else None
        if called is None:
            called = ({"buyer": "买方", "seller": "卖方"}, {"buyer": "Buyer", "seller": "Seller"})[
                locale == "en"
            ][side]
        the = "" if called.startswith("Party ") else match["the"] or ""
        return f"{the}{called}"

    return _MARK.sub(label, text)


def _keys(text: str) -> list[str]:
    return tokenize(plain_version(text)).keys


def _compared(wording: str, said: str) -> Comparison:
    return compare(plain_version(wording), plain_version(said))


def _inside(passage: Passage, clauses: Sequence[Clause]) -> bool:
    return any(clause.at.start <= passage.start < clause.at.end for clause in clauses)


def _all_within(clauses: Sequence[Clause]) -> bool:
    """Whether all stand within clauses on other matters: what says nothing to the point there
    was only taken for a clause of the kind."""
    return all(clause.parent is not None for clause in clauses)


def _rank(position: Position, met: dict[str, bool]) -> int | None:
    for rank, wording in enumerate(position.wordings):
        if all(met[name] for name in wording.points):
            return rank
    return None


def _status(rank: int | None, clauses: Sequence[Clause]) -> PositionStatus:
    if not clauses:
        return "missing"
    if rank is None:
        return "deviates"
    return "standard" if rank == 0 else "fallback"
