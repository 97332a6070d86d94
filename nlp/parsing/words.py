"""How a line of text divides into words: one CJK character each, other characters in runs."""

from __future__ import annotations

import re

_CJK_RANGES = (
    "\u2460-\u24ff"  # enclosed numbers ①
    "\u2e80-\u2fff\u3001-\u303f"  # radicals, CJK punctuation; U+3000 is a blank
    "\u3040-\u312f\u31a0-\u31bf\u31f0-\u31ff"  # kana, bopomofo
    "\u3200-\u4dbf\u4e00-\u9fff\uf900-\ufaff"  # enclosed, unified, compatibility
    "\ufe30-\ufe4f\uff00-\uffef"  # vertical and full-width forms
    "\U00020000-\U0003ffff"  # the supplementary planes (𠮷)
)
_CJK = re.compile(f"[{_CJK_RANGES}]")
_WORD = re.compile(f"[{_CJK_RANGES}]|[^\\s{_CJK_RANGES}]+")


def is_cjk(character: str) -> bool:
    """Whether ``character`` is set solid: it needs no space on either side."""
    return _CJK.match(character) is not None


def word_spans(text: str) -> list[tuple[int, int]]:
    """``(start, end)`` of every word of ``text``, in order; blanks belong to no word."""
    return [match.span() for match in _WORD.finditer(text)]
