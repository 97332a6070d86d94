from hypothesis import given
from hypothesis import strategies as st

from nlp.parsing.words import is_cjk, word_spans


def test_each_ideograph_is_a_word_and_latin_stays_in_runs() -> None:
    text = "合同价USD 1,280.00元，含税"
    assert [text[a:b] for a, b in word_spans(text)] == [
        *"合同价",
        "USD",
        "1,280.00",
        *"元，含税",
    ]


def test_ideographs_beyond_the_basic_plane_count_as_one() -> None:
    assert word_spans("𠮷野") == [(0, 1), (1, 2)]


def test_an_ideographic_space_is_a_blank() -> None:
    assert word_spans("甲　乙") == [(0, 1), (2, 3)]


@given(st.text())
def test_words_cover_every_character_but_blanks_once_in_order(text: str) -> None:
    spans = word_spans(text)
    covered = [i for start, end in spans for i in range(start, end)]
    assert covered == [i for i, character in enumerate(text) if not character.isspace()]
    assert all(end - start == 1 for start, end in spans if is_cjk(text[start]))
