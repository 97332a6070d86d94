"""What opens over a page is usable without a mouse or good eyes, too: photo mode, corner editor,
the dialogs that arrange cards and columns, photos as taken."""

from __future__ import annotations

from collections.abc import Callable

import httpx
import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import SignedIn
from tests.e2e.running import Running, signed_in
from tests.e2e.test_access import (
    CLIPPED,
    COUNTED,
    FINGER,
    LOOKS,
    TOO_SMALL,
    _settled,
    _violations,
)
from tests.e2e.test_camera import FIRST, _file, _take

pytestmark = pytest.mark.browser


def _photo_mode(page: Page, _: str) -> None:
    page.goto("/upload")
    page.get_by_test_id("mode-photos").click()
    _take(page, FIRST)


def _corner_editor(page: Page, photographed: str) -> None:
    _photo_mode(page, photographed)
    page.get_by_test_id("camera-correct").first.click()
    expect(page.get_by_test_id("corner-0")).to_be_visible()


def _live_camera(page: Page, photographed: str) -> None:
    _photo_mode(page, photographed)
    expect(page.get_by_test_id("camera-send")).to_be_enabled()
    page.get_by_test_id("live-open").click()
    expect(page.get_by_test_id("live-shoot")).to_be_enabled()


def _cards(page: Page, _: str) -> None:
    page.goto("/")
    page.get_by_test_id("arrange-home").click()
    expect(page.get_by_test_id("arrange-save")).to_be_visible()


def _columns(page: Page, _: str) -> None:
    page.goto("/contracts")
    page.get_by_test_id("arrange-columns").click()
    expect(page.get_by_test_id("arrange-save")).to_be_visible()


def _palette(page: Page, _: str) -> None:
    page.goto("/")
    page.wait_for_load_state("networkidle")
    page.keyboard.press("Control+k")
    expect(page.get_by_test_id("palette")).to_be_visible()


def _help(page: Page, _: str) -> None:
    page.goto("/")
    page.get_by_test_id("open-help").click()
    expect(page.get_by_role("dialog")).to_be_visible()


def _photos_as_taken(page: Page, photographed: str) -> None:
    page.goto(f"/contracts/{photographed}")
    page.get_by_test_id("more").click()
    page.get_by_test_id("open-photos").click()
    expect(page.get_by_test_id("original-photo")).to_have_count(1)
    expect(page.get_by_test_id("open-photos")).to_be_hidden()


OPENED: dict[str, Callable[[Page, str], None]] = {
    "photo mode": _photo_mode,
    "corner editor": _corner_editor,
    "live camera": _live_camera,
    "cards": _cards,
    "columns": _columns,
    "palette": _palette,
    "help": _help,
    "photos as taken": _photos_as_taken,
}


@pytest.fixture(scope="module")
def photographed(running: Running) -> str:
    """A contract of one page with its photo."""
    photo = _file(*FIRST)["buffer"]
    with httpx.Client(base_url=running.url, timeout=60) as client:
        signed_in(client, "fawu")
        sent = client.post("/api/contracts", files={"file": ("照片.jpg", photo)})
        contract: str = sent.json()["contract_id"]
        kept = client.put(f"/api/contracts/{contract}/photos/1", files={"photo": ("a", photo)})
        kept.raise_for_status()
    return contract


@pytest.mark.parametrize(
    ("width", "locale", "theme"),
    [
        pytest.param(*LOOKS[0], marks=pytest.mark.slow),
        pytest.param(*LOOKS[3], marks=pytest.mark.slow),
        LOOKS[5],
    ],
)
def test_what_opens_has_no_barriers_and_fits_the_screen(
    sign_in: SignedIn, photographed: str, width: int, locale: str, theme: str
) -> None:
    page = sign_in("fawu", width=width, locale=locale)
    page.add_init_script(COUNTED)
    page.context.grant_permissions(["camera"])
    page.route(
        "**/api/auth/preferences",
        lambda route: route.fulfill(json={"theme": theme, "tours_seen": ["legal"]}),
    )
    faults = []
    for name, open_it in OPENED.items():
        open_it(page, photographed)
        _settled(page)
        found = _violations(page) + page.evaluate(CLIPPED)
        if width < 720:
            found += page.evaluate(TOO_SMALL, FINGER)
        over = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        if over > 0:
            found.append(f"scrolls sideways by {over} px")
        faults += [f"{name}  {fault}" for fault in found]
    assert not faults, "\n".join(faults)
