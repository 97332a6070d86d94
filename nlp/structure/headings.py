"""The words that head a clause, and lines that are headings without a number."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from nlp.structure.blocks import Block
from nlp.structure.kinds import is_known_heading

_ZH_LONGEST = 24
_EN_MOST_WORDS = 10

_ZH_SENTENCE = re.compile(
    r"应当|应于|应按|应在|须|不得|可以|有权|如果|若|自.{0,12}之日|根据|按照|经双方|双方同意|负责|"
    r"^(?:本合同|本协议|甲方|乙方|丙方|甲乙|双方|买方|卖方)(?=.{9,})|^(?:如|因|自|由|对|凡|在|经|按)(?!约)|[□☐_＿]|"
    r"(?:签字|盖章|生效)$(?<!合同生效)|^[甲乙丙丁]方(?:[(（][^)）]*[)）])?$"
)
_ZH_STOP = re.compile(r"[。；;，,！!？?：:]|\.(?!\d)|\s{2,}|\t")
_EN_MODAL = re.compile(
    r"\b(?:shall|will|must|may|agrees?|hereby|is|are|was|were|has|have|means?|warrants?)\b"
)
_EN_SMALL = frozenset(
    "a an and as at by for from in into of on or per the to upon with within without not no".split()
)
_EN_LEAD = re.compile(
    r"(?P<lead>[^.:;]{2,90}?)\s*(?:\.(?=\s|$)|:(?=\s|$)|\s[-–—]{1,2}\s|\s{3,}|-{4,}|_{4,}|$)"
)
_CJK = re.compile(r"[\u4e00-\u9fff]")
_NO_HEADING_END = re.compile(r"[。；;，,、.!?！？]$|\d$")
_DETAIL = re.compile(
    r"[:：]\s*\S|_{2,}|年.{0,4}月|^[(（].*[)）]$|[□☐]|^\W|公司$|制定$|印制$|监制$|有限|中心$|委员会$|[厅局部]$"
)


def heading_of(block: Block) -> str | None:
    """The heading after a clause's number: a short title-like line, or the words that lead it.

    None where the clause opens with a sentence.
    """
    offset = block.label.body if block.label else 0
    rest = block.text[offset:]
    if not rest.strip():
        return None
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
    lead = lead.strip(" \u3000、.-—【】[]")
    if not 2 <= len(re.sub(r"\s", "", lead)) <= _ZH_LONGEST or not _CJK.search(lead):
        return None
    if ends in tuple("。") and len(lead) > 12:
        return None
    return None if _ZH_SENTENCE.search(re.sub(r"\s", "", lead)) else lead


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
    lead = match.group("lead").strip(" \"“”'-–—_")
    words = lead.split()
    if not words or len(words) > _EN_MOST_WORDS or len(lead) < 3 or _EN_MODAL.search(lead):
        return None
    telling = [word for word in words if word.lower().strip("(),&/") not in _EN_SMALL]
    titled = sum(1 for word in telling if not word[:1].islower())
    if not words[0][:1].isupper() or titled < max(1, 0.5 * len(telling)):
        return lead if is_known_heading(lead) and words[0][:1].isupper() else None
    return lead


def unnumbered_headings(
    blocks: Sequence[Block], excluded: Collection[int], first_clause: int | None
) -> frozenset[int]:
    """Indices of headings without a number.

    Before ``first_clause`` only known heading words count (recitals, definitions): covers are full
    of short centred lines. Behind it bold, centred or capital lines followed by text count too.
    """
    found: set[int] = set()
    for block, following in zip(blocks, [*blocks[1:], None], strict=True):
        if block.index in excluded or block.label is not None or block.row:
            continue
        title = block.text.strip(" :：【】[]-—")
        if not _is_short_title(title):
            continue
        known = is_known_heading(title)
        inside = first_clause is not None and block.index > first_clause
        leads = following is not None and not following.row and len(following.text) > len(title)
        if (known and leads) or (inside and leads and _stands_out(block, title)):
            found.add(block.index)
    return frozenset(found)


def _is_short_title(title: str) -> bool:
    if _NO_HEADING_END.search(title) or _DETAIL.search(title):
        return False
    if _CJK.search(title):
        compact = re.sub(r"\s", "", title)
        return 2 <= len(compact) <= 20 and not _ZH_SENTENCE.search(compact)
    words = title.split()
    return 1 <= len(words) <= 8 and len(title) >= 4 and _EN_MODAL.search(title) is None


def _stands_out(block: Block, title: str) -> bool:
    if _CJK.search(title):
        return block.bold or block.centered
    return title.isupper() or ((block.bold or block.centered) and title[:1].isupper())
