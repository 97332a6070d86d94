"""Write ``docs/screens``: every page on a desk, a tablet and a telephone, in two languages.

Run with ``python -m tests.e2e.screens``; an argument is a part of the names that are wanted.
"""

from __future__ import annotations

import io
import json
import os
import re
import sys
import tempfile
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import docx
import httpx
from PIL import Image
from playwright.sync_api import (
    Browser,
    BrowserContext,
    FilePayload,
    Page,
    Route,
    sync_playwright,
)

from service.accounts.demo import DEMO_PASSWORD
from service.flows.demo import DATED, contracts, file_bytes
from service.kernel.clock import today
from service.kernel.locale import UiLanguage, say
from tests.bench.photos import photo
from tests.e2e.running import CHROMIUM, CHROMIUM_ARGS, ROOT, Running, installation, signed_in

OUT = ROOT / "docs/screens"
COLOURS = 64
DEMO = ROOT / "fixtures/demo"
SCAN = "产业园区物业服务合同-扫描件.pdf"
LEASE = "写字楼租赁合同.docx"
SHOWN = (SCAN, LEASE, "仓储管理系统开发合同.docx", "股权转让协议.pdf",
         "Component Supply Agreement.docx", "Exclusive Distribution Agreement.pdf")  # fmt: skip
PAGES = {
    "home": "/",
    "contracts": "/contracts",
    "contracts-empty": "/contracts?q=没有这样的合同",
    "upload": "/upload",
    "search": "/search?q=迟延付款的后果",
    "search-empty": "/search",
    "jobs": "/jobs",
    "contract-risks": "/contracts/{scan}?tab=risks",
    "contract-facts": "/contracts/{scan}?tab=facts",
    "contract-clauses": "/contracts/{scan}?tab=clauses",
    "contract-card": "/contracts/{scan}?tab=card",
    "contract-notes": "/contracts/{scan}?tab=notes",
    "contract-history": "/contracts/{scan}?tab=history",
    "report": "/contracts/{scan}/report",
    "compare": "/contracts/{sent}/compare?with={returned}",
    "compare-empty": "/compare",
    "notifications": "/notifications",
    "me": "/me",
    "trash-empty": "/contracts?trash=true",
    "users": "/admin/users",
    "access": "/admin/users/{someone}/access",
    "organisation": "/admin/organisation",
    "roles": "/admin/roles",
    "library": "/admin/library",
    "library-entry": "/admin/library/zh.payment.prepay_full",
    "mail": "/admin/mail",
    "audit": "/admin/audit",
    "audit-empty": "/admin/audit?from=2001-01-01&to=2001-01-02",
    "backups": "/admin/backups",
    "feedback": "/admin/feedback",
    "help": "/help/contract",
    "help-errors": "/help/errors#no_reading",
    "missing": "/nowhere",
}
ASKED = {
    "home": ("/", "/api/home"),
    "contracts": ("/contracts", "/api/contracts?*"),
    "contract": ("/contracts/{scan}", "/api/contracts/{scan}"),
    "report": ("/contracts/{scan}/report", "/api/contracts/{scan}"),
    "search": ("/search?q=迟延付款的后果", "/api/search?*"),
    "jobs": ("/jobs", "/api/jobs?*"),
    "compare": ("/contracts/{sent}/compare?with={returned}", "/api/contracts/{sent}/compare?*"),
    "me": ("/me", "/api/auth/tokens"),
    "notifications": ("/notifications", "/api/notifications?*"),
    "users": ("/admin/users", "/api/users?*"),
    "organisation": ("/admin/organisation", "/api/units"),
    "roles": ("/admin/roles", "/api/roles"),
    "library": ("/admin/library", "/api/library"),
    "mail": ("/admin/mail", "/api/mail"),
    "audit": ("/admin/audit", "/api/audit?*"),
    "backups": ("/admin/backups", "/api/backups?*"),
}
"""Pages that wait for the service: their path, and what they ask for first."""

PHOTOS = (("wood", 0), ("dark desk", 4))
Ids = dict[str, str]
"""What the braces of a path stand for."""

TABLET = 768
SIZES = ((1440, 900), (TABLET, 1024), (390, 844))
IN_THE_DARK = ("home", "contracts", "upload", "search", "contract-risks", "contract-facts",
               "contract-card", "report", "compare", "notifications", "me", "users",
               "organisation", "roles", "library", "audit", "help")  # fmt: skip


