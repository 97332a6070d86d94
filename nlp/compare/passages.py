"""Words and values around a difference, found only where one is."""

from __future__ import annotations

import logging
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import jieba

from nlp.compare.tokens import Tokens
from nlp.compare.values import Value, find_values

jieba.setLogLevel(logging.WARNING)

_LONGEST = 1200
"""Characters of one paragraph that are looked at on either side of a place."""


@dataclass(frozen=True, slots=True)
class _Found:
    values: tuple[Value, ...]
    words: tuple[tuple[int, int], ...]
    word_starts: tuple[int, ...]


class Passages:
    """One side's passages; offsets are those of the whole text."""

    def __init__(self, tokens: Tokens, names: Iterable[str]) -> None:
        self._tokens = tokens
        self._text = tokens.version.text
        self._names = tuple(names)
        self._found: dict[tuple[int, int], _Found] = {}

    def cut(self, index: int) -> bool:
        """Whether a boundary before token ``index`` would cut a word or a value in two."""
        tokens = self._tokens
        if not 0 < index < len(tokens):
            return False
        before, at = tokens.starts[index - 1], tokens.starts[index]
        found = self._around(at)
        if any(value.start <= before and value.end > at for value in found.values):
            return True
        position = bisect_right(found.word_starts, before) - 1
        return position >= 0 and found.words[position][1] > at

    def values(self, start: int, end: int) -> tuple[Value, ...]:
        """The values that stand wholly within tokens ``start..end``."""
        if start == end:
            return ()
        first, last = self._tokens.starts[start], self._tokens.ends[end - 1]
        values: list[Value] = []
        at = first
        while at < last:
            high = self._window(at)[1]
            values += [
                value
                for value in self._around(at).values
                if value.start >= max(first, at) and not self._goes_on(last, value.end)
            ]
            at = max(high, at + 1)
        return tuple(values)

    def _goes_on(self, last: int, end: int) -> bool:
        """Whether more than a closing mark stands between ``last`` and ``end``."""
        return end > last and any(each.isalnum() for each in self._text[last:end])

    def canonical(self, start: int, end: int, values: Sequence[Value]) -> str:
        """The stretch with values by what they say and words by their normal form.

        Two figures that punctuation or a cell's edge parts stay two.
        """
        parts: list[str] = []
        for index in range(start, end):
            value = self._value_at(index, values)
            if value is None:
                parts.append(self._apart(index, start) + self._tokens.keys[index])
            elif index == start or self._value_at(index - 1, values) is not value:
                parts.append(f"⟨{value.kind}:{value.value}⟩")
        return "".join(parts)

    def wording(self, start: int, end: int, values: Sequence[Value]) -> str:
        """The normal form of what is no value."""
        return "".join(
            self._tokens.keys[index]
            for index in range(start, end)
            if self._value_at(index, values) is None
        )

    def words(self, start: int, end: int, values: Sequence[Value]) -> str:
        """What is no value, as printed; … where one was left out."""
        stretches: list[list[int]] = []
        for index in range(start, end):
            if self._value_at(index, values) is not None:
                continue
            if stretches and stretches[-1][1] == index:
                stretches[-1][1] = index + 1
            else:
                stretches.append([index, index + 1])
        tokens = self._tokens
        return "…".join(
            self._text[tokens.starts[first] : tokens.ends[last - 1]] for first, last in stretches
        )

    def _value_at(self, index: int, values: Sequence[Value]) -> Value | None:
        at = self._tokens.starts[index]
        position = bisect_right(values, at, key=lambda value: value.start) - 1
        return values[position] if position >= 0 and values[position].end > at else None

    def _apart(self, index: int, start: int) -> str:
        keys = self._tokens.keys
        if index == start or not (keys[index - 1][-1].isalnum() and keys[index][0].isalnum()):
            return ""
        if keys[index][0] >= "\u3400" or keys[index - 1][-1] >= "\u3400":
            return ""
        between = self._tokens.between(index)
        blank = not between.strip() and not {"\t", "\n"} & set(between)
        return "" if blank else "|"

    def _window(self, at: int) -> tuple[int, int]:
        """The paragraph around an offset, or the slice of a very long one."""
        low = self._text.rfind("\n", 0, at) + 1
        high = self._text.find("\n", at)
        high = len(self._text) if high < 0 else high
        slice_start = low + (at - low) // _LONGEST * _LONGEST
        return slice_start, min(high, slice_start + _LONGEST)

    def _around(self, at: int) -> _Found:
        low, high = self._window(at)
        found = self._found.get((low, high))
        if found is None:
            text = self._text[low:high]
            values = tuple(
                Value(value.start + low, value.end + low, value.kind, value.value, value.reference)
                for value in find_values(text, self._names)
            )
            words = tuple(
                (low + start, low + end)
                for _, start, end in jieba.tokenize(text)
                if end - start > 1
            )
            starts = tuple(start for start, _ in words)
            found = self._found[low, high] = _Found(values, words, starts)
        return found
