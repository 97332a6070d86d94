"""Which printed lines belong to one paragraph, told by their places on the page."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from nlp.document import Line, Page
from nlp.parsing.openers import (
    continues_reference,
    opens_after_stop,
    opens_numbered_paragraph,
)
from nlp.parsing.skew import LEAST, Tilt
from nlp.parsing.words import is_cjk

_WELL_FILLED = 12
"""Lines on a page that shows its margins."""
_INDENT_EM = 0.9
"""Lines that begin further in (in glyph heights) than this begin a paragraph."""
_GAP_PITCHES = 1.6
"""A distance between lines above this many usual ones divides paragraphs."""
_CONTENTS_ENTRY = re.compile(r"(?:\s{3,}|[.…·]{3,}\s*)\d{1,3}\s*$")
_SIZE_CHANGE = 1.18
"""Glyph heights that differ by more than this factor stand in different paragraphs."""


BoxedLine = tuple[Line, tuple[float, float, float, float]]


@dataclass(frozen=True, slots=True)
class Placed:
    """A line with the edges of the column it stands in, in points of the page made level."""

    line: Line
    page: int
    x0: float
    y0: float
    x1: float
    y1: float
    left: float
    right: float
    pitch: float

    @property
    def em(self) -> float:
        """The width of one CJK character of this line, roughly."""
        return self.line.size or max(self.y1 - self.y0, 1.0)

    @property
    def indent(self) -> float:
        return self.x0 - self.left

    @property
    def centered(self) -> bool:
        """Both margins are wide and alike: a title, not a short last line."""
        before, after = self.x0 - self.left, self.right - self.x1
        return before > 2.5 * self.em and abs(before - after) < max(1.2 * self.em, 0.12 * before)

    @property
    def opens_number(self) -> bool:
        return opens_numbered_paragraph(self.line.text.lstrip())


@dataclass(frozen=True, slots=True)
class Margins:
    """Where the text of most pages begins and ends, in points."""

    left: float
    right: float


def usual_margins(pages: Sequence[Page], boxed: Sequence[list[BoxedLine]]) -> dict[int, Margins]:
    """The usual margins of well-filled pages, by page width (rounded points).

    A page with a few short lines, such as a signature page, does not show where its lines end.
    """
    edges: dict[int, list[tuple[float, float]]] = defaultdict(list)
    for page, lines in zip(pages, boxed, strict=True):
        text = [(line, box) for line, box in lines if line.table is None]
        if len(text) >= _WELL_FILLED:
            edges[round(page.width)].append((_left_edge(text), _right_edge(text)))
    return {
        width: Margins(median(left for left, _ in found), median(right for _, right in found))
        for width, found in edges.items()
    }


def place(page: int, boxed: list[BoxedLine], usual: Margins | None) -> list[Placed]:
    """The lines of a page, each with the column it stands in."""
    if not boxed:
        return []
    columns = list(_columns(boxed))
    right = max(_right_edge(column) for column in columns)
    if usual is not None:
        right = max(right, usual.right)
    placed: list[Placed] = []
    for column in columns:
        left = _left_edge(column)
        if usual is not None and len(columns) == 1:
            left = min(left, usual.left)
        ends = _next_column(column, columns) or right
        pitch = _pitch([box for _, box in column])
        placed += [Placed(line, page, *box, left, ends, pitch) for line, box in column]
    return placed


def starts_paragraph(before: Placed | None, this: Placed) -> bool:
    """Whether ``this`` begins a paragraph, given the line ``before`` it in reading order."""
    line = this.line
    if before is None or line.table is not None or before.line.table is not None:
        return True
    if line.starts_paragraph is not None:
        return line.starts_paragraph
    if this.opens_number:
        return not (
            _fills_its_column(before, this) and continues_reference(before.line.text, line.text)
        )
    if opens_after_stop(before.line.text, line.text.lstrip()):
        return True
    if _CONTENTS_ENTRY.search(before.line.text) or _CONTENTS_ENTRY.search(line.text):
        return True
    if _looks_different(before, this) or before.centered or this.centered:
        return True
    if not _fills_its_column(before, this):
        return True
    return _set_apart(before, this)


def _looks_different(before: Placed, this: Placed) -> bool:
    small, large = sorted((before.em, this.em))
    if large > small * _SIZE_CHANGE + 1.0:
        return True
    return before.line.bold and not this.line.bold and before.opens_number


def _fills_its_column(before: Placed, this: Placed) -> bool:
    """Whether the first word of ``this`` would not have fitted at the end of ``before``."""
    first = this.line.words[0]
    if is_cjk(this.line.text[first.start]):
        # Punctuation may not open a line, so one character may have been drawn down with it.
        need = 2.3 * before.em
    else:
        need = (first.x1 - first.x0) + 0.9 * before.em
    return before.right - before.x1 < need


def _set_apart(before: Placed, this: Placed) -> bool:
    """Whether indent or distance divides two lines that could be one paragraph."""
    step = this.indent - before.indent
    hanging = before.opens_number and step > 0
    if step > _INDENT_EM * this.em and not hanging:
        return True
    if before.page != this.page or this.y0 < before.y0:
        return False
    return this.y0 - before.y0 > _GAP_PITCHES * this.pitch


def boxed_lines(page: Page) -> list[BoxedLine]:
    """The lines with text and where they stand once the page is level."""
    tilt = Tilt(page.quality.skew_degrees, page.width, page.height)
    return [(line, _box(line, tilt)) for line in page.lines if line.words and line.text.strip()]


def _box(line: Line, tilt: Tilt) -> tuple[float, float, float, float]:
    words = line.words
    x0, x1 = min(word.x0 for word in words), max(word.x1 for word in words)
    y0, y1 = min(word.y0 for word in words), max(word.y1 for word in words)
    if abs(tilt.skew) < LEAST:
        return x0, y0, x1, y1
    left = tilt.levelled(x0, (words[0].y0 + words[0].y1) / 2)
    right = tilt.levelled(x1, (words[-1].y0 + words[-1].y1) / 2)
    half = line.size / 2
    return left[0], left[1] - half, right[0], left[1] + half


def _columns(boxed: Sequence[BoxedLine]) -> Iterable[list[BoxedLine]]:
    """Divide lines in reading order where the reader's eye jumps back up the page."""
    column: list[BoxedLine] = []
    for line, box in boxed:
        if column and box[1] < column[-1][1][1] - 3 * (box[3] - box[1]):
            yield column
            column = []
        column.append((line, box))
    if column:
        yield column


