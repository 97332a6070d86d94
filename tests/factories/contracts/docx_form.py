"""A draft as a Word file, with typed numbers or with Word's own numbering."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from itertools import groupby
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

from tests.factories.contracts.draft import Block, Draft, number_gap, printed

_NUM_ID = 77
_DAY = (2026, 3, 1, 0, 0, 0)
_FACES = {"zh": ("Times New Roman", "宋体"), "en": ("Times New Roman", "宋体")}
_CHINESE = "零一二三四五六七八九"


def docx_bytes(draft: Draft) -> bytes:
    """The draft as DOCX. Levels in ``draft.auto`` are numbered by Word, not typed."""
    document = docx.Document()
    _base_style(document, draft)
    if draft.auto:
        check_numbers(draft)
        _define_numbering(document, draft)
    _furniture(document, draft)
    for kind, group in groupby(draft.blocks, key=lambda block: block.kind):
        if kind in ("row", "sides"):
            _table(document, list(group), ruled=kind == "row")
            continue
        for block in group:
            _paragraph(document, draft, block)
    document.core_properties.created = document.core_properties.modified = datetime(*_DAY)
    document.core_properties.author = "Jianqi"
    document.core_properties.title = draft.title
    out = io.BytesIO()
    document.save(out)
    return _undated(out.getvalue())


def _undated(package: bytes) -> bytes:
    """The package with the same clock on every part, so that a rebuilt file does not differ."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(package)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for item in old.infolist():
            new.writestr(zipfile.ZipInfo(item.filename, _DAY), old.read(item), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _base_style(document: Any, draft: Draft) -> None:
    style = document.styles["Normal"]
    latin, asian = _FACES["en" if draft.language == "en" else "zh"]
    style.font.name = latin
    style.font.size = Pt(draft.look.size)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), asian)
    style.paragraph_format.line_spacing = draft.look.leading


def _paragraph(document: Any, draft: Draft, block: Block) -> None:
    look = draft.look
    if block.kind == "page":
        document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        return
    automatic = block.kind == "clause" and block.level in draft.auto and block.number
    paragraph = document.add_paragraph()
    run = paragraph.add_run(block.text if automatic else printed(block, look))
    if automatic:
        _number(paragraph, block.level)
    if block.kind == "title":
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        run.bold = True
        run.font.size = Pt(look.size * 1.55)
    elif block.kind == "middle" or (block.kind == "clause" and block.level in look.centered_levels):
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    elif block.kind in ("paragraph", "recital") and draft.language != "en":
        paragraph.paragraph_format.first_line_indent = Pt(2 * look.size)
    heading_only = block.heading is not None and block.heading == block.text
    if block.kind == "annex" or (heading_only and block.level in look.bold_levels):
        run.bold = True
    if block.kind == "clause" and (indent := look.indents.get(block.level)):
        paragraph.paragraph_format.left_indent = Pt(indent * look.size)


def _table(document: Any, rows: list[Block], *, ruled: bool) -> None:
    width = max(len(row.cells) for row in rows)
    table = document.add_table(len(rows), width, style="Table Grid" if ruled else None)
    for cells, row in zip(table.rows, rows, strict=True):
        for cell, text in zip(cells.cells, row.cells, strict=False):
            cell.text = text


def _furniture(document: Any, draft: Draft) -> None:
    section = document.sections[0]
    for part, text in ((section.header, draft.look.header), (section.footer, draft.look.footer)):
        if not text:
            continue
        paragraph = part.paragraphs[0]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        pieces = text.replace("{pages}", "\0NUMPAGES\0").replace("{page}", "\0PAGE\0").split("\0")
        for piece in pieces:
            if piece in ("PAGE", "NUMPAGES"):
                field = OxmlElement("w:fldSimple")
                field.set(qn("w:instr"), piece)
                paragraph._p.append(field)
            else:
                paragraph.add_run(piece)


def _element(tag: str, **attributes: str) -> Any:
    element = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), value)
    return element


def _define_numbering(document: Any, draft: Draft) -> None:
    numbering = document.part.numbering_part.element
    abstract = _element("abstractNum", abstractNumId=str(_NUM_ID))
    abstract.append(_element("multiLevelType", val="multilevel"))
    for level, shape in sorted(draft.auto.items()):
        item = _element("lvl", ilvl=str(level - 1))
        item.append(_element("start", val="1"))
        item.append(_element("numFmt", val=shape["format"]))
        if shape.get("legal"):
            item.append(_element("isLgl"))
        item.append(_element("suff", val="space"))
        item.append(_element("lvlText", val=shape["text"]))
        abstract.append(item)
    first_num = numbering.find(qn("w:num"))
    if first_num is None:
        numbering.append(abstract)
    else:
        first_num.addprevious(abstract)
    number = _element("num", numId=str(_NUM_ID))
    number.append(_element("abstractNumId", val=str(_NUM_ID)))
    numbering.append(number)


def _number(paragraph: Any, level: int) -> None:
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = level - 1
    properties.get_or_add_numId().val = _NUM_ID


def check_numbers(draft: Draft) -> None:
    """Word will print the numbers that the draft types; ValueError where it would not."""
    counts: dict[int, int] = {}
    for block in draft.blocks:
        if block.kind != "clause" or block.level not in draft.auto or not block.number:
            continue
        counts[block.level] = counts.get(block.level, 0) + 1
        for deeper in [level for level in counts if level > block.level]:
            del counts[deeper]
        shape = draft.auto[block.level]
        generated = shape["text"]
        for level, count in counts.items():
            style = "decimal" if shape.get("legal") else draft.auto[level]["format"]
            generated = generated.replace(f"%{level}", word_numeral(count, style))
        if generated != block.number:
            gap = number_gap(block, draft.look)
            raise ValueError(f"{draft.name}: Word prints {generated!r}, not {block.number}{gap}")


def word_numeral(count: int, style: str) -> str:
    """The numeral as Word's number format ``style`` prints it, up to 99."""
    if style in ("chineseCounting", "chineseCountingThousand"):
        tens, ones = divmod(count, 10)
        head = "" if not tens else "十" if tens == 1 else f"{_CHINESE[tens]}十"
        return head + (_CHINESE[ones] if ones else "")
    if style == "lowerLetter":
        return "abcdefghijklmnopqrstuvwxyz"[count - 1]
    if style == "upperRoman":
        return [
            "I",
            "II",
            "III",
            "IV",
            "V",
            "VI",
            "VII",
            "VIII",
            "IX",
            "X",
            "XI",
            "XII",
            "XIII",
            "XIV",
            "XV",
            "XVI",
        ][count - 1]
    return str(count)
