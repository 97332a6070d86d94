"""The report as a web page, and the PDF printed from the same page."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any

import weasyprint
import weasyprint.urls
from jinja2 import Environment, FileSystemLoader, select_autoescape

from service.review.report.data import ReportData

_environment = Environment(
    loader=FileSystemLoader(Path(__file__).parent),
    autoescape=select_autoescape(["html"]),
    trim_blocks=True,
    lstrip_blocks=True,
)


def html(data: ReportData) -> bytes:
    """One self-contained page; every text of the contract is escaped."""
    return _page(data).encode()


def pdf(data: ReportData) -> bytes:
    """The page on A4, with embedded fonts; nothing is fetched."""
    nothing_outside = weasyprint.urls.URLFetcher(allowed_protocols={"data"})
    document = weasyprint.HTML(string=_page(data), url_fetcher=nothing_outside)
    printed: bytes = document.write_pdf()
    return printed


def _page(data: ReportData) -> str:
    return _environment.get_template("report.html").render(
        data=data, say=data.say, findings=[_with_crop(data, each) for each in data.standing()]
    )


def _with_crop(data: ReportData, finding: dict[str, Any]) -> dict[str, Any]:
    crop = data.crop(finding)
    picture = f"data:image/png;base64,{base64.b64encode(crop).decode()}" if crop else None
    return finding | {"crop": picture}
