"""What tables hold."""

from __future__ import annotations

import pytest

from tests.nlp.structure.reading import read


@pytest.mark.parametrize(
    ("rows", "kind"),
    [
        ("序号\t名称\t数量\t单价\t金额\n1\t水泵\t2\t100\t200", "price"),
        ("Item\tQuantity\tUnit price\tAmount\nPump\t2\t100\t200", "price"),
        ("期次\t付款条件\t金额\n预付款\t签订后\t100\n尾款\t验收后\t100", "payment_plan"),
        ("Milestone\tPayment\nAdvance\t30%\nBalance\t70%", "payment_plan"),
        ("姓名\t电话\n张三\t123", "other"),
    ],
)
def test_header_and_cells_tell_the_kind(rows: str, kind: str) -> None:
    (table,) = read(f"第一条 表\n{rows}\n第二条 其他").document.tables
    assert table.kind == kind
