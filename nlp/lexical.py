"""Words for lexical search: folded, cut, hashed into a sparse vector.

Folding makes full and half width, upper and lower case, simplified and traditional characters
one. Chinese is cut into words (jieba) and, so that no cut can hide a hit, into character pairs.
"""

from __future__ import annotations

import logging
import re
import unicodedata
import zlib
from collections import Counter
from functools import lru_cache

import jieba
import opencc

jieba.setLogLevel(logging.WARNING)

_CJK = re.compile(r"[\u3400-\u9fff\U00020000-\U0002ebef]+")
_LATIN = re.compile(r"[a-z0-9]+(?:[.\-/][a-z0-9]+)*")
_SATURATION = 1.2
"""BM25's k1: how soon more of the same word stops counting (Robertson and Zaragoza, 2009)."""
_LENGTH_WEIGHT = 0.5
_TYPICAL_LENGTH = 120


@lru_cache(maxsize=1)
def _simplifier() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


def fold(text: str) -> str:
    """The form in which two spellings of the same words are equal."""
    folded: str = _simplifier().convert(unicodedata.normalize("NFKC", text).lower())
    return folded


def terms(text: str) -> list[str]:
    """The words of a text, with repetition, in no particular order."""
    folded = fold(text)
    found = _LATIN.findall(folded)
    for run in _CJK.findall(folded):
        found.extend(word for word in jieba.cut_for_search(run) if len(word) > 1)
        found.extend(run[i : i + 2] for i in range(len(run) - 1))
        if len(run) == 1:
            found.append(run)
    return found


def term_id(term: str) -> int:
    """A stable 31-bit number for a word."""
    return zlib.crc32(term.encode()) & 0x7FFFFFFF


def document_vector(text: str) -> dict[int, float]:
    """Saturated counts (BM25 without its IDF, which the index applies) by term number."""
    counts = Counter(terms(text))
    length = sum(counts.values())
    norm = _SATURATION * (1 - _LENGTH_WEIGHT + _LENGTH_WEIGHT * length / _TYPICAL_LENGTH)
    vector: dict[int, float] = {}
    for term, count in counts.items():
        weight = count * (_SATURATION + 1) / (count + norm)
        number = term_id(term)
        vector[number] = max(vector.get(number, 0.0), weight)
    return vector


def query_vector(text: str) -> dict[int, float]:
    """Each distinct word of the query once."""
    return dict.fromkeys((term_id(term) for term in terms(text)), 1.0)
