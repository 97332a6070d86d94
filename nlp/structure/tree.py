"""The clause tree: which numbers open clauses, and which clause stands inside which.

Nothing is known beforehand about which style nests in which, except the ranks of 编/章/节/条.
A number is placed by what it continues: an open sequence (value one higher), a new one (value 1),
or a sequence that runs on under a new parent. A number that continues nothing is a clause only
where its style says so by a word (第X条, Article); otherwise it is a date, a sum or a reference.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from nlp.structure.blocks import Block
from nlp.structure.labels import RANK, STRONG, Label, Numbering, read_label

_MAX_SKIP = 3
"""How many numbers may be missing in a sequence (misread or deleted) for it still to go on."""

_MAX_PATH_SKIP = 15
"""The same for sequences that are sure by other signs: 13.8 after 13.3, 20 before 20.6."""

_HEADING = "heading"
_RECITALS_STYLE = "recitals"
_LEAD_END = re.compile(r"[^.:。：\n]{2,90}[.:。：]\s*")
_RUN_IN = frozenset(("paren_lower", "paren_upper", "paren_lower_roman", "paren_number", "paren_zh"))
"""Styles of items that run on in the line of their clause."""

_INLINE = {
    "paren_number": re.compile(r"[(（]\s*\d{1,2}\s*[)）]"),
    "paren_zh": re.compile(r"[(（]\s*[一二三四五六七八九十]{1,3}\s*[)）]"),
    "paren_lower": re.compile(r"(?<=\s)\([a-z]{1,2}\)"),
    "paren_lower_roman": re.compile(r"(?<=\s)\([ivx]{1,5}\)"),
    "circled": re.compile(r"[\u2460-\u2473]"),
}
"""What a number of each style looks like inside a line."""

_INLINE_BLOCKS = 4
_RECITALS = re.compile(
    r"\W*(?:RECITALS?|WITNESSETH|PREAMBLE|WHEREAS|BACKGROUND|鉴\s*于)\W*$", re.IGNORECASE
)
"""Headings of an introduction: the terms that follow do not stand inside it."""


@dataclass(frozen=True, slots=True)
class Node:
    """A clause of the tree; ``parent`` is an index into the list of nodes."""

    block: Block
    numbering: Numbering | None
    parent: int | None
    level: int


@dataclass(frozen=True, slots=True)
class _Open:
    """A clause that the next one may still stand inside or follow."""

    style: str
    parts: tuple[int, ...]
    node: int


@dataclass(frozen=True, slots=True)
class _Fit:
    """How well a reading of a label continues what is open; ``keep`` entries stay open."""

    score: float
    keep: int
    numbering: Numbering


def build_tree(
    blocks: Sequence[Block], headings: Collection[int], resets: Collection[int]
) -> tuple[Node, ...]:
    """The clauses among ``blocks``.

    ``headings`` are the indices of unnumbered headings; at an index of ``resets`` (a title that
    opens a new part of the file) everything before is closed.
    """
    outline = _Outline(blocks)
    for block in blocks:
        if block.index in resets:
            outline.close_all()
        elif block.index in headings:
            outline.add_heading(block)
        elif block.label is not None:
            outline.add_numbered(block, block.label)
    return tuple(outline.nodes)


class _Outline:
    def __init__(self, blocks: Sequence[Block]) -> None:
        self.nodes: list[Node] = []
        self._open: list[_Open] = []
        self._last: dict[str, tuple[tuple[int, ...], str | None]] = {}
        self._above: dict[str, set[str]] = defaultdict(set)
        self._ahead: dict[str, list[tuple[int, Numbering]]] = defaultdict(list)
        self._texts = {block.index: block.text for block in blocks}
        for block in blocks:
            if block.label is not None and not block.label.doubtful:
                for reading in block.label.readings:
                    self._ahead[reading.style].append((block.index, reading))

    def close_all(self) -> None:
        """Forget everything open: what follows is another text."""
        self._open.clear()
        self._last.clear()

    def add_numbered(self, block: Block, label: Label) -> None:
        """Place a numbered paragraph, or leave it where its number continues nothing."""
        fits = [
            fit
            for reading in label.readings
            if (fit := self._fit(block, reading, label.doubtful)) is not None
        ]
        if fits:
            best = max(fits, key=lambda fit: fit.score)
            self._append(block, best.numbering, best.keep)

    def add_heading(self, block: Block) -> None:
        """Place an unnumbered heading.

        Where the next number goes on with an open sequence, the heading stands inside it;
        otherwise it is a heading of the highest order below annexes, parts and chapters.
        """
        style = f"{_HEADING}:{block.bold:d}{block.centered:d}{block.text.isupper():d}"
        if _RECITALS.match(block.text):
            style = _RECITALS_STYLE
        keep = next((i for i, entry in enumerate(self._open) if entry.style == style), None)
        if keep is None and self._next_continues(block.index):
            keep = len(self._open)
        if keep is None:
            keep = sum(1 for entry in self._open if entry.style in ("annex", "part", "chapter"))
        self._append(block, None, keep, style)

    def _append(
        self, block: Block, numbering: Numbering | None, keep: int, style: str = ""
    ) -> None:
        del self._open[keep:]
        parent = self._open[-1] if self._open else None
        name = numbering.style if numbering else style
        parts = numbering.parts if numbering else ()
        self._above[name].update(entry.style for entry in self._open)
        self._last[name] = (parts, parent.style if parent else None)
        self._open.append(_Open(name, parts, len(self.nodes)))
        level = 1 if parent is None else self.nodes[parent.node].level + 1
        self.nodes.append(Node(block, numbering, parent.node if parent else None, level))
        self._open_run_in(block)

    def _open_run_in(self, block: Block) -> None:
        """Let (b) follow an (a) that stands on the line of its clause: "2. Fees. (a) The …"."""
        if block.label is None:
            return
        lead = _LEAD_END.match(block.body)
        for rest in (block.body, block.body[lead.end() :] if lead else ""):
            inner = read_label(rest)
            for reading in inner.readings if inner is not None else ():
                if reading.parts[-1] == 1 and reading.style in _RUN_IN:
                    self._open.append(_Open(reading.style, reading.parts, len(self.nodes) - 1))
                    return

    def _fit(self, block: Block, reading: Numbering, doubtful: bool) -> _Fit | None:
        if reading.style == "annex":
            return None if doubtful else _Fit(9, 0, reading)
        sibling = self._open_sibling(reading)
        if sibling is not None:
            if doubtful and self._comes_again(block.index, reading):
                return None
            return _Fit(5 + sibling / 100, sibling, reading)
        if doubtful:
            return None
        fit = self._as_part_of_path(reading) if len(reading.parts) > 1 else None
        if fit is not None:
            return fit
        if reading.parts[-1] == 1 and (
            len(reading.parts) == 1 or self._next_is_higher(block, reading)
        ):
            return self._as_first(block, reading)
        return self._as_late(block, reading)

    def _open_sibling(self, reading: Numbering) -> int | None:
        """The nearest open entry that ``reading`` follows by one."""
        for index in range(len(self._open) - 1, -1, -1):
            entry = self._open[index]
            same = entry.style == reading.style and entry.parts[:-1] == reading.parts[:-1]
            if same and entry.parts[-1] + 1 == reading.value:
                return index
        return None

    def _as_part_of_path(self, reading: Numbering) -> _Fit | None:
        """3.2 inside whatever is numbered 3; else after another 3.x; else 4.1 after 3.x."""
        prefix = reading.parts[:-1]
        for index in range(len(self._open) - 1, -1, -1):
            entry = self._open[index]
            if entry.style == reading.style and entry.parts[:-1] == prefix:
                return _Fit(4, index, reading)
            if entry.parts == prefix:
                return _Fit(4, index + 1, reading)
        for index in range(len(self._open) - 1, -1, -1):
            entry = self._open[index]
            ascends = entry.style == reading.style and entry.parts < reading.parts
            if ascends and prefix[0] - entry.parts[0] <= _MAX_PATH_SKIP:
                return _Fit(3.5, index, reading)
        return None

    def _as_first(self, block: Block, reading: Numbering) -> _Fit | None:
        """A new sequence: inside the innermost open clause that it may stand in."""
        if reading.style == "bare" and not self._next_is_higher(block, reading):
            return None
        again = self._same_style_open(reading.style)
        if again is not None:
            inside = self._starts_inside(block.index, again)
            return _Fit(4, len(self._open) if inside else again, reading)
        keep = self._keep_by_rank(block, reading)
        if keep and self._open[keep - 1].style == _RECITALS_STYLE and not self._just_opened(block):
            keep -= 1
        while keep and reading.style in self._above[self._open[keep - 1].style]:
            keep -= 1
        return _Fit(4, keep, reading)

    def _just_opened(self, block: Block) -> bool:
        """Whether the paragraph above is the innermost clause's own first one."""
        return self.nodes[self._open[-1].node].block.index == block.index - 1

    def _as_late(self, block: Block, reading: Numbering) -> _Fit | None:
        """A sequence that runs on under a new parent, skips numbers, or starts in the middle."""
        parts, parent_style = self._last.get(reading.style, ((), None))
        strong = reading.style in STRONG
        if parts and parts[:-1] == reading.parts[:-1]:
            step = reading.value - parts[-1]
            if step == 1 or self._may_skip(block, reading, step):
                return _Fit(3 if step == 1 else 2, self._keep_for(parent_style, reading), reading)
        if self._follows_inline(block, reading):
            return _Fit(2, len(self._open), reading)
        if strong:
            again = self._same_style_open(reading.style)
            keep = self._keep_by_rank(block, reading) if again is None else again
            return _Fit(1, keep, reading)
        if parts or self._same_style_open(reading.style) is not None or reading.style == "bare":
            return None
        if self._next_is_higher(block, reading) or self._has_children(block, reading):
            return _Fit(0.5, self._keep_by_rank(block, reading), reading)
        return None

    def _may_skip(self, block: Block, reading: Numbering, step: int) -> bool:
        """Whether a sequence goes on though numbers are missing or printed twice."""
        if reading.style in STRONG:
            return 0 <= step <= _MAX_SKIP
        goes_on = self._next_is_near(block, reading) or self._has_children(block, reading)
        if 0 <= step <= _MAX_PATH_SKIP and goes_on:
            return step <= _MAX_SKIP or reading.style != "bare"
        return step == 2 and self._same_style_open(reading.style) is not None

    def _has_children(self, block: Block, reading: Numbering) -> bool:
        """The next decimal below begins with this number: 20.6 after 20."""
        depth = len(reading.parts) + 1
        following = self._following(block.index, f"decimal{depth}")
        return any(n.parts[:-1] == reading.parts for _, n in following)

    def _follows_inline(self, block: Block, reading: Numbering) -> bool:
        """The number before this one stands within the lines of the clause above."""
        pattern = _INLINE.get(reading.style)
        if pattern is None or reading.value < 2 or not self.nodes:
            return False
        first = self.nodes[-1].block.index
        near = range(max(first, block.index - _INLINE_BLOCKS), block.index)
        found = [label for i in near for label in pattern.findall(self._texts.get(i, ""))]
        return any(
            inner.parts == (reading.value - 1,)
            for printed in found
            if (label := read_label(printed)) is not None
            for inner in label.readings
        )

    def _keep_for(self, parent_style: str | None, reading: Numbering) -> int:
        """How many entries stay open where ``reading`` goes on as its predecessor stood."""
        same = self._same_style_open(reading.style)
        if same is not None:
            return same
        if parent_style is None:
            return sum(1 for entry in self._open if entry.style == "annex")
        for index in range(len(self._open) - 1, -1, -1):
            if self._open[index].style == parent_style:
                return index + 1
        keep = len(self._open)
        while keep and reading.style in self._above[self._open[keep - 1].style]:
            keep -= 1
        return keep

    def _keep_by_rank(self, block: Block, reading: Numbering) -> int:
        """Entries that a new sequence may stand inside, by the fixed order of 编/章/节/条."""
        rank = RANK.get(reading.style)
        if rank is None:
            return len(self._open)
        keep = 0
        for entry in self._open:
            entry_rank = RANK.get(entry.style)
            inside = (
                entry_rank < rank
                if entry_rank is not None
                else rank >= RANK["article"] and self._goes_on(block.index, entry)
            )
            if not inside:
                break
            keep += 1
        return keep

    def _same_style_open(self, style: str) -> int | None:
        return next((i for i, entry in enumerate(self._open) if entry.style == style), None)

    def _following(self, index: int, style: str) -> Sequence[tuple[int, Numbering]]:
        ahead = self._ahead[style]
        first = bisect_right(ahead, index, key=lambda item: item[0])
        return ahead[first : first + 1]

    def _next_is_higher(self, block: Block, reading: Numbering) -> bool:
        """The next number of this style goes on by one."""
        wanted = (*reading.parts[:-1], reading.value + 1)
        return any(n.parts == wanted for _, n in self._following(block.index, reading.style))

    def _next_is_near(self, block: Block, reading: Numbering) -> bool:
        """The next number of this style is one or two higher."""
        near = [(*reading.parts[:-1], reading.value + step) for step in (1, 2)]
        return any(n.parts in near for _, n in self._following(block.index, reading.style))

    def _comes_again(self, index: int, reading: Numbering) -> bool:
        """The same number stands once more, without doubt, as the next of its style."""
        return any(n.parts == reading.parts for _, n in self._following(index, reading.style))

    def _goes_on(self, index: int, entry: _Open) -> bool:
        """The next number of the entry's style follows it by one."""
        if not entry.parts:
            return False
        wanted = (*entry.parts[:-1], entry.parts[-1] + 1)
        return any(n.parts == wanted for _, n in self._following(index, entry.style))

    def _starts_inside(self, index: int, position: int) -> bool:
        """Whether a sequence in the style of an open entry starts inside it, not after it.

        It does where clauses of another style stand open inside the entry, or where the entry's
        own sequence goes on after the new one.
        """
        entry = self._open[position]
        if not entry.parts:
            return False
        if position + 1 < len(self._open):
            return True
        wanted = entry.parts[-1] + 1
        expected = 2
        ahead = self._ahead[entry.style]
        first = bisect_right(ahead, index, key=lambda item: item[0])
        for _, numbering in ahead[first : first + 40]:
            if numbering.value == wanted and wanted != expected:
                return True
            if numbering.value != expected:
                return False
            expected += 1
        return False

    def _next_continues(self, index: int) -> bool:
        """Whether the first number after ``index`` goes on with an open sequence."""
        nearest: tuple[int, Numbering] | None = None
        for style in {entry.style for entry in self._open}:
            for found in self._following(index, style):
                if nearest is None or found[0] < nearest[0]:
                    nearest = found
        return nearest is not None and self._open_sibling(nearest[1]) is not None
