"""The comparison report: a page to read, the PDF printed from it, and the redline."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

import weasyprint
import weasyprint.urls
from jinja2 import Environment, FileSystemLoader, select_autoescape

from nlp.compare import Comparison
from nlp.compare.redline import RedLine, lines_of, pieces_of
from service.comparison.redline import Author, docx
from service.kernel.locale import UiLanguage, say

Format = Literal["docx", "pdf", "html", "json"]
MEDIA_TYPES: dict[Format, str] = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "html": "text/html; charset=utf-8",
    "json": "application/json",
}
_MOST_ROWS = 400
"""Changed paragraphs set side by side; the redline holds them all."""
_LONGEST_QUOTE = 400

_environment = Environment(
    loader=FileSystemLoader(Path(__file__).parent),
    autoescape=select_autoescape(["html"]),
    trim_blocks=True,
    lstrip_blocks=True,
)


@dataclass(frozen=True)
class CompareReport:
    """What a report is made from. ``content`` is the comparison's JSON, ``author`` who asked."""

    comparison: Comparison
    content: dict[str, Any]
    language: UiLanguage
    author: str
    at: datetime
    only_substantive: bool = False

    def say(self, key: str, **params: Any) -> str:
        """Words in the report's language."""
        return say(f"compare.{key}", self.language, **params)

    def shown(self, cls: str) -> list[dict[str, Any]]:
        """The changes of one class, quotes cut to a readable length."""
        return [
            change | {side: _short(change[side]) for side in ("old", "new")}
            for change in self.content["changes"]
            if change["class"] == cls
        ]

    def silent(self) -> list[dict[str, Any]]:
        """The substantive changes of a returned Word file that bear no revision mark."""
        found = self.content.get("silent") or {"changes": []}
        return [
            change | {side: _short(change[side]) for side in ("old", "new")}
            for change in found["changes"]
            if change["class"] == "substantive"
        ]

    def rows(self) -> list[RedLine | int]:
        """Paragraphs that differ, and in between how many are the same."""
        return list(self._rows())

    def _rows(self) -> Iterator[RedLine | int]:
        same = shown = 0
        for line in lines_of(pieces_of(self.comparison)):
            if line.is_same or (self.only_substantive and not _in_words(line)):
                same += bool(line.side("deleted").strip())
                continue
            if not any(piece.text.strip() for piece in line.pieces):
                continue
            if same:
                yield same
                same = 0
            shown += 1
            if shown > _MOST_ROWS:
                return
            yield line
        if same:
            yield same


def render(report: CompareReport, format: Format) -> bytes:
    """The report in one format."""
    if format == "json":
        return json.dumps(report.content, ensure_ascii=False, indent=1).encode()
    if format == "docx":
        heading = f"{report.content['old']['name']} → {report.content['new']['name']}"
        lines = lines_of(pieces_of(report.comparison))
        return docx(lines, Author(report.author, report.at), heading)
    page = _environment.get_template("report.html").render(
        report=report, say=report.say, content=report.content
    )
    if format == "html":
        return page.encode()
    nothing_outside = weasyprint.urls.URLFetcher(allowed_protocols={"data"})
    printed: bytes = weasyprint.HTML(string=page, url_fetcher=nothing_outside).write_pdf()
    return printed


def _in_words(line: RedLine) -> bool:
    """Whether letters or figures differ, not marks and blanks alone."""
    return any(
        piece.state != "same" and any(each.isalnum() or each in "%‰" for each in piece.text)
        for piece in line.pieces
    )


def _short(span: dict[str, Any] | None) -> dict[str, Any] | None:
    if span is None or len(span["quote"]) <= _LONGEST_QUOTE:
        return span
    half = _LONGEST_QUOTE // 2
    quote = span["quote"]
    return span | {"quote": f"{quote[:half]} … {quote[-half:]}"}
