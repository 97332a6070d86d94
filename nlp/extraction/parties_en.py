"""English parties: the opening sentence first, then labels and tables, then who signs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from nlp.extraction import parties_en_blocks as blocks
from nlp.extraction import party_words as words
from nlp.extraction.context import Context
from nlp.extraction.parties_zh import Candidate
from nlp.extraction.party_names_en import Name, name_at
from nlp.folding import fold
from nlp.ports import EntityTagger

_INTRODUCER = re.compile(
    r"\b(?:by\s+and\s+between|by\s+and\s+among(?:st)?|between|among(?:st)?|made\s+by|(?:is|are|be)\s+from"
    r"|(?<=,\s)from|(?:entered\s+into|executed|given|granted|made[^.;:()]{0,60})\s+by)\b"
    r"(?:\s+and\s+(?:between|among))?(?:\s+the\s+(?:following\s+)?(?:parties|undersigned))?[\s:]*"
    r"|^[ ]*(?:THE[ ]+)?(?:PARTIES|Parties)\b(?:[^\n]{0,40}\n|[ ]*:[ ]*)",
    re.IGNORECASE | re.MULTILINE,
)
_OF_ANOTHER_CONTRACT = re.compile(
    r"\b(?:that\s+certain|pursuant\s+to|described\s+in|under\s+the|set\s+forth\s+in)\b"
    r"(?:(?!\b(?:is|are|hereby)\b)[^.;]){0,160}$",
    re.IGNORECASE,
)
_OPENING_ENDS = re.compile(
    r"\bWHEREAS\b|^[ ]*Whereas\b|\bRECITALS?\b|W\s?I\s?T\s?N\s?E\s?S\s?S\s?E\s?T\s?H"
    r"|\bNOW,?\s+THEREFORE\b|\bBACKGROUND\b|^[ ]*(?:Preamble|Recitals|Background|Dated)\b"
    r"|\bagree(?:s|d)?\s+as\s+follows|^[ ]*TABLE\s+OF\s+CONTENTS",
    re.MULTILINE,
)
_HEAD = 20_000
_OPENING = 3_000
_NEAR = 500
_BRACKETS = re.compile(r"\((?:[^()]|\([^()]*\))*\)")
_NUMBER = r"\(?(?:\d{1,2}|[a-zA-Z]|[ivx]{1,4})[).]\s+"
_SEPARATOR = re.compile(
    r"(?P<strong>\b(?:and|AND|And)\b(?!\s+(?:Wales|Tobago|Herzegovina|Barbuda|Nevis|Newfoundland|its|their|his)\b)|;"
    rf"|\n[ ]*(?={_NUMBER}))"
    r"|(?P<comma>,)"
    r"|(?P<weak>\b(?:to|from|with|by|you|us|between|among|(?i:in\s+favou?r\s+of|for\s+the\s+benefit\s+of|order\s+of))\b)"
)
_LIMITED_PURPOSE = (
    r"(?:,?\s*(?i:solely|only|for\s+(?:the\s+)?(?:limited\s+)?purposes?)\b[^();\n]{4,120},\s)"
)
_CONNECTOR = re.compile(
    rf"{_LIMITED_PURPOSE}?(?:[\s,;:.*\-_]|the\s+(?=[A-Z])|(?:THE|The|the)\s+(?:{words.EN_ROLE_PATTERN}),\s"
    r"|(?i:of\s+the\s+(?:one|first|other|second|third)\s+part|and|between|among|by|the\s+undersigned|both|each\s+of"
    rf"|you|us|in\s+addition)\b,?|{_NUMBER})*"
)
_SENTENCE_END = re.compile(r"(?P<word>[\w.]*[\w\")])\.[\"')]*(?:\s+(?=[\"(]?[A-Z])|[ ]*\n)")
_NOT_AN_END = re.compile(
    r"^(?:Inc|Ltd|Co|Corp|No|St|Mr|Mrs|Ms|Dr|Bros|Pte|Pty|Bhd|Sdn|Ave|Blvd|Rd|Jr|Sr|Wm|Nos|Mt|\w|.*\.\w{1,3})$"
)
_OPENS_SENTENCE = re.compile(r"(?:The|This|Each|WHEREAS|NOW|In|It|Whereas)\b")
_GOES_ON = re.compile(rf"[\s-]*and\b|{_NUMBER}|In\s+addition,", re.IGNORECASE)
_APPOSED = re.compile(
    r"\b(?:general\s+partner|manager|member|trustee|agent|subsidiary|affiliate|parent|division|series|successor"
    r"|predecessor|representative|attorney|director|president|officer|secretary|nominee|owner|brand|known\s+as"
    r"|name(?:\s+of)?|Attention|care\s+of|c/o|of|f/k/a|d/b/a|formerly|its|through|represented|owned|managed)[\s,:]*$",
    re.IGNORECASE,
)
_ENTITY = (
    r"corporation|company|partnership|trust|person|resident|individual|entity|bank|association|citizen|body"
    r"|university|foundation|institution|municipality|subdivision|agency|organi[sz]ation|society|firm"
    r"|proprietor(?:ship)?|non-?profit|cooperative|subsidiary|division|authority|school|district|fund|married"
)
_BEING = re.compile(
    rf"[\s,\-]*(?:\([^()]*\)[\s,]*)?(?:an?|the)\s[\w ,.'&/-]{{0,80}}?\b(?:{_ENTITY})\b",
    re.IGNORECASE,
)
_DESCRIBED = re.compile(
    r"[\s,\-]*(?:\(\w|(?:located|with|having|whose|organi[sz]ed|incorporated|established|existing|registered|duly|d/b/a|doing"
    r"\s+business|acting|represented|residing|on\s+behalf\s+of|for\s+(?:itself|himself|herself)|through|formerly|f/k/a"
    r"|successor|individually|hereinafter|as|resident|both\s+of|husband)\b|(?:of|at)\s+\w|\d)",
    re.IGNORECASE,
)
_ENDS = re.compile(r"\s*(?:$|[,;.\n]|-\s|(?:and|AND)\b)")
_A_LIST = re.compile(
    r"\s+(?:listed|named|identified|set\s+(?:out|forth)|party|parties|signatory|described|below)\b",
    re.IGNORECASE,
)
_TERM = r"[A-Z0-9][\w.&'’\- ]{0,40}"
_DEFINITION = re.compile(
    rf"\((?P<before>[^()\"]{{0,90}})\"\s?(?:the\s+)?(?P<term>{_TERM}?),?\s?"
    r"(?:\"(?P<more>[^()]{0,80}|[^()]{0,400}\bexpression\b[^()]*))?\)"
    rf"|\((?P<lead>[^()\"']{{0,60}})'(?:the\s+)?(?P<single>{_TERM}?)'(?P<rest>[^()]{{0,80}})\)"
    r"|\(\s?(?:hereinafter|hereafter|herein)[^()\"]{0,30}?(?P<unquoted>[A-Z][\w&\- ]{1,30})\)"
    rf"|\(\s?(?:the\s+)?(?P<role>{words.EN_ROLE_PATTERN})\s?\)"
    r"|(?:,|-)?\s*(?:hereinafter|hereafter)\s+(?:referred\s+to\s+as|called|known\s+as)\s+(?:the\s+)?"
    rf"(?:\"(?:the\s+)?(?P<prose>{_TERM}?)\"|(?P<bare>[A-Z][\w&]{{1,30}}))"
    rf"|,?\s*\b(?:as|AS)[ ]+(?:the[ ]+)?(?P<part>{words.EN_ROLE_PATTERN})s?\b"
)
_GROUP = re.compile(r"collectively|each|individually|jointly|together|both", re.IGNORECASE)
_ITS_AFFILIATES = re.compile(
    r"(?:its|his|her|their)\s+(?:\w+\s+){0,3}(?:affiliates|subsidiaries|successors|divisions|assigns)",
    re.IGNORECASE,
)
_NO_PARTY = re.compile(
    r"^(?:this\s+)?(?:.*\b(?:agreement|contract|lease|license|amendment|note|date|parties|party|services?|products?|"
    r"property|premises|act|plan|term|territory|schedule|exhibit|order|effective|commodity|shares|loan|facility|stock|"
    r"deed|guaranty|guarantee|merger|transaction|transactions|business|closing|software|site|vessel)s?)$",
    re.IGNORECASE,
)
_ROLE_WITH_PARTY = re.compile(
    r"^(?:party\s+[a-e]|(?:disclosing|receiving|first|second)\s+party)$", re.IGNORECASE
)
_ADDRESS = re.compile(
    r"(?:principal\s+(?:place\s+of\s+business|offices?)|registered\s+(?:office|address)|"
    r"located|offices?|address|residing)\s+(?:is\s+)?(?:at|located\s+at|is)\s+"
    r"(?P<address>[^()\";\n]{6,120}?)(?=\s*[(\";\n]|\s+and\s+[A-Z]|,?\s+hereinafter|"
    r"\.\s|,\s+(?:shall|as)\b)",
    re.IGNORECASE,
)


def find_candidates(context: Context, tagger: EntityTagger | None) -> list[Candidate]:
    """Candidates in text order; later ones of the same role may repeat the party."""
    found, complete = _opening(context, tagger)
    columns = list(blocks.matrix(context, tagger))
    heads = {candidate.start for candidate in columns}
    found += [party for party in blocks.labelled(context, tagger) if party.start not in heads]
    found += columns
    if not complete and len({candidate.name for candidate in found if candidate.role}) < 2:
        found = _with_signatories(context, found)
    return sorted(found, key=lambda candidate: candidate.start)


def _with_signatories(context: Context, found: list[Candidate]) -> list[Candidate]:
    """A letter is between its addressee and who signs; others that it names are only mentioned."""
    written_to, signing = list(blocks.addressee(context)), list(blocks.signing(context))
    if written_to and signing:
        names = {candidate.name.lower() for candidate in (*written_to, *signing)}
        found = [party for party in found if party.role or party.name.lower() in names]
    few = len({candidate.name for candidate in found}) < 2
    return [*found, *written_to, *(signing if few or written_to else ())]


# --- the opening sentence ----------------------------------------------------------------------


def _opening(context: Context, tagger: EntityTagger | None) -> tuple[list[Candidate], bool]:
    """The parties of the best introduction in the head, and whether they are all.

    Where it names fewer than two, whoever the head defines is added.
    """
    best: list[Candidate] = []
    rank = (False, 0, 0)
    for match in _INTRODUCER.finditer(context.folded, 0, _HEAD):
        found = _introduced(context, match.end(), tagger)
        defined = sum(1 for candidate in found if candidate.role or candidate.aliases)
        lead = context.folded[max(0, match.start() - 240) : match.start()]
        value = (not _OF_ANOTHER_CONTRACT.search(lead), min(len(found), 2), min(defined, 2))
        if found and value > rank:
            best, rank = found, value
        if rank == (True, 2, 2) or (rank[:2] == (True, 2) and match.end() > _OPENING):
            break
    if len(best) >= 2:
        return best, True
    return [*best, *_defined(context)], False


def _introduced(context: Context, start: int, tagger: EntityTagger | None) -> list[Candidate]:
    stop = _list_end(context.folded, start)
    names = _names(context.folded, start, stop, tagger, paired=True)
    if len(names) < 2:
        names = _names(context.folded, start, stop, tagger, paired=False)
    names = [name for name in names if not _heads_a_clause(context, name)]
    ends = [*(name.start for name in names[1:]), stop]
    return [_candidate(context, name, end) for name, end in zip(names, ends, strict=False)]


def _heads_a_clause(context: Context, name: Name) -> bool:
    """Words that are the whole heading of a clause are not a party that the list goes on with."""
    clause = context.clause(name.start)
    heading = fold(clause.heading or "").strip() if clause else ""
    return heading == context.folded[name.start : name.end].strip()


def _list_end(text: str, start: int) -> int:
    """Where the list of parties must end: at its sentence's end, or where recitals begin."""
    limit = min(start + _OPENING, len(text))
    stop = _OPENING_ENDS.search(text, start, limit)
    limit = stop.start() if stop else limit
    brackets = _hidden(text, start, limit)
    for end in _SENTENCE_END.finditer(text, start, limit):
        if end.end("word") in brackets or _GOES_ON.match(text, end.end()):
            continue
        if not _NOT_AN_END.match(end["word"]) or _OPENS_SENTENCE.match(text, end.end()):
            return end.end("word") + 1
    return limit