def _next_column(column: list[BoxedLine], columns: list[list[BoxedLine]]) -> float | None:
    """Where the column to the right of this one begins, a glyph's width left free."""
    right = _right_edge(column)
    top, bottom = column[0][1][1], column[-1][1][3]
    starts = [
        min(box[0] for _, box in other)
        for other in columns
        if other is not column and other[0][1][1] < bottom and other[-1][1][3] > top
    ]
    height = column[0][1][3] - column[0][1][1]
    return min((start - height for start in starts if start >= right), default=None)


def _left_edge(column: list[BoxedLine]) -> float:
    """Where the lines begin, one lonely outlier apart."""
    starts = sorted(box[0] for _, box in column)
    if len(starts) >= 5 and starts[1] - starts[0] > 24.0:
        return starts[1]
    return starts[0]


def _right_edge(column: list[BoxedLine]) -> float:
    """Where full lines end: the furthest place that several lines reach, justified or ragged."""
    ends = sorted((box[2] for _, box in column), reverse=True)
    height = median(box[3] - box[1] for _, box in column)
    needed = max(3, round(0.1 * len(ends)))
    for index in range(len(ends) - needed + 1):
        if ends[index] - ends[index + needed - 1] < 2 * height:
            return ends[index]
    return ends[0]


def _pitch(boxes: list[tuple[float, float, float, float]]) -> float:
    """The usual distance from one line to the next."""
    steps = [
        after[1] - before[1] for before, after in pairwise(boxes) if after[1] > before[1] + 2.0
    ]
    # Half of the lines of a contract may end a paragraph: the lower third is the line pitch.
    return sorted(steps)[len(steps) // 3] if steps else median(b[3] - b[1] for b in boxes) * 1.5
