"""Passkeys as people meet them, with the browser's own authenticator in software."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, CDPSession, Page, expect

from service.accounts.demo import DEMO_PASSWORD, create_demo_people
from service.app import create_app
from service.kernel.settings import Settings
from service.migrations import upgrade
from tests.e2e.running import ROOT, serving

pytestmark = pytest.mark.browser
AXE = ROOT / "service/web/node_modules/axe-core/axe.min.js"


@pytest.fixture
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Any, int]]:
    """An API with the demo people, and its port."""
    folder = tmp_path_factory.mktemp("passkeys")
    settings = Settings(data=folder / "data", key_file=folder / "key", demo=False)
    settings.data.mkdir()
    upgrade(settings.resolved_database_url)
    app = create_app(settings)
    with app.state.database.write() as db:
        create_demo_people(db)
    with serving(app) as port:
        yield app, port


@pytest.fixture
def opened(browser: Browser, installation: tuple[Any, int]) -> Iterator[Callable[..., Page]]:
    """A page in a browser profile of its own, on localhost unless ``host`` says otherwise."""
    contexts: list[BrowserContext] = []

    def open_page(host: str = "localhost", width: int = 1280, locale: str = "zh-CN") -> Page:
        context = browser.new_context(
            base_url=f"http://{host}:{installation[1]}",
            locale=locale,
            viewport={"width": width, "height": 900},
            reduced_motion="reduce",
            service_workers="block",
        )
        contexts.append(context)
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()


def device(page: Page, *, verifies: bool = True) -> tuple[CDPSession, str]:
    """Give the page a device that keeps passkeys and knows its owner."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    made = session.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": verifies,
                "automaticPresenceSimulation": True,
            }
        },
    )
    return session, made["authenticatorId"]


def enter(page: Page, login: str = "caiwu") -> None:
    page.goto("/sign-in")
    page.get_by_test_id("login").fill(login)
    page.get_by_test_id("password").fill(DEMO_PASSWORD)
    page.get_by_test_id("sign-in").click()


def add_passkey(page: Page, name: str) -> None:
    page.goto("/me")
    page.get_by_test_id("passkey-add").click()
    page.get_by_test_id("passkey-name").fill(name)
    page.get_by_test_id("passkey-password").fill(DEMO_PASSWORD)
    page.get_by_test_id("passkey-make").click()
    expect(page.get_by_test_id("passkey").filter(has_text=name)).to_be_visible()


def leave(page: Page) -> None:
    page.get_by_test_id("account-menu").click()
    page.locator(".el-dropdown-menu__item").last.click()
    page.wait_for_url("**/sign-in**")


def barriers(page: Page) -> list[str]:
    page.evaluate(AXE.read_text())
    found: list[str] = page.evaluate(
        """async () => (await axe.run('main', {
            runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']
        })).violations.flatMap((each) => each.nodes.map((node) => `${each.id}: ${node.html}`))"""
    )
    return found


def test_from_the_first_passkey_to_its_removal(opened: Callable[..., Page]) -> None:
    page = opened()
    session, authenticator = device(page)
    enter(page)
    page.wait_for_url("**/")
    add_passkey(page, "办公电脑")
    expect(page.get_by_test_id("recovery-code")).to_have_count(10)
    recovery = page.get_by_test_id("recovery-code").first.inner_text()
    assert barriers(page) == []

    leave(page)
    page.get_by_test_id("use-passkey").click()
    expect(page.get_by_test_id("account-menu")).to_be_visible()

    leave(page)
    enter(page)
    expect(page.get_by_test_id("code")).to_be_visible()
    page.get_by_test_id("use-passkey").click()
    expect(page.get_by_test_id("account-menu")).to_be_visible()

    page.goto("/me")
    page.get_by_test_id("passkey-rename").click()
    page.locator(".el-message-box input").fill("旧电脑")
    page.locator(".el-message-box .el-button--primary").click()
    expect(page.get_by_test_id("passkey")).to_contain_text("旧电脑")

    elsewhere = opened(width=390)
    enter(elsewhere)
    elsewhere.get_by_test_id("code").fill(recovery)
    assert barriers(elsewhere) == []
    elsewhere.get_by_test_id("sign-in").click()
    expect(elsewhere.get_by_test_id("account-menu")).to_be_visible()
    elsewhere.goto("/me")
    elsewhere.get_by_test_id("passkey-remove").click()
    elsewhere.locator(".el-message-box input").fill(DEMO_PASSWORD)
    elsewhere.locator(".el-message-box .el-button--primary").click()
    expect(elsewhere.get_by_test_id("passkey")).to_have_count(0)

    leave(page)
    page.get_by_test_id("use-passkey").click()
    expect(page.locator("form .wrong")).to_contain_text("本系统不认识这个通行密钥")
    kept = session.send("WebAuthn.getCredentials", {"authenticatorId": authenticator})
    assert len(kept["credentials"]) == 1


