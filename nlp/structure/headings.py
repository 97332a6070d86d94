"""The words that head a clause, and lines that are headings without a number."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
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
_TITLE_EDGES = " \u3000:：【】[]-—"
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
    lead = lead.strip(" \u3000、.-—【】[]").removesuffix("如下")
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

    Before ``first_clause`` only the headings of recitals count: covers are full of short centred
    lines. Behind it bold, centred or capital lines followed by text count (before the first 第X条
    or Article only known heading words), and plain known ones where the document has no 第X条.
    """
    found: set[int] = set()
    strong = next((block.index for block in blocks if block.label and block.label.strong), None)
    above = ""
    for block, following in zip_longest(blocks, blocks[1:]):
        repeated, above = above, block.body.strip(_TITLE_EDGES)
        if above == repeated or block.index in excluded or block.label is not None or block.row:
            continue
        title = block.text.strip(_TITLE_EDGES)
        if not _is_short_title(title):
            continue
        if following is None or following.row or len(following.text) <= len(title):
            continue
        if _RECITALS.fullmatch(title):
            found.add(block.index)
        elif first_clause is not None and block.index > first_clause:
            known = is_known_heading(title)
            plain = strong is None and known and not block.text.endswith((":", "："))
            inside = strong is None or known or block.index > strong
            if plain or (inside and _stands_out(block, title)):
                found.add(block.index)
    return frozenset(found)


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
        return (block.bold or block.centered) and not field
    return title.isupper() or block.bold or block.centered
