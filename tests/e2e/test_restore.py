"""The data folder is lost, the backup is restored, and the same report opens in the browser."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from service.accounts.demo import DEMO_PASSWORD
from tests.e2e.running import command, installation, started

pytestmark = pytest.mark.browser


def _findings(browser: Browser, url: str, contract_id: str) -> list[str]:
    """The findings of the contract's report, as a person sees them after signing in."""
    context = browser.new_context(base_url=url, locale="zh-CN")
    page = context.new_page()
    page.goto(f"/contracts/{contract_id}/report")
    page.get_by_test_id("login").fill("fawu")
    page.get_by_test_id("password").fill(DEMO_PASSWORD)
    page.get_by_test_id("sign-in").click()
    findings = page.get_by_test_id("report-finding")
    expect(findings.first).to_be_visible(timeout=20_000)
    told = findings.all_inner_texts()
    context.close()
    return told


def test_a_lost_data_folder_comes_back_from_its_backup(
    browser: Browser, tmp_path: Path, fixtures: Path
) -> None:
    with installation(tmp_path) as running:
        job = running.upload(fixtures / "labelled/dev/zh/lease.docx", stance="buyer")
        assert job["state"] == "done"
        contract_id = job["contract_id"]
        before = _findings(browser, running.url, contract_id)
        pages = [running.client.get(f"/api/contracts/{contract_id}/pages/1.png").content]
        made = command(tmp_path, "backup", str(tmp_path / "backups"))
        assert made.returncode == 0, made.stderr
    shutil.rmtree(tmp_path / "data")

    restored = command(
        tmp_path, "restore", str(tmp_path / "backups"), "--into", str(tmp_path / "data")
    )
    assert restored.returncode == 0, restored.stderr
    with started(tmp_path) as again:
        assert _findings(browser, again.url, contract_id) == before
        assert again.client.get(f"/api/contracts/{contract_id}/pages/1.png").content == pages[0]
        found = again.client.get("/api/search", params={"q": "租金什么时候付"})
        assert found.json()["items"]
