"""The app on the home screen: a manifest, a worker for its own files, words when offline."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

import pytest
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, expect

from service.accounts.demo import DEMO_PASSWORD
from tests.e2e.running import Running

pytestmark = pytest.mark.browser
MANIFESTS = {"zh-CN": "/manifest.webmanifest", "en": "/manifest.en.webmanifest"}


@pytest.fixture
def context(browser: Browser, running: Running) -> Iterator[BrowserContext]:
    made = browser.new_context(base_url=running.url, locale="zh-CN", reduced_motion="reduce")
    yield made
    made.close()


def _controlled(context: BrowserContext, path: str = "/sign-in") -> Page:
    """A page that the service worker answers for."""
    page = context.new_page()
    page.goto(path)
    page.evaluate(
        """() => navigator.serviceWorker.controller || new Promise((done) =>
            navigator.serviceWorker.addEventListener('controllerchange', done, {once: true})
        ).then(() => true)"""
    )
    return page


def _signed_in(context: BrowserContext) -> Page:
    page = _controlled(context)
    page.get_by_test_id("login").fill("fawu")
    page.get_by_test_id("password").fill(DEMO_PASSWORD)
    page.get_by_test_id("sign-in").click()
    page.wait_for_url("**/")
    return page


@pytest.mark.parametrize("locale", MANIFESTS)
def test_the_manifest_fits_what_browsers_ask_for(running: Running, locale: str) -> None:
    answer = running.client.get(MANIFESTS[locale])
    assert answer.headers["content-type"].split(";")[0] == "application/manifest+json"
    assert answer.headers["cache-control"] == "no-cache"
    manifest = answer.json()
    assert manifest["lang"] == locale
    assert len(manifest["short_name"]) <= 12
    assert (manifest["start_url"], manifest["scope"], manifest["id"]) == ("/", "/", "/")
    assert manifest["display"] == "standalone"
    assert re.fullmatch(r"#[0-9a-f]{6}", manifest["theme_color"])
    purposes = {(icon["sizes"], icon["purpose"]) for icon in manifest["icons"]}
    assert {("192x192", "any"), ("512x512", "any"), ("512x512", "maskable")} <= purposes
    for icon in manifest["icons"]:
        served = running.client.get(icon["src"])
        assert served.headers["content-type"].split(";")[0] == icon["type"]
        if icon["sizes"] != "any":
            width, height = Image.open(io.BytesIO(served.content)).size
            assert f"{width}x{height}" == icon["sizes"]
    for shortcut in manifest["shortcuts"]:
        assert running.client.get(shortcut["url"]).status_code == 200


def test_maskable_icons_have_no_hole(running: Running) -> None:
    served = running.client.get("/icons/maskable-512.png")
    assert Image.open(io.BytesIO(served.content)).mode == "RGB"


@pytest.mark.parametrize("locale", MANIFESTS)
def test_the_page_names_the_manifest_of_its_language(
    browser: Browser, running: Running, locale: str
) -> None:
    context = browser.new_context(base_url=running.url, locale=locale)
    page = context.new_page()
    page.goto("/sign-in")
    expect(page.locator("link[rel=manifest]")).to_have_attribute("href", MANIFESTS[locale])
    devtools = context.new_cdp_session(page)
    told = devtools.send("Page.getAppManifest")
    assert told["errors"] == []
    assert told["url"].endswith(MANIFESTS[locale])
    context.close()


def test_the_worker_is_served_fresh_and_as_a_script(running: Running) -> None:
    answer = running.client.get("/sw.js")
    assert "javascript" in answer.headers["content-type"]
    assert answer.headers["cache-control"] == "no-cache"


def test_only_the_apps_own_files_are_kept(context: BrowserContext, lease: str) -> None:
    page = _signed_in(context)
    page.goto(f"/contracts/{lease}")
    expect(page.get_by_test_id("finding").first).to_be_visible()
    page.wait_for_load_state("networkidle")
    kept: list[str] = page.evaluate(
        """async () => (await Promise.all((await caches.keys()).map(async (name) =>
            (await (await caches.open(name)).keys()).map((each) => new URL(each.url).pathname)
        ))).flat()"""
    )
    assert "/offline.html" in kept
    assert any(path.startswith("/assets/") for path in kept)
    own = re.compile(
        r"/assets/[\w.-]+\.(js|css)|/icons/[\w-]+\.png|/icon\.svg|/manifest[.a-z]*"
        r"|/(offline|browser)\.js|/plain\.css|/offline\.html"
    )
    assert [path for path in kept if not own.fullmatch(path)] == []


@pytest.mark.parametrize("locale", MANIFESTS)
def test_without_a_network_the_page_says_what_is_wrong(
    browser: Browser, running: Running, locale: str
) -> None:
    context = browser.new_context(base_url=running.url, locale=locale)
    page = _controlled(context)
    context.set_offline(True)
    page.goto("/contracts")
    title = {"zh-CN": "连不上鉴契服务器", "en": "The Jianqi server cannot be reached"}[locale]
    expect(page.get_by_role("heading")).to_have_text(title)
    expect(page.get_by_role("button")).to_have_count(1)
    context.set_offline(False)
    # The page tries again by itself once the network is back.
    expect(page.get_by_test_id("login")).to_be_visible()
    context.close()


def test_an_open_page_says_that_the_network_is_gone(context: BrowserContext) -> None:
    page = _signed_in(context)
    expect(page.get_by_test_id("offline-notice")).to_have_count(0)
    context.set_offline(True)
    expect(page.get_by_test_id("offline-notice")).to_be_visible()
    context.set_offline(False)
    expect(page.get_by_test_id("offline-notice")).to_have_count(0)


def test_a_newer_version_asks_before_it_comes_in(context: BrowserContext) -> None:
    page = _signed_in(context)
    page.get_by_test_id("account-menu").wait_for()
    # For the browser a worker under another address is another version.
    page.evaluate("() => navigator.serviceWorker.register('/sw.js?newer').then(() => true)")
    expect(page.get_by_test_id("update-notice")).to_be_visible()
    with page.expect_navigation():
        page.get_by_test_id("update-reload").click()
    expect(page.get_by_test_id("account-menu")).to_be_visible()
    assert page.evaluate("navigator.serviceWorker.controller.scriptURL").endswith("?newer")


def test_a_browser_that_is_too_old_is_told_so(browser: Browser, running: Running) -> None:
    context = browser.new_context(base_url=running.url, service_workers="block")
    context.add_init_script("delete window.structuredClone")
    page = context.new_page()
    page.goto("/")
    expect(page.get_by_role("alert")).to_contain_text("浏览器版本过低")
    expect(page.get_by_role("alert")).to_contain_text("This browser is too old")
    context.close()
