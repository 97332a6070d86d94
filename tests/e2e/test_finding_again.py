"""Lists, search and the audit log: narrowed, in words, in the reader's own language."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.conftest import SignedIn
from tests.e2e.running import Running

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("browser_says", "words"), [("en-GB", "Sign in"), ("zh-TW", "登录")])
def test_the_first_page_speaks_the_browsers_language_until_another_is_chosen(
    browser: Browser, running: Running, browser_says: str, words: str
) -> None:
    context = browser.new_context(base_url=running.url, locale=browser_says)
    page = context.new_page()
    page.goto("/sign-in")
    expect(page.get_by_test_id("sign-in")).to_have_text(words)
    page.get_by_test_id("switch-language").click()
    expect(page.get_by_test_id("sign-in")).not_to_have_text(words)
    page.reload()
    expect(page.get_by_test_id("sign-in")).to_be_visible()
    expect(page.get_by_test_id("sign-in")).not_to_have_text(words)
    context.close()


@pytest.mark.usefixtures("lease")
def test_filters_of_the_list_stand_in_the_address_and_survive_a_reload(sign_in: SignedIn) -> None:
    page = sign_in("fawu")
    page.goto("/contracts")
    expect(page.get_by_test_id("contract-row").first).to_be_visible()
    page.get_by_test_id("filter-unit").click()
    page.get_by_role("option", name="法务部").click()
    page.wait_for_url("**unit=*")
    expect(page.get_by_test_id("export")).to_contain_text("筛选")
    page.reload()
    expect(page.get_by_test_id("contract-row").first).to_be_visible()
    page.goto("/contracts?unit=nowhere")
    expect(page.get_by_text("没有符合条件的合同")).to_be_visible()


@pytest.mark.usefixtures("lease")
def test_search_puts_the_passages_of_a_contract_together(sign_in: SignedIn) -> None:
    page = sign_in("fawu")
    page.goto("/search?q=租金&type=lease")
    first = page.get_by_test_id("search-contract").first
    expect(first.get_by_role("heading")).to_be_visible()
    expect(first.get_by_test_id("search-hit").nth(1)).to_be_visible()
    page.get_by_test_id("search-number").fill("没有这个编号")
    page.keyboard.press("Enter")
    expect(page.get_by_text("没有找到")).to_be_visible()


@pytest.mark.usefixtures("lease")
def test_the_audit_log_speaks_in_words_and_is_narrowed_by_what_was_done(
    sign_in: SignedIn,
) -> None:
    page = sign_in("admin", locale="en")
    page.goto("/admin/audit?action=session.opened")
    events = page.get_by_test_id("audit-event")
    expect(events.first).to_contain_text("Signed in")
    assert all("Signed in" in text for text in events.all_inner_texts())
    page.goto("/admin/audit?actor=system")
    expect(events.first).to_contain_text("System")
    assert not any("session." in text or "contract." in text for text in events.all_inner_texts())
