"""What a reading got right, measured against gold.

Everything is counted as a match of multisets: *right* of *gold* and *found*. Clause starts match by
their first 15 letters and digits after NFKC (a shorter heading as a whole); a kind is right where
it is one of those that the gold allows; parties by the name alone, where a contract names one in
two ways (``name_or``) by either; dates and amounts by value (and by value and kind in a second
measure). ``total amount`` and ``contract type`` are one item a file; a total where gold has none
counts as found and wrong. The interval is Wilson's, 95 %, of the F1 taken as a share of right among
(gold + found) / 2.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any

from nlp.document import Reading

MEASURES = (
    "clause starts",
    "clause kinds",
    "party names",
    "total amount",
    "dates",
    "dates with kind",
    "amounts",
    "amounts with kind",
    "contract type",
)
START = 15
Errors = list[tuple[str, str, str]]
"""Measure, ``missed`` or ``made up``, and the item."""


@dataclass(frozen=True)
class Tally:
    """Counts that add up over files."""

    right: int = 0
    gold: int = 0
    found: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.right + other.right, self.gold + other.gold, self.found + other.found)

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.gold + self.found) if self.gold + self.found else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """Wilson's interval of the F1."""
        n = (self.gold + self.found) / 2
        if not n:
            return 0.0, 1.0
        z = 1.96
        middle = self.f1 + z * z / (2 * n)
        spread = z * sqrt(self.f1 * (1 - self.f1) / n + z * z / (4 * n * n))
        scale = 1 + z * z / n
        return max(0.0, (middle - spread) / scale), min(1.0, (middle + spread) / scale)

    def as_json(self) -> dict[str, Any]:
        low, high = self.interval
        numbers = {"precision": self.precision, "recall": self.recall, "f1": self.f1}
        rounded = {name: round(value, 4) for name, value in numbers.items()}
        counts = {"right": self.right, "gold": self.gold, "found": self.found}
        return {**rounded, **counts, "low": round(low, 4), "high": round(high, 4)}


def compare(gold: dict[str, Any], reading: Reading | None) -> tuple[dict[str, Tally], Errors]:
    """The tallies and errors of one file; ``reading`` None where it could not be read.

    A gold may leave a measure out (real contracts labelled in part): it is then not compared. One
    without ``amounts`` may still tell the ``total``, None where the contract states none.
    """
    tallies: dict[str, Tally] = {}
    errors: Errors = []
    wanted = _gold_items(gold)
    found = _found_items(reading, gold) if reading else {}
    for name, items in wanted.items():
        tallies[name], wrong = _match(name, items, found.get(name, []))
        errors += wrong
    return tallies, errors


def _match(name: str, gold: Sequence[str], found: Sequence[str]) -> tuple[Tally, Errors]:
    wanted, got = Counter(gold), Counter(found)
    right = wanted & got
    errors = [(name, "missed", item) for item in (wanted - right).elements()]
    errors += [(name, "made up", item) for item in (got - right).elements()]
    return Tally(right.total(), len(gold), len(found)), errors


def _gold_items(gold: dict[str, Any]) -> dict[str, list[str]]:
    items: dict[str, list[str]] = {}
    if "clauses" in gold:
        items["clause starts"] = [start_of(clause["starts"]) for clause in gold["clauses"]]
        items["clause kinds"] = [f"{start} {kinds[0]}" for start, kinds in _kinds(gold).items()]
    if "parties" in gold:
        items["party names"] = [name_of(party["name"]) for party in gold["parties"]]
    if "dates" in gold:
        items["dates"] = [date["value"] for date in gold["dates"]]
        items["dates with kind"] = [f"{date['value']} {date['kind']}" for date in gold["dates"]]
    if "amounts" in gold:
        sums = [(f"{a['currency']} {a['value']}", a["kind"]) for a in gold["amounts"]]
        items["amounts"] = [value for value, _ in sums]
        items["amounts with kind"] = [f"{value} {kind}" for value, kind in sums]
        items["total amount"] = _first_total(sums)
    elif "total" in gold:
        total = gold["total"]
        items["total amount"] = [f"{total['currency']} {total['value']}"] if total else []
    if "type" in gold["contract"]:
        items["contract type"] = [gold["contract"]["type"]]
    return items


def _found_items(reading: Reading, gold: dict[str, Any]) -> dict[str, list[str]]:
    optional = {start_of(text) for text in gold.get("may_be_clauses", ())}
    known = {start_of(clause["starts"]) for clause in gold.get("clauses", ())}
    kinds = _kinds(gold)
    names = _names(gold)
    read = [
        (_known_start(clause.at.quote, known | optional), clause.kind) for clause in reading.clauses
    ]
    clauses = [(start, kind) for start, kind in read if start not in optional]
    sums = [(f"{a.currency} {a.value:.2f}", a.kind) for a in reading.amounts]
    return {
        "clause starts": [start for start, _ in clauses],
        "clause kinds": [
            f"{start} {kinds[start][0] if kind in kinds[start] else kind}"
            for start, kind in clauses
            if start in kinds
        ],
        "party names": [
            names.get(name, name) for name in (name_of(party.name) for party in reading.parties)
        ],
        "dates": [date.value for date in reading.dates],
        "dates with kind": [f"{date.value} {date.kind}" for date in reading.dates],
        "amounts": [value for value, _ in sums],
        "amounts with kind": [f"{value} {kind}" for value, kind in sums],
        "total amount": _first_total(sums),
        "contract type": [reading.contract.type],
    }


def _kinds(gold: dict[str, Any]) -> dict[str, list[str]]:
    """The kinds allowed for each labelled clause; the first is the label proper."""
    return {
        start_of(clause["starts"]): [clause["kind"], *clause.get("kind_or", ())]
        for clause in gold.get("clauses", ())
        if clause["kind"]
    }


def _names(gold: dict[str, Any]) -> dict[str, str]:
    """The label proper of every other name that the gold allows for a party."""
    return {
        name_of(other): name_of(party["name"])
        for party in gold.get("parties", ())
        for other in party.get("name_or", ())
    }


def _first_total(sums: Iterable[tuple[str, str]]) -> list[str]:
    return [value for value, kind in sums if kind == "total"][:1]


def _known_start(quote: str, known: set[str]) -> str:
    """The clause's start as gold has it: gold ends where a heading ends, the quote goes on."""
    start = start_of(quote)
    return max((text for text in known if text and start.startswith(text)), key=len, default=start)


def start_of(text: str, length: int | None = START) -> str:
    """The first letters and digits of a text (None: all), blanks and punctuation dropped."""
    return _plain(text)[:length]


def name_of(text: str) -> str:
    """A party's name without blanks and punctuation, in lower case."""
    return _plain(text).lower()


def _plain(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKC", text) if c.isalnum())
