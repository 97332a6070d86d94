"""Where one is signed in, and how sessions end."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import select

from service.accounts.agents import browser_name, system_name
from service.accounts.demo import DEMO_PASSWORD
from service.accounts.tables import SignInSession

from .conftest import Clock

SignIn = Callable[[str], TestClient]
EDGE = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/131.0.0.0 Safari/537.36 Edg/131.0.0.0"
)
WECHAT = (
    "Mozilla/5.0 (Linux; Android 14; V2302A) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 "
    "Chrome/126.0.0.0 Mobile Safari/537.36 MicroMessenger/8.0.50"
)
SAFARI = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 "
    "(KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1"
)


def test_a_browser_is_named_as_people_know_it() -> None:
    named = [(browser_name(agent), system_name(agent)) for agent in (EDGE, WECHAT, SAFARI)]
    assert named == [("Edge", "Windows"), ("微信 WeChat", "Android"), ("Safari", "iPhone")]
    assert (browser_name("curl/8.5.0"), system_name("curl/8.5.0")) == ("curl", "")
    assert (browser_name(""), system_name("")) == ("", "")


def test_one_sees_ones_own_sessions_and_ends_one(sign_in: SignIn) -> None:
    one, two, other = sign_in("fawu"), sign_in("fawu"), sign_in("caiwu")
    listed = one.get("/api/auth/sessions").json()["items"]
    assert [item["current"] for item in listed] == [False, True]
    assert {item["browser"] for item in listed} == {"testclient"}
    assert not {"token_hash", "user_agent"} & listed[0].keys()
    foreign = other.get("/api/auth/sessions").json()["items"][0]["id"]
    assert one.delete(f"/api/auth/sessions/{foreign}").status_code == 404
    assert one.delete(f"/api/auth/sessions/{listed[0]['id']}").status_code == 204
    assert two.get("/api/auth/me").status_code == 401
    assert one.get("/api/auth/me").status_code == other.get("/api/auth/me").status_code == 200


def test_one_ends_all_ones_other_sessions(sign_in: SignIn) -> None:
    clients = [sign_in("fawu") for _ in range(3)]
    other = sign_in("caiwu")
    assert clients[0].delete("/api/auth/sessions").json() == {"count": 2}
    codes = [client.get("/api/auth/me").status_code for client in [*clients, other]]
    assert codes == [200, 401, 401, 200]


def test_an_administrator_sees_and_ends_a_persons_sessions(sign_in: SignIn) -> None:
    admin, one, two = sign_in("admin"), sign_in("caiwu"), sign_in("caiwu")
    users = {user["login"]: user["id"] for user in admin.get("/api/users").json()["items"]}
    path = f"/api/users/{users['caiwu']}/sessions"
    assert one.get(path).status_code == one.delete(path).status_code == 403
    listed = admin.get(path).json()["items"]
    assert len(listed) == 2
    assert admin.delete(f"{path}/{listed[0]['id']}").status_code == 204
    assert two.get("/api/auth/me").status_code == 401
    assert admin.delete(path).json() == {"count": 1}
    assert one.get("/api/auth/me").status_code == 401
    events = admin.get("/api/audit", params={"action": "session.ended"}).json()["items"]
    assert [event["detail"]["count"] for event in events] == [1, 1]


def test_a_session_without_use_ends_and_one_in_use_goes_on(app: FastAPI, clock: Clock) -> None:
    def enter() -> TestClient:
        client = TestClient(app)
        client.post("/api/auth/sign-in", json={"login": "fawu", "password": DEMO_PASSWORD})
        return client

    used, left = enter(), enter()
    for _ in range(5):
        clock.move(hours=3)
        assert used.get("/api/auth/me").status_code == 200
    assert left.get("/api/auth/me").status_code == 401
    assert len(used.get("/api/auth/sessions").json()["items"]) == 1


def test_no_use_keeps_a_session_alive_for_ever(app: FastAPI, clock: Clock) -> None:
    client = TestClient(app)
    client.post("/api/auth/sign-in", json={"login": "fawu", "password": DEMO_PASSWORD})
    codes = []
    for _ in range(30):
        clock.move(hours=11.5)
        codes.append(client.get("/api/auth/me").status_code)
    days = codes.index(401) * 11.5 / 24
    assert 13 < days < 14.5
    assert codes == sorted(codes)


@pytest.mark.parametrize("forged", ["", "x", "A" * 43, "jq_" + "A" * 43, "0" * 5000])
def test_a_forged_session_opens_nothing(stranger: TestClient, forged: str) -> None:
    answer = stranger.get("/api/contracts", headers={"cookie": f"jianqi_session={forged}"})
    assert (answer.status_code, answer.json()["code"]) == (401, "unauthenticated")


def test_what_is_stored_of_a_session_does_not_open_it(
    sign_in: SignIn, stranger: TestClient, app: FastAPI
) -> None:
    sign_in("fawu")
    with app.state.database.read() as db:
        stored = db.scalars(select(SignInSession)).one()
    for value in (stored.token_hash, stored.id):
        answer = stranger.get("/api/contracts", headers={"cookie": f"jianqi_session={value}"})
        assert answer.status_code == 401


def test_a_session_that_has_ended_does_not_change_anything_either(
    app: FastAPI, clock: Clock
) -> None:
    client = TestClient(app)
    client.post("/api/auth/sign-in", json={"login": "fawu", "password": DEMO_PASSWORD})
    headers = {"X-CSRF-Token": client.cookies["jianqi_csrf"]}
    clock.move(hours=13)
    answer = client.patch("/api/auth/me", json={"locale": "en"}, headers=headers)
    assert answer.status_code == 401
