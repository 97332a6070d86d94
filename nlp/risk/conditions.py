"""Conditions of the clause library: what must stand in a sentence, and where the law says so."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from nlp.risk.phrases import PhraseError, check_phrase
from nlp.vocabulary import CLAUSE_KINDS

CONFIGURATION = ConfigDict(frozen=True, extra="forbid")


class Basis(BaseModel):
    """Where the law says so. ``excerpt`` stands word for word in the article cited."""

    model_config = CONFIGURATION

    law: str
    article: int | None = None
    excerpt: Annotated[str, Field(min_length=12)] | None = None

    @model_validator(mode="after")
    def _article_with_excerpt(self) -> Basis:
        if (self.article is None) != (self.excerpt is None):
            raise ValueError("an article and its excerpt go together")
        return self


class FactCondition(BaseModel):
    """A fact that must stand in the sentence: its kind and a bound on its value.

    ``above`` and ``below`` are exclusive; ``longer_than`` and ``shorter_than`` take a duration
    (P24M). With ``of_total`` the sum is first divided by the contract sum.
    """

    model_config = CONFIGURATION

    fact: Literal["amount", "rate", "duration"]
    kinds: tuple[str, ...] = ()
    above: Decimal | None = None
    below: Decimal | None = None
    longer_than: str | None = None
    shorter_than: str | None = None
    per: Literal["day", "month", "year"] | None = None
    capped: bool | None = None
    of_total: bool = False


class Condition(BaseModel):
    """When a rule applies. All that is given must hold; the unit of search is one sentence.

    * ``clauses``: the sentence stands in a clause of one of these kinds;
    * ``all`` / ``any`` / ``none``: phrases in the sentence;
    * ``clause_has`` / ``clause_lacks``: phrases anywhere in the top-level clause around it;
    * ``text_lacks``: phrases that must stand nowhere in the document;
    * ``facts``: facts in the sentence;
    * ``check``: a mechanical check by name; ``absent``: a clause kind that is nowhere.
    """

    model_config = CONFIGURATION

    clauses: tuple[str, ...] = ()
    all: tuple[str, ...] = ()
    any: tuple[str, ...] = ()
    none: tuple[str, ...] = ()
    clause_has: tuple[str, ...] = ()
    clause_lacks: tuple[str, ...] = ()
    text_lacks: tuple[str, ...] = ()
    facts: tuple[FactCondition, ...] = ()
    check: str | None = None
    absent: str | None = None

    @field_validator("clauses")
    @classmethod
    def _known_clauses(cls, kinds: tuple[str, ...]) -> tuple[str, ...]:
        if unknown := set(kinds) - CLAUSE_KINDS:
            raise ValueError(f"unknown clause kinds {sorted(unknown)}")
        return kinds

    @field_validator("all", "any", "none", "clause_has", "clause_lacks", "text_lacks")
    @classmethod
    def _phrases(cls, phrases: tuple[str, ...]) -> tuple[str, ...]:
        for phrase in phrases:
            try:
                check_phrase(phrase)
            except PhraseError as error:
                raise ValueError(str(error)) from error
        return phrases

    @model_validator(mode="after")
    def _asks_something(self) -> Condition:
        looks = bool(self.all or self.any or self.facts)
        if looks + (self.check is not None) + (self.absent is not None) != 1:
            raise ValueError("a condition needs phrases or facts, or one check, or one absent kind")
        if self.absent is not None and self.absent not in CLAUSE_KINDS:
            raise ValueError(f"unknown clause kind {self.absent}")
        return self
