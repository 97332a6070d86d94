"""Plain text files."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.errors import UnreadableFile
from nlp.parsing.assemble import assemble
from nlp.parsing.text import decode, open_text
from nlp.ports import Tools

TEXT = "采购合同\n第一条　甲方应于2026年3月1日前付款。"


def read(data: bytes) -> str:
    source = open_text(data)
    pages = [source.read_page(number, Tools()) for number in range(1, source.page_count + 1)]
    return assemble(pages).text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_the_encoding_is_told_by_the_bytes(encoding: str) -> None:
    assert read(TEXT.encode(encoding)) == TEXT


@given(st.text(alphabet=st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=8))
def test_chinese_in_utf_8_is_never_taken_for_gb(text: str) -> None:
    assert decode(text.encode()) == text


def test_a_rare_character_of_gb_18030_survives() -> None:
    assert read("甲方：𠮷田公司".encode("gb18030")) == "甲方：𠮷田公司"


def test_a_form_feed_starts_a_page() -> None:
    assert open_text("甲\f乙".encode()).page_count == 2


def test_lines_of_as_many_tabs_are_a_table() -> None:
    page = open_text("名称\t数量\n泵\t2\n".encode()).read_page(1, Tools())
    assert page.tables[0].rows == (("名称", "数量"), ("泵", "2"))


def test_one_line_with_a_tab_is_no_table() -> None:
    page = open_text("甲方：\t乙方：\n日期".encode()).read_page(1, Tools())
    assert not page.tables
    assert page.lines[0].text == "甲方：    乙方："


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (bytes(range(256)) * 4, "unknown_type"),
        (b"\xff\xfe\x00", "unknown_type"),
        (b" \n", "no_text"),
    ],
)
def test_what_is_no_text_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(UnreadableFile) as caught:
        open_text(data)
    assert caught.value.code == code
