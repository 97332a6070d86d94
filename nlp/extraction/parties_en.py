"""English parties: the opening sentence (between A ("Buyer") and B), labels, signature blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp.extraction import party_words as words
from nlp.extraction.context import Context
from nlp.extraction.parties_zh import Candidate, particulars_between
from nlp.ports import EntityTagger

_ZONE_START = re.compile(
    r"\b(?:by\s+and\s+between|by\s+and\s+among|between|among|made\s+by|entered\s+into\s+by)\b:?",
    re.IGNORECASE,
)
_ZONE_END = re.compile(
    r"\bWHEREAS\b|\bRECITALS?\b|\bWITNESSETH\b|W\s?I\s?T\s?N\s?E\s?S\s?S\s?E\s?T\s?H|"
    r"\bNOW,?\s+THEREFORE\b"
    r"|\bBACKGROUND\b|\n\s*Preamble\b|\n\s*Recitals\b",
)
_HEAD = 6000
_ZONE = 2500
_TERM = r"[A-Z0-9][\w.&'’\- ]{0,40}"
_ROLE_WORDS = "|".join(
    rf"{word[0].upper()}{re.escape(word[1:])}"
    for word in sorted(words.EN_ROLE_KINDS, key=lambda word: (-len(word), word))
)
_DEFINITION = re.compile(
    rf"\((?P<before>[^()\"]{{0,90}})\"\s?(?:the\s+)?(?P<term>{_TERM}?),?\s?\"(?P<more>[^()]{{0,80}})\)"
    rf"|\(\s?(?:hereinafter|hereafter|herein)[^()\"]{{0,30}}?(?P<unquoted>[A-Z][\w&\- ]{{1,30}})\)"
    rf"|\(\s?(?:the\s+)?(?P<role>{_ROLE_WORDS})\s?\)"
    rf"|(?:,|-)?\s*(?:hereinafter|hereafter)\s+(?:referred\s+to\s+as|called|"
    rf"known\s+as)\s+(?:the\s+)?"
    rf"(?:\"(?P<prose>{_TERM}?)\"|(?P<bare>[A-Z][\w&]{{1,30}}))"
)
_NO_PARTY = re.compile(
    r"^(?:this\s+)?(?:.*\b(?:agreement|contract|lease|license|amendment|note|date|"
    r"parties|party|services?|products?|"
    r"property|premises|act|plan|term|territory|schedule|exhibit|order|effective|"
    r"commodity|shares|loan|facility)s?)$",
    re.IGNORECASE,
)
_ROLE_WITH_PARTY = re.compile(
    r"^(?:party\s+[a-e]|(?:disclosing|receiving|first|second)\s+party)$", re.IGNORECASE
)
_CONNECTOR = re.compile(
    rf"(?:[\s,;:.\-*]|(?:the\s+)?(?:{_ROLE_WORDS}),\s|"
    r"(?:of\s+the\s+(?:one|first|other|second)\s+part|and|between|among|by|the\s+undersigned|both)\b|\(?(?:\d{1,2}|"
    r"[a-z]|[ivx]{1,4})[).]\s)+",
    re.IGNORECASE,
)
_NAME_TAIL = re.compile(
    rf",\s+(?!(?:{words.EN_ORG_END[3:]}\b)|\s+(?:\(|\"|"
    rf"an?\s+[\w ,.'’&-]{{2,60}}?(?:corporation|company|partnership|trust|person|"
    rf"resident|individual|entity|bank|association|citizen)\b"
    r"|located|with\s|having\b|whose\b|organi[sz]ed|incorporated\s+(?:in|under)|"
    r"established|registered|d/b/a|doing\s+business|acting|represented|at\s+\d|of\s+\d|"
    r"as\s+\w+|who\b|residing|hereinafter|hereafter|-\s|\d+\s+\w+\s+(?:Street|Road|"
    r"Avenue|Blvd)|P\.?O\.?\s+Box)"
    r"|\n|\t|;|(?<=[a-z]{3})(?<!Pte)(?<!Pty)(?<!Inc)(?<!Ltd)(?<!Sdn)\.\s+[A-Z]",
    re.IGNORECASE,
)
_LABEL_WORDS = "|".join(
    re.escape(word)
    for word in sorted(
        (*words.EN_ROLE_KINDS, *words.EN_PLAIN_ROLES), key=lambda word: (-len(word), word)
    )
)
_LABEL = re.compile(
    rf"(?:(?<=^)|(?<=[\n\t])|(?<=  ))[ ]{{0,6}}(?:Name\s+of\s+)?"
    rf"(?:THE\s+)?(?P<role>{_LABEL_WORDS})[ ]{{0,6}}"
    r"(?:\((?P<note>[^()\n]{1,30})\))?[ ]{0,6}(?P<mark>:|\t)",
    re.IGNORECASE,
)
_ADDRESS = re.compile(
    r"(?:principal\s+(?:place\s+of\s+business|offices?)|registered\s+(?:office|address)|"
    r"located|offices?|address|residing)\s+(?:is\s+)?(?:at|located\s+at|is)\s+"
    r"(?P<address>[^()\";\n]{6,120}?)(?=\s*[(\";\n]|\s+and\s+[A-Z]|,?\s+hereinafter|"
    r"\.\s|,\s+(?:shall|as)\b)",
    re.IGNORECASE,
)
_JOIN = re.compile(r"(?:[,;.)]\s+and|\bbetween|\bamong)\s+(?=[A-Z])")
_COMMA = re.compile(r",\s+(?=[A-Z])")
_LAST_WORDS = re.compile(r"(?:[A-Z][\w.&'-]+,?\s+){1,5}[A-Z][\w.&'-]+\.?\s*$")
_ABBREVIATED = re.compile(
    r"\b(?:Inc|Ltd|Co|Corp|L\.P|L\.L\.C|N\.A|S\.A|B\.V|N\.V|K\.K|"
    r"S\.p\.A|S\.r\.l|Bhd|Sdn|Pvt|Pte|Pty)$",
    re.IGNORECASE,
)
_NOT_A_NAME = re.compile(
    r"(?:this|the\s+(?:parties|company|agreement)|each|either|such|it|an?)\b|[^A-Za-z0-9]",
    re.IGNORECASE,
)
_PERSON = re.compile(
    r"^(?:(?:Mr|Ms|Mrs|Dr)\.?\s+)?(?:[A-Z][a-zA-Z'’-]*\.?\s+){1,3}[A-Z][a-zA-Z'’-]+$"
)


def find_candidates(context: Context, tagger: EntityTagger | None) -> list[Candidate]:
    """Candidates in text order; later ones of the same role may repeat the party."""
    opening = list(_opening(context, tagger, *_zone(context)))
    if not opening:
        opening = list(_opening(context, tagger, 0, min(_ZONE, len(context.folded))))
    found = [*opening, *_labelled(context, tagger), *_matrix(context, tagger)]
    if len(found) < 2:
        found += _signing(context)
    return sorted(found, key=lambda candidate: candidate.start)


# --- the opening sentence ----------------------------------------------------------------------


def _zone(context: Context) -> tuple[int, int]:
    """Where the parties are introduced: after "by and between", else "between", else the head."""
    head = context.folded[:_HEAD]
    starts = [match for match in _ZONE_START.finditer(head) if _introduces(head, match.end())]
    by_and = [match for match in starts if match[0].lower().startswith("by")]
    start = (by_and or starts)[0].end() if starts else 0
    limit = start + _ZONE
    stop = _ZONE_END.search(context.folded, start, limit)
    return start, stop.start() if stop else min(limit, len(context.folded))


def _introduces(head: str, offset: int) -> bool:
    following = head[offset : offset + 400]
    return bool(_DEFINITION.search(following) or re.search(r"^\W*[A-Z].*?\band\s+[A-Z]", following))


def _opening(
    context: Context, tagger: EntityTagger | None, start: int, end: int
) -> Iterator[Candidate]:
    position = start
    count = 0
    for match in _DEFINITION.finditer(context.folded, start, end):
        terms = _terms(match)
        if not terms:
            continue
        trusted = any(is_role(term) for term in terms)
        span = _name_in(context.folded, position, match.start(), tagger, trusted)
        if span is None:
            continue
        position = match.end()
        address = _ADDRESS.search(context.folded, span[1], min(match.end() + 160, end))
        values = {"address": context.text[slice(*address.span("address"))]} if address else {}
        role = next((term for term in terms if is_role(term)), None)
        aliases = [term for term in terms if term != role]
        count += 1
        yield Candidate(role, *span, context.text[slice(*span)], aliases, values, 0.92)
    if count < 2:
        yield from _undefined(context, start, position, end, tagger, count)


def _terms(match: re.Match[str]) -> list[str]:
    first = match["term"] or match["unquoted"] or match["prose"] or match["bare"] or match["role"]
    if match["before"] and re.search(
        r"collectively|each|individually|jointly|together,", match["before"]
    ):
        return []
    more = re.findall(rf"\"({_TERM}?),?\"", match["more"] or "")
    terms = [
        term.strip().removeprefix("the ").removeprefix("The ") for term in (first, *more) if term
    ]
    return [term for term in terms if not _NO_PARTY.match(term) or _ROLE_WITH_PARTY.match(term)]


def is_role(term: str) -> bool:
    """True for a word that names a part in a contract (Buyer, Party A), not a short name."""
    return term.lower() in words.EN_ROLE_KINDS or term.lower() in words.EN_PLAIN_ROLES


def _name_in(
    folded: str, start: int, end: int, tagger: EntityTagger | None, trusted: bool
) -> tuple[int, int] | None:
    """The name that opens ``start..end`` (between the parties' definitions), else a later one.

    ``trusted`` tells that the definition names a part in a contract; then the words right before
    it may be the name.
    """
    window = folded[start:end]
    joins = [start + match.end() for match in _JOIN.finditer(window)]
    begins = [start, *reversed(joins)] if start else [folded.rfind("\n", 0, end) + 1]
    for begin in begins:
        connector = _CONNECTOR.match(folded, begin, end)
        place = connector.end() if connector else begin
        span = _cut(folded, place, end) if end - place <= 400 else None
        if span and _is_name(folded[slice(*span)], tagger):
            return span
    commas = [start + match.end() for match in _COMMA.finditer(window)] if start else []
    for begin in commas:
        span = _cut(folded, begin, end)
        if span and _ends_as_company(folded[slice(*span)]):
            return span
    last = _LAST_WORDS.search(window) if trusted else None
    if last and (_ends_as_company(last[0].strip()) or _PERSON.match(last[0].strip())):
        return start + last.start(), start + last.start() + len(last[0].rstrip())
    return None


def _ends_as_company(name: str) -> bool:
    return bool(re.search(rf"\b{words.EN_ORG_END}\b\.?$", name)) and len(name.split()) >= 2


def _cut(folded: str, begin: int, end: int) -> tuple[int, int] | None:
    window = folded[begin:end]
    tail = _NAME_TAIL.search(window)
    if tail:
        window = window[: tail.start()]
    window = window.rstrip(" ,;-.")
    stop = begin + len(window)
    if folded[stop : stop + 1] == "." and _ABBREVIATED.search(window):
        stop += 1
    return (begin, stop) if 2 <= len(window) <= 100 else None


def _is_name(name: str, tagger: EntityTagger | None) -> bool:
    if name[:1].islower() and name.split()[0].islower():
        return False
    part = re.sub(r"^the\s+", "", name.strip(" .:"), flags=re.IGNORECASE)
    if re.search(r"_{2,}|\[\s*\]", name) or _NOT_A_NAME.match(name) or is_role(part):
        return False
    if len(name.split()) >= 2 and re.search(rf"\b{words.EN_ORG_END}\b\.?$", name, re.IGNORECASE):
        return not re.search(rf"\b{words.EN_ORG_END}\b\.?\s+and\s", name)
    if _PERSON.match(name) or re.fullmatch(r"(?=.{5,50}$)[A-Z][A-Z&.']*(?: [A-Z&.']+){1,5}", name):
        return True
    if tagger is None:
        return False
    return any(
        entity.label in ("ORG", "PER") and entity.end - entity.start >= len(name) - 4
        for entity in tagger.entities(name)
    )


def _undefined(
    context: Context, start: int, position: int, end: int, tagger: EntityTagger | None, count: int
) -> Iterator[Candidate]:
    """between A Corp. and B Inc. without defined terms."""
    stop = min(end, context.line(position)[1], position + 500)
    begins = [position] if count == 0 and start > 0 else []
    joins = re.finditer(r"\band\s+(?=[A-Z])", context.folded[position:stop])
    begins += [position + join.end() for join in joins]
    for begin in begins:
        connector = _CONNECTOR.match(context.folded, begin, stop)
        place = connector.end() if connector else begin
        inner = re.search(r"\s+and\s+(?=[A-Z])", context.folded[place:stop])
        span = _cut(context.folded, place, place + inner.start() if inner else stop)
        if span and _is_name(context.folded[slice(*span)], tagger):
            count += 1
            yield Candidate(None, *span, context.text[slice(*span)], [], {}, 0.7)
        if count == 2:
            return


_SIGNING = re.compile(
    r"(?:^|\n)[ ]*(?P<name>[A-Z][^\n\t:;\"]{3,90}?)[ ]*:?[ ]*\n+[ ]*(?:/s/|By|Signed|Signature)\s*:"
)


def _signing(context: Context) -> Iterator[Candidate]:
    """A company's name above "By:", where the opening names fewer than two parties."""
    for match in _SIGNING.finditer(context.folded):
        span = match.span("name")
        name = context.folded[slice(*span)]
        if _ends_as_company(name) or (name.isupper() and _is_name(name, None)):
            yield Candidate(None, *span, context.text[slice(*span)], [], {}, 0.75)


# --- labels ------------------------------------------------------------------------------------


def _labelled(context: Context, tagger: EntityTagger | None) -> Iterator[Candidate]:
    labels = [
        match
        for match in _LABEL.finditer(context.folded)
        if context.section(match.start("role")) is None
        or context.clause(match.start("role")) is None
        or context.in_signature(match.start("role"))
    ]
    for index, label in enumerate(labels):
        end = min(
            context.line(label.start("role"))[1],
            labels[index + 1].start() if index + 1 < len(labels) else len(context.folded),
        )
        start = label.end()
        while start < end and context.folded[start] in " _\t":
            start += 1
        if start == end and label["mark"] == ":":
            start = min(end + 1, len(context.folded))
            end = context.line(start)[1]
        following = words.ATTRIBUTE.search(context.folded[start:end])
        span = _cut(context.folded, start, start + following.start() if following else end)
        if span is None or not _is_name(context.folded[slice(*span)], tagger):
            continue
        role = label["role"]
        aliases = [label["note"].strip("\"' ")] if label["note"] else []
        limit = labels[index + 1].start() if index + 1 < len(labels) else len(context.folded)
        values = _values(context, span[1], min(limit, span[1] + 600))
        name = context.text[slice(*span)]
        yield Candidate(role, *span, name, aliases, values, 0.9)


def _matrix(context: Context, tagger: EntityTagger | None) -> Iterator[Candidate]:
    """A table whose head names the parts; the first row of names below tells the parties."""
    for head in re.finditer(r"^[^\n]*\t[^\n]*$", context.folded[:_HEAD], re.MULTILINE):
        cells = [cell.strip() for cell in head[0].split("\t")]
        columns = [index for index, cell in enumerate(cells) if is_role(cell)]
        if len(columns) < 2:
            continue
        start = head.end() + 1
        row = context.folded[start : context.line(start)[1]].split("\t")
        for column in columns:
            begin = start + sum(len(cell) + 1 for cell in row[:column])
            span = _cut(context.folded, begin, begin + len(row[column])) if row[column:] else None
            if span and _is_name(context.folded[slice(*span)], tagger):
                yield Candidate(cells[column], *span, context.text[slice(*span)], [], {}, 0.9)


def _values(context: Context, start: int, limit: int) -> dict[str, str]:
    clause = context.clause(start)
    return particulars_between(context, start, min(limit, clause.at.end) if clause else limit)