def main() -> None:
    """Fill an installation, visit its pages, keep what they look like."""
    wanted = sys.argv[1] if len(sys.argv) > 1 else ""
    OUT.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        tempfile.TemporaryDirectory() as backups,
        installation(Path(folder), JIANQI_BACKUP_TO=backups) as running,
    ):
        ids = _fill(running)
        with sync_playwright() as player:
            browser = player.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_ARGS)
            for language in ("zh", "en"):
                for width, height in SIZES:
                    shown = [
                        _visit(browser, running, ids, language, width, height),
                        _dark(browser, running, ids, language, width, height),
                    ]
                    if width != TABLET:
                        shown.append(_waiting(browser, running, ids, language, width, height))
                    for name, page in chain(*shown):
                        if wanted in name:
                            _keep(page, OUT / f"{name}-{width}-{language}.webp")
            browser.close()


def _fill(running: Running) -> Ids:
    """Read the contracts shown and annotate the scan; the ids that the paths name."""
    ids = {name: running.upload(DEMO / name)["contract_id"] for name in SHOWN}
    for item in contracts(DATED):
        text = file_bytes(DATED / item.file, today())
        sent = running.client.post("/api/contracts", files={"file": (item.file, text)})
        running.ended(sent.raise_for_status().json()["items"][0]["job_id"])
    scan: str = ids[SCAN]
    clauses = running.client.get(f"/api/contracts/{scan}/reading").json()["clauses"]
    noted = next(clause for clause in clauses if clause["kind"] == "term" and clause["level"] > 1)
    span = {"start": noted["start"], "end": noted["end"]}
    running.client.post(
        f"/api/contracts/{scan}/annotations",
        json=span | {"label": "question", "note": "请与用印登记核对。"},
    ).raise_for_status()
    findings = running.client.get(f"/api/contracts/{scan}/findings").json()["items"]
    for finding, decision in zip(findings, ("accept", "reject"), strict=False):
        running.client.patch(
            f"/api/contracts/{scan}/findings/{finding['fid']}",
            json={"decision": decision},
            headers={"If-Match": str(finding["version"])},
        ).raise_for_status()
    said = {"text": "报告里能不能加上公司抬头？", "path": f"/contracts/{scan}/report"}
    running.client.post("/api/feedback", json=said).raise_for_status()
    returned = _returned(running, DEMO / LEASE)
    return {"scan": scan, "someone": _someone(running), "sent": ids[LEASE], "returned": returned}


def _someone(running: Running) -> str:
    with httpx.Client(base_url=running.url) as client:
        signed_in(client, "admin")
        people = client.get("/api/users", params={"limit": 200}).json()["items"]
    return next(person["id"] for person in people if person["login"] == "fawu")


def _returned(running: Running, sent: Path) -> str:
    """The id of what the other side sent back."""
    returned = docx.Document(str(sent))
    for paragraph in returned.paragraphs:
        for run in paragraph.runs:
            run.text = run.text.replace("不得", "可以").replace("三十日", "十日")
    with tempfile.TemporaryDirectory() as folder:
        back = Path(folder) / f"{sent.stem}-对方返回.docx"
        returned.save(str(back))
        contract_id: str = running.upload(back)["contract_id"]
    return contract_id


def _opened(
    browser: Browser, running: Running, language: str, width: int, height: int
) -> BrowserContext:
    return browser.new_context(
        base_url=running.url,
        viewport={"width": width, "height": height},
        locale="zh-CN" if language == "zh" else "en",
        reduced_motion="reduce",
        service_workers="block",
    )


def _waiting(
    browser: Browser, running: Running, ids: Ids, language: str, width: int, height: int
) -> Iterator[tuple[str, Page]]:
    """Every page while the service has not answered yet, and after it has failed."""
    context = _opened(browser, running, language, width, height)
    page = context.new_page()
    page.goto("/sign-in")
    page.get_by_test_id("demo-admin").click()
    page.wait_for_url("**/")
    for name, (path, address) in ASKED.items():
        pattern = f"**{address.format(**ids)}"
        page.route(pattern, lambda _: None)
        page.goto(path.format(**ids))
        page.locator("[role=status]").first.wait_for()
        page.wait_for_timeout(300)
        yield f"{name}-loading", page
        page.unroute(pattern)
        page.route(pattern, _fail)
        page.goto(path.format(**ids))
        page.locator("[role=alert]").first.wait_for()
        yield f"{name}-error", page
        page.unroute(pattern)
    context.close()


