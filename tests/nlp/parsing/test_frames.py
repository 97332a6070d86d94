from nlp.document import Line
from nlp.parsing.rulings import Cell, Grid
from nlp.parsing.tables import lay_out
from tests.factories.pages import At, printed


def grid() -> Grid:
    """Two cells, one above the other: a strip for a note and a page below it."""
    return Grid(50, 40, 560, 800, 2, 1, (Cell(0, 0, 50, 40, 560, 70), Cell(1, 0, 50, 70, 560, 800)))


def lines_of_text(count: int) -> list[Line]:
    return [printed(At(f"{n}. 第{n}行的文字"), 80 + 20 * n) for n in range(1, count + 1)]


def test_a_border_round_running_text_is_no_table() -> None:
    laid = lay_out([printed(At("注"), 45), *lines_of_text(30)], [grid()], 1)
    assert not laid.tables
    assert len(laid.lines) == 31


def test_a_few_lines_in_a_cell_are_a_table_still() -> None:
    laid = lay_out([printed(At("注"), 45), *lines_of_text(3)], [grid()], 1)
    assert len(laid.tables) == 1
