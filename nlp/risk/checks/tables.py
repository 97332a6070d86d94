"""Arithmetic inside tables: quantity × price, sums of columns, payment plans."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from nlp.document import Document, Reading, Table
from nlp.folding import fold
from nlp.risk.faults import Fault, Span
from nlp.risk.matching import contract_sum
from nlp.risk.text import trimmed

_QUANTITY = re.compile(r"^(?:采购)?数量|^qty|^quantity|^工程量", re.I)
_PRICE = re.compile(r"单价|unit\s*price|^price$|^rate$", re.I)
_AMOUNT = re.compile(
    r"^(?!.*单价).*(?:金额|总价|合价|小计|价款|价税合计)|^amount|^total|line total|^sum", re.I
)
_OTHER_MONEY = re.compile(r"税率|tax rate|税额|不含税|折扣|discount|%")
_TOTAL_ROW = re.compile(r"^(?:合计|总计|共计|总额|total|grand total|小写合计)[:(\s]?", re.I)
_SUBTOTAL_ROW = re.compile(r"小计|subtotal|税额|^税|tax|vat|折扣|优惠|discount|运费|freight", re.I)
_NUMBER = re.compile(
    r"^[^\d\-()]{0,6}(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s*(万)?[^\d]{0,8}$"
)
_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class _Cell:
    text: str
    span: Span | None
    number: Decimal | None


@dataclass(frozen=True, slots=True)
class _Grid:
    """A table with its header read: which columns are quantity, unit price and amount."""

    header: tuple[str, ...]
    rows: tuple[tuple[_Cell, ...], ...]
    quantity: int | None
    price: int | None
    amount: int | None

    @property
    def same_unit(self) -> bool:
        """Whether price and amount are in one unit: not 元 beside 万元."""
        if self.price is None or self.amount is None:
            return False
        return ("万" in self.header[self.price]) == ("万" in self.header[self.amount])


def line_product(reading: Reading) -> list[Fault]:
    """A table line whose quantity × unit price is not its amount (to the cent, rounded)."""
    faults = []
    for grid in _grids(reading):
        if grid.quantity is None or not grid.same_unit:
            continue
        for row in grid.rows:
            cells = [_at(row, column) for column in (grid.quantity, grid.price, grid.amount)]
            if any(cell is None or cell.number is None or cell.span is None for cell in cells):
                continue
            quantity, price, amount = (cell for cell in cells if cell is not None)
            if _is_total(row) or not (quantity.number and price.number and amount.number):
                continue
            expected = (quantity.number * price.number).quantize(_CENT, ROUND_HALF_UP)
            if abs(expected - amount.number) > _tolerance(price.number, quantity.number):
                faults.append(_wrong_cell(amount, expected, (quantity, price)))
    return faults


def column_sum(reading: Reading) -> list[Fault]:
    """A total row that is not the sum of the lines above it."""
    faults = []
    for grid in _grids(reading):
        fault = _column_fault(grid)
        if fault is not None:
            faults.append(fault)
    return faults


def plan_sum(reading: Reading) -> list[Fault]:
    """A payment plan without a total row whose instalments miss the contract sum."""
    total = contract_sum(reading)
    if total is None:
        return []
    faults = []
    for grid in _grids(reading, kind="payment_plan"):
        cells = _amounts(grid)
        if cells is None or len(cells) < 2 or any(_is_total(row) for row in grid.rows):
            continue
        wan = "万" in grid.header[grid.amount or 0]
        added = sum((cell.number or Decimal(0) for cell in cells), Decimal(0)) * (
            10_000 if wan else 1
        )
        last = cells[-1].span
        if added == total.value or not total.value / 2 < added < total.value * 2 or last is None:
            continue
        places = (*_spans(cells), (total.at.start, total.at.end))
        params = {"added": f"{added:,.2f}", "total": f"{total.value:,.2f}"}
        faults.append(Fault(*last, places, places, params))
    return faults


def _column_fault(grid: _Grid) -> Fault | None:
    totals = [row for row in grid.rows if _is_total(row)]
    cells = _amounts(grid)
    if len(totals) != 1 or cells is None or len(cells) < 2 or grid.amount is None:
        return None
    stated = _total_cell(totals[0], grid)
    if stated is None or stated.number is None:
        return None
    expected = sum((cell.number or Decimal(0) for cell in cells), Decimal(0))
    return None if expected == stated.number else _wrong_cell(stated, expected, tuple(cells))


def _total_cell(row: tuple[_Cell, ...], grid: _Grid) -> _Cell | None:
    """The total's own cell; in a row with merged cells, its only number."""
    cell = _at(row, grid.amount)
    if len(row) == len(grid.header) and cell is not None and cell.number is not None:
        return cell
    numbers = [one for one in row if one.number is not None]
    return numbers[0] if len(numbers) == 1 else None


