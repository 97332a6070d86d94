"""The words that head a clause, and lines that are headings without a number."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import zip_longest

from nlp.structure.blocks import Block
from nlp.structure.kinds import is_known_heading

_ZH_LONGEST = 24
_EN_MOST_WORDS = 10

_ZH_SENTENCE = re.compile(
    r"应当|应于|应按|应在|须|不得|可以|有权|如果|自.{0,12}之日|根据|按照|双方同意|负责|作为|[%％‰]|[□☐_＿]|"
    r"^(?:本合同|本协议|甲乙|双方|买方|卖方|[甲乙丙丁]方)(?=.{9,})|"
    r"^[甲乙丙丁]方(?:[(（][^)）]*[)）])?$"
)
"""Words that a sentence has and a heading has not."""

_ZH_SENTENCE_START = re.compile(
    r"如[甲乙双买卖出承一本有未果]|若|因[甲乙双本不]|自本|由[甲乙双买卖出承]|凡|除|"
    r"在.{2,}[时后前内中间]|经[甲乙双]|"
    r"(?:提交|依法|协助|保证|确保|签署|签订|遵守|配合|负责)(?=.{4,})"
)
_ZH_CUT_OFF = re.compile(
    r"(?:(?<!标)的|[后前时内起者为由将以向至在并或指是及和与]|提交|如下|下列|以下|包括)$"
)
"""Ends of a phrase that a blank to fill in, not a heading's end, has cut off."""

_SPACED = re.compile(r"[\u4e00-\u9fff](?:\s+[\u4e00-\u9fff]){1,7}\s*[:：]?\s*")
"""A short line of Chinese characters with blanks among them (说　　明)."""

_ZH_STOP = re.compile(r"[。；;，,！!？?：:]|\.(?!\d)|\s{2,}|\t")
_EN_MODAL = re.compile(
    r"\b(?:shall|will|must|may|agrees?|hereby|is|are|was|were|has|have|means?|warrants?)\b"
)
_EN_SMALL = re.compile(
    r"an?|and|as|at|by|for|from|in|into|of|on|or|per|the|to|upon|with|within|without|not|no"
)
_EN_LEAD = re.compile(
    r"(?P<lead>(?:[^.:;]|\b(?:No|Inc|Co|[A-Z])\.(?=\s)){2,90}?)\s*"
    r"(?:[.:](?=\s|$)|\s[-–—]{1,2}\s|-{4,}|_{4,}|$)"
)
_REFERENCE_LEAD = re.compile(r"(?:Section|Clause|Article|Schedule|Exhibit)s? [\dIVX]")
_RECITALS = re.compile(r"RECITALS?|WITNESSETH|PREAMBLE|BACKGROUND|WHEREAS|鉴\s*于", re.IGNORECASE)
_CJK = re.compile(r"[\u4e00-\u9fff]")
_NO_HEADING_END = re.compile(r"[。；;，,、.!?！？]$|\d$")
_BULLETS = "■◆●▲★▶◼◈❖"
TITLE_EDGES = f" \u3000:：【】[]-—{_BULLETS}"
_FEWEST = 3
"""Known headings in one look that show a contract to be divided by headings without numbers."""

_RUN_IN = re.compile(r"[A-Z][\w'’,&/ ()-]{1,60}[.:]\s+\S")
_DETAIL = re.compile(
    r"[:：]\s*\S|_{2,}|年.{0,4}月|^[(（].*[)）]$|[□☐]|^\W|公司$|制定$|印制$|监制$|"
    r"有限|中心$|委员会$|[厅局部]$"
)


def heading_of(block: Block) -> str | None:
    """The heading after a clause's number: a short title-like line, or the words that lead it.

    None where the clause opens with a sentence.
    """
    offset = block.label.body if block.label else 0
    rest = block.text[offset:]
    if not rest.strip():
        return None
    if _SPACED.fullmatch(rest):
        return rest.strip(" \u3000:：")
    first_line = block.text[offset : max(block.first_line, offset)].strip()
    if _CJK.search(rest[:40]):
        return _zh_heading(rest, first_line)
    return _en_heading(rest)


def _zh_heading(rest: str, first_line: str) -> str | None:
    stop = _ZH_STOP.search(rest)
    lead = rest[: stop.start()] if stop else rest
    ends = "" if stop is None else rest[stop.start()]
    if stop is None and len(lead) > _ZH_LONGEST:
        lead = _title_before_blank(lead) or first_line
    elif ends in tuple("，,；;！!？?"):
        lead = _title_before_blank(lead) or ""
    else:
        lead = _title_before_blank(lead) or lead
    lead = lead.strip(f" \u3000、.-—【】[]{_BULLETS}").removesuffix("如下")
    if not 2 <= len(re.sub(r"\s", "", lead)) <= _ZH_LONGEST or not _CJK.search(lead):
        return None
    if ends == "。" and (len(lead) > 12 or not rest.strip()[len(lead) + 1 :]):
        return None
    return None if _is_sentence(re.sub(r"\s", "", lead)) else lead


def _is_sentence(compact: str) -> bool:
    return bool(
        _ZH_SENTENCE.search(compact)
        or _ZH_SENTENCE_START.match(compact)
        or _ZH_CUT_OFF.search(compact)
    )


def _title_before_blank(lead: str) -> str | None:
    """违约责任 of 违约责任 任何一方…: words before a blank that are a known heading."""
    words = re.split(r"[ \u3000]+", lead.strip())
    if len(words) < 2 or all(len(word) == 1 for word in words):
        return None
    return words[0] if is_known_heading(words[0]) else None


