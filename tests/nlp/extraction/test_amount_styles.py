"""Ways to state sums that are rarer than 合同总价 and "the total price"."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from nlp.document import Reading

Facts = Callable[[str], Reading]


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("船东投保船壳险，每次不低于80万元。", "cap"),
        ("The Owner insures the hull for at least USD 500,000.", "cap"),
        ("The Hirer pays a fine of USD 300 for each tow.", "penalty"),
        ("合同价为固定总价，含9%增值税，大写人民币壹佰万元整。", "total"),
        ("拖带按38元/次结算。", "unit_price"),
        ("The Lender grants a term loan of USD 90,000.", "loan_principal"),
        ("The hire is USD 52,000 in total.", "total"),
    ],
)
def test_tells_what_a_sum_is_for(facts_of: Facts, sentence: str, kind: str) -> None:
    assert {amount.kind for amount in facts_of(sentence).amounts} == {kind}


def test_a_table_may_name_its_currency_and_its_sums_in_the_head(facts_of: Facts) -> None:
    table = "Part\tPrice each (EUR)\tSum (EUR)\nWinch\t250.00\t500.00\nTotal\t\t500.00"
    amounts = [
        (a.currency, a.kind) for a in facts_of(f"The parts of the hire are:\n{table}").amounts
    ]
    assert amounts == [("EUR", "unit_price"), ("EUR", "line"), ("EUR", "total")]