def _dark(
    browser: Browser, running: Running, ids: Ids, language: str, width: int, height: int
) -> Iterator[tuple[str, Page]]:
    """The main pages in the dark theme."""
    context = _opened(browser, running, language, width, height)
    page = context.new_page()
    page.goto("/sign-in")
    page.get_by_test_id("demo-admin").click()
    page.wait_for_url("**/")
    page.route("**/api/auth/preferences", _in_the_dark)
    for name in IN_THE_DARK:
        page.goto(PAGES[name].format(**ids))
        _settle(page)
        yield f"{name}-dark", page
    context.close()


def _in_the_dark(route: Route) -> None:
    answer = route.fetch()
    route.fulfill(response=answer, json=answer.json() | {"theme": "dark"})


def _fail(route: Route) -> None:
    english = route.request.headers.get("accept-language") == "en"
    language: UiLanguage = "en" if english else "zh"
    body = {part: say(f"errors.internal.{part}", language) for part in ("title", "mend")}
    body |= {"code": "internal", "request_id": "r-2604"}
    route.fulfill(status=500, content_type="application/problem+json", body=json.dumps(body))


def _visit(
    browser: Browser, running: Running, ids: Ids, language: str, width: int, height: int
) -> Iterator[tuple[str, Page]]:
    context = _opened(browser, running, language, width, height)
    page = context.new_page()
    page.goto("/sign-in")
    _settle(page)
    yield "sign-in", page
    page.get_by_test_id("login").fill("admin")
    page.get_by_test_id("password").fill("not the password")
    page.get_by_test_id("sign-in").click()
    page.get_by_role("alert").wait_for()
    yield "sign-in-error", page
    page.get_by_test_id("password").fill(DEMO_PASSWORD)
    page.get_by_test_id("sign-in").click()
    page.wait_for_url("**/")
    _settle(page)
    _forget_tours(context)
    page.reload()
    page.get_by_test_id("tour").wait_for()
    yield "tour", page
    page.get_by_test_id("tour-skip").click()
    for name, path in PAGES.items():
        page.goto(path.format(**ids))
        _settle(page)
        if name in {"contract-risks", "contract-facts"}:
            page.keyboard.press("ArrowRight")
            page.wait_for_timeout(600)
        yield name, page
        if name == "contract-risks" and width < 900:
            page.get_by_test_id("tab-page").click()
            _settle(page)
            yield "contract-page", page
    yield from _dialogs(page, ids)
    context.close()


def _forget_tours(context: BrowserContext) -> None:
    """Show the first tour again: the server remembers who has seen it."""
    token = next(each["value"] for each in context.cookies() if each["name"] == "jianqi_csrf")
    context.request.patch(
        "/api/auth/preferences", data={"tours_seen": None}, headers={"X-CSRF-Token": token}
    )


def _dialogs(page: Page, ids: Ids) -> Iterator[tuple[str, Page]]:
    page.goto(f"/contracts/{ids['scan']}")
    _settle(page)
    page.get_by_test_id("more").click()
    page.get_by_role("menuitem", name=re.compile("键盘操作|Keyboard")).click()
    page.wait_for_timeout(400)
    yield "keys", page
    page.keyboard.press("Escape")
    page.wait_for_timeout(400)
    page.keyboard.press("?")
    page.get_by_test_id("help-text").wait_for()
    _settle(page)
    yield "help-panel", page
    page.get_by_test_id("feedback-open").click()
    _settle(page)
    yield "feedback-form", page
    page.goto("/upload")
    # Another file each time: the same one again would be met as a duplicate.
    broken = b"%PDF-1.7 " + os.urandom(40)
    file: FilePayload = {"name": "损坏的合同.pdf", "mimeType": "application/pdf", "buffer": broken}
    page.get_by_test_id("file-input").set_input_files(files=[file])
    page.get_by_test_id("start-reading").click()
    page.get_by_role("alert").first.wait_for()
    yield "upload-error", page
    page.goto("/upload")
    page.get_by_test_id("mode-photos").click()
    _settle(page)
    yield "photos-empty", page
    for before, taken in enumerate(PHOTOS):
        page.get_by_test_id("camera-input").set_input_files(files=[_photo(*taken)])
        page.get_by_test_id("camera-page").nth(before).locator("img").wait_for()
    _settle(page)
    yield "photos", page


def _photo(kind: str, seed: int) -> FilePayload:
    out = io.BytesIO()
    Image.fromarray(photo(kind, seed).image).save(out, "JPEG", quality=90)
    return {"name": f"{seed}.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()}


def _settle(page: Page) -> None:
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(400)


def _keep(page: Page, path: Path) -> None:
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    few = picture.quantize(COLOURS, dither=Image.Dither.NONE).convert("RGB")
    few.save(path, lossless=True)


if __name__ == "__main__":
    main()
