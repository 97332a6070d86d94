"""The redline (修订稿): one Word document with native insertions and deletions.

Accepting all changes gives the new text, rejecting all gives the old one. The layout is plain: it
carries what is agreed, not how either file looked.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from nlp.compare.redline import Piece, RedLine, State

_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_CHANGE = {"inserted": "w:ins", "deleted": "w:del"}


@dataclass(frozen=True, slots=True)
class Author:
    """Whose changes Word shows them as, and of when."""

    name: str
    at: datetime


def docx(lines: Sequence[RedLine], author: Author, heading: str) -> bytes:
    """The document; ``heading`` stands in the running header, not in the text."""
    return _Writer(author, heading).write(lines)


class _Writer:
    def __init__(self, author: Author, heading: str) -> None:
        self._author = author
        self._changes = 0
        self._document = Document()
        section = self._document.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2.6)
        section.header.paragraphs[0].text = _clean(heading)
        style = self._document.styles["Normal"]
        style.font.name, style.font.size = "Arial", Pt(10.5)
        style.paragraph_format.space_after = Pt(4)
        style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "宋体")

    def write(self, lines: Sequence[RedLine]) -> bytes:
        rows: list[list[tuple[Piece, ...]]] = []
        states: list[State] = []
        for index, line in enumerate(lines):
            last = index == len(lines) - 1
            cells = None if last else _cells(line)
            if cells is None or (rows and len(cells) != len(rows[0])):
                self._table(rows, states)
                rows, states = [], []
            if cells is None:
                self._paragraph(line, title=index == 0, last=last)
            else:
                rows.append(cells)
                states.append(line.mark)
        target = io.BytesIO()
        self._document.save(target)
        return target.getvalue()

    def _paragraph(self, line: RedLine, *, title: bool, last: bool) -> None:
        paragraph = self._document.add_paragraph()
        if title:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        for piece in line.pieces:
            self._runs(paragraph._p, piece, bold=title)
        if not last and line.mark != "same":
            properties = paragraph._p.get_or_add_pPr()
            marked = OxmlElement("w:rPr")
            marked.append(self._change(line.mark))
            properties.append(marked)

    def _table(self, rows: Sequence[list[tuple[Piece, ...]]], states: Sequence[State]) -> None:
        if not rows:
            return
        table = self._document.add_table(rows=0, cols=len(rows[0]), style="Table Grid")
        for cells, state in zip(rows, states, strict=True):
            row = table.add_row()
            if state != "same":
                row._tr.get_or_add_trPr().append(self._change(state))
            for cell, pieces in zip(row.cells, cells, strict=True):
                for piece in pieces:
                    self._runs(cell.paragraphs[0]._p, piece, bold=False)

    def _runs(self, parent: Any, piece: Piece, *, bold: bool) -> None:
        run = OxmlElement("w:r")
        if bold:
            properties = OxmlElement("w:rPr")
            properties.append(OxmlElement("w:b"))
            run.append(properties)
        name = "w:delText" if piece.state == "deleted" else "w:t"
        for index, text in enumerate(_clean(piece.text).split("\t")):
            if index:
                run.append(OxmlElement("w:tab"))
            if text:
                content = OxmlElement(name)
                content.text = text
                content.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
                run.append(content)
        if piece.state == "same":
            parent.append(run)
            return
        change = self._change(piece.state)
        change.append(run)
        parent.append(change)

    def _change(self, state: State) -> Any:
        self._changes += 1
        change = OxmlElement(_CHANGE[state])
        change.set(qn("w:id"), str(self._changes))
        change.set(qn("w:author"), _clean(self._author.name))
        change.set(qn("w:date"), self._author.at.strftime("%Y-%m-%dT%H:%M:%SZ"))
        return change


def _cells(line: RedLine) -> list[tuple[Piece, ...]] | None:
    """The cells of a row that both texts have, or that one of them has whole; else None."""
    if not any("\t" in piece.text for piece in line.pieces):
        return None
    whole = {piece.state for piece in line.pieces} == {line.mark}
    dividers = {piece.state for piece in line.pieces if "\t" in piece.text}
    if not whole and (dividers != {"same"} or line.mark != "same"):
        return None
    cells: list[list[Piece]] = [[]]
    for piece in line.pieces:
        for index, text in enumerate(piece.text.split("\t")):
            if index:
                cells.append([])
            if text:
                cells[-1].append(Piece(text, piece.state))
    return [tuple(cell) for cell in cells]


def _clean(text: str) -> str:
    """Without the characters that XML forbids."""
    return _FORBIDDEN.sub("", text)
