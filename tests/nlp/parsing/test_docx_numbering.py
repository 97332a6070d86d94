"""The numbers that Word prints and no text run holds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.parsing.docx import open_docx
from nlp.parsing.docx_numbers import printed_number
from nlp.ports import Tools
from nlp.structure.numerals import zh_ordinal
from tests.factories.word import docx, level, numbered, numbering, p


def lines(body: str, parts: dict[str, str]) -> list[str]:
    source = open_docx(docx(body, parts))
    pages = [source.read_page(n, Tools()) for n in range(1, source.page_count + 1)]
    return [line.text for page in pages for line in page.lines]


def one_list(*levels: str) -> dict[str, str]:
    return {"numbering": numbering(["".join(levels)], {1: (0, "")})}


ARTICLES = level(0, "chineseCountingThousand", "第%1条")
ITEMS = level(1, "chineseCounting", "（%2）")


def test_articles_carry_their_number_and_a_space() -> None:
    body = numbered("标的") + numbered("价款")
    assert lines(body, one_list(ARTICLES)) == ["第一条 标的", "第二条 价款"]


def test_a_number_that_ends_with_a_full_width_mark_has_no_space() -> None:
    body = numbered("标的") + numbered("范围", level=1)
    assert lines(body, one_list(level(0, "chineseCounting", "%1、"), ITEMS)) == [
        "一、标的",
        "（一）范围",
    ]


def test_a_deeper_level_starts_again_under_each_higher_one() -> None:
    body = "".join(numbered(str(n), level=n) for n in (0, 1, 1, 0, 1))
    read = lines(body, one_list(level(0, "decimal", "%1."), level(1, "decimal", "%1.%2")))
    assert read == ["1. 0", "1.1 1", "1.2 1", "2. 0", "2.1 1"]


def test_a_level_that_never_restarts_counts_on() -> None:
    never = level(1, "decimal", "%2)", '<w:lvlRestart w:val="0"/>')
    body = "".join(numbered("x", level=n) for n in (0, 1, 0, 1))
    assert lines(body, one_list(ARTICLES, never)) == ["第一条 x", "1) x", "第二条 x", "2) x"]


def test_a_legal_level_prints_all_numbers_in_digits() -> None:
    legal = level(1, "decimal", "%1.%2", "<w:isLgl/>")
    body = numbered("标的") + numbered("范围", level=1)
    assert lines(body, one_list(ARTICLES, legal)) == ["第一条 标的", "1.1 范围"]


def test_lists_of_one_definition_count_on_unless_the_start_is_overridden() -> None:
    restart = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    parts = {"numbering": numbering([ARTICLES], {1: (0, ""), 2: (0, ""), 3: (0, restart)})}
    body = numbered("a", 1) + numbered("b", 2) + numbered("c", 3) + numbered("d", 3)
    assert lines(body, parts) == ["第一条 a", "第二条 b", "第一条 c", "第二条 d"]


def test_a_list_may_replace_a_level() -> None:
    own = f'<w:lvlOverride w:ilvl="0">{level(0, "upperRoman", "Article %1")}</w:lvlOverride>'
    parts = {"numbering": numbering([ARTICLES], {1: (0, own)})}
    assert lines(numbered("Price"), parts) == ["Article I Price"]


def test_a_style_puts_its_paragraphs_in_the_level_that_names_it() -> None:
    linked = level(0, "decimal", "%1") + level(1, "decimal", "%1.%2", '<w:pStyle w:val="Sub"/>')
    style = (
        '<w:style w:type="paragraph" w:styleId="Sub"><w:pPr><w:numPr><w:numId w:val="1"/>'
        '</w:numPr></w:pPr></w:style><w:style w:type="paragraph" w:styleId="Child">'
        '<w:basedOn w:val="Sub"/></w:style>'
    )
    parts = {"numbering": numbering([linked], {1: (0, "")}), "styles": style}
    body = numbered("top") + p("a", '<w:pStyle w:val="Sub"/>') + p("b", '<w:pStyle w:val="Child"/>')
    assert lines(body, parts) == ["1 top", "1.1 a", "1.2 b"]


def test_list_zero_takes_a_paragraph_out_of_its_styles_list() -> None:
    style = (
        '<w:style w:type="paragraph" w:styleId="A"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr>'
        "</w:pPr></w:style>"
    )
    out = '<w:pStyle w:val="A"/><w:numPr><w:numId w:val="0"/></w:numPr>'
    parts = one_list(ARTICLES) | {"styles": style}
    assert lines(p("在内", '<w:pStyle w:val="A"/>') + p("在外", out), parts) == [
        "第一条 在内",
        "在外",
    ]


def test_bullets_are_no_numbers() -> None:
    assert lines(numbered("x"), one_list(level(0, "bullet", "\uf0b7"))) == ["x"]


@pytest.mark.parametrize(
    ("style", "value", "printed"),
    [
        ("chineseCountingThousand", 10, "十"),
        ("chineseCountingThousand", 21, "二十一"),
        ("chineseCountingThousand", 105, "一百零五"),
        ("chineseCountingThousand", 1010, "一千零一十"),
        ("japaneseCounting", 110, "百十"),
        ("ideographDigital", 120, "一二〇"),
        ("chineseLegalSimplified", 23, "贰拾叁"),
        ("ideographTraditional", 3, "丙"),
        ("upperLetter", 28, "BB"),
        ("lowerRoman", 49, "xlix"),
        ("decimalZero", 7, "07"),
        ("decimalEnclosedCircle", 20, "⑳"),
        ("decimalEnclosedCircle", 21, "㉑"),
        ("decimalEnclosedCircle", 51, "51"),
        ("ordinal", 112, "112th"),
        ("ordinalText", 21, "Twenty-first"),
        ("cardinalText", 40, "Forty"),
        ("a format of next year", 5, "5"),
    ],
)
def test_formats(style: str, value: int, printed: str) -> None:
    assert printed_number(value, style) == printed


@given(st.integers(1, 9_999))
def test_chinese_numbers_are_read_back_as_printed(value: int) -> None:
    assert zh_ordinal(printed_number(value, "chineseCountingThousand")) == value
