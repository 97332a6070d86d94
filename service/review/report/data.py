"""What a report is made from, and the words and crops that every format shares."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

import numpy as np
from PIL import Image, ImageDraw

from service.kernel.locale import UiLanguage, say

MARGIN_POINTS = 16.0
_SEEK_POINTS = 9.0
_NEAREST_CHARACTERS = 90
DPI = 200
_SEVERITIES = ("high", "medium", "low")
_HIGHLIGHT = (255, 214, 10, 90)
_EDGE = (200, 60, 40, 255)


@dataclass(frozen=True)
class ReportData:
    """A contract's card, reading, findings (with decisions), positions, page pictures at 200 dpi.

    ``page_picture`` gives None where a page has no picture; the report then does without crops.
    """

    card: dict[str, Any]
    reading: dict[str, Any]
    findings: Sequence[dict[str, Any]]
    page_picture: Callable[[int], bytes | None]
    language: UiLanguage
    generated_on: date
    positions: Sequence[dict[str, Any]] = ()

    def say(self, key: str, **params: Any) -> str:
        """Words in the report's language."""
        return say(key, self.language, **params)

    def standing(self) -> list[dict[str, Any]]:
        """The findings that nobody rejected, gravest first."""
        kept = [finding for finding in self.findings if finding.get("decision") != "rejected"]
        return sorted(kept, key=lambda finding: _SEVERITIES.index(finding["severity"]))

    def counts(self) -> dict[str, Any]:
        """How many findings stand, by severity and kind."""
        standing = self.standing()
        severities = Counter(finding["severity"] for finding in standing)
        kinds = Counter(finding["kind"] for finding in standing)
        return {name: severities[name] for name in _SEVERITIES} | {"by_kind": dict(kinds)}

    def card_rows(self) -> list[tuple[str, str]]:
        """The contract card as label and value; blanks are left out."""
        card = self.card
        amount = f"{card['amount']} {card['currency'] or ''}" if card.get("amount") else None
        values = {
            "number": card.get("number"),
            "type": self.say(f"type.{card['type']}"),
            "status": self.say(f"status.{card['status']}"),
            "our_party": card.get("our_party"),
            "counterparty": card.get("counterparty"),
            "amount": amount,
            "signed_on": card.get("signed_on"),
            "starts_on": card.get("starts_on"),
            "ends_on": card.get("ends_on"),
            "unit": (card.get("unit") or {}).get("name"),
        }
        rows = [(self.say(f"export.{name}"), str(value)) for name, value in values.items() if value]
        rows.insert(0, (self.say("report.stance"), self.say(f"stance.{card['stance']}")))
        if not (card.get("our_party") or card.get("counterparty")):
            names = ("；" if self.language == "zh" else "; ").join(card.get("party_names") or [])
            rows.insert(1, (self.say("summary.parties"), names))
        return [row for row in rows if row[1]]

    def clause_label(self, clause_id: str | None) -> str:
        """``第八条 付款方式``, or nothing."""
        clause = self.clauses_by_id().get(clause_id or "")
        if clause is None:
            return ""
        return " ".join(part for part in (clause["number"], clause["heading"]) if part)

    def kind_label(self, item: dict[str, Any]) -> str:
        """What a fact is: a party's role as printed, else its kind in words."""
        kind = item.get("kind") or item.get("action") or ""
        return item.get("role") or self.say(f"kind.{kind}", default=kind)

    def clause_kind(self, clause: dict[str, Any]) -> str:
        """The kind of a clause in words."""
        return self.say(f"clause_kind.{clause['kind']}", default=clause["kind"])

    def nearest_text(self, passage: dict[str, Any]) -> str:
        """A passage looked at for a missing clause, in one short line."""
        text = " ".join(passage["quote"].split())
        return f"{text[:_NEAREST_CHARACTERS]}…" if len(text) > _NEAREST_CHARACTERS else text

    def off_standard(self) -> list[dict[str, Any]]:
        """Positions that are not at the standard: deviating and missing ones first."""
        off = [each for each in self.positions if each["status"] != "standard"]
        return sorted(off, key=lambda each: each["status"] == "fallback")

    def standing_words(self, position: dict[str, Any]) -> str:
        """Where it stands: 偏离, 缺失, 可接受（第 2 档）."""
        return self.say(f"position.{position['status']}", rank=position["rank"])

    def lacking(self, position: dict[str, Any]) -> str:
        """What the clause lacks and what it may not say, in one line."""
        between = "；" if self.language == "zh" else "; "
        lacks = [point["title"] for point in position["points"] if not point["met"]]
        parts = [self.say("position.lacks", what=what) for what in lacks]
        parts += [self.say("position.says", what=one["title"]) for one in position["unacceptable"]]
        if position["changed_values"]:
            parts.append(self.say("position.changed"))
        return between.join(parts)

    def clauses_by_id(self) -> dict[str, dict[str, Any]]:
        return {clause["id"]: clause for clause in self.reading["clauses"]}

    def doubts(self) -> list[str]:
        """What the reading itself is unsure of, and pages that were set aside."""
        return [
            warning.get(f"message_{self.language}") or warning["message"]
            for warning in self.reading["warnings"]
        ]

    def crop(self, finding: dict[str, Any]) -> bytes | None:
        """The finding's lines cut out of the page and marked, as PNG."""
        boxes = finding.get("boxes") or []
        if not boxes:
            return None
        number = int(boxes[0][0])
        picture = self._page(number)
        return _cut(picture, [box for box in boxes if int(box[0]) == number]) if picture else None

    def _page(self, number: int) -> Image.Image | None:
        return _opened(self, number)

    def __hash__(self) -> int:
        return id(self)