def _hidden(text: str, start: int, stop: int) -> set[int]:
    """The offsets within brackets."""
    found = _BRACKETS.finditer(text, start, stop)
    return {offset for match in found for offset in range(match.start(), match.end() - 1)}


def _names(
    text: str, start: int, stop: int, tagger: EntityTagger | None, *, paired: bool
) -> list[Name]:
    """The names of the list, read from separator to separator."""
    hidden = _hidden(text, start, stop)
    heads = [("strong", start, start)]
    heads += [
        (match.lastgroup or "", match.start(), match.end())
        for match in _SEPARATOR.finditer(text, start, stop)
        if match.start() not in hidden
    ]
    names: list[Name] = []
    for strength, before, begin in heads:
        if names and begin < names[-1].end:
            continue
        if _APPOSED.search(text, max(start, before - 40), before):
            continue
        connector = _CONNECTOR.match(text, begin, stop)
        place = connector.end() if connector else begin
        name = name_at(text, place, stop, paired and strength == "strong")
        if (
            name
            and (not names or name.start >= names[-1].end)
            and _is_party(text, name, stop, strength, before, names, tagger)
        ):
            names.append(name)
    return names


def _is_party(
    text: str,
    name: Name,
    stop: int,
    strength: str,
    before: int,
    names: Sequence[Name],
    tagger: EntityTagger | None,
) -> bool:
    """Whether what stands after a separator is introduced as a party."""
    if blocks.is_role(text[name.start : name.end]) or _A_LIST.match(text, name.end, stop):
        return False
    told = _is_defined(text, name.end, stop) or bool(_BEING.match(text, name.end, stop))
    open_before = bool(names) and not _DEFINITION.search(text, names[-1].end, before)
    if told:
        return name.is_organisation or not _in_address(text, names, before, strength, open_before)
    described = bool(_DESCRIBED.match(text, name.end, stop))
    if name.is_organisation and described and names and not open_before:
        return True
    if strength == "weak":
        return False
    if strength == "comma":
        follows = bool(names) and before - names[-1].end <= 1 and names[-1].sort == "person"
        return name.sort == "company" or (follows and name.sort == "person")
    if name.is_organisation:
        return True
    if not described and not _ENDS.match(text, name.end, stop):
        return False
    return name.sort == "person" or _is_tagged(text[name.start : name.end], tagger)


