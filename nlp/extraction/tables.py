"""Table rows inside the text: which column head and which row label a cell stands under."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table row, with the head of its column and the first words of its row.

    ``note`` is the line above the table, which often tells the unit (单位：万元).
    """

    start: int
    end: int
    text: str
    head: str
    label: str
    note: str
    column: int
    heads: tuple[str, ...]


_HEAD_WORD = re.compile(
    r"序号|名称|品名|项目|单价|金额|数量|总价|合计|比例|期数|期次|阶段|节点|规格|型号|"
    r"单位|价款|税率|税额|时间|条件|分项|品种|报酬|供货价|零件|货物|产品|内容"
    r"|\b(?:item|no|description|qty|quantity|unit|price|amount|total|milestone|date|rate|part"
    r"|stage|deliverable|charges?|pieces|sum|model|goods|product)\b",
    re.IGNORECASE,
)
_NUMBER_CELL = re.compile(r"[¥$€£A-Z]{0,3}\s?\d[\d,. ]*%?$")


def cells(folded: str) -> Iterator[Cell]:
    """Every body cell of every run of tab-divided lines of ``folded``; head rows give no cells."""
    heads: list[str] | None = None
    note = ""
    offset = 0
    for line in folded.split("\n"):
        parts = line.split("\t")
        if len(parts) == 1:
            heads, note = None, line
        elif heads is None and _is_head(parts):
            heads = [part.strip() for part in parts]
        else:
            yield from _row(parts, offset, heads or [], note)
        offset += len(line) + 1


def _is_head(parts: list[str]) -> bool:
    words = sum(1 for part in parts if _HEAD_WORD.search(part))
    numbers = sum(1 for part in parts if _NUMBER_CELL.match(part.strip()))
    return words >= 2 and numbers == 0


def _row(parts: list[str], offset: int, heads: list[str], note: str) -> Iterator[Cell]:
    label = next((part.strip() for part in parts if re.search(r"[^\W\d_]", part)), "")
    shift = len(heads) - len(parts) if heads and len(parts) < len(heads) else 0
    position = offset
    for column, part in enumerate(parts):
        place = column + (shift if column else 0)
        head = heads[place] if place < len(heads) else ""
        yield Cell(position, position + len(part), part, head, label, note, column, tuple(heads))
        position += len(part) + 1
