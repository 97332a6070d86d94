"""What a clause is about."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from nlp.ports import Tools
from nlp.structure.kind_cues import EN_CUES, ZH_CUES
from nlp.structure.kind_examples import EXAMPLES
from nlp.structure.kind_headings import EN_HEADINGS, ZH_HEADINGS
from nlp.vocabulary import CLAUSE_KINDS
from tests.nlp.structure.reading import clause_with, read


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("违约责任", "liability"),
        ("争议解决方式", "dispute_resolution"),
        ("不可抗力", "force_majeure"),
        ("付款方式及期限", "payment"),
        ("合同价款", "price"),
        ("租金标准", "price"),
        ("租赁期限", "term"),
        ("保修责任", "warranty"),
        ("保密条款", "confidentiality"),
        ("知识产权", "intellectual_property"),
        ("通知与送达", "notices"),
        ("合同的解除", "termination"),
        ("合同附件", "annexes"),
        ("适用法律", "governing_law"),
        ("Limitation of Liability", "limitation_of_liability"),
        ("Governing Law", "governing_law"),
        ("Entire Agreement", "entire_agreement"),
        ("Successors and Assigns", "assignment"),
        ("Term and Termination", "termination"),
        ("Miscellaneous", "other"),
    ],
)
def test_the_heading_names_the_kind(heading: str, kind: str) -> None:
    clause = read(f"第一条 {heading}\n另行约定。").clauses[0]
    assert clause.kind == kind
    assert clause.kind_confidence >= 0.75


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("双方发生争议的，提交北京仲裁委员会仲裁。", "dispute_resolution"),
        ("接收方不得向第三方披露商业秘密，负有保密义务。", "confidentiality"),
        ("因地震等不能预见的不可抗力不能履行的，免除责任。", "force_majeure"),
        ("This Agreement shall be governed by the laws of the State of New York.", "governing_law"),
        ("本合同一式四份，双方各执两份，具有同等法律效力。", "counterparts"),
        ("租赁期限自2026年1月1日起至2027年12月31日止。", "term"),
    ],
)
def test_without_a_heading_the_words_tell(text: str, kind: str) -> None:
    clause = read(f"第一条 {text}").clauses[0]
    assert clause.heading is None
    assert clause.kind == kind
    assert clause.kind_confidence < 0.9


def test_an_item_with_nothing_of_its_own_takes_its_parents_kind_less_surely() -> None:
    reading = read("第一条 保密\n1.1 甲方人员。\n1.2 乙方人员。")
    parent, child = clause_with(reading, "第一条"), clause_with(reading, "1.1")
    assert child.kind == parent.kind == "confidentiality"
    assert child.kind_confidence < parent.kind_confidence


def test_a_clause_that_tells_nothing_is_other_without_confidence() -> None:
    clause = read("第一条 天气很好，风和日丽，万里无云。").clauses[0]
    assert (clause.kind, clause.kind_confidence) == ("other", 0.0)


class _OneKind:
    """An embedder for which every text but other kinds' examples means the wanted kind."""

    name = "one-kind"
    dimensions = 2

    def __init__(self, kind: str) -> None:
        self._near = {kind.replace("_", " "), *EXAMPLES[kind]}
        self._far = {
            text
            for name, examples in EXAMPLES.items()
            if name != kind
            for text in (name.replace("_", " "), *examples)
        }

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        rows = [(0.0, 1.0) if text in self._far else (1.0, 0.0) for text in texts]
        return np.asarray(rows, dtype=np.float32)


def test_where_words_are_silent_the_nearest_meaning_decides() -> None:
    tools = Tools(embedder=_OneKind("audit"))
    clause = read("第一条 天气很好，风和日丽，万里无云。", tools=tools).clauses[0]
    assert clause.kind == "audit"
    assert 0 < clause.kind_confidence <= 0.85


def test_every_kind_named_stands_in_the_vocabulary() -> None:
    named = {kind for kind, _ in (*ZH_HEADINGS, *EN_HEADINGS)} | {
        kind for kind, _, _ in (*ZH_CUES, *EN_CUES)
    }
    assert named | set(EXAMPLES) <= CLAUSE_KINDS


def test_every_kind_but_other_has_examples() -> None:
    assert set(EXAMPLES) == CLAUSE_KINDS - {"other"}
