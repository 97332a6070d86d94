"""How well contracts are understood: ``python -m tests.bench.accuracy [--set DIR]``.

Reads every labelled file through the public pipeline and compares it with its gold. A set is any
folder that holds ``NAME.gold.json`` files beside ``NAME.docx``, ``NAME.pdf`` and ``NAME.scan.pdf``
(forms of the shipped set that the repository does not keep are printed from their drafts first);
where it has folders ``dev`` and ``test``, these are told apart. The numbers are explained in
``tests/bench/scores.py``. ``--part dev`` reads that part alone; ``--errors FILE`` lists what was
missed or made up, file by file.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nlp.document import FileInfo, Reading
from nlp.errors import UnreadableFile
from nlp.pipeline import open_source, understand
from nlp.ports import Tools
from service.kernel.settings import ROOT, Settings
from service.wiring import reading_tools
from tests.bench.scores import MEASURES, Errors, Tally, compare
from tests.factories.contracts.cache import ENDINGS, catalogued, form_file
from tests.factories.contracts.catalogue import Form

SHIPPED = ROOT / "fixtures" / "labelled"
FLOORS = {
    "clause starts": {"docx": 0.90, "pdf": 0.90, "scan": 0.85},
    "party names": {"docx": 0.90, "pdf": 0.90, "scan": 0.85},
    "total amount": {"docx": 0.92, "pdf": 0.92, "scan": 0.88},
}
"""What the test part must reach."""


@dataclass(frozen=True)
class Case:
    """One file to read and its gold."""

    part: str
    form: Form
    name: str
    file: Path
    gold: dict[str, Any]

    @property
    def row(self) -> tuple[str, str, str]:
        return self.part, self.form, self.gold["language"]


def cases(folder: Path, forms: Sequence[Form], only: str | None = None) -> Iterator[Case]:
    """The labelled files under ``folder`` in the forms asked for, of one part alone if told."""
    for gold_file in sorted(folder.rglob("*.gold.json")):
        inner = gold_file.relative_to(folder).parts[0]
        part = inner if inner in ("dev", "test") else folder.name
        if only and part != only:
            continue
        gold = json.loads(gold_file.read_text(encoding="utf-8"))
        stem = gold_file.name.removesuffix(".gold.json")
        for form in forms:
            file = gold_file.with_name(stem + ENDINGS[form])
            name = str(file.relative_to(folder))
            if not file.is_file() and folder.resolve() == SHIPPED:
                item = catalogued(part, gold["source"].get("draft", ""))
                file = form_file(item, form) if item else file
            if file.is_file():
                yield Case(part, form, name, file, gold)


def read(file: Path, tools: Tools) -> Reading:
    """The file read as the product reads it."""
    data = file.read_bytes()
    source = open_source(file.name, data, tools.office)
    try:
        pages = [source.read_page(n, tools) for n in range(1, source.page_count + 1)]
        digest = hashlib.sha256(data).hexdigest()
        info = FileInfo(file.name, digest, source.media_type, source.page_count)
    finally:
        source.close()
    return understand(info, pages, tools)


@dataclass
class Result:
    """Tallies by part, form and language; the errors by file; files that could not be read."""

    tallies: dict[tuple[str, str, str], dict[str, Tally]]
    errors: dict[str, Errors]
    unread: dict[str, str]


def measure(wanted: Iterable[Case], tools: Tools) -> Result:
    """Read and compare every case; a file that cannot be read counts as wholly missed."""
    result = Result({}, {}, {})
    for case in wanted:
        started = time.monotonic()
        try:
            reading = read(case.file, tools)
        except (UnreadableFile, ImportError) as error:
            result.unread[case.name] = f"{type(error).__name__}: {error}"
            reading = None
        tallies, errors = compare(case.gold, reading)
        row = result.tallies.setdefault(case.row, {name: Tally() for name in MEASURES})
        for name, tally in tallies.items():
            row[name] = row[name] + tally
        result.errors[case.name] = errors
        seconds = time.monotonic() - started
        print(f"{case.form} {case.name} {seconds:.1f} s", file=sys.stderr)
    return result


def table(result: Result) -> str:
    """The numbers as Markdown: one line a part, form, language and measure."""
    lines = [
        "| part | form | language | measure | precision | recall | F1 | right/gold/found | 95 % |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for (part, form, language), measures in sorted(result.tallies.items()):
        for name, tally in measures.items():
            if not tally.gold and not tally.found:
                continue
            low, high = tally.interval
            lines.append(
                f"| {part} | {form} | {language} | {name} | {tally.precision:.3f} "
                f"| {tally.recall:.3f} | {tally.f1:.3f} | {tally.right}/{tally.gold}/{tally.found} "
                f"| {low:.2f}-{high:.2f} |"
            )
    return "\n".join(lines)


def below_floor(result: Result) -> list[str]:
    """The measures of the test part that miss their floor, languages together."""
    missed = []
    for measure_name, floors in FLOORS.items():
        for form, floor in floors.items():
            rows = [t for (p, f, _), t in result.tallies.items() if p == "test" and f == form]
            total = sum((row[measure_name] for row in rows), Tally())
            if rows and total.f1 < floor:
                missed.append(f"{measure_name}, {form}: {total.f1:.3f} < {floor:.2f}")
    return missed


def as_json(result: Result) -> dict[str, Any]:
    rows = [
        {"part": part, "form": form, "language": language, "measure": name, **tally.as_json()}
        for (part, form, language), measures in sorted(result.tallies.items())
        for name, tally in measures.items()
    ]
    return {"rows": rows, "below_floor": below_floor(result), "unread": result.unread}


def errors_text(result: Result) -> str:
    """What went wrong, file by file."""
    lines = []
    for case, errors in result.errors.items():
        if errors:
            lines.append(f"## {case}")
            lines += [f"- {name}: {what} {item!r}" for name, what, item in errors]
    return "\n".join(lines) + "\n"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--set", type=Path, default=SHIPPED, dest="folder")
    parser.add_argument("--part", choices=["dev", "test"], help="read this part alone")
    parser.add_argument("--forms", default="docx,pdf,scan")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--errors", type=Path)
    chosen = parser.parse_args()
    forms = [form for form in ENDINGS if form in chosen.forms.split(",")]
    result = measure(cases(chosen.folder, forms, chosen.part), reading_tools(Settings()))
    print(table(result))
    for line in below_floor(result):
        print(f"below the floor: {line}")
    for name, why in result.unread.items():
        print(f"not read: {name}: {why}")
    if chosen.errors:
        chosen.errors.write_text(errors_text(result), encoding="utf-8")
    if chosen.json:
        chosen.json.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps(as_json(result), ensure_ascii=False, indent=1)
        chosen.json.write_text(text + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
