"""References to clauses and annexes that do not exist."""

from __future__ import annotations

import re
from collections import defaultdict

from nlp.document import Reading
from nlp.folding import fold
from nlp.numbers import parse_number
from nlp.risk.faults import Fault
from nlp.risk.numbers import ClauseNumber, clause_number, zh_number
from nlp.risk.text import section_at, sentence_at

_OTHER_PAPER = re.compile(
    r"(?:法|条例|规定|办法|解释|规则|细则|章程|标准|规范|准则|通知|》|主合同|原合同|原协议|框架协议|框架合同|"
    r"借款合同|买卖合同|通用条款|专用条款|通用合同条款|专用合同条款|通用条件|招标文件|附件[^,;。]{0,6})[^,;。\n]{0,6}$"
)
_OTHER_PAPER_EN = re.compile(
    r"\b(?:act|code|law|rules?|regulations?|statute|u\.?s\.?c|c\.?f\.?r|exchange act|lease|loan|"
    r"master|credit|purchase)\b[^.;]{0,30}$",
    re.I,
)
_NAMED = re.compile(r"""\s*[(\["'《]\s*([^)\]"'》\n]{2,30}?)\s*[)\]"'》]""")
_ANNEX_WORD = re.compile(r"附[件表录]|exhibit|schedule|annex|appendix|attachment", re.I)
_OTHER_PAPER_AFTER = re.compile(
    r"^[^.;\n]{0,12}\b(?:of|under|to) (?:the|such|that|its|said)\s+"
    r"(?!agreement\b|contract\b)(?:[\w'-]+\s){0,6}(?:act|code|law|rules?|regulations?|lease|"
    r"agreement|plan|securities|bylaws|exhibit|schedule|annex|appendix)\b",
    re.I,
)


def wrong_xref(reading: Reading) -> list[Fault]:
    """A reference beyond the last clause of its style: 第十八条 where 第十五条 is the last.

    A number inside the range that found no clause is more likely a clause not recognised: silent.
    A reference that names a heading (第八条“付款方式”) must meet the clause that bears it.
    """
    return sorted([*_beyond_the_last(reading), *_misnamed(reading)], key=lambda fault: fault.start)


def _beyond_the_last(reading: Reading) -> list[Fault]:
    highest = _highest(reading)
    referred = {at for one in reading.references for at in range(one.at.start, one.at.end)}
    folded = fold(reading.document.text)
    faults = []
    for reference in reading.references:
        start, end = reference.at.start, reference.at.end
        if reference.to_clause is not None or section_at(reading, start) == "annex":
            continue
        if _ANNEX_WORD.match(folded[start:end]) or _opens_a_line(folded, start):
            continue
        if _means_other_paper(folded, start, end):
            continue
        quoted = folded[start:end]
        unit = re.search(r"第[^条]{1,8}条", quoted)
        target = clause_number(unit[0] if unit else _bare(quoted))
        if target is None:
            continue
        last = highest.get((target.style, target.parts[:-1]))
        if last is not None and target.last > last >= 3 and not _stands(folded, referred, target):
            where = sentence_at(reading, start)
            params = {
                "reference": reference.at.quote,
                "problem_zh": f"但该层级最后一条的编号是{last}",
                "problem_en": f"the last clause of that level is number {last}",
            }
            faults.append(Fault(*where, ((start, end),), (), params))
    return faults


def _misnamed(reading: Reading) -> list[Fault]:
    """References whose heading, given beside them, is that of another clause.

    Silent where several parts of a document number their clauses alike: which one is meant is open.
    """
    clauses = {clause.id: clause for clause in reading.clauses}
    numbers = [clause.number for clause in reading.clauses]
    headings = {_plain(clause.heading): clause for clause in reading.clauses if clause.heading}
    folded = fold(reading.document.text)
    faults = []
    for reference in reading.references:
        target = clauses.get(reference.to_clause or "")
        if _means_other_paper(folded, reference.at.start, reference.at.end):
            continue
        beside = _NAMED.match(folded, reference.at.end)
        if target is None or beside is None or not target.heading:
            continue
        named = _plain(beside[1])
        meant = headings.get(named)
        if meant is None or meant.id == target.id or named in _plain(target.heading):
            continue
        if numbers.count(target.number) > 1:
            continue
        where = sentence_at(reading, reference.at.start)
        params = {
            "reference": folded[reference.at.start : beside.end()],
            "problem_zh": f"但该条的标题是“{target.heading}”",
            "problem_en": f"that clause is headed “{target.heading}”",
        }
        heading = (meant.at.start, meant.at.start + len(meant.number or "") + len(named))
        span = (reference.at.start, beside.end())
        faults.append(Fault(*where, (span,), (heading,), params))
    return faults


