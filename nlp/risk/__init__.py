"""Risk review: the clause library, mechanical checks, missing clauses."""

from nlp.risk.library import Library, LibraryError, Rule, parse_library
from nlp.risk.review import review
from nlp.risk.sides import resolve_stance

__all__ = ["Library", "LibraryError", "Rule", "parse_library", "resolve_stance", "review"]
