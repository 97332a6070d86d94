"""What the document says it is: title, number, type."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nlp.document import ContractInfo, Document, Evidence
from nlp.structure.blocks import Block
from nlp.structure.contract_types import type_of

_ZH_TITLE = re.compile(
    r"[\u4e00-\u9fffA-Za-z0-9（）()《》〈〉“”\"、·—\-\s/及与和]{0,48}?"
    r"(?:合\s*同|协\s*议|契\s*约|合\s*约|备\s*忘\s*录|意\s*向|确\s*认|承\s*诺|委\s*托|担\s*保|协\s*定|订\s*单)(?:\s*书|\s*函|\s*条\s*款)?"
    r"(?:\s*(?:示范文本|范本|文本|样本|(?:一般|通用|专用)条款))?[》〉”\"]?"
    r"\s*(?:[（(《【][^）)》】]{1,24}[）)》】]\s*)*"
)
_EN_TITLE = re.compile(
    r"(?:.{0,110}?\b)?(?:agreement|contract|memorandum of understanding|deed|lease|"
    r"licen[cs]e|amendment|"
    r"statement of work|purchase order|letter of intent|terms and conditions|undertaking|guarantee|"
    r"addendum|order form|terms of (?:use|service|business)|offer of employment|promissory note|"
    r"(?:offer|facility|engagement|commitment|appointment) letter|"
    r"sales confirmation)\b(?:\s+(?:no\.?|number|of|for|between|to|#)\b.{0,60}|\s*\(.{1,40}\))?",
    re.IGNORECASE,
)
_NOT_TITLE = re.compile(
    r"^(?:本|该|依据|根据|按照|甲方|乙方|签订|鉴于|以下|为|双方|使用|填写)|说明$|"
    r"须知$|^附件|[。；，：:,;]|"
    r"^(?:this|the|whereas|in|between|now|source|exhibit|schedule|annex)\b|^by\b|"
    r"\bhereby\b|\bis made\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"(?:(?:合\s*同|协\s*议|文\s*件)\s*(?:登\s*记\s*)?编\s*号|^编\s*号|(?:合同|协议)\s*号|"
    r"(?:Contract|Agreement|Reference|Ref\.?)\s*(?:No\.?|Number|#))\s*[:：#]?\s*"
    r"(?P<number>[A-Za-z0-9\u4e00-\u9fff（）()〔〕\[\]【】][A-Za-z0-9\u4e00-\u9fff\-—–_/.（）()〔〕\[\]【】#]{1,40})"
)
_NUMBER_STOP = re.compile(r"(?:签订|签约|日期|地点|甲方|乙方|买方|卖方|时间|Date)")
_HEAD_BLOCKS = 60
_LARGE = 15.0


def title_blocks(blocks: Sequence[Block]) -> tuple[int, ...]:
    """Indices of the paragraphs printed as a title: centred, large or in capitals."""
    return tuple(
        block.index
        for block in blocks
        if (block.centered or block.size >= _LARGE or block.text.isupper())
        and block.label is None
        and not block.row
        and _title_text(block) is not None
    )


def _title_text(block: Block) -> tuple[int, int] | None:
    """Where the title stands inside the paragraph."""
    text = block.text
    if len(text) > 150:
        return None
    bare = text.strip('《》“”" ')
    if _NOT_TITLE.search(bare):
        return None
    if _ZH_TITLE.fullmatch(text) and len(re.sub(r"\s", "", text)) <= 45:
        return 0, len(text)
    exhibit = re.match(r"\s*(?:EXHIBIT|Exhibit)\s+[\d.]+\s+(?=[A-Z])", text)
    offset = exhibit.end() if exhibit else 0
    rule = re.search(r"\s*[-_=]{3,}\s*$", text)
    end = rule.start() if rule else len(text)
    words = text[offset:end].split()
    capital = sum(1 for word in words if word[:1].isupper() or not word[:1].isalpha())
    if (
        1 < len(words) <= 16
        and capital >= 0.6 * len(words)
        and _EN_TITLE.fullmatch(text[offset:end])
    ):
        return offset, end
    return None


def contract_info(
    document: Document, blocks: Sequence[Block], first_clause: int | None
) -> ContractInfo:
    """Title, number and type; None, and ``other``, where the text does not tell."""
    head = blocks[: min(first_clause if first_clause is not None else _HEAD_BLOCKS, _HEAD_BLOCKS)]
    title = _title(document, head)
    number = _number(document, blocks[: len(head) + 5])
    name = title.quote if title else ""
    kind, confidence = type_of(_title_words(head, title), document.text)
    return ContractInfo(
        title=name or None,
        title_at=title,
        number=number.quote if number else None,
        number_at=number,
        type=kind,
        type_confidence=confidence,
    )


def _title_words(head: Sequence[Block], title: Evidence | None) -> str:
    """The title with the lines above and below it in its look, over which it may be broken.

    Without a title, the lines at the top that are printed as one.
    """
    if title is None:
        shown = [b for b in head[:_TOP_BLOCKS] if len(b.text) <= _LINE and _looks(b) > 0]
        return " ".join(block.text for block in shown if not block.row)
    at = next((i for i, block in enumerate(head) if block.start <= title.start < block.end), None)
    if at is None:
        return title.quote
    own = head[at]
    if title.end - title.start > _LINE or not _looks(own):
        return title.quote
    beside = [block for block in head[max(0, at - 1) : at + 2] if _same_look(own, block)]
    return " ".join(block.text for block in beside)


_TOP_BLOCKS = 4
_LINE = 80


def _looks(block: Block) -> int:
    return block.centered + block.bold + (block.size >= _LARGE) + block.text.isupper()


def _same_look(one: Block, other: Block) -> bool:
    if one is other:
        return True
    alike = (one.size, one.bold, one.centered) == (other.size, other.bold, other.centered)
    return alike and len(other.text) <= _LINE and not other.row and other.label is None


def _title(document: Document, head: Sequence[Block]) -> Evidence | None:
    best: tuple[float, int, int] | None = None
    for position, block in enumerate(head):
        span = _title_text(block)
        if span is None:
            continue
        score = _looks(block) - 0.04 * position
        if best is None or score > best[0]:
            best = (score, block.start + span[0], block.start + span[1])
    if best is None:
        return _title_within(document, head)
    confidence = min(0.98, 0.75 + 0.08 * max(best[0], 0))
    return document.evidence(best[1], best[2], confidence)


_WITHIN = re.compile(
    r"^(?:EXHIBIT|Exhibit)?[\s\d.]*(?:EXECUTION VERSION\s+)?"
    r"([A-Z][A-Z,&\- ]{3,80}?(?:AGREEMENT|CONTRACT))(?=\s)|"
    r"^This ((?:[A-Z][\w-]*|the)(?:\s+(?:[A-Z][\w-]*|of|and|for|the))*\s(?:Agreement|Contract))\b"
)
"""A title that opens a running paragraph: EXHIBIT 10.2 SUPPLY CONTRACT …, This Lease Agreement …"""


def _title_within(document: Document, head: Sequence[Block]) -> Evidence | None:
    """A title that shares its paragraph with the words after it, as flat text files have it."""
    for block in head[:12]:
        match = _WITHIN.match(block.text)
        if match is not None:
            group = 1 if match.group(1) else 2
            start, end = match.span(group)
            return document.evidence(block.start + start, block.start + end, 0.7)
    return None


def _number(document: Document, head: Sequence[Block]) -> Evidence | None:
    for block in head:
        for match in _NUMBER.finditer(block.text):
            start, end = match.span("number")
            stop = _NUMBER_STOP.search(block.text, start, end)
            end = stop.start() if stop else end
            printed = block.text[start:end].rstrip(".。-—–_/ ")
            end = start + len(printed)
            if any(character.isdigit() for character in printed):
                return document.evidence(block.start + start, block.start + end, 0.95)
    return None
