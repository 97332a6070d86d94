"""Where the stretches of a document begin: contents lists, signature block, annexes, sections."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from nlp.document import Section
from nlp.structure.blocks import Block

SectionKind = Literal["preamble", "body", "signature", "annex"]

_CONTENTS_TITLE = re.compile(r"目录|目次|CONTENTS|TABLEOFCONTENTS|INDEX")
_CONTENTS_LINE = re.compile(r"(?:[.…·_\-]{3,}|\t|\s{3,}|…)\s*[(（]?\d{1,3}[)）]?\s*$")
_PAGE_NUMBER_END = re.compile(r"[\s.…·\t(（-]+\d{1,3}[)）]?\s*$")

_SIGN_ZH = re.compile(
    r"以下无正文|此页无正文|本页无正文|无正文|签署页|签字页|签章页|"
    r"^[^。；]{0,24}(?:盖章|签章|签字|签名|公章)[^。；，]{0,16}(?:[)\]】]|[:：_]|$)"
)
_SIGN_EN = re.compile(
    r"^IN WITNESS WHEREOF|^IN WITNESS THEREOF|^By:\s*(?:/s/|_|$)|^By\s*:|^/s/|^Very truly yours|"
    r"^SIGNED\b|^AGREED AND ACCEPTED|^ACCEPTED AND AGREED|^\[?SIGNATURE PAGE|"
    r"signature page follows|^SIGNATURES?\b|"
    r"have (?:duly )?(?:caused|executed) this (?:\w+ ){0,3}[Aa]greement",
    re.IGNORECASE,
)
_PARTY_LINE = re.compile(
    r"^(?:[甲乙丙丁]方|买方|卖方|出租人|承租人|出租方|承租方|委托人|受托人|委托方|受托方|发包人|承包人|发包方|承包方|买受人|"
    r"出卖人|贷款人|借款人|保证人|供方|需方|用人单位|劳动者)\s*(?:[(（][^)）]{1,12}[)）])?\s*[:：]"
)
_SIGN_DETAIL = re.compile(
    r"^(?:法定代表人|授权代表|委托代理人|代表人|负责人|经办人|签订日期|签署日期|签约日期|签订地点|日期|地址|住所|电话|"
    r"开户银行|账号|帐号|邮政编码|Name|Title|Date|Address)"
)
_PARTY_DETAIL = re.compile(
    r"(?:[甲乙丙丁]方\s*(?:[(（][^)）]{1,12}[)）])?\s*[:：]|(?:[甲乙丙丁]方)?(?:的)?(?:名称|住所|住址|地址|通讯地址|法定代表人|负责人|"
    r"联系人|联系电话|电话|传真|电子邮箱|邮箱|邮编|邮政编码|开户银行|开户行|账号|"
    r"帐号|账户名|户名|统一社会信用代码|"
    r"身份证号码?|证件号码)\s*[:：])"
)
_OPERATIVE = re.compile(
    r"^NOW,? THEREFORE\b|^(?:TERMS AND CONDITIONS(?: OF (?:THE )?AGREEMENT)?|AGREEMENTS?)\s*:?$|"
    r"(?:达成|订立|签订|议定|约定).{0,12}(?:如下|以下)(?:协议|条款|合同|约定)?.{0,12}[:：。]?$",
    re.IGNORECASE,
)
"""The words between the recitals and the terms; what was numbered before them has ended."""

_STAMP_BLOCKS = 3
_MOST_RECITALS = 12
_ANNEXES_FOLLOW = re.compile(
    r"^(?:本?合同|协议)?的?\s*附\s*件\s*(?:清单|目录)?\s*[:：]?$|附件(?:清单)?(?:包括|如下|有|为)?\s*[:：]$|"
    r"^(?:Annexes|Schedules|Exhibits|Appendices|Attachments)\s*:?$",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[。，,]|应当|应该|不得|构成|具有|\bshall\b|\bis\b|\bare\b")
_ANNEX_NAME_LENGTH = 40
_CONTENTS_LENGTH = 160
_BODY_LENGTH = 120
_ANNEX_LENGTH = 60
_DETAIL_LENGTH = 40


def contents_lines(blocks: Sequence[Block]) -> frozenset[int]:
    """Indices of the lines of a contents list (目录): they name clauses but are none."""
    found = {
        block.index
        for block in blocks
        if block.label is not None
        and len(block.text) <= _CONTENTS_LENGTH
        and _CONTENTS_LINE.search(block.text)
    }
    for position, block in enumerate(blocks):
        if not _CONTENTS_TITLE.fullmatch(block.compact.upper()):
            continue
        found.add(block.index)
        later = Counter(_key(block) for block in blocks[position + 1 :])
        for line in blocks[position + 1 :]:
            key = _key(line)
            if not _PAGE_NUMBER_END.search(line.text[-_CONTENTS_LENGTH:]) and later[key] < 2:
                break
            later[key] -= 1
            found.add(line.index)
    return frozenset(found)


def _key(block: Block) -> str:
    """A line without page number, leaders and blanks, to find it again in the text."""
    printed = _PAGE_NUMBER_END.sub("", block.text[:_CONTENTS_LENGTH])
    return re.sub(r"[\s.…·:：]+", "", printed)[:24]


def is_signing_line(block: Block) -> bool:
    """Whether the paragraph belongs to a signature block by its words."""
    if len(block.text) > _BODY_LENGTH:
        return _SIGN_EN.match(block.text) is not None
    return _SIGN_ZH.search(block.text) is not None or _SIGN_EN.search(block.text) is not None


@dataclass(frozen=True, slots=True)
class Zones:
    """The parts of a document that hold no clauses, and where clauses must end.

    ``excluded`` and ``resets`` are block indices; ``signature``, ``annex`` and ``boundaries`` are
    offsets. ``first_numbered`` is the block of the first number that may open a clause.
    """

    excluded: frozenset[int]
    resets: frozenset[int]
    boundaries: tuple[int, ...]
    first_numbered: int | None
    signature: int | None
    annex: int | None


def zones_of(blocks: Sequence[Block], titles: Sequence[int]) -> Zones:
    """Divide a document into contents list, body, signature block and annexes."""
    contents = contents_lines(blocks)
    annexes = annex_headings(blocks, contents)
    first_annex = _first_annex(blocks, annexes)
    signature = _signature(blocks, contents, first_annex)
    excluded = set(contents) | (_listed_annexes(blocks) - annexes) | _stamps(blocks)
    if signature is not None:
        stop = next((index for index in sorted(annexes) if index > signature), len(blocks))
        excluded.update(range(signature, stop))
    else:
        stop = len(blocks)
    excluded |= _party_details(blocks, contents, signature) | _annex_lists(blocks)
    excluded |= _listed_parties(blocks)
    numbered = [b.index for b in blocks if b.label and b.index not in excluded]
    first = numbered[0] if numbered else None
    stop_resets = len(blocks) if first_annex is None else first_annex
    resets = frozenset(
        index
        for index in {*titles, *_operative(blocks, excluded)}
        if first is not None and first < index < stop_resets and index not in excluded
    )
    edges = [blocks[i].start for i in resets]
    if signature is not None:
        edges.append(blocks[signature].start)
    return Zones(
        excluded=frozenset(excluded),
        resets=resets,
        boundaries=tuple(sorted(edges)),
        first_numbered=first,
        signature=None if signature is None else blocks[signature].start,
        annex=None if first_annex is None else blocks[first_annex].start,
    )


def _operative(blocks: Sequence[Block], excluded: Collection[int]) -> Iterator[int]:
    """The line between recitals and terms, which stands before any 第X条 and after few numbers."""
    numbered = 0
    for block in blocks:
        if block.index in excluded:
            continue
        if block.label is not None:
            if block.label.strong or numbered >= _MOST_RECITALS:
                return
            numbered += 1
        elif _OPERATIVE.search(block.text):
            yield block.index
            return


def _stamps(blocks: Sequence[Block]) -> frozenset[int]:
    """An exhibit number above everything else: where the file was filed, not an annex."""
    return frozenset(
        block.index
        for block in blocks[:_STAMP_BLOCKS]
        if block.label is not None
        and "annex" in block.label.styles
        and not any(other.label for other in blocks[: block.index])
    )


def annex_headings(blocks: Sequence[Block], contents: Collection[int]) -> frozenset[int]:
    """Annex labels that head an annex: short, alone, with text of their own after them.

    Neighbouring annex labels are a list of annexes, not annexes.
    """
    listed = _listed_annexes(blocks)
    return frozenset(
        block.index
        for block in blocks
        if _is_annex_label(block) and block.index not in contents and block.index not in listed
    )


def _annex_lists(blocks: Sequence[Block]) -> frozenset[int]:
    """Numbered names of annexes below a heading or a sentence that announces annexes."""
    found: set[int] = set()
    listing = False
    for block in blocks:
        named = (
            block.label is not None
            and not block.label.strong
            and len(block.text) <= _ANNEX_NAME_LENGTH
            and not _SENTENCE.search(block.body[:-1])
        )
        if listing and named:
            found.add(block.index)
        else:
            listing = _ANNEXES_FOLLOW.search(block.body) is not None
    return frozenset(found)


def _is_annex_label(block: Block) -> bool:
    if block.label is None or block.label.doubtful or "annex" not in block.label.styles:
        return False
    return len(block.text) <= _ANNEX_LENGTH and not block.text.endswith(
        ("。", "；", ";", "，", ",")
    )


def _listed_annexes(blocks: Sequence[Block]) -> frozenset[int]:
    """Annex labels that stand in a row, or that open a sentence."""
    found: set[int] = set()
    labels = {block.index for block in blocks if block.label and "annex" in block.label.styles}
    for block in blocks:
        if block.index not in labels:
            continue
        beside = block.index + 1 in labels or (
            block.index - 1 in labels and block.index - 1 in found
        )
        if beside or not _is_annex_label(block):
            found.add(block.index)
    return frozenset(found)


def _first_annex(blocks: Sequence[Block], annexes: Collection[int]) -> int | None:
    """The first annex behind the opening of the document (an exhibit number may stand above)."""
    numbered = [b.index for b in blocks if b.label and "annex" not in b.label.styles]
    first = numbered[0] if numbered else 0
    return next((index for index in sorted(annexes) if index > first), None)


def _signature(blocks: Sequence[Block], contents: Collection[int], annex: int | None) -> int | None:
    """The block that opens the signature block of the contract itself.

    A cover page may be signed too: the signature block is the first one with no numbered clause
    after it before the annexes. The names right above the first signing line belong to it.
    """
    end = len(blocks) if annex is None else annex
    start: int | None = None
    for block in blocks[:end]:
        if block.index in contents:
            continue
        if block.label is not None and (block.label.strong or len(block.text) > _DETAIL_LENGTH):
            start = None
        elif start is None and block.label is None and is_signing_line(block):
            start = block.index
    if start is None:
        return None
    while start > 0 and _belongs_to_signature(blocks[start - 1]):
        start -= 1
    return start or None


def _party_details(
    blocks: Sequence[Block], contents: Collection[int], signature: int | None
) -> frozenset[int]:
    """Numbered lines above the first clause that give a party's name, address or account."""
    found: set[int] = set()
    for block in blocks[:signature]:
        if block.label is None or block.index in contents:
            continue
        if block.label.strong or not _PARTY_DETAIL.match(block.body):
            break
        found.add(block.index)
    return frozenset(found)


