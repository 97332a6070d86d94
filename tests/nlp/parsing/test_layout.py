from nlp.parsing.layout import arrange
from tests.factories.pages import At, printed


def lines(*pieces: tuple[str, float, float]) -> list[str]:
    """The texts of the lines made of pieces at (text, x from the left margin, y)."""
    return [line.text for line in arrange([printed(At(t, x), y) for t, x, y in pieces])]


def test_pieces_of_one_row_are_read_from_left_to_right() -> None:
    assert lines(("价款", 24.1, 100), ("合同", 0, 100), ("第二行", 0, 120)) == [
        "合同价款",
        "第二行",
    ]


def test_a_wide_gap_shows_as_spaces() -> None:
    assert lines(("合同编号：", 0, 100), ("HT-018", 150, 100)) == ["合同编号：        HT-018"]


def test_the_halves_of_a_signature_block_are_read_one_after_the_other() -> None:
    assert lines(
        ("甲方（盖章）：", 0, 100),
        ("乙方（盖章）：", 220, 100),
        ("法定代表人：张三", 0, 125),
        ("法定代表人：李四", 220, 125),
        ("日期：", 0, 150),
        ("日期：", 220, 150),
    ) == [
        "甲方（盖章）：",
        "法定代表人：张三",
        "日期：",
        "乙方（盖章）：",
        "法定代表人：李四",
        "日期：",
    ]


def test_labels_and_their_values_are_read_row_by_row() -> None:
    assert lines(
        ("甲方", 0, 100), ("北京星河公司", 120, 100), ("地址", 0, 125), ("海淀区", 120, 125)
    ) == ["甲方        北京星河公司", "地址        海淀区"]


def test_two_columns_of_text_are_read_column_by_column() -> None:
    left = [(f"left column line number {n} of text", 0.0, 100.0 + 20 * n) for n in range(4)]
    right = [(f"右栏第{n}行的文字内容很长很长很长", 225.0, 100.0 + 20 * n) for n in range(4)]
    assert lines(*left, *right) == [text for text, _, _ in left + right]


def test_columns_whose_lines_stand_at_other_heights_are_columns_still() -> None:
    left = [(f"left column line number {n} of text", 0.0, 100.0 + 20 * n) for n in range(4)]
    right = [(f"右栏第{n}行的文字内容很长很长很长", 225.0, 104.0 + 20 * n) for n in range(4)]
    assert lines(*left, *right) == [text for text, _, _ in left + right]


def test_words_keep_their_places_in_the_joined_line() -> None:
    [line] = arrange([printed(At("乙方：", 220), 100), printed(At("甲方：", 0), 100)])
    assert [line.text[w.start : w.end] for w in line.words] == [*"甲方：", *"乙方："]
