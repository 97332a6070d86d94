"""How exact the contract check-up is: ``python -m tests.bench.checkup [NAME …] [--wrong]``.

Every check has short passages on which it must speak and others on which it must be silent, in
``fixtures/checkup/NAME.yaml``. They are read as text files through the public pipeline, without
models. A passage counts once: it is *found* where the check speaks and its quote overlaps the words
marked «so» (where any are marked). Precision is the share of passages spoken on that must fire;
intervals are Wilson's, 95 %. ``dev`` and ``test`` share no drafting style.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from math import sqrt
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict

from nlp.document import FileInfo, Reading, Seal
from nlp.pipeline import open_source, understand
from nlp.ports import Tools
from nlp.risk.checks import CHECKS
from nlp.risk.faults import Fault, doubtful
from nlp.risk.library import Library, Rule
from nlp.risk.matching import faults_of
from nlp.risk.passages import Passages
from service.kernel.settings import ROOT
from service.wiring import library

FOLDER = ROOT / "fixtures" / "checkup"
PARTS: tuple[Literal["dev", "test"], ...] = ("dev", "test")
TARGET = 0.95
_MARKED = re.compile(r"«(.*?)»", re.S)


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Styles(_Model):
    """Passages by drafting style."""

    fire: dict[str, tuple[str, ...]]
    silent: dict[str, tuple[str, ...]]


class Samples(_Model):
    """The passages of one check. ``frame`` is the contract around each, ``{}`` its place;
    ``frame_en`` the one of styles whose name begins with ``en``.

    ``rules`` name the rules of the clause library that do the work where no code does;
    ``contract_type`` is what the head of the contract would tell; ``sealed`` puts the text after
    ``[印章]`` of each passage into a seal on its last page.
    """

    rules: tuple[str, ...] = ()
    contract_type: str | None = None
    frame: str = "{}"
    frame_en: str = "{}"
    sealed: bool = False
    dev: Styles
    test: Styles

    def part(self, name: Literal["dev", "test"]) -> Styles:
        return self.dev if name == "dev" else self.test


@dataclass(frozen=True)
class Case:
    """One passage, whether the check must speak on it, and the words it must point to."""

    part: str
    style: str
    fires: bool
    text: str
    marked: tuple[tuple[int, int], ...]


def load(path: Path) -> Samples:
    """The passages in one file; raises ``ValueError`` where it does not follow the form."""
    return Samples.model_validate(yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader))


def cases(samples: Samples) -> Iterator[Case]:
    """Every passage within its frame."""
    for part in PARTS:
        for fires in (True, False):
            passages = samples.part(part)
            for style, texts in (passages.fire if fires else passages.silent).items():
                frame = samples.frame_en if style.startswith("en") else samples.frame
                for text in texts:
                    yield _case(part, style, fires, frame.replace("{}", text))


def _case(part: str, style: str, fires: bool, text: str) -> Case:
    plain, marked, at = "", [], 0
    for match in _MARKED.finditer(text):
        plain += text[at : match.start()]
        marked.append((len(plain), len(plain) + len(match[1])))
        plain += match[1]
        at = match.end()
    return Case(part, style, fires, plain + text[at:], tuple(marked))


def read(text: str) -> Reading:
    """The passage read as a text file."""
    source = open_source("passage.txt", text.encode())
    pages = [source.read_page(n, Tools()) for n in range(1, source.page_count + 1)]
    info = FileInfo("passage.txt", "0" * 64, source.media_type, len(pages))
    return understand(info, pages, Tools())


def reading_of(case: Case, samples: Samples) -> Reading:
    """The passage read, with the seal and the contract type that its file tells of."""
    text, _, seal = case.text.partition("[印章]")
    reading = read(text)
    if samples.contract_type is not None:
        contract = replace(reading.contract, type=samples.contract_type)
        reading = replace(reading, contract=contract)
    if samples.sealed:
        *others, last = reading.document.pages
        stamp = Seal(last.number, 300, 600, 420, 720, seal.strip(), 0.97)
        pages = (*others, replace(last, seals=(stamp,)))
        reading = replace(reading, document=replace(reading.document, pages=pages))
    return reading


@lru_cache
def _rules() -> dict[str, Rule]:
    shipped: Library = library()
    return {rule.id: rule for rule in shipped.rules}


def faults(name: str, samples: Samples, reading: Reading) -> list[Fault]:
    """What the check says of a reading, doubts of the reading left out as a review does."""
    found: list[Fault] = list(CHECKS[name](reading)) if not samples.rules else []
    for identity in samples.rules:
        rule = _rules()[identity]
        if rule.concerns(reading.contract.type):
            found += faults_of(rule, Passages(reading), "neutral")
    return [fault for fault in found if not doubtful(reading.document, fault.decided_by)]


def right(case: Case, reading: Reading, found: Sequence[Fault]) -> bool:
    """Whether the check said what it must of this passage."""
    if not case.fires:
        return not found
    text = reading.document.text
    words = [case.text[start:end] for start, end in case.marked]
    quotes = [text[fault.start : fault.end] for fault in found]
    return bool(quotes) and all(any(word in quote for quote in quotes) for word in words)


@dataclass(frozen=True)
class Score:
    """Passages counted: found of those that must fire, and false alarms of those that must not."""

    fire: int = 0
    found: int = 0
    silent: int = 0
    false: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(
            self.fire + other.fire,
            self.found + other.found,
            self.silent + other.silent,
            self.false + other.false,
        )

    @property
    def precision(self) -> float:
        return self.found / (self.found + self.false) if self.found + self.false else 0.0

    @property
    def recall(self) -> float:
        return self.found / self.fire if self.fire else 0.0


def wilson(right_ones: int, of: int) -> tuple[float, float]:
    """Wilson's 95 % interval of a share."""
    if not of:
        return 0.0, 1.0
    z, share = 1.96, right_ones / of
    middle = share + z * z / (2 * of)
    spread = z * sqrt(share * (1 - share) / of + z * z / (4 * of * of))
    scale = 1 + z * z / of
    return max(0.0, (middle - spread) / scale), min(1.0, (middle + spread) / scale)


