"""The excerpts that rules cite stand word for word in the Civil Code that ships."""

from __future__ import annotations

import re

import pytest

from nlp.periods.rules import RULES, Citation
from service.kernel.settings import ROOT

LAWS = ROOT / "fixtures" / "laws"
CITED = sorted({rule.law for rule in RULES.values() if rule.law}, key=lambda law: law.excerpt)


def article(name: str) -> str:
    """The text of one article of the Civil Code, from its number to the next."""
    for path in sorted(LAWS.glob("民法典-*.md")):
        match = re.search(
            rf"^{name} .*?(?=^第[一二三四五六七八九十百千零]+条 |^#|\Z)",
            path.read_text("utf-8"),
            re.MULTILINE | re.DOTALL,
        )
        if match:
            return match[0]
    raise AssertionError(f"{name} is not shipped")


@pytest.mark.parametrize("law", CITED, ids=lambda law: str(law.number))
def test_an_excerpt_stands_in_its_article(law: Citation) -> None:
    assert law.excerpt in article(law.article)


def test_articles_201_to_204_and_1259_are_the_ones_cited() -> None:
    assert {law.number for law in CITED} == {201, 202, 203, 204, 1259}
