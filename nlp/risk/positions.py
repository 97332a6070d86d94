"""Positions of the clause library (条款立场): what a kind of clause should say, and what will do.

A position has a standard wording and fallbacks in falling order. What a wording asks for is told
by *points*: a clause stands at a wording when it shows all of that wording's points and nothing
unacceptable, however it is put. The wording itself is what people copy, and what a clause is
compared with word by word.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from nlp.document import Severity, Stance
from nlp.messages import Words
from nlp.risk.conditions import CONFIGURATION, Basis, FactCondition
from nlp.risk.phrases import PhraseError, check_phrase
from nlp.vocabulary import CLAUSE_KINDS, CONTRACT_TYPES

PositionStatus = Literal["standard", "fallback", "deviates", "missing"]


class Signs(BaseModel):
    """Phrases in each language of a document, any one of which shows a thing.

    ``facts`` must hold in the same sentence; ``none`` are phrases that spoil the sentence.
    """

    model_config = CONFIGURATION

    title: Words
    zh: tuple[str, ...] = ()
    en: tuple[str, ...] = ()
    none: tuple[str, ...] = ()
    facts: tuple[FactCondition, ...] = ()

    @field_validator("zh", "en", "none")
    @classmethod
    def _phrases(cls, phrases: tuple[str, ...]) -> tuple[str, ...]:
        for phrase in phrases:
            try:
                check_phrase(phrase)
            except PhraseError as error:
                raise ValueError(str(error)) from error
        return phrases

    @model_validator(mode="after")
    def _both_languages(self) -> Signs:
        if not (self.zh and self.en):
            raise ValueError("phrases are needed for both languages (zh and en)")
        return self


class Wording(BaseModel):
    """A text to copy, the points that it makes, and when it will do."""

    model_config = CONFIGURATION

    text: Words
    points: Annotated[tuple[str, ...], Field(min_length=1)]
    when: Words | None = None


class Band(BaseModel):
    """Contract sums for which a position is meant: ``from`` included, ``below`` excluded."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    at_least: Annotated[Decimal, Field(alias="from")] = Decimal(0)
    below: Decimal | None = None
    currency: str = "CNY"

    @model_validator(mode="after")
    def _not_empty(self) -> Band:
        if self.below is not None and self.below <= self.at_least:
            raise ValueError("an amount band ends above its beginning")
        return self


class PositionTrial(BaseModel):
    """A clause and where it must stand: standard, fallback 1 …, deviates."""

    model_config = CONFIGURATION

    text: str
    language: Literal["zh", "en"] = "zh"
    expect: Annotated[str, Field(pattern=r"^(standard|deviates|fallback [1-9])$")]


class Position(BaseModel):
    """What this house wants of one kind of clause.

    ``waiver`` is the role whose holder may accept a deviation. A position that ``may_be_absent``
    is never missed. Of several positions on one kind the narrowest that is meant for the
    contract counts.
    """

    model_config = CONFIGURATION

    id: Annotated[str, Field(pattern=r"^position\.[a-z0-9_]+(\.[a-z0-9_]+)*$")]
    clause: str
    title: Words
    severity: Severity
    waiver: Annotated[str, Field(pattern=r"^[a-z0-9_]+$")]
    stances: tuple[Stance, ...] = ()
    contracts: Literal["all"] | tuple[str, ...] = "all"
    not_contracts: tuple[str, ...] = ()
    amount: Band | None = None
    may_be_absent: bool = False
    points: dict[str, Signs]
    unacceptable: tuple[Signs, ...] = ()
    standard: Wording
    fallbacks: tuple[Wording, ...] = ()
    reason: Words
    advice: Words
    basis: Basis | None = None
    tests: tuple[PositionTrial, ...] = ()
    version: str = ""

    @model_validator(mode="after")
    def _whole(self) -> Position:
        if self.clause not in CLAUSE_KINDS:
            raise ValueError(f"unknown clause kind {self.clause}")
        named = (*(() if self.contracts == "all" else self.contracts), *self.not_contracts)
        if unknown := set(named) - CONTRACT_TYPES:
            raise ValueError(f"unknown contract types {sorted(unknown)}")
        for wording in self.wordings:
            if unknown := set(wording.points) - self.points.keys():
                raise ValueError(f"unknown points {sorted(unknown)}")
        expected = {trial.expect for trial in self.tests}
        if not {"standard", "deviates"} <= expected:
            raise ValueError("tests must hold a clause at the standard and one that deviates")
        ranks = {f"fallback {rank}" for rank in range(1, len(self.fallbacks) + 1)}
        if beyond := expected - ranks - {"standard", "deviates"}:
            raise ValueError(f"tests expect {sorted(beyond)}, which is not there")
        return self

    @property
    def wordings(self) -> tuple[Wording, ...]:
        """The standard, then the fallbacks as ranked."""
        return (self.standard, *self.fallbacks)

    def concerns(self, contract_type: str, stance: Stance) -> bool:
        """Whether it is meant for contracts of this type, seen from this side."""
        if contract_type in self.not_contracts or (self.stances and stance not in self.stances):
            return False
        return self.contracts == "all" or contract_type in self.contracts

    @property
    def narrowness(self) -> tuple[bool, bool, bool]:
        """What it is narrowed by: an amount band, a side, contract types."""
        return self.amount is not None, bool(self.stances), self.contracts != "all"

    def phrases(self) -> Iterator[str]:
        """All phrases in it."""
        for signs in (*self.points.values(), *self.unacceptable):
            yield from (*signs.zh, *signs.en, *signs.none)