def _en_heading(rest: str) -> str | None:
    match = _EN_LEAD.match(rest.strip())
    if match is None:
        return None
    lead = match.group("lead").strip(" \"“”'-–—_[]")
    words = lead.split()
    if _REFERENCE_LEAD.match(lead):
        return None
    unfit = not words or len(words) > _EN_MOST_WORDS or len(lead) < 3 or lead.endswith(",")
    if unfit or lead.count("(") != lead.count(")") or _EN_MODAL.search(lead):
        return None
    telling = [word for word in words if not _EN_SMALL.fullmatch(word.lower().strip("(),&/"))]
    titled = sum(1 for word in telling if not word[:1].islower())
    if not words[0][:1].isupper() or titled < max(1, 0.5 * len(telling)):
        return lead if is_known_heading(lead) and words[0][:1].isupper() else None
    return lead


def title_line(block: Block, following: Block | None) -> bool:
    """Whether ``following`` is the heading of ``block``, a number alone (附件1, ARTICLE I)."""
    if block.label is None or following is None or following.label or following.row:
        return False
    if not (block.label.strong or "annex" in block.label.styles):
        return False
    return len(block.body.strip(" :：[]")) == 0 and _is_short_title(following.text.strip())


def unnumbered_headings(
    blocks: Sequence[Block], excluded: Collection[int], first_clause: int | None
) -> frozenset[int]:
    """Indices of headings without a number.

    Before ``first_clause`` only the headings of recitals count, since covers are full of short
    centred lines, unless several known headings stand there in one look. Behind it bold, centred
    or capital lines followed by text count (before the first 第X条 or Article only known heading
    words), and plain known ones where the document has no 第X条. A contract without numbers may
    have its headings at the start of its paragraphs.
    """
    titles = list(_title_lines(blocks, excluded))
    strong = next((block.index for block in blocks if block.label and block.label.strong), None)
    begin = _first_of_a_look(titles, first_clause)
    found = {
        block.index
        for block, title in titles
        if _RECITALS.fullmatch(title)
        or (begin is not None and block.index >= begin and _heads_clause(block, title, strong))
    }
    return frozenset(found or _run_in_headings(blocks, excluded))


def _title_lines(blocks: Sequence[Block], excluded: Collection[int]) -> Iterator[tuple[Block, str]]:
    """Short lines without a number that stand above a longer paragraph, and their words."""
    above = ""
    for block, following in zip_longest(blocks, blocks[1:]):
        repeated, above = above, block.body.strip(TITLE_EDGES)
        if above == repeated or block.index in excluded or block.label is not None or block.row:
            continue
        title = block.text.strip(TITLE_EDGES)
        if not _is_short_title(title):
            continue
        if following is not None and not following.row and len(following.text) > len(title):
            yield block, title


def _first_of_a_look(titles: Sequence[tuple[Block, str]], first_clause: int | None) -> int | None:
    """Where headings may begin: behind the first number, or before it at several in one look."""
    looks: dict[tuple[bool, ...], list[int]] = {}
    known: Counter[tuple[bool, ...]] = Counter()
    for block, title in titles:
        if first_clause is not None and block.index > first_clause:
            break
        look = _look(block, title)
        if any(look) and not _NAMES_PAPER.search(title):
            looks.setdefault(look, []).append(block.index)
            known[look] += is_known_heading(title)
    begins = [looks[look][0] for look, count in known.items() if count >= _FEWEST]
    if begins:
        return min(begins)
    return None if first_clause is None else first_clause + 1


_NAMES_PAPER = re.compile(
    r"(?:合\s*同|协\s*议)(?:\s*书)?$|^(?!ENTIRE|Entire|entire).*\b(?:agreement|contract|deed)$",
    re.IGNORECASE,
)
"""The end of a document's own title."""


def _look(block: Block, title: str) -> tuple[bool, ...]:
    return (block.bold, block.centered, title.isupper(), block.text[:1] in _BULLETS)


def _heads_clause(block: Block, title: str, strong: int | None) -> bool:
    known = is_known_heading(title)
    if strong is None and known and not block.text.endswith((":", "：")):
        return True
    return (strong is None or known or block.index > strong) and _stands_out(block, title)


def _run_in_headings(blocks: Sequence[Block], excluded: Collection[int]) -> frozenset[int]:
    """Paragraphs such as "Notices. Letters reach you …", where most of a contract's are so."""
    usable = [block for block in blocks if block.index not in excluded and not block.row]
    led = [
        (block.index, lead)
        for block in usable
        if block.label is None
        and _RUN_IN.match(block.text)
        and (lead := _en_heading(block.text)) is not None
        and len(lead.split()) <= _RUN_IN_WORDS
    ]
    if sum(is_known_heading(lead) for _, lead in led) < _FEWEST:
        return frozenset()
    first, last = led[0][0], led[-1][0]
    between = [block for block in usable if first <= block.index <= last]
    return frozenset(index for index, _ in led) if 2 * len(led) > len(between) else frozenset()


_RUN_IN_WORDS = 6


def _is_short_title(title: str) -> bool:
    if _NO_HEADING_END.search(title) or _DETAIL.search(title):
        return False
    if _CJK.search(title):
        compact = re.sub(r"\s", "", title)
        return 2 <= len(compact) <= 20 and not _is_sentence(compact)
    words = title.split()
    if not title[:1].isupper() or len(title) < 4:
        return False
    return 1 <= len(words) <= 8 and _EN_MODAL.search(title) is None


def _stands_out(block: Block, title: str) -> bool:
    if _CJK.search(title):
        field = block.text.endswith((":", "：")) and not is_known_heading(title)
        marked = block.text[:1] in _BULLETS
        return (block.bold or block.centered or marked) and not field
    return title.isupper() or block.bold or block.centered
