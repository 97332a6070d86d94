"""Passages that were moved: what one hunk lost, another gained."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from rapidfuzz.distance import LCSseq

from nlp.compare.align import Hunk, Run, align, without_islands
from nlp.compare.tokens import Tokens

BREAK = re.compile(r"[。；;!?！？\n\t]|\.(?:\s|$)")
"""What ends a sentence, a cell or a paragraph."""
_LEAST_EXACT = 6
_LEAST_ALIKE = 10
_ALIKE = 0.75
_ALIKE_BESIDE = 0.6
_SHINGLE = 4
_MOST_COMMON = 40
"""A shingle that more pieces share tells nothing."""


@dataclass(frozen=True, slots=True)
class Move:
    """A passage and where it went; ``runs`` are the tokens that stayed the same on the way."""

    old: int
    old_end: int
    new: int
    new_end: int
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class _Piece:
    start: int
    end: int


def find_moves(old: Tokens, new: Tokens, hunks: Sequence[Hunk]) -> list[Move]:
    """The moves among the hunks, in the order of the old text."""
    lost = [piece for hunk in hunks for piece in _pieces(old, hunk.old, hunk.old_end)]
    gained = [piece for hunk in hunks for piece in _pieces(new, hunk.new, hunk.new_end)]
    pairs = dict(_exact(old, new, lost, gained))
    taken = set(pairs.values())
    free = [index for index in range(len(gained)) if index not in taken]
    pairs |= dict(_alike(old, new, lost, gained, set(pairs), free))
    for step in (-1, 1):
        _join_neighbours(old, new, lost, gained, pairs, step)
    return list(_grouped(old, new, lost, gained, pairs))


def remaining(hunks: Sequence[Hunk], moves: Sequence[Move]) -> list[Hunk]:
    """The hunks without what was moved."""
    left: list[Hunk] = []
    for hunk in hunks:
        old = _without(hunk.old, hunk.old_end, [(move.old, move.old_end) for move in moves])
        new = _without(hunk.new, hunk.new_end, [(move.new, move.new_end) for move in moves])
        if len(old) <= 1 and len(new) <= 1:
            (i, i_end), (j, j_end) = (
                old[0] if old else (hunk.old_end, hunk.old_end),
                new[0] if new else (hunk.new_end, hunk.new_end),
            )
            if i < i_end or j < j_end:
                left.append(Hunk(i, i_end, j, j_end))
            continue
        left += [Hunk(i, i_end, hunk.new, hunk.new) for i, i_end in old]
        left += [Hunk(hunk.old_end, hunk.old_end, j, j_end) for j, j_end in new]
    return left


def _without(start: int, end: int, moved: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    parts: list[tuple[int, int]] = []
    for first, last in sorted(moved):
        if last <= start or first >= end:
            continue
        if first > start:
            parts.append((start, first))
        start = max(start, last)
    if start < end:
        parts.append((start, end))
    return parts


def _pieces(tokens: Tokens, start: int, end: int) -> Iterator[_Piece]:
    first = start
    for index in range(start + 1, end + 1):
        if index == end or BREAK.search(tokens.between(index)):
            yield _Piece(first, index)
            first = index


def _exact(
    old: Tokens, new: Tokens, lost: Sequence[_Piece], gained: Sequence[_Piece]
) -> Iterator[tuple[int, int]]:
    places: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for index, piece in enumerate(gained):
        places[tuple(new.keys[piece.start : piece.end])].append(index)
    for index, piece in enumerate(lost):
        found = places.get(tuple(old.keys[piece.start : piece.end]))
        if found and piece.end - piece.start >= _LEAST_EXACT:
            yield index, found.pop(0)


def _alike(
    old: Tokens,
    new: Tokens,
    lost: Sequence[_Piece],
    gained: Sequence[_Piece],
    paired: set[int],
    free: list[int],
) -> Iterator[tuple[int, int]]:
    """Pieces that changed a little on the way; candidates share rare runs of tokens."""
    places: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for index in free:
        for shingle in _shingles(new, gained[index]):
            places[shingle].append(index)
    taken: set[int] = set()
    for index, piece in enumerate(lost):
        if index in paired or piece.end - piece.start < _LEAST_ALIKE:
            continue
        votes: Counter[int] = Counter()
        for shingle in _shingles(old, piece):
            found = places.get(shingle, [])
            if len(found) <= _MOST_COMMON:
                votes.update(found)
        words = old.keys[piece.start : piece.end]
        best, score = -1, _ALIKE
        for other, _ in votes.most_common(5):
            candidate = gained[other]
            alike = LCSseq.normalized_similarity(words, new.keys[candidate.start : candidate.end])
            if other not in taken and alike >= score:
                best, score = other, alike
        if best >= 0:
            taken.add(best)
            yield index, best


def _join_neighbours(
    old: Tokens,
    new: Tokens,
    lost: Sequence[_Piece],
    gained: Sequence[_Piece],
    pairs: dict[int, int],
    step: Literal[-1, 1],
) -> None:
    """Short pieces, such as headings, that went along with the passage beside them."""
    taken = set(pairs.values())
    for index in sorted(pairs, reverse=step < 0):
        one, two = index + step, pairs[index] + step
        while (
            0 <= one < len(lost)
            and 0 <= two < len(gained)
            and one not in pairs
            and two not in taken
            and _touch(lost[index], lost[one])
            and _touch(gained[pairs[index]], gained[two])
            and LCSseq.normalized_similarity(
                old.keys[lost[one].start : lost[one].end],
                new.keys[gained[two].start : gained[two].end],
            )
            >= _ALIKE_BESIDE
        ):
            pairs[one] = two
            taken.add(two)
            index, one, two = one, one + step, two + step


def _touch(piece: _Piece, other: _Piece) -> bool:
    return piece.end == other.start or other.end == piece.start


def _shingles(tokens: Tokens, piece: _Piece) -> set[tuple[str, ...]]:
    return {
        tuple(tokens.keys[index : index + _SHINGLE])
        for index in range(piece.start, piece.end - _SHINGLE + 1)
    }


def _grouped(
    old: Tokens,
    new: Tokens,
    lost: Sequence[_Piece],
    gained: Sequence[_Piece],
    pairs: dict[int, int],
) -> Iterator[Move]:
    """Neighbours that went to the same place are one move."""
    group: list[tuple[_Piece, _Piece]] = []
    for index in sorted(pairs):
        pair = lost[index], gained[pairs[index]]
        if group and not (group[-1][0].end == pair[0].start and group[-1][1].end == pair[1].start):
            yield _move(old, new, group)
            group = []
        group.append(pair)
    if group:
        yield _move(old, new, group)


def _move(old: Tokens, new: Tokens, group: Sequence[tuple[_Piece, _Piece]]) -> Move:
    i, i_end = group[0][0].start, group[-1][0].end
    j, j_end = group[0][1].start, group[-1][1].end
    found = align(old.keys[i:i_end], new.keys[j:j_end])
    runs = without_islands(found, i_end - i, j_end - j)
    shifted = tuple(Run(run.old + i, run.new + j, run.length) for run in runs)
    return Move(i, i_end, j, j_end, shifted)
