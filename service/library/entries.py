"""Entries of the library between their three forms: typed, as JSON, and as YAML for people."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from string import Formatter
from typing import Any

import yaml

from nlp.risk import Library, LibraryError, Position, Rule, parse_library
from nlp.risk.checks import CHECKS
from nlp.risk.conditions import Basis
from nlp.risk.laws import articles_of
from nlp.risk.library import load_foreign, parse_entry
from service.kernel.errors import Invalid
from service.kernel.settings import ROOT

FOLDER = ROOT / "fixtures" / "library"
LAWS = ROOT / "fixtures" / "laws"
Entry = Rule | Position


class EntryRefused(Invalid):
    """An entry that cannot be used; ``faults`` tell where and why."""

    code = "library_entry_refused"


@lru_cache
def shipped(folder: Path = FOLDER) -> Library:
    """The clause library that ships with the product."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.yaml"))]
    return parse_library(texts)


@lru_cache
def shipped_entries() -> dict[str, Entry]:
    """The rules and positions that ship, by id."""
    return {entry.id: entry for entry in entries_of(shipped())}


def entries_of(library: Library) -> tuple[Entry, ...]:
    """All rules and positions of a library."""
    rules: tuple[Entry, ...] = library.rules
    return (*rules, *library.positions)


def entry_of(text: str) -> Entry:
    """The entry that YAML spells. Raises ``EntryRefused``."""
    try:
        entry = parse_entry(text, shipped().laws)
    except LibraryError as error:
        raise _as_refused(error) from error
    _check(entry)
    return entry


def foreign(text: str) -> object:
    """What YAML from outside says. Raises ``EntryRefused``."""
    try:
        return load_foreign(text)
    except LibraryError as error:
        raise _as_refused(error) from error


def _as_refused(error: LibraryError) -> EntryRefused:
    return _refused(*((fault.line, fault.where, fault.message) for fault in error.faults))


def content_of(entry: Entry) -> dict[str, Any]:
    """An entry as JSON, without what is not said in it."""
    content: dict[str, Any] = entry.model_dump(
        mode="json", exclude={"version"}, exclude_defaults=True, by_alias=True
    )
    for name in ("must_fire", "must_not_fire"):
        if isinstance(entry, Rule) and name in content.get("tests", {}):
            content["tests"][name] = [
                one["text"] if one.keys() == {"text"} else one for one in content["tests"][name]
            ]
    return content


def typed(content: dict[str, Any], version: str) -> Entry:
    """A stored entry as a review needs it; it was checked when it was stored."""
    model: type[Entry] = Position if content["id"].startswith("position.") else Rule
    return model.model_validate(content).model_copy(update={"version": version})


def yaml_of(content: Any) -> str:
    """An entry as people read it."""
    text: str = yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=96)
    return text


def article_of(basis: Basis | None) -> str | None:
    """The full text of the article that is cited."""
    if basis is None or basis.article is None:
        return None
    for name in shipped().laws[basis.law].files:
        text = _articles(LAWS / name).get(basis.article, "")
        if basis.excerpt is None or basis.excerpt in text:
            return text
    return None


@lru_cache(maxsize=32)
def _articles(path: Path) -> dict[int, str]:
    return articles_of(path.read_text("utf-8"))


def _check(entry: Entry) -> None:
    """What a form cannot tell: checks that exist, braces that are filled, words of the law."""
    if isinstance(entry, Rule) and entry.when.check not in (None, *CHECKS):
        raise _refused((1, "when › check", f"there is no check {entry.when.check}"))
    if entry.basis is not None and entry.basis.article is not None and not article_of(entry.basis):
        raise _refused((1, "basis › excerpt", "the excerpt does not stand in the article cited"))
    ships = shipped_entries().get(entry.id)
    known = _braces(content_of(ships)) if ships is not None else set()
    try:
        unknown = _braces(content_of(entry)) - known
    except ValueError as error:
        raise _refused((1, "", f"braces: {error}")) from error
    if unknown:
        raise _refused((1, "", f"nothing fills {{{sorted(unknown)[0]}}} in this entry"))


_SPOKEN = ("title", "reason", "advice")
_WORDED = ("standard", "fallbacks", "points", "unacceptable")


def _braces(content: dict[str, Any]) -> set[str]:
    """The names in braces of all words that are spoken. Raises ``ValueError`` for odd braces."""
    named: set[str] = set()

    def walk(part: Any) -> None:
        if isinstance(part, dict):
            if part.keys() == {"zh", "en"} and isinstance(part["zh"], str):
                for words in part.values():
                    fields = Formatter().parse(words)
                    named.update(name for _, name, *_ in fields if name is not None)
            else:
                for value in part.values():
                    walk(value)
        elif isinstance(part, list):
            for value in part:
                walk(value)

    walk({name: content.get(name) for name in (*_SPOKEN, *_WORDED)})
    return named


def _refused(*faults: tuple[int, str, str]) -> EntryRefused:
    told = [{"line": line, "where": where, "message": message} for line, where, message in faults]
    return EntryRefused(faults=told)
