"""What the API says of contracts, facts and history."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from nlp.document import Stance
from service.accounts.units import UnitRef
from service.contracts.states import Status

Door = Literal["draft", "register"]
Secrecy = Literal["normal", "confidential"]


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
    unit: UnitRef | None
    secrecy: str
    risks: Risks
    open_decisions: int
    tags: list[str]
    job: JobBrief | None
    demo: bool
    updated_at: datetime
    version: int


class FilterChoices(BaseModel):
    """Whose contracts there are to choose from: owners and units of what one sees."""

    owners: list[Person]
    units: list[UnitRef]
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
    photos: int = Field(description="How many photos of its pages are kept as they were taken.")


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
    unit_id: str | None = None
    secrecy: Secrecy | None = None
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


class PeriodRuleOut(BaseModel):
    """A rule of counting in both languages, and the article it rests on where a statute has it."""

    code: str
    zh: str
    en: str
    basis: str | None
    excerpt: str | None


class PeriodOut(BaseModel):
    """What a fact's date is counted from, and the date where that is known.

    ``date`` is the earliest reading of the words, ``date_latest`` the latest; ``opens`` the first
    day of a window, ``act_by`` the last working day before a deadline that stays on a day off.
    """

    formula: str
    event: str | None
    event_text: str | None
    event_words: dict[str, str]
    base: date | None
    base_source: Literal["words", "record", "reading", "person"] | None
    settable: bool = Field(description="Whether a person may enter the event's day.")
    date_earliest: date | None = Field(alias="date", serialization_alias="date")
    date_latest: date | None
    opens: date | None
    act_by: date | None
    explanations: dict[str, str]
    open: list[str]
    rules: list[PeriodRuleOut]
    years_without_notice: list[int]


class EventDateOut(BaseModel):
    """An event that periods run from, and its day where it is known."""

    event: str
    text: str
    words: dict[str, str]
    happened_on: date | None = Field(alias="date", serialization_alias="date")
    source: Literal["record", "reading", "person"] | None
    set_by: str | None
    set_at: datetime | None
    settable: bool
    facts: int = Field(description="How many facts run from it.")


class EventDateIn(BaseModel):
    """The day of one event; null takes it back."""

    model_config = ConfigDict(extra="forbid")

    event: str = Field(max_length=100)
    text: str = Field("", max_length=500)
    happened_on: date | None = Field(alias="date")


class FactOut(BaseModel):
    """A fact, its evidence (in ``data`` as the reading holds it) and its decision.

    ``period`` is there where the fact's words are a formula: 验收合格后15日内.
    """

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
    period: PeriodOut | None
    source: Literal["machine", "person"]
    producer: str
    decision: str
    reason: str | None
    decided_by: str | None
    decided_at: datetime | None
    version: int
