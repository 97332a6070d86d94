"""The published list of finding kinds, written from the library."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from nlp.document import Stance
from nlp.risk.library import Library, Rule

_CATEGORIES = {
    "check": "Mechanical checks 机械检查",
    "risk": "Risks 风险条款",
    "missing": "Missing clauses 缺失条款",
    "deviation": "Deviations 偏离",
}
_HEAD = """# Finding kinds 审查结果种类

Written from `fixtures/library` by `python -m tests.fixtures.rules_page`; a test fails where it
drifts. Kinds stay; rules may be added to a kind, and kinds may be added.
由 `fixtures/library` 生成；种类名称保持稳定，只增不改。

Severity: one word for every stance, or buyer / seller / neutral (– = not reported).
"""


def rules_page(library: Library) -> str:
    """The page as Markdown: every kind with its meaning, severity, languages, rules and basis."""
    parts = [_HEAD]
    for category, title in _CATEGORIES.items():
        rules = [rule for rule in library.rules if rule.category == category]
        if rules:
            parts.append(f"## {title}\n\n{_table(rules, library)}")
    return "\n".join(parts)


def _table(rules: Iterable[Rule], library: Library) -> str:
    lines = [
        "| kind | 含义 | meaning | severity | rules | basis |",
        "|---|---|---|---|---|---|",
    ]
    ordered = sorted(rules, key=lambda rule: (rule.kind, rule.language != "zh", rule.id))
    for kind, group in groupby(ordered, key=lambda rule: rule.kind):
        same = list(group)
        bases = dict.fromkeys(
            words for rule in same if (words := library.basis_words(rule.basis, "zh"))
        )
        cells = (
            f"`{kind}`",
            same[0].title.zh,
            same[0].title.en,
            _severity(same[0]),
            "<br>".join(f"`{rule.id}`" for rule in same),
            "<br>".join(bases) or "–",
        )
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def _severity(rule: Rule) -> str:
    if not isinstance(rule.severity, dict):
        return rule.severity
    stances: tuple[Stance, ...] = ("buyer", "seller", "neutral")
    return " / ".join(rule.severity_for(stance) or "–" for stance in stances)
