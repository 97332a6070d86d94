"""Short ways to read the structure of a text in tests."""

from __future__ import annotations

from collections.abc import Collection

from nlp.document import Clause, FileInfo, Reading
from nlp.ports import Tools
from nlp.structure import find_structure
from tests.factories.documents import document_of


def read(
    text: str,
    *,
    bold: Collection[str] = (),
    centered: Collection[str] = (),
    large: Collection[str] = (),
    tools: Tools | None = None,
) -> Reading:
    document = document_of(text, bold=bold, centered=centered, large=large)
    info = FileInfo("a.txt", "0" * 64, "text/plain", len(document.pages))
    return find_structure(info, document, tools or Tools())


def outline(reading: Reading) -> list[str]:
    """Numbers (or headings) indented by level."""
    return [
        "  " * (clause.level - 1) + (clause.number or clause.heading or "?")
        for clause in reading.clauses
    ]


def clause_with(reading: Reading, number: str) -> Clause:
    (found,) = [clause for clause in reading.clauses if clause.number == number]
    return found
