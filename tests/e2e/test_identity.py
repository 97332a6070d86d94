"""From the link on the console to a second factor, as people meet it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyotp
import pytest
from playwright.sync_api import Browser, Page, expect

from service.accounts.setup import issue
from service.app import create_app
from service.kernel.settings import Settings
from service.migrations import upgrade
from tests.e2e.running import ROOT, serving

pytestmark = pytest.mark.browser
PASSWORD = "correct horse battery staple"
OWN = "一句容易记住的很长的话"
AXE = ROOT / "service/web/node_modules/axe-core/axe.min.js"


def _violations(page: Page, part: str = "body") -> list[str]:
    """What bars people from a part of the page."""
    page.evaluate(AXE.read_text())
    found: list[str] = page.evaluate(
        """async (part) => (await axe.run(part, {
            runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']
        })).violations.flatMap((each) => each.nodes.map((node) => `${each.id}: ${node.html}`))""",
        part,
    )
    return found


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """The address of an API in which nobody can sign in yet, and the code of its link."""
    folder = tmp_path_factory.mktemp("bare")
    settings = Settings(data=folder / "data", key_file=folder / "key", demo=False)
    settings.data.mkdir()
    upgrade(settings.resolved_database_url)
    app = create_app(settings)
    with app.state.database.write() as db:
        code = issue(db) or ""
    with serving(app) as port:
        yield f"http://127.0.0.1:{port}", code


def opened(browser: Browser, url: str, width: int = 1280) -> Page:
    context = browser.new_context(
        base_url=url, locale="zh-CN", viewport={"width": width, "height": 900},
        reduced_motion="reduce",
    )  # fmt: skip
    return context.new_page()


def enter(page: Page, login: str, password: str) -> None:
    page.goto("/sign-in")
    page.get_by_test_id("login").fill(login)
    page.get_by_test_id("password").fill(password)
    page.get_by_test_id("sign-in").click()


def test_from_the_set_up_link_to_a_second_factor(
    browser: Browser, bare: tuple[str, str], tmp_path: Path
) -> None:
    url, code = bare
    admin = opened(browser, url)
    admin.goto("/sign-in")
    expect(admin.get_by_text("系统尚未设置")).to_be_visible()
    admin.goto(f"/setup#{code}")
    assert _violations(admin) == []
    for field, value in {
        "setup-login": "boss",
        "setup-name": "负责人",
        "setup-password": PASSWORD,
        "setup-again": PASSWORD,
    }.items():
        admin.get_by_test_id(field).fill(value)
    admin.get_by_test_id("setup-submit").click()
    admin.wait_for_url("**/")

    table = tmp_path / "people.csv"
    admin.goto("/admin/users")
    admin.get_by_test_id("import-open").click()
    table.write_text("账号,姓名,角色,部门\nboss,重名,管理员,\n", encoding="gb18030")
    admin.get_by_test_id("import-file").set_input_files(table)
    expect(admin.get_by_text("账号已被使用")).to_be_visible()
    expect(admin.get_by_test_id("import-apply")).to_be_disabled()
    table.write_text("账号,姓名,角色,部门\nzhaoliu,赵六,经办人,\n", encoding="utf-8")
    admin.get_by_test_id("import-file").set_input_files(table)
    admin.get_by_test_id("import-apply").click()
    expect(admin.get_by_test_id("import-keep")).to_be_visible()
    assert _violations(admin, ".el-dialog") == []
    once = admin.locator("table code").inner_text()

    person = opened(browser, url, width=390)
    enter(person, "zhaoliu", once)
    person.wait_for_url("**/password")
    person.goto("/contracts")
    person.wait_for_url("**/password")
    expect(person.get_by_test_id("once")).to_be_visible()
    assert _violations(person) == []
    person.get_by_test_id("once").fill(once)
    person.get_by_test_id("fresh").fill("zhaoliu2026!")
    person.get_by_test_id("again").fill("zhaoliu2026!")
    person.get_by_test_id("save-password").click()
    expect(person.get_by_text("不能是您的账号或姓名").first).to_be_visible()
    person.get_by_test_id("fresh").fill(OWN)
    person.get_by_test_id("again").fill(OWN)
    person.get_by_test_id("save-password").click()
    person.wait_for_url("**/sign-in")
    enter(person, "zhaoliu", OWN)
    person.wait_for_url("**/")

    person.goto("/me")
    person.get_by_test_id("totp-password").fill(OWN)
    person.get_by_test_id("totp-begin").click()
    totp = pyotp.TOTP(person.get_by_test_id("totp-secret").inner_text())
    shown = person.locator("img.qr")
    expect(shown).to_be_visible()
    assert shown.evaluate("image => image.naturalWidth") > 0
    assert _violations(person, "main") == []
    used = totp.now()
    person.get_by_test_id("totp-code").fill(used)
    person.get_by_test_id("totp-confirm").click()
    expect(person.get_by_test_id("recovery-code")).to_have_count(10)
    recovery = person.get_by_test_id("recovery-code").first.inner_text()

    again = opened(browser, url)
    enter(again, "zhaoliu", OWN)
    again.get_by_test_id("code").fill(used)
    again.get_by_test_id("sign-in").click()
    expect(again.get_by_text("验证码不正确或已用过")).to_be_visible()
    assert _violations(again) == []
    again.get_by_test_id("code").fill(recovery)
    again.get_by_test_id("sign-in").click()
    again.wait_for_url("**/")

    again.goto("/me")
    expect(again.get_by_test_id("session")).to_have_count(2)
    again.get_by_test_id("end-others").click()
    expect(again.get_by_test_id("session")).to_have_count(1)
    person.goto("/contracts")
    person.wait_for_url("**/sign-in?next=**")


def test_an_administrator_lets_a_person_try_again(browser: Browser, bare: tuple[str, str]) -> None:
    url, _ = bare
    guest = opened(browser, url)
    for _ in range(6):
        enter(guest, "zhaoliu", "wrong")
        expect(guest.get_by_role("alert")).to_be_visible()
    expect(guest.get_by_text("密码错误次数过多")).to_be_visible()
    admin = opened(browser, url)
    enter(admin, "boss", PASSWORD)
    admin.wait_for_url("**/")
    admin.goto("/admin/users")
    admin.get_by_test_id("release").click()
    expect(admin.get_by_test_id("release")).to_have_count(0)
    admin.get_by_test_id("reset-password").nth(1).click()
    admin.locator(".el-message-box .el-button--primary").click()
    expect(admin.get_by_test_id("once-password")).to_be_visible()
    once = admin.get_by_test_id("once-password").inner_text()
    enter(guest, "zhaoliu", once)
    expect(guest.get_by_test_id("code")).to_be_visible()
