"""Two versions side by side: chosen, stepped through by keys, narrowed to substance, exported."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from playwright.sync_api import Page, expect

from tests.e2e.conftest import SignedIn
from tests.e2e.running import Running

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def pair(running: Running, fixtures: Path, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """A purchase contract as sent, and as it came back with three changes of substance."""
    sent = fixtures / "labelled/dev/zh/purchase.docx"
    document = docx.Document(str(sent))
    document.tables[0].rows[1].cells[3].text = "3台"
    for paragraph in document.paragraphs:
        for run in paragraph.runs:
            run.text = run.text.replace("乙方不得以", "乙方可以以").replace("千分之一", "千分之二")
            run.text = run.text.replace("日内无息付清", "日內无息付清")
    returned = tmp_path_factory.mktemp("pair") / "returned.docx"
    document.save(str(returned))
    jobs = [
        running.upload(sent, "采购合同-送出.docx"),
        running.upload(returned, "采购合同-返回.docx"),
    ]
    return [job["contract_id"] for job in jobs]


@pytest.fixture
def page(sign_in: SignedIn, pair: list[str]) -> Page:
    opened = sign_in("fawu")
    opened.goto(f"/contracts/{pair[0]}/compare?with={pair[1]}")
    expect(opened.get_by_test_id("change")).to_have_count(3)
    return opened


def test_both_pages_show_the_change_that_n_and_p_step_to(page: Page) -> None:
    page.keyboard.press("n")
    expect(page.get_by_test_id("position")).to_have_text("1 / 3")
    first = page.locator("[data-testid=change].active").get_attribute("data-id")
    expect(page.locator(f".mark.active[data-mark='{first}']")).to_have_count(2)
    page.keyboard.press("n")
    expect(page.get_by_test_id("position")).to_have_text("2 / 3")
    page.keyboard.press("p")
    expect(page.locator("[data-testid=change].active")).to_have_attribute("data-id", first or "")


def test_what_differs_in_form_only_shows_when_asked_for(page: Page) -> None:
    page.get_by_test_id("only-substantive").click()
    expect(page.get_by_test_id("change")).to_have_count(4)


def test_the_redline_comes_as_a_word_file_with_revisions(page: Page) -> None:
    page.get_by_test_id("export").click()
    with page.expect_download() as saved:
        page.get_by_test_id("export-docx").click()
    content = Path(saved.value.path()).read_bytes()
    root = docx.Document(io.BytesIO(content)).element
    assert list(root.iter(qn("w:ins")))
    assert list(root.iter(qn("w:del")))


def test_versions_are_chosen_from_the_contracts(sign_in: SignedIn, pair: list[str]) -> None:
    page = sign_in("fawu")
    page.goto(f"/compare?old={pair[0]}")
    expect(page.get_by_test_id("start-compare")).to_be_disabled()
    page.get_by_test_id("pick-new").locator("input[role=combobox]").fill("采购")
    page.get_by_role("option").last.click()
    page.get_by_test_id("start-compare").click()
    expect(page.get_by_test_id("count-substantive")).to_be_visible()
