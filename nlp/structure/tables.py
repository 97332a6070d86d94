"""What a table holds, told by its header and its cells."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Literal

from nlp.document import Document, Table

_PRICE_HEAD = re.compile(
    r"单\s*价|总\s*价|合\s*价|小\s*计|金\s*额|价\s*款|价\s*格|unit price|amount|total|price",
    re.IGNORECASE,
)
_ITEM_HEAD = re.compile(
    r"名\s*称|品\s*名|产\s*品|货\s*物|规\s*格|型\s*号|数\s*量|单\s*位|项\s*目|服\s*务|"
    r"item|description|quantity|qty|product|model",
    re.IGNORECASE,
)
_PLAN_HEAD = re.compile(
    r"付\s*款|支\s*付|期\s*[次数]|分\s*期|还\s*款|租\s*期|比\s*例|节\s*点|"
    r"instal?ment|payment|milestone|due",
    re.IGNORECASE,
)
_PLAN_CELL = re.compile(
    r"预付款|进度款|验收款|尾款|质保金|首付|定金|第[一二三四五六七八九十\d]+[期次笔]|"
    r"advance|down payment|balance|retention|milestone",
    re.IGNORECASE,
)
_UNIT_PRICE = re.compile(r"单\s*价|unit price", re.IGNORECASE)
_HEADER_ROWS = 2


def with_kinds(document: Document) -> Document:
    """The document with each table's kind: price, payment_plan or other."""
    if not document.tables:
        return document
    tables = tuple(replace(table, kind=_kind(table)) for table in document.tables)
    return replace(document, tables=tables)


def _kind(table: Table) -> Literal["price", "payment_plan", "other"]:
    header = " ".join(cell for row in table.rows[:_HEADER_ROWS] for cell in row)
    first = " ".join(row[0] for row in table.rows if row)
    everything = " ".join(cell for row in table.rows for cell in row[:2])
    plan = _PLAN_CELL.search(everything) or _PRICE_HEAD.search(header)
    if _PLAN_HEAD.search(header) and plan and not _UNIT_PRICE.search(header):
        return "payment_plan"
    if _PRICE_HEAD.search(header) and _ITEM_HEAD.search(header):
        return "price"
    return "payment_plan" if len(_PLAN_CELL.findall(first)) >= 2 else "other"
