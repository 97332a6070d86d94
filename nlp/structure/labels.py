"""The number a paragraph opens with: 第三条, 一、, （一）, 1.1, ①, Article IV, (a), 附件一.

A label is only a candidate. Whether it opens a clause, or the paragraph merely begins with a
reference, an amount or a date, is decided by the sequence in :mod:`nlp.structure.tree`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from nlp.structure.labels_en import english_number
from nlp.structure.numerals import (
    circled_value,
    letter_value,
    roman_value,
    zh_ordinal,
)

_ZH = "一二三四五六七八九十百零〇两"
STRONG = frozenset({"part", "chapter", "zh_section", "article", "en_article", "en_section"})
"""Styles that say by a word that they number a clause; the others may be lists, dates or sums."""

RANK = {"annex": 0, "part": 1, "chapter": 2, "zh_section": 3, "article": 4, "en_article": 4}
"""Styles whose order is fixed by usage, outermost first: 编/部分 > 章 > 节 > 条 > the rest."""


@dataclass(frozen=True, slots=True)
class Numbering:
    """One way to read a label: ``parts`` of 3.2 are (3, 2); ``style`` tells siblings apart."""

    style: str
    parts: tuple[int, ...]

    @property
    def value(self) -> int:
        return self.parts[-1]


@dataclass(frozen=True, slots=True)
class Label:
    """A number at the start of a paragraph.

    ``end`` is the offset after the number itself, ``body`` the offset of the words after it,
    both from the paragraph's start. ``readings`` has more than one entry for (i), (v), C. …
    ``doubtful`` marks a paragraph that goes on like a reference or like a quantity.
    """

    readings: tuple[Numbering, ...]
    end: int
    body: int
    doubtful: bool = False

    @property
    def styles(self) -> frozenset[str]:
        return frozenset(reading.style for reading in self.readings)

    @property
    def strong(self) -> bool:
        return not STRONG.isdisjoint(self.styles)


_FOLD = str.maketrans(
    {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    | {"\u3000": " ", "\u00a0": " ", "〔": "(", "〕": ")", "○": "〇", "—": "-", "–": "-"}
)

_DI = re.compile(rf"第\s*([{_ZH}\s-]+|\d[\d\s]*)\s*(编|部\s*分|章|节|条|款)(?!\s*例)")
_DI_STYLE = {"编": "part", "部分": "part", "章": "chapter", "节": "zh_section", "条": "article"}
_ANNEX_ZH = re.compile(rf"附\s*[件表录]\s*([{_ZH}]{{1,3}}|\d{{1,2}}|[A-Z](?![A-Za-z]))?")
_ANNEX_EN = re.compile(
    r"(?:ANNEX|SCHEDULE|EXHIBIT|APPENDIX|ATTACHMENT|Annex|Schedule|Exhibit|Appendix|Attachment)"
    r"\s+\"?(\d{1,2}(?:-\d{1,3})?|[A-Z](?:-\d)?|[IVX]{1,5})\"?(?![A-Za-z0-9]|\.\d)"
)
_ENUM_ZH = re.compile(rf"([{_ZH}]{{1,4}}|-(?=\s*、))\s*[、.,](?![{_ZH}]{{1,2}}[、,])")
_PAREN_ZH = re.compile(rf"\(\s*([{_ZH}]{{1,4}}|-)\s*\)|([{_ZH}]{{1,4}})\)")
_DECIMAL = re.compile(
    r"(\d{1,3}(?:\s?[.]\s?\d{1,3}){1,5})(?!\d)(?=[\s.、:,]|[^\x00-\x7f]|[A-Z(\"]|$)"
)
_HYPHENED = re.compile(
    r"(\d{1,2}(?:-\d{1,2}){1,2}(?=[\s.、]|[\u4e00-\u9fff])|\d{1,2}:[1-9]\d?(?=\s+[A-Z]))"
)
_NUMBER = re.compile(r"(\d{1,3})\s*[.、](?!\d)")
_NUMBER_COMMA = re.compile(r"(\d{1,2}),(?=[\u4e00-\u9fff])")
_HALF_NUMBER = re.compile(r"(\d{1,3})\s?\)")
_PAREN_NUMBER = re.compile(r"\(\s*(\d{1,3})\s*\)")
_ANGLE_NUMBER = re.compile(r"[<〈《\[【]\s*(\d{1,2})\s*[>〉》\]】]")
_PAREN_LETTER = re.compile(r"\(\s*([a-z]{1,5}|[A-Z]{1,5})\s*\)")
_LETTER = re.compile(r"([a-zA-Z]|[ivx]{2,5}|[IVX]{2,5})([.)]|(?<=[lI])、)(?=\s|[^\x00-\x7f]|$)")
_CJK = re.compile(r"[\u4e00-\u9fff]")
_MISREAD_ONE = frozenset("lI")
"""Letters that a 1 is misread for; Chinese lists are hardly ever numbered by them."""

_BARE = re.compile(
    r"(\d{1,2})(?=\s{1,4}(?:-\s{1,2})?[A-Z\u4e00-\u9fff]|-\s{1,2}[A-Z]|[\u4e00-\u9fff])"
)
_SLASHED = re.compile(r"(?:(\d{1,2})|([a-z]))/(?=\s)")
_PREFIXED = re.compile(
    r"([A-Z]|[IVX]{2,6})[.\-]?(\d{1,2}(?:\.\d{1,2}){0,2})(?=[.、:)]?(?:\s+[A-Z\"“‘\u4e00-\u9fff]|[\u4e00-\u9fff]))"
)
"""A1, B.2, XIV.2: the number of a clause inside the part of that letter or numeral."""

_WITH_LETTER = re.compile(r"(\d{1,2}(?:\.\d{1,2}){0,2})\s?\(([a-z]{1,2})\)(?=\s+[A-Z\"“])")
"""3(b), 3.1(b): the item with the number of its clause."""

_SEPARATOR = re.compile(r"[\s.、:,;\-]*")
_UNIT = re.compile(
    r"\s?(?:[%‰℃㎡]|[十百千万亿]*(?:元|吨|米|倍|亩|瓦|伏)|平方|立方|公里|公斤|公顷|小时|毫米|厘米|"
    r"[年月日天号个台套份次期人周分](?![\u4e00-\u9fff]|\s+\S)|[年月日天个台套份次期人周](?=[的以内之后前起止])|"
    r"(?:m|mm|cm|km|kg|KG|MB|GB|USD|RMB|[Pp]ercent|[Mm]illion|[Bb]illion)\b)"
)
_REFERENCE_ZH = re.compile(
    r"(?:\s?[第之]\s?[一二三四五六七八九十\d(]|所|规定|约定|中|的|项下|项|内|、第|和第|及第|或第|或者第|与第|至第|至|以及|"
    r"与|和|及|或|关于|列明|载明|明确|提及|要求|执行|办理|处理)"
)
_REFERENCE_EN = re.compile(
    r"\s*(?:\([a-z0-9]{1,4}\)|,|;|hereof|hereto|herein|of\b|and\b|or\b|to\b|through\b|is\b|are\b|shall\b|"
    r"will\b|applies\b|apply\b|above\b|below\b|may\b|does\b|do\b|has\b|have\b|in\b|"
    r"for\b|with\b|as\b)"
)


def fold_label(text: str) -> str:
    """Full-width digits, brackets and marks as half-width ones, character for character."""
    return text.translate(_FOLD)


def read_label(paragraph: str) -> Label | None:
    """The label ``paragraph`` opens with, or None."""
    text = fold_label(paragraph[:80])
    for reader in _READERS:
        label = reader(text)
        if label is not None:
            return label
    return None


def _label(
    text: str, readings: Iterator[Numbering] | list[Numbering], end: int, doubtful: bool = False
) -> Label | None:
    found = tuple(reading for reading in readings if all(0 < part < 1000 for part in reading.parts))
    if not found:
        return None
    separator = _SEPARATOR.match(text, end)
    return Label(found, end, separator.end() if separator else end, doubtful)


def _di(text: str) -> Label | None:
    match = _DI.match(text)
    if match is None:
        return None
    style = _DI_STYLE.get(re.sub(r"\s", "", match.group(2)))
    value = zh_ordinal(match.group(1))
    if style is None or value is None:
        return None
    doubtful = _REFERENCE_ZH.match(text, match.end()) is not None
    return _label(text, [Numbering(style, (value,))], match.end(), doubtful)


def _annex(text: str) -> Label | None:
    match = _ANNEX_ZH.match(text) or _ANNEX_EN.match(text)
    if match is None:
        return None
    number = match.group(1)
    value = 1 if number is None else _annex_value(number)
    rest = text[match.end() :]
    reference = _REFERENCE_ZH.match(rest) or re.match(r"为|是|如|作为|一并|均|构成", rest)
    doubtful = reference is not None or _REFERENCE_EN.match(rest) is not None
    return _label(text, [Numbering("annex", (value,))], match.end(), doubtful)


def _annex_value(number: str) -> int:
    digits = re.search(r"\d+", number)
    value = int(digits.group()) if digits else zh_ordinal(number)
    return value or roman_value(number) or letter_value(number[0]) or 1


def _english(text: str) -> Label | None:
    found = english_number(text)
    if found is None:
        return None
    readings, end = found
    doubtful = _REFERENCE_EN.match(text, end) is not None
    return _label(text, [Numbering(*reading) for reading in readings], end, doubtful)


def _with_letter(text: str) -> Label | None:
    match = _WITH_LETTER.match(text)
    if match is None:
        return None
    parts = (*map(int, match[1].split(".")), letter_value(match[2]) or 0)
    return _label(text, [Numbering(f"lettered{len(parts)}", parts)], match.end())


def _prefixed(text: str) -> Label | None:
    match = _PREFIXED.match(text)
    if match is None or _UNIT.match(text, match.end()):
        return None
    inner = tuple(map(int, match[2].split(".")))
    readings = [
        Numbering(f"{reading.style}{len(inner)}", (*reading.parts, *inner))
        for reading in _letters(match[1], "prefixed")
    ]
    return _label(text, readings, match.end())


def _decimal(text: str) -> Label | None:
    match = _DECIMAL.match(text) or _HYPHENED.match(text)
    if match is None:
        return None
    if _UNIT.match(text, match.end()):
        return None
    parts = tuple(int(part) for part in re.split(r"\s?[.:-]\s?", match.group(1)))
    style = f"decimal{len(parts)}"
    if len(parts) == 2 and not parts[1]:
        style, parts = "round", parts[:1]
    return _label(text, [Numbering(style, parts)], match.end())


def _bracketed(text: str) -> Label | None:
    if match := _PAREN_ZH.match(text):
        value = zh_ordinal(match.group(1) or match.group(2))
        return _label(text, [Numbering("paren_zh", (value or 0,))], match.end())
    if match := _PAREN_NUMBER.match(text):
        return _label(text, [Numbering("paren_number", (int(match.group(1)),))], match.end())
    if match := _ANGLE_NUMBER.match(text):
        return _label(text, [Numbering("angle_number", (int(match.group(1)),))], match.end())
    if match := _HALF_NUMBER.match(text):
        return _label(text, [Numbering("half_number", (int(match.group(1)),))], match.end())
    if match := _PAREN_LETTER.match(text):
        return _label(text, _letters(match.group(1), "paren"), match.end())
    value = circled_value(text[:1])
    return _label(text, [Numbering("circled", (value,))], 1) if value else None


def _enumerated(text: str) -> Label | None:
    if match := _ENUM_ZH.match(text):
        value = zh_ordinal(match.group(1))
        return _label(text, [Numbering("enum_zh", (value or 0,))], match.end(1))
    if match := _NUMBER.match(text) or _NUMBER_COMMA.match(text):
        return _label(text, [Numbering("number", (int(match.group(1)),))], match.end(1))
    if match := _LETTER.match(text):
        if match.group(1) in _MISREAD_ONE and _CJK.search(text):
            return _label(text, [Numbering("number", (1,))], match.end(1))
        style = "half" if match.group(2) == ")" else "plain"
        end = match.end() if style == "half" else match.end(1)
        return _label(text, _letters(match.group(1), style), end)
    return None


def _bare(text: str) -> Label | None:
    if match := _SLASHED.match(text):
        value = int(match[1]) if match[1] else letter_value(match[2]) or 0
        style = "slashed" if match[1] else "slashed_letter"
        return _label(text, [Numbering(style, (value,))], match.end())
    match = _BARE.match(text)
    if match is None or _UNIT.match(text, match.end()):
        return None
    return _label(text, [Numbering("bare", (int(match.group(1)),))], match.end())


def _letters(printed: str, style: str) -> Iterator[Numbering]:
    """A letter as a letter and, where it can be one, as a Roman numeral."""
    case = "lower" if printed.islower() else "upper"
    letter = letter_value(printed)
    if letter is not None:
        yield Numbering(f"{style}_{case}", (letter,))
    roman = roman_value(printed)
    if roman is not None and roman < 40:
        yield Numbering(f"{style}_{case}_roman", (roman,))


_READERS = (
    _di,
    _annex,
    _english,
    _with_letter,
    _prefixed,
    _decimal,
    _bracketed,
    _enumerated,
    _bare,
)
