"""Which tokens of two texts are the same: anchors first, the gaps between them afterwards.

Runs of tokens that occur once in both texts are anchors; the heaviest chain of them in order is
kept (patience difference with weights). What lies between two anchors is short, and there the
longest common subsequence is taken. Time grows with the length of the texts and the amount of
change, not with their product.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import LCSseq

_ANCHOR = 6
"""Tokens in a row that make an anchor."""
_MOST_CELLS = 100_000_000
"""Two stretches whose lengths multiply to more are not searched for scattered likenesses."""
_DIRECT_CELLS = 4_000_000
_SHORT_ISLAND = 12
"""An equal run of so many tokens may be dissolved between two larger changes."""


@dataclass(frozen=True, slots=True)
class Run:
    """``length`` equal tokens from ``old`` in the one and ``new`` in the other text."""

    old: int
    new: int
    length: int


@dataclass(frozen=True, slots=True)
class Hunk:
    """Tokens ``old..old_end`` of the one text stand for ``new..new_end`` of the other."""

    old: int
    old_end: int
    new: int
    new_end: int

    @property
    def size(self) -> int:
        return max(self.old_end - self.old, self.new_end - self.new)


def align(old: Sequence[str], new: Sequence[str]) -> list[Run]:
    """The equal runs, in order, not overlapping, neighbours never touching on both sides."""
    codes: dict[str, int] = {}
    a = [codes.setdefault(key, len(codes)) for key in old]
    b = [codes.setdefault(key, len(codes)) for key in new]
    found: list[Run] = []
    _fill(a, b, Hunk(0, len(a), 0, len(b)), _ANCHOR, found)
    return _joined(found)


def hunks_of(runs: Sequence[Run], old_length: int, new_length: int) -> list[Hunk]:
    """What lies between the runs."""
    hunks: list[Hunk] = []
    i = j = 0
    for run in [*runs, Run(old_length, new_length, 0)]:
        if run.old > i or run.new > j:
            hunks.append(Hunk(i, run.old, j, run.new))
        i, j = run.old + run.length, run.new + run.length
    return hunks


def without_islands(runs: Sequence[Run], old_length: int, new_length: int) -> list[Run]:
    """The runs without short ones that only split a rewritten passage into a mosaic.

    A run goes where it is shorter than the changes on both of its sides (after the semantic
    cleanup of Neil Fraser's diff-match-patch).
    """
    kept: list[Run] = []
    pending = list(runs)
    index = 0
    while index < len(pending):
        run = pending[index]
        before_old, before_new = (
            (kept[-1].old + kept[-1].length, kept[-1].new + kept[-1].length) if kept else (0, 0)
        )
        after = pending[index + 1] if index + 1 < len(pending) else None
        after_old, after_new = (after.old, after.new) if after else (old_length, new_length)
        before = max(run.old - before_old, run.new - before_new)
        following = max(after_old - run.old - run.length, after_new - run.new - run.length)
        outer = not before or not following
        short = run.length <= min(before, following, _SHORT_ISLAND)
        if not outer and short:
            index += 1
            # The change before has grown: the run before it may be an island by now.
            while kept and _is_island(kept, after_old, after_new):
                kept.pop()
            continue
        kept.append(run)
        index += 1
    return kept


def _is_island(kept: Sequence[Run], after_old: int, after_new: int) -> bool:
    run = kept[-1]
    old, new = (0, 0)
    if len(kept) > 1:
        old, new = kept[-2].old + kept[-2].length, kept[-2].new + kept[-2].length
    before = max(run.old - old, run.new - new)
    following = max(after_old - run.old - run.length, after_new - run.new - run.length)
    return 0 < run.length <= min(before, following, _SHORT_ISLAND)


def _fill(a: list[int], b: list[int], gap: Hunk, size: int, found: list[Run]) -> None:
    """Append the equal runs of a gap, in order."""
    old, old_end, new, new_end = gap.old, gap.old_end, gap.new, gap.new_end
    head = _common(a, b, gap)
    if head:
        found.append(Run(old, new, head))
        old, new = old + head, new + head
    tail = _common_end(a, b, Hunk(old, old_end, new, new_end))
    inner = Hunk(old, old_end - tail, new, new_end - tail)
    cells = (inner.old_end - inner.old) * (inner.new_end - inner.new)
    if cells:
        anchors = _anchors(a, b, inner, size) if size > 2 else []
        if anchors:
            i, j = inner.old, inner.new
            for run in anchors:
                _fill(a, b, Hunk(i, run.old, j, run.new), size, found)
                found.append(run)
                i, j = run.old + run.length, run.new + run.length
            _fill(a, b, Hunk(i, inner.old_end, j, inner.new_end), size, found)
        elif cells > _DIRECT_CELLS and size > 3:
            _fill(a, b, inner, size - 2, found)
        elif cells <= _MOST_CELLS:
            found += _longest_common(a, b, inner)
    if tail:
        found.append(Run(old_end - tail, new_end - tail, tail))


def _common(a: list[int], b: list[int], gap: Hunk) -> int:
    count = 0
    for x, y in zip(a[gap.old : gap.old_end], b[gap.new : gap.new_end], strict=False):
        if x != y:
            break
        count += 1
    return count


def _common_end(a: list[int], b: list[int], gap: Hunk) -> int:
    count = 0
    most = min(gap.old_end - gap.old, gap.new_end - gap.new)
    while count < most and a[gap.old_end - 1 - count] == b[gap.new_end - 1 - count]:
        count += 1
    return count


def _longest_common(a: list[int], b: list[int], gap: Hunk) -> list[Run]:
    matched = LCSseq.opcodes(a[gap.old : gap.old_end], b[gap.new : gap.new_end])
    return [
        Run(gap.old + code.src_start, gap.new + code.dest_start, code.src_end - code.src_start)
        for code in matched
        if code.tag == "equal"
    ]


def _once(codes: list[int], start: int, end: int, size: int) -> dict[tuple[int, ...], int]:
    """The shingles that occur once between ``start`` and ``end``, and where."""
    seen: dict[tuple[int, ...], int] = {}
    for index in range(start, end - size + 1):
        shingle = tuple(codes[index : index + size])
        seen[shingle] = -1 if shingle in seen else index
    return {shingle: index for shingle, index in seen.items() if index >= 0}


def _anchors(a: list[int], b: list[int], gap: Hunk, size: int) -> list[Run]:
    in_old = _once(a, gap.old, gap.old_end, size)
    in_new = _once(b, gap.new, gap.new_end, size)
    runs: list[Run] = []
    ends: dict[int, int] = {}
    for shingle, i in in_old.items():
        j = in_new.get(shingle)
        if j is None or ends.get(i - j, -1) >= i + size:
            continue
        length = size
        while (
            i + length < gap.old_end and j + length < gap.new_end and a[i + length] == b[j + length]
        ):
            length += 1
        while i > gap.old and j > gap.new and a[i - 1] == b[j - 1]:
            i, j, length = i - 1, j - 1, length + 1
        ends[i - j] = i + length
        runs.append(Run(i, j, length))
    return _heaviest_chain(runs)


def _heaviest_chain(runs: Sequence[Run]) -> list[Run]:
    """The runs in rising order of both texts that hold the most tokens, overlaps trimmed."""
    ordered = sorted(runs, key=lambda run: (run.old, run.new))
    ranks = sorted({run.new for run in ordered})
    best = [(0, -1)] * (len(ranks) + 1)
    before: list[int] = []
    for index, run in enumerate(ordered):
        rank = bisect_left(ranks, run.new)
        weight, previous = _prefix_best(best, rank)
        before.append(previous)
        _raise(best, rank + 1, (weight + run.length, index))
    _, index = _prefix_best(best, len(ranks))
    chain: list[Run] = []
    while index >= 0:
        chain.append(ordered[index])
        index = before[index]
    return _trimmed(reversed(chain))


def _prefix_best(tree: list[tuple[int, int]], position: int) -> tuple[int, int]:
    best = (0, -1)
    while position > 0:
        best = max(best, tree[position])
        position -= position & -position
    return best


def _raise(tree: list[tuple[int, int]], position: int, value: tuple[int, int]) -> None:
    while position < len(tree):
        tree[position] = max(tree[position], value)
        position += position & -position


def _trimmed(chain: Iterable[Run]) -> list[Run]:
    runs: list[Run] = []
    i = j = 0
    for run in chain:
        cut = max(i - run.old, j - run.new, 0)
        if cut < run.length:
            runs.append(Run(run.old + cut, run.new + cut, run.length - cut))
            i, j = run.old + run.length, run.new + run.length
    return runs


def _joined(runs: Sequence[Run]) -> list[Run]:
    joined: list[Run] = []
    for run in runs:
        last = joined[-1] if joined else None
        touches = last and (last.old + last.length, last.new + last.length) == (run.old, run.new)
        if last and touches:
            joined[-1] = Run(last.old, last.new, last.length + run.length)
        else:
            joined.append(run)
    return joined
