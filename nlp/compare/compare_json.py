"""The JSON of a comparison; names are kept stable, fields only added."""

from __future__ import annotations

from collections import Counter
from typing import Any

from nlp.compare.change import Change, Comparison
from nlp.compare.version import Version
from nlp.document import Box, Evidence

SCHEMA = "jianqi.compare/1"
_AROUND = 24
"""Characters of the same paragraph shown before and after a change."""


def comparison_to_json(comparison: Comparison) -> dict[str, Any]:
    """All changes, gravest first, with a summary."""
    old, new = comparison.old.version, comparison.new.version
    return {
        "schema": SCHEMA,
        "old": _version(old),
        "new": _version(new),
        "summary": _summary(comparison),
        "changes": [_change(change, old, new) for change in comparison.changes],
    }


def silent_to_json(comparison: Comparison, tracked: int) -> dict[str, Any]:
    """Changes that bear no revision mark, of a returned Word file with ``tracked`` marks.

    ``comparison`` is of the version sent and the returned one with all its marks rejected.
    """
    old, new = comparison.old.version, comparison.new.version
    return {
        "tracked": tracked,
        "substantive": len(comparison.substantive),
        "changes": [_change(change, old, new) for change in comparison.changes],
    }


def _version(version: Version) -> dict[str, Any]:
    return {
        "name": version.name,
        "language": version.language,
        "pages": len(version.page_starts),
        "ocr_pages": len(version.read_pages),
    }


def _summary(comparison: Comparison) -> dict[str, Any]:
    changes = comparison.changes
    tokens = Counter(token.kind for change in comparison.substantive for token in change.tokens)
    return {
        "substantive": len(comparison.substantive),
        "format": len(changes) - len(comparison.substantive),
        "doubt": sum(1 for change in changes if change.doubt),
        "by_type": dict(Counter(change.type for change in changes)),
        "by_token": dict(tokens),
    }


def _change(change: Change, old: Version, new: Version) -> dict[str, Any]:
    return {
        "id": change.id,
        "type": change.type,
        "class": change.cls,
        "rank": change.rank,
        "doubt": change.doubt,
        "old": _span(change.old, old),
        "new": _span(change.new, new),
        "tokens": [
            {"kind": token.kind, "old": token.old, "new": token.new} for token in change.tokens
        ],
        "old_clause": change.old_clause,
        "new_clause": change.new_clause,
        "old_place": _box(change.old_place) if change.old_place else None,
        "new_place": _box(change.new_place) if change.new_place else None,
    }


def _span(at: Evidence | None, version: Version) -> dict[str, Any] | None:
    if at is None:
        return None
    text = version.text
    low = max(text.rfind("\n", 0, at.start) + 1, at.start - _AROUND)
    end = text.find("\n", at.end)
    high = min(end if end >= 0 else len(text), at.end + _AROUND)
    while low > 0 and _within_word(text, low):
        low -= 1
    while high < len(text) and _within_word(text, high):
        high += 1
    return {
        "start": at.start,
        "end": at.end,
        "boxes": [_box(box) for box in at.boxes],
        "quote": at.quote,
        "confidence": at.confidence,
        "before": text[low : at.start],
        "after": text[at.end : high],
    }


def _within_word(text: str, at: int) -> bool:
    """Whether a cut at ``at`` would part a figure or a Latin word."""
    return all(
        each.isascii() and (each.isalnum() or each in ".,") for each in text[at - 1 : at + 1]
    )


def _box(box: Box) -> list[float]:
    return [box.page, *(round(side, 1) for side in (box.x0, box.y0, box.x1, box.y1))]
