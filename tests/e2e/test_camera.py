"""A contract photographed page by page with a telephone."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, FilePayload, Page, expect

from service.accounts.demo import DEMO_PASSWORD
from tests.bench.photos import photo
from tests.e2e.running import Running

pytestmark = pytest.mark.browser
FIRST, SECOND, OTHER = ("wood", 0), ("dark desk", 4), ("plain desk", 1)
"""The first two show pages 1 and 2 of a lease, the third a page of another contract."""


def _file(kind: str, seed: int) -> FilePayload:
    out = io.BytesIO()
    Image.fromarray(photo(kind, seed).image).save(out, "JPEG", quality=90)
    return {"name": f"{kind}-{seed}.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()}


@pytest.fixture
def phone(browser: Browser, running: Running) -> Iterator[BrowserContext]:
    context = browser.new_context(
        base_url=running.url,
        viewport={"width": 390, "height": 844},
        device_scale_factor=2,
        is_mobile=True,
        has_touch=True,
        locale="zh-CN",
        reduced_motion="reduce",
        service_workers="block",
        permissions=["camera"],
    )
    yield context
    context.close()


def _enter(page: Page, login: str = "jingban") -> Page:
    page.goto("/sign-in")
    page.get_by_test_id("login").fill(login)
    page.get_by_test_id("password").fill(DEMO_PASSWORD)
    page.get_by_test_id("sign-in").click()
    page.wait_for_url("**/")
    page.goto("/upload")
    return page


@pytest.fixture
def camera(phone: BrowserContext) -> Page:
    page = _enter(phone.new_page())
    page.get_by_test_id("mode-photos").click()
    return page


def _take(page: Page, *photos: tuple[str, int]) -> None:
    for each in photos:
        before = page.get_by_test_id("camera-page").count()
        page.get_by_test_id("camera-input").set_input_files(files=[_file(*each)])
        expect(page.get_by_test_id("camera-page").nth(before).locator("img")).to_be_visible()


def _shown(page: Page) -> list[str]:
    images = page.get_by_test_id("camera-page").locator("img")
    found: list[str] = images.evaluate_all("all => all.map((each) => each.src)")
    return found


def test_photos_are_sorted_corrected_survive_and_are_read_as_one_contract(camera: Page) -> None:
    _take(camera, SECOND, FIRST, OTHER)
    second, first, other = _shown(camera)
    camera.get_by_test_id("camera-earlier").nth(1).click()
    assert _shown(camera) == [first, second, other]

    grips = camera.get_by_test_id("camera-grip")
    grips.nth(1).focus()
    camera.keyboard.press("ArrowRight")
    expect(grips.nth(2)).to_be_focused()
    assert _shown(camera) == [first, other, second]
    _drag(camera, grips.nth(2), camera.get_by_test_id("camera-page").nth(1))
    assert _shown(camera) == [first, second, other]

    camera.get_by_test_id("camera-remove").nth(2).click()
    expect(camera.get_by_test_id("camera-page")).to_have_count(2)
    _take(camera, OTHER)
    camera.get_by_test_id("camera-correct").nth(2).click()
    corner = camera.get_by_test_id("corner-0")
    before = corner.get_attribute("style")
    corner.focus()
    camera.keyboard.press("ArrowLeft")
    assert corner.get_attribute("style") != before
    camera.get_by_test_id("look-grey").click()
    camera.get_by_test_id("corners-save").click()
    expect(camera.get_by_test_id("corner-editor")).to_have_count(0)

    camera.reload()
    expect(camera.get_by_test_id("camera-page").locator("img")).to_have_count(3)
    camera.context.set_offline(True)
    camera.get_by_test_id("camera-send").click()
    expect(camera.get_by_test_id("camera-problem")).to_contain_text("照片都还在")
    expect(camera.get_by_test_id("camera-page")).to_have_count(3)
    camera.context.set_offline(False)
    job = camera.get_by_test_id("job-row")
    expect(job).to_have_attribute("data-state", "done", timeout=150_000)
    expect(camera.get_by_test_id("camera-page")).to_have_count(0)
    camera.get_by_test_id("open-contract").click()
    expect(camera.locator("h1")).to_contain_text("租赁合同")
    contract_id = camera.url.split("/contracts/")[1].split("?")[0]
    reading = camera.request.get(f"/api/contracts/{contract_id}/reading").json()
    assert len(reading["pages"]) == 3
    assert (
        "房屋租赁合同" in reading["text"][:400].replace(" ", "") or "租赁" in reading["text"][:400]
    )
    # A page lies flat: as tall and wide as the sheet, not as the photo.
    for page in reading["pages"]:
        assert abs(page["height"] / page["width"] - 2**0.5) < 0.01

    taken = [len(_file(*each)["buffer"]) for each in (FIRST, SECOND, OTHER)]
    assert _kept_sizes(camera, contract_id) == taken
    camera.get_by_test_id("more").click()
    camera.get_by_test_id("open-photos").click()
    photos = camera.get_by_test_id("original-photo")
    expect(photos).to_have_count(3)
    picture = photos.first.locator("img")
    expect(picture).to_be_visible()
    expect(picture).not_to_have_js_property("naturalWidth", 0)


def _kept_sizes(page: Page, contract_id: str) -> list[int]:
    """How many bytes each photo has that is kept as it was taken, in order of the pages."""
    kept = page.request.get(f"/api/contracts/{contract_id}/photos").json()["items"]
    return [photo["size"] for photo in kept]


def test_photos_that_were_cut_off_follow_without_another_contract(camera: Page) -> None:
    _take(camera, FIRST, SECOND)
    camera.route("**/photos/2", lambda route: route.abort())
    filed: list[str] = []
    camera.on(
        "request",
        lambda sent: (
            filed.append(sent.url)
            if sent.method == "POST" and sent.url.endswith("/api/contracts")
            else None
        ),
    )
    camera.get_by_test_id("camera-send").click()
    expect(camera.get_by_test_id("camera-problem")).to_contain_text("照片都还在")
    expect(camera.get_by_test_id("camera-page")).to_have_count(2)
    camera.unroute("**/photos/2")
    camera.get_by_test_id("camera-send").click()
    expect(camera.get_by_test_id("camera-page")).to_have_count(0)
    assert len(filed) == 1
    job = camera.get_by_test_id("job-row")
    expect(job).to_have_attribute("data-state", "done", timeout=150_000)
    camera.get_by_test_id("open-contract").click()
    camera.wait_for_url("**/contracts/*")
    contract_id = camera.url.split("/contracts/")[1].split("?")[0]
    assert _kept_sizes(camera, contract_id) == [len(_file(*e)["buffer"]) for e in (FIRST, SECOND)]


def _drag(page: Page, handle: Any, target: Any) -> None:
    target.scroll_into_view_if_needed()
    start, end = handle.bounding_box(), target.bounding_box()
    page.mouse.move(start["x"] + 10, start["y"] + 10)
    page.mouse.down()
    page.mouse.move(end["x"] + 60, end["y"] + 120, steps=8)
    page.mouse.move(end["x"] + 40, end["y"] + 60, steps=8)
    page.mouse.up()


def test_a_corner_is_dragged_and_found_again(camera: Page) -> None:
    _take(camera, FIRST)
    camera.get_by_test_id("camera-correct").click()
    corner = camera.get_by_test_id("corner-2")
    found = corner.get_attribute("style")
    box = corner.bounding_box()
    assert box is not None
    camera.mouse.move(box["x"] + 22, box["y"] + 22)
    camera.mouse.down()
    camera.mouse.move(box["x"] - 30, box["y"] - 40, steps=4)
    camera.mouse.up()
    assert corner.get_attribute("style") != found
    camera.get_by_role("button", name="重新识别").click()
    expect(corner).to_have_attribute("style", found or "")


def test_edges_that_cross_are_not_saved(camera: Page) -> None:
    _take(camera, FIRST)
    camera.get_by_test_id("camera-correct").click()
    camera.get_by_test_id("corner-0").focus()
    for _ in range(24):
        camera.keyboard.press("Shift+ArrowRight")
    expect(camera.get_by_role("alert")).to_contain_text("不能交叉")
    expect(camera.get_by_test_id("corners-save")).to_be_disabled()


def test_the_camera_takes_page_after_page(camera: Page) -> None:
    camera.get_by_test_id("live-open").click()
    for _ in range(2):
        camera.get_by_test_id("live-shoot").click()
    expect(camera.get_by_test_id("live-camera")).to_contain_text("已拍 2 页")
    camera.get_by_test_id("live-done").click()
    expect(camera.get_by_test_id("camera-page").locator("img")).to_have_count(2)


def test_a_file_that_is_no_picture_is_named(camera: Page) -> None:
    broken: FilePayload = {"name": "坏的.jpg", "mimeType": "image/jpeg", "buffer": b"no picture"}
    camera.get_by_test_id("album-input").set_input_files(files=[broken])
    expect(camera.get_by_role("alert")).to_contain_text("坏的.jpg")
    expect(camera.get_by_test_id("camera-page")).to_have_count(0)


def _end_by_sign_out(page: Page) -> None:
    page.get_by_test_id("account-menu").click()
    page.get_by_role("menuitem", name="退出").click()
    page.wait_for_url("**/sign-in")


def _end_by_time(page: Page) -> None:
    page.context.clear_cookies()


@pytest.mark.parametrize(
    ("end", "back", "kept"),
    [
        (_end_by_sign_out, "jingban", 0),
        (_end_by_time, "jingban", 1),
        (_end_by_time, "fawu", 0),
    ],
    ids=["signed out", "same person after the session's end", "somebody else"],
)
def test_photos_wait_for_their_own_person_alone(
    camera: Page, end: Callable[[Page], None], back: str, kept: int
) -> None:
    _take(camera, FIRST)
    end(camera)
    _enter(camera, back)
    camera.wait_for_load_state("networkidle")
    expect(camera.get_by_test_id("camera-page")).to_have_count(kept)
