"""The structure stage: a document's sections, clauses, kinds and references."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from nlp.document import Clause, Document, FileInfo, Reading
from nlp.ports import Tools
from nlp.structure.blocks import Block, blocks_of
from nlp.structure.contract import contract_info, title_blocks
from nlp.structure.headings import TITLE_EDGES, heading_of, title_line, unnumbered_headings
from nlp.structure.kinds import kinds_of
from nlp.structure.labels import Numbering
from nlp.structure.references import find_references
from nlp.structure.tables import with_kinds
from nlp.structure.tree import Node, build_tree
from nlp.structure.zones import Zones, sections_of, zones_of

_OWN_TEXT = 400
"""How many characters of a clause its kind is told from."""


def find_structure(file: FileInfo, document: Document, tools: Tools) -> Reading:
    """Find what the document is and how it is built.

    Fills the contract's title, number and type, the tables' kinds, and the sections, clauses and
    references. Facts are left to the extraction stage.
    """
    document = with_kinds(document)
    blocks = blocks_of(document)
    zones = zones_of(blocks, title_blocks(blocks))
    titles = _title_lines(blocks, zones)
    passed = zones.excluded | zones.resets | frozenset(block.index for block in titles.values())
    headings = unnumbered_headings(blocks, passed, zones.first_numbered)
    usable = [block for block in blocks if block.index not in zones.excluded]
    nodes = build_tree(usable, headings, zones.resets)
    clauses = _clauses(document, nodes, titles, zones, tools)
    numberings = {
        clause.id: node.numbering
        for clause, node in zip(clauses, nodes, strict=True)
        if node.numbering is not None
    }
    first = nodes[0].block.index if nodes else None
    return Reading(
        file=file,
        contract=contract_info(document, blocks, first),
        document=document,
        sections=sections_of(
            len(document.text),
            nodes[0].block.start if nodes else None,
            zones.signature,
            zones.annex,
        ),
        clauses=clauses,
        references=find_references(document, clauses, numberings, _listed(blocks, zones)),
        warnings=document.warnings,
    )


def _listed(blocks: Sequence[Block], zones: Zones) -> frozenset[int]:
    """Offsets of labels that only name a clause or an annex in a list."""
    return frozenset(
        block.start
        for block in blocks
        if block.index in zones.excluded and block.label is not None and not block.label.doubtful
    )


def _title_lines(blocks: Sequence[Block], zones: Zones) -> dict[int, Block]:
    """The heading that stands on the line below its number, by the number's block."""
    return {
        block.index: following
        for block, following in pairwise(blocks)
        if block.index not in zones.excluded and title_line(block, following)
    }


def _clauses(
    document: Document,
    nodes: Sequence[Node],
    titles: Mapping[int, Block],
    zones: Zones,
    tools: Tools,
) -> tuple[Clause, ...]:
    ends = _ends(nodes, zones.boundaries, len(document.text))
    headings = [_heading(node, titles) for node in nodes]
    starts = [node.block.start for node in nodes] + [len(document.text)]
    own = [
        document.text[start : min(following, end, start + _OWN_TEXT)]
        for start, following, end in zip(starts, starts[1:], ends, strict=False)
    ]
    kinds = kinds_of(
        [
            (heading, text, node.parent)
            for heading, text, node in zip(headings, own, nodes, strict=True)
        ],
        tools.embedder,
    )
    return tuple(
        Clause(
            id=f"c{index + 1}",
            parent=None if node.parent is None else f"c{node.parent + 1}",
            level=node.level,
            number=_printed(node.block, node.numbering),
            heading=heading,
            kind=kind.name,
            kind_confidence=kind.confidence,
            at=document.evidence(node.block.start, end),
        )
        for index, (node, heading, kind, end) in enumerate(
            zip(nodes, headings, kinds, ends, strict=True)
        )
    )


def _heading(node: Node, titles: Mapping[int, Block]) -> str | None:
    if node.block.index in titles:
        return titles[node.block.index].text.strip(" \u3000:：[]")
    found = heading_of(node.block)
    return node.block.text.strip(TITLE_EDGES) if found is None and not node.numbering else found


def _printed(block: Block, numbering: Numbering | None) -> str | None:
    if numbering is None or block.label is None:
        return None
    return block.text[: block.label.end].strip()


def _ends(nodes: Sequence[Node], boundaries: Sequence[int], length: int) -> list[int]:
    """Where each clause ends: the next of the same or a higher level, or a zone's boundary."""
    ends = [length] * len(nodes)
    open_nodes: list[int] = []
    marks = sorted({*boundaries, length})
    at = 0
    for index, node in enumerate(nodes):
        start = node.block.start
        while at < len(marks) and marks[at] <= start:
            for waiting in open_nodes:
                ends[waiting] = marks[at]
            open_nodes.clear()
            at += 1
        while open_nodes and nodes[open_nodes[-1]].level >= node.level:
            ends[open_nodes.pop()] = start
        open_nodes.append(index)
    for waiting in open_nodes:
        ends[waiting] = marks[at] if at < len(marks) else length
    return ends
