"""A reading cut into sentences, each knowing the clause it stands in."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

from nlp.document import Clause, Reading
from nlp.folding import fold
from nlp.risk.faults import Span
from nlp.risk.phrases import compile_phrase
from nlp.risk.sides import Sides
from nlp.risk.text import QUOTE_LIMIT, STOP, trimmed


@dataclass(frozen=True, slots=True)
class Passage:
    """One sentence or table cell. ``top`` is the top-level clause around it, ``kinds`` the kinds
    of every clause around it."""

    index: int
    start: int
    end: int
    clause: Clause | None
    top: str | None
    kinds: frozenset[str]


class Passages:
    """All passages of a reading, and the search for phrases in them.

    Each phrase is looked for once in all passages together: RE2 keeps that linear.
    """

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.sides = Sides(reading)
        self.folded = fold(reading.document.text)
        self.all = _cut(reading, self.folded)
        self._starts = [passage.start for passage in self.all]
        self._hits: dict[str, dict[int, Hit]] = {}

    @cached_property
    def _joined(self) -> tuple[str, list[int]]:
        """The passages one a line, and where each line starts."""
        lines = [self.folded[passage.start : passage.end] for passage in self.all]
        starts, at = [], 0
        for line in lines:
            starts.append(at)
            at += len(line) + 1
        return "\n".join(lines), starts

    def at(self, offset: int) -> Passage | None:
        """The passage that holds ``offset``."""
        index = bisect_right(self._starts, offset) - 1
        return self.all[index] if index >= 0 else None

    def hits(self, phrase: str) -> dict[int, Hit]:
        """The first match of ``phrase`` in each passage that holds one, by passage index."""
        if phrase not in self._hits:
            self._hits[phrase] = self._search(compile_phrase(phrase, self.sides.patterns))
        return self._hits[phrase]

    def _search(self, pattern: Any) -> dict[int, Hit]:
        joined, starts = self._joined
        found: dict[int, Hit] = {}
        for match in pattern.finditer(joined):
            index = bisect_right(starts, match.start()) - 1
            if index < 0 or index in found:
                continue
            shift = self.all[index].start - starts[index]
            groups = {mark: word for mark, word in match.groupdict().items() if word}
            found[index] = Hit((match.start() + shift, match.end() + shift), groups)
        return found

    def quote(self, start: int, end: int, around: Span) -> Span:
        """``start..end``, cut to the limit of a quote about ``around`` where it is longer."""
        if end - start <= QUOTE_LIMIT:
            return start, end
        first = max(start, around[0] - QUOTE_LIMIT // 3)
        for mark in ",，、 ":
            cut = self.folded.find(mark, first, around[0])
            if first > start and cut >= 0:
                first = cut + 1
                break
        return first, min(end, first + QUOTE_LIMIT)


@dataclass(frozen=True, slots=True)
class Hit:
    """Where a phrase stands, and the words of its named marks (who, whom)."""

    span: Span
    groups: dict[str, str]


def _cut(reading: Reading, folded: str) -> list[Passage]:
    clauses = sorted(reading.clauses, key=lambda clause: (clause.at.start, clause.level))
    passages: list[Passage] = []
    open_clauses: list[Clause] = []
    upcoming = 0
    for start, end in _sentences(folded, [clause.at.start for clause in clauses]):
        while upcoming < len(clauses) and clauses[upcoming].at.start <= start:
            open_clauses.append(clauses[upcoming])
            upcoming += 1
        open_clauses = [clause for clause in open_clauses if clause.at.end > start]
        passages.append(
            Passage(
                len(passages),
                start,
                end,
                open_clauses[-1] if open_clauses else None,
                open_clauses[0].id if open_clauses else None,
                frozenset(clause.kind for clause in open_clauses),
            )
        )
    return passages


def _sentences(folded: str, clause_starts: list[int]) -> list[Span]:
    """Sentence spans in order; a line end, a table cell and the start of a clause divide too."""
    cuts = {0, len(folded), *clause_starts}
    cuts.update(match.end() for match in STOP.finditer(folded))
    ordered = sorted(cut for cut in cuts if 0 <= cut <= len(folded))
    spans = (trimmed(folded, *span) for span in pairwise(ordered))
    return [(start, end) for start, end in spans if start < end]
