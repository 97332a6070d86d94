"""Chinese parties: labelled blocks, tables, prose (以下简称“甲方”) and signature blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from nlp.extraction import party_words as words
from nlp.extraction.context import Context
from nlp.folding import HAN
from nlp.ports import EntityTagger


@dataclass
class Candidate:
    """A party as one place of the text shows it; ``start..end`` is its name there."""

    role: str | None
    start: int
    end: int
    name: str
    aliases: list[str] = field(default_factory=list)
    values: dict[str, str] = field(default_factory=dict)
    confidence: float = 0.9


_HEREINAFTER = re.compile(
    r"(?:[(,]\s?(?:以下|下)?(?:统一|合)?(?:简称|称为?|"
    r"下称)[为:]?\s?\"?|\(\s?(?=\"))\"?(?P<role>[^\"(),。;:\n]{1,14})\"?"
    r"(?P<more>(?:\s?(?:或|、|/|,|和)\s?\"[^\"\n]{1,14}\")*)\s?\)?"
)
_NAME_BEFORE = re.compile(rf"[{HAN}A-Za-z0-9()·&.\- ]{{2,60}}$")
_LEADING = re.compile(
    rf"^(?:.*?(?:{words.ZH_ROLE_WORD})\s?(?:为|是|"
    rf"系)?\s?(?=[{HAN}])"
    r"|.*?(?:之间|由以下|如下|双方)|(?:本合同|本协议)?由|一方|[与和及]|以及|兹有|鉴于)\s?"
)
_ALIAS = re.compile(rf"{words.ZH_ROLE}|[{HAN}]{{1,6}}(?:方|商|人|单位)")
_ROLE_CELL = re.compile(rf"(?P<role>{words.ZH_ROLE})\s?(?:\((?P<note>[^()]{{1,20}})\))?")
_STATED = re.compile(
    rf"(?:(?<=^)|(?<=[\n,;。:、 由]))(?P<role>{words.ZH_ROLE_WORD})[ ]?(?:为|是|系)[ ]?"
    rf"(?P<name>[{HAN}A-Za-z0-9()·&.\-]{{2,60}}?)(?=[,;。\n]|$)"
)
_HEAD = 3000
_ITEM_NUMBER = re.compile(r"\s*(?:\(?[0-9一二三四五]{1,2}[).、]\s*)?")
_LINK = re.compile(r"[\s,]*(?:以及|[与和及])\s*")
_SPLIT_NAME = re.compile(r"[,;。:\t\n\"]| {2,}")
_THEN_LATIN = re.compile(rf"[{HAN}()]+{words.ORG_END}(?=[ ]+[A-Z])")
"""A Chinese name followed by its English one: the first printed is taken."""
_NUMBERED_TAIL = re.compile(r"\((?:[^()]{0,12}:?\s?)?[0-9A-Z]{15,18}[^()]*\).*$")
"""A number in brackets behind a name, and what follows it."""
_JOINED = re.compile(rf"(?<=[{HAN})])、(?=[{HAN}])")
_MAX_BLOCK_LINES = 16


def find_candidates(context: Context, tagger: EntityTagger | None) -> list[Candidate]:
    """Candidates in text order; later ones of the same role may repeat the party."""
    found = [*_labelled(context, tagger), *_prose(context, tagger), *_matrix(context)]
    found += _stated(context)
    taken = {candidate.start for candidate in found}
    found += [other for other in _otherwise_called(context) if other.start not in taken]
    return sorted(found, key=lambda candidate: candidate.start)


# --- labels ------------------------------------------------------------------------------------


def _labelled(context: Context, tagger: EntityTagger | None) -> Iterator[Candidate]:
    """甲方(买方):名称, with the particulars that follow until the next label."""
    labels = [
        match
        for match in words.ZH_ROLE_LABEL.finditer(context.folded)
        if _may_hold_parties(context, match.start("role"))
        and not _matrix_columns(context.folded[slice(*context.line(match.start("role")))])
    ]
    for index, label in enumerate(labels):
        end_of_line = context.line(label.start("role"))[1]
        following = labels[index + 1].start() if index + 1 < len(labels) else len(context.folded)
        named = _name_after(context, label, min(end_of_line, following), following, tagger)
        if named is None:
            continue
        for start, end in named:
            yield Candidate(
                role=_plain(label["role"]),
                start=start,
                end=end,
                name=context.text[start:end],
                aliases=_aliases(label["note"], label["note2"]),
                values=_particulars(context, labels, index, end),
                confidence=0.95 if _is_org(context.folded[start:end]) else 0.85,
            )


_ANY_LABEL = re.compile(
    rf"^[ ]*(?P<role>[{HAN}]{{1,6}}(?:方|人|单位|公司|商|者|院|中心))[ ]*"
    r"(?:\([^()\n]{1,14}\))?[ ]*:",
    re.MULTILINE,
)
_NO_PART = re.compile(
    r"监制|印制|制定|发布|编制|见证|鉴证|公证|代理机构|开户|收款|账户|联系|代表|负责|经办|签|审|批准|备案|主管|"
    r"法定|委托代理|项目|工程"
)


def _otherwise_called(context: Context) -> Iterator[Candidate]:
    """Companies above the first clause under a label that names a part in words of its own."""
    for label in _ANY_LABEL.finditer(context.folded, 0, _HEAD):
        section = context.section(label.start("role"))
        if _NO_PART.search(label["role"]) or section is None or section.kind != "preamble":
            continue
        span = _clean(context.folded, label.end(), context.line(label.end())[1])
        if span and _is_org(context.folded[slice(*span)]):
            name = context.text[slice(*span)]
            values = _values(context, span[1], context.line(span[1])[1], 0, 1)
            yield Candidate(_plain(label["role"]), *span, name, [], values, 0.8)


def _may_hold_parties(context: Context, offset: int) -> bool:
    """Party blocks stand before the first clause, in the signature block or in a table."""
    section = context.section(offset)
    if section is None:
        return offset < 3000 or offset > len(context.text) - 1500
    return section.kind in ("preamble", "signature") or context.clause(offset) is None


def _plain(role: str) -> str:
    return re.sub(r"\s", "", role)


def _aliases(*notes: str | None) -> list[str]:
    """The other roles in the brackets after a role: 甲方(买方) is also called 买方."""
    found: list[str] = []
    for note in notes:
        bare = re.sub(r"以下|统一|简称为?|下称|称为|\"|'|:|\s", "", note or "")
        parts = re.split(r"[、/或,和及]", bare)
        found += [part for part in parts if _ALIAS.fullmatch(part)]
    return found


def _name_after(
    context: Context, label: re.Match[str], limit: int, block_end: int, tagger: EntityTagger | None
) -> list[tuple[int, int]] | None:
    """The name after a label: on its line, under 名称, or alone on the next line."""
    start = label.end()
    span = _clean(context.folded, start, limit)
    if span is None and label["mark"] in (":", ";", ""):
        named = words.ATTRIBUTE.match(context.folded, _skip_blank(context.folded, limit, block_end))
        next_line = _skip_blank(context.folded, limit, block_end)
        if named and named["name"]:
            next_line = named.end()
        elif named or words.ZH_ROLE_LABEL.match(context.folded, next_line):
            return None
        span = _clean(context.folded, next_line, min(context.line(next_line)[1], block_end))
        if span and not named and not _stands_as_name(context.folded[slice(*span)]):
            return None
    if span is None:
        return None
    parts = _several(context.folded, *span)
    good = [part for part in parts if _is_name(context.folded[slice(*part)], tagger)]
    return good or _over_line(context, span[0], span[1], block_end)


def _over_line(
    context: Context, start: int, end: int, block_end: int
) -> list[tuple[int, int]] | None:
    """The name of a company that goes on in the next line: 上海云峰机电有 / 限公司."""
    folded = context.folded
    if folded[end : end + 1] != "\n" or end + 1 >= block_end:
        return None
    rest = _clean(folded, end + 1, min(context.line(end + 1)[1], block_end))
    if rest is None or not _is_org(folded[start:end] + folded[rest[0] : rest[1]]):
        return None
    return [(start, rest[1])]


def _skip_blank(folded: str, offset: int, limit: int) -> int:
    while offset < limit and folded[offset] in " \n\t_":
        offset += 1
    return offset


def _clean(folded: str, start: int, limit: int) -> tuple[int, int] | None:
    """The span of a name inside ``start..limit``: blanks, notes (盖章) and particulars cut off."""
    while start < limit and folded[start] in " _\t:":
        start += 1
    window = folded[start:limit]
    attribute = words.ATTRIBUTE.search(window)
    if attribute and attribute.start() > 0:
        window = window[: attribute.start()]
    elif attribute:
        return None
    window = _SPLIT_NAME.split(_NUMBERED_TAIL.sub("", window))[0]
    bilingual = _THEN_LATIN.match(window)
    if bilingual:
        window = bilingual[0]
    while True:
        window = window.rstrip(" _.、")
        note = re.search(r"\(([^()]*)\)?$", window)
        if note and _is_no_name(note[1]):
            window = window[: note.start()]
            continue
        break
    if words.BLANK.match(window) or len(window) < 2:
        return None
    return start, start + len(window)


def _is_no_name(note: str) -> bool:
    """Whether brackets behind a name hold a remark or a number, not a part of the name."""
    return bool(
        words.NAME_NOTE.search(note) or words.BLANK.match(note) or _NUMBERED_NOTE.search(note)
    )


_NUMBERED_NOTE = re.compile(r"[0-9A-Z]{15,18}|身份证|代码|证号|执照|电话")


def _several(folded: str, start: int, end: int) -> list[tuple[int, int]]:
    """张三、李四 are two parties of one role where every part is a name."""
    spans: list[tuple[int, int]] = []
    position = start
    for part in _JOINED.split(folded[start:end]):
        spans.append((position, position + len(part)))
        position += len(part) + 1
    names = [folded[slice(*span)] for span in spans]
    if len(spans) > 1 and all(_is_org(name) or _is_person(name) for name in names):
        return spans
    return [(start, end)]


def _is_org(name: str) -> bool:
    if name.endswith(("场所", "住所", "处所")):
        return False
    return bool(words.ORG_NAME.match(name) or words.EN_ORG_NAME.match(name))


def _stands_as_name(line: str) -> bool:
    """A line below an empty label is its name, unless an authority that made the form."""
    return _is_org(line) and not re.search(r"(?:局|部|厅|委员会|办公室|政府)$", line)


def _is_person(name: str) -> bool:
    return bool(words.PERSON_NAME.match(name)) and not words.NOT_A_PERSON.search(name)


def _is_name(name: str, tagger: EntityTagger | None) -> bool:
    if _is_org(name) or _is_person(name):
        return True
    if tagger is None or len(name) > 40 or re.search(r"应|须|同意|负责|保证", name):
        return False
    return any(entity.end - entity.start >= len(name) - 1 for entity in tagger.entities(name))


# --- particulars -------------------------------------------------------------------------------


def _particulars(
    context: Context, labels: list[re.Match[str]], index: int, start: int
) -> dict[str, str]:
    """The labelled values under a party; side by side blocks are told apart by their order."""
    own = labels[index]
    line_of = context.line(own.start("role"))
    abreast = [label for label in labels if line_of[0] <= label.start("role") < line_of[1]]
    later = [label.start("role") for label in labels if label.start("role") > line_of[1]]
    limit = _block_limit(context, start, later[0] if later else len(context.folded))
    if len(abreast) == 1:
        return _values(context, start, limit, 0, 1)
    return _values(context, line_of[1], limit, abreast.index(own), len(abreast))


def _block_limit(context: Context, start: int, limit: int) -> int:
    position = start
    for _ in range(_MAX_BLOCK_LINES):
        newline = context.folded.find("\n", position, limit)
        if newline < 0:
            return limit
        clause = context.clause(newline + 1)
        if clause is not None and clause.at.start == newline + 1:
            return newline
        position = newline + 1
    return position


def particulars_between(context: Context, start: int, limit: int) -> dict[str, str]:
    """The labelled particulars (address, bank …) that stand in ``start..limit``."""
    return _values(context, start, limit, 0, 1)


def _values(context: Context, start: int, limit: int, column: int, columns: int) -> dict[str, str]:
    values: dict[str, str] = {}
    counts: dict[tuple[str, int], int] = {}
    for match in words.ATTRIBUTE.finditer(context.folded, start, limit):
        key = next((name for name in words.ATTRIBUTE_LABELS if match[name]), None)
        if key is None or key in values:
            continue
        line = context.line(match.start())
        seen = counts[key, line[0]] = counts.get((key, line[0]), -1) + 1
        if columns > 1 and seen != column:
            continue
        span = _value_span(context.folded, match.end(), min(line[1], limit), key)
        if span:
            values[key] = context.text[slice(*span)]
    return values


_VALUE_SHAPES = {
    "credit_code": re.compile(r"[0-9A-Za-z]{15,18}(?![0-9A-Za-z])"),
    "account": re.compile(r"[0-9][0-9 \-]{6,34}[0-9]"),
    "representative": re.compile(rf"[{HAN}·]{{2,16}}(?![{HAN}·])|[A-Z][A-Za-z.'\- ]{{2,40}}"),
    "address": re.compile(r"[^\t\n_;。]{4,80}"),
    "bank": re.compile(r"[^\t\n_;,。:]{3,60}"),
}


def _value_span(folded: str, start: int, limit: int, key: str) -> tuple[int, int] | None:
    while start < limit and folded[start] in " _\t":
        start += 1
    window = folded[start:limit]
    following = words.ATTRIBUTE.search(window)
    if following:
        window = window[: following.start()]
    window = re.split(r" {2,}", window)[0]
    match = _VALUE_SHAPES[key].match(window)
    if not match or words.BLANK.match(match[0]):
        return None
    value = match[0].rstrip(" ,.)(")
    if key == "representative" and not (_is_person(value) or value.isascii()):
        return None
    return start, start + len(value)


# --- prose and tables --------------------------------------------------------------------------


def _prose(context: Context, tagger: EntityTagger | None) -> Iterator[Candidate]:
    """上海云峰机电有限公司(以下简称"甲方")."""
    position = 0
    for match in _HEREINAFTER.finditer(context.folded, 0, 12_000):
        role = _plain(match["role"].strip("\"' "))
        if not re.fullmatch(words.ZH_ROLE, role):
            continue
        line_start = max(context.line(match.start())[0], position)
        position = match.end()
        end = _outside_bracket(context.folded, line_start, match.start())
        span = _name_before(context.folded, line_start, end, tagger)
        span = span or _name_opening(context.folded, line_start, match.start(), tagger)
        if span is None:
            continue
        more = re.findall(r"\"([^\"\n]{1,14})\"", match["more"])
        limit = min(context.line(match.end())[1], match.end() + 200)
        yield Candidate(
            role,
            *span,
            context.text[slice(*span)],
            more,
            _values(context, match.end(), limit, 0, 1),
        )


def _outside_bracket(folded: str, start: int, end: int) -> int:
    """Where the bracket that ``end`` stands in begins: X公司(住所地:…,以下简称"甲方")."""
    depth = 0
    for offset in range(end - 1, start, -1):
        depth += {")": 1, "(": -1}.get(folded[offset], 0)
        if depth < 0:
            return offset
    return end


def _stated(context: Context) -> Iterator[Candidate]:
    """甲方为X公司,乙方为Y公司: told in a sentence before the clauses."""
    for match in _STATED.finditer(context.folded, 0, _HEAD):
        name = match["name"].strip()
        if _may_hold_parties(context, match.start()) and (_is_org(name) or _is_person(name)):
            span = match.span("name")
            yield Candidate(_plain(match["role"]), *span, context.text[slice(*span)])


def _name_before(
    folded: str, line_start: int, end: int, tagger: EntityTagger | None
) -> tuple[int, int] | None:
    match = _NAME_BEFORE.search(folded[max(line_start, end - 80) : end])
    if not match:
        return None
    name = match[0]
    closing = name.find(")")
    while closing >= 0 and "(" not in name[:closing]:
        name = name[closing + 1 :]
        closing = name.find(")")
    lead = _LEADING.match(name)
    while lead and lead.end() > 0:
        name = name[lead.end() :]
        lead = _LEADING.match(name)
    name = name.strip()
    if not _is_name(name, tagger):
        return None
    start = folded.rindex(name, 0, end)
    return start, start + len(name)


def _name_opening(
    folded: str, line_start: int, end: int, tagger: EntityTagger | None
) -> tuple[int, int] | None:
    """The name that opens the paragraph, its description between: X公司,住所为…(以下简称…)."""
    cut = max(folded.rfind(stop, line_start, end) for stop in ";。")
    begin = max(line_start, cut + 1)
    number = _ITEM_NUMBER.match(folded, begin, end)
    begin = number.end() if number else begin
    linked = _LINK.match(folded, begin, end)
    begin = linked.end() if linked else begin
    stop = folded.find(",", begin, end)
    name = folded[begin:stop].strip() if stop > 0 else ""
    if not name or not _is_name(name, tagger):
        return None
    begin = folded.index(name, begin)
    return begin, begin + len(name)


def _matrix(context: Context) -> Iterator[Candidate]:
    """A table with 甲方 and 乙方 as column heads and the particulars as rows."""
    for head in re.finditer(r"^[^\n]*\t[^\n]*$", context.folded, re.MULTILINE):
        columns = _matrix_columns(head[0])
        rows = _rows_below(context, head.end() + 1) if columns else []
        for column, role in columns.items():
            candidate = _from_column(context, role, rows, column)
            if candidate:
                yield candidate


def _matrix_columns(line: str) -> dict[int, re.Match[str]]:
    """Column → role where a table row is a head of several roles; empty for any other line."""
    cells = [cell.strip() for cell in line.split("\t")]
    columns = {
        index: match
        for index, cell in enumerate(cells)
        if index and (match := _ROLE_CELL.fullmatch(cell))
    }
    return columns if len(columns) >= 2 else {}


def _rows_below(context: Context, start: int) -> list[list[tuple[int, str]]]:
    rows: list[list[tuple[int, str]]] = []
    while start < len(context.folded) and len(rows) < _MAX_BLOCK_LINES:
        end = context.line(start)[1]
        if "\t" not in context.folded[start:end]:
            break
        row: list[tuple[int, str]] = []
        position = start
        for cell in context.folded[start:end].split("\t"):
            row.append((position, cell))
            position += len(cell) + 1
        rows.append(row)
        start = end + 1
    return rows


def _from_column(
    context: Context, head: re.Match[str], rows: list[list[tuple[int, str]]], column: int
) -> Candidate | None:
    span: tuple[int, int] | None = None
    values: dict[str, str] = {}
    for row in rows:
        if column >= len(row):
            continue
        label = words.ATTRIBUTE.match(row[0][1].strip() + "\t")
        start, cell = row[column]
        if not label:
            continue
        if label["name"]:
            span = span or _clean(context.folded, start, start + len(cell))
            continue
        key = next((name for name in words.ATTRIBUTE_LABELS if label[name]), None)
        value = _value_span(context.folded, start, start + len(cell), key) if key else None
        if key and value:
            values[key] = context.text[slice(*value)]
    if span is None:
        return None
    name = context.text[slice(*span)]
    return Candidate(_plain(head["role"]), *span, name, _aliases(head["note"]), values)
