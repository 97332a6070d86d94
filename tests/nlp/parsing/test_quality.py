import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.document import Line, Word
from nlp.parsing.quality import assess, estimate_skew, locale_of
from nlp.parsing.skew import Tilt, level
from tests.factories.scans import drawn, scanned

TEXT = ["第一条 标的物。乙方应当按照本合同约定向甲方交付下列设备并承担运费。"] * 30


def gray(**marks: float) -> np.ndarray:
    return np.array(scanned(drawn(TEXT), **marks).convert("L"))  # type: ignore[arg-type]


@pytest.mark.parametrize("angle", [-5.0, -1.5, -0.4, 0.0, 0.4, 1.0, 3.2, 6.0])
def test_skew_is_measured_to_a_tenth_of_a_degree(angle: float) -> None:
    assert estimate_skew(gray(skew=angle)) == pytest.approx(angle, abs=0.11)


def test_a_page_without_text_has_no_skew() -> None:
    assert estimate_skew(np.full((2339, 1654), 255, np.uint8)) == 0.0


def test_a_levelled_picture_is_level() -> None:
    page = np.array(scanned(drawn(TEXT), skew=2.4))
    levelled = cv2.cvtColor(level(page, 2.4), cv2.COLOR_RGB2GRAY)
    assert abs(estimate_skew(np.asarray(levelled, dtype=np.uint8))) <= 0.11


@given(
    st.floats(-8, 8), st.floats(0, 600), st.floats(0, 850), st.floats(100, 900), st.floats(100, 900)
)
def test_places_go_to_the_displayed_page_and_back(
    skew: float, x: float, y: float, width: float, height: float
) -> None:
    tilt = Tilt(skew, width, height)
    assert tilt.levelled(*tilt.displayed(x, y)) == pytest.approx((x, y), abs=1e-6)


def line_at(x0: float, x1: float, text: str = "甲方") -> Line:
    return Line(text, (Word(0, len(text), x0, 100, x1, 112),), 12.0)


def advice(picture: np.ndarray, dpi: int | None, skew: float, lines: list[Line]) -> tuple[str, ...]:
    return assess(picture, 7, dpi, skew, lines, (595.0, 842.0)).advice


def test_a_good_scan_needs_no_advice() -> None:
    assert advice(gray(noise=6.0), 200, 0.4, [line_at(90, 500)]) == ()


def test_each_fault_is_told_in_the_words_of_the_user() -> None:
    page = gray()
    assert advice(page, 200, 3.2, [line_at(90, 500)]) == ("第 7 页歪斜 3.2°，请重扫。",)
    assert "72 dpi" in advice(page, 72, 0.0, [line_at(90, 500)])[0]
    assert "模糊" in advice(gray(blur=3.0), 200, 0.0, [line_at(90, 500)])[0]
    assert "裁切" in advice(page, 200, 0.0, [line_at(1, 500)] * 3)[0]
    assert "skewed" in advice(page, 200, 3.2, [line_at(90, 500, "Agreement")])[0]


def test_only_a_page_without_chinese_is_spoken_of_in_english() -> None:
    assert locale_of([line_at(0, 9, "本合同 This Agreement is made by the parties")]) == "zh"
    assert locale_of([line_at(0, 9, "This Agreement is made by the parties")]) == "en"
    assert locale_of([]) == "zh"
