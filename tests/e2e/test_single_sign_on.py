"""Single sign-on as a person meets it: to the provider and back, a refusal, a link, the way out."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest
import uvicorn
from oidc_provider_mock import User as Known
from oidc_provider_mock import run_server_in_thread
from playwright.sync_api import Browser, Page, expect

from service.accounts.demo import DEMO_PASSWORD, create_demo_people
from service.app import create_app
from service.kernel.outside_settings import OidcProvider
from service.kernel.settings import Settings
from service.migrations import upgrade

from .test_identity import _violations

pytestmark = pytest.mark.browser
CLAIMS = {"preferred_username": "zhaoliu", "name": "赵六", "email": "zhaoliu@example.com"}


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an API with the demo people and a provider of its own."""
    folder = tmp_path_factory.mktemp("oidc")
    known = [Known(sub="u-1", claims=CLAIMS), Known(sub="u-2", claims=CLAIMS)]
    with run_server_in_thread(require_nonce=True, user_claims=known) as provider:
        (folder / "secret").write_text("any")
        corp = OidcProvider(
            issuer=f"http://localhost:{provider.server_port}",
            client_id="jianqi",
            client_secret_file=folder / "secret",
            label_zh="公司账号",
            label_en="your company account",
        )
        settings = Settings(
            data=folder / "data", key_file=folder / "key", demo=False, oidc={"corp": corp}
        )
        settings.data.mkdir()
        upgrade(settings.resolved_database_url)
        app = create_app(settings)
        with app.state.database.write() as db:
            create_demo_people(db)
        server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="warning"))
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        until = time.monotonic() + 60
        while not server.started:
            assert time.monotonic() < until, "the API did not start"
            time.sleep(0.05)
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
        server.should_exit = True
        thread.join(10)


@pytest.fixture
def page(browser: Browser, url: str) -> Iterator[Page]:
    context = browser.new_context(
        base_url=url, locale="zh-CN", reduced_motion="reduce", service_workers="block"
    )
    yield context.new_page()
    context.close()


def test_to_the_provider_and_back_and_out(page: Page, url: str) -> None:
    page.goto("/sign-in?next=/search")
    button = page.get_by_test_id("oidc-corp")
    expect(button).to_have_text("使用公司账号登录")
    assert _violations(page) == []
    button.click()
    page.get_by_role("button", name="u-1").click()
    page.wait_for_url(f"{url}/search")
    page.goto("/me")
    expect(page.locator("body")).to_contain_text("此账号通过单点登录进入")
    expect(page.get_by_test_id("identity")).to_contain_text("zhaoliu@example.com")
    page.get_by_test_id("account-menu").click()
    page.get_by_role("menuitem", name="退出").click()
    page.wait_for_url("**/oauth2/end_session?**")


def test_a_refusal_is_told_with_the_next_step(page: Page, url: str) -> None:
    page.goto("/sign-in")
    page.get_by_test_id("oidc-corp").click()
    page.get_by_role("button", name="Deny").click()
    expect(page.get_by_role("alert")).to_contain_text("登录没有得到同意")
    assert page.url == f"{url}/sign-in/corp", "nothing of what was sent stays in the address"
    assert _violations(page) == []
    page.get_by_test_id("back").click()
    page.wait_for_url(f"{url}/sign-in")


def test_a_person_links_their_account_and_takes_the_link_away(page: Page, url: str) -> None:
    page.goto("/sign-in")
    page.get_by_test_id("login").fill("fawu")
    page.get_by_test_id("password").fill(DEMO_PASSWORD)
    page.get_by_test_id("sign-in").click()
    page.wait_for_url(f"{url}/")
    page.goto("/me")
    page.get_by_test_id("link-password").fill(DEMO_PASSWORD)
    page.get_by_test_id("link-corp").click()
    page.get_by_role("button", name="u-2").click()
    page.wait_for_url(f"{url}/me")
    identity = page.get_by_test_id("identity")
    expect(identity).to_contain_text("公司账号")
    identity.get_by_role("button", name="解除绑定").click()
    page.locator(".el-message-box").get_by_role("button", name="解除绑定").click()
    expect(identity).to_have_count(0)
