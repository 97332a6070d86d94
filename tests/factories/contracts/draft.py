"""From a draft's template to printed blocks and gold.

A draft is YAML (style, type where a published one fits, language, look), a line ``---``, then a
Jinja template. ``{% filter fault("kind") %}…{% endfilter %}`` marks a planted fault that holds
other marks; ``{{ "" | fault("missing_tax") }}`` one that has no words.

Each line of the filled text is one block, told by its first sign:

======== ===========================================================================
``=``    the title
``@``    a clause, ``@LEVEL[:kind] NUMBER | HEADING | TEXT``; each part may be empty;
         where a heading names two kinds: ``:price/payment``
``>``    a paragraph
``~``    a line without indent (party blocks, closings)
``*``    a line in the middle (subtitles)
``^``    the heading of an annex
``&``    an item of the recitals: readers may differ whether it is a clause
``|``    a table row, cells divided by ``|``; rows that follow each other form a table
``<>``   signature lines side by side, divided by ``||``
``%``    a new page
======== ===========================================================================
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import jinja2
import yaml

from tests.factories.contracts.inventor import Inventor, spoiled
from tests.factories.contracts.marks import Fact, read_marks
from tests.factories.contracts.wording import WORDS, fault

FOLDER = Path(__file__).parent / "drafts"
START_LENGTH = 30
"""How many printed characters of a clause's start the gold keeps."""

OPTIONAL = ("annex", "recital", "middle")
"""Blocks that one reader calls a clause and another does not: neither is wrong."""

Kind = Literal[
    "title", "clause", "paragraph", "line", "middle", "annex", "recital", "row", "sides", "page"
]
_SIGNS: dict[str, Kind] = {
    "=": "title",
    "@": "clause",
    ">": "paragraph",
    "~": "line",
    "*": "middle",
    "^": "annex",
    "&": "recital",
    "|": "row",
    "<>": "sides",
    "%": "page",
}


_SECOND_CLAUSE = re.compile(r"@[1-9][: ]")
"""Jinja takes the line's end after a tag, so that the next clause falls into this one."""


@dataclass(frozen=True)
class Look:
    """How a draft is printed. ``number_gaps`` and ``heading_gap`` are what drafters put between."""

    font: Literal["serif", "sans"] = "serif"
    size: float = 12.0
    leading: float = 1.6
    header: str = ""
    footer: str = ""
    number_gaps: dict[int, str] = field(default_factory=dict)
    heading_gap: str = "　"
    indents: dict[int, float] = field(default_factory=dict)
    bold_levels: tuple[int, ...] = (1,)
    centered_levels: tuple[int, ...] = ()
    table_from_left: bool = False


@dataclass(frozen=True)
class Block:
    """One printed block. ``cells`` are those of a table row or of signature lines."""

    kind: Kind
    text: str = ""
    level: int = 0
    clause_kinds: tuple[str, ...] = ()
    number: str | None = None
    heading: str | None = None
    cells: tuple[str, ...] = ()


@dataclass(frozen=True)
class Draft:
    """A composed contract: what is printed, and what is known of it."""

    name: str
    style: str
    language: str
    type: str | None
    look: Look
    auto: dict[int, dict[str, str]]
    blocks: tuple[Block, ...]
    facts: tuple[Fact, ...]

    @property
    def title(self) -> str:
        return next(block.text for block in self.blocks if block.kind == "title")

    @property
    def companies(self) -> tuple[str, ...]:
        """The Chinese parties that have a seal, in the order of the signatures."""
        parties = [fact.values["name"] for fact in self.facts if fact.group == "parties"]
        return tuple(name for name in parties if name.endswith("公司"))


def names(language: str | None = None) -> list[str]:
    """The drafts there are, as ``zh/purchase``."""
    pattern = f"{language or '*'}/*.txt"
    return sorted(str(p.relative_to(FOLDER).with_suffix("")) for p in FOLDER.glob(pattern))


