"""From a sealed scan on the desk to a decided, annotated and found contract."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import SignedIn

pytestmark = pytest.mark.browser


def _drag_over(page: Page, passage: str) -> None:
    """Press on the first word of ``passage`` on page one and release on its last."""
    contract_id = page.url.split("/contracts/")[1].split("?")[0]
    words = page.request.get(f"/api/contracts/{contract_id}/pages/1/words").json()["words"]
    reading = page.request.get(f"/api/contracts/{contract_id}/reading").json()
    start = reading["text"].index(passage)
    chosen = [word["box"] for word in words if start <= word["start"] < start + len(passage)]
    frame = page.locator("[data-testid=page][data-page='1']").bounding_box()
    assert frame is not None
    scale = frame["width"] / reading["pages"][0]["width"]
    (_, left, top, _, bottom), (_, _, last_top, right, last_bottom) = chosen[0], chosen[-1]
    x, y = frame["x"], frame["y"]
    page.mouse.move(x + (left + 1) * scale, y + (top + bottom) / 2 * scale)
    page.mouse.down()
    middle = y + (last_top + last_bottom) / 2 * scale
    page.mouse.move(x + (left + right) / 2 * scale, middle)
    page.mouse.move(x + (right - 1) * scale, middle)
    page.mouse.up()


def test_a_sealed_scan_is_read_decided_annotated_and_found(
    sign_in: SignedIn, fixtures: Path
) -> None:
    page = sign_in("fawu")
    page.goto("/contracts")
    page.get_by_test_id("go-upload").click()
    page.get_by_test_id("file-input").set_input_files(fixtures / "labelled/dev/zh/nda.scan.pdf")
    page.get_by_test_id("start-reading").click()
    job = page.get_by_test_id("job-row")
    expect(job).to_contain_text("nda.scan.pdf")
    expect(job).to_have_attribute("data-state", "done", timeout=150_000)

    page.get_by_test_id("open-contract").click()
    expect(page.locator("h1")).to_contain_text("保密协议")
    findings = page.get_by_test_id("finding")
    expect(findings.first).to_be_visible()
    assert findings.count() >= 2
    accepted, rejected = (findings.nth(n).get_attribute("data-id") for n in (0, 1))
    page.locator(f"[data-id='{accepted}']").get_by_test_id("accept").click()
    expect(page.locator(f"[data-id='{accepted}']")).to_have_attribute("data-decision", "accepted")
    page.locator(f"[data-id='{rejected}']").get_by_test_id("reject").click()
    page.locator(".el-message-box").get_by_role("button", name="驳回").click()
    expect(page.locator(f"[data-id='{rejected}']")).to_have_attribute("data-decision", "rejected")

    page.locator(".scroller").evaluate("each => each.scrollTo(0, 0)")
    _drag_over(page, "本协议由以下双方")
    expect(page.locator(".el-dialog blockquote")).to_have_text("本协议由以下双方")
    page.get_by_test_id("note-text").fill("签署日期请与用印登记核对")
    page.get_by_test_id("save-note").click()
    note = page.get_by_test_id("note")
    expect(note).to_contain_text("签署日期请与用印登记核对")
    expect(page.locator(".mark.note").first).to_be_visible()

    page.get_by_test_id("open-report").click()
    expect(page.get_by_test_id("report-finding").first).to_be_visible()
    with page.expect_download(timeout=60_000) as download:
        page.get_by_test_id("report-pdf").click()
    assert Path(download.value.path()).read_bytes().startswith(b"%PDF")

    page.goto("/search")
    page.get_by_test_id("search-input").fill("协议结束后还要不要替对方保守秘密")
    page.get_by_test_id("search-go").click()
    hits = page.get_by_test_id("search-hit")
    expect(hits.filter(has_text="保密").first).to_be_visible(timeout=30_000)
    hits.first.get_by_role("link").click()
    expect(page.locator("h1")).to_contain_text("保密协议")
    expect(page.locator(".mark.active").first).to_be_visible()
