"""How a document is built: clauses, sections, references, tables, and what contract it is."""

from nlp.structure.find import find_structure

__all__ = ["find_structure"]