def _in_address(
    text: str, names: Sequence[Name], before: int, strength: str, open_before: bool
) -> bool:
    """Within the description of a party still to be defined: a town before its defined term."""
    if not open_before:
        return False
    return strength != "strong" or bool(re.search(r"\d", text[names[-1].end : before]))


def _is_tagged(name: str, tagger: EntityTagger | None) -> bool:
    if tagger is None:
        return False
    return any(
        entity.label in ("ORG", "PER") and entity.end - entity.start >= len(name) - 4
        for entity in tagger.entities(name)
    )


# --- defined terms -----------------------------------------------------------------------------


def _is_defined(text: str, offset: int, stop: int) -> bool:
    blank = re.compile(r"[\s,]*").match(text, offset, stop)
    definition = _DEFINITION.match(text, blank.end() if blank else offset, stop)
    definition = definition or _DEFINITION.match(text, offset, stop)
    return definition is not None and bool(_terms(definition))


def _terms(match: re.Match[str], owner: str = "") -> list[str]:
    """The names that a definition gives one party; none for a group or a thing."""
    groups = ("term", "single", "unquoted", "prose", "bare", "role", "part")
    first = next((match[group] for group in groups if match[group]), None)
    before = match["before"] or match["lead"] or ""
    if _GROUP.search(before) and not _ITS_AFFILIATES.search(owner + before):
        return []
    more = re.findall(rf"\"({_TERM}?),?\"", match["more"] or "")
    if _GROUP.search(match["more"] or ""):
        more = []
    terms = [re.sub(r"^[Tt]he ", "", term.strip()) for term in (first, *more) if term]
    return [term for term in terms if not _NO_PARTY.match(term) or _ROLE_WITH_PARTY.match(term)]


