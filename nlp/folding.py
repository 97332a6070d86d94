"""One spelling for the many widths and forms of a character, without moving any offset.

Every grammar reads folded text; quotes are always taken from the original.
"""

from __future__ import annotations

HAN = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""All Chinese characters, of any plane, for use within the brackets of a pattern."""

_PAIRS = {
    "\u3000": " ",
    "\u00a0": " ",
    "\u2002": " ",
    "\u2003": " ",
    "\u2009": " ",
    "\u202f": " ",
    "￥": "¥",
    "＄": "$",
    "“": '"',
    "”": '"',
    "「": '"',
    "」": '"',
    "『": '"',
    "』": '"',
    "‘": "'",
    "’": "'",
    "【": "[",
    "】": "]",
    "〔": "(",
    "〕": ")",
    "–": "-",
    "—": "-",
    "−": "-",
    "―": "-",
    "〜": "~",
    "圆": "元",
    "圓": "元",
    "萬": "万",
    "億": "亿",
    "貳": "贰",
    "弐": "贰",
    "參": "叁",
    "叄": "叁",
    "陸": "陆",
    "兩": "两",
    "負": "负",
    "點": "点",
    "個": "个",
    "週": "周",
    "號": "号",
    "時": "时",
    "間": "间",
    "幣": "币",
    "鎊": "镑",
    "歐": "欧",
    "銖": "铢",
    "雙": "双",
    "ㄧ": "一",
    "○": "〇",
    "◯": "〇",
}
_TABLE = str.maketrans({chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)} | _PAIRS)


def fold(text: str) -> str:
    """``text`` with full width, old forms and quotation marks made one; same length always."""
    return text.translate(_TABLE)
