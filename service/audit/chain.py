"""The hash chain over the audit log: each row's hash covers the row and the hash before it.

Whoever changes, removes or swaps a row breaks every hash after it, unless the whole rest of the
chain is computed anew; the anchors (``service/audit/anchors.py``) catch that too.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal, Protocol

START = "0" * 64
"""The hash before the first row."""

FaultKind = Literal["changed", "missing", "extra"]


class Row(Protocol):
    """What a link covers; ``seq`` counts from 1 without gaps."""

    seq: Any
    at: Any
    actor_id: Any
    actor_name: Any
    action: Any
    object_type: Any
    object_id: Any
    contract_id: Any
    request_id: Any
    address: Any
    detail: Any
    chain: Any


@dataclass(frozen=True, slots=True)
class Fault:
    """The first row at which the chain does not hold.

    ``changed``: the row, or its place among the others, is not what was recorded; ``missing``: the
    row is not there; ``extra``: the row was added beyond the recorded end.
    """

    kind: FaultKind
    seq: int
    at: datetime | None = None
    action: str | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """How many rows hold, and the first that does not."""

    rows: int
    head: str
    fault: Fault | None = None


def link(before: str, row: Row) -> str:
    """SHA-256 (hex) over the hash before and the row's content."""
    content = [
        row.seq,
        _moment(row.at),
        row.actor_id,
        row.actor_name,
        row.action,
        row.object_type,
        row.object_id,
        row.contract_id,
        row.request_id,
        row.detail,
    ]
    # Rows from before addresses were noted have none; their links stay as they were.
    if row.address is not None:
        content.append(row.address)
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(f"{before}\n{text}".encode()).hexdigest()


def check(rows: Iterable[Row], recorded: int, anchors: dict[int, str] | None = None) -> Verdict:
    """Walk the chain from its start.

    ``rows`` come by ``seq``; ``recorded`` is how many rows the head says there are; ``anchors``
    are hashes by ``seq`` that were put away elsewhere.
    """
    before, count = START, 0
    known = anchors or {}
    for row in rows:
        expected = count + 1
        if row.seq != expected:
            return Verdict(count, before, Fault("missing", expected))
        if expected > recorded:
            return Verdict(count, before, Fault("extra", expected, row.at, row.action))
        computed = link(before, row)
        if row.chain != computed or known.get(expected, computed) != computed:
            return Verdict(count, before, Fault("changed", expected, row.at, row.action))
        before, count = computed, expected
    last = max([recorded, *known])
    fault = Fault("missing", count + 1) if count < last else None
    return Verdict(count, before, fault)


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")
