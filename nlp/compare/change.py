"""What a comparison finds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from nlp.compare.align import Run
from nlp.compare.tokens import Tokens
from nlp.compare.values import Kind
from nlp.document import Box, Evidence

ChangeType = Literal["added", "deleted", "changed", "moved", "renumbered"]
ChangeClass = Literal["substantive", "format"]


@dataclass(frozen=True, slots=True)
class TokenChange:
    """One value or wording as it was and as it is; None where it was added or dropped."""

    kind: Kind
    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. ``old`` is None only where text was added, ``new`` where it was deleted.

    ``old_place`` and ``new_place`` are the spot on the page that belongs to a missing side.
    ``doubt`` says that character recognition was unsure of words in it: look at the pictures.
    ``rank`` orders by gravity, 0 first. A clause is named by number and heading.
    """

    id: str
    type: ChangeType
    cls: ChangeClass
    rank: int
    old: Evidence | None
    new: Evidence | None
    tokens: tuple[TokenChange, ...] = ()
    doubt: bool = False
    old_clause: str = ""
    new_clause: str = ""
    old_place: Box | None = None
    new_place: Box | None = None


@dataclass(frozen=True)
class Comparison:
    """All changes, gravest first, and the alignment that they come from."""

    old: Tokens
    new: Tokens
    runs: tuple[Run, ...]
    changes: tuple[Change, ...]

    @property
    def substantive(self) -> tuple[Change, ...]:
        """The changes of what is agreed, not of how it is written."""
        return tuple(change for change in self.changes if change.cls == "substantive")
