"""Phrases of the clause library: short RE2 patterns that a lawyer can read.

Besides RE2's own syntax a phrase knows

* ``…`` a gap inside the sentence (up to 40 characters, 120 in a phrase without Chinese);
* ``<buyer>``, ``<seller>``, ``<party>``: every word that this contract uses for the paying
  side, the performing side, any party;
* ``<who>``: any party, and the one that gains; ``<whom>``: any party, and the one that loses.
  The side that gains hears nothing of the finding.

Letters match in either case, and full-width forms match half-width ones.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import re2

from nlp.folding import fold

_MARK = re.compile(r"<(buyer|seller|party|who|whom)>")
_CJK = re.compile(r"[\u4e00-\u9fff]")
_FULL_WIDTH_SYNTAX = str.maketrans(
    {
        "（": r"\(",
        "）": r"\)",
        "？": r"\?",
        "．": r"\.",
        "［": r"\[",
        "］": r"\]",
        "【": r"\[",
        "】": r"\]",
        "＋": r"\+",
        "＊": r"\*",
    }
)


class PhraseError(ValueError):
    """A phrase that RE2 refuses."""


@lru_cache(maxsize=4096)
def _compile(pattern: str) -> Any:
    """google-re2 ships no types: its compiled pattern behaves as that of :mod:`re`."""
    options = re2.Options()
    options.case_sensitive = False
    options.log_errors = False
    try:
        return re2.compile(pattern, options)
    except re2.error as error:
        cause = error.args[0] if error.args else error
        told = cause.decode("utf-8", "replace") if isinstance(cause, bytes) else str(cause)
        raise PhraseError(f"phrase {pattern!r}: {told}") from error


def compile_phrase(phrase: str, words: Mapping[str, str]) -> Any:
    """The phrase compiled; ``words`` gives for each mark (buyer, seller, party) its pattern."""

    def expand(match: re.Match[str]) -> str:
        mark = match[1]
        if mark in ("who", "whom"):
            return f"(?P<{mark}>{words['party']})"
        return f"(?:{words[mark]})"

    gap = r"[^\n]{0,40}?" if _CJK.search(phrase) else r"[^\n]{0,120}?"
    folded = fold(phrase.translate(_FULL_WIDTH_SYNTAX)).replace("…", gap)
    return _compile(_MARK.sub(expand, folded))


def check_phrase(phrase: str) -> None:
    """Raise :class:`PhraseError` where RE2 refuses the phrase or it matches everything."""
    if not phrase.strip():
        raise PhraseError("an empty phrase matches everything")
    compiled = compile_phrase(phrase, {"buyer": "买方", "seller": "卖方", "party": "买方|卖方"})
    if compiled.search("") is not None:
        raise PhraseError(f"phrase {phrase!r} matches an empty text: make a part of it obligatory")