def _candidate(context: Context, name: Name, end: int) -> Candidate:
    """The party with the terms and the address that stand before ``end``, the next party."""
    terms: list[str] = []
    last = name.end
    for match in _DEFINITION.finditer(context.folded, name.end, end):
        if terms and _ANOTHER.search(context.folded, last, match.start()):
            break
        last = match.end()
        terms += _terms(match, context.folded[name.end : match.start()])
    role = next((term for term in terms if blocks.is_role(term)), None)
    address = _ADDRESS.search(context.folded, name.end, end)
    values = {"address": context.text[slice(*address.span("address"))]} if address else {}
    aliases = [term for term in dict.fromkeys(terms) if term != role]
    sure = 0.92 if terms else 0.75
    return Candidate(
        role, name.start, name.end, context.text[name.start : name.end], aliases, values, sure
    )


_ANOTHER = re.compile(r"\b(?:and|AND|to)\s+(?:the|THE)\b|;")
"""Words between two definitions that tell of another party, though no name was read."""
_ASSIGNS = re.compile(
    r"[\s,]*(?:(?:or|and)\s+(?:its|his|her|their|registered)\s[\w\s]{3,40})?[\s,]*"
)
_ANYWHERE = re.compile(
    r"(?:^|[\n,;:.]\s*|\b(?i:and|by|to|from|with|of|undersigned|that|is)\s+)(?:the\s+)?(?=\S)"
)
_TERMS_BEGIN = re.compile(r"\bNOW,?\s+THEREFORE\b|\bagree(?:s|d)?\s+as\s+follows")


