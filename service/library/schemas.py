"""What the API says of the library."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from nlp.document import Severity, Stance

LONGEST = 40_000
State = Literal["shipped", "own", "changed", "off"]


class BilingualOut(BaseModel):
    zh: str
    en: str


class EntryRow(BaseModel):
    """An entry in the list. ``state``: as it ships, our own, ours over one that ships, off."""

    id: str
    type: Literal["rule", "position"]
    kind: str
    category: Literal["risk", "missing", "deviation", "check", "position"]
    language: Literal["zh", "en", "any"]
    title: BilingualOut
    severity: Severity | dict[Stance, Severity]
    contracts: list[str]
    not_contracts: list[str]
    state: State
    version: str
    has_draft: bool
    owner: str


class BasisOut(BaseModel):
    """The law that is cited, with the article as it ships."""

    law: str
    title: BilingualOut
    article: int | None
    excerpt: str | None
    text: str | None
    in_force_from: date | None
    in_force_to: date | None
    checked: date


class VersionOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    number: int
    state: Literal["draft", "published"]
    enabled: bool
    owner: str
    note: str
    author_name: str
    created_at: datetime
    published_at: datetime | None
    published_by: str | None


class EntryOut(EntryRow):
    """An entry with its content (the draft's where there is one) and its history."""

    content: dict[str, Any]
    yaml: str
    basis: BasisOut | None
    enabled: bool
    draft_version: int | None
    versions: list[VersionOut]


class EntryIn(BaseModel):
    """An entry as YAML, or as the form's content; exactly one of them."""

    model_config = ConfigDict(extra="forbid")

    yaml: Annotated[str | None, Field(max_length=LONGEST)] = None
    content: dict[str, Any] | None = None


class DraftIn(EntryIn):
    enabled: bool = True
    owner: str = Field("", max_length=60)
    note: str = Field("", max_length=500)


class PassageOut(BaseModel):
    """A test passage on which the entry did not do what it must."""

    passage: str
    expected: str
    found: str


class CheckOut(BaseModel):
    """A sound entry in both forms, and the passages that go wrong."""

    content: dict[str, Any]
    yaml: str
    basis: BasisOut | None
    passages: int
    failures: list[PassageOut]


class PublishIn(BaseModel):
    model_config = ConfigDict(extra="forbid")

    note: str | None = Field(None, max_length=500)


class ImportIn(BaseModel):
    model_config = ConfigDict(extra="forbid")

    yaml: str = Field(max_length=400_000)


class ImportOut(BaseModel):
    drafts: list[str]


class ChangedContract(BaseModel):
    """A contract of which the draft says more or less than the entry does now."""

    contract_id: str
    title: str
    before: int
    after: int


class DryRunOut(BaseModel):
    """One stretch of a dry run: ask on with ``next`` until it is null."""

    total: int
    looked: int
    more: int
    fewer: int
    changed: list[ChangedContract]
    next: str | None
