"""Cross references: 第八条, 第3.2款, 附件一, Section 3(c), and the clause each one means."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from nlp.document import Clause, Document, Reference
from nlp.structure.labels import Numbering, fold_label
from nlp.structure.numerals import english_ordinal, letter_value, roman_value, zh_ordinal

_N = r"[一二三四五六七八九十百零〇两\d]+"
_ZH_REFERENCE = re.compile(
    rf"第\s?(?P<head>{_N}(?:[.．]\d{{1,3}})*)\s?(?P<unit>条|款|项|章|节)(?!款项)(?P<tail>(?:\s?第?\s?[（(]?{_N}[）)]?\s?[款项目])*)|"
    rf""
    rf"附\s?[件表]\s?(?P<annex>{_N}|[A-Z](?![A-Za-z]))"
)
_ZH_BARE = re.compile(
    r"(?:本合同|本协议|上述|前述|依照|按照|违反|根据|符合)\s?(?:第\s?)?(?P<head>\d{1,2}(?:[.．]\d{1,2}){1,3})(?=\s?(?:条|款|项|的|约定|规定|所|之|中))"
)
_EN_REFERENCE = re.compile(
    r"\b(?P<word>Sections?|SECTIONS?|Clauses?|Articles?|ARTICLES?|Paragraphs?|paragraphs?|Section's|Schedules?|Exhibits?|Annex(?:es)?|"
    r"Appendix|Attachments?|section|clause)\s+\"?(?P<head>\d{1,3}(?:\.\d{1,3}){0,4}|"
    r"[IVXL]{1,6}\b|[A-Z](?:-\d{1,2})?\b)\"?"
    r"(?P<tail>(?:\s?\([A-Za-z0-9]{1,4}\)){0,4})"
)
_LAW_BEFORE = re.compile(
    r"(?:》|法典|[^办方]法|条例|规定|解释|办法|细则|法律|规章|通则|规范|Code|Act|Rule|Law|Regulation|U\.S\.C\.|Statutes?)"
    r"(?:\s?[（(][^）)]{0,30}[）)])?(?:的|中|之|,|，)?\s*$"
)
_CHAIN_BEFORE = re.compile(rf"第\s?{_N}\s?[条款项]\s?(?:、|和|或|及|与|至|以及|或者|第)\s?$")
_LAW_AFTER = re.compile(
    r"^\s?(?:,\s*)?(?:of|under|to)\s+(?:the\s+)?(?:[A-Z][\w.]+\s+){0,5}(?:Code|Act|Law|Rules?|Regulations?|Statutes?|Constitution)\b|"
    r"^\s?of (?:the )?(?:Lease|Petroleum|Indenture|Trust|Purchase|Merger)"
)
_OWN = re.compile(r"(?:本合同|本协议|合同|协议)\s?(?:之|的)?\s*$")


@dataclass(frozen=True, slots=True)
class _Index:
    """Where each number stands: by its path of values, and annexes apart."""

    heads: Mapping[tuple[int, ...], str]
    chapters: Mapping[tuple[str, int], str]
    annexes: Mapping[str, str]
    children: Mapping[tuple[str, int], str]


def find_references(
    document: Document, clauses: Sequence[Clause], numberings: Mapping[str, Numbering]
) -> tuple[Reference, ...]:
    """The references of the text to its own clauses, in order.

    References to statutes (《民法典》第584条) and a clause's own number are none. ``to_clause`` is
    None where the clause referred to does not exist.
    """
    index = _index(clauses, numberings)
    own = {clause.at.start for clause in clauses}
    text = fold_label(document.text)
    found: list[Reference] = []
    statute_until = -1
    for match in _matches(text):
        start, end = (
            match.span() if match.re is not _ZH_BARE else (match.start("head"), match.end("head"))
        )
        if start in own:
            continue
        before = text[max(0, start - 40) : start]
        chained = statute_until >= 0 and _CHAIN_BEFORE.search(text[max(0, start - 12) : start])
        if _is_statute(before, text[end : end + 60]) or (chained and start - statute_until < 6):
            statute_until = end
            continue
        statute_until = -1
        at = document.evidence(start, end, 0.95)
        found.append(Reference(at, _target(match, index)))
    return tuple(found)


def _matches(text: str) -> list[re.Match[str]]:
    matches = [
        match
        for pattern in (_ZH_REFERENCE, _ZH_BARE, _EN_REFERENCE)
        for match in pattern.finditer(text)
    ]
    matches.sort(key=lambda match: (match.start(), -match.end()))
    kept: list[re.Match[str]] = []
    for match in matches:
        if not kept or match.start() >= kept[-1].end():
            kept.append(match)
    return kept


def _is_statute(before: str, after: str) -> bool:
    if _OWN.search(before):
        return False
    return bool(_LAW_BEFORE.search(before) or _LAW_AFTER.match(after))


def _index(clauses: Sequence[Clause], numberings: Mapping[str, Numbering]) -> _Index:
    heads: dict[tuple[int, ...], str] = {}
    chapters: dict[tuple[str, int], str] = {}
    annexes: dict[str, str] = {}
    children: dict[tuple[str, int], str] = {}
    in_annex: set[str] = set()
    for clause in sorted(clauses, key=lambda clause: clause.level):
        numbering = numberings.get(clause.id)
        if numbering is None or clause.number is None:
            continue
        if numbering.style == "annex":
            annexes.setdefault(_annex_key(clause.number), clause.id)
            in_annex.add(clause.id)
            continue
        if clause.parent in in_annex:
            in_annex.add(clause.id)
        if clause.parent is not None:
            children.setdefault((clause.parent, numbering.value), clause.id)
        if numbering.style in ("chapter", "zh_section", "part"):
            chapters.setdefault((numbering.style, numbering.value), clause.id)
        elif clause.id not in in_annex and not _is_item(numbering, clause.level):
            heads.setdefault(numbering.parts, clause.id)
    return _Index(heads, chapters, annexes, children)


def _is_item(numbering: Numbering, level: int) -> bool:
    """Items of a list have no number of their own outside their clause."""
    return level > 1 and numbering.style.startswith(("paren", "half", "circled", "plain_lower"))


def _target(match: re.Match[str], index: _Index) -> str | None:
    groups = match.groupdict()
    if groups.get("annex"):
        return index.annexes.get(_annex_key(groups["annex"]))
    word, head, tail = groups.get("word") or "", groups["head"], groups.get("tail") or ""
    if word[:4].lower() in ("sche", "exhi", "anne", "appe", "atta"):
        return index.annexes.get(_annex_key(head))
    unit = groups.get("unit")
    if unit in ("章", "节"):
        style = "chapter" if unit == "章" else "zh_section"
        return index.chapters.get((style, zh_ordinal(head) or 0))
    parts = tuple(_value(part) for part in re.split(r"[.．]", head))
    clause = index.heads.get(parts)
    if unit in ("款", "项") and len(parts) == 1:
        return None
    for item in re.findall(r"[A-Za-z0-9一二三四五六七八九十百]+", re.sub(r"[第款项目]", " ", tail)):
        if clause is None:
            return None
        deeper = index.children.get((clause, _value(item)))
        clause = deeper if deeper is not None or word else clause
    return clause


def _value(text: str) -> int:
    if text.isdecimal():
        return int(text)
    return zh_ordinal(text) or english_ordinal(text) or roman_value(text) or letter_value(text) or 0


def _annex_key(number: str) -> str:
    digits = re.sub(r"^(?:附\s*[件表录]|[A-Za-z]{4,})\s*", "", number).strip(' "')
    return str(_value(digits)) if digits else "1"
