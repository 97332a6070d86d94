"""The organisation's pages, as an administrator meets them."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import SignedIn


def test_a_unit_is_added_moved_by_its_menu_and_put_back(sign_in: SignedIn) -> None:
    page = sign_in("admin")
    page.goto("/admin/organisation")
    page.get_by_test_id("unit-add").click()
    page.get_by_test_id("unit-name").fill("海外事业部")
    page.get_by_test_id("unit-save").click()
    line = page.get_by_test_id("unit-海外事业部")
    expect(line).to_be_visible()
    line.get_by_role("button").click()
    page.get_by_role("menuitem", name="移动到").click()
    page.get_by_role("dialog").get_by_role("combobox").click()
    above = page.locator(".el-select__popper .el-tree-node__content", has_text="演示公司")
    above.locator("visible=true").first.click()
    page.get_by_test_id("unit-move").click()
    page.get_by_test_id("undo").click()
    expect(page.get_by_text("已撤销")).to_be_visible()
    roots = page.get_by_test_id("unit-tree").locator("> .el-tree-node")
    expect(roots.filter(has_text="海外事业部")).to_have_count(1)


def test_a_role_is_changed_only_after_its_effect_was_shown(sign_in: SignedIn) -> None:
    page = sign_in("admin")
    page.goto("/admin/roles")
    page.get_by_test_id("role-finance").get_by_test_id("role-edit").click()
    page.get_by_test_id("may-contract.edit").click()
    page.get_by_test_id("role-next").click()
    expect(page.get_by_test_id("role-effects")).to_contain_text("编辑台账")
    page.get_by_role("button", name="继续修改").click()
    page.get_by_test_id("may-contract.edit").click()
    page.get_by_test_id("role-next").click()
    expect(page.get_by_test_id("role-effects")).to_contain_text("没有人")


@pytest.mark.usefixtures("lease")
def test_a_contract_is_shared_and_the_sharing_explained(sign_in: SignedIn) -> None:
    page = sign_in("fawu")
    page.goto("/contracts")
    page.get_by_test_id("contract-row").first.get_by_role("link").first.click()
    page.get_by_test_id("share").click()
    page.get_by_test_id("share-to").click()
    page.get_by_role("option", name="经办人 陈实").click()
    page.get_by_test_id("share-give").click()
    expect(page.get_by_test_id("grant")).to_contain_text("经办人 陈实")
    page.get_by_role("tab", name="谁能看到").click()
    expect(page.get_by_test_id("who").filter(has_text="陈实")).to_contain_text("授权查看")
    page.get_by_role("tab", name="授权", exact=True).click()
    page.get_by_test_id("grant-revoke").click()
    expect(page.get_by_test_id("grant")).to_have_count(0)
