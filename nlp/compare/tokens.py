"""A text as the tokens that carry meaning, each with the form in which two spellings are equal.

Tokens are Chinese characters, other words, numbers, and signs such as % or ☑. Blanks, line breaks
and punctuation are no tokens, and neither are the numbers of clauses: they stand between tokens
and are compared apart, so that a renumbered or reset text is still the same text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache

import opencc

from nlp.compare.version import ClauseMark, Version
from nlp.folding import HAN, fold

_SIGNS = "%‰‱¥$€£±≤≥<>=+×÷℃°²³㎡☑☒✓✔√■☐□"
_TOKEN = re.compile(
    rf"(?:(?<![^\s(（:：])-)?\d+(?:,\d{{3}})*(?:\.\d+)*(?![A-Za-z0-9])"
    rf"|[{HAN}]"
    rf"|(?:(?![{HAN}])[^\W_])+(?:'(?:(?![{HAN}])[^\W_])+)*"
    rf"|[{_SIGNS}]"
)
_SAME_SIGN = dict.fromkeys("☑☒✓✔√■", "☑") | dict.fromkeys("☐□", "☐")


@dataclass(frozen=True, slots=True)
class ClauseNumber:
    """The number of a clause: where it is printed, and the token that follows it."""

    start: int
    end: int
    text: str
    token: int


@dataclass(frozen=True)
class Tokens:
    """The tokens of one version: parallel lists of offsets and normal forms."""

    version: Version
    starts: list[int]
    ends: list[int]
    keys: list[str]
    numbers: tuple[ClauseNumber, ...]

    def __len__(self) -> int:
        return len(self.keys)

    def at(self, offset: int) -> int:
        """The index of the first token at or after ``offset``."""
        return bisect_left(self.starts, offset)

    def raw(self, index: int) -> str:
        """The token as printed."""
        return self.version.text[self.starts[index] : self.ends[index]]

    def between(self, index: int) -> str:
        """What stands between the token before ``index`` and that one, as printed."""
        return self.version.text[self.gap_start(index) : self.gap_end(index)]

    def gap_start(self, index: int) -> int:
        return self.ends[index - 1] if index else 0

    def gap_end(self, index: int) -> int:
        return self.starts[index] if index < len(self.starts) else len(self.version.text)


def tokenize(version: Version) -> Tokens:
    """The tokens of a version, its clause numbers set apart."""
    folded = fold(version.text)
    starts: list[int] = []
    ends: list[int] = []
    keys: list[str] = []
    numbers: list[ClauseNumber] = []
    marks = iter([mark for mark in version.clauses if _printed(version, mark)])
    mark = next(marks, None)
    for match in _TOKEN.finditer(folded):
        start, end = match.span()
        while mark is not None and start >= mark.start + len(mark.number or ""):
            numbers.append(_number(mark, len(keys)))
            mark = next(marks, None)
        if mark is not None and end > mark.start:
            continue
        starts.append(start)
        ends.append(end)
        keys.append(_normal(match[0], version.text[start:end]))
    while mark is not None:
        numbers.append(_number(mark, len(keys)))
        mark = next(marks, None)
    return Tokens(version, starts, ends, keys, tuple(numbers))


def normal_form(text: str) -> str:
    """All tokens of a short text in one string: equal where only spelling differs."""
    return "".join(
        _normal(match[0], text[match.start() : match.end()])
        for match in _TOKEN.finditer(fold(text))
    )


def _printed(version: Version, mark: ClauseMark) -> bool:
    number = mark.number or ""
    return bool(number) and version.text.startswith(number, mark.start)


def _number(mark: ClauseMark, token: int) -> ClauseNumber:
    number = mark.number or ""
    return ClauseNumber(mark.start, mark.start + len(number), number, token)


@lru_cache(maxsize=100_000)
def _normal(token: str, printed: str) -> str:
    """The normal form of a token, given folded and as printed."""
    if token in _SAME_SIGN:
        return _SAME_SIGN[token]
    if token[0].isdigit() or token[0] == "-":
        return token.replace(",", "")
    if len(token) == 1 and token >= "\u3400":
        # As printed, for folding reads 參 as the figure 叁 wherever it stands.
        return fold(_simplified(printed))
    return token.lower()


@lru_cache(maxsize=1)
def _simplifier() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


def _simplified(character: str) -> str:
    converted: str = _simplifier().convert(character)
    return converted
