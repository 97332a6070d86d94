"""The review as a whole: stance, merging, order, doubt, missing clauses, and laws for any text."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.document import Reading
from nlp.risk import LibraryError, parse_library, resolve_stance, review
from tests.nlp.risk.readings import amount, rate, reading_of

FOLDER = Path(__file__).resolve().parents[3] / "fixtures" / "library"
LIBRARY = parse_library(
    {str(path.relative_to(FOLDER)): path.read_text("utf-8") for path in FOLDER.rglob("*.yaml")}
)
PARTIES = [("甲方", "buyer", "云岭设备有限公司"), ("乙方", "seller", "海川科技有限公司")]
HEAD = "甲方：云岭设备有限公司\n乙方：海川科技有限公司\n"


def kinds(reading: Reading, **options: object) -> set[str]:
    return {finding.kind for finding in review(reading, LIBRARY, **options)}  # type: ignore[arg-type]


# --- whose risk it is ----------------------------------------------------------------------------


def termination() -> Reading:
    return reading_of(f"{HEAD}甲方有权随时解除本合同。", parties=PARTIES)


def test_a_one_sided_right_is_a_risk_for_the_other_side_only() -> None:
    assert "unilateral_termination" in kinds(termination(), stance="seller")
    assert "unilateral_termination" not in kinds(termination(), stance="buyer")
    assert "unilateral_termination" in kinds(termination())


def test_the_party_named_decides_the_stance() -> None:
    assert "unilateral_termination" in kinds(termination(), party="乙方")
    assert "unilateral_termination" not in kinds(termination(), party="云岭设备")


@pytest.mark.parametrize(
    ("party", "stance"),
    [
        ("甲方", "buyer"),
        ("乙方", "seller"),
        ("海川科技有限公司", "seller"),
        ("海川科技", "seller"),
        ("承租人", "buyer"),
        ("丁方", "neutral"),
        ("", "neutral"),
        (None, "neutral"),
    ],
)
def test_a_side_is_found_by_role_or_name(party: str | None, stance: str) -> None:
    assert resolve_stance(termination(), party) == stance


def test_severity_follows_the_stance() -> None:
    reading = reading_of("合同签订后3日内，买方一次性支付全部合同价款。")
    buyer = review(reading, LIBRARY, stance="buyer")
    neutral = review(reading, LIBRARY)
    assert [one.severity for one in buyer if one.kind == "prepay_full"] == ["high"]
    assert [one.severity for one in neutral if one.kind == "prepay_full"] == ["medium"]
    assert "prepay_full" not in kinds(reading, stance="seller")


# --- one fault, one finding ----------------------------------------------------------------------


def test_rules_of_one_subject_on_one_sentence_merge_into_the_gravest() -> None:
    reading = reading_of(
        "买方逾期付款的，每日按应付款的千分之五支付违约金。",
        rates=[rate("late_payment_penalty", "0.005", "千分之五", per="day")],
    )
    found = [one for one in review(reading, LIBRARY) if one.kind.startswith("penalty_")]
    assert [(one.kind, one.severity) for one in found] == [("penalty_daily", "medium")]


def test_findings_come_gravest_first_and_are_numbered_in_that_order() -> None:
    reading = reading_of(
        "价格待定。\n甲方概不负责。\n合同总价为100万元，定金为合同总价的50%。",
        amounts=[amount("total", "1000000", "100万元")],
    )
    findings = review(reading, LIBRARY)
    order = ["high", "medium", "low"]
    ranks = [order.index(one.severity) for one in findings]
    assert ranks == sorted(ranks)
    assert [one.id for one in findings] == [f"f{number + 1}" for number in range(len(findings))]


def test_characters_read_with_doubt_make_no_finding() -> None:
    text = "买方应于合同签订后3日内一次性支付全部合同价款。"
    assert "prepay_full" in kinds(reading_of(text))
    assert "prepay_full" not in kinds(reading_of(text, confidence=0.5))


def test_a_bilingual_contract_tells_a_fault_once() -> None:
    reading = reading_of(
        "甲方有权随时解除本合同，且不承担任何违约责任，并无需说明理由。\n"
        "The Buyer may terminate this Agreement at any time for convenience without liability."
    )
    assert reading.language == "zh-en"
    found = [one for one in review(reading, LIBRARY) if one.kind == "unilateral_termination"]
    assert [one.rule for one in found] == ["zh.termination.unilateral"]


# --- words ---------------------------------------------------------------------------------------


def test_words_come_in_the_language_of_the_report_and_text_in_that_of_the_contract() -> None:
    reading = reading_of("合同签订后3日内，买方一次性支付全部合同价款。")
    (finding,) = [
        one for one in review(reading, LIBRARY, language="en") if one.kind == "prepay_full"
    ]
    assert finding.title.isascii()
    assert finding.suggested_text is not None
    assert finding.suggested_text.startswith("合同签订后")
    assert finding.basis is not None
    assert "art. 526" in finding.basis


def test_a_long_sentence_is_quoted_about_the_deciding_words() -> None:
    text = f"{'经过充分沟通，' * 60}甲方有权随时解除本合同，{'并告知同事，' * 60}特此约定。"
    (finding,) = [
        one for one in review(reading_of(text), LIBRARY) if one.kind == "unilateral_termination"
    ]
    assert finding.at is not None
    assert len(finding.at.quote) <= 300
    assert "甲方有权随时解除" in finding.at.quote


# --- missing clauses -----------------------------------------------------------------------------

OUTLINE = [
    ("第一条", "subject", "标的"),
    ("第二条", "price", "价款"),
    ("第三条", "payment", "付款"),
    ("第四条", "delivery", "交货"),
    ("第五条", "quality", "质量"),
]
FILLER = "卖方向买方供应设备一批，型号、规格和数量见价格表，双方另有安排的从其安排。" * 4


def supply(last: str = "质量") -> Reading:
    body = "\n".join(
        f"{number}{heading}\n{FILLER}"
        for number, _, heading in [*OUTLINE[:-1], ("第五条", "", last)]
    )
    outline = [*OUTLINE[:-1], ("第五条", "quality", last)]
    return reading_of(f"{HEAD}{body}", outline=outline, parties=PARTIES)


def test_a_clause_that_is_nowhere_is_missing_with_the_nearest_passages() -> None:
    (finding,) = [one for one in review(supply(), LIBRARY) if one.kind == "missing_liability"]
    assert finding.missing
    assert finding.at is None
    assert len(finding.nearest) == 3
    scores = [near.score for near in finding.nearest]
    assert scores == sorted(scores, reverse=True)
    text = supply().document.text
    assert all(near.quote in text for near in finding.nearest)


def test_a_hint_anywhere_in_the_text_means_not_missing() -> None:
    assert "missing_liability" not in kinds(supply("质量\n不合格的，卖方应赔偿损失。"))


def test_a_text_too_short_to_tell_is_not_accused_of_gaps() -> None:
    assert not {
        kind for kind in kinds(reading_of("买方向卖方买货。")) if kind.startswith("missing")
    }


def test_an_embedder_decides_what_is_nearest_where_there_is_one() -> None:
    class Fake:
        name = "fake"
        dimensions = 2

        def embed(self, texts):  # type: ignore[no-untyped-def]
            return np.array(
                [
                    [1.0, 0.0] if "质量" in text or i == 0 else [0.0, 1.0]
                    for i, text in enumerate(texts)
                ],
                dtype=np.float32,
            )

    found = review(supply(), LIBRARY, embedder=Fake())
    (finding,) = [one for one in found if one.kind == "missing_liability"]
    assert finding.nearest[0].clause == "c5"


# --- for any text --------------------------------------------------------------------------------

WORDS = st.sampled_from(
    [
        "甲方",
        "乙方",
        "有权",
        "随时",
        "解除",
        "本合同",
        "。",
        "\n",
        "违约金",
        "30%",
        "____",
        "第三条",
        "附件一",
        "定金",
        "仲裁",
        "法院",
        "\t",
        "Section 9",
        "shall",
        "𠮷",
        "，",
        "不承担任何责任",
        "年  月  日",
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS | st.text(max_size=12), max_size=40))
def test_a_review_never_fails_and_every_quote_is_verbatim(parts: list[str]) -> None:
    reading = reading_of("".join(parts), outline=(), parties=())
    for finding in review(reading, LIBRARY):
        for evidence in (finding.at, *finding.evidence):
            if evidence is not None:
                assert reading.document.text[evidence.start : evidence.end] == evidence.quote
                assert len(evidence.quote) <= 300
        assert finding.at is not None
        assert finding.at.quote


# --- a library that is wrong ---------------------------------------------------------------------

RULE = """
version: "1"
language: zh
rules:
  - id: zh.a.b
    kind: a
    severity: high
    title: {{zh: 题, en: title}}
    reason: {{zh: 因, en: reason}}
    advice: {{zh: 议, en: advice}}
    basis: {basis}
    when: {when}
    tests: {{must_fire: [甲], must_not_fire: [乙]}}
