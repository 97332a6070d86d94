"""How a reading is counted against its gold."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.document import FileInfo, Reading
from nlp.pipeline import understand
from nlp.ports import Tools
from tests.bench.scores import Tally, compare, start_of
from tests.factories.pages import page

LINES = [
    "第一条 付款",
    "甲方应于2026年3月1日前支付合同总价人民币1,000.00元。",
    "第二条 交货",
    "乙方应于收款后交货。",
]
FILE = FileInfo("a.pdf", "0" * 64, "application/pdf", 1)


@pytest.fixture(scope="module")
def reading() -> Reading:
    return understand(FILE, [page(LINES)], Tools())


PARTIES_FIRST = ["甲方：苏州澜沐机械有限公司", "乙方：苏州砺远贸易有限公司", *LINES]


def gold(**changed: Any) -> dict[str, Any]:
    clauses = [
        {"starts": "第一条 付款", "kind": "payment"},
        {"starts": "第二条 交货", "kind": "delivery"},
    ]
    return {"contract": {"type": "other"}, "clauses": clauses, **changed}


def test_a_heading_matches_the_clause_that_goes_on_after_it(reading: Reading) -> None:
    tallies, errors = compare(gold(), reading)
    assert tallies["clause starts"] == Tally(2, 2, 2)
    assert not [error for error in errors if error[0] == "clause starts"]


def test_what_is_missed_and_what_is_made_up_are_both_told(reading: Reading) -> None:
    clauses = [{"starts": "第一条 付款", "kind": None}, {"starts": "第三条 验收", "kind": None}]
    tallies, errors = compare(gold(clauses=clauses), reading)
    assert tallies["clause starts"] == Tally(1, 2, 2)
    assert ("clause starts", "missed", "第三条验收") in errors
    assert [kind for name, kind, _ in errors if name == "clause starts"] == ["missed", "made up"]


def test_an_optional_heading_counts_neither_way(reading: Reading) -> None:
    clauses = [{"starts": "第一条 付款", "kind": None}]
    tallies, _ = compare(gold(clauses=clauses, may_be_clauses=["第二条 交货"]), reading)
    assert tallies["clause starts"] == Tally(1, 1, 1)


def test_any_kind_that_the_gold_allows_is_right(reading: Reading) -> None:
    clauses = [{"starts": "第一条 付款", "kind": "price", "kind_or": ["payment"]}]
    tallies, _ = compare(gold(clauses=clauses), reading)
    assert tallies["clause kinds"].right == 1


def test_a_file_that_cannot_be_read_is_wholly_missed() -> None:
    tallies, _ = compare(gold(), None)
    assert tallies["clause starts"] == Tally(0, 2, 0)


def test_a_measure_that_the_gold_leaves_out_is_not_compared(reading: Reading) -> None:
    tallies, _ = compare({"contract": {"title": "买卖合同"}}, reading)
    assert tallies == {}


@pytest.mark.parametrize(
    ("total", "wanted"),
    [
        ({"currency": "CNY", "value": "1000.00"}, Tally(1, 1, 1)),
        ({"currency": "CNY", "value": "2000.00"}, Tally(0, 1, 1)),
        ({"currency": "USD", "value": "1000.00"}, Tally(0, 1, 1)),
        (None, Tally(0, 0, 1)),
    ],
)
def test_a_total_is_compared_without_the_other_amounts(
    reading: Reading, total: dict[str, str] | None, wanted: Tally
) -> None:
    tallies, _ = compare(gold(total=total), reading)
    assert tallies["total amount"] == wanted
    assert "amounts" not in tallies


def test_all_amounts_tell_the_total_better_than_the_total_alone(reading: Reading) -> None:
    amounts = [{"kind": "total", "value": "1000.00", "currency": "CNY"}]
    tallies, _ = compare(gold(amounts=amounts, total=None), reading)
    assert tallies["total amount"] == Tally(1, 1, 1)


def test_either_name_of_a_party_is_right_but_not_both_at_once() -> None:
    parties = [{"name": "苏州澜沐机械", "name_or": ["苏州澜沐机械有限公司"]}]
    reading = understand(FILE, [page(PARTIES_FIRST)], Tools())
    tallies, errors = compare(gold(parties=parties), reading)
    assert tallies["party names"] == Tally(1, 1, 2)
    assert ("party names", "made up", "苏州砺远贸易有限公司") in errors

    both = [{"name": "苏州澜沐机械有限公司", "name_or": ["苏州砺远贸易有限公司"]}]
    tallies, _ = compare(gold(parties=both), reading)
    assert tallies["party names"] == Tally(1, 1, 2)


def test_starts_ignore_blanks_punctuation_and_width() -> None:
    assert start_of("（一） 甲方，Ａ") == start_of("(一)甲方A")


@given(st.integers(0, 500), st.integers(0, 500), st.integers(0, 500))
def test_the_interval_holds_the_f1(right: int, missed: int, made_up: int) -> None:
    tally = Tally(right, right + missed, right + made_up)
    low, high = tally.interval
    assert 0 <= low <= tally.f1 + 1e-9
    assert tally.f1 - 1e-9 <= high <= 1
