"""English parties outside the opening sentence: labels, tables, letters, signatures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from nlp.extraction import party_words as words
from nlp.extraction.context import Context
from nlp.extraction.parties_zh import Candidate, particulars_between
from nlp.extraction.party_names_en import Name, is_organisation, name_at
from nlp.ports import EntityTagger

_HEAD = 6000
_NAME_OF = r"(?:'s)?(?:[ ]+(?:(?:full|legal|company|entity|registered)[ ]+){0,2}(?:name|entity))?"
_LABEL = re.compile(
    r"(?:(?<=^)|(?<=[\n\t])|(?<=  ))[ ]{0,6}(?:\(?[\da-z]{1,3}[.)][ ]+)?"
    r"(?:Name\s+of\s+)?(?:the\s+)?"
    rf"(?P<role>{words.EN_LABEL_PATTERN}){_NAME_OF}[ ]{{0,6}}"
    r"(?:\((?P<note>[^()\n]{1,30})\))?[ ]{0,6}(?P<mark>:|\t|(?=\n))",
    re.IGNORECASE,
)
_NAME_CELL = re.compile(r"(?:company|legal|full|party)?\s*(?:name|company|party)", re.IGNORECASE)
"""What heads the row of names in a table of parties, whose corner above it is empty."""

_TO = re.compile(r"[ ]*(?:To|Attention|Attn)\.?[ ]*:[ ]*")
_DEAR = re.compile(
    r"^[ ]*(?:Dear\b|Ladies\s+and\s+Gentlemen|Gentlemen)", re.IGNORECASE | re.MULTILINE
)
_SIGNED = re.compile(
    r"^[ ]*(?:/s/|(?:By|Per|Signed|Signature|Name)[ ]*:|By[ ]+/s/|_{4,})", re.MULTILINE
)
_ON_BEHALF = re.compile(
    r"\b(?:for\s+and\s+on\s+behalf\s+of|on\s+behalf\s+of|as\s+a\s+deed\s+by|(?:executed|signed|agreed|accepted)"
    r"(?:\s+and\s+(?:delivered|agreed|accepted))?\s+by)[\s:]+(?:the\s+)?(?=\S)",
    re.IGNORECASE,
)
_REST = re.compile(
    r"[\s_]*(?:\(?(?:Signature|Signed|Print(?:ed)?\s+Name)\)?)?[\s_]*", re.IGNORECASE
)
_OWN_HAND = re.compile(r"^[ ]*/s/[ ]*(?P<hand>[^\n]*)(?:\n(?P<name>[^\n]+))?", re.MULTILINE)


def is_role(term: str) -> bool:
    """True for a word that names a part in a contract (Buyer, Party A), not a short name."""
    plain = re.sub(r"^the ", "", term.strip(" .:").lower())
    return plain in words.EN_ROLE_KINDS or plain in words.EN_PLAIN_ROLES


def _cell(context: Context, start: int, end: int, tagger: EntityTagger | None) -> Name | None:
    """The name that opens a cell or a line's rest, where it is more than a word of the form."""
    while start < end and context.folded[start] in " _\t":
        start += 1
    name = name_at(context.folded, start, end)
    if name is None or is_role(context.folded[name.start : name.end]):
        return None
    if name.is_organisation or name.sort == "person":
        return name
    whole = not context.folded[name.end : end].strip(" .")
    return name if whole and tagger and _is_tagged(context, name, tagger) else None


def _is_tagged(context: Context, name: Name, tagger: EntityTagger) -> bool:
    found = tagger.entities(context.folded[name.start : name.end])
    return any(entity.label in ("ORG", "PER") for entity in found)


# --- labels and tables -------------------------------------------------------------------------


def labelled(context: Context, tagger: EntityTagger | None) -> Iterator[Candidate]:
    """Customer: X, or the label alone on its line (or in its cell) and the name after it."""
    labels = [match for match in _LABEL.finditer(context.folded) if _may_label(context, match)]
    for index, label in enumerate(labels):
        limit = labels[index + 1].start() if index + 1 < len(labels) else len(context.folded)
        name = _after_label(context, label, limit, tagger)
        if name is None:
            continue
        aliases = [label["note"].strip("\"' ")] if label["note"] else []
        values = _values(context, name.end, min(limit, name.end + 600))
        yield _found(context, name, 0.9, label["role"], aliases, values)


def _may_label(context: Context, label: re.Match[str]) -> bool:
    """Labels stand outside the clauses; BUYER alone on a line may look like a heading."""
    offset = label.start("role")
    clause = context.clause(offset)
    if clause is None or context.section(offset) is None or context.in_signature(offset):
        return True
    return clause.at.start == offset and not label["mark"]


