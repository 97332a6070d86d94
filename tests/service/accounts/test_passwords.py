"""Which passwords are accepted, and passwords that serve once."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

import pytest
from fastapi.testclient import TestClient

from service.accounts.demo import DEMO_PASSWORD
from service.accounts.passwords import (
    CommonPassword,
    PasswordLikeName,
    WeakPassword,
    check_strength,
    one_time_password,
)

SignIn = Callable[[str], TestClient]
GOOD = "correct horse battery staple"


@pytest.mark.parametrize(
    ("password", "fault"),
    [
        ("short-one", WeakPassword),
        ("", WeakPassword),
        ("1234567890", CommonPassword),
        ("0987654321", CommonPassword),
        ("abcdefghijkl", CommonPassword),
        ("aaaaaaaaaaaa", CommonPassword),
        ("ababababababab", CommonPassword),
        ("Password2024!!", CommonPassword),
        ("2024-P@ssw0rd-2024", CommonPassword),
        ("ADMINISTRATOR", CommonPassword),
        ("Qwertyuiop123", CommonPassword),
        ("woaini1314520", CommonPassword),
        ("合同管理系统2026!!", CommonPassword),
        (DEMO_PASSWORD, CommonPassword),
        ("zhaoliu-handler", PasswordLikeName),
        ("ZhaoLiu-Handler2026", PasswordLikeName),
        ("reldnah-uiloahz", PasswordLikeName),
        ("诸葛孔明先生大人丞相府", PasswordLikeName),
    ],
)
def test_what_is_guessed_first_is_refused(password: str, fault: type[Exception]) -> None:
    with pytest.raises(fault):
        check_strength(password, "zhaoliu-handler", "诸葛孔明先生大人丞相府")


@pytest.mark.parametrize(
    "password", [GOOD, "一句容易记住的很长的话", "k7$Wm!2pQz", "admin eats green plums"]
)
def test_what_is_not_is_accepted(password: str) -> None:
    check_strength(password, "zhaoliu", "赵六")


def test_passwords_that_serve_once_differ_and_are_accepted() -> None:
    made = {one_time_password() for _ in range(200)}
    assert len(made) == 200
    for password in made:
        check_strength(password, "zhaoliu", "赵六")


@pytest.fixture
def newcomer(sign_in: SignIn, stranger: TestClient) -> TestClient:
    """Somebody just added, signed in with the password that the administrator was shown."""
    person = {"login": "zhaoliu", "name": "赵六", "role": "handler"}
    made = sign_in("admin").post("/api/users", json=person).json()
    assert made["user"]["must_change_password"] is True
    body = {"login": "zhaoliu", "password": made["password"]}
    answer = stranger.post("/api/auth/sign-in", json=body)
    assert answer.json()["must_change_password"] is True
    stranger.headers["X-CSRF-Token"] = stranger.cookies["jianqi_csrf"]
    stranger.headers["X-Once"] = made["password"]
    return stranger


def test_a_password_that_serves_once_opens_nothing_else(newcomer: TestClient) -> None:
    for path in ("/api/contracts", "/api/home", "/api/auth/sessions", "/api/auth/tokens"):
        answer = newcomer.get(path)
        assert (answer.status_code, answer.json()["code"]) == (403, "must_change_password"), path
    assert newcomer.post("/api/auth/tokens", json={"name": "x"}).status_code == 403
    assert newcomer.get("/api/auth/me").status_code == 200


def test_after_one_has_chosen_ones_own_everything_opens(newcomer: TestClient) -> None:
    once = newcomer.headers["X-Once"]
    same = newcomer.post("/api/auth/password", json={"old": once, "new": once})
    assert same.json()["code"] == "password_unchanged"
    weak = newcomer.post("/api/auth/password", json={"old": once, "new": "zhaoliu12345"})
    assert weak.json()["code"] == "password_like_name"
    assert newcomer.post("/api/auth/password", json={"old": once, "new": GOOD}).status_code == 204
    assert newcomer.get("/api/auth/me").status_code == 401
    again = newcomer.post("/api/auth/sign-in", json={"login": "zhaoliu", "password": GOOD})
    assert again.json()["must_change_password"] is False
    assert newcomer.get("/api/contracts").status_code == 200


def test_a_reset_ends_sessions_and_the_old_password(sign_in: SignIn, stranger: TestClient) -> None:
    admin, other = sign_in("admin"), sign_in("caiwu")
    users = {user["login"]: user for user in admin.get("/api/users").json()["items"]}
    path = f"/api/users/{users['caiwu']['id']}/password"
    assert sign_in("fawu").post(path).status_code == 403
    once = admin.post(path).json()["password"]
    assert other.get("/api/auth/me").status_code == 401

    def status(password: str) -> int:
        body = {"login": "caiwu", "password": password}
        return stranger.post("/api/auth/sign-in", json=body).status_code

    assert (status(DEMO_PASSWORD), status(once)) == (401, 200)
    events = admin.get("/api/audit", params={"action": "user.password_reset"}).json()["items"]
    assert [event["object_id"] for event in events] == [users["caiwu"]["id"]]
    assert once not in str(events)


def test_a_stored_password_is_as_hard_to_guess_as_the_standard_advises() -> None:
    """RFC 9106, section 4, second recommendation; asked of a process of its own (see conftest)."""
    script = "from service.accounts.passwords import hash_password as h; print(h('a password'))"
    told = subprocess.run(
        [sys.executable, "-c", script], check=True, capture_output=True, text=True
    )
    assert told.stdout.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