def _listed_parties(blocks: Sequence[Block]) -> frozenset[int]:
    """Numbered parties below BETWEEN or PARTIES: each has its defined term."""
    found: set[int] = set()
    listing = False
    for block in blocks[:_OPENING_BLOCKS]:
        if _PARTIES_FOLLOW.search(block.text):
            listing = True
        elif listing and block.label and not block.label.strong and _TERM.search(block.body):
            found.add(block.index)
        elif len(block.text) > _CONJUNCTION_LENGTH:
            listing = False
    return frozenset(found)


_OPENING_BLOCKS = 40
_CONJUNCTION_LENGTH = 12
_PARTIES_FOLLOW = re.compile(
    r"(?:\b(?:between|among(?:st)?)|^(?:THE\s+)?PARTIES(?:\s+TO\s+THIS\s+\w+)?)\s*:?\s*$",
    re.IGNORECASE,
)
_TERM = re.compile(r"\((?:the\b|hereinafter|[^()]{0,40}[\"“'‘])")


def _belongs_to_signature(block: Block) -> bool:
    if block.label is not None or len(block.text) > 60:
        return False
    return bool(_PARTY_LINE.match(block.text) or _SIGN_DETAIL.match(block.text))


def sections_of(
    length: int, body: int | None, signature: int | None, annex: int | None
) -> tuple[Section, ...]:
    """Contiguous sections that cover ``0..length``; None where a section does not occur."""
    marks: list[tuple[int, SectionKind]] = [(0, "preamble")]
    wanted: list[tuple[int | None, SectionKind]] = [
        (body, "body"),
        (signature, "signature"),
        (annex, "annex"),
    ]
    marks += sorted((offset, kind) for offset, kind in wanted if offset is not None)
    ends = [offset for offset, _ in marks[1:]] + [length]
    return tuple(
        Section(kind, offset, end)
        for (offset, kind), end in zip(marks, ends, strict=True)
        if end > offset
    )
