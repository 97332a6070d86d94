import io
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
import pytest

from nlp.document import Page
from nlp.errors import UnreadableFile
from nlp.parsing import open_file
from nlp.parsing.assemble import assemble
from nlp.ports import Tools
from tests.factories.scans import drawn, file_of, pdf_of, pixels_of

NO_TOOLS = Tools()
TABLE = (
    "<table><tr><th>名称</th><th>数量</th><th>金额（元）</th></tr>"
    "<tr><td>数控机床</td><td>2</td><td>1,000,000.00</td></tr>"
    "<tr><td colspan=2>合计</td><td>1,000,000.00</td></tr></table>"
)


def pages_of(data: bytes) -> list[Page]:
    source = open_file("contract.pdf", data)
    try:
        return [source.read_page(n, NO_TOOLS) for n in range(1, source.page_count + 1)]
    finally:
        source.close()


def rotated(data: bytes, degrees: int) -> bytes:
    document = pdfium.PdfDocument(data)
    document[0].set_rotation(degrees)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def share_of_words_with_ink(data: bytes, page: Page) -> float:
    """How many words of page 1 have dark pixels inside their box and none just outside it."""
    source = open_file("contract.pdf", data)
    pixels = pixels_of(source.render_page(1, 200)).min(axis=2)
    source.close()
    scale = 200 / 72
    hit = []
    for line in page.lines:
        for word in line.words:
            box = [round(v * scale) for v in (word.x0, word.y0, word.x1, word.y1)]
            hit.append(bool((pixels[box[1] : box[3] + 1, box[0] : box[2] + 1] < 140).any()))
    return float(np.mean(hit))


def test_the_text_layer_is_read_in_order_with_table_rows() -> None:
    [page] = pages_of(
        pdf_of(f"<h1>设备采购合同</h1><p>第一条 标的物如下：</p>{TABLE}<p>以上。</p>")
    )
    assert page.source == "native"
    assert [line.text for line in page.lines] == [
        "设备采购合同",
        "第一条 标的物如下：",
        "名称\t数量\t金额（元）",
        "数控机床\t2\t1,000,000.00",
        "合计\t\t1,000,000.00",
        "以上。",
    ]
    assert [line.table for line in page.lines] == [None, None, 0, 0, 0, None]
    assert page.tables[0].rows[1] == ("数控机床", "2", "1,000,000.00")


def test_underlined_letters_are_not_a_table() -> None:
    spaced = "<p style='font-size:30pt; letter-spacing:12pt'><u>田 目 曲 甲 由 申</u></p>"
    [page] = pages_of(pdf_of(f"{spaced}<p>正文</p>{TABLE}"))
    assert [len(table.rows) for table in page.tables] == [3]


def test_a_cropped_page_keeps_its_table() -> None:
    whole = pdf_of(TABLE)
    document = pdfium.PdfDocument(whole)
    document[0].set_cropbox(20, 20, 575, 820)
    out = io.BytesIO()
    document.save(out)
    [page], [cropped] = pages_of(whole), pages_of(out.getvalue())
    assert cropped.tables[0].rows == page.tables[0].rows


def test_sizes_and_bold_are_told() -> None:
    [page] = pages_of(pdf_of("<p style='font-size:20pt'><b>设备采购合同</b></p><p>正文</p>"))
    assert [(line.size, line.bold) for line in page.lines] == [(20.0, True), (12.0, False)]


def test_a_ligature_keeps_all_its_letters() -> None:
    [page] = pages_of(pdf_of("<p>without regard to conflict of laws, office and waffle</p>"))
    assert page.lines[0].text == "without regard to conflict of laws, office and waffle"


def test_rare_ideographs_are_one_character() -> None:
    [page] = pages_of(pdf_of("<p>法定代表人：𠮷田</p>"))
    assert page.lines[0].text == "法定代表人：𠮷田"


@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
def test_boxes_hold_the_ink_of_the_page_as_displayed(degrees: int) -> None:
    data = rotated(pdf_of(f"<h1>设备采购合同</h1><p>乙方应当交付 equipment。</p>{TABLE}"), degrees)
    [page] = pages_of(data)
    assert (page.width > page.height) == (degrees in (90, 270))
    assert sum(len(line.words) for line in page.lines) > 30
    assert share_of_words_with_ink(data, page) == 1.0