def _after_label(
    context: Context, label: re.Match[str], limit: int, tagger: EntityTagger | None
) -> Name | None:
    start, end = label.end(), min(context.line(label.start("role"))[1], limit)
    if label["mark"] and context.folded[start:end].strip(" _\t"):
        following = words.ATTRIBUTE.search(context.folded[start:end])
        return _cell(context, start, start + following.start() if following else end, tagger)
    if label["mark"] == "\t":
        return None
    start = end + 1
    named = words.ATTRIBUTE.match(context.folded, start)
    start = named.end() if named and named["name"] else start
    name = (
        _cell(context, start, min(context.line(start)[1], limit), tagger) if start < limit else None
    )
    return name if name and (label["mark"] or name.sort == "company") else None


def matrix(context: Context, tagger: EntityTagger | None) -> Iterator[Candidate]:
    """A table whose head names the parts; the first row of names below tells the parties."""
    for head in re.finditer(r"^[^\n]*\t[^\n]*$", context.folded[:_HEAD], re.MULTILINE):
        cells = [cell.strip() for cell in head[0].split("\t")]
        columns = [index for index, cell in enumerate(cells) if is_role(cell)]
        if len(columns) < 2:
            continue
        start = head.end() + 1
        row = context.folded[start : context.line(start)[1]].split("\t")
        shift = 1 if len(row) == len(cells) + 1 and _NAME_CELL.fullmatch(row[0].strip()) else 0
        for column in (column for column in columns if column + shift < len(row)):
            begin = start + sum(len(cell) + 1 for cell in row[: column + shift])
            name = _cell(context, begin, begin + len(row[column + shift]), tagger)
            if name:
                yield _found(context, name, 0.9, cells[column])


def _found(
    context: Context,
    name: Name,
    confidence: float,
    role: str | None = None,
    aliases: list[str] | None = None,
    values: dict[str, str] | None = None,
) -> Candidate:
    text = context.text[name.start : name.end]
    return Candidate(role, name.start, name.end, text, aliases or [], values or {}, confidence)


def _values(context: Context, start: int, limit: int) -> dict[str, str]:
    clause = context.clause(start)
    return particulars_between(context, start, min(limit, clause.at.end) if clause else limit)


# --- letters and signatures --------------------------------------------------------------------


def addressee(context: Context) -> Iterator[Candidate]:
    """To whom a letter is written: the company, else the person, above "Dear"."""
    dear = _DEAR.search(context.folded[:_HEAD])
    lines = list(_lines(context, 0, dear.start()))[-8:] if dear else []
    dated = [
        index for index, (start, end) in enumerate(lines) if _is_date(context.folded[start:end])
    ]
    block = lines[dated[-1] + 1 :] if dated else lines
    names = [
        name
        for start, end in block[:4]
        if (name := name_at(context.folded, _past(_TO, context.folded, start), end))
    ]
    company = next((name for name in names if name.sort == "company"), None)
    first = names[0] if names and names[0].sort in ("person", "body") else None
    written_to = company or first
    if written_to:
        yield _found(context, written_to, 0.7)


def _past(pattern: re.Pattern[str], text: str, start: int) -> int:
    match = pattern.match(text, start)
    return match.end() if match else start


def _is_date(line: str) -> bool:
    return bool(re.search(r"\b(?:19|20)\d\d\.?\s*$", line)) and len(line) < 40


def signing(context: Context) -> Iterator[Candidate]:
    """Who signs, where the contract names its parties nowhere else."""
    for match in _ON_BEHALF.finditer(context.folded):
        name = name_at(context.folded, match.end(), context.line(match.end())[1])
        if name and name.is_organisation:
            yield _found(context, name, 0.75)
    lines = list(_lines(context, 0, len(context.folded)))
    for above, line in pairwise(lines):
        if not _SIGNED.match(context.folded, *line):
            continue
        yield from _above_signature(context, *above)
        person = _in_own_hand(context, above, line)
        if person:
            yield _found(context, person, 0.7)


def _above_signature(context: Context, start: int, end: int) -> Iterator[Candidate]:
    """The companies (side by side in columns) on the line above "By:"."""
    for cell in re.finditer(r"\S(?:(?!\t|[ ]{2,}).)*", context.folded[start:end]):
        text = cell[0].rstrip(" :")
        if is_organisation(text) and not text.startswith(("By", "Name", "Title")):
            begin = start + cell.start()
            yield _found(context, Name(begin, begin + len(text), "company"), 0.75)


def _in_own_hand(context: Context, above: tuple[int, int], line: tuple[int, int]) -> Name | None:
    """The person who signs for himself: "/s/ X" with no company above it, X printed beside."""
    mark = _OWN_HAND.match(context.folded, line[0])
    if not mark or is_organisation(context.folded[slice(*above)].strip(" :")):
        return None
    for start, end in (above, mark.span("name"), mark.span("hand")):
        name = name_at(context.folded, start, end) if start >= 0 else None
        if name and name.sort == "person" and _REST.fullmatch(context.folded, name.end, end):
            return name
    return None


def _lines(context: Context, start: int, stop: int) -> Iterator[tuple[int, int]]:
    for match in re.finditer(r"[^\n]*\S[^\n]*", context.folded[start:stop]):
        yield start + match.start(), start + match.end()
