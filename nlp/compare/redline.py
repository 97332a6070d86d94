"""Both texts in one: every character the same, deleted or inserted, and the lines they make."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from nlp.compare.change import Comparison

State = Literal["same", "deleted", "inserted"]


@dataclass(frozen=True, slots=True)
class Piece:
    """Text of one state."""

    text: str
    state: State


@dataclass(frozen=True, slots=True)
class RedLine:
    """A paragraph or table row of both texts; ``mark`` is the state of its end."""

    pieces: tuple[Piece, ...]
    mark: State

    @property
    def is_same(self) -> bool:
        return self.mark == "same" and all(piece.state == "same" for piece in self.pieces)

    def side(self, gone: State) -> str:
        """The line without what is ``gone``: of the new text without ``deleted``."""
        return "".join(piece.text for piece in self.pieces if piece.state != gone)


def pieces_of(comparison: Comparison) -> list[Piece]:
    """All characters in order: without the inserted ones the old text, without the deleted ones
    the new text, to the last blank."""
    return _merged(_raw(comparison))


def lines_of(pieces: Sequence[Piece]) -> list[RedLine]:
    """The pieces cut at every line's end, whichever text it belongs to."""
    lines: list[RedLine] = []
    current: list[Piece] = []
    for piece in pieces:
        *ended, rest = piece.text.split("\n")
        for text in ended:
            lines.append(RedLine(tuple(_with(current, text, piece.state)), piece.state))
            current = []
        current = _with(current, rest, piece.state)
    lines.append(RedLine(tuple(current), "same"))
    return lines


def _with(pieces: Sequence[Piece], text: str, state: State) -> list[Piece]:
    return [*pieces, Piece(text, state)] if text else list(pieces)


def _raw(comparison: Comparison) -> Iterator[Piece]:
    old, new = comparison.old, comparison.new
    old_text, new_text = old.version.text, new.version.text
    at_old = at_new = 0
    for run in comparison.runs:
        for step in range(run.length):
            i, j = run.old + step, run.new + step
            yield from _replaced(old_text[at_old : old.starts[i]], new_text[at_new : new.starts[j]])
            at_old, at_new = old.ends[i], new.ends[j]
            one, two = old_text[old.starts[i] : at_old], new_text[new.starts[j] : at_new]
            if one == two:
                yield Piece(one, "same")
            else:
                yield Piece(one, "deleted")
                yield Piece(two, "inserted")
    yield from _replaced(old_text[at_old:], new_text[at_new:])


def _replaced(old: str, new: str) -> Iterator[Piece]:
    """``new`` in place of ``old``; marks that open or close both stay."""
    if old == new:
        yield Piece(old, "same")
        return
    head = 0
    while head < min(len(old), len(new)) and old[head] == new[head] and not old[head].isalnum():
        head += 1
    tail = 0
    while (
        tail < min(len(old), len(new)) - head
        and old[-1 - tail] == new[-1 - tail]
        and not old[-1 - tail].isalnum()
    ):
        tail += 1
    yield Piece(old[:head], "same")
    yield Piece(old[head : len(old) - tail], "deleted")
    yield Piece(new[head : len(new) - tail], "inserted")
    yield Piece(old[len(old) - tail :], "same")


def _merged(pieces: Iterator[Piece]) -> list[Piece]:
    """Neighbours of one state joined; of a change, what was deleted comes first."""
    merged: list[Piece] = []
    same: list[str] = []
    deleted: list[str] = []
    inserted: list[str] = []

    def close(texts: list[str], state: State) -> None:
        if texts:
            merged.append(Piece("".join(texts), state))
            texts.clear()

    for piece in pieces:
        if not piece.text:
            continue
        if piece.state == "same":
            close(deleted, "deleted")
            close(inserted, "inserted")
            same.append(piece.text)
        else:
            close(same, "same")
            (deleted if piece.state == "deleted" else inserted).append(piece.text)
    close(same, "same")
    close(deleted, "deleted")
    close(inserted, "inserted")
    return merged
