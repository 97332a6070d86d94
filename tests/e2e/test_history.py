"""A contract's whole life on its page: by day, by kind, older entries on demand."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import SignedIn
from tests.e2e.running import Running

pytestmark = pytest.mark.browser


def _open(page: Page, contract: str) -> None:
    page.goto(f"/contracts/{contract}?tab=history")
    expect(page.get_by_test_id("history-entry").first).to_be_visible()


def _downloaded(running: Running, contract: str) -> None:
    running.client.get(f"/api/contracts/{contract}/original").raise_for_status()


def test_record_and_log_are_told_by_day_and_narrowed_by_kind(
    sign_in: SignedIn, running: Running, lease: str
) -> None:
    _downloaded(running, lease)
    page = sign_in("admin")
    _open(page, lease)
    expect(page.get_by_role("heading", name="今天")).to_be_visible()
    entries = page.get_by_test_id("history-entry")
    expect(entries.filter(has_text="下载原件")).to_have_count(1)
    expect(entries.filter(has_text="创建（")).to_have_count(1)
    page.get_by_test_id("history-use").click()
    expect(entries.filter(has_text="创建（")).to_have_count(0)
    expect(entries.filter(has_text="下载原件")).to_have_count(1)
    page.get_by_test_id("history-life").click()
    expect(entries.filter(has_text="创建（")).to_have_count(1)
    page.get_by_test_id("history-all").click()
    page.get_by_test_id("history-access").click()
    expect(page.get_by_text("没有这一类的记录")).to_be_visible()


def test_who_may_not_read_the_log_is_told_what_is_left_out(
    sign_in: SignedIn, running: Running, lease: str
) -> None:
    _downloaded(running, lease)
    page = sign_in("caiwu")
    _open(page, lease)
    expect(page.get_by_test_id("history-own-only")).to_be_visible()
    expect(page.get_by_test_id("history-entry").filter(has_text="下载原件")).to_have_count(0)


def test_older_entries_are_loaded_on_demand_on_a_telephone(
    sign_in: SignedIn, running: Running, lease: str
) -> None:
    client, path = running.client, f"/api/contracts/{lease}"
    for number in range(41):
        version = client.get(path).json()["version"]
        note = {"note": f"第 {number} 次"}
        client.patch(path, json=note, headers={"If-Match": str(version)}).raise_for_status()
    page = sign_in("fawu", width=390)
    _open(page, lease)
    entries = page.get_by_test_id("history-entry")
    expect(entries).to_have_count(40)
    expect(entries.filter(has_text="创建（")).to_have_count(0)
    page.get_by_test_id("history-older").click()
    expect(entries.filter(has_text="创建（")).to_have_count(1)
    expect(page.get_by_test_id("history-older")).to_have_count(0)