"""


@pytest.mark.parametrize(
    ("basis", "when", "told"),
    [
        ("null", "{any: ['(甲']}", "missing )"),
        ("null", "{}", "needs phrases or facts"),
        ("null", "{any: [甲], clauses: [nonsense]}", "unknown clause kinds"),
        ("{law: x}", "{any: [甲]}", "unknown law"),
        ("{law: x, article: 5}", "{any: [甲]}", "go together"),
        ("null", "{any: [甲], code: import os}", "line 12: zh.a.b › when › code: Extra inputs"),
        ("null", "{any: ['甲*']}", "matches an empty text"),
    ],
)
def test_a_wrong_rule_is_refused_by_name(basis: str, when: str, told: str) -> None:
    with pytest.raises(LibraryError) as refused:
        parse_library({"zh/wrong.yaml": RULE.format(basis=basis, when=when)})
    assert "zh/wrong.yaml" in str(refused.value)
    assert "zh.a.b" in str(refused.value)
    assert told in str(refused.value)


def test_an_article_of_a_law_without_a_text_is_refused() -> None:
    law = "version: '1'\nlaws:\n  - {id: x, title: {zh: 法, en: law}, checked: 2026-01-01}\n"
    basis = "{law: x, article: 5, excerpt: 一二三四五六七八九十一二}"
    with pytest.raises(LibraryError, match="whose text is"):
        parse_library([law, RULE.format(basis=basis, when="{any: [甲]}")])
