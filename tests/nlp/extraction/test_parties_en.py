"""English parties over many drafts, and where an English name ends."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from nlp.document import Reading
from nlp.extraction.party_names_en import name_at

Facts = Callable[[str], Reading]


DRAFTS = yaml.safe_load(Path(__file__).with_name("openings_en.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("draft", DRAFTS, ids=[draft["draft"] for draft in DRAFTS])
def test_reads_the_parties_of_a_draft(facts_of: Facts, draft: dict[str, Any]) -> None:
    assert [party.name for party in facts_of(draft["text"]).parties] == draft["parties"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Sato Denki K.K. The parties agree", "Sato Denki K.K."),
        ("Arden Foods Limited. The parties agree", "Arden Foods Limited"),
        ("Brandt Maschinenbau GmbH & Co. KG, Hamburg", "Brandt Maschinenbau GmbH & Co. KG"),
        ("Hai Bank (China) Company Limited, of", "Hai Bank (China) Company Limited"),
        ("Coral Bay (Pty) Ltd of Cairns", "Coral Bay (Pty) Ltd"),
        ("Thomas Gray of Ely", "Thomas Gray"),
        ("Bank of the Plains, N.A., as agent", "Bank of the Plains, N.A."),
        ("Meridian Limited Partnership, a partnership", "Meridian Limited Partnership"),
        ("Reno, NV 89501", "Reno"),
    ],
)
def test_a_name_ends_with_its_legal_form(text: str, name: str) -> None:
    found = name_at(text, 0, len(text))
    assert found is not None
    assert text[found.start : found.end] == name


def test_a_short_name_in_the_signature_is_the_same_party(facts_of: Facts) -> None:
    text = (
        "SUPPLY AGREEMENT\nThis Agreement is made between Tarn Medical, Inc. (“Tarn Medical”) and "
        "Hexa Labs S.A. (“Hexa”).\n1. Supply\nTarn Medical shall supply.\nIN WITNESS WHEREOF\n"
        "TARN MEDICAL\nBy: /s/ A. Poe\n"
    )
    assert len(facts_of(text).parties) == 2


def test_group_terms_are_no_short_names(facts_of: Facts) -> None:
    text = (
        "This Agreement is made by and among Dune Media, LLC (“Dune”), Lake Corp. (“Lake” and, "
        "together with Dune, the “Sellers” and each, a “Seller”) and Bay Inc. (the “Buyer”)."
    )
    assert [(p.role, p.aliases) for p in facts_of(text).parties] == [
        (None, ("Dune",)),
        (None, ("Lake",)),
        ("Buyer", ()),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "This Agreement is between " + "ACME AND " * 3000 + "\n" + "AAA BBB CCC, " * 8000,
        "by and between X Corp. " + "(“" * 2000 + "\n" + "“A” and (“B " * 4000,
        "This is made by and between " + ", ".join(f"Foo{n} Bar Inc." for n in range(2000)),
    ],
)
def test_hostile_text_is_read_in_bounded_time(facts_of: Facts, text: str) -> None:
    start = time.process_time()
    facts_of(text)
    assert time.process_time() - start < 15
