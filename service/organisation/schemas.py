"""What the organisation looks like to the outside."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Kind = Literal["group", "company", "department"]
UnitName = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]
UnitCode = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9._-]{1,50}$")]


class UnitOut(BaseModel):
    """A unit of the organisation; its place among its siblings is ``position``."""

    model_config = ConfigDict(from_attributes=True)

    id: str
    kind: Kind
    name: str
    name_en: str | None
    code: str | None
    parent_id: str | None
    position: int
    active: bool
    version: int


class UnitIn(BaseModel):
    kind: Kind
    name: UnitName
    name_en: UnitName | None = None
    code: UnitCode | None = None
    parent_id: str | None = Field(None, description="None: at the top.")


class UnitPatch(BaseModel):
    model_config = ConfigDict(extra="forbid")

    kind: Kind | None = None
    name: UnitName | None = None
    name_en: UnitName | None = None
    code: UnitCode | None = None
    active: bool | None = Field(
        None, description="An inactive unit keeps what hangs on it and can be chosen no more."
    )


class UnitMove(BaseModel):
    """Where a unit goes, with all below it."""

    parent_id: str | None
    position: int = Field(10_000, ge=0, le=10_000, description="Among its new siblings.")


class UnitMerge(BaseModel):
    into: str = Field(description="The unit that takes over people, contracts, grants and units.")


class UnitUse(BaseModel):
    """What hangs on one unit itself, not on those below it."""

    people: int
    contracts: int
    grants: int
    units: int


class UnitFault(BaseModel):
    code: str
    message: str


class ImportedUnit(BaseModel):
    """A line of the table and what applying it does."""

    line: int
    code: str
    name: str
    parent: str
    does: Literal["add", "change", "keep"]
    faults: list[UnitFault]


class ImportedUnits(BaseModel):
    """``applied``: all was done; otherwise nothing was."""

    applied: bool
    ready: bool
    rows: list[ImportedUnit]
