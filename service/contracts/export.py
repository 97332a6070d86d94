"""The contract list as a workbook."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from service.accounts.units import in_language
from service.contracts.schemas import ContractRow
from service.kernel.locale import UiLanguage, say

_COLUMNS: tuple[tuple[str, int], ...] = (
    ("number", 20),
    ("title", 40),
    ("type", 14),
    ("status", 14),
    ("our_party", 30),
    ("counterparty", 30),
    ("amount", 16),
    ("currency", 8),
    ("signed_on", 12),
    ("starts_on", 12),
    ("ends_on", 12),
    ("owner", 18),
    ("unit", 20),
    ("secrecy", 10),
    ("risk_high", 8),
    ("risk_medium", 8),
    ("risk_low", 8),
)


def workbook(rows: Sequence[ContractRow], language: UiLanguage) -> bytes:
    """An XLSX with one row a contract; labels in ``language``."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = say("export.sheet", language)
    sheet.append([say(f"export.{name}", language) for name, _ in _COLUMNS])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for row in rows:
        sheet.append([_cell(row, name, language) for name, _ in _COLUMNS])
    for index, (_, width) in enumerate(_COLUMNS, start=1):
        sheet.column_dimensions[get_column_letter(index)].width = width
    sheet.freeze_panes = "A2"
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _cell(row: ContractRow, name: str, language: UiLanguage) -> Any:
    if name == "owner":
        return _text(row.owner.name)
    if name == "unit":
        return _text(in_language(row.unit, language))
    if name.startswith("risk_"):
        return getattr(row.risks, name.removeprefix("risk_"))
    value = getattr(row, name)
    if name in {"type", "status", "secrecy"}:
        return say(f"{name}.{value}", language)
    return _text(value) if isinstance(value, str) else value


def _text(value: str) -> str:
    """A title that begins like a formula stays text."""
    return f"'{value}" if value[:1] in {"=", "+", "-", "@"} else value
