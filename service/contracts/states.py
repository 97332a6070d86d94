"""The life of a contract: its states and the steps between them (合同状态).

The words follow 民法典: 解除 and 终止 end a valid contract (terminated, Articles 557, 562, 563),
无效 and 撤销 deny it from the start (void, Articles 144-157). Archived is a mark, not a state.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

Status = Literal[
    "draft",
    "in_approval",
    "approved",
    "signing",
    "in_force",
    "suspended",
    "fulfilled",
    "expired",
    "terminated",
    "void",
]
STATUSES: tuple[Status, ...] = get_args(Status)


@dataclass(frozen=True, slots=True)
class Step:
    """An allowed transition and what a person must say for it."""

    to: Status
    needs_reason: bool = False
    needs_date: bool = False


_VOID = Step("void", needs_reason=True)
_TERMINATE = Step("terminated", needs_reason=True, needs_date=True)

STEPS: dict[Status, tuple[Step, ...]] = {
    "draft": (Step("in_approval"), _VOID),
    "in_approval": (Step("approved"), Step("draft", needs_reason=True), _VOID),
    "approved": (Step("signing"), Step("draft", needs_reason=True), _VOID),
    "signing": (Step("in_force"), Step("approved", needs_reason=True), _VOID),
    "in_force": (
        Step("suspended", needs_reason=True),
        Step("fulfilled"),
        Step("expired"),
        _TERMINATE,
        _VOID,
    ),
    "suspended": (Step("in_force", needs_reason=True), _TERMINATE, _VOID),
    "fulfilled": (Step("in_force", needs_reason=True),),
    "expired": (Step("in_force", needs_reason=True), _TERMINATE),
    "terminated": (),
    "void": (),
}


def step(current: str, to: str) -> Step | None:
    """The step from ``current`` to ``to``, or None where it is not allowed."""
    for known, steps in STEPS.items():
        if known == current:
            return next((allowed for allowed in steps if allowed.to == to), None)
    return None


def way(current: str, to: Status) -> list[Step]:
    """The fewest steps from ``current`` to ``to``; raises ``ValueError`` where there are none."""
    ways: dict[str, list[Step]] = {current: []}
    waiting = [current]
    while waiting and to not in ways:
        here = waiting.pop(0)
        for known, steps in STEPS.items():
            for onward in steps if known == here else ():
                if onward.to not in ways:
                    ways[onward.to] = [*ways[here], onward]
                    waiting.append(onward.to)
    if to not in ways:
        raise ValueError(f"no way from {current} to {to}")
    return ways[to]
