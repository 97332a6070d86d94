"""A period waits for its event; the day entered makes it a date that says why."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import SignedIn

pytestmark = pytest.mark.browser


def test_the_day_of_an_event_turns_a_period_into_a_date_with_its_reason(
    sign_in: SignedIn, lease: str
) -> None:
    page = sign_in("fawu")
    page.goto(f"/contracts/{lease}?tab=facts")
    card = page.get_by_test_id("fact").filter(has_text="“45天”")
    expect(card.get_by_test_id("period")).to_contain_text("等待“房屋交付”")
    field = card.get_by_test_id("period-enter").locator("input")
    field.fill("2026-03-02")
    field.press("Enter")
    expect(card.get_by_test_id("period-date")).to_be_visible()
    card.get_by_text("为什么").click()
    expect(card.locator("details")).to_contain_text("《民法典》第201条")
