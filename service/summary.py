"""A reading in a few lines for a terminal, in the document's own language."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from service.kernel.locale import UiLanguage, say

_SHOWN = 12
_QUOTE = 60


def summarize(content: dict[str, Any]) -> str:
    """What the JSON says, for a person to skim; the JSON itself holds the whole."""
    language: UiLanguage = "en" if content["language"] == "en" else "zh"
    return "\n".join(_lines(content, language)) + "\n"


def _lines(content: dict[str, Any], language: UiLanguage) -> Iterator[str]:
    contract = content["contract"]
    yield f"{content['file']['name']}  ({len(content['pages'])} {say('summary.pages', language)})"
    yield f"  {contract['title'] or say('summary.untitled', language)}  " + " · ".join(
        part for part in (contract["number"], say(f"type.{contract['type']}", language)) if part
    )
    for name in ("parties", "amounts", "dates", "durations", "rates"):
        yield from _values(content, name, language)
    yield f"  {say('summary.clauses', language)}: {len(content['clauses'])}"
    yield from _findings(content, language)
    for warning in content["warnings"]:
        yield f"  ! {warning['message']}"


def _values(content: dict[str, Any], name: str, language: UiLanguage) -> Iterator[str]:
    items = content[name]
    if not items:
        return
    yield f"  {say(f'summary.{name}', language)}"
    for item in items[:_SHOWN]:
        label = item.get("role") or item["kind"]
        value = item.get("name") or " ".join(
            str(item[key]) for key in ("value", "currency") if item.get(key)
        )
        yield f"    {label}: {value}  〔{_short(item['quote'])}〕"
    if len(items) > _SHOWN:
        yield f"    … +{len(items) - _SHOWN}"


def _findings(content: dict[str, Any], language: UiLanguage) -> Iterator[str]:
    if "findings" not in content:
        return
    summary = content["summary"]
    yield "  " + " · ".join(
        f"{say(f'severity.{name}', language)} {summary[name]}" for name in ("high", "medium", "low")
    )
    for finding in content["findings"]:
        place = f"〔{_short(finding['quote'])}〕" if finding.get("quote") else ""
        severity = say(f"severity.{finding['severity']}", language)
        yield f"    [{severity}] {finding['title']} {place}"


def _short(quote: str) -> str:
    line = " ".join(quote.split())
    return line if len(line) <= _QUOTE else line[: _QUOTE - 1] + "…"