def _defined(context: Context) -> Iterator[Candidate]:
    """Whoever the head gives a defined term without an introduction: X Inc. ("Maker") promises."""
    text = context.folded
    begin = _TERMS_BEGIN.search(text, 0, _OPENING)
    position = 0
    for match in _DEFINITION.finditer(
        text, 0, begin.start() if begin else min(_OPENING, len(text))
    ):
        terms = _terms(match)
        if not terms:
            continue
        start = max(position, context.line(match.start())[0] - 1)
        name = _defined_name(text, start, match.start(), any(map(blocks.is_role, terms)))
        position = match.end()
        if name:
            yield _candidate(context, name, match.end())


def _defined_name(text: str, start: int, end: int, is_part: bool) -> Name | None:
    """The name that a definition at ``end`` stands for; a company unless it is a part in it."""
    for head in _ANYWHERE.finditer(text, start, end):
        name = name_at(text, head.end(), end)
        if name is None or blocks.is_role(text[name.start : name.end]):
            continue
        direct = bool(_ASSIGNS.fullmatch(text, name.end, end))
        being = _BEING.match(text, name.end, end) or (
            is_part and name.sort == "company" and _DESCRIBED.match(text, name.end, end)
        )
        if not direct and (head[0].strip().startswith("of") or not being):
            continue
        if name.sort == "company" or (is_part and name.sort in ("body", "person")):
            return name
    return None
