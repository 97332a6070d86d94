"""``jianqi compare`` without a server."""

from __future__ import annotations

import io
import json
import re
import zipfile
from pathlib import Path
from typing import Any

import docx
import pypdfium2 as pdfium
import pytest
from click.testing import CliRunner, Result
from docx.oxml.ns import qn
from lxml import etree

from service.cli import main

OLD = [
    "设备采购合同",
    "第一条　标的",
    "甲方向乙方购买水泵10台。",
    "第二条　价款",
    "合同总价为人民币1,280,000.00元，甲方应于2026年3月1日前付清。",
    "第三条　保密",
    "双方应对本合同内容予以保密，未经对方书面同意不得披露。",
    "第四条　争议",
    "因本合同引起的争议，提交甲方所在地人民法院管辖。",
]
NEW = [
    "设备采购合同",
    "第一条　标的",
    "甲方向乙方购买水泵12台。",
    "第二条　价款",
    "合同总价为人民币1,280,000.00元，甲方应于2026年3月7日前付清。",
    "第三条　争议",
    "因本合同引起的争议，提交乙方所在地人民法院管辖。",
    "乙方可以转让本合同。",
]
ROWS = [["序号", "名称", "单价"], ["1", "水泵", "1,200.00"], ["2", "电机", "3,400.00"]]
NEW_ROWS = [["序号", "名称", "单价"], ["1", "水泵", "1,700.00"], ["3", "阀门", "90.00"]]


def word_file(path: Path, lines: list[str], rows: list[list[str]]) -> Path:
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    table = document.add_table(len(rows), len(rows[0]))
    for row, values in zip(table.rows, rows, strict=True):
        for cell, value in zip(row.cells, values, strict=True):
            cell.text = value
    document.add_paragraph("（以下无正文）")
    document.save(str(path))
    return path


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Path, Path]:
    old = word_file(tmp_path / "old.docx", OLD, ROWS)
    return old, word_file(tmp_path / "new.docx", NEW, NEW_ROWS)


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def compared(old: Path, new: Path) -> dict[str, Any]:
    result = run("compare", old, new, "--json")
    assert result.exit_code == 0, result.output
    content: dict[str, Any] = json.loads(result.stdout)
    return content


def test_the_json_tells_each_change_with_its_places(pair: tuple[Path, Path]) -> None:
    content = compared(*pair)
    told = {
        (change["type"], change["class"], change["old"] and change["old"]["quote"])
        for change in content["changes"]
    }
    assert ("changed", "substantive", "10") in told
    assert ("changed", "substantive", "甲方") in told
    assert ("renumbered", "format", "第四条") in told
    assert any(kind == "deleted" and quote.startswith("第三条") for kind, _, quote in told if quote)
    for change in content["changes"]:
        assert {"id", "type", "class", "old", "new", "tokens"} <= set(change)
        for side in (change["old"], change["new"]):
            assert side is None or (side["boxes"] and len(side["boxes"][0]) == 5)
    dates = [t for c in content["changes"] for t in c["tokens"] if t["kind"] == "date"]
    assert dates == [{"kind": "date", "old": "2026年3月1日", "new": "2026年3月7日"}]


def paragraphs(data: bytes, *, accept: bool) -> list[str]:
    """The redline's text after accepting or rejecting everything, straight from its XML."""
    root = etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml"))
    gone = qn("w:del") if accept else qn("w:ins")
    lines: list[str] = []
    carried = ""
    for element in root.iter(qn("w:p"), qn("w:tr")):
        if element.tag == qn("w:tr"):
            if element.find(f"{qn('w:trPr')}/{gone}") is None:
                cells = element.findall(qn("w:tc"))
                lines.append("\t".join(_text(cell, gone) for cell in cells))
            continue
        if any(parent.tag == qn("w:tc") for parent in element.iterancestors()):
            continue
        carried += _text(element, gone)
        mark = element.find(f"{qn('w:pPr')}/{qn('w:rPr')}")
        if mark is None or mark.find(gone) is None:
            lines.append(carried)
            carried = ""
    return [*lines, carried] if carried else lines


def _text(element: Any, gone: str) -> str:
    return "".join(
        "\t" if each.tag == qn("w:tab") else each.text or ""
        for each in element.iter(qn("w:t"), qn("w:delText"), qn("w:tab"))
        if not any(parent.tag == gone for parent in each.iterancestors())
    )


def in_lines(lines: list[str], rows: list[list[str]]) -> list[str]:
    return [*lines, *("\t".join(row) for row in rows), "（以下无正文）"]


def test_the_redline_accepted_is_the_new_text_and_rejected_the_old(
    pair: tuple[Path, Path], tmp_path: Path
) -> None:
    out = tmp_path / "redline.docx"
    assert run("compare", *pair, "--out", out).exit_code == 0
    data = out.read_bytes()
    squeezed = [
        [re.sub(r"[ \u3000]+", "", line) for line in lines]
        for lines in (
            paragraphs(data, accept=True),
            in_lines(NEW, NEW_ROWS),
            paragraphs(data, accept=False),
            in_lines(OLD, ROWS),
        )
    ]
    assert squeezed[0] == squeezed[1]
    assert squeezed[2] == squeezed[3]


