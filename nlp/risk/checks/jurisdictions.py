"""Two governing laws, or two forums, for one contract."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from nlp.document import Reading
from nlp.folding import fold
from nlp.risk.faults import Fault, Span
from nlp.risk.text import line_at, sentence_at

_Choice = tuple[str, Span]
"""What is chosen, made comparable, and where."""

_PLACES = (
    "中华人民共和国|中国|香港|澳门|台湾|英国|英格兰|美国|新加坡|日本|韩国|德国|法国|澳大利亚"
    "|加拿大|瑞士|俄罗斯|阿联酋|印度|越南|泰国|马来西亚"
)
_ZH_LAW = re.compile(
    rf"(?:适用(?:法律)?[:为]?|受|依据?|依照|按照)\s?({_PLACES})(?:特别行政区)?(?:的|大陆)?(?:现行)?(?:有关)?法律?"
)
_EN_LAW = re.compile(
    r"\b(?:this|the) (?:agreement|contract|deed|lease)\b[^.;]{0,80}?"
    r"\b(?:governed|construed|interpreted)\b[^.;]{0,50}?"
    r"(?:\blaws? of (?:the )?(?:state of |commonwealth of )?"
    r"(?P<of>(?-i:[A-Z][\w']+(?: (?:of|and|Republic|[A-Z][\w']+))*))"
    r"|\b(?P<law>(?-i:[A-Z]\w+(?: [A-Z]\w+)?)) law\b)",
    re.I,
)
_OTHER_PAPER = re.compile(
    r"(?:该|担保|保证|贷款|融资|租赁|主)(?:合同|协议)|不包括|不含|除外"
    r"|guarantee shall|security document",
    re.I,
)
_SAME = {
    "中国": "中华人民共和国",
    "英格兰": "英国",
    "people's republic of china": "china",
    "prc": "china",
    "english": "england",
    "england and wales": "england",
}


def governing_law_conflict(reading: Reading) -> list[Fault]:
    """The contract under one law in one place, and under another in a second one."""
    return _conflict(reading, _laws(reading))


def _laws(reading: Reading) -> Iterator[_Choice]:
    folded = fold(reading.document.text)
    for match in _ZH_LAW.finditer(folded):
        sentence = folded[slice(*sentence_at(reading, match.start()))]
        if match[0].endswith(("法律", "法")) and not _OTHER_PAPER.search(sentence):
            yield _plain(match[1]), match.span()
    for match in _EN_LAW.finditer(folded):
        if not _OTHER_PAPER.search(match[0]):
            yield _plain(match["of"] or match["law"]), match.span()


def _plain(place: str) -> str:
    name = place.strip().lower()
    return _SAME.get(name, name)


_ZH_COURT = re.compile(
    r"(?:向|由|到|提交|递交)(?P<place>[^,。;:、\n]{2,24}?)(?:有管辖权的?)?(?:人民)?法院"
    r"(?=起诉|提起|诉讼|管辖|解决|裁判|提出)"
)
_ZH_ARBITRATION = re.compile(
    r"(?:提交|提请|由|向|申请)(?P<place>[^,。;:、\n]{2,24}?)(?:仲裁委员会|仲裁院|仲裁中心)"
)
_EN_COURT = re.compile(
    r"\bcourts? (?:of|in|located in) (?:the )?(?:state of )?"
    r"(?P<place>(?-i:[A-Z]\w+(?: (?:and )?[A-Z]\w+)*))",
    re.I,
)
_EN_DISPUTE = re.compile(r"dispute|exclusive jurisdiction|brought|action|proceeding", re.I)
_OPEN = re.compile(
    r"或者?|执行|保全|调解|撤销|原告的|为原告|第\s?_*\s?种|以下|下列|□|☐|\benforce|qualified|\bor\b|non-exclusive",
    re.I,
)
_OPENS_A_CHOICE = re.compile(r"[:第种].{0,20}$|_")
_LISTED = re.compile(r"^\s*[((]?\s*[一二三四123456ab①②③□]\s*[)）、.．]")


def forum_conflict(reading: Reading) -> list[Fault]:
    """Two courts, or two arbitration institutions, for the same disputes.

    Options of a list and choices that depend on who sues are left alone.
    """
    return _conflict(reading, _courts(reading)) or _conflict(reading, _institutions(reading))


def _courts(reading: Reading) -> Iterator[_Choice]:
    folded = fold(reading.document.text)
    for match in _ZH_COURT.finditer(folded):
        place = re.sub(r"依法|有管辖权|住所|所在|的|当地|人民|_", "", match["place"])
        if place.strip() and _is_settled(reading, folded, match.start()):
            yield place.strip(), match.span()
    for match in _EN_COURT.finditer(folded):
        sentence = folded[slice(*sentence_at(reading, match.start()))]
        if _EN_DISPUTE.search(sentence) and _is_settled(reading, folded, match.start()):
            yield _plain(match["place"]), match.span()


def _institutions(reading: Reading) -> Iterator[_Choice]:
    folded = fold(reading.document.text)
    for match in _ZH_ARBITRATION.finditer(folded):
        place = match["place"].strip(" _")
        if place and _is_settled(reading, folded, match.start()):
            yield place, match.span()


def _is_settled(reading: Reading, folded: str, at: int) -> bool:
    """Whether the sentence chooses one forum for good: no option, no condition, no enforcement."""
    start, end = sentence_at(reading, at)
    line, _ = line_at(reading, at)
    before = folded[max(0, line - 60) : line].rstrip()
    option = _LISTED.match(folded[line : line + 8]) and _OPENS_A_CHOICE.search(before)
    return not _OPEN.search(folded[start:end]) and not option


def _conflict(reading: Reading, choices: Iterable[_Choice]) -> list[Fault]:
    """A fault at the first choice that differs from an earlier one in another line."""
    first: _Choice | None = None
    for place, span in sorted(choices, key=lambda one: one[1]):
        if first is None:
            first = (place, span)
        elif place != first[0] and line_at(reading, first[1][0]) != line_at(reading, span[0]):
            text = reading.document.text
            params = {"first": text[slice(*first[1])], "second": text[slice(*span)]}
            where = sentence_at(reading, span[0])
            return [Fault(*where, (first[1], span), (first[1],), params, 0.85)]
    return []