def compose(name: str, seed: int, **options: Any) -> Draft:
    """The draft ``name`` filled from ``seed``; ``options`` reach the template (e.g. ``clean``)."""
    head, body = (FOLDER / f"{name}.txt").read_text(encoding="utf-8").split("---\n", 1)
    meta = yaml.safe_load(head)
    environment = jinja2.Environment(
        undefined=jinja2.StrictUndefined, trim_blocks=True, autoescape=False
    )
    environment.filters["fault"] = fault
    environment.filters["spoiled"] = spoiled
    filled = environment.from_string(body).render(v=Inventor(seed), **WORDS, **options)
    look = Look(**meta.get("look", {}))
    blocks: list[Block] = []
    facts: list[Fact] = []
    for line in filter(None, (line.strip() for line in filled.splitlines())):
        block, found = _block(line, look)
        blocks.append(block)
        facts.extend(found)
    return Draft(
        name=name,
        style=meta["style"],
        language=meta["language"],
        type=meta.get("type"),
        look=look,
        auto=meta.get("auto", {}),
        blocks=tuple(blocks),
        facts=tuple(facts),
    )


def _block(line: str, look: Look) -> tuple[Block, list[Fact]]:
    if _SECOND_CLAUSE.search(line, 1):
        raise ValueError(f"an empty line is wanted after a line that ends in a tag: {line}")
    sign = "<>" if line.startswith("<>") else line[0]
    kind = _SIGNS[sign]
    rest = line[len(sign) :].strip()
    if kind == "clause":
        return _clause(rest, look)
    if kind in ("row", "sides"):
        cells = rest.removesuffix("|").split("||" if kind == "sides" else "|")
        parts = [read_marks(cell.strip()) for cell in cells]
        facts = [fact for _, found in parts for fact in found]
        return Block(kind, cells=tuple(text for text, _ in parts)), facts
    text, facts = read_marks(rest)
    return Block(kind, text), facts


def _clause(rest: str, look: Look) -> tuple[Block, list[Fact]]:
    label, _, rest = rest.partition(" ")
    level, _, clause_kinds = label.partition(":")
    marked, heading, text = (part.strip() for part in rest.split("|", 2))
    number, facts = read_marks(marked)
    printed, found = read_marks(
        (heading + look.heading_gap if heading and text else heading) + text
    )
    block = Block(
        "clause",
        printed,
        int(level),
        tuple(clause_kinds.split("/")) if clause_kinds else (),
        number or None,
        read_marks(heading)[0] or None,
    )
    return block, [*facts, *found]


def number_gap(block: Block, look: Look) -> str:
    """What stands between a clause's number and its text."""
    if block.number is None:
        return ""
    return look.number_gaps.get(block.level, "　")


def printed(block: Block, look: Look) -> str:
    """The whole text of a block, its typed number included."""
    return f"{block.number or ''}{number_gap(block, look)}{block.text}"


def gold(draft: Draft) -> dict[str, Any]:
    """What a perfect reading of the draft finds. Clauses are told by their printed start."""

    def group(name: str) -> Iterable[dict[str, Any]]:
        return ({**fact.values, "text": fact.text} for fact in draft.facts if fact.group == name)

    clauses = [
        {
            "number": block.number,
            "heading": block.heading,
            "level": block.level,
            "kind": block.clause_kinds[0] if block.clause_kinds else None,
            "kind_or": list(block.clause_kinds[1:]),
            "starts": printed(block, draft.look)[:START_LENGTH],
        }
        for block in draft.blocks
        if block.kind == "clause"
    ]
    faults = [fact for fact in draft.facts if fact.group == "faults"]
    numbers = [fact.text for fact in draft.facts if fact.group == "number"]
    return {
        "source": {"draft": draft.name, "style": draft.style},
        "language": draft.language,
        "contract": {
            "title": draft.title,
            "number": numbers[0] if numbers else None,
            **({"type": draft.type} if draft.type else {}),
        },
        "clauses": clauses,
        "may_be_clauses": [
            block.text[:START_LENGTH] for block in draft.blocks if block.kind in OPTIONAL
        ],
        "parties": [{**fact.values} for fact in draft.facts if fact.group == "parties"],
        "dates": list(group("dates")),
        "amounts": list(group("amounts")),
        "durations": list(group("durations")),
        "rates": list(group("rates")),
        "faults": [{"kind": f.values["kind"], "quote": f.text or None} for f in faults],
    }
