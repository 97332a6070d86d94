"""Every page keeps to its own security policy, and says nothing on the console."""

from __future__ import annotations

import pytest
from playwright.sync_api import ConsoleMessage, Page, expect

from tests.e2e.conftest import SignedIn
from tests.e2e.screens import PAGES

pytestmark = pytest.mark.browser
WATCH = """
addEventListener('securitypolicyviolation', (event) => {
  console.error('CSP ' + event.violatedDirective + ' ' + event.blockedURI + ' ' + event.sample)
})
"""


class Watched:
    """A page whose console is listened to."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.heard: list[str] = []
        page.add_init_script(WATCH)
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.heard.append(f"{page.url}: {error}"))

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.heard.append(f"{self.page.url}: {message.text}")


@pytest.fixture
def watched(sign_in: SignedIn) -> Watched:
    page = sign_in("admin", width=1280)
    return Watched(page)


def test_no_page_breaks_its_policy(watched: Watched, lease: str) -> None:
    people = watched.page.request.get("/api/users", params={"limit": 1}).json()["items"]
    ids = {"scan": lease, "someone": people[0]["id"]}
    alone = [path for name, path in PAGES.items() if name != "compare"]  # wants a second contract
    for path in [*alone, "/help/errors#passkeys_unavailable"]:
        watched.page.goto(path.format(**ids))
        watched.page.wait_for_load_state("networkidle")
    assert watched.heard == []


def test_nothing_that_opens_breaks_it(watched: Watched, lease: str) -> None:
    page = watched.page
    page.goto("/contracts")
    page.get_by_test_id("filter-q").wait_for()
    page.keyboard.press("Control+k")
    page.wait_for_timeout(300)
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    page.get_by_test_id("help-text").wait_for()
    page.keyboard.press("Escape")
    page.get_by_test_id("account-menu").click()
    page.wait_for_timeout(300)
    page.goto("/admin/users")
    page.get_by_test_id("reset-password").first.click()
    expect(page.locator(".el-message-box")).to_be_visible()
    page.keyboard.press("Escape")
    page.locator(".el-select").first.click()
    page.wait_for_timeout(300)
    page.goto(f"/contracts/{lease}?tab=notes")
    page.get_by_test_id("page").first.wait_for()
    assert watched.heard == []


def test_the_report_shows_its_style_under_its_own_policy(watched: Watched, lease: str) -> None:
    page = watched.page
    page.goto(f"/api/contracts/{lease}/report.html")
    border = page.locator("h2").first.evaluate("node => getComputedStyle(node).borderBottomStyle")
    assert border == "solid"
    page.goto("/api/docs")
    assert page.locator("details").count() > 50
    assert watched.heard == []


def test_a_script_or_style_that_is_slipped_in_does_not_work(watched: Watched) -> None:
    page = watched.page
    page.goto("/contracts")
    page.evaluate(
        """() => {
            document.body.insertAdjacentHTML('beforeend',
          '<img src="/x.png" onerror="window.stolen = 1"><p id="x" style="color: red">x</p>')
            const script = document.createElement('script')
            script.textContent = 'window.stolen = 2'
            document.body.append(script)
        }"""
    )
    page.wait_for_timeout(300)
    assert page.evaluate("window.stolen") is None
    assert page.locator("#x").evaluate("node => getComputedStyle(node).color") != "rgb(255, 0, 0)"
    assert len([line for line in watched.heard if "CSP" in line]) >= 3


def test_signed_out_pages_keep_to_it_too(watched: Watched) -> None:
    page = watched.page
    page.context.clear_cookies()
    for path in ("/sign-in", "/setup#x", "/help/sign-in"):
        page.goto(path)
        page.wait_for_load_state("networkidle")
    # Who is signed in is asked, and the answer is nobody.
    assert [line for line in watched.heard if "401" not in line] == []
