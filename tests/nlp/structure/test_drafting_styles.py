"""Ways to number and head clauses that are rarer than 第X条, 1.1 and Article I."""

from __future__ import annotations

import pytest

from tests.nlp.structure.reading import outline, read


def text(*lines: str) -> str:
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            ("Clause One. The Lessor lets the barge.", "Clause Two. The Lessee pays the hire."),
            ["Clause One", "Clause Two"],
        ),
        (("FIRST. The barge is let.", "SECOND. The hire is paid."), ["FIRST", "SECOND"]),
        (("Art. 1 Object", "1) A barge.", "Art. 2 Hire"), ["Art. 1", "  1)", "Art. 2"]),
        (
            ("PART A: HIRE", "A1 The hire is weekly.", "A2 It bears tax.", "PART B: USE"),
            ["PART A", "  A1", "  A2", "PART B"],
        ),
        (
            ("I) Object", "I.1) A barge is let.", "II) Hire", "II.1) It is due weekly."),
            ["I)", "  I.1", "II)", "  II.1"],
        ),
        (
            ("1. HIRE", "1(a) It is due weekly.", "1(b) It bears tax.", "2. USE", "2(a) No sand."),
            ["1", "  1(a)", "  1(b)", "2", "  2(a)"],
        ),
        (
            ("1.00  HIRE", "1.01  It is due weekly.", "2.00  USE", "2.01  No sand is carried."),
            ["1.00", "  1.01", "2.00", "  2.01"],
        ),
        (
            ("1. Hire", "1:1 It is due weekly.", "2. Use", "2:1 No sand."),
            ["1", "  1:1", "2", "  2:1"],
        ),
        (("1 - Hire: It is due weekly.", "2 - Use: No sand."), ["1", "2"]),
        (
            ("一、租金", "〈1〉按周支付。", "〈2〉含税。", "二、用途", "〈1〉不得装砂。"),
            ["一", "  〈1〉", "  〈2〉", "二", "  〈1〉"],
        ),
        (("A. 租金", "A1 按周支付。", "B. 用途", "B1 不得装砂。"), ["A", "  A1", "B", "  B1"]),
    ],
)
def test_numbers_of_rarer_styles_open_clauses(lines: tuple[str, ...], expected: list[str]) -> None:
    assert outline(read(text(*lines))) == expected


def test_a_number_printed_twice_is_two_clauses_though_the_next_is_missing() -> None:
    lines = (
        "4. 要求。干净。",
        "5. 数量。足够。",
        "6. 外发。不得。",
        "6. 丢损。赔。",
        "8. 争议。仲裁。",
    )
    assert outline(read(text(*lines))) == ["4", "5", "6", "6", "8"]


@pytest.mark.parametrize("paper", ["A4 paper is used for all notices.", "B2B sales are excluded."])
def test_a_letter_and_a_digit_that_continue_nothing_are_no_clause(paper: str) -> None:
    assert outline(read(text("1. Notices are written.", paper, "2. They are sent."))) == ["1", "2"]


def test_a_contract_without_numbers_is_divided_by_its_capital_headings() -> None:
    contract = text(
        "BARGE HIRE AGREEMENT",
        "This agreement is between Alder Quays Ltd and Bram Freight Ltd, who both sign it below.",
        "TERM",
        "The hire lasts for ten weeks from delivery of the barge.",
        "PAYMENT",
        "The hire is paid every week in advance to the owner's account.",
        "NOTICES",
        "Notices are written and are left on board with the master.",
    )
    assert outline(read(contract)) == ["TERM", "PAYMENT", "NOTICES"]


def test_bullets_mark_headings() -> None:
    lines = (
        "■ 期限",
        "自签字之日起十周。",
        "■ 付款",
        "租金每周预付到账户。",
        "■ 保密",
        "双方对价格保密。",
    )
    assert outline(read(text(*lines))) == ["期限", "付款", "保密"]


def test_headings_may_open_the_paragraphs_of_a_letter() -> None:
    letter = text(
        "Dear Bram",
        "We offer you the hire of our barge on these terms.",
        "Term. The hire lasts for ten weeks.",
        "Payment. You pay every week in advance.",
        "Insurance. We insure the hull and you insure the cargo.",
        "Notices. Letters are left on board.",
    )
    assert [c.heading for c in read(letter).clauses] == ["Term", "Payment", "Insurance", "Notices"]


def test_numbered_parties_below_between_are_no_clauses() -> None:
    contract = text(
        "THIS AGREEMENT is made BETWEEN:",
        '(1) Alder Quays Limited, a company (the "Owner"); and',
        '(2) Bram Freight Limited, a company (the "Hirer").',
        "1. Hire",
        "The Owner lets the barge.",
        "2. Term",
        "Ten weeks.",
    )
    assert outline(read(contract)) == ["1", "2"]


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("OFFER OF EMPLOYMENT", "employment"),
        ("SERVICES ORDER FORM", "service"),
        ("BRIDGE REPAIR WORKS CONTRACT", "construction"),
        ("SOFTWARE-AS-A-SERVICE AGREEMENT", "saas"),
        ("职工班车包车合同", "transport"),
    ],
)
def test_titles_tell_the_type(title: str, kind: str) -> None:
    first = text(title, "1. First", "Words of the first clause.")
    assert read(first, centered=[title], bold=[title]).contract.type == kind


def test_a_title_on_two_lines_tells_its_type_as_a_whole() -> None:
    first = text("NON-COMPETITION AGREEMENT", "AMENDMENT NO. 1", "1. First", "Words of it.")
    both = ["NON-COMPETITION AGREEMENT", "AMENDMENT NO. 1"]
    assert read(first, centered=both, bold=both).contract.type == "amendment"
