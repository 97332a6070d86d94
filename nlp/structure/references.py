"""Cross references: 第八条, 第3.2款, 附件一, Section 3(c), and the clause each one means."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Mapping, Sequence

from nlp.document import Clause, Document, Reference
from nlp.structure.labels import Numbering, fold_label
from nlp.structure.targets import Targets, targets_of

_N = r"[一二三四五六七八九十百零〇两\d]+"
_ZH = re.compile(
    rf"第 ?(?P<head>{_N}(?:\.\d{{1,3}})*) ?(?P<unit>条|款|项|章|节)(?!款项|目前)"
    rf"(?P<tail>(?: ?第? ?\(?{_N}\)? ?[款项目])*)"
)
_ZH_ANNEX = re.compile(
    r"附 ?[件表] ?(?P<annex>[一二三四五六七八九十]{1,3}(?![式份并起同致览般定旦])|"
    r"\d{1,2}(?![\d.]\d)|[A-Z](?![A-Za-z]))"
)
_ZH_BARE = re.compile(
    r"(?:本合同|本协议|上述|前述|依照|按照|违反|根据|符合) ?(?:第 ?)?"
    r"(?P<head>\d{1,2}(?:\.\d{1,2}){1,3})(?= ?(?:条|款|项|的|约定|规定|所|之|中))"
)
_EN = re.compile(
    r"\b(?P<word>[Ss]ections?|SECTIONS?|[Cc]lauses?|Articles?|ARTICLES?|[Pp]aragraphs?|"
    r"Schedules?|SCHEDULES?|Exhibits?|EXHIBITS?|Annex(?:es)?|ANNEX|Appendix|APPENDIX|Attachments?) "
    r"\"?(?P<head>\d{1,3}(?:\.\d{1,3}){0,4}|[IVXL]{1,6}\b|[A-Z](?:-\d{1,2})?\b)\"?"
    r"(?P<tail>(?: ?\([A-Za-z0-9]{1,4}\)){0,4})"
)
_EN_ANNEX_WORDS = ("sche", "exhi", "anne", "appe", "atta")

_STATUTE_BEFORE = re.compile(
    r"(?:》|法典|[^办方]法|条例|规定|解释|办法|细则|法律|规章|通则|规范|"
    r"Code|Act|Rule|Law|Regulation|U\.S\.C\.|Statutes?)"
    r"(?: ?\([^)]{0,30}\))?(?:的|中|之|,)? *$"
)
_CHAIN_BEFORE = re.compile(rf"第 ?{_N} ?[条款项] ?(?:、|和|或|及|与|至|以及|或者)? ?$")
_ELSEWHERE_AFTER = re.compile(
    r"^ ?,? ?(?:of|under|to) (?:(?:the|that certain|such|its) )?"
    r"(?!Agreement\b|Contract\b|Section|Article|Clause)[A-Z]"
)
_OWN_BEFORE = re.compile(r"(?:本合同|本协议|合同|协议) ?(?:之|的)? *$")
_HERE_BEFORE = re.compile(r"(?:本条|本款|本章|本节|前述) ?$")
_HEADING_AROUND = re.compile(r"(?:\n| {2,})$")


def find_references(
    document: Document,
    clauses: Sequence[Clause],
    numberings: Mapping[str, Numbering],
    labelled: Collection[int],
) -> tuple[Reference, ...]:
    """The references of the text to its own clauses and annexes, in order.

    None are: references to statutes (《民法典》第584条) and to other documents, a clause's own
    number, and the numbers at ``labelled`` offsets (contents and annex lists). 本条第二款 counts
    where that item is numbered. ``to_clause`` is None where the clause referred to does not exist.
    """
    targets = targets_of(clauses, numberings)
    starts = [clause.at.start for clause in clauses]
    own = {*starts, *labelled}
    text = fold_label(document.text)
    found: list[Reference] = []
    statute_end = -1
    for match in _matches(text):
        start = match.start("head") if match.re is _ZH_BARE else match.start()
        end = match.end("head") if match.re is _ZH_BARE else match.end()
        if start in own or _is_inner_heading(text, start, end):
            continue
        if _is_elsewhere(text, start, end, statute_end):
            statute_end = end
            continue
        inside = bisect_right(starts, start) - 1
        clause = clauses[inside].id if inside >= 0 else None
        resolved = _resolve(match, targets, clause)
        if resolved is not None:
            found.append(Reference(document.evidence(start, end, 0.95), *resolved))
    return tuple(found)


def _matches(text: str) -> list[re.Match[str]]:
    """All references, the longest where they overlap."""
    matches = [
        match for pattern in (_ZH, _ZH_ANNEX, _ZH_BARE, _EN) for match in pattern.finditer(text)
    ]
    matches.sort(key=lambda match: (match.start(), -match.end()))
    kept: list[re.Match[str]] = []
    for match in matches:
        if not kept or match.start() >= kept[-1].end():
            kept.append(match)
    return kept


def _is_elsewhere(text: str, start: int, end: int, statute_end: int) -> bool:
    """Whether the number belongs to a statute or another document."""
    before = text[max(0, start - 40) : start]
    if _OWN_BEFORE.search(before):
        return False
    chained = 0 <= start - statute_end <= 4 and _CHAIN_BEFORE.search(before) is not None
    if chained or _STATUTE_BEFORE.search(before):
        return True
    return _ELSEWHERE_AFTER.match(text[end : end + 60]) is not None


def _is_inner_heading(text: str, start: int, end: int) -> bool:
    """A number set off by wide blanks heads a clause that shares its paragraph with others."""
    return _HEADING_AROUND.search(text[max(0, start - 3) : start]) is not None and text[
        end : end + 2
    ].startswith("  ")


def _resolve(
    match: re.Match[str], targets: Targets, inside: str | None
) -> tuple[str | None] | None:
    """The clause meant, as a tuple of one; None where the words are no reference after all."""
    groups = match.groupdict()
    if match.re is _ZH_ANNEX:
        return (targets.annex(groups["annex"]),)
    if match.re is _EN:
        if groups["word"][:4].lower() in _EN_ANNEX_WORDS:
            return (targets.annex(groups["head"]),)
        sections = not groups["word"].lower().startswith("article")
        return (targets.clause(groups["head"], groups["tail"], sections=sections),)
    unit = groups.get("unit")
    if unit in ("章", "节"):
        return (targets.division(unit, groups["head"]),)
    if unit in ("款", "项") and "." not in groups["head"]:
        here = _HERE_BEFORE.search(match.string, max(0, match.start() - 4), match.start())
        item = targets.item(inside, groups["head"]) if here else None
        return None if item is None else (item,)
    return (targets.clause(groups["head"], groups.get("tail") or "", sections=False),)
