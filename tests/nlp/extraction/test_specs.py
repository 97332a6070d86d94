"""The grammars against the published expectations of other libraries.

A spec's own convention (折, 成, relative days, compound hours, fractions, currencies no contract
uses) is no fault here; the floors are what the grammars reach, so that none is lost unseen.
"""

from __future__ import annotations

import json
import re
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import pytest

from nlp.extraction.dates import find_dates
from nlp.extraction.durations import find_durations
from nlp.extraction.money import find_money
from nlp.extraction.rates import find_rates

_FULL_YEAR = re.compile(r"\d{4}|[一二][〇零○一二三四五六七八九千两]{2,3}年")


def cases(datasets: Path, name: str) -> list[dict[str, Any]]:
    path = datasets / "recognizers-specs" / "Specs" / f"{name}.json"
    loaded: list[dict[str, Any]] = json.loads(path.read_text("utf-8-sig"))
    return loaded


@pytest.mark.parametrize(("language", "floor"), [("Chinese", 28), ("English", 122)])
def test_currency(datasets: Path, language: str, floor: int) -> None:
    passed = 0
    for case in cases(datasets, f"NumberWithUnit/{language}/CurrencyModel"):
        results = [r["Resolution"] for r in case["Results"] if r["Resolution"].get("value")]
        expected = sorted((float(r["value"]), r.get("isoCurrency") or "") for r in results)
        found = sorted((float(m.value), m.currency) for m in find_money(case["Input"]))
        passed += len(expected) == len(found) and all(
            abs(want - got) < 1e-9 * max(1, want) and code in ("", currency)
            for (want, code), (got, currency) in zip(expected, found, strict=True)
        )
    assert passed >= floor


@pytest.mark.parametrize(("language", "floor"), [("Chinese", 10), ("English", 14)])
def test_dates_with_a_year(datasets: Path, language: str, floor: int) -> None:
    passed = 0
    for case in cases(datasets, f"DateTime/{language}/DateParser"):
        expected = [r["Value"]["Timex"] for r in case["Results"] if r.get("Value")]
        whole = all(re.fullmatch(r"\d{4}-\d\d-\d\d", value) for value in expected)
        if expected and whole and _FULL_YEAR.search(case["Input"]):
            passed += [found.value for found in find_dates(case["Input"])] == expected
    assert passed >= floor


@pytest.mark.parametrize(("language", "floor"), [("Chinese", 6), ("English", 17)])
def test_durations(datasets: Path, language: str, floor: int) -> None:
    passed = 0
    for case in cases(datasets, f"DateTime/{language}/DurationParser"):
        expected = [r["Value"]["Timex"] for r in case["Results"] if r.get("Value")]
        passed += [found.value for found in find_durations(case["Input"])] == expected != []
    assert passed >= floor


@pytest.mark.parametrize(("language", "floor"), [("Chinese", 83), ("English", 9)])
def test_percentages(datasets: Path, language: str, floor: int) -> None:
    passed = 0
    for case in cases(datasets, f"Number/{language}/PercentModel"):
        printed = [r["Resolution"]["value"].rstrip("%") for r in case["Results"]]
        try:
            expected = sorted(Decimal(value) / 100 for value in printed)
        except InvalidOperation:
            continue
        found = sorted(mention.value for mention in find_rates(case["Input"]))
        passed += len(expected) == len(found) and all(
            abs(want - got) < Decimal("1e-9") for want, got in zip(expected, found, strict=True)
        )
    assert passed >= floor


def test_no_sum_is_misread_in_the_money_cases_of_jionlp(datasets: Path) -> None:
    path = datasets / "value-tests/jionlp/money_parser.json"
    wrong: list[str] = []
    for text, expected in json.loads(path.read_text("utf-8"))["money_string_list"]:
        if not isinstance(expected["num"], str):
            continue
        values = [mention.value for mention in find_money(text)]
        if values and values != [Decimal(expected["num"])]:
            wrong.append(text)
    assert wrong == []
