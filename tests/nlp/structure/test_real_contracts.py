"""Structure of real contracts, checked by reading them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from nlp.document import Reading
from tests.nlp.structure.reading import read


def cuad(datasets: Path, start: str) -> Reading:
    """A CUAD contract whose paragraphs are divided by blank lines."""
    (path,) = (datasets / "cuad" / "txt").glob(f"{start}*.txt")
    paragraphs = re.split(r"\n\s*\n", path.read_text(encoding="utf-8"))
    return read("\n".join(re.sub(r"\s*\n\s*", " ", paragraph) for paragraph in paragraphs))


def numbers(reading: Reading, level: int) -> list[str]:
    return [clause.number or "" for clause in reading.clauses if clause.level == level]


def test_an_agency_agreement_of_articles_and_sections(datasets: Path) -> None:
    reading = cuad(datasets, "ALCOSTORES")
    assert reading.contract.title == "AGENCY AGREEMENT"
    assert reading.contract.type == "agency"
    assert [n for n in numbers(reading, 1) if n] == ["ARTICLE I", "ARTICLE II", "ARTICLE III"]
    assert numbers(reading, 2)[:3] == ["Section 1.01", "Section 1.02", "Section 1.03"]
    assert reading.sections[-1].kind == "signature"


@pytest.mark.parametrize(
    ("start", "title", "top"),
    [
        ("HealthcentralCom", "CO-BRANDING CONTENT AGREEMENT", 28),
        ("BEYONDCOMCORP", "CO-HOSTING AGREEMENT", 12),
        ("CHAPARRAL", "TRANSPORTATION CONTRACT", 15),
        ("FEDERATED", "SERVICES AGREEMENT", 8),
    ],
)
def test_the_numbered_clauses_follow_each_other_without_a_gap(
    datasets: Path, start: str, title: str, top: int
) -> None:
    reading = cuad(datasets, start)
    assert reading.contract.title == title
    found = [number for number in numbers(reading, 1) if number.isdecimal()]
    assert found[:top] == [str(value) for value in range(1, top + 1)]


def test_a_hundred_pages_of_clauses_keep_their_articles(datasets: Path) -> None:
    reading = cuad(datasets, "Reinsurance Group")
    top = [number for number in numbers(reading, 1) if number.startswith("Section")]
    assert top == [f"Section {value}" for value in range(1, 20)]
