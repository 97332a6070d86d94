"""The redline holds both texts, whatever they are."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from nlp.compare import compare
from nlp.compare.align import align
from nlp.compare.redline import lines_of, pieces_of
from nlp.compare.version import plain_version
from tests.nlp.compare.texts import OLD, between

_TEXTS = st.text(alphabet="甲乙不应付1,2.3万元% ab。，\t\n", max_size=60)


@given(old=_TEXTS, new=_TEXTS)
def test_without_what_was_inserted_it_is_the_old_text_and_without_what_was_deleted_the_new(
    old: str, new: str
) -> None:
    pieces = pieces_of(compare(plain_version(old), plain_version(new)))
    assert "".join(piece.text for piece in pieces if piece.state != "inserted") == old
    assert "".join(piece.text for piece in pieces if piece.state != "deleted") == new


@given(old=st.lists(st.sampled_from("abcd"), max_size=40), new=st.lists(st.sampled_from("abcd")))
def test_aligned_tokens_are_equal_and_in_order(old: list[str], new: list[str]) -> None:
    i = j = 0
    for run in align(old, new):
        assert run.old >= i
        assert run.new >= j
        assert old[run.old : run.old + run.length] == new[run.new : run.new + run.length]
        i, j = run.old + run.length, run.new + run.length


@given(old=_TEXTS, new=_TEXTS)
def test_texts_with_other_words_never_pass_as_the_same(old: str, new: str) -> None:
    comparison = compare(plain_version(old), plain_version(new))
    if comparison.old.keys != comparison.new.keys:
        assert comparison.changes


def test_lines_end_where_either_text_ends_them() -> None:
    lines = lines_of(pieces_of(between("甲方付款。乙方交货。", "甲方付款。\n乙方交货。")))
    assert [(line.side("deleted"), line.mark) for line in lines] == [
        ("甲方付款。", "inserted"),
        ("乙方交货。", "same"),
    ]


def test_an_unchanged_text_is_one_run_of_same_lines() -> None:
    assert all(line.is_same for line in lines_of(pieces_of(between(OLD, OLD))))
