"""The clause library: laws and rules as people write and review them in YAML, made typed.

A library is a set of YAML texts. Each holds ``laws`` (statutes that rules may cite), ``cues``
(what shows that a kind of clause is there), ``positions`` (what a kind of clause should say) or
``rules`` of one document language. Nothing in it is code: conditions are clause kinds, phrases
for RE2 (linear time on any text) and comparisons of facts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

import yaml
from pydantic import BaseModel, Field, ValidationError, field_validator, model_validator

from nlp.document import Severity, Stance
from nlp.messages import Words
from nlp.risk.conditions import CONFIGURATION, Basis, Condition
from nlp.risk.phrases import PhraseError, check_phrase
from nlp.risk.positions import Position
from nlp.vocabulary import CLAUSE_KINDS, CONTRACT_TYPES

Category = Literal["risk", "missing", "deviation", "check"]
RuleLanguage = Literal["zh", "en", "any"]


class LibraryError(ValueError):
    """A library text that cannot be used; the message names text, line, rule, fault and mend.

    ``faults`` tell the same in parts, where there are parts.
    """

    def __init__(self, message: str, faults: Iterable[LibraryFault] = ()) -> None:
        super().__init__(message)
        self.faults = tuple(faults)


@dataclass(frozen=True, slots=True)
class LibraryFault:
    """What is wrong in one place of a text: its line (from 1), its path, the fault and the mend."""

    line: int
    where: str
    message: str
    mend: str = ""


class Law(BaseModel):
    """A statute or judicial interpretation, in the version that was read.

    ``files`` name its text among the laws shipped. A law without any is *to be verified*
    (待核验): rules may name it, never an article of it.
    """

    model_config = CONFIGURATION

    id: str
    title: Words
    files: tuple[str, ...] = ()
    version: str | None = None
    in_force_from: date | None = None
    in_force_to: date | None = None
    source: str | None = None
    checked: date

    @model_validator(mode="after")
    def _text_has_a_version(self) -> Law:
        if self.files and not (self.version and self.in_force_from and self.source):
            raise ValueError("a law with a text needs its version, source and date in force")
        return self


class PassageFact(BaseModel):
    """A fact in a test passage, for passages that are tried without a reader."""

    model_config = CONFIGURATION

    fact: Literal["amount", "rate", "duration"]
    kind: str
    text: str
    value: str
    per: Literal["day", "month", "year"] | None = None
    cap: Decimal | None = None


class Passage(BaseModel):
    """A passage on which a rule is tried: in it 甲方 pays and 乙方 performs."""

    model_config = CONFIGURATION

    text: str
    facts: tuple[PassageFact, ...] = ()


class Trials(BaseModel):
    """Passages where the rule must and must not speak."""

    model_config = CONFIGURATION

    must_fire: tuple[Passage, ...] = ()
    must_not_fire: tuple[Passage, ...] = ()

    @field_validator("must_fire", "must_not_fire", mode="before")
    @classmethod
    def _plain_texts(cls, passages: object) -> object:
        if not isinstance(passages, list | tuple):
            return passages
        return tuple({"text": one} if isinstance(one, str) else one for one in passages)


class Rule(BaseModel):
    """One thing to look for, why it matters to whom, and what to do about it.

    ``severity`` is one word, or one per stance; a stance that is not listed hears nothing.
    Rules of one ``subject`` that meet on one passage make one finding. A fault of the whole
    document speaks ``once``, at the first passage.
    """

    model_config = CONFIGURATION

    id: Annotated[str, Field(pattern=r"^[a-z0-9_]+(\.[a-z0-9_]+)+$")]
    kind: Annotated[str, Field(pattern=r"^[a-z0-9_]+$")]
    category: Category = "risk"
    severity: Severity | dict[Stance, Severity]
    contracts: Literal["all"] | tuple[str, ...] = "all"
    not_contracts: tuple[str, ...] = ()
    subject: str | None = None
    once: bool = False
    confidence: Annotated[float, Field(gt=0, le=1)] = 0.85
    title: Words
    reason: Words
    advice: Words
    suggested_text: Words | None = None
    basis: Basis | None = None
    when: Condition
    tests: Trials = Trials()
    language: RuleLanguage = "any"
    version: str = ""

    @model_validator(mode="after")
    def _known_types(self) -> Rule:
        named = (*(() if self.contracts == "all" else self.contracts), *self.not_contracts)
        if unknown := set(named) - CONTRACT_TYPES:
            raise ValueError(f"unknown contract types {sorted(unknown)}")
        if (self.category == "missing") != (self.when.absent is not None):
            raise ValueError("category missing and the condition absent go together")
        if self.when.absent is not None and self.kind != f"missing_{self.when.absent}":
            raise ValueError(f"kind must be missing_{self.when.absent}")
        searches = self.when.check is None and self.when.absent is None
        if searches and not (self.tests.must_fire and self.tests.must_not_fire):
            raise ValueError("tests need passages both under must_fire and under must_not_fire")
        return self

    def severity_for(self, stance: Stance) -> Severity | None:
        """How grave it is for this side; None where it does not concern it."""
        return self.severity.get(stance) if isinstance(self.severity, dict) else self.severity

    def concerns(self, contract_type: str) -> bool:
        """Whether the rule is meant for contracts of this type."""
        if contract_type in self.not_contracts:
            return False
        return self.contracts == "all" or contract_type in self.contracts


class LibraryText(BaseModel):
    """One YAML text of a library, as written."""

    model_config = CONFIGURATION

    version: str
    language: RuleLanguage = "any"
    laws: tuple[Law, ...] = ()
    cues: dict[str, tuple[str, ...]] = {}
    rules: tuple[Rule, ...] = ()
    positions: tuple[Position, ...] = ()

    @field_validator("cues")
    @classmethod
    def _known_cues(cls, cues: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
        if unknown := set(cues) - CLAUSE_KINDS:
            raise ValueError(f"unknown clause kinds {sorted(unknown)}")
        for phrase in (phrase for phrases in cues.values() for phrase in phrases):
            check_phrase(phrase)
        return cues


@dataclass(frozen=True)
class Library:
    """All rules and positions, the laws they cite, and the cues of a clause kind's presence."""

    rules: tuple[Rule, ...]
    laws: Mapping[str, Law]
    cues: Mapping[str, tuple[str, ...]]
    positions: tuple[Position, ...] = ()

    def basis_words(self, basis: Basis | None, locale: Literal["zh", "en"]) -> str | None:
        """The citation for people: 《民法典》第585条; a law without a text is marked 待核验."""
        if basis is None:
            return None
        law = self.laws[basis.law]
        if basis.article is None:
            doubt = "（待核验）" if locale == "zh" else " (to be verified)"
            return f"《{law.title.zh}》{doubt}" if locale == "zh" else f"{law.title.en}{doubt}"
        cited = f"《{law.title.zh}》第{basis.article}条"
        return cited if locale == "zh" else f"{law.title.en}, art. {basis.article} ({cited})"


