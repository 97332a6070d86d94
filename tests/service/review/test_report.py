"""The risk report in its five formats, from a contract that was really read."""

from __future__ import annotations

import io
import json
import re
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pypdfium2
import pytest
from docx import Document
from openpyxl import load_workbook
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfparser import PDFParser
from PIL import Image

from nlp.document import FileInfo
from nlp.pipeline import open_source, understand
from nlp.ports import Tools
from nlp.reading_json import reading_to_json
from service.review.report import Format, ReportData, render
from service.review.report.data import DPI

TEXT = """设备采购合同
甲方（买方）：北京甲木科技有限公司
乙方（卖方）：上海乙林设备有限公司
第一条 标的
乙方向甲方出售离心泵<b>两台</b>。
第二条 价款
合同总价为人民币100000元。
第三条 违约责任
甲方逾期付款的，每日按合同总价的千分之五支付违约金。
"""
QUOTE = "每日按合同总价的千分之五支付违约金"


@pytest.fixture(scope="module")
def data() -> ReportData:
    source = open_source("合同.txt", TEXT.encode())
    pages = [source.read_page(number, Tools()) for number in range(1, source.page_count + 1)]
    reading = understand(FileInfo("合同.txt", "0" * 64, "text/plain", len(pages)), pages, Tools())
    start = reading.document.text.index(QUOTE)
    boxes = [
        [box.page, box.x0, box.y0, box.x1, box.y1]
        for box in reading.document.boxes(start, start + len(QUOTE))
    ]
    clause = next(c.id for c in reading.clauses if c.number == "第三条")
    return ReportData(
        card={"title": "设备采购合同", "type": "purchase", "status": "draft", "stance": "buyer"},
        reading=reading_to_json(reading),
        findings=[
            _finding("missing", "low", "缺少保密条款", nearest=[_near(clause)]),
            _finding("penalty", "high", "违约金过高", quote=QUOTE, boxes=boxes, clause=clause),
            _finding("gone", "medium", "已驳回的问题", decision="rejected"),
        ],
        positions=[
            _position("standard", "争议解决"),
            _position("deviates", "违约责任", clause=clause),
        ],
        page_picture=lambda number: source.render_page(number, DPI),
        language="zh",
        generated_on=date(2026, 3, 1),
    )


def _finding(kind: str, severity: str, title: str, **more: Any) -> dict[str, Any]:
    base = {
        "id": kind,
        "rule": f"zh.{kind}",
        "rule_version": "1",
        "kind": kind,
        "severity": severity,
        "category": "risk",
        "title": title,
        "reason": f"理由：{title}",
        "advice": "请修改",
        "suggested_text": "=1+1",
        "basis": "《民法典》第585条",
        "clause": None,
        "nearest": [],
        "missing": kind == "missing",
    }
    return base | more


def _near(clause: str) -> dict[str, Any]:
    return {"clause": clause, "score": 0.41, "quote": "第三条 违约责任"}


def _position(status: str, title: str, clause: str | None = None) -> dict[str, Any]:
    return {
        "position": "position.x",
        "position_version": "1",
        "title": title,
        "status": status,
        "rank": 0 if status == "standard" else None,
        "severity": "high",
        "waiver": "legal",
        "clause": clause,
        "score": 0.6,
        "points": [{"title": "责任上限", "met": status == "standard"}],
        "unacceptable": [],
        "changed_values": False,
        "difference": [
            {"text": "任何一方", "state": "deleted"},
            {"text": "甲方", "state": "inserted"},
            {"text": "违约的", "state": "same"},
        ],
        "reason": "因",
        "advice": "议",
        "suggested_text": f"{title}的标准文本",
        "basis": None,
    }


def _pdf_text(content: bytes) -> str:
    document = pypdfium2.PdfDocument(content)
    return "".join(page.get_textpage().get_text_range() for page in document)


def _font_descriptors(content: bytes) -> list[dict[str, Any]]:
    document = PDFDocument(PDFParser(io.BytesIO(content)))
    objects = [document.getobj(n) for xref in document.xrefs for n in xref.get_objids()]
    named = [each for each in objects if isinstance(each, dict)]
    return [each for each in named if getattr(each.get("Type"), "name", "") == "FontDescriptor"]


def test_the_gravest_finding_comes_first_and_rejected_ones_are_left_out(data: ReportData) -> None:
    page = render(data, "html").decode()
    assert page.index("违约金过高") < page.index("缺少保密条款")
    assert "已驳回的问题" not in page


def test_text_of_the_contract_is_escaped(data: ReportData) -> None:
    hostile = replace(data, findings=[_finding("x", "high", "<script>alert(1)</script>")])
    page = render(hostile, "html").decode()
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


def test_the_pdf_holds_chinese_text_in_embedded_fonts(data: ReportData) -> None:
    content = render(data, "pdf")
    text = _pdf_text(content)
    for words in ("设备采购合同", "违约金过高", QUOTE, "《民法典》第585条"):
        assert words in text.replace("\r\n", "")
    fonts = _font_descriptors(content)
    assert fonts
    assert all({"FontFile", "FontFile2", "FontFile3"} & font.keys() for font in fonts)


def test_a_missing_clause_shows_where_it_was_looked_for(data: ReportData) -> None:
    assert "0.41 · 第三条 违约责任" in render(data, "html").decode()


def test_the_crop_marks_the_quote(data: ReportData) -> None:
    crop = data.crop(data.standing()[0])
    assert crop is not None
    picture = np.asarray(Image.open(io.BytesIO(crop)).convert("RGB")).astype(int)
    yellow = (picture[..., 0] > 200) & (picture[..., 1] > 180) & (picture[..., 2] < 190)
    assert 0.01 < yellow.mean() < 0.5


def test_without_page_pictures_there_is_a_report_without_crops(data: ReportData) -> None:
    page = render(replace(data, page_picture=lambda _: None), "html").decode()
    assert "<img" not in page
    assert "违约金过高" in page


def test_the_word_report_shows_severity_in_words(data: ReportData) -> None:
    document = Document(io.BytesIO(render(data, "docx")))
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert "[高] 1. 违约金过高" in text
    assert QUOTE in text
    assert len(document.inline_shapes) == 1


def test_the_workbook_has_a_row_a_finding_and_runs_no_formula(data: ReportData) -> None:
    book = load_workbook(io.BytesIO(render(data, "xlsx")))
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    assert [row[2] for row in rows[1:]] == ["违约金过高", "缺少保密条款"]
    assert "'=1+1" in rows[1]
    assert [sheet.max_row > 1 for sheet in book.worksheets] == [True, True, True, True]


def test_what_is_off_the_standard_is_listed_with_its_difference_and_whom_to_ask(
    data: ReportData,
) -> None:
    page = render(data, "html").decode()
    assert "<del>任何一方</del><ins>甲方</ins>违约的" in page
    assert "缺少：责任上限" in page
    assert "可由法务豁免" in page
    assert "违约责任的标准文本" in page
    assert "争议解决的标准文本" not in page


def test_the_json_counts_only_what_stands(data: ReportData) -> None:
    content = json.loads(render(data, "json"))
    assert (content["summary"]["high"], content["summary"]["medium"]) == (1, 0)


@pytest.mark.parametrize("format", ["html", "pdf", "docx", "xlsx"])
def test_every_label_has_words_in_english_too(data: ReportData, format: Format) -> None:
    content = render(replace(data, language="en"), format)
    if format == "html":
        assert not re.findall(
            r"\b(?:report|kind|severity|decision|status|type)\.\w+", content.decode()
        )
    assert len(content) > 1000