def _amounts(grid: _Grid) -> list[_Cell] | None:
    """The amounts of all lines; None where one is unreadable or a subtotal stands among them."""
    if grid.amount is None:
        return None
    cells = []
    for row in grid.rows:
        if _is_total(row):
            break
        cell = _at(row, grid.amount)
        if len(row) != len(grid.header) or any(_SUBTOTAL_ROW.search(one.text) for one in row[:2]):
            return None
        if cell is None or cell.number is None or cell.span is None:
            return None
        cells.append(cell)
    return cells


def _is_total(row: tuple[_Cell, ...]) -> bool:
    return any(_TOTAL_ROW.search(cell.text.replace(" ", "")) for cell in row[:2])


def _wrong_cell(cell: _Cell, expected: Decimal, others: tuple[_Cell, ...]) -> Fault:
    span = cell.span or (0, 0)
    places = _spans(others)
    params = {"expected": f"{expected:,.2f}", "found": cell.text.strip()}
    return Fault(*span, (span, *places), places, params)


def _spans(cells: tuple[_Cell, ...] | list[_Cell]) -> tuple[Span, ...]:
    return tuple(cell.span for cell in cells if cell.span is not None)


def _tolerance(price: Decimal, quantity: Decimal) -> Decimal:
    """Printed prices are rounded: half a cent for each piece, at least one cent."""
    exponent = price.as_tuple().exponent
    rounded = isinstance(exponent, int) and exponent <= -2
    return max(_CENT, quantity * Decimal("0.005")) if rounded else _CENT


def _at(row: tuple[_Cell, ...], column: int | None) -> _Cell | None:
    return row[column] if column is not None and column < len(row) else None


def _grids(reading: Reading, kind: str | None = None) -> Iterator[_Grid]:
    places = _row_places(reading.document)
    for index, table in enumerate(reading.document.tables):
        if kind is not None and table.kind != kind:
            continue
        grid = _grid(table, places.get(index, []), reading.document.text)
        if grid is not None:
            yield grid


def _row_places(document: Document) -> dict[int, list[Span]]:
    """For each table the spans of its rows in the text, in order."""
    places: dict[int, list[Span]] = {}
    for line in document.lines:
        if line.table is not None:
            places.setdefault(line.table, []).append((line.start, line.end))
    return places


def _grid(table: Table, places: list[Span], text: str) -> _Grid | None:
    """The table with its cells placed in the text; None where rows and text do not match."""
    if len(table.rows) < 3:
        return None
    rows = list(_placed(table, places, text))
    for top in range(min(2, len(rows))):
        header = tuple(fold(cell.text).replace(" ", "") for cell in rows[top])
        amount = _column(header, _AMOUNT)
        if amount is None:
            continue
        return _Grid(
            header,
            tuple(rows[top + 1 :]),
            _column(header, _QUANTITY),
            _column(header, _PRICE),
            amount,
        )
    return None


def _column(header: tuple[str, ...], pattern: re.Pattern[str]) -> int | None:
    """The one column whose head fits; None where none or several do."""
    fitting = [
        index
        for index, name in enumerate(header)
        if pattern.search(name) and not _OTHER_MONEY.search(name)
    ]
    return fitting[0] if len(fitting) == 1 else None


def _placed(table: Table, places: list[Span], text: str) -> Iterator[tuple[_Cell, ...]]:
    """Each row's cells with their spans, found one after another in the table's own stretch."""
    at = places[0][0] if places else 0
    end = places[-1][1] if places else 0
    for row in table.rows:
        cells = []
        for cell in row:
            found = text.find(cell, at, end) if cell.strip() and places else -1
            span = trimmed(text, found, found + len(cell)) if found >= 0 else None
            at = found + len(cell) if found >= 0 else at
            cells.append(_Cell(cell, span, _number(cell)))
        yield tuple(cells)


def _number(cell: str) -> Decimal | None:
    match = _NUMBER.match(fold(cell).strip())
    if match is None:
        return None
    return Decimal(match[1].replace(",", "")) * (10_000 if match[2] else 1)
