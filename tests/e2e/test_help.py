"""Help beside the page, errors that lead to it, the first tour, and a word to the administrator."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from tests.e2e.conftest import SignedIn
from tests.e2e.running import ROOT

pytestmark = pytest.mark.browser

AXE = ROOT / "service/web/node_modules/axe-core/axe.min.js"


def _barriers(page: Page) -> list[str]:
    page.evaluate(AXE.read_text())
    found: list[dict[str, Any]] = page.evaluate(
        """async () => (await axe.run(document, {
            runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]
        })).violations"""
    )
    return [f"{each['id']}: {each['nodes'][0]['html'][:160]}" for each in found]


@pytest.fixture
def page(sign_in: SignedIn) -> Page:
    return sign_in("jingban")


@pytest.mark.parametrize("width", [1440, 390])
def test_the_question_mark_opens_help_and_the_search_leads_to_an_error(
    sign_in: SignedIn, width: int
) -> None:
    page = sign_in("fawu", width=width)
    page.goto("/contracts")
    page.get_by_test_id("filter-q").wait_for()
    page.keyboard.press("?")
    expect(page.get_by_test_id("help-text").locator("h1")).to_have_text("合同台账")
    page.wait_for_timeout(500)
    assert _barriers(page) == []
    page.get_by_test_id("help-search").fill("备份已损坏")
    page.get_by_test_id("help-hit").first.click()
    section = page.locator("#backup_damaged")
    expect(section).to_be_in_viewport()
    page.get_by_test_id("help-as-page").click()
    page.wait_for_url("**/help/errors#backup_damaged")
    expect(page.locator("#main #backup_damaged")).to_be_in_viewport()
    page.wait_for_timeout(300)
    assert _barriers(page) == []
    page.get_by_test_id("help-back").click()
    page.wait_for_url("**/contracts")


def test_a_question_mark_that_is_typed_opens_nothing(page: Page) -> None:
    page.goto("/contracts")
    page.get_by_test_id("filter-q").press_sequentially("?")
    page.wait_for_timeout(300)
    expect(page.get_by_test_id("help-text")).to_have_count(0)


def _fail(route: Route) -> None:
    route.fulfill(
        status=409,
        content_type="application/problem+json",
        body='{"code": "no_reading", "title": "没有读完", "mend": "", "request_id": "r-1"}',
    )


def test_an_error_leads_to_its_section_without_leaving_the_page(page: Page) -> None:
    page.route("**/api/jobs?*", _fail)
    page.goto("/jobs")
    page.get_by_test_id("error-help").click()
    expect(page.locator("#no_reading")).to_be_in_viewport()
    assert page.url.endswith("/jobs")


def test_signed_out_the_help_is_there_too(page: Page) -> None:
    page.context.clear_cookies()
    page.goto("/sign-in")
    page.get_by_test_id("open-help").click()
    expect(page.get_by_test_id("help-text").locator("h1")).to_have_text("登录与密码")
    expect(page.get_by_test_id("feedback-open")).to_have_count(0)
    page.goto("/help/scanning")
    expect(page.get_by_test_id("help-text").locator("h1")).to_have_text("扫描与识别")


def test_the_tour_is_shown_once_and_by_the_keyboard(sign_in: SignedIn) -> None:
    page = sign_in("lingdao")
    tour = page.get_by_test_id("tour")
    expect(tour).to_be_visible()
    page.wait_for_timeout(300)
    assert _barriers(page) == []
    for _ in range(4):
        page.get_by_test_id("tour-next").press("Enter")
    expect(tour).to_be_hidden()
    elsewhere = sign_in("lingdao")
    elsewhere.wait_for_load_state("networkidle")
    expect(elsewhere.get_by_test_id("tour")).to_have_count(0)


def test_a_word_to_the_administrator_arrives(page: Page, sign_in: SignedIn) -> None:
    page.goto("/search?q=价款")
    page.get_by_test_id("open-help").click()
    page.get_by_test_id("feedback-open").click()
    page.get_by_test_id("feedback-text").fill("检索能否按金额筛选？")
    page.get_by_test_id("feedback-send").click()
    expect(page.get_by_test_id("feedback-form")).to_have_count(0)
    admin = sign_in("admin")
    admin.goto("/admin/feedback")
    message = admin.get_by_test_id("feedback").filter(has_text="检索能否按金额筛选？")
    expect(message.get_by_role("link", name="/search", exact=True)).to_be_visible()
    assert _barriers(admin) == []
    message.get_by_test_id("feedback-done").click()
    expect(message).to_have_count(0)