def score(name: str, samples: Samples) -> tuple[dict[str, Score], list[Case]]:
    """The counts by part, and the passages that came out wrong."""
    counts = {part: Score() for part in PARTS}
    wrong = []
    for case in cases(samples):
        reading = reading_of(case, samples)
        good = right(case, reading, faults(name, samples, reading))
        one = Score(1, int(good)) if case.fires else Score(0, 0, 1, int(not good))
        counts[case.part] = counts[case.part] + one
        if not good:
            wrong.append(case)
    return counts, wrong


def row(name: str, part: str, one: Score) -> str:
    low, high = wilson(one.found, one.found + one.false)
    least, most = wilson(one.found, one.fire)
    return (
        f"| {name} | {part} | {one.precision:.3f} ({low:.2f}-{high:.2f}) "
        f"| {one.recall:.3f} ({least:.2f}-{most:.2f}) "
        f"| {one.found}/{one.fire} | {one.false}/{one.silent} |"
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help="checks to measure; all by default")
    parser.add_argument("--wrong", choices=PARTS, help="print the passages of this part that fail")
    chosen = parser.parse_args()
    names = chosen.names or sorted(path.stem for path in FOLDER.glob("*.yaml"))
    print("| check | part | precision (95 %) | recall (95 %) | found/fire | false/silent |")
    print("|---|---|---|---|---|---|")
    total = {part: Score() for part in PARTS}
    below = []
    for name in names:
        counts, wrong = score(name, load(FOLDER / f"{name}.yaml"))
        for part in PARTS:
            print(row(name, part, counts[part]), flush=True)
            total[part] = total[part] + counts[part]
        if sum(counts.values(), Score()).precision < TARGET:
            below.append(name)
        for case in wrong:
            if case.part == chosen.wrong:
                print(f"  {'missed' if case.fires else 'false alarm'} ({case.style}): {case.text}")
    for part in PARTS:
        print(row("**all**", part, total[part]))
    for name in below:
        print(f"below the target of {TARGET}: {name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
