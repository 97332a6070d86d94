"""The report as a workbook: findings, facts, clauses, positions."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from service.review.report.data import ReportData

_HEAD = PatternFill("solid", fgColor="1F3A5F")
_FACTS = ("parties", "amounts", "dates", "durations", "rates", "obligations")


def xlsx(data: ReportData) -> bytes:
    """One row a finding, a fact, a clause, a position."""
    book = Workbook()
    first = book.active
    assert isinstance(first, Worksheet)
    _fill(first, data.say("report.findings"), _finding_head(data), _findings(data), _WIDE)
    _fill(
        book.create_sheet(),
        data.say("report.facts"),
        [data.say(f"report.{name}") for name in ("group", "kind", "value", "quote", "page")],
        _facts(data),
        (14, 18, 34, 70, 8),
    )
    _fill(
        book.create_sheet(),
        data.say("report.clauses"),
        [data.say(f"report.{name}") for name in ("clause", "heading", "kind", "quote", "page")],
        [
            [c["number"], c["heading"], data.clause_kind(c), c["quote"], _page(c)]
            for c in data.reading["clauses"]
        ],
        (12, 26, 22, 90, 8),
    )
    _fill(
        book.create_sheet(),
        data.say("report.positions"),
        [data.say(f"report.{name}") for name in ("finding", "clause")]
        + [data.say(f"position.{name}") for name in ("status", "points", "waives")]
        + [data.say(f"report.{name}") for name in ("advice", "suggested", "basis")],
        _positions(data),
        (26, 24, 16, 44, 16, 40, 60, 26),
    )
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


_WIDE = (6, 8, 36, 22, 50, 44, 44, 36, 26, 8, 12)


def _finding_head(data: ReportData) -> list[str]:
    names = ("no", "severity", "finding", "clause", "quote", "reason", "advice", "suggested")
    return [data.say(f"report.{name}") for name in (*names, "basis", "page", "decision")]


def _findings(data: ReportData) -> list[list[Any]]:
    return [
        [
            index,
            data.say(f"severity.{finding['severity']}"),
            finding["title"],
            data.clause_label(finding["clause"]),
            finding.get("quote"),
            finding["reason"],
            finding.get("edited_value") or finding["advice"],
            finding["suggested_text"],
            finding["basis"],
            _page(finding),
            data.say(f"decision.{finding.get('decision') or 'open'}"),
        ]
        for index, finding in enumerate(data.standing(), start=1)
    ]


def _positions(data: ReportData) -> list[list[Any]]:
    return [
        [
            position["title"],
            data.clause_label(position["clause"]),
            data.standing_words(position),
            data.lacking(position),
            data.say(f"role.{position['waiver']}", default=position["waiver"]),
            position["advice"],
            position["suggested_text"],
            position["basis"],
        ]
        for position in data.positions
    ]


def _facts(data: ReportData) -> list[list[Any]]:
    return [
        [
            data.say(f"summary.{group}"),
            data.kind_label(item),
            item.get("name") or item.get("value") or item.get("what"),
            item["quote"],
            _page(item),
        ]
        for group in _FACTS
        for item in data.reading[group]
    ]


def _page(item: dict[str, Any]) -> int | None:
    return int(item["boxes"][0][0]) if item.get("boxes") else None


def _fill(
    sheet: Worksheet,
    title: str,
    head: Sequence[str],
    rows: Sequence[Sequence[Any]],
    widths: Sequence[int],
) -> None:
    sheet.title = title
    sheet.append(list(head))
    for row in rows:
        sheet.append([_safe(value) for value in row])
    for cell in sheet[1]:
        cell.font, cell.fill = Font(bold=True, color="FFFFFF"), _HEAD
    for line in sheet.iter_rows(min_row=2):
        for cell in line:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    for index, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(index)].width = width
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions


def _safe(value: Any) -> Any:
    """Text that begins like a formula stays text; characters XML forbids are dropped."""
    if not isinstance(value, str):
        return value
    clean = ILLEGAL_CHARACTERS_RE.sub("", value)[:32_000]
    return f"'{clean}" if clean[:1] in {"=", "+", "-", "@"} else clean
