"""Compare two files without a server: what ``jianqi compare`` does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast, get_args

import click

from nlp.compare import Comparison, compare, version_of
from nlp.compare.compare_json import comparison_to_json, silent_to_json
from nlp.compare.tracked import count_tracked, rejected
from nlp.document import Reading
from service.comparison.report import CompareReport, Format, render
from service.kernel.clock import now
from service.kernel.locale import UiLanguage, say
from service.reading_files import NamedFile

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_QUOTE = 60

Read = Callable[[Sequence[NamedFile]], Reading]


@dataclass(frozen=True)
class Compared:
    """A comparison, its JSON, and the language of the new version."""

    comparison: Comparison
    content: dict[str, Any]
    language: UiLanguage


def compare_files(old: Sequence[NamedFile], new: Sequence[NamedFile], read: Read) -> Compared:
    """Compare two documents, each one file or several that are its pages.

    Changes that a returned Word file's revision marks do not tell are ``silent``. Raises
    ``UnreadableFile``.
    """
    before, after = version_of(read(old)), read(new)
    comparison = compare(before, version_of(after))
    content = comparison_to_json(comparison)
    content["silent"] = None
    if after.file.media_type == _WORD and len(new) == 1:
        tracked, unmarked = count_tracked(new[0].data), comparison
        if tracked:
            as_sent = NamedFile(new[0].name, rejected(new[0].data))
            unmarked = compare(before, version_of(read([as_sent])))
        content["silent"] = silent_to_json(unmarked, tracked)
    return Compared(comparison, content, "en" if after.language == "en" else "zh")


def write_comparison(compared: Compared, out: Path, *, only_substantive: bool) -> None:
    """Write the report that ``out``'s ending names; raises ``click.UsageError`` for another."""
    ending = out.suffix.lstrip(".").lower()
    if ending not in get_args(Format):
        raise click.UsageError(f"--out: {out.suffix or out.name}? docx, pdf, html or json")
    report = CompareReport(
        comparison=compared.comparison,
        content=compared.content,
        language=compared.language,
        author="鉴契" if compared.language == "zh" else "Jianqi",
        at=now(),
        only_substantive=only_substantive,
    )
    out.write_bytes(render(report, cast(Format, ending)))


def comparison_lines(compared: Compared, *, only_substantive: bool) -> str:
    """The changes for a person to skim."""
    content, language = compared.content, compared.language
    lines = [
        f"{content['old']['name']} → {content['new']['name']}",
        " · ".join(
            f"{say(f'compare.{name}', language)} {content['summary'][name]}"
            for name in ("substantive", "format", "doubt")
        ),
    ]
    silent = content["silent"]
    if silent and silent["tracked"] and silent["substantive"]:
        lines.append("! " + say("compare.silent_title", language, count=silent["substantive"]))
    for change in content["changes"]:
        if only_substantive and change["class"] != "substantive":
            continue
        kinds = dict.fromkeys(token["kind"] for token in change["tokens"])
        labels = [say(f"compare.type_{change['type']}", language)]
        labels += [say(f"compare.token_{kind}", language) for kind in kinds]
        labels += [say("compare.doubt", language)] if change["doubt"] else []
        place = change["new_clause"] if change["new"] else change["old_clause"]
        old, new = (_short(change[side]) for side in ("old", "new"))
        lines.append(f"  [{' '.join(labels)}] {place}  {old} → {new}")
    return "\n".join(lines)


def _short(span: dict[str, Any] | None) -> str:
    line = " ".join(span["quote"].split()) if span else "∅"
    return line if len(line) <= _QUOTE else line[: _QUOTE - 1] + "…"
