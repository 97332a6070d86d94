from dataclasses import replace

from nlp.document import Page
from nlp.parsing.furniture import without_furniture
from tests.factories.pages import At, page, running

BODY = ["第一条 标的物", "乙方向甲方交付设备。", "第二条 价款", "合同总价为人民币100元。"]


def texts(pages: list[Page]) -> list[list[str]]:
    return [[line.text for line in p.lines] for p in pages]


def three_pages() -> list[Page]:
    return [page([f"{line}{n}" for line in BODY], n) for n in (1, 2, 3)]


def test_running_lines_and_page_numbers_go_and_the_body_stays() -> None:
    plain = three_pages()
    pages = running(plain, "合同编号：HT-2026-018", "第 {n} 页 共 {all} 页")
    assert texts(without_furniture(pages)) == texts(plain)


def test_page_numbers_go_in_their_usual_forms() -> None:
    for footer in (
        "Page {n} of {all}",
        "- {n} -",
        "{n}/{all}",
        "第{n}页",
        "共{all}页 第{n}页",
        "{n}",
    ):
        pages = running(three_pages(), "页眉", footer)
        assert texts(without_furniture(pages)) == texts(three_pages()), footer


def test_a_number_that_does_not_count_with_the_pages_is_body() -> None:
    plain = [page([*BODY, At(str(n), y=800.0)], number) for number, n in ((1, 500), (2, 20))]
    assert texts(without_furniture(plain)) == texts(plain)


def test_headers_that_were_read_with_errors_still_go() -> None:
    pages = three_pages()
    headers = ["设备采购合同（2026版）", "设备釆购合同（2026版）", "设备采购合同(2026版）"]
    headed = [
        replace(p, lines=(*page([At(h, 150, 9.0, y=40.0)]).lines, *p.lines))
        for p, h in zip(pages, headers, strict=True)
    ]
    assert texts(without_furniture(headed)) == texts(pages)


def test_a_title_that_is_also_the_running_header_stays_once() -> None:
    pages = running(three_pages(), "设备采购合同", "{n}")
    assert texts(without_furniture(pages))[0][0] == "设备采购合同"
    assert all("设备采购合同" not in lines for lines in texts(without_furniture(pages))[1:])


def test_a_clause_heading_at_the_same_place_of_pages_is_never_dropped() -> None:
    pages = [page([At("第一条 定义", y=60.0), *BODY], n) for n in (1, 2, 3)]
    assert texts(without_furniture(pages)) == texts(pages)


def test_signature_lines_at_the_foot_of_pages_are_never_dropped() -> None:
    pages = [page([*BODY, At("甲方（盖章）：", y=790.0)], n) for n in (1, 2, 3)]
    assert texts(without_furniture(pages)) == texts(pages)


def test_a_large_watermark_in_mid_page_goes() -> None:
    marked = [
        replace(
            p, lines=(*p.lines[:2], *page([At("机密文件", 100, 48.0, y=400.0)]).lines, *p.lines[2:])
        )
        for p in three_pages()
    ]
    assert texts(without_furniture(marked)) == texts(three_pages())


def test_numbers_that_count_lines_in_the_margin_go() -> None:
    numbered = page([f"{n}   the Seller shall deliver item {n}" for n in range(1, 26)])
    [cleaned] = without_furniture([numbered])
    assert cleaned.lines[4].text == "the Seller shall deliver item 5"
    assert cleaned.lines[4].words[0].x0 > numbered.lines[4].words[0].x0


def test_one_page_keeps_its_lines() -> None:
    alone = page(["设备采购合同", *BODY])
    assert texts(without_furniture([alone])) == texts([alone])
