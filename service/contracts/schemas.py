"""What the API says of contracts, facts and history."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from nlp.document import Stance
from service.contracts.states import Status

Door = Literal["draft", "register"]


class Person(BaseModel):
    id: str
    name: str


class Risks(BaseModel):
    high: int
    medium: int
    low: int


class JobBrief(BaseModel):
    """The progress of the reading, while there is one to speak of."""

    id: str
    state: str
    pages_done: int
    pages_total: int | None


class ContractRow(BaseModel):
    """One line of the contract list (台账)."""

    id: str
    number: str | None
    title: str
    type: str
    status: str
    archived: bool
    counterparty: str | None
    our_party: str | None
    party_names: list[str]
    amount: Decimal | None
    currency: str | None
    signed_on: date | None
    starts_on: date | None
    ends_on: date | None
    owner: Person
    department: str | None
    risks: Risks
    open_decisions: int
    tags: list[str]
    job: JobBrief | None
    demo: bool
    updated_at: datetime
    version: int


class FilterChoices(BaseModel):
    """Whose contracts there are to choose from: owners and departments of what one sees."""

    owners: list[Person]
    departments: list[str]
    tags: list[str]


class TransitionOffer(BaseModel):
    to: Status
    needs_reason: bool
    needs_date: bool


class FieldSource(BaseModel):
    """Who gave a field its value."""

    source: Literal["machine", "person", "import"]
    fact_id: str | None = None


class FileOut(BaseModel):
    name: str
    media_type: str
    size: int
    pages: int | None
    sha256: str


class ContractOut(ContractRow):
    """One contract's record."""

    stance: Stance
    door: Door
    note: str | None
    has_reading: bool
    sources: dict[str, FieldSource]
    transitions: list[TransitionOffer]
    file: FileOut | None
    allowed: list[str]
    created_at: datetime
    deleted_at: datetime | None


class ContractPatch(BaseModel):
    """A person's changes to the record; their word is never overwritten by a machine."""

    model_config = ConfigDict(extra="forbid")

    number: str | None = Field(None, max_length=100)
    title: str | None = Field(None, min_length=1, max_length=300)
    type: str | None = Field(None, max_length=50)
    counterparty: str | None = Field(None, max_length=300)
    our_party: str | None = Field(None, max_length=300)
    amount: Decimal | None = Field(None, max_digits=18, decimal_places=4)
    currency: str | None = Field(None, pattern=r"^[A-Z]{3}$")
    signed_on: date | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    owner_id: str | None = None
    department: str | None = Field(None, max_length=100)
    note: str | None = Field(None, max_length=5000)
    stance: Stance | None = None
    archived: bool | None = None


class TransitionIn(BaseModel):
    to: Status
    reason: str | None = Field(None, max_length=2000)
    on: date | None = Field(None, alias="date", description="When it takes effect.")


class DecisionIn(BaseModel):
    """Accept what was read, edit its value, or reject it."""

    decision: Literal["accept", "edit", "reject", "reopen"]
    value: str | None = Field(None, max_length=2000)
    reason: str | None = Field(None, max_length=2000)


class FactOut(BaseModel):
    """A fact, its evidence (in ``data`` as the reading holds it) and its decision."""

    fid: str
    group: str
    kind: str
    value: str
    machine_value: str
    quote: str
    start: int
    end: int
    boxes: list[list[float]]
    confidence: float
    data: dict[str, Any]
    source: Literal["machine", "person"]
    producer: str
    decision: str
    reason: str | None
    decided_by: str | None
    decided_at: datetime | None
    version: int


class HistoryOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: int
    at: datetime
    actor_name: str
    kind: str
    params: dict[str, Any]
