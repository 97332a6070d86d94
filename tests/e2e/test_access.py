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
    "/compare", "/notifications", "/me", "/admin/users", "/admin/audit", "/admin/backups",
    "/admin/feedback", "/admin/mail", "/admin/organisation", "/admin/roles", "/admin/library",
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


COUNTED = """
    window.waiting = 0
    const asked = window.fetch
    window.fetch = (...all) => {
        window.waiting += 1
        return asked(...all).finally(() => setTimeout(() => { window.waiting -= 1 }))
    }
"""
"""Counts the questions that the service has not answered yet."""
STANDS = """() => document.querySelector('h1') && !document.querySelector('.skeleton')
    && window.waiting === 0"""


def _settled(page: Page) -> None:
    page.wait_for_function(STANDS)
    page.wait_for_timeout(150)
    page.wait_for_function(STANDS)


LOOKS = [
    (1440, "zh-CN", "light"), (1440, "en", "dark"),
    (768, "zh-CN", "dark"), (768, "en", "light"),
    (390, "zh-CN", "light"), (390, "en", "dark"),
]  # fmt: skip
FINGER = 40
"""Pixels that whatever is touched must be high on a telephone."""
TOO_SMALL = """(least) => [...document.querySelectorAll(
        'button, select, summary, [role=tab], [role=menuitem], .el-radio-button__inner, '
        + '.el-select__wrapper, nav a, label.el-button, .el-checkbox')]
    .filter((each) => each.checkVisibility() && !each.closest('.visually-hidden, .mark'))
    .map((each) => [each, each.getBoundingClientRect()])
    .filter(([, box]) => box.width > 0 && box.height < least - 0.5)
    .map(([each, box]) => `${Math.round(box.height)} px: ${each.outerHTML.slice(0, 110)}`)"""
CLIPPED = """() => [...document.querySelectorAll(
        'h1, h2, button, .tag, th, td, dt, dd, label, p, a')]
    .filter((each) => each.checkVisibility() && !each.closest('.visually-hidden'))
    .filter((each) => each.scrollWidth > each.clientWidth + 1
        && ['hidden', 'clip'].includes(getComputedStyle(each).overflowX)
        && getComputedStyle(each).textOverflow !== 'ellipsis')
    .map((each) => `clipped: ${each.outerHTML.slice(0, 110)}`)"""


QUICK = [
    LOOKS[0], pytest.param(*LOOKS[1], marks=pytest.mark.slow), LOOKS[2],
    pytest.param(*LOOKS[3], marks=pytest.mark.slow), LOOKS[4], LOOKS[5],
]  # fmt: skip
"""Every width, language and theme in ``make test``, every look of them in ``make test-all``."""


@pytest.mark.parametrize(("width", "locale", "theme"), QUICK)
def test_pages_have_no_barriers_and_fit_the_screen(
    sign_in: SignedIn, lease: str, width: int, locale: str, theme: str
) -> None:
    page = sign_in("admin", width=width, locale=locale)
    page.add_init_script(COUNTED)
    page.route(
        "**/api/auth/preferences",
        lambda route: route.fulfill(json={"theme": theme, "tours_seen": ["admin"]}),
    )
    faults = []
    for path in PAGES:
        page.goto(path.format(lease=lease))
        _settled(page)
        assert page.locator("html").get_attribute("lang") == locale
        found = _violations(page) + page.evaluate(CLIPPED)
        if width < 720:
            found += page.evaluate(TOO_SMALL, FINGER)
        over = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        if over > 0:
            found.append(f"scrolls sideways by {over} px")
        faults += [f"{path}  {fault}" for fault in found]
    assert page.locator("html.dark").count() == (theme == "dark")
    assert not faults, "\n".join(faults)
