"""The JSON of readings, findings and pages.

``jianqi.reading/1`` is what outside programs rely on: names are kept stable, fields only added.
A page's own JSON is how a page is stored between reading and understanding; it loses nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Sequence
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from nlp.document import (
    Box,
    Evidence,
    Finding,
    Line,
    Page,
    PageSpan,
    Quality,
    Reading,
    ReadingWarning,
    Seal,
    Table,
    Word,
)
from nlp.formula import Formula, TacitRenewal
from nlp.periods.period_json import formula_to_json, renewal_to_json
from nlp.risk.deviation import PositionFinding

SCHEMA = "jianqi.reading/1"


def reading_to_json(reading: Reading, *, pages: Container[int] | None = None) -> dict[str, Any]:
    """The whole reading, or only what stands on ``pages`` (text and offsets stay whole)."""
    document = reading.document

    def wanted(at: Evidence | None) -> bool:
        return pages is None or (at is not None and document.page_at(at.start) in pages)

    contract = reading.contract
    return {
        "schema": SCHEMA,
        "file": asdict(reading.file),
        "language": document.language,
        "contract": {
            "title": contract.title,
            "number": contract.number,
            "type": contract.type,
            "type_confidence": round(contract.type_confidence, 4),
            "title_at": _at(contract.title_at) if contract.title_at else None,
            "number_at": _at(contract.number_at) if contract.number_at else None,
        },
        "text": document.text,
        "pages": [_page(page) for page in document.pages if pages is None or page.number in pages],
        "sections": [asdict(section) for section in reading.sections],
        **{
            name: [_fact(item) for item in getattr(reading, name) if wanted(item.at)]
            for name in (
                "clauses",
                "parties",
                "dates",
                "amounts",
                "durations",
                "rates",
                "obligations",
            )
        },
        "references": [
            {
                "start": reference.at.start,
                "end": reference.at.end,
                "text": reference.at.quote,
                "to_clause": reference.to_clause,
                **_at(reference.at),
            }
            for reference in reading.references
            if wanted(reference.at)
        ],
        "tables": [
            _table(table) for table in document.tables if pages is None or table.page in pages
        ],
        "warnings": [_warning(warning) for warning in reading.warnings],
    }


def finding_to_json(finding: Finding) -> dict[str, Any]:
    """One finding; ``start``, ``end``, ``boxes`` and ``quote`` are absent where it is missing."""
    return {
        "id": finding.id,
        "rule": finding.rule,
        "rule_version": finding.rule_version,
        "kind": finding.kind,
        "severity": finding.severity,
        "category": finding.category,
        "title": finding.title,
        "reason": finding.reason,
        "advice": finding.advice,
        "suggested_text": finding.suggested_text,
        "basis": finding.basis,
        "stance": finding.stance,
        "missing": finding.missing,
        "nearest": [asdict(passage) for passage in finding.nearest],
        "clause": finding.clause,
        "evidence": [_at(place) for place in finding.evidence],
        **(_at(finding.at) if finding.at else {}),
    }


def summary_json(findings: Iterable[Finding]) -> dict[str, Any]:
    """How many findings, by severity and kind."""
    listed = list(findings)
    severities = Counter(finding.severity for finding in listed)
    return {
        "high": severities["high"],
        "medium": severities["medium"],
        "low": severities["low"],
        "by_kind": dict(Counter(finding.kind for finding in listed)),
    }


def position_to_json(finding: PositionFinding) -> dict[str, Any]:
    """Where the clauses of one kind stand against the library; rank 0 is the standard."""
    return {
        **{
            name: getattr(finding, name)
            for name in finding.__dataclass_fields__
            if name not in ("clauses", "points", "unacceptable", "difference", "wordings")
        },
        "clauses": list(finding.clauses),
        "points": [asdict(point) for point in finding.points],
        "unacceptable": [{"title": title} | _at(at) for title, at in finding.unacceptable],
        "difference": [asdict(piece) for piece in finding.difference],
        "wordings": [asdict(wording) for wording in finding.wordings],
    }


def review_json(
    reading: Reading, findings: Sequence[Finding], positions: Sequence[PositionFinding] = ()
) -> dict[str, Any]:
    """The reading with findings and positions, as ``jianqi review --json`` prints it."""
    return reading_to_json(reading) | {
        "findings": [finding_to_json(finding) for finding in findings],
        "summary": summary_json(findings),
        "positions": [position_to_json(position) for position in positions],
    }


def _box(box: Box) -> list[float]:
    return [box.page, *(round(side, 1) for side in (box.x0, box.y0, box.x1, box.y1))]


def _at(at: Evidence) -> dict[str, Any]:
    return {
        "start": at.start,
        "end": at.end,
        "boxes": [_box(box) for box in at.boxes],
        "quote": at.quote,
        "confidence": at.confidence,
    }


def _fact(item: Any) -> dict[str, Any]:
    """A dataclass with ``at``: its own fields, money and rates as strings, then the evidence."""
    fields = {
        name: _plain(getattr(item, name)) for name in item.__dataclass_fields__ if name != "at"
    }
    if "value" in fields or "trigger" in fields:
        fields["text"] = item.at.quote
    return fields | _at(item.at)


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, tuple):
        return list(value)
    if isinstance(value, Formula):
        return formula_to_json(value)
    if isinstance(value, TacitRenewal):
        return renewal_to_json(value)
    return asdict(value) if hasattr(value, "__dataclass_fields__") else value


def _page(page: PageSpan) -> dict[str, Any]:
    return {
        "number": page.number,
        "width": round(page.width, 1),
        "height": round(page.height, 1),
        "source": page.source,
        "start": page.start,
        "end": page.end,
        "confidence": round(page.confidence, 4),
        "quality": {
            "dpi": page.quality.dpi,
            "skew_degrees": round(page.quality.skew_degrees, 2),
            "advice": list(page.quality.advice),
        },
        "seals": [
            {
                "box": _box(Box(seal.page, seal.x0, seal.y0, seal.x1, seal.y1)),
                "text": seal.text,
                "confidence": round(seal.confidence, 4),
            }
            for seal in page.seals
        ],
    }


def _table(table: Table) -> dict[str, Any]:
    return {
        "page": table.page,
        "box": _box(Box(table.page, table.x0, table.y0, table.x1, table.y1)),
        "kind": table.kind,
        "rows": [list(row) for row in table.rows],
    }


def _warning(warning: ReadingWarning) -> dict[str, Any]:
    return {name: value for name, value in asdict(warning).items() if value is not None}


# --- a page between reading and understanding ------------------------------------------------


def page_to_json(page: Page) -> dict[str, Any]:
    """A page as stored; the words of a line are columns, to keep 300 pages small."""
    return {
        "number": page.number,
        "width": page.width,
        "height": page.height,
        "source": page.source,
        "confidence": page.confidence,
        "lines": [_line_to_json(line) for line in page.lines],
        "tables": [asdict(table) for table in page.tables],
        "seals": [asdict(seal) for seal in page.seals],
        "quality": asdict(page.quality),
        "warnings": [asdict(warning) for warning in page.warnings],
    }


_WORD_COLUMNS = ("start", "end", "x0", "y0", "x1", "y1", "confidence")


def _line_to_json(line: Line) -> dict[str, Any]:
    return {
        "text": line.text,
        "words": {name: [getattr(word, name) for word in line.words] for name in _WORD_COLUMNS},
        "size": line.size,
        "bold": line.bold,
        "starts_paragraph": line.starts_paragraph,
        "table": line.table,
        "source": line.source,
    }


def page_from_json(content: dict[str, Any]) -> Page:
    """The inverse of :func:`page_to_json`."""
    return Page(
        number=content["number"],
        width=content["width"],
        height=content["height"],
        source=content["source"],
        confidence=content["confidence"],
        lines=tuple(_line_from_json(line) for line in content["lines"]),
        tables=tuple(
            Table(**(table | {"rows": tuple(tuple(row) for row in table["rows"])}))
            for table in content["tables"]
        ),
        seals=tuple(Seal(**seal) for seal in content["seals"]),
        quality=Quality(**(content["quality"] | {"advice": tuple(content["quality"]["advice"])})),
        warnings=tuple(ReadingWarning(**warning) for warning in content["warnings"]),
    )


def _line_from_json(line: dict[str, Any]) -> Line:
    columns = (line["words"][name] for name in _WORD_COLUMNS)
    words = tuple(Word(*values) for values in zip(*columns, strict=True))
    return Line(**(line | {"words": words}))
