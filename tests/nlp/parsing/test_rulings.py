import numpy as np
import pypdfium2 as pdfium
import pytest
from PIL import Image, ImageDraw

from nlp.parsing.rulings import find_grids
from tests.factories.scans import drawn, pdf_of, scanned, with_table

ROWS = [["名称", "数量", "金额"], ["机床", "2", "1,000"], ["合计", "", "1,000"]]


def gray(page: Image.Image) -> np.ndarray:
    return np.array(page.convert("L"))


@pytest.mark.parametrize("marks", [{}, {"blur": 0.8, "noise": 8.0, "jpeg": 50}, {"skew": 0.25}])
def test_a_ruled_table_is_a_grid(marks: dict[str, float]) -> None:
    page = with_table(drawn(["第一条 标的物一二三"]), ROWS, top=400)
    [grid] = find_grids(gray(scanned(page, **marks)), 200)  # type: ignore[arg-type]
    assert (grid.rows, grid.columns, len(grid.cells)) == (3, 3, 9)
    assert abs(grid.y0 - 400) < 6
    assert abs(grid.x0 - 200) < 6


def test_a_merged_cell_is_one_cell() -> None:
    page = with_table(drawn([]), ROWS, top=400)
    ImageDraw.Draw(page).line((618, 532, 618, 588), fill="white", width=8)
    [grid] = find_grids(gray(page), 200)
    assert len(grid.cells) == 8
    merged = grid.cell_at(700, 560)
    assert merged is not None
    assert (merged.row, merged.column) == (2, 0)


def test_rows_of_letters_are_no_rules() -> None:
    table = (
        "<table><tr><th>名称</th><th>数量</th><th>金额（元）</th></tr>"
        "<tr><td>数控机床</td><td>2</td><td>1,000,000.00</td></tr></table>"
    )
    document = pdfium.PdfDocument(pdf_of(table))
    document[0].set_cropbox(20, 20, 575, 820)
    page = document[0].render(scale=2).to_pil()
    [grid] = find_grids(gray(page), 144)
    assert (grid.rows, grid.columns) == (2, 3)


def test_text_underlines_and_a_frame_are_no_tables() -> None:
    page = drawn(["第一条 一二三十丨丨工王田国" * 2] * 20)
    pen = ImageDraw.Draw(page)
    pen.line((300, 1500, 900, 1500), fill="black", width=3)
    pen.rectangle((60, 60, 1590, 2280), outline="black", width=3)
    assert find_grids(gray(page), 200) == []
