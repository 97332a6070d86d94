"""Pictures of pages read with the real engine; few pages, each a case of its own."""

import base64
import io
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from nlp.document import Document, Page
from nlp.parsing import open_file
from nlp.parsing.assemble import assemble
from nlp.ports import Tools
from tests.factories.scans import (
    drawn,
    file_of,
    pdf_of,
    pixels_of,
    red_seal,
    scanned,
    stamped,
    with_table,
)

CLAUSES = [
    "第一条 标的物",
    "乙方应当按照本合同约定向甲方交付下列设备并承担运费。",
    "第二条 价款",
    "合同总价为人民币1,280,000.00元，税率为13%。",
    "The Seller shall deliver the goods within 30 days.",
]
ROWS = [["名称", "数量", "金额"], ["数控机床", "2", "1,000,000.00"], ["合计", "", "1,000,000.00"]]


def read(data: bytes, tools: Tools) -> tuple[Page, np.ndarray]:
    """Page 1 and its picture at 200 dpi, as displayed."""
    source = open_file("scan", data)
    page = source.read_page(1, tools)
    pixels = pixels_of(source.render_page(1, 200)).min(axis=2)
    source.close()
    return page, pixels


def share_on_ink(page: Page, pixels: np.ndarray) -> float:
    scale = 200 / 72
    hits = []
    for line in page.lines:
        for word in line.words:
            x0, y0, x1, y1 = (round(v * scale) for v in (word.x0, word.y0, word.x1, word.y1))
            hits.append(float((pixels[y0 : y1 + 1, x0 : x1 + 1] < 140).mean()) > 0.01)
    return float(np.mean(hits))


def assert_quotes_hold(document: Document) -> None:
    for word in document.words:
        assert document.text[word.start : word.end].strip()


def test_a_clean_scan_is_read_word_for_word_with_boxes_on_the_ink(tools: Tools) -> None:
    page, pixels = read(file_of(drawn(CLAUSES), "PDF"), tools)
    assert page.source == "ocr"
    assert [line.text.replace(" ", "") for line in page.lines] == [
        clause.replace(" ", "") for clause in CLAUSES
    ]
    assert share_on_ink(page, pixels) > 0.99
    assert page.confidence > 0.95
    assert page.quality.dpi == 200


def test_a_skewed_dirty_scan_under_a_seal_reads_the_same(tools: Tools) -> None:
    sealed = stamped(drawn(CLAUSES), red_seal("北京星河智造科技有限公司"), (300, 230))
    dirty = scanned(sealed, skew=1.8, blur=0.8, noise=8, jpeg=50)
    page, pixels = read(file_of(dirty), tools)
    assert_quotes_hold(assemble([page]))
    assert page.quality.skew_degrees == pytest.approx(1.8, abs=0.15)
    text = "".join(line.text for line in page.lines).replace(" ", "").replace(":", "：")
    gold = "".join(CLAUSES).replace(" ", "")
    assert sum(a != b for a, b in zip(text, gold, strict=False)) <= 2
    assert len(text) == pytest.approx(len(gold), abs=2)
    assert share_on_ink(page, pixels) > 0.97
    [seal] = page.seals
    assert "星河" in seal.text
    assert "专用章" not in text


@pytest.mark.parametrize("turned", [90, 180])
def test_a_page_on_its_side_stands_upright(tools: Tools, turned: int) -> None:
    body = CLAUSES * 2
    page, pixels = read(file_of(drawn(body).rotate(turned, expand=True), "PDF"), tools)
    assert page.height > page.width
    assert pixels.shape[0] > pixels.shape[1]
    assert page.lines[1].text == CLAUSES[1]
    assert share_on_ink(page, pixels) > 0.99


def test_a_wrong_word_of_the_orientation_model_loses_no_page(tools: Tools) -> None:
    class Wrong:
        name = "wrong"

        def rotation(self, image: np.ndarray) -> int:
            return 180

    page, _ = read(file_of(drawn(CLAUSES)), replace(tools, orientation=Wrong()))
    assert page.lines[1].text == CLAUSES[1]


def test_an_upside_down_page_is_noticed_without_the_orientation_model(tools: Tools) -> None:
    upside_down = drawn(CLAUSES * 2).rotate(180)
    page, _ = read(file_of(upside_down), replace(tools, orientation=None))
    assert page.lines[1].text == CLAUSES[1]


def test_a_ruled_table_is_read_in_rows(tools: Tools) -> None:
    page, _ = read(file_of(with_table(drawn(CLAUSES[:1]), ROWS, top=400)), tools)
    assert [line.text for line in page.lines] == ["第一条 标的物", *("\t".join(r) for r in ROWS)]
    assert page.tables[0].rows == tuple(tuple(row) for row in ROWS)


def test_per_mille_is_not_taken_for_per_cent(tools: Tools) -> None:
    lines = ["每逾期一日按合同总价的0.5‰支付违约金。", "违约金总额不超过合同总价的5%。"]
    page, _ = read(file_of(drawn(lines)), tools)
    assert "0.5‰" in page.lines[0].text
    assert "5%" in page.lines[1].text


def test_a_scan_pasted_beside_native_text_is_read_too(tools: Tools) -> None:
    picture = drawn(CLAUSES[1:4], top=60).crop((0, 0, 1654, 400))
    encoded = io.BytesIO()
    picture.save(encoded, "PNG")
    tag = base64.b64encode(encoded.getvalue()).decode()
    data = pdf_of(
        f"<p>附件一：补充条款</p><img style='width:100%' src='data:image/png;base64,{tag}'>"
    )
    page, pixels = read(data, tools)
    assert page.source == "mixed"
    assert page.lines[0].text == "附件一：补充条款"
    assert page.lines[1].text == CLAUSES[1]
    assert share_on_ink(page, pixels) > 0.99


def test_an_empty_page_is_read_as_empty(tools: Tools) -> None:
    page, _ = read(file_of(scanned(Image.new("RGB", (1654, 2339), "white"), noise=5)), tools)
    assert (page.lines, page.seals, page.quality.skew_degrees) == ((), (), 0.0)


@pytest.mark.parametrize("turned", [180, 270])
def test_a_sparse_scan_on_its_side_is_read(tools: Tools, datasets: Path, turned: int) -> None:
    scan = datasets / f"docling-fixtures/ocr/sources/ocr_test_rotated_{turned}.pdf"
    page, _ = read(scan.read_bytes(), tools)
    assert assemble([page]).text == (
        "Docling bundles PDF document conversion to JSON and Markdown in an easy self contained "
        "package"
    )
