"""How well versions are compared: ``python -m tests.bench.compare [--forms docx,pdf,scan]``.

Contracts of the development part are changed in one place by kind, printed again, read, and
compared with the original DOCX. A planted change is found where a change of substance covers the
very text that was touched; every other change of substance is a false alarm. DOCX pairs hold one
planted change each; PDF and scan pairs hold one of every kind at once, so that each file is read
once. ``renumbered only`` and ``form only`` plant nothing of substance. ``--scans N`` sets how many
contracts are scanned (recognition takes seconds a page).
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from nlp.compare import Change, Comparison, compare, version_of
from nlp.compare.tokens import normal_form
from nlp.document import Reading
from nlp.ports import Tools
from service.kernel.settings import Settings
from service.reading_files import NamedFile, read_document
from service.wiring import reading_tools
from tests.factories.contracts.build import printed
from tests.factories.contracts.catalogue import LABELLED, Labelled
from tests.factories.contracts.draft import Draft, compose
from tests.factories.contracts.tampering import (
    KINDS,
    Planted,
    all_tampered,
    reformatted,
    renumbered,
    tampered,
)

MUST_FIND = frozenset({"digit", "unit", "date", "party", "account", "table cell", "percentage"})
"""Kinds of which none may be missed."""


@dataclass
class Row:
    """Counts of one kind and form."""

    planted: int = 0
    found: int = 0
    false_alarms: int = 0
    doubted: int = 0
    """Of the false alarms, those that carry a doubt mark."""
    pages: int = 0
    seconds: float = 0.0
    missed: list[str] = field(default_factory=list)
    alarms: list[str] = field(default_factory=list)


Table = dict[tuple[str, str], Row]


_AROUND = 16
"""Characters beside a change that may belong to the planted text."""


def covers(comparison: Comparison, change: Change, planted: Planted, *, exact: bool) -> bool:
    """Whether a change tells of what was planted.

    On a scan the new side is as recognition read it, so only the old side is held to the letter.
    """
    old = normal_form(change.old.quote) if change.old else ""
    new = normal_form(change.new.quote) if change.new else ""
    was, now = normal_form(planted.old), normal_form(planted.new)
    if planted.kind in ("clause moved", "sentence reordered"):
        # Whichever of the two passages is the shorter move tells of the change.
        return change.type == "moved" and bool(old)
    if not now:
        return was[-40:] in old or (len(was) > 12 and old in was and len(old) > len(was) * 0.7)
    if not was:
        return bool(new) and (now[:20] in new or new[:12] in now)
    if not change.old or not change.new:
        return False
    if was.replace(old, new, 1) == now or any(
        was[:at] + new + was[at + len(old) :] == now for at in range(len(was))
    ):
        return True
    old, new = (
        normal_form(tokens.version.text[max(at.start - _AROUND, 0) : at.end + _AROUND])
        for tokens, at in ((comparison.old, change.old), (comparison.new, change.new))
    )
    return was in old and (now in new or not exact)


def measured(
    row: Row, comparison: Comparison, planted: Sequence[Planted], *, exact: bool
) -> Iterator[tuple[Planted, bool]]:
    """Each planted change and whether it was found; false alarms are added to ``row``."""
    told: set[str] = set()
    for each in planted:
        by = [c for c in comparison.substantive if covers(comparison, c, each, exact=exact)]
        told.update(change.id for change in by)
        yield each, bool(by)
    for change in comparison.substantive:
        if change.id not in told:
            row.false_alarms += 1
            row.doubted += change.doubt
            row.alarms.append(_line(change))


def _line(change: Change) -> str:
    old = change.old.quote if change.old else None
    new = change.new.quote if change.new else None
    return f"{change.type}: {old!r} → {new!r}{' ?' if change.doubt else ''}"


class Bench:
    """Reads, compares and counts."""

    def __init__(self, tools: Tools) -> None:
        self._tools = tools
        self.table: Table = {}

    def row(self, kind: str, form: str) -> Row:
        return self.table.setdefault((kind, form), Row())

    def read(self, draft: Draft, form: str, item: Labelled) -> Reading:
        data = printed(draft, form, item.seed, item.glass, over_text=False)
        name = f"{item.draft.replace('/', '-')}.{'docx' if form == 'docx' else 'pdf'}"
        return read_document([NamedFile(name, data)], self._tools, lambda *_: None)

    def one_by_one(self, item: Labelled, seed: int) -> None:
        """DOCX pairs, one planted change each, and the two pairs without any."""
        draft = _draft(item)
        old = self.read(draft, "docx", item)
        for kind in KINDS:
            done = tampered(draft, kind, seed)
            if done is not None:
                self._pair(old, self.read(done[0], "docx", item), [done[1]], "docx")
        for name, change in (("renumbered only", renumbered), ("form only", reformatted)):
            plain = replace(draft, auto={}, blocks=change(draft.blocks))
            self._pair(old, self.read(plain, "docx", item), [], "docx", name)

    def all_at_once(self, item: Labelled, form: str, seed: int) -> None:
        """The original DOCX against one PDF or scan that holds a change of every kind."""
        draft = _draft(item)
        changed, planted = all_tampered(draft, seed)
        old, new = self.read(draft, "docx", item), self.read(changed, form, item)
        self._pair(old, new, planted, form, "all kinds")

    def _pair(
        self, old: Reading, new: Reading, planted: Sequence[Planted], form: str, name: str = ""
    ) -> None:
        began = time.perf_counter()
        comparison = compare(version_of(old), version_of(new))
        row = self.row(name or planted[0].kind, form)
        row.seconds += time.perf_counter() - began
        row.pages += new.file.pages
        for each, found in measured(row, comparison, planted, exact=form != "scan"):
            for counted in {id(r): r for r in (row, self.row(each.kind, form))}.values():
                counted.planted += 1
                counted.found += found
            if not found:
                row.missed.append(f"{new.file.name} {each.kind}: {each.old!r} → {each.new!r}")


def _draft(item: Labelled) -> Draft:
    options: dict[str, Any] = {"clean": True} if item.clean else {}
    return compose(item.draft, item.seed, **options)


def development() -> list[Labelled]:
    """The contracts that may be looked at."""
    return [item for item in LABELLED if item.part == "dev"]


def tables(bench: Bench) -> Iterator[str]:
    """The figures as text."""
    names = " ".join(f"{name:>6}" for name in ("false", "doubt", "pages"))
    yield f"{'kind':20} {'form':5} {'found':>9} {names} {'a page':>7}"
    for (kind, form), row in sorted(bench.table.items(), key=lambda item: (item[0][1], item[0][0])):
        found = f"{row.found}/{row.planted}"
        rate = f"{row.false_alarms / row.pages:.3f}" if row.pages else "–"
        alarms = (row.false_alarms, row.doubted, row.pages) if row.pages else ("–", "–", "–")
        yield (
            f"{kind:20} {form:5} {found:>9} " + " ".join(f"{n:>6}" for n in alarms) + f" {rate:>7}"
        )


def missed_values(bench: Bench) -> int:
    """How many changed figures, dates and names were not found."""
    return sum(
        row.planted - row.found for (kind, _), row in bench.table.items() if kind in MUST_FIND
    )


def main(arguments: Iterable[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--forms", default="docx,pdf,scan")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--scans", type=int, default=3)
    parser.add_argument("--only", default="", help="only drafts whose name holds this")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--errors", type=Path, help="list what was missed and every false alarm")
    chosen = parser.parse_args(list(arguments) if arguments is not None else None)
    forms = chosen.forms.split(",")
    bench = Bench(reading_tools(Settings()))
    items = [item for item in development() if chosen.only in item.draft]
    for item in items:
        if "docx" in forms:
            bench.one_by_one(item, chosen.seed)
        if "pdf" in forms:
            bench.all_at_once(item, "pdf", chosen.seed)
    for item in items[:: max(len(items) // max(chosen.scans, 1), 1)][: chosen.scans]:
        if "scan" in forms:
            bench.all_at_once(item, "scan", chosen.seed)
    print("\n".join(tables(bench)))
    if chosen.json:
        content = {f"{kind}/{form}": vars(row) for (kind, form), row in bench.table.items()}
        chosen.json.parent.mkdir(parents=True, exist_ok=True)
        chosen.json.write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8")
    if chosen.errors:
        lines = [
            f"{kind} {form}: {text}"
            for (kind, form), row in bench.table.items()
            for text in (*(f"MISSED {m}" for m in row.missed), *row.alarms)
        ]
        chosen.errors.write_text("\n".join(lines) + "\n", encoding="utf-8")
    missed = missed_values(bench)
    if missed:
        print(f"{missed} changed figures, dates or names were not found", file=sys.stderr)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
