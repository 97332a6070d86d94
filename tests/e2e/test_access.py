"""Every page is usable without a mouse or good eyes, on a desk and on a telephone."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.e2e.conftest import SignedIn
from tests.e2e.running import ROOT

pytestmark = pytest.mark.browser

AXE = ROOT / "service/web/node_modules/axe-core/axe.min.js"
PAGES = (
    "/sign-in", "/", "/contracts", "/contracts?trash=true", "/contracts?q=没有这样的合同&number=7",
    "/upload", "/search", "/search?q=租金", "/jobs",
    "/me", "/admin/users", "/admin/audit", "/admin/backups", "/admin/feedback",
    "/help", "/help/contract", "/help/users", "/help/errors#no_reading", "/nowhere",
    "/contracts/{lease}/report",
    "/contracts/{lease}?tab=risks", "/contracts/{lease}?tab=facts",
    "/contracts/{lease}?tab=clauses", "/contracts/{lease}?tab=card",
    "/contracts/{lease}?tab=notes", "/contracts/{lease}?tab=history",
)  # fmt: skip


def _violations(page: Page) -> list[str]:
    page.evaluate(AXE.read_text())
    found: list[dict[str, Any]] = page.evaluate(
        """async () => (await axe.run(document, {
            runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice']
        })).violations"""
    )
    return [
        f"{each['id']}: {node['target']} {node['html'][:160]}"
        for each in found
        for node in each["nodes"][:3]
    ]


def test_the_check_sees_a_barrier(sign_in: SignedIn) -> None:
    page = sign_in("fawu")
    page.evaluate("document.querySelector('#main').innerHTML = '<img src=\"/icon.svg\">'")
    assert any(fault.startswith("image-alt") for fault in _violations(page))


def _settled(page: Page) -> None:
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(150)


@pytest.mark.parametrize("locale", ["zh-CN", "en"])
@pytest.mark.parametrize("width", [1440, 390])
def test_pages_have_no_barriers_and_never_scroll_sideways(
    sign_in: SignedIn, lease: str, width: int, locale: str
) -> None:
    page = sign_in("admin", width=width, locale=locale)
    faults = []
    for path in PAGES:
        page.goto(path.format(lease=lease))
        _settled(page)
        assert page.locator("html").get_attribute("lang") == locale
        faults += [f"{path}  {fault}" for fault in _violations(page)]
        over = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        if over > 0:
            faults.append(f"{path}  scrolls sideways by {over} px")
    assert not faults, "\n".join(faults)
