import time
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.document import Document, Line, Page, Table, Word
from nlp.parsing.assemble import assemble, detect_language
from tests.factories.pages import At, page

FULL = "乙方应当按照本合同约定向甲方交付本合同所列全部设备并且承担运输费用以及保"
"""36 characters of 12 pt: a line that reaches the right margin."""


def paragraphs(document: Document) -> list[str]:
    return [document.text[p.start : p.end] for p in document.paragraphs]


def filled(*lines: At | str, number: int = 1) -> Page:
    """A page whose margins show: twelve full lines, then the lines given."""
    return page([*[f"{i}. {FULL[3:]}" for i in range(1, 13)], "以上。", *lines], number)


def last(document: Document, count: int) -> list[str]:
    return paragraphs(document)[-count:]


def test_a_wrapped_chinese_line_is_joined_without_a_space() -> None:
    assert last(assemble([filled(At(FULL), "险费用。")]), 1) == [FULL + "险费用。"]


def test_a_wrapped_english_line_is_joined_with_one_space() -> None:
    one = "This Agreement shall be governed by and construed in accordance with"
    two = "the laws of the People's Republic of China."
    assert last(assemble([filled(At(one), two)]), 1) == [f"{one} {two}"]


def test_a_short_line_ends_its_paragraph() -> None:
    assert last(assemble([filled("合同编号：HT-2026-018", "签订地点：北京")]), 2) == [
        "合同编号：HT-2026-018",
        "签订地点：北京",
    ]


def test_a_numbered_line_always_begins_a_paragraph() -> None:
    assert last(assemble([filled(FULL, "第二条 价款")]), 2) == [FULL, "第二条 价款"]


def test_a_reference_that_wraps_does_not() -> None:
    start = "逾期付款的每逾期一日乙方有权要求甲方按照本合同约定的标准支付违约金并适用"
    [joined] = last(assemble([filled(start, "第八条约定的其他救济。")]), 1)
    assert joined == start + "第八条约定的其他救济。"


def test_an_indented_line_begins_a_paragraph() -> None:
    two = At(FULL[:30], indent=24)
    assert last(assemble([filled(FULL, two)]), 2) == [FULL, FULL[:30]]


def test_a_paragraph_goes_on_over_the_page_break() -> None:
    pages = [filled(FULL), page(["险费用。", "1. 定义"], number=2)]
    document = assemble(pages)
    assert paragraphs(document)[-2:] == [FULL + "险费用。", "1. 定义"]
    assert document.text[document.pages[1].start :].startswith("险费用。")


def test_a_hyphen_goes_where_the_whole_word_stands_elsewhere() -> None:
    one = "This agreement is made between the parties hereto and this agree-"
    document = assemble([filled(one, "ment shall remain in force.")])
    assert last(document, 1) == [one[:-1] + "ment shall remain in force."]
    pieces = [document.text[w.start : w.end] for w in document.words[-6:]]
    assert pieces == ["agree", "ment", "shall", "remain", "in", "force."]


def test_a_hyphen_stays_where_it_may_belong_to_the_word() -> None:
    one = "The parties hereto have now agreed that this shall be deemed a long-"
    assert last(assemble([filled(one, "term engagement.")]), 1) == [one + "term engagement."]


def test_table_rows_stand_alone_and_point_to_their_table() -> None:
    first, second = page(["一、标的"]), page(["甲"], number=2)
    row = Line("名称\t数量", (Word(0, 1, 90, 200, 102, 212), Word(3, 4, 200, 200, 212, 212)), 12.0)
    with_rows = [
        replace(
            p,
            lines=(*p.lines, replace(row, table=0)),
            tables=(Table(p.number, 90, 190, 400, 220, (("名称", "数量"),)),),
        )
        for p in (first, second)
    ]
    document = assemble(with_rows)
    rows = [p for p in document.paragraphs if p.table is not None]
    assert [document.text[p.start : p.end] for p in rows] == ["名称\t数量"] * 2
    assert [document.tables[p.table].page for p in rows if p.table is not None] == [1, 2]


def test_a_source_that_knows_its_paragraphs_is_believed() -> None:
    lines = [replace(line, starts_paragraph=True) for line in page([FULL, FULL, "短"]).lines]
    told = replace(
        page([]), lines=(*lines[:1], replace(lines[1], starts_paragraph=False), lines[2])
    )
    assert paragraphs(assemble([told])) == [FULL + FULL, "短"]


def test_languages_are_told_by_their_share() -> None:
    assert detect_language("本合同由甲乙双方 ABC Ltd. 签订，双方应当遵守。") == "zh"
    assert detect_language("This Agreement is made by 北京公司 and the Buyer named below") == "en"
    assert detect_language("付款 Payment 甲方应支付货款 The Buyer shall pay the price") == "zh-en"


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.lists(
            st.builds(
                At,
                text=st.text("甲乙第一条 Aab1.-，。（\t", max_size=40),
                indent=st.sampled_from([0.0, 24.0, 150.0]),
                size=st.sampled_from([10.5, 12.0, 22.0]),
            ),
            max_size=12,
        ),
        max_size=5,
    )
)
def test_laws_of_every_document(contents: list[list[At]]) -> None:
    document = assemble([page(lines, n) for n, lines in enumerate(contents, 1)])
    text = document.text
    end = 0
    for word in document.words:
        assert end <= word.start < word.end
        assert not any(character.isspace() for character in text[word.start : word.end])
        end = word.end
    covered = {i for word in document.words for i in range(word.start, word.end)}
    assert covered == {i for i, character in enumerate(text) if not character.isspace()}
    assert "\n".join(paragraphs(document)) == text
    spans = [(p.start, p.end) for p in document.pages]
    assert [s for s, _ in spans[1:]] == [e for _, e in spans[:-1]]
    if spans:
        assert (spans[0][0], spans[-1][1]) == (0, len(text))


def _seconds(pages: list[Page]) -> float:
    begin = time.process_time()
    assemble(pages)
    return time.process_time() - begin


def test_ten_times_the_pages_take_about_ten_times_as_long() -> None:
    pages = [filled(*["短行"] * 10, *[FULL] * 10, number=n) for n in range(1, 301)]
    few = min(_seconds(pages[:30]) for _ in range(3))
    assert _seconds(pages) < 25 * few  # a quadratic walk would take a hundred times as long
