import numpy as np
import pytest
from PIL import Image, ImageDraw

from nlp.parsing.seals import find_seals, free_ink, is_seal_text, read_seal, red_mask
from nlp.ports import Tools
from tests.factories.scans import drawn, red_seal, scanned, stamped

NAME = "北京星河智造科技有限公司"
TEXT = ["甲方（盖章）：北京星河智造科技有限公司", "法定代表人：张三", "日期：2026年3月1日"] * 4


def sealed(**marks: float) -> np.ndarray:
    page = stamped(drawn(TEXT), red_seal(NAME), (420, 300), angle=7)
    return np.array(scanned(page, **marks))  # type: ignore[arg-type]


@pytest.mark.parametrize("marks", [{}, {"blur": 0.8, "noise": 8.0, "jpeg": 50}])
def test_a_round_seal_is_found_where_it_stands(marks: dict[str, float]) -> None:
    [found] = find_seals(red_mask(sealed(**marks)), 200)
    assert (found.x0, found.y0) == pytest.approx((438, 318), abs=14)
    assert found.x1 - found.x0 == pytest.approx(322, abs=10)
    assert (found.round, found.whole) == (True, True)


def test_a_square_name_seal_is_found() -> None:
    page = drawn(TEXT)
    pen = ImageDraw.Draw(page)
    pen.rectangle((900, 1200, 1050, 1350), outline=(200, 20, 30), width=8)
    pen.text((930, 1230), "张三", fill=(200, 20, 30), font_size=48)
    [found] = find_seals(red_mask(np.array(page)), 200)
    assert (found.round, found.whole) == (False, True)


def test_a_slice_of_a_seal_at_the_page_edge_is_found_in_part() -> None:
    page = np.array(stamped(drawn(TEXT), red_seal(NAME), (1260, 900)))
    cut = page[:, : 1260 + 60]
    [found] = find_seals(red_mask(cut), 200)
    assert not found.whole


def test_red_text_and_red_pictures_are_no_seals() -> None:
    page = Image.new("RGB", (1654, 2339), "white")
    pen = ImageDraw.Draw(page)
    pen.text((200, 200), "CONFIDENTIAL DRAFT FOR DISCUSSION", fill=(220, 20, 20), font_size=60)
    pen.rectangle((300, 800, 600, 1100), fill=(220, 30, 30))
    pen.line((100, 1500, 1500, 1500), fill=(220, 20, 20), width=6)
    assert find_seals(red_mask(np.array(page)), 200) == []


def test_ink_under_a_seal_is_free_of_red_and_keeps_its_strokes() -> None:
    page = sealed()
    freed = free_ink(page, red_mask(page), 200)
    bare = np.array(drawn(TEXT).convert("L"))
    ink, gray = bare < 110, freed.min(axis=2)
    assert float((gray[ink] < 150).mean()) > 0.97
    assert float((gray[~ink & (bare > 250)] > 200).mean()) > 0.99


def test_words_of_red_strokes_only_are_seal_text() -> None:
    page = sealed()
    mask = red_mask(page)
    gray = np.asarray(free_ink(page, mask, 200).min(axis=2), dtype=np.uint8)
    star = (570.0, 460.0, 640.0, 520.0)
    body = (200.0, 220.0, 400.0, 260.0)
    assert is_seal_text(star, mask, gray)
    assert not is_seal_text(body, mask, gray)


def test_the_ring_and_the_line_of_a_seal_are_read(tools: Tools) -> None:
    page = np.array(stamped(Image.new("RGB", (900, 900), "white"), red_seal(NAME), (200, 200), 5))
    [found] = find_seals(red_mask(page), 200)
    assert tools.ocr is not None
    text, confidence = read_seal(page, found, tools.ocr)
    assert text == f"{NAME} 合同专用章"
    assert confidence > 0.8


def test_a_seal_that_cannot_be_read_has_no_text(tools: Tools) -> None:
    seal = red_seal(NAME).resize((110, 110)).resize((330, 330))
    page = np.array(stamped(Image.new("RGB", (900, 900), "white"), seal, (200, 200)))
    page = np.array(scanned(Image.fromarray(page), blur=7, noise=30))
    assert tools.ocr is not None
    for found in find_seals(red_mask(page), 200):
        text, _ = read_seal(page, found, tools.ocr)
        assert text in ("", NAME, f"{NAME} 合同专用章")
