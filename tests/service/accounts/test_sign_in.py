"""Signing in, tokens, and administrators' work with people."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from pwdlib import PasswordHash
from sqlalchemy import select

from service.accounts.brakes import Attempt
from service.accounts.demo import DEMO_PASSWORD
from service.accounts.sign_in import Browser, WrongSignIn, check_password, enter
from service.accounts.tables import SignInSession, User
from service.kernel.settings import Settings

SignIn = Callable[[str], TestClient]


def test_a_wrong_password_and_an_unknown_login_look_the_same(stranger: TestClient) -> None:
    known = stranger.post("/api/auth/sign-in", json={"login": "admin", "password": "wrong"})
    unknown = stranger.post("/api/auth/sign-in", json={"login": "nobody", "password": "wrong"})
    assert known.status_code == unknown.status_code == 401
    assert known.json()["code"] == unknown.json()["code"] == "wrong_sign_in"
    assert known.headers["content-type"] == "application/problem+json"


def test_an_unknown_login_costs_the_same_work(
    stranger: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_at: list[str] = []
    verify = PasswordHash.verify

    def counted(hasher: PasswordHash, password: str, password_hash: str) -> bool:
        parameters, _salt, _hash = password_hash.rsplit("$", 2)
        looked_at.append(parameters)
        return verify(hasher, password, password_hash)

    monkeypatch.setattr(PasswordHash, "verify", counted)
    for login in ("admin", "nobody"):
        stranger.post("/api/auth/sign-in", json={"login": login, "password": "wrong"})
    assert len(looked_at) == 2
    assert len(set(looked_at)) == 1, "the same parameters"


def test_who_is_locked_while_signing_in_stays_out(app: FastAPI, settings: Settings) -> None:
    database = app.state.database
    attempt = Attempt("caiwu", "192.0.2.1")
    user = check_password(database, None, attempt, DEMO_PASSWORD)
    with database.write() as db:
        db.get_one(User, user.id).active = False
    with pytest.raises(WrongSignIn), database.write() as db:
        enter(db, user, attempt, Browser("192.0.2.1", "test"), settings)
    with database.read() as db:
        assert db.scalars(select(SignInSession)).all() == []


def test_an_error_says_cause_and_next_step_in_the_callers_language(stranger: TestClient) -> None:
    body = {"login": "admin", "password": "wrong"}
    zh = stranger.post("/api/auth/sign-in", json=body).json()
    en = stranger.post("/api/auth/sign-in", json=body, headers={"accept-language": "en-GB"}).json()
    assert zh["title"] == "账号或密码不正确"
    assert "重试" in zh["mend"]
    assert en["title"] == "Wrong user name or password"


def test_nothing_is_shown_to_a_stranger(stranger: TestClient) -> None:
    for path in ("/api/auth/me", "/api/contracts", "/api/users", "/api/audit", "/api/home"):
        assert stranger.get(path).status_code == 401, path


def test_a_change_without_the_pages_token_is_refused(sign_in: SignIn) -> None:
    client = sign_in("fawu")
    del client.headers["X-CSRF-Token"]
    answer = client.patch("/api/auth/me", json={"locale": "en"})
    assert (answer.status_code, answer.json()["code"]) == (403, "csrf")


def test_a_planted_cookie_does_not_stand_in_for_the_pages_token(sign_in: SignIn) -> None:
    client = sign_in("fawu")
    client.cookies.set("jianqi_csrf", "planted")
    client.headers["X-CSRF-Token"] = "planted"
    answer = client.patch("/api/auth/me", json={"locale": "en"})
    assert (answer.status_code, answer.json()["code"]) == (403, "csrf")


def test_a_pages_token_serves_its_own_session_only(sign_in: SignIn) -> None:
    one, two = sign_in("fawu"), sign_in("caiwu")
    one.headers["X-CSRF-Token"] = two.headers["X-CSRF-Token"]
    assert one.patch("/api/auth/me", json={"locale": "en"}).status_code == 403


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_over_tls_cookies_and_pages_stay_there(app: FastAPI, scheme: str) -> None:
    client = TestClient(app, base_url=f"{scheme}://jianqi.example")
    answer = client.post("/api/auth/sign-in", json={"login": "fawu", "password": DEMO_PASSWORD})
    cookies = {c.split("=")[0]: c.lower() for c in answer.headers.get_list("set-cookie")}
    assert cookies.keys() == {"jianqi_session", "jianqi_csrf", "jianqi_device"}
    assert all("samesite=lax" in cookie for cookie in cookies.values())
    assert "httponly" in cookies["jianqi_session"]
    assert "httponly" in cookies["jianqi_device"]
    is_tls = scheme == "https"
    assert {("; secure" in cookie) for cookie in cookies.values()} == {is_tls}
    assert ("strict-transport-security" in answer.headers) is is_tls


def test_the_session_ends_with_sign_out(sign_in: SignIn) -> None:
    client = sign_in("fawu")
    cookie = client.cookies["jianqi_session"]
    assert client.post("/api/auth/sign-out").status_code == 200
    assert client.get("/api/auth/me", cookies={"jianqi_session": cookie}).status_code == 401


def test_a_new_password_ends_every_session(sign_in: SignIn, stranger: TestClient) -> None:
    one, two = sign_in("caiwu"), sign_in("caiwu")
    body = {"old": DEMO_PASSWORD, "new": "一句容易记住的很长的话"}
    assert one.post("/api/auth/password", json=body).status_code == 204
    assert two.get("/api/auth/me").status_code == 401
    signed_in = stranger.post("/api/auth/sign-in", json={"login": "caiwu", "password": body["new"]})
    assert signed_in.status_code == 200


def test_only_administrators_manage_people(sign_in: SignIn) -> None:
    person = {"login": "zhaoliu", "name": "赵六", "role": "handler"}
    assert sign_in("fawu").post("/api/users", json=person).status_code == 403
    admin = sign_in("admin")
    assert admin.post("/api/users", json=person).status_code == 201
    assert admin.post("/api/users", json=person).json()["code"] == "login_taken"


def test_a_locked_person_is_out_at_once(sign_in: SignIn) -> None:
    admin, other = sign_in("admin"), sign_in("caiwu")
    users = {user["login"]: user for user in admin.get("/api/users").json()["items"]}
    target = users["caiwu"]
    answer = admin.patch(
        f"/api/users/{target['id']}",
        json={"active": False},
        headers={"if-match": f'"{target["version"]}"'},
    )
    assert answer.status_code == 200
    assert other.get("/api/auth/me").status_code == 401


def test_the_last_administrator_stays(sign_in: SignIn) -> None:
    admin = sign_in("admin")
    me = admin.get("/api/auth/me").json()
    user = next(u for u in admin.get("/api/users").json()["items"] if u["id"] == me["id"])
    answer = admin.patch(
        f"/api/users/{me['id']}",
        json={"role": "legal"},
        headers={"if-match": str(user["version"])},
    )
    assert (answer.status_code, answer.json()["code"]) == (409, "last_admin")
    assert admin.get("/api/auth/me").json()["role"] == "admin"


def test_a_change_on_an_old_version_is_refused(sign_in: SignIn) -> None:
    admin = sign_in("admin")
    user = admin.get("/api/users").json()["items"][0]
    path = f"/api/users/{user['id']}"
    assert admin.patch(path, json={"name": "新名"}).status_code == 428
    headers = {"if-match": str(user["version"])}
    assert admin.patch(path, json={"name": "新名"}, headers=headers).status_code == 200
    assert admin.patch(path, json={"name": "又一名"}, headers=headers).status_code == 412


def test_pages_of_a_list_join_without_gap_or_double(sign_in: SignIn) -> None:
    admin = sign_in("admin")
    seen: list[str] = []
    cursor: str | None = None
    while True:
        params = {"limit": "2"} | ({"cursor": cursor} if cursor else {})
        answer = admin.get("/api/users", params=params).json()
        seen.extend(user["login"] for user in answer["items"])
        cursor = answer["next_cursor"]
        if cursor is None:
            break
    assert seen == sorted(["admin", "fawu", "jingban", "caiwu", "lingdao"])
    assert admin.get("/api/users", params={"cursor": "nonsense"}).status_code == 422


def test_sign_ins_and_refusals_are_on_record(sign_in: SignIn, stranger: TestClient) -> None:
    stranger.post("/api/auth/sign-in", json={"login": "admin", "password": "wrong"})
    admin = sign_in("admin")
    actions = [event["action"] for event in admin.get("/api/audit").json()["items"]]
    assert actions[:2] == ["session.opened", "session.refused"]
    assert sign_in("fawu").get("/api/audit").status_code == 403
