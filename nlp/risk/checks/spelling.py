"""Characters of another script or width that slipped into a text.

Pages read by character recognition are left alone: the form of a glyph is the engine's there.
"""

from __future__ import annotations

import re
from functools import lru_cache

import opencc

from nlp.document import Reading
from nlp.folding import HAN
from nlp.risk.faults import Fault, Span
from nlp.risk.text import sentence_at

_HAN_CHAR = re.compile(f"[{HAN}]")
_LEFT_ALONE = frozenset("於後乾著徵係藉瞭麽夥覆餘鍾剋昇疊摺託鹹穀籲僱週佔捨採")
"""Forms that stand in simplified text too, as names, in 大写 or as variants."""
_CAPITALS = frozenset("壹貳叁參肆伍陸柒捌玖拾佰仟萬億圓整")
_NAMES = re.compile(
    r"(?:联系人|姓名|签名|代表人|负责人|经办人|地址|商标|品牌|字号|户名|聯絡人|地點)[^。;；\n]{0,30}"
    r"|[“\"「『《][^”\"」』》\n]{1,40}[”\"」』》]"
)
_FEWEST = 8
"""So many characters that only the text's own script has must stand in it."""


@lru_cache(maxsize=4096)
def _script(char: str) -> str | None:
    """``hant`` or ``hans`` for a character that only this script uses, else None."""
    if char in _LEFT_ALONE or char in _CAPITALS:
        return None
    if _converter("t2s").convert(char) != char:
        return "hant"
    if _converter("s2t").convert(char) != char:
        return "hans"
    return None


@lru_cache
def _converter(name: str) -> opencc.OpenCC:
    return opencc.OpenCC(name)


def script_mix(reading: Reading) -> list[Fault]:
    """A few traditional characters in simplified text, or the reverse; names are left out.

    One fault for the whole text: it quotes the first place and counts the others. Where both
    scripts are common the document is written in both on purpose.
    """
    text = reading.document.text
    names = [match.span() for match in _NAMES.finditer(text)]
    names += [(party.at.start, party.at.end) for party in reading.parties]
    left_out = {at for start, end in names for at in range(start, end)}
    places: dict[str, list[int]] = {"hans": [], "hant": []}
    for match in _HAN_CHAR.finditer(text):
        script = _script(match[0])
        if script is not None and match.start() not in left_out:
            places[script].append(match.start())
    few, many = sorted(places.values(), key=len)
    few = [at for at in few if _is_native(reading, at)]
    if not few or len(many) < _FEWEST or len(many) < 4 * len(few):
        return []
    spans = tuple((at, at + 1) for at in few)
    params = {"count": str(len(few)), "sample": "".join(text[at] for at in few[:8])}
    where = sentence_at(reading, few[0])
    return [Fault(*where, spans[:1], spans[1:], params)]


_WIDE_DIGIT, _DIGIT = "０-９", "0-9"
_NUMBER = re.compile(
    rf"[{_DIGIT}{_WIDE_DIGIT}](?:[,.．]?[{_DIGIT}{_WIDE_DIGIT}]| (?=[{_DIGIT}{_WIDE_DIGIT}]))+"
)
_DOTTED = re.compile(r"\d{1,2}[.．]\d{1,2}(?:[.．]\d{1,2})?")
_WIDE_COMMA = re.compile(r"(?<![\d,，.])\d{1,3}(?:，\d{3})+(?:\.\d+)?(?![\d，])")
_MONEY_BEFORE = re.compile(r"(?:[¥￥$€£]|人民币|USD|RMB|CNY|EUR|金额|款|价)[^\d，。\n]{0,6}$")
_MONEY_AFTER = re.compile(r"\s?(?:万|亿)?(?:元|圆|美元|欧元|港元|日元)")


def width_mix(reading: Reading) -> list[Fault]:
    """One number in digits of two widths (12０), or with full-width commas (1，250，000元)."""
    text = reading.document.text
    spans: list[Span] = []
    for match in _NUMBER.finditer(text):
        both = re.search(f"[{_DIGIT}]", match[0]) and re.search(f"[{_WIDE_DIGIT}．]", match[0])
        if both and not (_opens_a_line(text, match.start()) or _is_dotted(text, match)):
            spans.append(match.span())
    for match in _WIDE_COMMA.finditer(text):
        money = _MONEY_BEFORE.search(text[max(0, match.start() - 12) : match.start()])
        if money or _MONEY_AFTER.match(text, match.end()):
            spans.append(match.span())
    return [
        Fault(*_sentence_with(reading, span), (span,), (), {"number": text[slice(*span)]})
        for span in sorted(spans)
        if _is_native(reading, span[0])
    ]


def _opens_a_line(text: str, start: int) -> bool:
    """Whether only blanks stand before it on its line: then it is a clause's number."""
    return not text[text.rfind("\n", 0, start) + 1 : start].strip()


def _is_dotted(text: str, match: re.Match[str]) -> bool:
    """1．2 and ３.1 without money after them: references to clauses, not decimal fractions."""
    return bool(_DOTTED.fullmatch(match[0])) and not _MONEY_AFTER.match(text, match.end())


def _sentence_with(reading: Reading, span: Span) -> Span:
    start, end = sentence_at(reading, span[0])
    return min(start, span[0]), max(end, span[1])


def _is_native(reading: Reading, offset: int) -> bool:
    number = reading.document.page_at(offset)
    return any(p.number == number and p.source == "native" for p in reading.document.pages)
