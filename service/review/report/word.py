"""The report as a Word document."""

from __future__ import annotations

import io
import re
from typing import Any

from docx import Document
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from service.review.report.data import ReportData

_COLORS = {
    "high": RGBColor(0xA6, 0x1B, 0x1B),
    "medium": RGBColor(0x8A, 0x5A, 0x00),
    "low": RGBColor(0x2D, 0x5D, 0x8A),
}
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def docx(data: ReportData) -> bytes:
    """Card, findings with crops, facts; Chinese in a font that Word and WPS both have."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.2)
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Arial", Pt(10.5)
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "宋体")
    document.add_heading(_clean(data.card["title"]), level=0)
    document.add_paragraph(f"{data.say('report.title')} · {data.generated_on}")
    _table(document, [list(row) for row in data.card_rows()])
    counts = data.counts()
    document.add_paragraph(
        "    ".join(
            f"{data.say(f'report.risk_{level}')} {counts[level]}"
            for level in ("high", "medium", "low")
        )
    )
    document.add_heading(data.say("report.findings"), level=1)
    for index, finding in enumerate(data.standing(), start=1):
        _finding(document, data, index, finding)
    if off := data.off_standard():
        document.add_heading(data.say("report.positions"), level=1)
        for position in off:
            _position(document, data, position)
    document.add_heading(data.say("report.facts"), level=1)
    _table(
        document,
        [
            [
                data.say(f"summary.{group}"),
                data.kind_label(item),
                str(item.get("name") or item["value"]),
                item["quote"],
            ]
            for group in ("parties", "amounts", "dates", "durations", "rates")
            for item in data.reading[group]
        ],
    )
    document.add_heading(data.say("report.unverified"), level=1)
    for doubt in data.doubts():
        document.add_paragraph(_clean(doubt), style="List Bullet")
    document.add_paragraph(data.say("report.disclaimer"))
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def _finding(document: Any, data: ReportData, index: int, finding: dict[str, Any]) -> None:
    heading = document.add_heading(level=2)
    level = finding["severity"]
    run = heading.add_run(f"[{data.say(f'severity.{level}')}] ")
    run.font.color.rgb = _COLORS[level]
    heading.add_run(f"{index}. {_clean(finding['title'])}")
    place = [data.clause_label(finding["clause"])]
    if finding.get("boxes"):
        place.append(data.say("report.page", number=int(finding["boxes"][0][0])))
    place.append(data.say(f"decision.{finding.get('decision') or 'open'}"))
    document.add_paragraph(_clean(" · ".join(part for part in place if part)))
    if finding.get("quote"):
        document.add_paragraph(_clean(finding["quote"]), style="Intense Quote")
    if crop := data.crop(finding):
        document.add_picture(io.BytesIO(crop), width=Cm(16.4))
    fields = {
        "reason": finding["reason"],
        "advice": finding.get("edited_value") or finding["advice"],
        "suggested": finding["suggested_text"],
        "basis": finding["basis"],
        "looked": "\n".join(
            f"{near['score']:.2f} · {data.nearest_text(near)}" for near in finding["nearest"]
        ),
    }
    for name, value in fields.items():
        if value:
            paragraph = document.add_paragraph()
            paragraph.add_run(f"{data.say(f'report.{name}')}：").bold = True
            paragraph.add_run(_clean(value))


def _position(document: Any, data: ReportData, position: dict[str, Any]) -> None:
    heading = document.add_heading(level=2)
    run = heading.add_run(f"[{data.standing_words(position)}] ")
    if position["status"] != "fallback":
        run.font.color.rgb = _COLORS[position["severity"]]
    heading.add_run(_clean(position["title"]))
    role = data.say(f"role.{position['waiver']}", default=position["waiver"])
    place = [data.clause_label(position["clause"]), data.say("position.waiver", role=role)]
    document.add_paragraph(_clean(" · ".join(part for part in place if part)))
    fields = {data.say("position.points"): data.lacking(position)}
    if position["status"] != "fallback":
        fields |= {
            data.say("report.advice"): position["advice"],
            data.say("report.suggested"): position["suggested_text"],
            data.say("report.basis"): position["basis"],
        }
    for name, value in fields.items():
        if value:
            paragraph = document.add_paragraph()
            paragraph.add_run(f"{name}：").bold = True
            paragraph.add_run(_clean(value))


def _table(document: Any, rows: list[list[str]]) -> None:
    if not rows:
        return
    table = document.add_table(rows=0, cols=len(rows[0]), style="Table Grid")
    for row in rows:
        for cell, value in zip(table.add_row().cells, row, strict=True):
            cell.text = _clean(value or "")


def _clean(text: str) -> str:
    """Without the characters that XML forbids."""
    return _FORBIDDEN.sub("", text)
