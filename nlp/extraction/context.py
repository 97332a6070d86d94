"""What surrounds a mention: its sentence, its clause, its section, its table row."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

from nlp.document import Clause, Document, Evidence, Reading, Section
from nlp.folding import fold

_ABBREVIATION = "".join(
    f"(?<!{word})"
    for word in (
        "Inc",
        "Ltd",
        "Co",
        "Corp",
        "No",
        "Mr",
        "Ms",
        "Mrs",
        "Dr",
        "i\\.e",
        "e\\.g",
        "Art",
        "Sec",
        "Pte",
    )
)
_STOP = re.compile(rf"[。;!?\n]|(?<=[a-z0-9)\"]){_ABBREVIATION}\.(?=\s+[A-Z\"])")


@dataclass(frozen=True)
class Context:
    """A reading and its folded text, with quick answers about any offset."""

    reading: Reading

    @property
    def document(self) -> Document:
        return self.reading.document

    @property
    def text(self) -> str:
        return self.reading.document.text

    @cached_property
    def folded(self) -> str:
        return fold(self.text)

    @cached_property
    def _stops(self) -> list[int]:
        return [match.end() for match in _STOP.finditer(self.folded)]

    @cached_property
    def _clauses(self) -> list[Clause]:
        return sorted(self.reading.clauses, key=lambda clause: (clause.at.start, clause.level))

    @cached_property
    def _clause_starts(self) -> list[int]:
        return [clause.at.start for clause in self._clauses]

    @cached_property
    def _clause_by_id(self) -> dict[str, Clause]:
        return {clause.id: clause for clause in self.reading.clauses}

    @cached_property
    def _section_starts(self) -> list[int]:
        return [section.start for section in self.reading.sections]

    def evidence(self, start: int, end: int, confidence: float) -> Evidence:
        return self.document.evidence(start, end, confidence)

    def sentence(self, offset: int) -> tuple[int, int]:
        """The sentence (or paragraph, or table row) around ``offset``, its stop included."""
        index = bisect_right(self._stops, offset)
        start = self._stops[index - 1] if index else 0
        end = self._stops[index] if index < len(self._stops) else len(self.text)
        return start, end

    def line(self, offset: int) -> tuple[int, int]:
        """The paragraph around ``offset``, without its newline."""
        start = self.folded.rfind("\n", 0, offset) + 1
        end = self.folded.find("\n", offset)
        return start, end if end >= 0 else len(self.text)

    def clause(self, offset: int) -> Clause | None:
        """The innermost clause that holds ``offset``."""
        index = bisect_right(self._clause_starts, offset) - 1
        clause = self._clauses[index] if index >= 0 else None
        while clause is not None and clause.at.end <= offset:
            clause = self._clause_by_id.get(clause.parent) if clause.parent else None
        return clause

    def clause_kinds(self, offset: int) -> tuple[str, ...]:
        """The kinds of the clauses around ``offset``, innermost first, ``other`` left out."""
        kinds: list[str] = []
        clause = self.clause(offset)
        while clause is not None:
            if clause.kind != "other":
                kinds.append(clause.kind)
            clause = self._clause_by_id.get(clause.parent) if clause.parent else None
        return tuple(kinds)

    def heading(self, offset: int) -> str:
        """The folded headings of the clauses around ``offset``, innermost first."""
        headings: list[str] = []
        clause = self.clause(offset)
        while clause is not None:
            headings.append(fold(clause.heading or ""))
            clause = self._clause_by_id.get(clause.parent) if clause.parent else None
        return " ".join(headings)

    def section(self, offset: int) -> Section | None:
        index = bisect_right(self._section_starts, offset) - 1
        if index < 0:
            return None
        section = self.reading.sections[index]
        return section if offset < section.end else None

    def in_signature(self, offset: int) -> bool:
        section = self.section(offset)
        return section is not None and section.kind == "signature"
