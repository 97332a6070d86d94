"""Pages that we set ourselves."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.parsing.typeset import BOTTOM, LEFT, RIGHT, TOP, Grid, Par, compose, wrap
from nlp.parsing.words import word_spans

TEXT = st.text(alphabet="甲乙方，。（）第一条ab1 ,.%_", min_size=1, max_size=300)


@given(TEXT)
@settings(max_examples=100)
def test_wrapping_keeps_every_word_whole_and_in_order(text: str) -> None:
    printed = wrap(text, 10.5, bold=False, width=120.0)
    words = [
        (start + a, start + b) for start, end in printed for a, b in word_spans(text[start:end])
    ]
    assert words == word_spans(text)


@given(st.lists(TEXT, min_size=1, max_size=40))
@settings(max_examples=30)
def test_words_stand_inside_the_page_and_lines_do_not_overlap(texts: list[str]) -> None:
    for sheet in compose([Par(text) for text in texts]):
        bottom = TOP
        for line in sheet.page.lines:
            assert line.words[0].y0 >= bottom
            bottom = line.words[0].y1
            assert bottom <= BOTTOM
            assert line.words[0].x0 >= LEFT
            assert line.words[-1].x1 <= RIGHT + 2 * line.size


def test_no_line_opens_with_a_closing_mark() -> None:
    text = "甲方应当支付，" * 60
    assert all(text[start] != "，" for start, _ in wrap(text, 10.5, bold=False, width=200.0))


def test_the_first_line_of_a_paragraph_says_so() -> None:
    (sheet,) = compose([Par("长" * 100), Par("短")])
    assert [line.starts_paragraph for line in sheet.page.lines] == [True, False, False, True]


def test_a_centred_title_stands_in_the_middle() -> None:
    (sheet,) = compose([Par("采购合同", size=18, align="center")])
    words = sheet.page.lines[0].words
    assert abs((words[0].x0 - LEFT) - (RIGHT - words[-1].x1)) < 0.01


def test_a_table_that_crosses_pages_is_a_table_on_each() -> None:
    grid = Grid(tuple((str(n), "泵") for n in range(80)), (1.0, 3.0))
    sheets = compose([grid])
    assert len(sheets) > 1
    rows = [row for sheet in sheets for table in sheet.page.tables for row in table.rows]
    assert rows == list(grid.rows)
    for sheet in sheets:
        assert {line.table for line in sheet.page.lines} == {0}


def test_a_row_no_page_can_hold_is_set_as_text() -> None:
    sheets = compose([Grid((("左", "右" * 5000),), (1.0, 1.0))])
    assert all(line.table is None for sheet in sheets for line in sheet.page.lines)
    assert sum(line.text.count("右") for sheet in sheets for line in sheet.page.lines) == 5000


def test_a_page_break_before_the_first_line_makes_no_empty_page() -> None:
    assert len(compose([Par("甲", new_page=True), Par("乙", new_page=True)])) == 2


def test_the_same_blocks_give_the_same_picture() -> None:
    blocks = [Par("第一条 标的", bold=True), Grid((("a", "b"),), (1.0, 1.0))]
    assert compose(blocks)[0].draw(72) == compose(blocks)[0].draw(72)
