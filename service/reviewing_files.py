"""Review files without a server, and write their report."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, cast, get_args

import click

from nlp.document import Reading, Stance
from nlp.pipeline import open_source
from nlp.reading_json import review_json
from nlp.risk import compare_positions, resolve_stance, review
from service.kernel.clock import today
from service.kernel.locale import UiLanguage
from service.kernel.settings import load_settings
from service.reading_files import files_at
from service.review.report import Format, ReportData, render
from service.review.report.data import DPI
from service.wiring import embedder, library, office_converter


def reviewed_json(
    reading: Reading, *, stance: Stance, party: str | None, language: UiLanguage | None
) -> dict[str, Any]:
    """The reading, its findings and positions; ``party`` decides the stance where it is named."""
    side = resolve_stance(reading, party) if party else stance
    findings = review(
        reading,
        library(),
        stance=side,
        party=party,
        language=language,
        embedder=embedder(load_settings().embedder),
    )
    positions = compare_positions(reading, library(), stance=side, party=party, language=language)
    return review_json(reading, findings, positions)


def write_report(
    content: dict[str, Any], paths: Sequence[Path], out: Path, language: UiLanguage | None
) -> None:
    """Write the report that ``out``'s ending names; raises ``click.UsageError`` for another."""
    ending = out.suffix.lstrip(".").lower()
    if ending not in get_args(Format):
        raise click.UsageError(f"--out: {out.suffix or out.name}? pdf, docx, xlsx, html or json")
    pictures = _pictures(paths)
    data = ReportData(
        card=_card(content),
        reading=content,
        findings=content["findings"],
        positions=content["positions"],
        page_picture=pictures.get,
        language=language or ("en" if content["language"] == "en" else "zh"),
        generated_on=today(),
    )
    out.write_bytes(render(data, cast(Format, ending)))


def _pictures(paths: Sequence[Path]) -> dict[int, bytes]:
    pictures: dict[int, bytes] = {}
    for file in (file for path in paths for file in files_at(path)):
        with closing(open_source(file.name, file.data, office_converter())) as source:
            for number in range(1, source.page_count + 1):
                pictures[len(pictures) + 1] = source.render_page(number, DPI)
    return pictures


def _card(content: dict[str, Any]) -> dict[str, Any]:
    """The contract card as far as the reading alone tells."""
    contract = content["contract"]
    total = next((item for item in content["amounts"] if item["kind"] == "total"), None)
    signed = next((item for item in content["dates"] if item["kind"] == "signed"), None)
    return {
        "title": contract["title"] or content["file"]["name"],
        "number": contract["number"],
        "type": contract["type"],
        "status": "draft",
        "stance": next((f["stance"] for f in content["findings"]), "neutral"),
        "party_names": [party["name"] for party in content["parties"]],
        "amount": total["value"] if total else None,
        "currency": total["currency"] if total else None,
        "signed_on": signed["value"] if signed else None,
    }