@lru_cache(maxsize=4)
def _opened(data: ReportData, number: int) -> Image.Image | None:
    """Findings come gravest first, so neighbours share few pages: a small memory is enough."""
    content = data.page_picture(number)
    return Image.open(io.BytesIO(content)).convert("RGB") if content else None


def _cut(picture: Image.Image, boxes: list[list[float]]) -> bytes:
    scale = DPI / 72
    top = _quiet_row(picture, (min(box[2] for box in boxes) - MARGIN_POINTS) * scale)
    bottom = _quiet_row(picture, (max(box[4] for box in boxes) + MARGIN_POINTS) * scale)
    strip = picture.crop((0, top, picture.width, max(bottom, top + 1)))
    marks = Image.new("RGBA", strip.size, (0, 0, 0, 0))
    pen = ImageDraw.Draw(marks)
    for _, x0, y0, x1, y1 in boxes:
        corners = [x0 * scale - 2, y0 * scale - top - 2, x1 * scale + 2, y1 * scale - top + 2]
        pen.rectangle(corners, fill=_HIGHLIGHT)
        pen.line([corners[0], corners[3], corners[2], corners[3]], fill=_EDGE, width=2)
    marked = Image.alpha_composite(strip.convert("RGBA"), marks).convert("RGB")
    marked.thumbnail((1200, 1200))
    target = io.BytesIO()
    marked.quantize(64).save(target, "PNG", optimize=True)
    return target.getvalue()


def _quiet_row(picture: Image.Image, near: float) -> int:
    """The row with the least ink around ``near``, so that the cut goes between two lines."""
    reach = int(_SEEK_POINTS * DPI / 72)
    middle = min(max(int(near), 0), picture.height)
    first, last = max(middle - reach, 0), min(middle + reach, picture.height)
    rows = np.asarray(picture.crop((0, first, picture.width, last)).convert("L"))
    ink = (255 - rows.astype(np.int64)).sum(axis=1)
    quiet = np.flatnonzero(ink == ink.min()) + first
    return int(quiet[np.abs(quiet - middle).argmin()])
