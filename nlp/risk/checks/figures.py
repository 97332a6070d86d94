"""Figures that contradict the words beside them, and numbers of copies that do not add up."""

from __future__ import annotations

import re
from decimal import Decimal

from nlp.document import Reading
from nlp.folding import fold
from nlp.numbers import EN_NUMERAL, ZH_NUMERAL_CHARS, parse_en_number, parse_number
from nlp.risk.faults import Fault
from nlp.risk.text import sentence_at

_ZH_NUMERAL = f"[{ZH_NUMERAL_CHARS}]{{1,8}}"
_DIGITS = r"\d{1,6}(?:\.\d+)?"
_UNIT = (
    r"(?:个)?(?:工作日|自然日|日历日|日|天|周|星期|月|季度|年|小时|份|页|次|期|名|人|台|套|件|只"
    r"|层|间|亩|批|张|块|辆|吨|米|平方米|%|倍|处|户)"
)
_ZH_PAIR = re.compile(
    rf"(?<![第条款项0-9{ZH_NUMERAL_CHARS}])(?:(?P<words>{_ZH_NUMERAL})\s?\(\s?(?P<figures>{_DIGITS})\s?\)"
    rf"|(?P<figures2>{_DIGITS})\s?\(\s?(?P<words2>{_ZH_NUMERAL})\s?\))\s?{_UNIT}"
)
_EN_PAIR = re.compile(rf"(?P<words>{EN_NUMERAL})\s?\(\s?(?P<figures>{_DIGITS})\s?\)(?=[\s-])", re.I)
_NO_QUANTITY = re.compile(
    r"\b(?:articles?|clauses?|sections?|paragraphs?|items?|schedules?)\s*$", re.I
)


def number_words_mismatch(reading: Reading) -> list[Fault]:
    """A number in words and the figure in brackets beside it that differ: 三十（60）日.

    Sums of money have a check of their own; numbers of clauses (第三十（2）项) are no quantities.
    """
    folded = fold(reading.document.text)
    faults = []
    for match in _ZH_PAIR.finditer(folded):
        words = match["words"] or match["words2"]
        figures = match["figures"] or match["figures2"]
        value = parse_number(words)
        if value is not None and value != Decimal(figures):
            faults.append(_pair_fault(reading, match, words, figures))
    for match in _EN_PAIR.finditer(folded):
        value = parse_en_number(match["words"])
        before = folded[max(0, match.start() - 14) : match.start()]
        if value is None or value == Decimal(match["figures"]) or _NO_QUANTITY.search(before):
            continue
        faults.append(_pair_fault(reading, match, match["words"], match["figures"]))
    return sorted(faults, key=lambda fault: fault.start)


def _pair_fault(reading: Reading, match: re.Match[str], words: str, figures: str) -> Fault:
    where = sentence_at(reading, match.start())
    return Fault(*where, (match.span(),), (), {"first": words, "second": figures})


_COUNT = rf"(\d{{1,2}}|[{ZH_NUMERAL_CHARS}]{{1,3}})(?:\(\d{{1,2}}\))?"
_COPIES = re.compile(
    rf"(?:合同|协议)[^。\n单表报]{{0,24}}(?:一式|共)\s?{_COUNT}\s?份(?P<rest>[^。\n]*)"
)
_SHARE = re.compile(rf"[^,、;:份]{{0,20}}?{_COUNT}\s?份")
_HOLDERS = {"双": 2, "两": 2, "二": 2, "三": 3, "叁": 3, "四": 4, "肆": 4}
_UNCOUNTED = re.compile(r"正本|副本|其余|剩余|余下|另|附件|[_ ]份|若干|报送|市、区|填制")
_EN_COPIES = re.compile(
    rf"\bin\s+(?P<all>{EN_NUMERAL}|\d{{1,2}})(?:\s?\(\d{{1,2}}\))?\s+(?:original|counterpart|cop)"
    rf"[^.;]{{0,60}}?\beach\s+(?:of\s+the\s+)?part(?:y|ies)\s+(?:to\s+)?(?:retain|hold|keep|receiv|hav)\w*"
    rf"\s+(?P<each>{EN_NUMERAL}|\d{{1,2}})\b",
    re.I,
)


def copies_mismatch(reading: Reading) -> list[Fault]:
    """Copies of the contract handed out that are more or fewer than were made (一式四份).

    Silent where originals and duplicates are told apart or the rest goes to whom it may concern.
    """
    folded = fold(reading.document.text)
    faults = []
    for match in _COPIES.finditer(folded):
        made = parse_number(match[1])
        handed = _handed_out(match["rest"])
        if made is not None and handed is not None and handed != made:
            faults.append(_copies_fault(reading, match, made, handed))
    for match in _EN_COPIES.finditer(folded):
        made, each = _en_count(match["all"]), _en_count(match["each"])
        if made is None or not each or (made % each == 0 and made >= 2 * each):
            continue
        faults.append(_copies_fault(reading, match, made, 2 * each))
    return faults


def _copies_fault(reading: Reading, match: re.Match[str], made: Decimal, handed: Decimal) -> Fault:
    where = sentence_at(reading, match.start())
    params = {"made": f"{made:f}", "handed": f"{handed:f}"}
    return Fault(*where, (match.span(),), (), params)


def _en_count(text: str) -> Decimal | None:
    return Decimal(text) if text.isdigit() else parse_en_number(text)


def _handed_out(rest: str) -> Decimal | None:
    """The copies that go to named holders; None where a number or a number of holders is open."""
    clean = re.split(r"[。;](?!.{0,14}份)", rest)[0]
    if _UNCOUNTED.search(clean):
        return None
    total, shares = Decimal(0), 0
    at = 0
    for match in _SHARE.finditer(clean):
        count = parse_number(match[1])
        if count is None:
            return None
        words = clean[at : match.start(1)]
        holders = _number_of_holders(words) if "各" in words else 1
        if holders is None:
            return None
        total += count * holders
        shares += 1
        at = match.end()
    return total if shares and (shares > 1 or "各" in clean) else None


def _number_of_holders(words: str) -> int | None:
    """How many hold one each: 双方 2, 甲乙双方及主管部门 3, 甲、乙方 2; None for 各方, 并各存."""
    named = re.split("各", re.sub(r"\([^()]*\)", "", words))[0]
    named = named.rpartition(",")[2]
    together = re.search("([双两二三叁四肆])[方家](.*)", named)
    if together:
        return _HOLDERS[together[1]] + len(_names(together[2]))
    return len(_names(named)) if len(_names(named)) > 1 else None


def _names(words: str) -> list[str]:
    parts = re.split(r"[、和与及]", re.sub(r"^\s*由", "", words))
    return [part for part in parts if part.strip() and not re.search("按|并|当事人", part)]
