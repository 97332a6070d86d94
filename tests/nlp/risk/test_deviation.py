"""Where clauses stand against positions: by what they say, not by how they put it."""

from __future__ import annotations

import pytest

from nlp.document import Reading
from nlp.risk import LibraryError, PositionFinding, compare_positions, parse_library
from tests.nlp.risk.readings import amount, reading_of

HEAD = "委托方：云岭设备有限公司\n受托方：海川科技有限公司\n"
PARTIES = [("委托方", "buyer", "云岭设备有限公司"), ("受托方", "seller", "海川科技有限公司")]

POSITION = """
version: "7"
positions:
  - id: position.secrecy
    clause: confidentiality
    title: {zh: 保密, en: Confidentiality}
    severity: medium
    waiver: legal
    points:
      both: {title: {zh: 双方, en: both}, zh: [双方], en: [both]}
      term: {title: {zh: 期限, en: term}, zh: ['[0-9]年'], en: [years]}
    unacceptable:
      - {title: {zh: 随意披露, en: free disclosure}, zh: [可以随意披露], en: [freely disclose]}
    standard:
      points: [both, term]
      text:
        zh: "双方对知悉的商业秘密予以保密，期限为合同终止后3年；<buyer>可以要求<seller>返还资料。"
        en: "Both sides keep secrets for 3 years; the <buyer> may ask the <seller> for its papers."
    fallbacks:
      - {points: [both], text: {zh: 双方负有保密义务。, en: Both sides keep secrets.}}
    reason: {zh: 因, en: why}
    advice: {zh: 议, en: what to do}
    tests:
      - {expect: standard, text: 双方保密3年。}
      - {expect: deviates, text: 保密。}
"""


def stands(
    clause: str, library: str = POSITION, *, kind: str = "confidentiality", **options: object
) -> PositionFinding:
    return first(reading_with(clause, kind), library, **options)


def reading_with(clause: str, kind: str = "confidentiality", **facts: object) -> Reading:
    text = f"{HEAD}第一条 {clause}"
    return reading_of(text, outline=[("第一条", kind, " ")], parties=PARTIES, **facts)  # type: ignore[arg-type]


def first(reading: Reading, library: str = POSITION, **options: object) -> PositionFinding:
    (found,) = compare_positions(reading, parse_library([library]), **options)  # type: ignore[arg-type]
    return found


def test_a_clause_that_makes_every_point_in_other_words_is_standard() -> None:
    found = stands("本项目资料由双方保守，5年内不外传。")
    assert (found.status, found.rank) == ("standard", 0)


def test_a_clause_that_makes_only_the_points_of_a_fallback_stands_there() -> None:
    found = stands("双方保守秘密。")
    assert (found.status, found.rank) == ("fallback", 1)
    assert [point.title for point in found.points if not point.met] == ["期限"]


def test_a_clause_that_makes_no_wording_s_points_deviates() -> None:
    found = stands("受托方保守秘密。")
    assert (found.status, found.rank) == ("deviates", None)
    assert found.suggested_text.startswith("双方对知悉的")


def test_what_is_unacceptable_deviates_whatever_else_is_said_and_is_quoted() -> None:
    found = stands("双方保密3年，但委托方可以随意披露。")
    assert found.status == "deviates"
    ((title, at),) = found.unacceptable
    assert title == "随意披露"
    assert "可以随意披露" in at.quote


def test_our_own_wording_with_another_figure_deviates() -> None:
    ours = "双方对知悉的商业秘密予以保密，期限为合同终止后{}年；委托方可以要求受托方返还资料。"
    assert stands(ours.format(3)).status == "standard"
    changed = stands(ours.format(1))
    assert changed.status == "deviates"
    assert changed.changed_values


def test_the_wording_speaks_of_the_sides_as_the_contract_does() -> None:
    assert "委托方可以要求受托方返还资料" in stands("双方保密3年。").suggested_text


def test_the_difference_leads_from_the_nearest_wording_to_the_clause() -> None:
    found = stands("双方负有严格保密义务。")
    assert found.nearest == 1
    old = "".join(piece.text for piece in found.difference if piece.state != "inserted")
    new = "".join(piece.text for piece in found.difference if piece.state != "deleted")
    assert old == "双方负有保密义务。"
    assert new == "双方负有严格保密义务。"


