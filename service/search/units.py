"""From a reading to units of search."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from nlp.document import Clause, Reading

MAX_CHARACTERS = 400
"""Longer clauses are divided at sentence ends: an embedder sees only so much of a text."""

STEP = " › "
"""What stands between the steps of a heading path."""

_SENTENCE_END = re.compile(r"[。；！？\n]|[.;!?](?=\s)")


@dataclass(frozen=True, slots=True)
class Unit:
    """A passage to be found; ``text`` is what is embedded: the heading path, then the quote."""

    clause: str | None
    number: str | None
    path: str
    kind: str
    start: int
    end: int
    page: int
    quote: str

    @property
    def text(self) -> str:
        return f"{self.path}\n{self.quote}" if self.path else self.quote


def units_of(reading: Reading) -> list[Unit]:
    """Every clause's own text and whatever stands outside the clauses, in text order.

    The heading of a divided clause is no passage of its own: its parts carry it in their path.
    """
    spans = sorted(_spans(reading), key=lambda span: span[0])
    divided = {clause.parent for clause in reading.clauses}
    return [
        unit
        for start, end, clause in spans
        for unit in _units(reading, start, end, clause)
        if unit.clause not in divided or not is_heading_alone(unit.path, unit.quote)
    ]


def is_heading_alone(path: str, quote: str) -> bool:
    """Whether a passage says no more than the last step of its heading path."""
    heading = path.rsplit(STEP, 1)[-1]
    return bool(heading) and _letters(quote) == _letters(heading)


def _letters(text: str) -> str:
    return "".join(character for character in text if character.isalnum())


def _spans(reading: Reading) -> Iterator[tuple[int, int, Clause | None]]:
    position = 0
    roots = [clause for clause in reading.clauses if clause.parent is None]
    for root in sorted(roots, key=lambda clause: clause.at.start):
        yield position, root.at.start, None
        position = max(position, root.at.end)
    yield position, len(reading.document.text), None
    children: dict[str, list[Clause]] = {}
    for clause in reading.clauses:
        if clause.parent:
            children.setdefault(clause.parent, []).append(clause)
    for clause in reading.clauses:
        position = clause.at.start
        for child in sorted(children.get(clause.id, []), key=lambda c: c.at.start):
            yield position, child.at.start, clause
            position = max(position, child.at.end)
        yield position, clause.at.end, clause


def _units(reading: Reading, start: int, end: int, clause: Clause | None) -> Iterator[Unit]:
    text = reading.document.text
    path = heading_path(reading, clause) if clause else ""
    for first, last in _parts(text, start, end):
        quote = text[first:last].strip()
        if len(quote) < 2:
            continue
        begin = text.index(quote, first)
        yield Unit(
            clause=clause.id if clause else None,
            number=clause.number if clause else None,
            path=path,
            kind=clause.kind if clause else "other",
            start=begin,
            end=begin + len(quote),
            page=reading.document.page_at(begin),
            quote=quote,
        )


def _parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut ``start..end`` into parts of at most ``MAX_CHARACTERS``, at sentence ends if possible."""
    while end - start > MAX_CHARACTERS:
        ends = [m.end() for m in _SENTENCE_END.finditer(text, start + 1, start + MAX_CHARACTERS)]
        cut = ends[-1] if ends else start + MAX_CHARACTERS
        yield start, cut
        start = cut
    yield start, end


def heading_path(reading: Reading, clause: Clause) -> str:
    """``第三章 价款 › 第八条 付款方式``: the clause's place in the tree."""
    by_id = {known.id: known for known in reading.clauses}
    steps: list[str] = []
    current: Clause | None = clause
    while current is not None:
        label = " ".join(part for part in (current.number, current.heading) if part)
        if label:
            steps.append(label)
        current = by_id.get(current.parent) if current.parent else None
    return STEP.join(reversed(steps))
