"""What holds for any text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from nlp.document import Reading
from nlp.vocabulary import CLAUSE_KINDS, CONTRACT_TYPES
from tests.nlp.structure.reading import read

NUMBERS = st.sampled_from(
    [
        "第一条 ",
        "第二条 ",
        "第三条",
        "第一章 ",
        "第二章 ",
        "一、",
        "二、",
        "三、",
        "（一）",
        "（二）",
        "（三）",
        "1.",
        "2.",
        "3、",
        "1.1 ",
        "1.2 ",
        "2.1 ",
        "2.1.1 ",
        "①",
        "②",
        "(a) ",
        "(b) ",
        "(i) ",
        "(ii) ",
        "A. ",
        "Article I ",
        "ARTICLE II ",
        "Section 2 ",
        "附件一 ",
        "附件二：",
        "Schedule 1 ",
        "1 ",
        "2 ",
        "12-1 ",
        "",
    ]
)
WORDS = st.sampled_from(
    [
        "违约责任",
        "甲方应当在三十日内付款，逾期按日支付违约金。",
        "第一条约定的价款，见附件一。",
        "Payment. The Buyer shall pay under Section 2(a).",
        "CONFIDENTIALITY",
        "甲方（盖章）：",
        "IN WITNESS WHEREOF, the parties have signed.",
        "设备采购合同",
        "目录",
        "所列",
        "3.5%",
        "序号\t名称\t金额",
        "",
    ]
)
PARAGRAPHS = st.one_of(
    st.builds(lambda number, words: number + words, NUMBERS, WORDS),
    st.text(alphabet="第条一二三章节、（）()1２.．abI 款A：\t—附件", max_size=12),
)
TEXTS = st.lists(PARAGRAPHS, max_size=30).map("\n".join)


@given(TEXTS)
def test_clauses_are_ordered_and_nest_or_are_apart(text: str) -> None:
    reading = read(text)
    clauses = {clause.id: clause for clause in reading.clauses}
    assert len(clauses) == len(reading.clauses)
    starts = [clause.at.start for clause in reading.clauses]
    assert starts == sorted(set(starts))
    for clause in reading.clauses:
        if clause.parent is None:
            assert clause.level == 1
            continue
        parent = clauses[clause.parent]
        assert clause.level == parent.level + 1
        assert parent.at.start < clause.at.start
        assert clause.at.end <= parent.at.end


@given(TEXTS)
def test_a_clause_ends_before_the_next_of_its_level_or_above(text: str) -> None:
    reading = read(text)
    for index, clause in enumerate(reading.clauses):
        for later in reading.clauses[index + 1 :]:
            if later.level <= clause.level:
                assert clause.at.end <= later.at.start
                break


@given(TEXTS)
def test_a_clause_opens_with_its_number_or_heading_and_is_verbatim(text: str) -> None:
    reading = read(text)
    for clause in reading.clauses:
        assert reading.document.text[clause.at.start : clause.at.end] == clause.at.quote
        if clause.number is not None:
            assert clause.at.quote.startswith(clause.number)
        assert clause.number or clause.heading
        assert clause.kind in CLAUSE_KINDS
        assert 0 <= clause.kind_confidence <= 1


@given(TEXTS)
def test_sections_cover_the_text_without_gaps(text: str) -> None:
    reading = read(text)
    edges = [0, *(section.end for section in reading.sections)]
    assert [section.start for section in reading.sections] == edges[:-1]
    assert edges[-1] == len(reading.document.text)


@given(TEXTS)
def test_references_are_verbatim_and_lead_to_clauses(text: str) -> None:
    reading = read(text)
    ids = {clause.id for clause in reading.clauses}
    for reference in reading.references:
        assert _is_verbatim(reading, reference.at.start, reference.at.end, reference.at.quote)
        assert reference.to_clause is None or reference.to_clause in ids
    assert reading.contract.type in CONTRACT_TYPES


def _is_verbatim(reading: Reading, start: int, end: int, quote: str) -> bool:
    return start < end and reading.document.text[start:end] == quote
