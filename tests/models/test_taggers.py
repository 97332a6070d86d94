"""The shipped taggers find organisations, persons and places without any download."""

from __future__ import annotations

import pytest

from models.backends.tagger_lac import LacTagger
from models.backends.tagger_spacy import SpacyTagger
from nlp.ports import EntityTagger


@pytest.fixture(scope="module")
def zh() -> EntityTagger:
    return LacTagger()


@pytest.fixture(scope="module")
def en() -> EntityTagger:
    return SpacyTagger()


def found(tagger: EntityTagger, text: str) -> list[tuple[str, str]]:
    return [(text[each.start : each.end], each.label) for each in tagger.entities(text)]


def test_chinese_company_and_person(zh: EntityTagger) -> None:
    names = found(zh, "华为技术有限公司与李小龙签订合同")
    assert names == [("华为技术有限公司", "ORG"), ("李小龙", "PER")]


def test_chinese_place(zh: EntityTagger) -> None:
    assert ("北京市海淀区中关村大街1号", "LOC") in found(zh, "住所地北京市海淀区中关村大街1号")


def test_offsets_hold_in_a_long_text(zh: EntityTagger) -> None:
    text = "双方应当按照约定履行。" * 60 + "李小龙签字。"
    assert found(zh, text)[-1] == ("李小龙", "PER")


def test_english_company_person_and_place(en: EntityTagger) -> None:
    names = found(en, "Northwind Analytics, Inc., a Delaware corporation, and John Smith of London")
    assert names == [
        ("Northwind Analytics, Inc.", "ORG"),
        ("Delaware", "LOC"),
        ("John Smith", "PER"),
        ("London", "LOC"),
    ]


@pytest.mark.parametrize("text", ["", " \n", "𠮷野家"])
def test_odd_texts_are_read(zh: EntityTagger, en: EntityTagger, text: str) -> None:
    for tagger in (zh, en):
        assert all(0 <= each.start < each.end <= len(text) for each in tagger.entities(text))
