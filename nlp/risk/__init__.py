"""Risk review: the clause library, mechanical checks, missing clauses, positions."""

from nlp.risk.deviation import PositionFinding, compare_positions
from nlp.risk.library import Library, LibraryError, Rule, parse_library
from nlp.risk.positions import Position
from nlp.risk.review import review
from nlp.risk.sides import resolve_stance

__all__ = [
    "Library",
    "LibraryError",
    "Position",
    "PositionFinding",
    "Rule",
    "compare_positions",
    "parse_library",
    "resolve_stance",
    "review",
]
