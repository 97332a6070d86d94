"""Defined terms that nobody uses, and terms of art that nobody defined."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp.document import Reading
from nlp.folding import HAN, fold
from nlp.risk.faults import Fault, Span
from nlp.risk.text import section_at, sentence_at

_ZH_SHORT = re.compile(
    rf'\(?(?:以下(?:统|合)?简称|下称|以下称|简称)(?:为|:)?\s?"([{HAN}\w]{{2,12}})"'
)
_ZH_MEANS = re.compile(rf'"([{HAN}\w]{{2,12}})"\s?(?:,|:)?(?:系|均)?(?:是指|指)')
_EN_SHORT = re.compile(
    r'\((?:the |each,? an? |collectively,? the |together,? the )?"([A-Z][\w -]{2,40})"\)'
)
_EN_MEANS = re.compile(r'(?<!\w)"([A-Z][\w -]{2,40})"\s(?:means|shall mean|has the meaning)')
_ROLES = re.compile(
    r"[甲乙丙丁戊]方|双方|各方|一方|合同|协议|文本|人$|方$|商$|^公司$|^本"
    r"|^(?-i:[A-Z]{2,6})$"
    r"|^(?:agreement|contract|deed|lease|part(?:y|ies)|effective date|company|supplier|buyer|seller"
    r"|landlord|tenant|lessor|lessee|licensor|licensee|client|customer|consultant|contractor"
    r"|employer|employee|lender|borrower|guarantor|distributor|purchaser|provider|owner|vendor)s?$",
    re.I,
)


def unused_term(reading: Reading) -> list[Fault]:
    """A term that is defined and stands nowhere again outside its definition.

    Names of the parties and of the contract itself are needed in any case and do not count.
    """
    folded = fold(reading.document.text)
    english = reading.language == "en"
    faults = []
    for term, span in _definitions(folded):
        if (
            _ROLES.search(term)
            or folded[span[0] - 2] == "即"
            or section_at(reading, span[0]) == "signature"
        ):
            continue
        words = term.rpartition("的")[2]
        words = term[:-1] if english and term.endswith("s") else words
        flags = re.I if english else 0
        begin, _ = where = sentence_at(reading, span[0])
        uses = re.finditer(re.escape(words), folded, flags)
        if all(begin <= use.start() and use.end() <= span[1] for use in uses):
            faults.append(Fault(*where, (span,), (), {"term": term}, 0.8))
    return faults


def _definitions(folded: str) -> Iterator[tuple[str, Span]]:
    for pattern in (_ZH_SHORT, _ZH_MEANS, _EN_SHORT, _EN_MEANS):
        for match in pattern.finditer(folded):
            yield match[1], match.span(1)


_ZH_ART = (
    *("交割日", "基准日", "过渡期", "目标公司", "目标资产", "标的公司", "标的资产", "标的股权"),
    *("许可软件", "许可产品", "授权产品", "授权区域", "许可专利", "背景知识产权"),
)
_EN_ART = (
    "Deliverables?|Territory"
    "|Confidential Information|Completion Date|Closing Date|Licensed Software"
    "|Licensed Products?|Work Product|Change of Control|Background IP|Business Days?|Affiliates?"
    "|Specifications?|Intellectual Property Rights|Material Adverse Effect|Losses"
)
_EN_USE = re.compile(rf"(?<![\"\w])(?:the|its|any|all|such|an?|each) (?P<term>{_EN_ART})\b(?![\"])")
_ENOUGH_USES = 2
_DEFINED_ELSEWHERE = re.compile(
    r"not (?:otherwise )?defined (?:herein|in this)|(?:未定义|未作定义)[^。]{0,20}(?:含义|定义)"
    r"|与(?:主合同|原合同|主协议|原协议)[^。]{0,12}相同(?:的)?含义",
    re.I,
)
"""Words by which an amendment or annex takes its terms from another paper."""


def undefined_term(reading: Reading) -> list[Fault]:
    """A term of art (交割日, the Deliverables) used at least twice that nothing explains.

    English terms count only where the contract defines others and this one not at all. Silent
    where terms are taken from another paper.
    """
    folded = fold(reading.document.text)
    if _DEFINED_ELSEWHERE.search(folded):
        return []
    faults = []
    for term in _ZH_ART if reading.language != "en" else ():
        uses = [match.span() for match in re.finditer(rf"{term}(?!期)", folded)]
        if len(uses) >= _ENOUGH_USES and not _explained(folded, term):
            faults.append(_undefined(reading, term, uses))
    if reading.language != "zh" and (_EN_MEANS.search(folded) or _EN_SHORT.search(folded)):
        uses_of: dict[str, list[Span]] = {}
        for match in _EN_USE.finditer(folded):
            uses_of.setdefault(match["term"].rstrip("s"), []).append(match.span("term"))
        for term, uses in uses_of.items():
            defined = re.search(
                rf'"{term}(?:s|\(s\))?"|(?m:^){term}s?\s?(?::|\t)'
                rf"|\(\W?{term}s?\W{{0,2}}\)|{term}s?\W{{0,3}}(?:shall )?means?\b",
                folded,
                re.I,
            )
            if len(uses) >= _ENOUGH_USES and not defined:
                faults.append(_undefined(reading, term, uses))
    return sorted(faults, key=lambda fault: fault.start)


def _explained(folded: str, term: str) -> bool:
    """Whether the text names what the term stands for, in quotation marks or in a sentence."""
    return bool(
        re.search(
            rf"[\"《\[]{term}|{term}\""
            rf"|(?:称|简称|作为|称为|以[^,。;]{{1,20}}为|之日为|日为|即为|定为){term}"
            rf"|{term}(?:\s?\(|:|是指|系指|指|为|包括|的范围|见|详见|应?以|\t)",
            folded,
        )
    )


def _undefined(reading: Reading, term: str, uses: list[Span]) -> Fault:
    where = sentence_at(reading, uses[0][0])
    params = {"term": term, "count": str(len(uses))}
    return Fault(*where, (uses[0],), tuple(uses[1:]), params, 0.75)
