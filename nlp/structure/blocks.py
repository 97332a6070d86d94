"""Paragraphs as structure sees them: their text, their looks, and the number they open with."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, replace

from nlp.document import Document
from nlp.structure.labels import Label, fold_label, read_label


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph. ``text`` is ``document.text[start:end]``; ``first_line`` is where its first
    printed line ends inside ``text``."""

    index: int
    start: int
    end: int
    text: str
    bold: bool
    centered: bool
    size: float
    page: int
    first_line: int
    label: Label | None
    row: bool = False

    @property
    def compact(self) -> str:
        """The text folded and without blanks."""
        return re.sub(r"\s+", "", fold_label(self.text))

    @property
    def body(self) -> str:
        """The words after the number."""
        return self.text if self.label is None else self.text[self.label.body :]


_UNFINISHED = re.compile(r"(?:[、，,和及与或]|\b(?:under|in|of|to|and|or|with|by|per|see))\s*$")
"""The end of a line whose sentence goes on."""


def _label(text: str, above: str) -> Label | None:
    """The paragraph's label; doubtful where 第X条 or Article goes on with a broken sentence."""
    label = read_label(text)
    if label is not None and label.strong and _UNFINISHED.search(above[-8:]):
        return replace(label, doubtful=True)
    return label


def blocks_of(document: Document) -> tuple[Block, ...]:
    """The paragraphs of ``document`` in order; a row of a real table (two cells) has no label."""
    line_starts = [line.start for line in document.lines]
    blocks: list[Block] = []
    for paragraph in document.paragraphs:
        text = document.text[paragraph.start : paragraph.end]
        if not text.strip():
            continue
        indent = len(text) - len(text.lstrip())
        start, text = paragraph.start + indent, text.strip()
        row = paragraph.table is not None and "\t" in text
        line = bisect_left(line_starts, start + 1)
        following = line_starts[line] if line < len(line_starts) else start + len(text)
        blocks.append(
            Block(
                index=len(blocks),
                start=start,
                end=start + len(text),
                text=text,
                bold=paragraph.bold,
                centered=paragraph.centered,
                size=paragraph.size,
                page=document.page_at(start),
                first_line=min(len(text), following - start),
                label=None if row else _label(text, blocks[-1].text if blocks else ""),
                row=row,
            )
        )
    return tuple(blocks)