def test_a_device_that_does_not_know_its_owner_opens_nothing(opened: Callable[..., Page]) -> None:
    page = opened()
    session, authenticator = device(page)
    enter(page)
    page.wait_for_url("**/")
    add_passkey(page, "手机")
    leave(page)
    session.send(
        "WebAuthn.setUserVerified", {"authenticatorId": authenticator, "isUserVerified": False}
    )
    page.get_by_test_id("use-passkey").click()
    expect(page.locator("form .wrong")).to_contain_text("没有完成")
    assert page.request.get("/api/auth/me").status == 401


def test_a_copied_passkey_is_found_out(opened: Callable[..., Page]) -> None:
    page = opened()
    session, authenticator = device(page)
    enter(page)
    page.wait_for_url("**/")
    add_passkey(page, "安全密钥")
    kept = session.send("WebAuthn.getCredentials", {"authenticatorId": authenticator})
    copy = kept["credentials"][0]
    leave(page)
    page.get_by_test_id("use-passkey").click()
    expect(page.get_by_test_id("account-menu")).to_be_visible()
    leave(page)
    session.send("WebAuthn.clearCredentials", {"authenticatorId": authenticator})
    session.send(
        "WebAuthn.addCredential",
        {"authenticatorId": authenticator, "credential": copy | {"signCount": 0}},
    )
    page.get_by_test_id("use-passkey").click()
    expect(page.locator("form .wrong")).to_contain_text("可能被复制")


def test_by_its_ip_address_the_page_says_why_not(opened: Callable[..., Page]) -> None:
    page = opened(host="127.0.0.1", locale="en")
    enter(page)
    page.wait_for_url("**/")
    page.goto("/me")
    card = page.get_by_test_id("passkeys")
    expect(card.get_by_role("note")).to_contain_text("cannot be added at this address")
    expect(page.get_by_test_id("passkey-add")).to_have_count(0)
    card.get_by_test_id("error-help").click()
    expect(page.locator("#passkeys_unavailable")).to_be_in_viewport()


def test_who_must_have_a_factor_is_led_to_it(
    opened: Callable[..., Page], installation: tuple[Any, int]
) -> None:
    app = installation[0]
    app.state.settings = app.state.settings.model_copy(update={"second_factor": "everyone"})
    page = opened()
    device(page)
    enter(page)
    page.wait_for_url("**/me")
    expect(page.get_by_test_id("must-add-factor")).to_be_visible()
    page.goto("/contracts")
    page.wait_for_url("**/me")
    add_passkey(page, "办公电脑")
    expect(page.get_by_test_id("must-add-factor")).to_have_count(0)
    page.goto("/contracts")
    expect(page.get_by_test_id("filter-q")).to_be_visible()
    page.goto("/me")
    page.get_by_test_id("passkey-remove").click()
    page.locator(".el-message-box input").fill(DEMO_PASSWORD)
    page.locator(".el-message-box .el-button--primary").click()
    expect(page.get_by_text("这是最后一个两步验证方式")).to_be_visible()
    expect(page.get_by_test_id("passkey")).to_have_count(1)
