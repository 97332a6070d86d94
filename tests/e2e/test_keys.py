"""Whoever reviews all day keeps the hands on the keyboard."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import SignedIn

pytestmark = pytest.mark.browser


@pytest.fixture
def facts(sign_in: SignedIn, lease: str) -> Page:
    page = sign_in("fawu")
    page.goto(f"/contracts/{lease}?tab=facts")
    expect(page.get_by_test_id("fact").first).to_be_visible()
    return page


def _active(page: Page) -> str:
    found = page.locator("[data-testid=fact].active").get_attribute("data-id")
    assert found
    return found


def _decision(page: Page, fact_id: str) -> str | None:
    return page.locator(f"[data-id='{fact_id}']").get_attribute("data-decision")


def test_arrows_walk_through_the_list_and_the_page_follows(facts: Page) -> None:
    facts.keyboard.press("ArrowRight")
    first = _active(facts)
    facts.keyboard.press("ArrowRight")
    second = _active(facts)
    assert second != first
    expect(facts.locator(f".mark.active[data-mark='{second}']").first).to_be_visible()
    facts.keyboard.press("ArrowLeft")
    assert _active(facts) == first


def test_a_accepts_and_goes_on(facts: Page) -> None:
    facts.keyboard.press("ArrowRight")
    first = _active(facts)
    facts.keyboard.press("a")
    expect(facts.locator(f"[data-id='{first}']")).to_have_attribute("data-decision", "accepted")
    expect(facts.locator(f"[data-id='{first}'].active")).to_have_count(0)


def test_e_takes_a_new_value(facts: Page) -> None:
    for _ in range(2):
        facts.keyboard.press("ArrowRight")
    chosen = _active(facts)
    facts.keyboard.press("e")
    box = facts.locator(".el-message-box")
    box.locator("input, textarea").first.fill("改正后的值")
    box.get_by_role("button", name="保存").click()
    expect(facts.locator(f"[data-id='{chosen}']")).to_have_attribute("data-decision", "edited")
    expect(facts.locator(f"[data-id='{chosen}']")).to_contain_text("改正后的值")


def test_r_rejects_with_a_reason(facts: Page) -> None:
    for _ in range(3):
        facts.keyboard.press("ArrowRight")
    chosen = _active(facts)
    facts.keyboard.press("r")
    box = facts.locator(".el-message-box")
    box.locator("input").first.fill("不是本合同的事实")
    box.get_by_role("button", name="驳回").click()
    expect(facts.locator(f"[data-id='{chosen}']")).to_have_attribute("data-decision", "rejected")


def test_a_letter_typed_into_a_field_decides_nothing(facts: Page) -> None:
    facts.keyboard.press("ArrowRight")
    for _ in range(4):
        facts.keyboard.press("ArrowRight")
    chosen = _active(facts)
    before = _decision(facts, chosen)
    facts.get_by_test_id("page-jump").click()
    facts.keyboard.type("ar")
    facts.wait_for_timeout(400)
    assert _decision(facts, chosen) == before


def test_the_menu_shows_the_keys(facts: Page) -> None:
    facts.get_by_test_id("more").click()
    facts.get_by_role("menuitem", name="键盘操作").click()
    expect(facts.locator(".el-dialog kbd").first).to_be_visible()
    facts.keyboard.press("Escape")
    expect(facts.locator(".el-dialog kbd").first).to_be_hidden()
