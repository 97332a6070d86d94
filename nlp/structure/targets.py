"""From the words of a reference to the clause it means."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from nlp.document import Clause
from nlp.structure.labels import Numbering, fold_label
from nlp.structure.numerals import english_ordinal, letter_value, roman_value, zh_ordinal

_DIVISIONS = {"章": "chapter", "节": "zh_section", "编": "part"}
_ARTICLE_FIRST = ("article", "en_article")
_SECTION_FIRST = ("en_section", "number", "plain_upper")
_ANNEX_WORD = re.compile(r"^(?:附\s*[件表录]|[A-Za-z]{4,})\s*")


@dataclass(frozen=True, slots=True)
class Targets:
    """Where each number of a document stands.

    ``heads`` are keyed by style and value path, outermost first; ``children`` by parent and value;
    ``parents`` leads from a clause to the one it stands in.
    """

    heads: Mapping[tuple[str, tuple[int, ...]], str]
    by_path: Mapping[tuple[int, ...], str]
    annexes: Mapping[str, str]
    children: Mapping[tuple[str, int], str]
    parents: Mapping[str, str | None]

    def annex(self, number: str) -> str | None:
        """附件一, Schedule 1 or "A" alike."""
        return self.annexes.get(_annex_key(number))

    def division(self, unit: str, number: str) -> str | None:
        """第三章."""
        return self.heads.get((_DIVISIONS[unit], (ordinal(number),)))

    def clause(self, head: str, tail: str, *, sections: bool) -> str | None:
        """第八条第二款, Section 3(c): as deep as the numbers lead.

        A 款 that is an unnumbered paragraph leads to its 条; an English item must exist.
        """
        parts = tuple(ordinal(part) for part in re.split(r"[.．]", head))
        clause = self._head(parts, _SECTION_FIRST if sections else _ARTICLE_FIRST)
        for item in re.findall(
            r"[A-Za-z0-9一二三四五六七八九十百]+", re.sub("[第款项目]", " ", tail)
        ):
            if clause is None:
                return None
            deeper = self.children.get((clause, ordinal(item)))
            clause = deeper if deeper is not None or sections else clause
        return clause

    def item(self, inside: str | None, number: str) -> str | None:
        """本条第二款: the item of that number in the clause around, or in one it stands in."""
        while inside is not None:
            found = self.children.get((inside, ordinal(number)))
            if found is not None:
                return found
            inside = self.parents.get(inside)
        return None

    def _head(self, parts: tuple[int, ...], styles: tuple[str, ...]) -> str | None:
        for style in styles:
            named = style if len(parts) == 1 else f"{style}{len(parts)}"
            if (named, parts) in self.heads:
                return self.heads[named, parts]
        return self.by_path.get(parts)


def targets_of(clauses: Sequence[Clause], numberings: Mapping[str, Numbering]) -> Targets:
    """Index the clauses: the first of equal numbers counts, those inside annexes do not."""
    heads: dict[tuple[str, tuple[int, ...]], str] = {}
    by_path: dict[tuple[int, ...], str] = {}
    annexes: dict[str, str] = {}
    children: dict[tuple[str, int], str] = {}
    in_annex: set[str] = set()
    for clause in sorted(clauses, key=lambda clause: clause.level):
        numbering = numberings.get(clause.id)
        if numbering is None or clause.number is None:
            continue
        if clause.parent is not None:
            children.setdefault((clause.parent, numbering.value), clause.id)
        if numbering.style == "annex":
            annexes.setdefault(_annex_key(clause.number), clause.id)
            in_annex.add(clause.id)
        elif clause.parent in in_annex:
            in_annex.add(clause.id)
        elif not _is_item(numbering, clause.level):
            heads.setdefault((numbering.style, numbering.parts), clause.id)
            if numbering.style not in _DIVISIONS.values():
                by_path.setdefault(numbering.parts, clause.id)
    parents = {clause.id: clause.parent for clause in clauses}
    return Targets(heads, by_path, annexes, children, parents)


def ordinal(text: str) -> int:
    """The value of a number however it is written; 0 where it is none."""
    if text.isdecimal():
        return int(text)
    return zh_ordinal(text) or english_ordinal(text) or roman_value(text) or letter_value(text) or 0


def _is_item(numbering: Numbering, level: int) -> bool:
    """Items of a list have no number of their own outside their clause."""
    return level > 1 and numbering.style.startswith(("paren", "half", "circled", "plain_lower"))


def _annex_key(number: str) -> str:
    printed = _ANNEX_WORD.sub("", fold_label(number)).strip(' "')
    return str(ordinal(printed)) if printed else "1"
