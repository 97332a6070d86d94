"""The keeper of the library changes a rule, tries it, publishes it, and a review finds it."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.e2e.conftest import SignedIn
from tests.e2e.running import Running

TEXT = """设备采购合同
甲方（买方）：北京甲木科技有限公司
乙方（卖方）：上海乙林设备有限公司
第一条 标的
乙方向甲方出售离心泵两台。
第二条 签署
双方用红墨水签署本合同。
"""


def test_a_rule_is_written_tried_and_published_and_its_finding_appears(
    running: Running, sign_in: SignedIn
) -> None:
    files = {"file": ("红墨水.txt", TEXT.encode())}
    sent = running.client.post("/api/contracts", files=files).json()["items"][0]
    assert running.ended(sent["job_id"])["state"] == "done"
    page = sign_in("fawu")
    page.goto("/admin/library")
    page.get_by_test_id("library-new-id").locator("input").or_(
        page.get_by_test_id("library-new-id")
    ).last.fill("own.red_ink")
    page.get_by_test_id("library-new").click()
    for name, zh, en in (
        ("title", "用红墨水签署", "Signed in red ink"),
        ("reason", "难以存档", "Hard to archive"),
        ("advice", "改用黑墨水", "Use black ink"),
    ):
        page.get_by_test_id(f"{name}-zh").fill(zh)
        page.get_by_test_id(f"{name}-en").fill(en)
    page.get_by_test_id("phrases-any").fill("红(?:笔|墨水")
    page.get_by_test_id("passages-mustFire").fill("双方用红笔签署。")
    page.get_by_test_id("passages-mustNotFire").fill("双方用黑笔签署。")
    page.get_by_test_id("save-draft").click()
    expect(page.get_by_test_id("faults")).to_contain_text("when")
    page.get_by_test_id("phrases-any").fill("红(?:笔|墨水)")
    page.get_by_test_id("run-tests").click()
    expect(page.get_by_test_id("tested")).to_contain_text("2 段测试文字全部通过")
    page.get_by_test_id("save-draft").click()
    page.get_by_test_id("dry-run").click()
    expect(page.get_by_test_id("dry-run-result")).to_contain_text("会多报 1 份", timeout=60_000)
    page.get_by_test_id("publish").click()
    page.get_by_role("dialog").get_by_role("button", name="发布").click()
    expect(page.get_by_text("已发布")).to_be_visible()
    review = f"/api/contracts/{sent['contract_id']}/review"
    assert running.client.post(review, json={}).status_code == 200
    page.goto(f"/contracts/{sent['contract_id']}")
    expect(page.get_by_text("用红墨水签署").first).to_be_visible()
