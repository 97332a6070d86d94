"""A comparison as the API gives it: the JSON of ``jianqi compare`` and whose versions they are."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

TokenKind = Literal["amount", "account", "date", "name", "negation", "number", "word"]
ChangeType = Literal["added", "deleted", "changed", "moved", "renumbered"]


class SpanOut(BaseModel):
    """A passage of one version; ``before`` and ``after`` stand beside it in its paragraph."""

    start: int
    end: int
    boxes: list[list[float]]
    quote: str
    confidence: float
    before: str
    after: str


class TokenChangeOut(BaseModel):
    """One value or wording as it was and as it is."""

    kind: TokenKind
    old: str | None
    new: str | None


class ChangeOut(BaseModel):
    """One difference; ``old_place`` and ``new_place`` say where a missing side would stand."""

    model_config = ConfigDict(populate_by_name=True, serialize_by_alias=True)

    id: str
    type: ChangeType
    cls: Literal["substantive", "format"] = Field(alias="class")
    rank: int
    doubt: bool
    old: SpanOut | None
    new: SpanOut | None
    tokens: list[TokenChangeOut]
    old_clause: str
    new_clause: str
    old_place: list[float] | None
    new_place: list[float] | None


class SideOut(BaseModel):
    """One version."""

    contract_id: str
    title: str
    name: str
    language: str
    pages: int
    ocr_pages: int


class ComparisonSummary(BaseModel):
    """How many changes, by class, type and kind of value."""

    substantive: int
    format: int
    doubt: int
    by_type: dict[str, int]
    by_token: dict[str, int]


class SilentOut(BaseModel):
    """Changes of a returned Word file that none of its ``tracked`` revision marks tells."""

    tracked: int
    substantive: int
    changes: list[ChangeOut]


class ComparisonOut(BaseModel):
    """All changes, gravest first. ``silent`` is there where the new version is a Word file."""

    model_config = ConfigDict(serialize_by_alias=True)

    scheme: str = Field(alias="schema")
    old: SideOut
    new: SideOut
    summary: ComparisonSummary
    changes: list[ChangeOut]
    silent: SilentOut | None
