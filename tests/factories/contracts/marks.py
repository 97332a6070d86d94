"""Marks inside a draft's text: what is printed carries what it means, invisibly.

A mark may hold further marks. :func:`read_marks` takes them out again.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

_OPEN, _MIDDLE, _CLOSE = "\ue000", "\ue001", "\ue002"


@dataclass(frozen=True)
class Fact:
    """A gold value of ``group`` (amounts, dates …) and the printed ``text`` it stands in."""

    group: str
    values: dict[str, Any]
    text: str


def mark(group: str, text: str, **values: Any) -> str:
    """``text``, marked as a gold value."""
    payload = json.dumps({"group": group, **values}, ensure_ascii=False)
    return f"{_OPEN}{payload}{_MIDDLE}{text}{_CLOSE}"


def read_marks(marked: str) -> tuple[str, list[Fact]]:
    """The plain text and its facts in the order in which they begin."""
    plain: list[str] = []
    found: list[tuple[int, int, dict[str, Any]]] = []
    opened: list[tuple[int, dict[str, Any]]] = []
    length = 0
    at = 0
    while at < len(marked):
        character = marked[at]
        if character == _OPEN:
            middle = marked.index(_MIDDLE, at)
            opened.append((length, json.loads(marked[at + 1 : middle])))
            at = middle
        elif character == _CLOSE:
            start, values = opened.pop()
            found.append((start, length, values))
        else:
            plain.append(character)
            length += 1
        at += 1
    if opened:
        raise ValueError(f"a mark is not closed: {opened}")
    text = "".join(plain)
    found.sort(key=lambda item: (item[0], -item[1]))
    facts = [
        Fact(values["group"], {k: v for k, v in values.items() if k != "group"}, text[start:end])
        for start, end, values in found
    ]
    return text, facts
