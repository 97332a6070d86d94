"""Word files: what a reader of plain text runs misses."""

from __future__ import annotations

import io
import zipfile
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from nlp.document import Document, Page
from nlp.errors import UnreadableFile
from nlp.parsing.assemble import assemble
from nlp.parsing.docx import open_docx
from nlp.ports import Tools
from tests.factories.word import STRICT_W, docx, p, package, r, table


def pages(data: bytes) -> list[Page]:
    source = open_docx(data)
    return [source.read_page(number, Tools()) for number in range(1, source.page_count + 1)]


def read(body: str, parts: dict[str, str] | None = None) -> Document:
    return assemble(pages(docx(body, parts)))


def test_inserted_text_is_in_and_deleted_text_is_out() -> None:
    body = (
        f'<w:p>{r("价款为")}<w:del w:id="1"><w:r><w:delText>100</w:delText></w:r></w:del>'
        f'<w:ins w:id="2">{r("120")}</w:ins>{r("万元")}</w:p>'
    )
    document = read(body)
    assert document.text == "价款为120万元"
    assert [warning.code for warning in document.warnings] == ["tracked_changes"]


def test_moved_text_stands_only_where_it_went() -> None:
    body = f"<w:p><w:moveFrom>{r('甲')}</w:moveFrom></w:p><w:p><w:moveTo>{r('乙')}</w:moveTo></w:p>"
    assert read(body).text == "乙"


def test_a_deleted_paragraph_mark_joins_two_paragraphs() -> None:
    mark = "<w:rPr><w:del/></w:rPr>"
    assert read(p("前半", mark) + p("后半") + p("下一段")).text == "前半后半\n下一段"


