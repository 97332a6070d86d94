"""What outside programs read, and how a page is stored."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from nlp.document import (
    Amount,
    Clause,
    ContractInfo,
    Evidence,
    FileInfo,
    Finding,
    Line,
    Nearest,
    Obligation,
    Page,
    Quality,
    Reading,
    ReadingWarning,
    Reference,
    Seal,
    Table,
    Trigger,
    Word,
)
from nlp.reading_json import (
    finding_to_json,
    page_from_json,
    page_to_json,
    reading_to_json,
    review_json,
    summary_json,
)
from tests.factories.documents import document_of

TEXT = "采购合同\n第一条 合同总价为100.50元。\f第二条 按第一条付款。"
DOCUMENT = document_of(TEXT)


def at(quote: str) -> Evidence:
    start = DOCUMENT.text.index(quote)
    return DOCUMENT.evidence(start, start + len(quote), 0.9)


READING = Reading(
    FileInfo("a.docx", "ab" * 32, "text/plain", 2),
    ContractInfo("采购合同", at("采购合同"), None, None, "purchase", 0.97),
    DOCUMENT,
    clauses=(
        Clause("c1", None, 1, "第一条", None, "price", 0.9, at("第一条 合同总价为100.50元。")),
        Clause("c2", None, 1, "第二条", None, "payment", 0.8, at("第二条 按第一条付款。")),
    ),
    amounts=(Amount("a1", "total", Decimal("100.50"), "CNY", at("100.50元"), same_as="a2"),),
    obligations=(
        Obligation(
            *("o1", "p1", "buyer", "pay", "付款", "c2", at("付款")),
            trigger=Trigger("acceptance", 30, "working_day"),
        ),
    ),
    references=(Reference(at("第一条付"), "c1"),),
    warnings=(ReadingWarning("ocr_doubt", "…", 1),),
)


def test_every_value_carries_its_verbatim_quote_and_boxes() -> None:
    content = reading_to_json(READING)
    for group in ("clauses", "amounts", "obligations", "references"):
        for item in content[group]:
            assert content["text"][item["start"] : item["end"]] == item["quote"]
            assert item["boxes"]
            assert item["boxes"] == [[round(side, 1) for side in box] for box in item["boxes"]]


def test_money_is_a_decimal_string_as_written() -> None:
    (amount,) = reading_to_json(READING)["amounts"]
    assert (amount["value"], amount["currency"], amount["text"]) == ("100.50", "CNY", "100.50元")


def test_the_json_is_plain() -> None:
    content = reading_to_json(READING)
    assert json.loads(json.dumps(content)) == content
    assert content["schema"] == "jianqi.reading/1"


def test_the_names_that_programs_rely_on_are_there() -> None:
    content = reading_to_json(READING)
    assert content.keys() >= {
        *("schema", "file", "language", "contract", "text", "pages", "sections", "clauses"),
        *("parties", "dates", "amounts", "durations", "rates", "obligations", "references"),
        *("tables", "warnings"),
    }
    assert content["pages"][0].keys() >= {
        *("number", "width", "height", "source", "start", "end", "confidence", "quality", "seals")
    }
    assert content["references"][0].keys() >= {"start", "end", "text", "to_clause"}
    assert content["obligations"][0]["trigger"] == {
        "event": "acceptance",
        "offset": 30,
        "unit": "working_day",
        "after": True,
    }


def test_some_pages_leave_out_the_values_of_others() -> None:
    content = reading_to_json(READING, pages=range(2, 3))
    assert [page["number"] for page in content["pages"]] == [2]
    assert [clause["id"] for clause in content["clauses"]] == ["c2"]
    assert content["text"] == DOCUMENT.text


FINDING = Finding(
    *("f1", "price.x", "1", "arithmetic_error", "high", "check", "题", "因", "议"),
    suggested_text=None,
    basis=None,
    stance="buyer",
    at=at("100.50元"),
    clause="c1",
    evidence=(at("采购合同"),),
)


def test_a_finding_shows_its_place_and_the_other_places() -> None:
    content = finding_to_json(FINDING)
    assert content["quote"] == "100.50元"
    assert [place["quote"] for place in content["evidence"]] == ["采购合同"]


def test_a_missing_clause_has_no_place_but_says_where_it_was_looked_for() -> None:
    missing = replace(FINDING, at=None, missing=True, nearest=(Nearest("c2", 0.41, "付款"),))
    content = finding_to_json(missing)
    assert "quote" not in content
    assert content["nearest"] == [{"clause": "c2", "score": 0.41, "quote": "付款"}]


def test_the_summary_counts_by_severity_and_kind() -> None:
    findings = [FINDING, replace(FINDING, id="f2", severity="low", kind="blank_field")]
    assert summary_json(findings) == {
        "high": 1,
        "medium": 0,
        "low": 1,
        "by_kind": {"arithmetic_error": 1, "blank_field": 1},
    }
    assert len(review_json(READING, findings)["findings"]) == 2


sides = st.floats(0, 2000, allow_nan=False)
share = st.floats(0, 1)
texts = st.text(max_size=20)
words = st.builds(Word, st.integers(0, 99), st.integers(0, 99), sides, sides, sides, sides, share)
lines = st.builds(
    Line,
    texts,
    st.lists(words, max_size=5).map(tuple),
    sides,
    st.booleans(),
    st.none() | st.booleans(),
    st.none() | st.integers(0, 9),
    st.sampled_from(["native", "ocr", "mixed"]),
)
rows = st.lists(st.lists(texts, max_size=3).map(tuple), max_size=3).map(tuple)
pages = st.builds(
    Page,
    st.integers(1, 999),
    sides,
    sides,
    st.sampled_from(["native", "ocr", "mixed"]),
    st.lists(lines, max_size=4).map(tuple),
    st.lists(st.builds(Table, st.integers(1, 9), sides, sides, sides, sides, rows), max_size=2).map(
        tuple
    ),
    st.lists(
        st.builds(Seal, st.integers(1, 9), sides, sides, sides, sides, texts, share), max_size=2
    ).map(tuple),
    st.builds(Quality, st.none() | st.integers(1, 600), share, st.lists(texts).map(tuple)),
    share,
    st.lists(
        st.builds(ReadingWarning, texts, texts, st.none() | st.integers(1, 9)), max_size=2
    ).map(tuple),
)


@given(pages)
def test_a_stored_page_comes_back_unchanged(page: Page) -> None:
    assert page_from_json(json.loads(json.dumps(page_to_json(page)))) == page