def test_the_points_may_stand_in_several_clauses_of_the_kind() -> None:
    text = f"{HEAD}第一条 双方保守秘密。\n第二条 保密期3年。"
    outline = [("第一条", "confidentiality", " "), ("第二条", "confidentiality", " ")]
    found = first(reading_of(text, outline=outline, parties=PARTIES))
    assert found.status == "standard"
    assert found.clauses == ("c1", "c2")


def long_reading(last: str = "other") -> Reading:
    clauses = [f"第{number}条 双方按约定履行本合同所列的各项工作。" * 8 for number in "一二三四"]
    outline = [(f"第{number}条", last, " ") for number in "一二三四"]
    return reading_of(HEAD + "\n".join(clauses), outline=outline, parties=PARTIES)


def test_a_kind_without_a_clause_is_missing_and_its_text_is_suggested() -> None:
    found = first(long_reading())
    assert (found.status, found.clause, found.clauses) == ("missing", None, ())
    assert "保密" in found.suggested_text


def test_a_kind_that_may_be_absent_is_not_missed() -> None:
    library = POSITION.replace("    waiver:", "    may_be_absent: true\n    waiver:")
    assert compare_positions(long_reading(), parse_library([library])) == ()


def test_a_short_text_misses_nothing() -> None:
    assert compare_positions(reading_with("付款。", "payment"), parse_library([POSITION])) == ()


# --- which position counts -----------------------------------------------------------------------


def with_narrow(narrowing: str) -> str:
    """The position, and a narrower one of the same kind that has other words."""
    narrow = POSITION.split("positions:\n")[1].replace("position.secrecy", "position.narrow")
    return POSITION + narrow.replace("    waiver:", f"    {narrowing}\n    waiver:")


def test_a_position_for_a_side_counts_only_for_that_side() -> None:
    library = with_narrow("stances: [seller]")
    assert stands("双方。", library, stance="seller").position == "position.narrow"
    assert stands("双方。", library, stance="buyer").position == "position.secrecy"


def test_our_party_decides_the_side() -> None:
    library = with_narrow("stances: [seller]")
    assert stands("双方。", library, party="受托方").position == "position.narrow"


def test_a_position_for_other_contract_types_does_not_count() -> None:
    assert stands("双方。", with_narrow("contracts: [loan]")).position == "position.secrecy"
    assert stands("双方。", with_narrow("contracts: [purchase]")).position == "position.narrow"


@pytest.mark.parametrize(
    ("total", "position"),
    [
        ("999999", "position.secrecy"),
        ("1000000", "position.narrow"),
        ("2000000", "position.secrecy"),
    ],
)
def test_an_amount_band_includes_its_beginning_and_excludes_its_end(
    total: str, position: str
) -> None:
    library = with_narrow("amount: {from: 1000000, below: 2000000}")
    reading = reading_with("双方，合同总价为若干。", amounts=[amount("total", total, "若干")])
    assert first(reading, library).position == position


def test_without_a_contract_sum_no_band_holds() -> None:
    assert stands("双方。", with_narrow("amount: {from: 0}")).position == "position.secrecy"


# --- what is refused -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("waiver: legal", "waiver: legal\n    colour: red", "line 9: position.secrecy › colour"),
        ("points: [both, term]", "points: [both, price]", "unknown points"),
        ("expect: standard, ", "expect: deviates, ", "tests must hold"),
        ("expect: standard, ", "expect: fallback 2, ", "tests must hold"),
        ("clause: confidentiality", "clause: secrets", "unknown clause kind"),
        ("zh: [双方]", "zh: ['(双方']", "missing )"),
        ("zh: [双方]", "zh: []", "both languages"),
    ],
)
def test_a_wrong_position_is_refused_by_name(old: str, new: str, told: str) -> None:
    with pytest.raises(LibraryError) as refused:
        parse_library({"positions/mine.yaml": POSITION.replace(old, new)})
    assert "positions/mine.yaml" in str(refused.value)
    assert "position.secrecy" in str(refused.value)
    assert told in str(refused.value)