def _plain(heading: str) -> str:
    return re.sub(r"[\s:。.]", "", fold(heading)).lower()


def _stands(folded: str, referred: set[int], target: ClauseNumber) -> bool:
    """Whether the number stands somewhere outside references: a clause that was not recognised."""
    if len(target.parts) > 1:
        pattern = r"(?<![\d.])" + r"\s*\.\s*".join(map(str, target.parts)) + r"(?![\d.]*\d)"
    else:
        pattern = rf"第\s*(?:{target.last}|{zh_number(target.last)})\s*{target.style}"
    return any(match.start() not in referred for match in re.finditer(pattern, folded))


def _opens_a_line(folded: str, start: int) -> bool:
    """Whether nothing stands before it on its line: then it is a number, not a reference."""
    return not folded[folded.rfind("\n", 0, start) + 1 : start].strip()


def _bare(quoted: str) -> str:
    """The number of an English or decimal reference: Section 9.2(a) → 9.2."""
    match = re.search(r"\d+(?:\.\d+)*|\b[ivxlc]+\b", quoted, re.I)
    if match is None:
        return ""
    return match[0] if match[0][0].isdigit() else f"article{match[0]}"


def _highest(reading: Reading) -> dict[tuple[str, tuple[int, ...]], int]:
    """The highest number of each style under each parent number."""
    highest: dict[tuple[str, tuple[int, ...]], int] = defaultdict(int)
    for clause in reading.clauses:
        number = clause_number(clause.number) if clause.number else None
        if number is not None and section_at(reading, clause.at.start) != "annex":
            key = (number.style, number.parts[:-1])
            highest[key] = max(highest[key], number.last)
    return dict(highest)


def _means_other_paper(folded: str, start: int, end: int) -> bool:
    before, after = folded[max(0, start - 40) : start], folded[end : end + 90]
    own = re.search(r"(?:本合同|本协议|本条款|this agreement's?)\s*$", before, re.I)
    if own:
        return False
    return bool(
        _OTHER_PAPER.search(before)
        or _OTHER_PAPER_EN.search(before)
        or _OTHER_PAPER_AFTER.search(after)
    )


_ZH_ANNEX = re.compile(
    r"附([件表录])\s*([0-9]{1,2}|[一二三四五六七八九十]{1,3})"
    r"(?![0-9一二三四五六七八九十年月日、.]|式|份|并|同)"
)
_EN_ANNEX = re.compile(
    r"\b(Exhibits?|Schedules?|Annex|Appendix|Attachments?)\s+(?:No\.?\s*)?([A-Z]|\d{1,2}|[IVX]{1,4})"
    r"(?:-\d{1,2})?\b(?!['’])"
)


def undefined_annex(reading: Reading) -> list[Fault]:
    """A numbered annex that is spoken of, and neither follows nor stands in a list of annexes."""
    faults = []
    for mentions in _annexes(reading).values():
        if any(_defines(reading, start, end) for start, end in mentions):
            continue
        start, end = mentions[0]
        params = {"annex": reading.document.text[start:end]}
        faults.append(Fault(*sentence_at(reading, start), (mentions[0],), (), params, 0.8))
    return faults


def _annexes(reading: Reading) -> dict[tuple[str, str], list[tuple[int, int]]]:
    text = reading.document.text
    places: dict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
    if reading.language != "en":
        for match in _ZH_ANNEX.finditer(fold(text)):
            before = text[max(0, match.start() - 8) : match.start()]
            if not re.search(r"[》法例定办主原]$|主合同|原合同", before):
                places[f"附{match[1]}", str(parse_number(match[2]))].append(match.span())
    if reading.language != "zh":
        for match in _EN_ANNEX.finditer(text):
            if not _OTHER_PAPER_AFTER.search(text[match.end() : match.end() + 90]):
                places[match[1].rstrip("s").lower(), match[2]].append(match.span())
    return dict(places)


def _defines(reading: Reading, start: int, end: int) -> bool:
    """Whether this mention opens a line or a cell, heads an annex, or names one in a list."""
    text = reading.document.text
    line = text.rfind("\n", 0, start) + 1
    before = fold(text[line:start]).strip()
    if re.match(r"附(?:件|表|录)?[^,。;]{0,30}", before) or re.search(r"附件如下|所附附件", before):
        return True
    after = fold(text[end : end + 2]).strip()
    if re.fullmatch(r"[\"'(\[<《\d.、)\-•·]*", before) or before.endswith("\t"):
        return True
    listed = re.search(
        r"(?:附件|附件清单|附件目录|合同附件|annexes|exhibits|attachments)\s*[:]", before, re.I
    )
    return bool(listed) or (
        after[:1] == ":" and section_at(reading, start) in ("annex", "signature")
    )
