"""Numbers that English contracts print with a word: Article IV, Clause Two, PART C, FIRST."""

from __future__ import annotations

import re

from nlp.structure.numerals import english_ordinal, letter_value, roman_value

_TENS = "TWENTY|THIRTY|FORTY"
_ONES = "ONE|TWO|THREE|FOUR|FIVE|SIX|SEVEN|EIGHT|NINE"
_WORD_NUMBER = (
    rf"(?:{_TENS})(?:[ -](?:{_ONES}))?|{_ONES}|TEN|ELEVEN|TWELVE|THIRTEEN|FOURTEEN|FIFTEEN|"
    "SIXTEEN|SEVENTEEN|EIGHTEEN|NINETEEN"
)
_ORDINALS = (
    "FIRST",
    "SECOND",
    "THIRD",
    "FOURTH",
    "FIFTH",
    "SIXTH",
    "SEVENTH",
    "EIGHTH",
    "NINTH",
    "TENTH",
    "ELEVENTH",
    "TWELFTH",
    "THIRTEENTH",
    "FOURTEENTH",
    "FIFTEENTH",
)

_ARTICLE = re.compile(
    rf"(?:ARTICLE|Article|ART\.|Art\.)\s*(\d{{1,3}}|[IVXL]{{1,7}}|(?i:{_WORD_NUMBER}))(?![A-Za-z0-9])"
)
_SECTION = re.compile(
    r"(?:SECTION|Section|Sec\.|CLAUSE|Clause|§)\s*"
    rf"(\d{{1,3}}(?:\.\d{{1,3}}){{0,4}}|[IVX]{{1,6}}|(?i:{_WORD_NUMBER}))(?![A-Za-z0-9])"
)
_PART = re.compile(
    r"(?P<word>PART|Part|CHAPTER|Chapter)\s+"
    rf"(?P<number>\d{{1,2}}|[IVX]{{1,6}}|[A-Z]|(?i:{_WORD_NUMBER}))(?![A-Za-z0-9'])"
)
_ORDINAL = re.compile(rf"({'|'.join(_ORDINALS)})\s*(?=[.:]|-\s)")

Readings = list[tuple[str, tuple[int, ...]]]
"""Style and parts of each way to read a number."""


def english_number(text: str) -> tuple[Readings, int] | None:
    """The readings of the number that opens ``text`` with a word, and where it ends."""
    if match := _ARTICLE.match(text):
        return [("en_article", (english_ordinal(match[1]) or 0,))], match.end()
    if match := _SECTION.match(text):
        parts = tuple(english_ordinal(part) or 0 for part in match[1].split("."))
        style = "en_section" if len(parts) == 1 else f"en_section{len(parts)}"
        return [(style, parts)], match.end()
    if match := _PART.match(text):
        return _part(match["word"].lower(), match["number"]), match.end()
    if match := _ORDINAL.match(text):
        return [("en_ordinal", (_ORDINALS.index(match[1]) + 1,))], match.end()
    return None


def _part(style: str, printed: str) -> Readings:
    """PART C is the third by its letter, PART I the first by its Roman numeral or the ninth."""
    if printed.isdecimal():
        return [(style, (int(printed),))]
    letter = letter_value(printed) if len(printed) == 1 else None
    roman = roman_value(printed)
    if letter is None and roman is None:
        return [(style, (english_ordinal(printed) or 0,))]
    return [(style, (value,)) for value in (roman, letter) if value is not None]
