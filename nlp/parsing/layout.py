"""From pieces of printed lines to whole lines in reading order.

A *piece* is a :class:`Line` as a text layer or an OCR engine gives it: an unbroken run of glyphs on
one baseline. Pieces side by side are one row; rows that keep a common gutter are read column by
column where they look like columns of text or like the two halves of a signature block.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from nlp.document import Line, Word
from nlp.parsing.words import is_cjk

_GUTTER_EM = 1.5
"""Two pieces of a row further apart than this many glyph heights may stand in two columns."""
_JOIN_EM = 0.55
"""CJK pieces nearer than this are set solid."""
_TEXT_COLUMN = 0.3
"""A column of running text is at least this share of the page's text width."""
_LABEL = re.compile(r"\s*([^：:]{1,14})[：:]")
_PARTY_LABEL = re.compile(
    r"[甲乙丙丁买卖供需发承出受借贷转让委托保证]{1,4}(?:租|包|让|托|款)?(?:方|人)|party\s+[a-d]\b"
    r"|(?:the\s+)?(?:buyer|seller|purchaser|vendor|lessor|lessee|licensor|licensee|company|supplier"
    r"|customer|client|contractor|lender|borrower|employer|employee)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Piece:
    line: Line
    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def em(self) -> float:
        return self.line.size or max(self.y1 - self.y0, 1.0)


_Row = list[_Piece]


def arrange(pieces: Sequence[Line]) -> list[Line]:
    """The lines made of ``pieces``, in reading order."""
    rows = [_merge_near(row) for row in _rows([_piece(line) for line in pieces if line.words])]
    if not rows:
        return []
    left = min(piece.x0 for row in rows for piece in row)
    width = max(piece.x1 for row in rows for piece in row) - left
    lines: list[Line] = []
    index = 0
    while index < len(rows):
        end, gutter = _gutter_run(rows, index)
        run = rows[index:end]
        if gutter is not None and _reads_by_column(run, gutter, width):
            for side in _split(run, gutter):
                lines += [_join_row(row) for row in side]
        else:
            lines += [_join_row(row) for row in run]
        index = end
    return lines


def join_words(parts: Sequence[Line], gaps: Sequence[str]) -> Line:
    """One line of several, ``gaps[i]`` between part ``i`` and the next."""
    text = ""
    words: list[Word] = []
    for part, gap in zip(parts, [*gaps, ""], strict=True):
        shift = len(text)
        words += [replace(w, start=w.start + shift, end=w.end + shift) for w in part.words]
        text += part.text + gap
    sizes = sorted(part.size for part in parts)
    return replace(
        parts[0],
        text=text,
        words=tuple(words),
        size=sizes[len(sizes) // 2],
        bold=all(part.bold for part in parts),
    )


def _piece(line: Line) -> _Piece:
    words = line.words
    return _Piece(
        line,
        min(word.x0 for word in words),
        min(word.y0 for word in words),
        max(word.x1 for word in words),
        max(word.y1 for word in words),
    )


def _rows(pieces: list[_Piece]) -> list[_Row]:
    """Pieces that stand beside each other, rows from top to bottom."""
    rows: list[_Row] = []
    for piece in sorted(pieces, key=lambda p: (p.y0 + p.y1) / 2):
        # Only the last rows can be at the same height.
        for row in rows[-3:]:
            if _beside(row, piece):
                row.append(piece)
                break
        else:
            rows.append([piece])
    return [sorted(row, key=lambda p: p.x0) for row in rows]


def _beside(row: _Row, piece: _Piece) -> bool:
    top, bottom = row[0].y0, row[0].y1
    overlap = min(bottom, piece.y1) - max(top, piece.y0)
    if overlap < 0.5 * min(bottom - top, piece.y1 - piece.y0):
        return False
    slack = 0.3 * piece.em
    return all(piece.x0 > other.x1 - slack or piece.x1 < other.x0 + slack for other in row)


def _merge_near(row: _Row) -> _Row:
    """Join the pieces of a row that no gutter could divide."""
    merged: _Row = []
    for piece in row:
        if merged:
            last = merged[-1]
            gap = piece.x0 - last.x1
            em = max(last.em, piece.em)
            if gap < _GUTTER_EM * em:
                merged[-1] = _piece(
                    join_words([last.line, piece.line], [_near_gap(last, piece, gap / em)])
                )
                continue
        merged.append(piece)
    return merged


def _near_gap(before: _Piece, after: _Piece, gap_em: float) -> str:
    if before.line.text[-1].isspace() or after.line.text[0].isspace():
        return ""
    if is_cjk(before.line.text[-1]) or is_cjk(after.line.text[0]):
        return " " if gap_em > _JOIN_EM else ""
    return " " if gap_em > 0.12 else ""


def _join_row(row: _Row) -> Line:
    """A whole row as one line; wide gaps show as a few spaces."""
    gaps = []
    for before, after in pairwise(row):
        spaces = round((after.x0 - before.x1) / max(before.em, 1.0))
        gaps.append(" " * min(max(spaces, 2), 8))
    return join_words([piece.line for piece in row], gaps)


Gutter = tuple[float, float]


def _gutter_run(rows: list[_Row], start: int) -> tuple[int, Gutter | None]:
    """The rows from ``start`` on that keep one gutter free: (end, gutter), or a single row."""
    first = rows[start]
    if len(first) < 2:
        return start + 1, None
    gutter = max(((a.x1, b.x0) for a, b in pairwise(first)), key=lambda g: g[1] - g[0])
    end, last_two_sided = start + 1, start
    while end < len(rows):
        narrowed = _narrow(gutter, rows[end])
        if narrowed is None or rows[end][0].y0 - rows[end - 1][0].y1 > 6 * rows[end][0].em:
            break
        gutter = narrowed
        if rows[end][0].x1 <= gutter[0] and rows[end][-1].x0 >= gutter[1]:
            last_two_sided = end
        end += 1
    return last_two_sided + 1, gutter


def _narrow(gutter: Gutter, row: _Row) -> Gutter | None:
    low, high = gutter
    for piece in row:
        middle = (piece.x0 + piece.x1) / 2
        if middle < (low + high) / 2:
            low = max(low, piece.x1)
        else:
            high = min(high, piece.x0)
    return (low, high) if high - low >= _GUTTER_EM * row[0].em * 0.8 else None


def _split(run: list[_Row], gutter: Gutter) -> tuple[list[_Row], list[_Row]]:
    middle = (gutter[0] + gutter[1]) / 2
    left = [[p for p in row if p.x1 <= middle] for row in run]
    right = [[p for p in row if p.x0 >= middle] for row in run]
    return [row for row in left if row], [row for row in right if row]


def _reads_by_column(run: list[_Row], gutter: Gutter, width: float) -> bool:
    """Whether two halves of ``run`` are texts of their own, not cells of one row."""
    pairs = []
    for row in run:
        left, right = _split([row], gutter)
        if left and right:
            pairs.append((left[0], right[0]))
    if len(pairs) < 2 or any(len(left) + len(right) > 3 for left, right in pairs):
        return False
    alike = sum(_same_label(left[0].line.text, right[0].line.text) for left, right in pairs)
    if alike * 2 >= len(pairs):
        return True
    wide = [
        (left[-1].x1 - left[0].x0, right[-1].x1 - right[0].x0)
        for left, right in pairs
        if len(left) == len(right) == 1
    ]
    full = sum(min(pair) > _TEXT_COLUMN * width for pair in wide)
    return len(pairs) >= 3 and full * 2 >= len(pairs)


def _same_label(left: str, right: str) -> bool:
    """Whether two cells name the same thing for two parties: 日期： | 日期：, 甲方 | 乙方."""
    if _PARTY_LABEL.match(left.strip()) and _PARTY_LABEL.match(right.strip()):
        return True
    one, two = _LABEL.match(left), _LABEL.match(right)
    if one is None or two is None:
        return False
    return re.sub(r"[\s甲乙丙丁]", "", one.group(1)) == re.sub(r"[\s甲乙丙丁]", "", two.group(1))
