"""A real Chromium against a really running installation."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, Page

from service.accounts.demo import DEMO_PASSWORD
from tests.e2e.running import CHROMIUM, CHROMIUM_ARGS, ROOT, Running, installation, signed_in

FAKE_CAMERA = ("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    return browser_type_launch_args | {
        "executable_path": CHROMIUM,
        "args": [*CHROMIUM_ARGS, *FAKE_CAMERA],
    }


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    if not (ROOT / "service/web/dist/index.html").is_file():
        pytest.fail("the web UI is not built: npm run build in service/web")
    with installation(tmp_path_factory.mktemp("installation")) as started:
        yield started


@pytest.fixture(scope="session")
def lease(running: Running, fixtures: Path) -> str:
    """The id of a lease that has been read."""
    job = running.upload(fixtures / "labelled/dev/zh/lease.docx", "办公用房租赁合同.docx")
    assert job["state"] == "done", job
    contract_id: str = job["contract_id"]
    return contract_id


@pytest.fixture(scope="module", autouse=True)
def _left_as_found(running: Running, lease: str) -> Iterator[None]:
    """What a module has filed goes to the trash with it: nobody finds what another made."""
    yield
    with httpx.Client(base_url=running.url) as client:
        signed_in(client, "admin")
        filed = client.get("/api/contracts", params={"limit": 200}).json()["items"]
        for contract in filed:
            if contract["id"] != lease:
                client.delete(f"/api/contracts/{contract['id']}").raise_for_status()


SignedIn = Callable[..., Page]


@pytest.fixture
def sign_in(browser: Browser, running: Running) -> Iterator[SignedIn]:
    """A page where a demo person has signed in through the form."""
    opened = []

    def enter(login: str = "fawu", *, width: int = 1440, locale: str = "zh-CN") -> Page:
        context = browser.new_context(
            base_url=running.url,
            viewport={"width": width, "height": 900},
            locale=locale,
            reduced_motion="reduce",
            service_workers="block",
        )
        opened.append(context)
        page = context.new_page()
        page.goto("/sign-in")
        page.get_by_test_id("login").fill(login)
        page.get_by_test_id("password").fill(DEMO_PASSWORD)
        page.get_by_test_id("sign-in").click()
        page.wait_for_url("**/")
        return page

    yield enter
    for context in opened:
        context.close()
