"""From signing in to the exported report with the keyboard alone, always seeing where one is."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from service.accounts.demo import DEMO_PASSWORD
from tests.e2e.conftest import SignedIn
from tests.e2e.running import Running

pytestmark = pytest.mark.browser

FOCUSED = """() => {
    const here = document.activeElement
    const name = here.dataset.testid ?? here.getAttribute('aria-label') ?? here.textContent.trim().slice(0, 40)
    const marked = [here, here.closest('label'), here.parentElement, here.nextElementSibling]
        .some((each) => {
            if (!each) return false
            const style = getComputedStyle(each)
            return style.outlineStyle !== 'none' || style.boxShadow !== 'none'
                || each.classList.contains('is-focus') || each.matches('.drop')
        })
    return {name, tag: here.tagName, marked}
}"""  # noqa: E501
"""Where the focus is, and whether that place or what frames it is marked."""


def _tab_to(page: Page, reached: Callable[[], bool], steps: int = 60) -> None:
    """Press Tab until ``reached``; every stop on the way must be visibly marked."""
    for _ in range(steps):
        page.keyboard.press("Tab")
        place = page.evaluate(FOCUSED)
        assert place["tag"] == "BODY" or place["marked"], f"no visible focus on {place}"
        if reached():
            return
    raise AssertionError(f"not reached by {steps} tabs; last {place}")


def _on(page: Page, test_id: str) -> Callable[[], bool]:
    selector = f"[data-testid='{test_id}']"
    return lambda: bool(
        page.evaluate("selector => !!document.activeElement.closest(selector)", selector)
    )


def test_the_whole_road_is_walked_by_keyboard(
    browser: Browser, running: Running, fixtures: Path
) -> None:
    context = browser.new_context(
        base_url=running.url, locale="zh-CN", reduced_motion="reduce", service_workers="block"
    )
    page = context.new_page()
    page.goto("/sign-in")
    page.get_by_test_id("login").wait_for()
    _tab_to(page, _on(page, "login"))
    page.keyboard.type("fawu")
    page.keyboard.press("Tab")
    page.keyboard.type(DEMO_PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/")
    page.get_by_test_id("account-menu").wait_for()
    if page.get_by_test_id("tour-skip").count():
        page.keyboard.press("Escape")

    page.keyboard.press("Control+k")
    page.keyboard.type("上传")
    page.get_by_role("option").first.wait_for()
    page.keyboard.press("Enter")
    page.wait_for_url("**/upload")
    _tab_to(page, _on(page, "file-input"))
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Enter")
    chooser.value.set_files(fixtures / "labelled/dev/zh/nda.docx")
    _tab_to(page, _on(page, "start-reading"))
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("job-row")).to_have_attribute("data-state", "done", timeout=150_000)
    _tab_to(page, _on(page, "open-contract"))
    page.keyboard.press("Enter")

    finding = page.get_by_test_id("finding")
    expect(finding.first).to_be_visible()
    page.keyboard.press("ArrowRight")
    first = page.locator("[data-testid=finding].active").get_attribute("data-id")
    page.keyboard.press("a")
    expect(page.locator(f"[data-id='{first}']")).to_have_attribute("data-decision", "accepted")
    second = page.locator("[data-testid=finding].active").get_attribute("data-id")
    assert second != first
    page.keyboard.press("r")
    page.locator(".el-message-box input").wait_for()
    page.keyboard.type("对我方没有影响")
    page.keyboard.press("Enter")
    expect(page.locator(f"[data-id='{second}']")).to_have_attribute("data-decision", "rejected")

    _tab_to(page, _on(page, "open-report"))
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("report-finding").first).to_be_visible()
    _tab_to(page, _on(page, "report-pdf"))
    with page.expect_download(timeout=60_000) as download:
        page.keyboard.press("Enter")
    assert Path(download.value.path()).read_bytes().startswith(b"%PDF")
    context.close()


def test_the_first_stop_skips_to_the_content(sign_in: SignedIn) -> None:
    page = sign_in("fawu")
    page.goto("/contracts")
    page.get_by_test_id("account-menu").wait_for()
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="跳到正文")
    expect(skip).to_be_focused()
    box = skip.bounding_box()
    assert box is not None
    assert box["height"] > 20, "the skip link must be seen when it has focus"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_a_dialog_keeps_the_focus_and_gives_it_back(sign_in: SignedIn) -> None:
    page = sign_in("fawu")
    opener = page.get_by_test_id("arrange-home")
    opener.focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name=re.compile("调整首页"))
    expect(dialog).to_be_visible()
    for _ in range(30):
        page.keyboard.press("Tab")
        assert page.evaluate("!!document.activeElement.closest('[role=dialog]')")
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(opener).to_be_focused()


def test_the_question_mark_lists_the_keys(sign_in: SignedIn, lease: str) -> None:
    page = sign_in("fawu")
    page.goto(f"/contracts/{lease}")
    expect(page.get_by_test_id("finding").first).to_be_visible()
    page.keyboard.press("?")
    panel = page.get_by_test_id("help-panel")
    expect(panel).to_be_visible()
    keys = panel.get_by_test_id("help-keys")
    for key in ("A", "E", "R", "Ctrl K", "?"):
        expect(keys.locator("kbd", has_text=re.compile(rf"^{re.escape(key)}$"))).to_be_visible()
