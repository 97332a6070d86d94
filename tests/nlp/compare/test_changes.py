"""What counts as a change, of which kind, and of what it is told."""

from __future__ import annotations

import time

import pytest

from nlp.compare import compare
from tests.nlp.compare.texts import OLD, between, only, quotes, version


def test_the_same_text_has_no_changes() -> None:
    assert between(OLD, OLD).changes == ()


@pytest.mark.parametrize(
    ("old", "new", "kind", "told"),
    [
        ("人民币壹佰万元整", "人民币壹佰贰拾万元整", "amount", None),
        ("1,200.00", "1,700.00", "amount", None),
        ("2026年3月1日", "2026年3月7日", "date", None),
        ("6222021001116245702", "6222021001116245762", "account", None),
        ("苏州云帆机械有限公司", "苏州云航机械有限公司", "name", None),
        ("甲方所在地", "乙方所在地", "name", ("甲方", "乙方")),
        ("乙方不得迟延", "乙方得迟延", "negation", None),
        ("水泵10台", "水泵12台", "number", ("10", "12")),
        ("0.5‰", "0.5%", "number", None),
        ("30%", "35%", "number", None),
        ("保密，未经", "公开，未经", "word", ("保密", "公开")),
    ],
)
def test_one_altered_value_is_one_change_of_substance(
    old: str, new: str, kind: str, told: tuple[str, str] | None
) -> None:
    change = only(between(OLD, OLD.replace(old, new)))
    assert (change.type, change.cls) == ("changed", "substantive")
    assert change.tokens[0].kind == kind
    if told:
        assert quotes(change) == told


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("人民币壹佰万元整", "人民币1,000,000.00元"),
        ("2026年3月1日", "二〇二六年三月一日"),
        ("0.5‰", "万分之五"),
        ("购买水泵10台", "購買水泵１０台"),
        ("，未经", ",未经"),
    ],
)
def test_another_spelling_of_the_same_is_a_matter_of_form(old: str, new: str) -> None:
    comparison = between(OLD, OLD.replace(old, new))
    assert comparison.changes
    assert comparison.substantive == ()


def test_blanks_and_line_breaks_are_no_change_at_all() -> None:
    new = OLD.replace("。甲方", "。\n甲方").replace("　", "  ")
    new = new.replace("6222021001116245702", "6222 0210 0111 6245 702")
    assert between(OLD, new).changes == ()


def test_figures_that_slip_from_one_cell_into_the_next_are_a_change_of_substance() -> None:
    assert between("甲\t12\t3\n乙", "甲\t1\t23\n乙").substantive


def test_every_cell_of_a_row_is_told_apart() -> None:
    new = OLD.replace("1\t水泵\t1,200.00\t5", "1\t水泵\t1,300.00\t8")
    assert [quotes(change) for change in between(OLD, new).changes] == [
        ("1,200.00", "1,300.00"),
        ("5", "8"),
    ]


def test_a_deleted_clause_is_told_whole_with_its_number() -> None:
    clause = "第四条　保密\n双方应对本合同内容予以保密，未经对方书面同意，不得向第三方披露。"
    change = only(between(OLD, OLD.replace(clause + "\n", "")))
    assert (change.type, change.cls) == ("deleted", "substantive")
    assert quotes(change) == (clause, None)
    assert change.new_place is not None


def test_an_added_clause_is_told_whole() -> None:
    clause = "第六条　转让\n乙方可以将本合同的权利转让给任何第三方。"
    new = OLD.replace("\n序号", f"\n{clause}\n序号")
    change = only(between(OLD, new))
    assert (change.type, quotes(change)) == ("added", (None, clause))


def test_a_moved_clause_is_neither_deleted_nor_added() -> None:
    clause = "双方应对本合同内容予以保密，未经对方书面同意，不得向第三方披露。\n"
    new = OLD.replace(clause, "").replace("第二条　价款\n", f"第二条　价款\n{clause}")
    change = only(between(OLD, new))
    assert (change.type, quotes(change)) == ("moved", (clause.strip(), clause.strip()))


def test_a_figure_changed_within_a_moved_clause_is_found() -> None:
    clause = "合同总价为人民币壹佰万元整。甲方应于2026年3月1日前支付30%。\n"
    new = OLD.replace(clause, "").replace("第五条　争议\n", "第五条　争议\n" + clause)
    changes = between(OLD, new.replace("30%", "80%")).changes
    assert [change.type for change in changes] == ["changed", "moved"]
    assert quotes(changes[0]) == ("30%", "80%")


