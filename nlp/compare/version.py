"""One side of a comparison: its text, its clauses, and where every word stands."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from nlp.document import Box, Evidence, PlacedWord, Reading

DOUBTFUL = 0.6
"""Words of a scan below this confidence are doubtful (as in :mod:`nlp.parsing.doubts`)."""


@dataclass(frozen=True, slots=True)
class ClauseMark:
    """Where a clause begins and the number and heading it prints there."""

    start: int
    end: int
    number: str | None
    heading: str | None


@dataclass(frozen=True)
class Version:
    """A version as far as comparing needs it; ``names`` are parties and their people.

    ``page_starts`` are offsets of the pages in order; ``read_pages`` the numbers of those that
    character recognition read.
    """

    name: str
    language: str
    text: str
    clauses: tuple[ClauseMark, ...]
    words: tuple[PlacedWord, ...]
    page_starts: tuple[int, ...]
    read_pages: frozenset[int]
    names: frozenset[str]

    @cached_property
    def _word_starts(self) -> list[int]:
        return [word.start for word in self.words]

    @cached_property
    def _clause_starts(self) -> list[int]:
        return [clause.start for clause in self.clauses]

    def words_between(self, start: int, end: int) -> tuple[PlacedWord, ...]:
        """The words that overlap ``start..end``."""
        first = max(bisect_right(self._word_starts, start) - 1, 0)
        last = bisect_left(self._word_starts, end)
        return tuple(word for word in self.words[first:last] if word.end > start)

    def page_at(self, offset: int) -> int:
        """The number of the page on which the character at ``offset`` stands."""
        return max(bisect_right(self.page_starts, offset), 1)

    def is_read(self, offset: int) -> bool:
        """Whether character recognition read the page at ``offset``."""
        return self.page_at(offset) in self.read_pages

    def clause_at(self, offset: int) -> ClauseMark | None:
        """The innermost clause around ``offset``."""
        index = bisect_right(self._clause_starts, offset) - 1
        while index >= 0:
            if self.clauses[index].end > offset:
                return self.clauses[index]
            index -= 1
        return None

    def evidence(self, start: int, end: int) -> Evidence:
        """The verbatim passage, its boxes (one a printed line) and the least confidence in it."""
        words = self.words_between(start, end)
        boxes: list[Box] = []
        for word in words:
            if boxes and _same_line(boxes[-1], word.box):
                boxes[-1] = boxes[-1].union(word.box)
            else:
                boxes.append(word.box)
        confidence = min((word.confidence for word in words), default=1.0)
        return Evidence(start, end, self.text[start:end], tuple(boxes), round(confidence, 4))

    def place(self, offset: int) -> Box | None:
        """The box of the last word before ``offset``: where something is missing."""
        if not self.words:
            return None
        index = max(bisect_left(self._word_starts, offset) - 1, 0)
        return self.words[index].box


def version_of(reading: Reading) -> Version:
    """What a reading says, for comparing."""
    document = reading.document
    people = (
        name
        for party in reading.parties
        for name in (party.name, party.representative, party.bank)
        if name
    )
    return Version(
        name=reading.file.name,
        language=document.language,
        text=document.text,
        clauses=tuple(
            ClauseMark(clause.at.start, clause.at.end, clause.number, clause.heading)
            for clause in reading.clauses
        ),
        words=document.words,
        page_starts=tuple(page.start for page in document.pages),
        read_pages=frozenset(page.number for page in document.pages if page.source != "native"),
        names=frozenset(people),
    )


def version_of_json(
    reading: Mapping[str, Any], words: Mapping[str, Sequence[Sequence[float]]]
) -> Version:
    """The same from a stored reading (``jianqi.reading/1``) and its words by page number.

    A word is ``[start, end, x0, y0, x1, y1, confidence]``.
    """
    people = (
        name
        for party in reading["parties"]
        for name in (party["name"], party["representative"], party["bank"])
        if name
    )
    placed = [
        PlacedWord(int(start), int(end), Box(int(page), x0, y0, x1, y1), confidence)
        for page, listed in words.items()
        for start, end, x0, y0, x1, y1, confidence in listed
    ]
    return Version(
        name=reading["file"]["name"],
        language=reading["language"],
        text=reading["text"],
        clauses=tuple(
            ClauseMark(clause["start"], clause["end"], clause["number"], clause["heading"])
            for clause in reading["clauses"]
        ),
        words=tuple(sorted(placed, key=lambda word: word.start)),
        page_starts=tuple(page["start"] for page in reading["pages"]),
        read_pages=frozenset(
            page["number"] for page in reading["pages"] if page["source"] != "native"
        ),
        names=frozenset(people),
    )


def plain_version(text: str, name: str = "") -> Version:
    """A text without pages, for a passage that stands nowhere else."""
    return Version(name, "zh", text, (), (), (0,), frozenset(), frozenset())


def _same_line(one: Box, two: Box) -> bool:
    """On one page, overlapping in height by half, and not jumping back to the left."""
    overlap = min(one.y1, two.y1) - max(one.y0, two.y0)
    height = min(one.y1 - one.y0, two.y1 - two.y0)
    return one.page == two.page and overlap > height / 2 and two.x1 >= one.x1