def parse_library(texts: Mapping[str, str] | Iterable[str]) -> Library:
    """The library that YAML ``texts`` spell; a mapping gives each text a name for messages.

    Raises :class:`LibraryError` that names the text, the rule and what is wrong with it.
    """
    named = (
        texts.items()
        if isinstance(texts, Mapping)
        else ((f"text {number}", text) for number, text in enumerate(texts, start=1))
    )
    parsed = [(name, _parse_text(name, text)) for name, text in named]
    laws = {law.id: law for _, part in parsed for law in part.laws}
    cues: dict[str, tuple[str, ...]] = {}
    for _, part in parsed:
        for kind, phrases in part.cues.items():
            cues[kind] = (*cues.get(kind, ()), *phrases)
    rules = [
        (name, rule.model_copy(update={"language": part.language, "version": part.version}))
        for name, part in parsed
        for rule in part.rules
    ]
    positions = [
        (name, position.model_copy(update={"version": part.version}))
        for name, part in parsed
        for position in part.positions
    ]
    _check_whole([*rules, *positions], laws)
    return Library(
        tuple(rule for _, rule in rules), laws, cues, tuple(position for _, position in positions)
    )


def _parse_text(name: str, text: str) -> LibraryText:
    try:
        raw = yaml.load(text, Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        raise LibraryError(f"{name}: not YAML: {error}") from error
    if not isinstance(raw, dict):
        raise LibraryError(f"{name}: expected a mapping with version and rules")
    try:
        return LibraryText.model_validate(raw)
    except PhraseError as error:
        raise LibraryError(f"{name}: {error}") from error
    except ValidationError as error:
        raise _refused(name, error, raw, text) from error


_NESTED = 24
"""So deep may mappings and lists stand in one another."""


def parse_entry(text: str, laws: Mapping[str, Law]) -> Rule | Position:
    """One rule, or one position where its id begins so, that YAML ``text`` from outside spells.

    Raises :class:`LibraryError` with its faults.
    """
    raw = load_foreign(text)
    if not isinstance(raw, dict):
        raise _fault(1, "", "expected a mapping that begins with id")
    model = Position if str(raw.get("id", "")).startswith("position.") else Rule
    try:
        entry: Rule | Position = model.model_validate(raw)
    except ValidationError as error:
        raise _refused("entry", error, raw, text) from error
    try:
        _check_whole([("entry", entry)], laws)
    except LibraryError as error:
        raise _fault(_line(text, ["basis"]), "basis", str(error)) from error
    return entry


def load_foreign(text: str) -> object:
    """What YAML from outside says. Raises :class:`LibraryError` with its fault."""
    try:
        _refuse_tricks(text)
        return yaml.load(text, Loader=yaml.CSafeLoader)
    except (yaml.YAMLError, UnicodeError, ValueError) as error:
        if isinstance(error, LibraryError):
            raise
        mark = getattr(error, "problem_mark", None)
        told = str(getattr(error, "problem", None) or error)
        raise _fault(mark.line + 1 if mark else 1, "", f"not YAML: {told}") from error


def _refuse_tricks(text: str) -> None:
    """Aliases and deep nesting make a small text a large one. Raises :class:`LibraryError`."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        if isinstance(event, yaml.AliasEvent):
            raise _fault(_line_of(event), "", "aliases (*) are not allowed")
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > _NESTED:
            raise _fault(_line_of(event), "", "nested too deep")


def _line_of(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


def _fault(line: int, where: str, message: str) -> LibraryError:
    return LibraryError(f"line {line}: {message}", [LibraryFault(line, where, message)])


def _refused(name: str, error: ValidationError, raw: dict[str, object], text: str) -> LibraryError:
    faults = [_plain(fault, raw, text) for fault in error.errors()[:3]]
    told = [f"line {each.line}: {each.where}: {each.message} ({each.mend})" for each in faults]
    return LibraryError(f"{name}: {'; '.join(told)}", faults)


_MENDS = {
    "extra_forbidden": "remove the line, or spell the field as fixtures/library/README.md does",
    "missing": "add the field",
    "value_error": "change what the message names",
}


def _plain(fault: Any, raw: dict[str, object], text: str) -> LibraryFault:
    """A fault in words: its line, the id of the rule or position it stands in, and the mend."""
    where = list(fault["loc"])
    line = _line(text, where)
    listed = raw.get(where[0]) if where[:1] in (["rules"], ["positions"]) else None
    if len(where) > 1 and isinstance(listed, list):
        entry = listed[int(where[1])]
        where[:2] = [str(entry.get("id", where[1])) if isinstance(entry, dict) else where[1]]
    mend = _MENDS.get(fault["type"], "give a value of the kind that is asked for")
    return LibraryFault(line, " › ".join(map(str, where)), fault["msg"], mend)


def _line(text: str, where: Iterable[object]) -> int:
    """The line, from 1, of the deepest part of ``where`` that stands in the text."""
    node = yaml.compose(text, Loader=yaml.CSafeLoader)
    line = 1
    for step in where:
        if isinstance(node, yaml.SequenceNode) and isinstance(step, int):
            node = node.value[step]
        elif isinstance(node, yaml.MappingNode):
            found = next((pair for pair in node.value if pair[0].value == str(step)), None)
            if found is None:
                break
            line, node = found[0].start_mark.line + 1, found[1]
            continue
        else:
            break
        line = node.start_mark.line + 1
    return line


def _check_whole(entries: list[tuple[str, Rule | Position]], laws: Mapping[str, Law]) -> None:
    counts = Counter(entry.id for _, entry in entries)
    for name, entry in entries:
        if counts[entry.id] > 1:
            raise LibraryError(f"{name}: {entry.id} stands twice: give one another id")
        if entry.basis is None:
            continue
        law = laws.get(entry.basis.law)
        if law is None:
            raise LibraryError(f"{name}: {entry.id} cites an unknown law {entry.basis.law}")
        if entry.basis.article is not None and not law.files:
            raise LibraryError(
                f"{name}: {entry.id} cites an article of {entry.basis.law}, whose text is "
                "not in the library"
            )
