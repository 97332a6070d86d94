"""Dispute clauses that choose both arbitration and court."""

from __future__ import annotations

import re

from nlp.document import Clause, Reading
from nlp.folding import fold
from nlp.risk.faults import Fault, Span
from nlp.risk.text import line_at, sentence_at, sentences_between

_ARBITRATION = re.compile(
    r"(?:提交|提请|申请|向|(?<!自)由)[^。;\n]{0,40}?(?:仲裁委员会|仲裁机构|仲裁院|仲裁中心|仲裁)(?:委员会|机构)?[^。;\n]{0,12}?(?:仲裁|裁决|解决)?"
    r"|\b(?:submitted to|referred to|settled by|resolved by|finally settled[^.]{0,60}by|subject to)"
    r"[^.;\n]{0,60}\barbitration\b",
    re.I,
)
_COURT = re.compile(
    r"(?:向|由|提交)[^。;\n]{0,40}?(?:人民)?法院(?:提起|提出|起诉|诉讼|管辖|解决|裁判|申请解决)|依法向[^。;\n]{0,20}法院起诉|提起诉讼"
    r"|\b(?:submit|subject|bring|brought|institute|file|commence)[^.;\n]{0,80}"
    r"\b(?:courts? (?:of|in|located)|competent courts?|people's court)",
    re.I,
)
_NOT_THE_MERITS = re.compile(
    r"执行|保全|撤销|不予|确认[^。;]{0,8}效力|不服|禁令|injuncti"
    r"|equitable relief|enforce|interim|provisional|in aid of"
    r"|judgment (?:up)?on the award|confirm|entered in|specific performance|compel",
    re.I,
)
_CHOICE = re.compile(
    r"以下第|下列第|第_*\s*种|选择(?:以下|下列|其中)|任选|□|☐|☑|√|劳动争议|劳动仲裁|劳动人事|专用(?:条款|条件)约定|双方同意可由"
    r"|按照?[\s_]*方式解决|划去|划掉|约定的争议解决途径|选择[\s_]*方式|选择其他仲裁机构|[一二12①②(（][)）.、]?\s*种方式"
)
_LISTED = re.compile(r"(?m)^\s*(?:[(（]?\s*[一二三123ab]\s*[)）、.．]|[①②③□☐])")
_ONLY_FAILING_THAT = re.compile(
    r"仲裁(?:协议|条款)[^。;]{0,8}无效|(?:没有|未)(?:约定|达成|订立)[^。;]{0,6}仲裁|另行达成[^。;]{0,8}仲裁"
    r"|农村土地|土地承包|if[^.]{0,40}arbitration[^.]{0,40}(?:unenforceable|invalid)",
    re.I,
)


def arbitration_and_court(reading: Reading) -> list[Fault]:
    """A dispute clause that sends the same dispute to arbitration and to a court.

    Silent for a choice still to be ticked, for employment disputes (where arbitration comes
    first by law), and where the court only enforces or protects.
    """
    if reading.contract.type == "employment":
        return []
    faults = []
    for start, end in _dispute_clauses(reading):
        text = fold(reading.document.text[start:end])
        if _CHOICE.search(text) or _ONLY_FAILING_THAT.search(text):
            continue
        arbitration = _first(_ARBITRATION, text)
        court = _first(_COURT, text)
        if arbitration is None or court is None:
            continue
        first = (start + arbitration[0], start + arbitration[1])
        second = (start + court[0], start + court[1])
        if _are_listed_options(reading, first[0], second[0]):
            continue
        where = _quote(reading, first, second)
        faults.append(Fault(*where, (first, second), (first, second)))
    return faults


def _are_listed_options(reading: Reading, *places: int) -> bool:
    """Whether each place opens its own item of a list: options still to be ticked."""
    lines = {line_at(reading, place) for place in places}
    text = reading.document.text
    return len(lines) == len(places) and all(_LISTED.match(text[start:end]) for start, end in lines)


def _quote(reading: Reading, first: Span, second: Span) -> Span:
    """The one sentence that holds both, else the later of the two."""
    begin, end = min(first[0], second[0]), max(first[1], second[1])
    one = sentences_between(reading, begin, end)
    inside = one[0] <= begin and end <= one[1]
    return one if inside else sentence_at(reading, max(first[0], second[0]))


def _dispute_clauses(reading: Reading) -> list[Span]:
    """The outermost dispute clauses; none inside another."""
    spans: list[Span] = []
    for clause in sorted(reading.clauses, key=lambda one: (one.at.start, -one.at.end)):
        if clause.kind == "dispute_resolution" and not _inside(clause, spans):
            spans.append((clause.at.start, clause.at.end))
    return spans


def _inside(clause: Clause, spans: list[Span]) -> bool:
    return any(start <= clause.at.start < end for start, end in spans)


def _first(pattern: re.Pattern[str], text: str) -> Span | None:
    """The first match whose sentence is about the merits and not negated."""
    for match in pattern.finditer(text):
        begin = max(text.rfind(mark, 0, match.start()) for mark in "。;\n") + 1
        stops = [at for mark in "。;\n" if (at := text.find(mark, match.end())) >= 0]
        sentence = text[begin : min(stops, default=len(text))]
        if not _NOT_THE_MERITS.search(sentence) and not re.search(
            r"不(?:得|再|能)[^,。;]{0,12}(?:法院|诉讼|仲裁)", sentence
        ):
            return match.span()
    return None
