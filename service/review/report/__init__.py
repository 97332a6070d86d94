"""The risk report: one set of data, five formats."""

from __future__ import annotations

import json
from typing import Literal

from service.review.report.data import ReportData
from service.review.report.page import html, pdf
from service.review.report.sheet import xlsx
from service.review.report.word import docx

Format = Literal["html", "pdf", "docx", "xlsx", "json"]

MEDIA_TYPES: dict[Format, str] = {
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}


def render(data: ReportData, format: Format) -> bytes:
    """The report in one format."""
    if format == "json":
        content = data.reading | {
            "findings": data.findings,
            "summary": data.counts(),
            "positions": data.positions,
        }
        return json.dumps(content, ensure_ascii=False, indent=1).encode()
    return {"html": html, "pdf": pdf, "docx": docx, "xlsx": xlsx}[format](data)


__all__ = ["MEDIA_TYPES", "Format", "ReportData", "render"]
