"""What the API says of findings and annotations."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from nlp.document import Severity, Stance
from nlp.risk.positions import PositionStatus

Label = Literal["question", "risk", "note", "todo"]


class FindingOut(BaseModel):
    """A finding as the review's JSON holds it, with its decision."""

    model_config = ConfigDict(extra="allow")

    fid: str
    id: str
    rule: str
    rule_version: str
    kind: str
    severity: Literal["high", "medium", "low"]
    category: Literal["risk", "missing", "deviation", "check"]
    title: str
    reason: str
    advice: str
    suggested_text: str | None
    basis: str | None
    stance: Stance
    missing: bool
    nearest: list[dict[str, Any]]
    clause: str | None
    evidence: list[dict[str, Any]]
    start: int | None = None
    end: int | None = None
    boxes: list[list[float]] | None = None
    quote: str | None = None
    confidence: float | None = None
    decision: str
    edited_value: str | None
    decision_reason: str | None
    decided_by: str | None
    decided_at: datetime | None
    version: int


class PointOut(BaseModel):
    title: str
    met: bool


class UnacceptableOut(BaseModel):
    """What a clause may not say, and where it says so."""

    title: str
    start: int
    end: int
    boxes: list[list[float]]
    quote: str
    confidence: float


class PieceOut(BaseModel):
    text: str
    state: Literal["same", "deleted", "inserted"]


class WordingOut(BaseModel):
    """A wording to copy: rank 0 is the standard, n the n-th fallback."""

    rank: int
    text: str
    when: str | None


class PositionOut(BaseModel):
    """Where the clauses of one kind stand against the library's position (条款立场).

    ``rank`` is that of the wording at which they stand; ``nearest`` that of the wording from
    which ``difference`` leads to ``clause``.
    """

    id: str
    position: str
    position_version: str
    clause_kind: str
    title: str
    status: PositionStatus
    rank: int | None
    severity: Severity
    waiver: str
    clause: str | None
    clauses: list[str]
    score: float
    nearest: int
    points: list[PointOut]
    unacceptable: list[UnacceptableOut]
    changed_values: bool
    difference: list[PieceOut]
    wordings: list[WordingOut]
    suggested_text: str
    reason: str
    advice: str
    basis: str | None


class Summary(BaseModel):
    """Findings that stand (rejected ones left out), by severity and kind."""

    high: int
    medium: int
    low: int
    by_kind: dict[str, int]


class FindingList(BaseModel):
    items: list[FindingOut]
    summary: Summary
    next_cursor: str | None = None


class ReviewIn(BaseModel):
    """Whose side the review takes; ``our_party`` is a name or role label in the text."""

    stance: Stance = "neutral"
    our_party: str | None = Field(None, max_length=300)


class AnnotationIn(BaseModel):
    start: int = Field(ge=0)
    end: int = Field(gt=0)
    label: Label = "note"
    note: str = Field("", max_length=5000)


class AnnotationPatch(BaseModel):
    label: Label | None = None
    note: str | None = Field(None, max_length=5000)
    decision: Literal["open", "accepted", "rejected"] | None = None


class AnnotationOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: str
    start: int
    end: int
    quote: str
    boxes: list[list[float]]
    label: Label
    note: str
    author_id: str
    author_name: str
    decision: Literal["open", "accepted", "rejected"]
    created_at: datetime
    version: int