def test_a_text_box_follows_its_anchor_once() -> None:
    inside = f"<w:txbxContent>{p('框内')}</w:txbxContent>"
    alternates = (
        "<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>"
        f"{inside}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>"
        f"{inside}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    body = f"<w:p>{r('锚')}{alternates}</w:p>" + p("其后")
    assert read(body).text == "锚\n框内\n其后"


@pytest.mark.parametrize(
    ("run", "character"),
    [
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>', "☑"),
        ('<w:r><w:sym w:font="Wingdings 2" w:char="F0A3"/></w:r>', "□"),
        (r("R", '<w:rFonts w:ascii="Wingdings 2"/>'), "☑"),
        (
            '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:checked/>'
            '</w:checkBox></w:ffData></w:fldChar></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>',
            "☑",
        ),
        (
            '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="0"/>'
            '</w:checkBox></w:ffData></w:fldChar></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>',
            "☐",
        ),
    ],
)
def test_tick_boxes_are_characters(run: str, character: str) -> None:
    assert read(f"<w:p>{run}{r('同意')}</w:p>").text == f"{character}同意"


def test_content_controls_are_read_wherever_they_stand() -> None:
    inline = f"<w:p>{r('金额')}<w:sdt><w:sdtPr/><w:sdtContent>{r('9')}</w:sdtContent></w:sdt></w:p>"
    block = f"<w:sdt><w:sdtContent>{p('整段')}</w:sdtContent></w:sdt>"
    assert read(inline + block).text == "金额9\n整段"


def test_a_fields_result_is_text_and_its_code_is_not() -> None:
    body = (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:t>REF</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'{r("第八条")}<w:r><w:fldChar w:fldCharType="end"/></w:r>{r("约定")}</w:p>'
    )
    assert read(body).text == "第八条约定"


def test_hidden_text_is_no_text() -> None:
    assert read(f"<w:p>{r('明')}{r('暗', '<w:vanish/>')}</w:p>").text == "明"


def test_notes_stand_at_the_end_in_the_order_of_their_marks() -> None:
    note = '<w:footnote w:id="{}">{}</w:footnote>'
    notes = note.format(5, p("注甲")) + note.format(3, p("注乙"))
    mark = '<w:r><w:footnoteReference w:id="{}"/></w:r>'
    body = f"<w:p>{r('一')}{mark.format(3)}</w:p><w:p>{r('二')}{mark.format(5)}</w:p>"
    assert read(body, {"footnotes": notes}).text == "一\n二\n[1] 注乙\n[2] 注甲"


def test_a_table_stands_row_by_row_and_merged_cells_say_their_text_once() -> None:
    wide = f'<w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{p("合计")}'
    top = f'<w:tcPr><w:vMerge w:val="restart"/></w:tcPr>{p("泵")}'
    below = f"<w:tcPr><w:vMerge/></w:tcPr>{p('')}"
    document = read(
        table([["名称", "数量", "单价"], [top, "2", "5"], [below, "3", "6"], [wide, "28"]])
    )
    assert document.tables[0].rows == (
        ("名称", "数量", "单价"),
        ("泵", "2", "5"),
        ("", "3", "6"),
        ("合计", "", "28"),
    )
    assert document.text.splitlines()[1] == "泵\t2\t5"
    assert [line.table for line in document.lines] == [0, 0, 0, 0]


def test_a_table_of_one_column_is_a_frame_around_running_text() -> None:
    document = read(table([[p("第一条 标的") + p("第二条 价款")]]))
    assert document.text == "第一条 标的\n第二条 价款"
    assert not document.tables


def test_columns_of_signature_lines_are_read_one_party_after_the_other() -> None:
    sides = [p(f"{side}：") + p("代表：") + p("日期：") for side in ("甲方", "乙方")]
    assert read(table([sides])).text.split("\n") == [
        *("甲方：", "代表：", "日期："),
        *("乙方：", "代表：", "日期："),
    ]


def test_a_table_in_a_cell_is_part_of_the_cell() -> None:
    inner = table([["甲", "乙"]]) + p("")
    assert read(table([["外", inner]])).text == "外\t甲 乙"


def test_headers_and_footers_are_not_read() -> None:
    parts = {"header": p("页眉"), "footer": p("页脚")}
    assert read(p("正文"), parts).text == "正文"


def test_a_page_break_begins_a_page_and_a_line_break_a_paragraph() -> None:
    broken = '<w:p>{}<w:r><w:br w:type="page"/></w:r>{}<w:r><w:br/></w:r>{}</w:p>'
    found = pages(docx(broken.format(r("甲"), r("乙"), r("丙"))))
    assert [[line.text for line in page.lines] for page in found] == [["甲"], ["乙", "丙"]]


def test_weight_size_and_place_come_from_the_styles() -> None:
    style = (
        '<w:style w:type="paragraph" w:styleId="T"><w:pPr><w:jc w:val="center"/></w:pPr>'
        '<w:rPr><w:b/><w:sz w:val="36"/></w:rPr></w:style>'
    )
    body = p("采购合同", '<w:pStyle w:val="T"/>') + p("正文" * 40)
    title = read(body, {"styles": style}).paragraphs[0]
    assert (title.bold, title.centered, title.size) == (True, True, 18.0)


def test_the_strict_form_of_the_standard_reads_alike() -> None:
    assert assemble(pages(docx(p("严格"), namespace=STRICT_W))).text == "严格"


def test_macros_are_not_run_and_said() -> None:
    source = docx(p("正文"))
    with_macros = _with(source, "word/vbaProject.bin", b"x")
    assert [warning.code for warning in pages(with_macros)[0].warnings] == ["macros_ignored"]


def test_boxes_and_picture_agree() -> None:
    """Every word's box holds ink, and outside of all boxes there is none."""
    body = p("第一条 甲方应支付人民币1,280,000.00元，Payment Terms") + table([["名称", "数量"]])
    source = open_docx(docx(body))
    page = source.read_page(1, Tools())
    ink = np.asarray(Image.open(io.BytesIO(source.render_page(1, 144)))) < 60
    for line in page.lines:
        for word in line.words:
            x0, y0, x1, y1 = (round(side * 2) for side in (word.x0, word.y0, word.x1, word.y1))
            assert ink[y0 : y1 + 2, x0 : x1 + 1].any(), line.text[word.start : word.end]
            ink[y0 - 1 : y1 + 7, x0 - 2 : x1 + 3] = False
    assert not ink.any()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (
            package({"[Content_Types].xml": "<Types/>", "word/document.xml": "<w:doc"}),
            "broken_docx",
        ),
        (package({"[Content_Types].xml": "<Types/>"}), "broken_docx"),
        (package({"readme.txt": "x"}), "unknown_type"),
        (docx(p("x"))[:300], "broken_docx"),
        (docx(p(" ")), "no_text"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"),
            "needs_libreoffice",
        ),
    ],
)
def test_what_cannot_be_read_is_named(data: bytes, code: str) -> None:
    with pytest.raises(UnreadableFile) as caught:
        open_docx(data)
    assert caught.value.code == code


def test_entities_are_refused() -> None:
    bomb = (
        '<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><w:document xmlns:w='
        '"http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>&b;</w:body>'
        "</w:document>"
    )
    with pytest.raises(UnreadableFile, match="broken_docx"):
        open_docx(package({"[Content_Types].xml": "<Types/>", "word/document.xml": bomb}))


def test_a_part_that_swells_is_refused() -> None:
    with pytest.raises(UnreadableFile, match="too_large"):
        open_docx(docx(p("x" * 30_000_000)))


@pytest.mark.parametrize("name", ["protected_agile", "bug53475-password-is-pass"])
def test_encrypted_files_are_named(datasets: Path, name: str) -> None:
    found = next((datasets / "robust-docx").rglob(f"{name}.docx"))
    with pytest.raises(UnreadableFile, match="encrypted_docx"):
        open_docx(found.read_bytes())


@pytest.mark.slow
def test_every_model_contract_reads(datasets: Path) -> None:
    for path in sorted((datasets / "zh-model-contracts").rglob("*.docx")):
        assert assemble(pages(path.read_bytes())).text, path.name


@pytest.mark.slow
def test_odd_files_read_or_are_refused_with_a_code(datasets: Path) -> None:
    readable = 0
    for path in sorted((datasets / "robust-docx").rglob("*.doc*")):
        with suppress(UnreadableFile):
            readable += bool(pages(path.read_bytes()))
    assert readable >= 60


def _with(data: bytes, name: str, content: bytes) -> bytes:
    target = io.BytesIO(data)
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr(name, content)
    return target.getvalue()
