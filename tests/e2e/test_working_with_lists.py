"""Many contracts at once, views kept under a name, and a look that follows the person."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import SignedIn

pytestmark = pytest.mark.browser


@pytest.mark.usefixtures("lease")
def test_chosen_contracts_are_tagged_found_and_the_act_taken_back(sign_in: SignedIn) -> None:
    page = sign_in("fawu")
    page.goto("/contracts")
    page.get_by_test_id("pick").first.click()
    page.get_by_test_id("bulk-tag").click()
    page.locator(".el-message-box input").fill("年度框架")
    page.locator(".el-message-box").get_by_role("button", name="保存").click()
    expect(page.locator(".stuck").first).to_have_text("年度框架")
    expect(page.get_by_test_id("bulk")).to_have_count(0)

    page.locator(".stuck").first.click()
    expect(page).to_have_url(re.compile(r"/contracts\?tag="))
    expect(page.get_by_test_id("contract-row")).to_have_count(1)

    page.get_by_test_id("undo").click()
    expect(page.get_by_test_id("contract-row")).to_have_count(0)


@pytest.mark.usefixtures("lease")
def test_a_view_is_kept_opened_shared_and_removed(sign_in: SignedIn) -> None:
    page = sign_in("fawu")
    page.goto("/contracts?type=lease&sort=ends_on")
    page.get_by_test_id("keep-view").click()
    page.locator(".el-message-box input").fill("快到期的租约")
    page.locator(".el-message-box").get_by_role("button", name="保存").click()
    expect(page.get_by_test_id("views")).to_contain_text("快到期的租约")
    page.get_by_test_id("share-view").click()
    expect(page.get_by_test_id("share-view")).to_have_text("停止共享")

    colleague = sign_in("jingban")
    colleague.goto("/contracts")
    colleague.get_by_test_id("views").click()
    colleague.get_by_test_id("view-快到期的租约").click()
    expect(colleague).to_have_url(re.compile(r"type=lease&sort=ends_on"))
    expect(colleague.get_by_test_id("remove-view")).to_have_count(0)

    page.get_by_test_id("remove-view").click()
    page.locator(".el-message-box").get_by_role("button", name="删除").click()
    expect(page.get_by_test_id("views")).to_have_count(0)


def test_the_dark_theme_follows_the_person_to_another_browser(sign_in: SignedIn) -> None:
    page = sign_in("lingdao")
    page.goto("/me")
    page.get_by_test_id("theme-dark").click()
    expect(page.locator("html")).to_have_class("dark")
    elsewhere = sign_in("lingdao")
    expect(elsewhere.locator("html")).to_have_class("dark")
    elsewhere.goto("/me")
    elsewhere.get_by_test_id("theme-light").click()
    expect(elsewhere.locator("html")).not_to_have_class("dark")


def test_ctrl_k_goes_to_a_contract_without_the_mouse(sign_in: SignedIn, lease: str) -> None:
    page = sign_in("fawu")
    page.keyboard.press("Control+k")
    palette = page.get_by_test_id("palette")
    expect(palette).to_be_focused()
    palette.type("租赁")
    expect(page.get_by_role("option", name="写字楼租赁合同")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(f"/contracts/{lease}"))