def test_sentences_that_change_places_are_moved() -> None:
    first, second = "乙方不得迟延交付。", "逾期的，每日按合同总价的0.5‰支付违约金。"
    change = only(between(OLD, OLD.replace(first + second, second + first)))
    assert change.type == "moved"


def test_renumbered_clauses_are_told_as_such_and_are_a_matter_of_form() -> None:
    new = OLD.replace("第三条", "第四条").replace("第四条　保密", "第五条　保密")
    changes = between(OLD, new).changes
    assert {(change.type, change.cls) for change in changes} == {("renumbered", "format")}


def test_a_reference_that_follows_the_renumbering_is_a_matter_of_form() -> None:
    new = OLD.replace("第五条", "第六条").replace("第四条", "第五条")
    assert between(OLD, new).substantive == ()


def test_a_reference_that_points_to_another_clause_is_a_change_of_substance() -> None:
    change = only(between(OLD, OLD.replace("依第四条", "依第三条")))
    assert (change.cls, quotes(change)) == ("substantive", ("第四条", "第三条"))


def test_a_clause_split_in_two_is_still_the_same_text() -> None:
    new = OLD.replace("。甲方应于", "。\n第三条　甲方应于").replace("第三条　交付", "第四条　交付")
    assert between(OLD, new).substantive == ()


def test_an_english_negation_is_found_and_told_with_the_word_beside_it() -> None:
    old = "The Supplier shall not assign this Agreement to any third party."
    change = only(between(old, old.replace("shall not assign", "shall assign")))
    assert change.tokens[0].kind == "negation"


def test_the_gravest_changes_come_first() -> None:
    new = (
        OLD.replace("保密，未经", "公开，未经")
        .replace("水泵10台", "水泵12台")
        .replace("壹佰万元整", "壹佰贰拾万元整")
        .replace("，逾期", ",逾期")
    )
    kinds = [change.tokens[0].kind for change in between(OLD, new).substantive]
    assert kinds == ["amount", "number", "word"]


def test_a_doubtful_word_of_a_scan_is_marked_and_not_hidden() -> None:
    new = OLD.replace("30%", "80%")
    change = only(compare(version(OLD), version(new, scanned=True, doubtful="80%")))
    assert (change.cls, change.doubt) == ("substantive", True)


def test_a_figure_that_a_scan_shows_clearly_is_not_doubted() -> None:
    new = OLD.replace("30%", "80%")
    assert not only(compare(version(OLD), version(new, scanned=True))).doubt


def test_a_character_taken_for_its_look_alike_is_doubted() -> None:
    new = OLD.replace("未经对方", "末经对方")
    assert only(compare(version(OLD), version(new, scanned=True))).doubt


def test_marks_on_a_scan_are_not_compared() -> None:
    new = OLD.replace("，未经", ".未经")
    assert compare(version(OLD), version(new, scanned=True)).changes == ()


def test_every_quote_is_verbatim_and_has_boxes() -> None:
    new = OLD.replace("水泵10台", "水泵12台").replace("壹佰万元整", "壹佰贰拾万元整")
    for change in between(OLD, new).changes:
        for side, text in ((change.old, OLD), (change.new, new)):
            assert side
            assert text[side.start : side.end] == side.quote
            assert side.boxes


def test_texts_that_have_nothing_in_common_are_one_deletion_and_one_addition() -> None:
    changes = between(
        "甲方应当按时付款，不得拖欠任何款项。", "Everything here was written anew."
    ).changes
    assert {change.type for change in changes} <= {"deleted", "added", "changed"}
    assert changes


def test_three_hundred_pages_take_seconds() -> None:
    """A contract of some 300,000 characters, 300 changed figures, and a clause moved."""
    clauses = [
        f"{n}.1 第{n}项设备的单价为人民币{n * 37 + 1000}元，乙方应于签约后{n % 90 + 3}日内交付至"
        f"甲方第{n}号仓库，并由双方代表在编号为A{n:05d}的收货单上签字确认，逾期按该项价款的万分之五承担违约金。"
        for n in range(1, 3001)
    ]
    changed = [
        c.replace("万分之五", "万分之六") if n % 10 == 0 else c for n, c in enumerate(clauses)
    ]
    changed.insert(1504, changed.pop(5))
    began = time.perf_counter()
    comparison = between("\n".join(clauses), "\n".join(changed))
    assert time.perf_counter() - began < 30
    assert sum(1 for c in comparison.substantive if c.type == "changed") == 300
    assert any(c.type == "moved" for c in comparison.substantive)
