"""OFD: the text with its places, tables, templates and pictures; broken files say so."""

from __future__ import annotations

import io

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from nlp.document import Page
from nlp.errors import UnreadableFile
from nlp.parsing import open_file
from nlp.ports import Tools
from tests.factories.ofd import SIZE, image_object, ofd_of, rule, text_object
from tests.factories.scans import drawn

NO_TOOLS = Tools()
MM = 72 / 25.4


def pages_of(data: bytes) -> list[Page]:
    source = open_file("contract.ofd", data)
    assert source.media_type == "application/ofd"
    return [source.read_page(n, NO_TOOLS) for n in range(1, source.page_count + 1)]


def lines(page: Page) -> list[str]:
    return [line.text for line in page.lines]


CONTRACT = text_object("设备采购合同", 80, 20, size=7) + text_object(
    "第一条 合同总价为人民币500,000元。", 20, 40
)


def test_text_is_read_in_order_with_its_places() -> None:
    [page] = pages_of(ofd_of([CONTRACT]))
    assert lines(page) == ["设备采购合同", "第一条 合同总价为人民币500,000元。"]
    assert (page.width, page.height) == (595.28, 841.89)
    first = page.lines[0].words[0]
    assert first.x0 == pytest.approx(80 * MM, abs=0.1)
    assert first.y1 == pytest.approx((20 + 7) * MM + 0.22 * 7 * MM, abs=0.1)
    assert page.lines[0].size == pytest.approx(7 * MM, abs=0.1)


def test_boxes_lie_on_the_ink_of_the_drawn_page() -> None:
    source = open_file("contract.ofd", ofd_of([CONTRACT]))
    page = source.read_page(1, NO_TOOLS)
    pixels = np.array(Image.open(io.BytesIO(source.render_page(1, 144))).convert("L"))
    for word in (word for line in page.lines for word in line.words):
        box = pixels[
            round(word.y0 * 2) : round(word.y1 * 2), round(word.x0 * 2) : round(word.x1 * 2)
        ]
        assert box.min() < 128


def test_a_template_lies_under_every_page() -> None:
    head = text_object("合同专用纸", 20, 10)
    pages = pages_of(ofd_of([text_object("第一页正文", 20, 40), CONTRACT], template=head))
    assert [lines(page)[0] for page in pages] == ["合同专用纸", "合同专用纸"]
    assert lines(pages[0])[1] == "第一页正文"


def test_a_matrix_moves_and_stretches_text() -> None:
    [page] = pages_of(ofd_of([text_object("甲方", 10, 20, more='CTM="2 0 0 2 5 0"')]))
    assert page.lines[0].size == pytest.approx(2 * SIZE * MM, abs=0.1)
    assert page.lines[0].words[0].x0 == pytest.approx(15 * MM, abs=0.1)


def test_ruled_lines_are_a_table() -> None:
    rules = "".join(rule(20, y, 140, y) for y in (50, 60, 70))
    rules += "".join(rule(x, 50, x, 70) for x in (20, 80, 140))
    cells = [("名称", 22, 52), ("金额", 82, 52), ("机床", 22, 62), ("500,000", 82, 62)]
    units = rules + "".join(text_object(text, x, y) for text, x, y in cells)
    [page] = pages_of(ofd_of([units]))
    assert page.tables[0].rows == (("名称", "金额"), ("机床", "500,000"))


def test_a_page_that_is_a_picture_needs_reading_by_eye() -> None:
    picture = io.BytesIO()
    drawn(["第一条 标的"]).save(picture, format="PNG")
    data = ofd_of([image_object("7", 0, 0, 210, 297)], pictures={"7": picture.getvalue()})
    source = open_file("scan.ofd", data)
    with pytest.raises(UnreadableFile, match="needs_ocr"):
        source.read_page(1, NO_TOOLS)
    pixels = np.array(Image.open(io.BytesIO(source.render_page(1, 100))).convert("L"))
    assert pixels.min() < 100


def test_unseen_text_is_not_read() -> None:
    hidden = text_object("看不见", 20, 60, more='Visible="false"')
    [page] = pages_of(ofd_of([CONTRACT + hidden]))
    assert "看不见" not in "".join(lines(page))


@settings(max_examples=60, deadline=None)
@given(at=st.integers(0, 3000), byte=st.integers(0, 255))
def test_a_damaged_file_is_refused_or_read_but_never_crashes(at: int, byte: int) -> None:
    data = bytearray(ofd_of([CONTRACT]))
    data[at % len(data)] = byte
    try:
        source = open_file("contract.ofd", bytes(data))
        for number in range(1, source.page_count + 1):
            source.read_page(number, NO_TOOLS)
            source.render_page(number, 40)
    except UnreadableFile:
        pass
