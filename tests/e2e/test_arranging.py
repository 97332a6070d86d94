"""The start page's cards and the list's columns, as each person wants them."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import SignedIn

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("lease")]


def _cards(page: Page) -> list[str | None]:
    page.locator("[data-testid^=card-]").first.wait_for()
    cards = page.locator("[data-testid^=card-]")
    return [each.get_attribute("data-testid") for each in cards.all()]


def _heads(page: Page) -> list[str | None]:
    page.locator("[data-testid^=head-]").first.wait_for()
    return [
        each.get_attribute("data-testid") for each in page.locator("[data-testid^=head-]").all()
    ]


def _save(page: Page) -> None:
    page.get_by_test_id("arrange-save").click()
    expect(page.get_by_test_id("arrange")).to_have_count(0)


def test_cards_are_sorted_by_keyboard_and_button_hidden_and_brought_back(
    sign_in: SignedIn,
) -> None:
    page = sign_in("lingdao")
    assert _cards(page) == ["card-attention", "card-by_status", "card-upcoming", "card-recent"]
    page.get_by_test_id("arrange-home").click()
    grip = page.get_by_test_id("arrange-attention").locator("[data-handle]")
    grip.focus()
    page.keyboard.press("ArrowDown")
    expect(grip).to_be_focused()
    page.get_by_test_id("arrange-recent").get_by_test_id("arrange-up").click()
    page.get_by_test_id("arrange-upcoming").locator(".name").click()
    _save(page)
    ours = ["card-by_status", "card-attention", "card-recent"]
    assert _cards(page) == ours
    page.reload()
    assert _cards(page) == ours
    page.get_by_test_id("arrange-home").click()
    page.get_by_test_id("arrange-reset").click()
    expect(page.get_by_test_id("card-upcoming")).to_be_visible()
    assert _cards(page)[0] == "card-attention"


def test_cards_are_sorted_by_dragging(sign_in: SignedIn) -> None:
    page = sign_in("lingdao")
    page.get_by_test_id("arrange-home").click()
    page.wait_for_timeout(300)
    start = _box(page.get_by_test_id("arrange-recent").locator("[data-handle]"))
    end = _box(page.get_by_test_id("arrange-attention"))
    page.mouse.move(start["x"] + 20, start["y"] + 20)
    page.mouse.down()
    page.mouse.move(end["x"] + 20, end["y"] + 10, steps=20)
    page.mouse.up()
    _save(page)
    assert _cards(page)[0] == "card-recent"
    page.get_by_test_id("arrange-home").click()
    page.get_by_test_id("arrange-reset").click()


def _box(element: Any) -> Any:
    box = element.bounding_box()
    assert box is not None
    return box


def test_columns_are_chosen_set_in_width_and_shared_as_part_of_a_view(
    sign_in: SignedIn,
) -> None:
    page = sign_in("fawu")
    page.goto("/contracts")
    default = ["head-party", "head-amount", "head-ends_on", "head-status", "head-risk"]
    assert _heads(page) == default
    page.get_by_test_id("arrange-columns").click()
    page.get_by_test_id("arrange-amount").locator(".name").click()
    page.get_by_test_id("arrange-owner").locator(".name").click()
    page.get_by_test_id("arrange-risk").get_by_test_id("arrange-up").click()
    page.get_by_test_id("width-owner").locator("input").fill("150")
    page.get_by_test_id("width-owner").locator("input").press("Tab")
    _save(page)
    ours = ["head-party", "head-ends_on", "head-risk", "head-status", "head-owner"]
    assert _heads(page) == ours
    assert _box(page.get_by_test_id("head-owner"))["width"] == pytest.approx(150, abs=1)

    edge = page.get_by_test_id("edge-owner")
    edge.focus()
    page.keyboard.press("ArrowRight")
    expect(edge).to_have_attribute("aria-valuenow", "160")
    page.keyboard.press("ArrowLeft")
    expect(edge).to_have_attribute("aria-valuenow", "150")
    page.wait_for_load_state("networkidle")
    page.reload()
    assert _heads(page) == ours

    page.get_by_test_id("keep-view").click()
    page.locator(".el-message-box input").fill("到期与经办")
    page.locator(".el-message-box").get_by_role("button", name="保存").click()
    page.get_by_test_id("share-view").click()
    expect(page.get_by_test_id("share-view")).to_have_text("停止共享")

    colleague = sign_in("admin")
    colleague.goto("/contracts")
    assert _heads(colleague) == default
    colleague.get_by_test_id("views").click()
    colleague.get_by_test_id("view-到期与经办").click()
    expect(colleague.get_by_test_id("head-owner")).to_be_visible()
    assert _heads(colleague) == ours

    page.get_by_test_id("arrange-columns").click()
    page.get_by_test_id("arrange-reset").click()
    expect(page.get_by_test_id("head-amount")).to_be_visible()
    assert _heads(page) == default
    page.get_by_test_id("views").click()
    page.get_by_test_id("view-到期与经办").click()
    page.get_by_test_id("remove-view").click()
    page.locator(".el-message-box").get_by_role("button", name="删除").click()
    expect(page.get_by_test_id("views")).to_have_count(0)


def test_an_edge_is_pulled_by_the_mouse(sign_in: SignedIn) -> None:
    page = sign_in("fawu")
    page.goto("/contracts")
    head = page.get_by_test_id("head-party")
    before = _box(head)["width"]
    edge = _box(page.get_by_test_id("edge-party"))
    page.mouse.move(edge["x"] + 5, edge["y"] + 10)
    page.mouse.down()
    page.mouse.move(edge["x"] + 65, edge["y"] + 10, steps=5)
    page.mouse.up()
    page.wait_for_load_state("networkidle")
    assert _box(head)["width"] == pytest.approx(before + 60, abs=3)
    page.get_by_test_id("arrange-columns").click()
    page.get_by_test_id("arrange-reset").click()
