"""Equal words that are printed otherwise: width, old forms, case, and punctuation between them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from nlp.compare.align import Run
from nlp.compare.change import Change
from nlp.compare.tokens import Tokens

_CHUNK = 64
_NEAR = 2
"""Differences so few tokens apart are told as one."""


def spelling_changes(old: Tokens, new: Tokens, runs: Sequence[Run], rank: int) -> Iterator[Change]:
    """Changes of form within equal runs.

    Blanks and line breaks are layout and never told; what character recognition read is left out,
    for it tells one comma from another by chance.
    """
    for run in runs:
        for first, last in _joined(_differing(old, new, run)):
            i, j = run.old + first, run.new + first
            i_end, j_end = run.old + last, run.new + last
            if old.version.is_read(old.starts[i]) or new.version.is_read(new.starts[j]):
                continue
            yield Change(
                id="",
                type="changed",
                cls="format",
                rank=rank,
                old=old.version.evidence(old.starts[i], old.ends[i_end]),
                new=new.version.evidence(new.starts[j], new.ends[j_end]),
            )


def _differing(old: Tokens, new: Tokens, run: Run) -> Iterator[tuple[int, int]]:
    """Tokens (as first and last) that are printed differently, or parted by other marks."""
    for start in range(0, run.length, _CHUNK):
        end = min(start + _CHUNK, run.length)
        i, j = run.old + start, run.new + start
        same = (
            old.version.text[old.starts[i] : old.ends[run.old + end - 1]]
            == new.version.text[new.starts[j] : new.ends[run.new + end - 1]]
        )
        for step in range(start, end):
            i, j = run.old + step, run.new + step
            if step and (not same or step == start) and _marks_differ(old, new, i, j):
                yield step - 1, step
            elif not same and old.raw(i) != new.raw(j):
                yield step, step


def _marks_differ(old: Tokens, new: Tokens, i: int, j: int) -> bool:
    one, two = old.between(i), new.between(j)
    if one == two or _has_number(one) or _has_number(two):
        return False
    return "".join(one.split()) != "".join(two.split())


def _has_number(between: str) -> bool:
    """Whether a clause number, which is compared apart, stands there."""
    return bool(re.search(r"[^\W_]", between))


def _joined(found: Iterator[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for first, last in found:
        if joined and first <= joined[-1][1] + _NEAR:
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        else:
            joined.append((first, last))
    return joined
