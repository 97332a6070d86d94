"""The unified social credit code (统一社会信用代码) and its check character."""

from __future__ import annotations

import re

_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_WEIGHTS = tuple(pow(3, place, 31) for place in range(17))

PATTERN = re.compile(r"(?<![0-9A-Za-z])[0-9A-Za-z]{18}(?![0-9A-Za-z])")
"""Eighteen characters that may be a credit code; many other numbers are as long."""


def is_valid(code: str) -> bool:
    """True for 18 characters whose last one is right by GB 32100-2015.

    The former 15-digit registration number (注册号) is not a credit code.
    """
    if len(code) != 18 or any(char not in _ALPHABET for char in code):
        return False
    total = sum(
        _ALPHABET.index(char) * weight for char, weight in zip(code[:17], _WEIGHTS, strict=True)
    )
    return _ALPHABET[-total % 31] == code[17]
