"""The body of a Word document as blocks to be set: paragraphs and tables, in reading order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from nlp.parsing.docx_numbering import Numbering
from nlp.parsing.docx_package import attribute, child, local, number
from nlp.parsing.docx_styles import Styles
from nlp.parsing.docx_text import (
    ParagraphText,
    Stretch,
    chosen,
    mark_is_deleted,
    paragraph_text,
)
from nlp.parsing.typeset import BODY_SIZE, Block, Grid, Par
from nlp.parsing.zip_parts import Element

_SIDE_BY_SIDE = 3
"""Cells that all hold as many paragraphs are columns of running text, not values of a table."""
_MAX_COLUMNS = 63
"""Word's own limit."""
_WRAPPERS = frozenset(
    {"sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag", "AlternateContent"}
)
_CONTENT = frozenset({"p", "tbl", "tr", "tc"})


@dataclass(frozen=True, slots=True)
class _Cell:
    blocks: tuple[Block, ...]
    span: int
    continues: bool
    """Whether the cell above, merged downwards, covers this one."""


class BodyReader:
    """Reads blocks in document order, counting list numbers as it goes."""

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self._styles = styles
        self._numbering = numbering
        self._carried: tuple[Stretch, ...] = ()
        self.notes: list[str] = []
        """Ids of the notes referred to, in order."""

    def blocks(self, container: Element) -> Iterator[Block]:
        """The blocks of a body, cell, text box or note."""
        outside = self._carried
        self._carried = ()
        for each in _contents(container):
            if local(each) == "p":
                yield from self._paragraph(each)
            elif local(each) == "tbl":
                yield from self._table(each)
        yield from self._left_over()
        self._carried = outside

    def _left_over(self) -> Iterator[Block]:
        """Text whose paragraph never ended, since its last mark was deleted."""
        for stretch in self._carried:
            yield Par(stretch.text.strip(), stretch.size or BODY_SIZE, stretch.bold)

    def _paragraph(self, paragraph: Element) -> Iterator[Block]:
        read = paragraph_text(paragraph, self._styles)
        self.notes += read.notes
        if mark_is_deleted(paragraph):
            self._carried = _joined(self._carried, read.stretches)
            yield from self._boxes(read)
            return
        stretches = _joined(self._carried, read.stretches)
        self._carried = ()
        yield from self._set(paragraph, stretches)
        yield from self._boxes(read)

    def _boxes(self, read: ParagraphText) -> Iterator[Block]:
        for box in read.boxes:
            yield from self.blocks(box)

    def _set(self, paragraph: Element, stretches: Sequence[Stretch]) -> Iterator[Par]:
        look = self._styles.look(paragraph)
        prefix = self._numbering.number_of(paragraph)
        for index, stretch in enumerate(stretches):
            text = (prefix if index == 0 else "") + stretch.text
            blanks = len(text) - len(text.lstrip())
            first = look.first if index == 0 else 0.0
            yield Par(
                text.strip(),
                stretch.size or next((s.size for s in stretches if s.size), BODY_SIZE),
                stretch.bold,
                look.align,
                look.indent,
                first + min(blanks, 8) * stretch.size / 2,
                stretch.new_page or (index == 0 and look.new_page),
            )

    def _table(self, table: Element) -> Iterator[Block]:
        rows = [self._row(row) for row in _contents(table) if local(row) == "tr"]
        rows = [row for row in rows if row]
        if not rows:
            return
        columns = min(max(sum(cell.span for cell in row) for row in rows), _MAX_COLUMNS)
        if columns == 1:
            # One column is a frame around running text.
            for row in rows:
                yield from row[0].blocks
            return
        widths = _column_widths(table, columns)
        ready: list[tuple[str, ...]] = []
        for row in rows:
            if _is_side_by_side(row):
                yield from _grid(ready, widths)
                ready = []
                for cell in row:
                    yield from cell.blocks
            else:
                ready.append(_values(row, columns))
        yield from _grid(ready, widths)

    def _row(self, row: Element) -> list[_Cell]:
        properties = child(row, "trPr")
        if child(properties, "del") is not None:
            return []
        before = number(child(properties, "gridBefore")) or 0
        cells = [_Cell((), min(before, _MAX_COLUMNS), True)] if before > 0 else []
        for cell in _contents(row):
            if local(cell) == "tc":
                own = child(cell, "tcPr")
                span = min(max(number(child(own, "gridSpan")) or 1, 1), _MAX_COLUMNS)
                merge = child(own, "vMerge")
                continues = merge is not None and attribute(merge) != "restart"
                cells.append(_Cell(tuple(self.blocks(cell)), span, continues))
        return cells


def _contents(container: Element) -> Iterator[Element]:
    """Paragraphs, tables, rows and cells, whatever controls and changes wrap them."""
    for each in chosen(container):
        name = local(each)
        if name in _CONTENT:
            yield each
        elif name in _WRAPPERS:
            yield from _contents(each)


def _joined(first: tuple[Stretch, ...], second: tuple[Stretch, ...]) -> tuple[Stretch, ...]:
    """Two paragraphs whose dividing mark was deleted."""
    if not first:
        return second
    last, opening = first[-1], second[0]
    middle = replace(
        last,
        text=last.text + opening.text,
        size=max(last.size, opening.size),
        bold=(last.bold or not last.text.strip()) and (opening.bold or not opening.text.strip()),
    )
    return (*first[:-1], middle, *second[1:])


def _is_side_by_side(row: Sequence[_Cell]) -> bool:
    filled = [cell for cell in row if _text_of(cell.blocks)]
    return len(filled) >= 2 and all(
        sum(1 for block in cell.blocks if not isinstance(block, Par) or block.text) >= _SIDE_BY_SIDE
        for cell in filled
    )


def _values(row: Sequence[_Cell], columns: int) -> tuple[str, ...]:
    values: list[str] = []
    for cell in row:
        values.append("" if cell.continues else _text_of(cell.blocks))
        values += [""] * (cell.span - 1)
    return tuple((values + [""] * columns)[:columns])


def _text_of(blocks: Sequence[Block]) -> str:
    """A cell's text in one line; the rows of a table inside it follow one another."""
    parts: list[str] = []
    for block in blocks:
        if isinstance(block, Par):
            parts.append(block.text)
        else:
            parts += [value for row in block.rows for value in row]
    return " ".join(part for part in parts if part)


def _column_widths(table: Element, columns: int) -> tuple[float, ...]:
    grid = child(table, "tblGrid")
    widths = [
        float(number(each, "w") or 0)
        for each in (grid if grid is not None else ())
        if local(each) == "gridCol"
    ]
    if len(widths) != columns or min(widths, default=0.0) <= 0:
        return (1.0,) * columns
    # A column is never so narrow that a character does not fit.
    least = sum(widths) / (4 * columns)
    return tuple(max(width, least) for width in widths)


def _grid(rows: Sequence[tuple[str, ...]], widths: tuple[float, ...]) -> Iterator[Grid]:
    if any(any(row) for row in rows):
        yield Grid(tuple(rows), widths)