def test_signature_halves_are_read_one_after_the_other() -> None:
    data = pdf_of(
        "<div style='display:grid;grid-template-columns:1fr 1fr'><p>甲方（盖章）：</p>"
        "<p>乙方（盖章）：</p><p>日期：2026年3月1日</p><p>日期：2026年3月2日</p></div>"
    )
    assert assemble(pages_of(data)).text.split("\n") == [
        "甲方（盖章）：",
        "日期：2026年3月1日",
        "乙方（盖章）：",
        "日期：2026年3月2日",
    ]


def test_text_set_sideways_is_read_and_slanting_watermarks_are_not() -> None:
    data = pdf_of(
        "<p>第一条 标的物</p><p style='position:absolute;top:300pt;left:0;"
        "transform:rotate(90deg)'>侧排文字</p><p style='position:absolute;top:400pt;left:90pt;"
        "font-size:40pt;transform:rotate(-45deg)'>机密文件</p>"
    )
    [page] = pages_of(data)
    assert [line.text for line in page.lines] == ["第一条 标的物", "侧排文字"]
    assert share_of_words_with_ink(data, page) == 1.0


def test_a_scan_without_an_engine_is_an_unread_page_with_a_warning() -> None:
    [page] = pages_of(file_of(drawn(["第一条"]), "PDF"))
    assert (page.source, page.lines, page.confidence) == ("ocr", (), 0.0)
    assert [w.code for w in page.warnings] == ["page_not_read"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"%PDF-1.7\nnothing", "broken_pdf"),
        (b"  \n", "empty_file"),
        (b"\x7fELF\x00\x00\x00\x01", "unknown_type"),
    ],
)
def test_unsound_files_are_refused_with_their_cause(data: bytes, code: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        open_file("x.pdf", data)
    assert refused.value.code == code


def test_an_encrypted_pdf_says_so(datasets: Path) -> None:
    locked = datasets / "robust-pdf/py-pdf/005-libreoffice-writer-password"
    with pytest.raises(UnreadableFile) as refused:
        open_file("x.pdf", (locked / "libreoffice-writer-password.pdf").read_bytes())
    assert refused.value.code == "encrypted_pdf"


def test_invisible_text_is_left_out_and_said(datasets: Path) -> None:
    data = (datasets / "docling-fixtures/pdf/invisible_text_layer.pdf").read_bytes()
    [page] = pages_of(data)
    assert [line.text for line in page.lines] == ["Visible heading line"]
    assert [w.code for w in page.warnings] == ["hidden_text"]


def test_filled_in_form_fields_are_text(datasets: Path) -> None:
    data = (datasets / "robust-pdf/py-pdf/012-libreoffice-form/libreoffice-form.pdf").read_bytes()
    assert any("Alice" in line.text for line in pages_of(data)[0].lines)


def test_real_contracts_read_as_their_own_text(datasets: Path) -> None:
    """Nearly all words of the published text of a filed contract, most of them in its order."""
    folder = datasets / "cuad"
    [pdf] = folder.glob("pdf/UsioInc*.pdf")
    gold = (folder / "txt" / (pdf.stem + ".txt")).read_text(encoding="utf-8").split()
    text = assemble(pages_of(pdf.read_bytes())).text.split()
    pairs, found = set(pairwise(gold)), set(pairwise(text))
    assert len(pairs & found) > 0.95 * len(pairs)


_SWEEP = """
import pathlib, sys
from nlp.errors import UnreadableFile
from nlp.parsing import open_file
from nlp.parsing.assemble import assemble
from nlp.ports import Tools
for path in sorted(pathlib.Path(sys.argv[1]).rglob("*.pdf")):
    print("begin", path.name, flush=True)
    try:
        source = open_file(path.name, path.read_bytes())
        pages = []
        for number in range(1, min(source.page_count, 20) + 1):
            try:
                pages.append(source.read_page(number, Tools()))
                source.render_page(number, 40)
            except UnreadableFile:
                pass
        document = assemble(pages)
        for word in document.words:
            piece = document.text[word.start:word.end]
            assert piece and piece == piece.strip(), path
        source.close()
    except UnreadableFile:
        pass
print("done", flush=True)
"""


def test_odd_and_broken_files_neither_crash_nor_hang(datasets: Path) -> None:
    swept = subprocess.run(
        [sys.executable, "-c", _SWEEP, str(datasets / "robust-pdf")],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    lines = swept.stdout.splitlines()
    assert lines[-1] == "done", (lines[-1], swept.returncode, swept.stderr[-500:])
    assert len(lines) > 100
