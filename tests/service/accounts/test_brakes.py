"""Guessing is slowed down; whoever knows the password is not shut out for ever."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from service.accounts import brakes
from service.accounts.brakes import FREE, Attempt, TooManyAttempts
from service.accounts.demo import DEMO_PASSWORD
from service.kernel.db import Database

from .conftest import Clock

SignIn = Callable[[str], TestClient]
pytestmark = pytest.mark.usefixtures("clock")


def attempt(browser: TestClient, login: str, password: str = "wrong") -> Any:
    return browser.post("/api/auth/sign-in", json={"login": login, "password": password})


def guess(browser: TestClient, login: str, times: int) -> list[int]:
    return [attempt(browser, login).status_code for _ in range(times)]


def test_after_five_wrong_passwords_even_the_right_one_must_wait(
    stranger: TestClient, clock: Clock
) -> None:
    assert guess(stranger, "fawu", 5) == [401] * 5
    refused = attempt(stranger, "fawu", DEMO_PASSWORD)
    assert (refused.status_code, refused.json()["code"]) == (429, "too_many_attempts")
    assert refused.headers["retry-after"] == "60"
    assert "1" in refused.json()["title"]
    clock.move(seconds=61)
    assert attempt(stranger, "fawu", DEMO_PASSWORD).status_code == 200
    assert guess(stranger, "fawu", 4) == [401] * 4, "the failures before are forgotten"


def test_the_delay_doubles_up_to_a_quarter_of_an_hour(stranger: TestClient, clock: Clock) -> None:
    guess(stranger, "fawu", 5)
    delays = []
    for _ in range(6):
        wait = int(attempt(stranger, "fawu").headers["retry-after"])
        delays.append(wait // 60)
        clock.move(seconds=wait + 1)
        assert attempt(stranger, "fawu").status_code == 401
    assert delays == [1, 2, 4, 8, 15, 15]


def test_an_unknown_login_is_slowed_down_alike(stranger: TestClient) -> None:
    def answers(login: str) -> list[tuple[int, str]]:
        found = [attempt(stranger, login) for _ in range(7)]
        return [(a.status_code, a.json()["title"]) for a in found]

    assert answers("nobody-here") == answers("caiwu")


def test_upper_case_does_not_open_a_new_count(stranger: TestClient) -> None:
    guess(stranger, "fawu", 5)
    assert attempt(stranger, "FaWu").status_code == 429


def test_one_address_cannot_go_through_all_logins(stranger: TestClient) -> None:
    codes = [attempt(stranger, f"person{i}").status_code for i in range(FREE["address"] + 1)]
    assert codes == [401] * FREE["address"] + [429]


def test_a_right_password_does_not_wipe_the_address_clean(stranger: TestClient) -> None:
    for i in range(FREE["address"] - 1):
        attempt(stranger, f"person{i}")
    assert attempt(stranger, "fawu", DEMO_PASSWORD).status_code == 200
    assert [attempt(stranger, f"other{i}").status_code for i in range(2)] == [401, 429]


def test_an_ipv6_network_counts_as_one_address() -> None:
    one, two = Attempt("a", "2001:db8:1:2::1"), Attempt("a", "2001:db8:1:2:ffff::9")
    other = Attempt("a", "2001:db8:1:3::1")
    assert one.keys["address"] == two.keys["address"] != other.keys["address"]


def test_old_failures_are_forgotten(stranger: TestClient, clock: Clock) -> None:
    guess(stranger, "fawu", 4)
    clock.move(minutes=16)
    assert guess(stranger, "fawu", 5) == [401] * 5


@pytest.mark.parametrize("days", [1, 400])
def test_a_clock_set_back_does_not_lock_for_longer_than_the_delay(
    stranger: TestClient, clock: Clock, days: int
) -> None:
    guess(stranger, "fawu", 5)
    clock.move(days=-days)
    assert int(attempt(stranger, "fawu", DEMO_PASSWORD).headers["retry-after"]) <= 60
    clock.move(seconds=61)
    assert attempt(stranger, "fawu", DEMO_PASSWORD).status_code == 200


def test_attempts_at_once_are_all_counted(either_database: Database) -> None:
    def pay(_: int) -> bool:
        try:
            brakes.pay(either_database, Attempt("fawu", "192.0.2.1"))
        except TooManyAttempts:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        let_through = list(pool.map(pay, range(24)))
    assert sum(let_through) == FREE["login"]


def test_many_right_passwords_at_once_are_no_attack(app: FastAPI) -> None:
    def enter(_: int) -> int:
        return int(attempt(TestClient(app), "fawu", DEMO_PASSWORD).status_code)

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(enter, range(12))) == [200] * 12


def test_the_old_password_is_no_way_around(sign_in: SignIn) -> None:
    client = sign_in("caiwu")
    body = {"old": "wrong", "new": "eine ganz andere Parole"}
    codes = [client.post("/api/auth/password", json=body).status_code for _ in range(6)]
    assert codes == [401] * 5 + [429]


def test_an_administrator_sees_it_and_lets_a_person_try_again(
    sign_in: SignIn, stranger: TestClient
) -> None:
    guess(stranger, "caiwu", 5)
    admin = sign_in("admin")
    users = {user["login"]: user for user in admin.get("/api/users").json()["items"]}
    assert users["caiwu"]["blocked_until"] is not None
    assert users["fawu"]["blocked_until"] is None
    path = f"/api/users/{users['caiwu']['id']}/block"
    assert sign_in("fawu").delete(path).status_code == 403
    assert admin.delete(path).status_code == 204
    assert attempt(stranger, "caiwu", DEMO_PASSWORD).status_code == 200


def test_refusals_and_delays_are_on_record_without_what_was_typed(
    sign_in: SignIn, stranger: TestClient
) -> None:
    guess(stranger, "my-secret-in-the-wrong-field", 1)
    guess(stranger, "caiwu", 5)
    admin = sign_in("admin")
    events = admin.get("/api/audit", params={"action": "session."}).json()["items"]
    assert [event["action"] for event in events] == (
        ["session.opened", "session.blocked"] + ["session.refused"] * 6
    )
    blocked = events[1]["detail"]
    assert (blocked["by"], blocked["failures"], blocked["login"]) == ("login", 5, "caiwu")
    assert "my-secret-in-the-wrong-field" not in str(events)


def test_the_longest_delay_is_within_the_memory() -> None:
    assert timedelta() < brakes.FIRST_DELAY < brakes.LONGEST_DELAY <= brakes.MEMORY


@pytest.mark.parametrize("days", [1, 400])
def test_a_clock_that_jumps_forward_and_back_locks_nobody_out(
    stranger: TestClient, clock: Clock, days: int
) -> None:
    clock.move(days=days)
    guess(stranger, "fawu", 7)
    clock.move(days=-days)
    refused = attempt(stranger, "fawu", DEMO_PASSWORD)
    assert refused.status_code == 429, "the jump is no way around the delay"
    assert int(refused.headers["retry-after"]) <= 60
    clock.move(seconds=61)
    assert attempt(stranger, "fawu", DEMO_PASSWORD).status_code == 200
