"""Places left open: blanks to fill in, and words that stand in for a decision."""

from __future__ import annotations

import re

from nlp.document import Reading
from nlp.folding import fold
from nlp.risk.faults import Fault, Span
from nlp.risk.text import section_at, sentence_at

_BLANK = re.compile(
    r"_{2,}"
    r"|(?<![\d一-鿿])(?:20\d{2}|\d{2}|二〇[〇一二三四五六七八九]{2})?\s{0,6}年"
    r"[ _]{1,12}月(?:[ _]{1,12}日)?"
    r"|[¥$]\s{2,}(?![\s\d])|(?:人民币|大写[:)]?)\s{2,}元"
    r"|\(\s{2,}\)|\[\s{1,}\]"
    r"|第\s{2,}[条种项款]|(?<=[一-鿿:(])\s{3,}(?:元|日|天|个月|年|份|%|‰|工作日)"
)
_PLACEHOLDER = re.compile(
    r"\bTBD\b|\bTBC\b|\bTBA\b"
    r"|\bto be (?:determined|confirmed|advised|inserted)(?=\s*(?:[\].)\t\n]|$))"
    r"|\[\s*(?:●|•|insert[^\]]{0,40}|[Nn]ame[^\]]{0,30}|[Dd]ate[^\]]{0,20}|amount|X{2,})\s*\]"
    r"|待定(?!位|义)|待填写?(?=[)\]。]|$)|待补充|待确认(?=[。,;)\]]|$)|\[\s*(?:填写|请填|待)[^\]]{0,12}\]"
    r"|(?<![A-Za-z0-9])[XxＸ×]{2,}(?=公司|有限|年|月|元|路|市|区|省|银行)|某某(?=公司|有限|先生|女士)",
    re.I | re.M,
)
_PARTY_LABEL = re.compile(
    r"(?m)^[ \t]*(?:(?:甲方|乙方|丙方|买方|卖方|供方|需方|出租[方人]|承租[方人]"
    r"|委托[方人]|受托[方人]|发包[方人]|承包[方人]|出借人|借款人|转让方|受让方|用人单位|劳动者)"
    r"(?:\([^)\n]{1,12}\))?|合同编号)[ ]*:[ ]*$"
)
_TO_SIGN = re.compile(
    r"^[^:。,\n]{0,16}(?:签字|签章|盖章|签名|经办人|(?:签订|签署|签约)(?:日期|时间|地点))[^:。,\n]{0,10}:"
    r"|^\W*(?:日期|date|by|name|title|signature)\s*:|^\W*(?:executed|in witness)",
    re.I,
)


def blank_field(reading: Reading) -> list[Fault]:
    """A blank that nobody filled in. Signature lines are for the pen and do not count."""
    folded = fold(reading.document.text)
    spans = [match.span() for match in _BLANK.finditer(folded)]
    spans += [
        match.span() for match in _PARTY_LABEL.finditer(folded) if _stays_empty(folded, match.end())
    ]
    return [
        fault
        for fault in _one_a_sentence(reading, sorted(spans))
        if not _TO_SIGN.search(folded[fault.start : fault.end][:60])
    ]


def placeholder(reading: Reading) -> list[Fault]:
    """Words that stand in for a value still to come: 待定, TBD, XX公司, [●]."""
    spans = [match.span() for match in _PLACEHOLDER.finditer(fold(reading.document.text))]
    return _one_a_sentence(reading, spans)


def _one_a_sentence(reading: Reading, spans: list[Span]) -> list[Fault]:
    """One fault for each sentence, at its first span; the others in it are counted."""
    text = reading.document.text
    groups: list[tuple[Span, list[Span]]] = []
    for span in spans:
        if section_at(reading, span[0]) == "signature":
            continue
        ink = _first_ink(text, *span)
        if groups and ink < groups[-1][0][1]:
            groups[-1][1].append(span)
        else:
            groups.append((sentence_at(reading, ink), [span]))
    return [
        Fault(*where, (places[0],), tuple(places[1:]), {"count": str(len(places))})
        for where, places in groups
        if where[0] < where[1]
    ]


def _first_ink(text: str, start: int, end: int) -> int:
    """The first character that is not a blank, so that the sentence around it is the right one."""
    inked = (index for index in range(start, end) if not text[index].isspace())
    return next(inked, start)


def _stays_empty(folded: str, end: int) -> bool:
    """Whether the line after an empty label is another label, not its value."""
    following = folded[end : end + 80].lstrip("\n").split("\n", 1)[0]
    return bool(re.match(r"[ \t]*[^:\n]{1,20}:", following))