def test_every_mark_of_the_redline_has_author_and_date(
    pair: tuple[Path, Path], tmp_path: Path
) -> None:
    out = tmp_path / "redline.docx"
    run("compare", *pair, "--out", out)
    root = docx.Document(str(out)).element
    marks = [*root.iter(qn("w:ins")), *root.iter(qn("w:del"))]
    assert marks
    assert all(mark.get(qn("w:author")) and mark.get(qn("w:date")) for mark in marks)
    assert len({mark.get(qn("w:id")) for mark in marks}) == len(marks)


def test_the_redline_read_again_is_the_new_version(pair: tuple[Path, Path], tmp_path: Path) -> None:
    out = tmp_path / "redline.docx"
    run("compare", *pair, "--out", out)
    assert [
        change for change in compared(pair[1], out)["changes"] if change["class"] == "substantive"
    ] == []


def test_the_pdf_shows_both_texts_with_embedded_fonts(
    pair: tuple[Path, Path], tmp_path: Path
) -> None:
    out = tmp_path / "report.pdf"
    assert run("compare", *pair, "--out", out).exit_code == 0
    text = "".join(page.get_textpage().get_text_bounded() for page in pdfium.PdfDocument(str(out)))
    assert "2026年3月1日" in text
    assert "2026年3月7日" in text


def test_the_page_escapes_what_the_contract_says(tmp_path: Path) -> None:
    old = word_file(tmp_path / "old.docx", OLD, ROWS)
    new = word_file(tmp_path / "new.docx", [*OLD, "<script>alert(1)</script>付款"], ROWS)
    out = tmp_path / "report.html"
    run("compare", old, new, "--out", out)
    page = out.read_text(encoding="utf-8")
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


def test_only_substance_leaves_the_rest_out(pair: tuple[Path, Path]) -> None:
    assert "编号变化" in run("compare", *pair).stdout
    assert "编号变化" not in run("compare", *pair, "--substantive").stdout


def test_a_returned_file_with_an_unmarked_change_raises_the_alarm(tmp_path: Path) -> None:
    old = word_file(tmp_path / "sent.docx", OLD, ROWS)
    returned = word_file(tmp_path / "returned.docx", OLD, ROWS)
    document = docx.Document(str(returned))
    _track(document.paragraphs[2], "10", "11")
    run_ = document.paragraphs[4].runs[0]
    run_.text = run_.text.replace("1,280,000.00", "1,380,000.00")
    document.save(str(returned))
    content = compared(old, returned)
    assert content["summary"]["substantive"] == 2
    assert content["silent"]["tracked"] == 2
    (silent,) = content["silent"]["changes"]
    assert silent["tokens"][0]["new"].startswith("人民币1,380,000.00")


def test_a_returned_file_that_marks_every_change_raises_none(tmp_path: Path) -> None:
    old = word_file(tmp_path / "sent.docx", OLD, ROWS)
    returned = word_file(tmp_path / "returned.docx", OLD, ROWS)
    document = docx.Document(str(returned))
    _track(document.paragraphs[2], "10", "11")
    document.save(str(returned))
    content = compared(old, returned)
    assert content["summary"]["substantive"] == 1
    assert content["silent"]["changes"] == []


def _track(paragraph: Any, old: str, new: str) -> None:
    """Replace ``old`` by ``new`` as Word does with revision marks on."""
    before, after = paragraph.text.split(old)
    namespace = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    marked = 'w:id="1" w:author="Li" w:date="2026-01-01T00:00:00Z"'
    for child in list(paragraph._p):
        paragraph._p.remove(child)
    for xml in (
        f"<w:r {namespace}><w:t>{before}</w:t></w:r>",
        f"<w:del {namespace} {marked}><w:r><w:delText>{old}</w:delText></w:r></w:del>",
        f"<w:ins {namespace} {marked}><w:r><w:t>{new}</w:t></w:r></w:ins>",
        f"<w:r {namespace}><w:t>{after}</w:t></w:r>",
    ):
        paragraph._p.append(etree.fromstring(xml))


def test_a_file_that_cannot_be_read_is_named_with_its_mend(tmp_path: Path) -> None:
    bad = tmp_path / "bad.pdf"
    bad.write_bytes(b"%PDF-1.7 nothing follows")
    good = word_file(tmp_path / "good.docx", OLD, ROWS)
    result = run("compare", good, bad, "--json")
    assert result.exit_code == 1
    content = json.loads(result.stdout)
    assert content["file"]["name"] == "bad.pdf"
    assert content["error"]["mend"]


def test_an_unknown_ending_is_wrong_usage(pair: tuple[Path, Path], tmp_path: Path) -> None:
    assert run("compare", *pair, "--out", tmp_path / "redline.odt").exit_code == 2
