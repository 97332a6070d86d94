from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.backends.ocr_words import (
    Glyph,
    line_of,
    restore_blanks,
    restore_word_gaps,
    spread,
)


def glyphs(text: str, pitch: float = 33.0) -> list[Glyph]:
    """A box for each character that is not blank; a blank moves the next one on by a third."""
    found, x = [], 0.0
    for character in text:
        if character.isspace():
            x += pitch / 3
            continue
        found.append(Glyph(character, x + 4, 0, x + pitch - 4, 33, 0.9))
        x += pitch
    return found


def test_characters_gather_into_words() -> None:
    line = line_of("合同No.18 号", glyphs("合同No.18 号"), 0.95)
    assert line is not None
    assert [word.text for word in line.words] == ["合", "同", "No.18", "号"]
    assert (line.words[2].x0, line.words[2].x1) == (2 * 33 + 4, 7 * 33 - 4)


def test_a_multi_character_glyph_is_divided_evenly() -> None:
    line = line_of("合同", [Glyph("合同", 0, 0, 40, 20, 0.5)], 0.5)
    assert line is not None
    assert [(w.text, w.x0, w.x1) for w in line.words] == [("合", 0, 20), ("同", 20, 40)]


def test_a_blank_that_the_engine_left_out_comes_back() -> None:
    assert restore_blanks("第一条标的物", glyphs("第一条 标的物")) == "第一条 标的物"
    assert restore_blanks("乙方应当交付设备", glyphs("乙方应当交付设备")) == "乙方应当交付设备"


def test_evenly_spaced_letters_are_no_words_apart() -> None:
    assert restore_blanks("合同书正本", glyphs("合 同 书 正 本")) == "合同书正本"


def test_text_without_a_box_for_each_character_is_left_alone() -> None:
    assert restore_blanks("第一条标的物", glyphs("第一条")) == "第一条标的物"
    assert line_of("第一条", glyphs("第"), 0.9) is None


@given(st.lists(st.floats(1, 40), min_size=1, max_size=20))
def test_widened_boxes_never_overlap_their_neighbours(steps: list[float]) -> None:
    boxes, x = [], 5.0
    for step in steps:
        boxes.append(Glyph("字", x, 0, x + step / 2, 30, 0.9))
        x += step
    wide = spread(boxes, 0.0, x + 10)
    assert all(w.x0 <= b.x0 and w.x1 >= b.x1 for w, b in zip(wide, boxes, strict=True))
    assert all(a.x1 <= b.x0 + 1e-9 for a, b in pairwise(wide))


def drawn_ink(shown: str, pitch: int = 20) -> tuple[list[Glyph], np.ndarray]:
    """Glyphs and ink of letters 14 pixels wide with 6 between them; a blank adds 10."""
    found, columns, x = [], [], 0
    for character in shown:
        if character == " ":
            columns += [False] * 10
            x += 10
            continue
        found.append(Glyph(character, x, 0, x + pitch, 33, 0.9))
        columns += [False] * 3 + [True] * 14 + [False] * 3
        x += pitch
    return found, np.array(columns)


@pytest.mark.parametrize(
    ("read", "shown"),
    [
        ("by and betweenAcme Inc., a firm", "by and between Acme Inc., a firm"),
        ("a total ofOneHundred Dollars", "a total of One Hundred Dollars"),
        ("2026(the Date) or later", "2026 (the Date) or later"),
        ("all as it should be", "all as it should be"),
    ],
)
def test_blanks_between_words_are_told_by_the_picture(read: str, shown: str) -> None:
    assert restore_word_gaps(read, *drawn_ink(shown)) == shown


def test_numbers_and_brackets_are_never_torn_apart() -> None:
    for whole, shown in (("in (15) days", "in (1 5) days"), ('"Buyer") of it', '"Buyer" ) of it')):
        assert restore_word_gaps(whole, *drawn_ink(shown)) == whole


def test_spaced_out_letters_are_no_words() -> None:
    assert restore_word_gaps("CONTRACT of", *drawn_ink("C O N T R A C T of")) == "CONTRACT of"
