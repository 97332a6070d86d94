"""One-time codes: asked for, right once, within a minute and a half; and ways back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pyotp
import pytest
from click.testing import CliRunner
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import select, update

from service.accounts.demo import DEMO_PASSWORD
from service.accounts.tables import RecoveryCode, SecondFactor, User
from service.cli import main

from .conftest import Clock

SignIn = Callable[[str], TestClient]
PASSWORD = {"password": DEMO_PASSWORD}


@dataclass
class Enrolled:
    """Somebody whose sign-in asks for a code."""

    client: TestClient
    secret: str
    recovery: list[str]
    clock: Clock

    def code(self, steps: int = 0) -> str:
        moment = int(self.clock().timestamp()) + 30 * steps
        return pyotp.TOTP(self.secret).at(moment)


@pytest.fixture
def enrolled(sign_in: SignIn, clock: Clock) -> Enrolled:
    client = sign_in("caiwu")
    begun = client.post("/api/auth/second-factor", json=PASSWORD).json()
    made = Enrolled(client, begun["secret"], [], clock)
    answer = client.post("/api/auth/second-factor/confirm", json={"code": made.code()})
    assert answer.status_code == 200, answer.text
    made.recovery = answer.json()["codes"]
    clock.move(seconds=90)
    return made


def enter(browser: TestClient, code: str | None = None, password: str = DEMO_PASSWORD) -> Any:
    body = {"login": "caiwu", "password": password, "code": code}
    return browser.post("/api/auth/sign-in", json=body)


def outcome(answer: Any) -> tuple[int, str | None]:
    return answer.status_code, answer.json().get("code")


def test_the_app_gets_the_secret_as_text_and_as_a_picture(sign_in: SignIn) -> None:
    begun = sign_in("caiwu").post("/api/auth/second-factor", json=PASSWORD).json()
    parsed = pyotp.parse_uri(begun["uri"])
    assert (parsed.secret, parsed.name, parsed.issuer) == (begun["secret"], "caiwu", "Jianqi")
    assert begun["qr"].startswith("data:image/svg+xml")


def test_nothing_is_asked_before_it_is_confirmed(sign_in: SignIn, stranger: TestClient) -> None:
    client = sign_in("caiwu")
    client.post("/api/auth/second-factor", json=PASSWORD)
    wrong = client.post("/api/auth/second-factor/confirm", json={"code": "12345x"})
    assert outcome(wrong) == (401, "wrong_code")
    assert enter(stranger).status_code == 200


def test_it_needs_the_password_to_begin(sign_in: SignIn) -> None:
    client = sign_in("caiwu")
    answer = client.post("/api/auth/second-factor", json={"password": "a stolen session"})
    assert outcome(answer) == (401, "wrong_sign_in")


def test_a_sign_in_needs_the_code(enrolled: Enrolled, stranger: TestClient) -> None:
    assert outcome(enter(stranger)) == (401, "second_factor_needed")
    assert outcome(enter(stranger, "000 00")) == (401, "wrong_code")
    assert stranger.get("/api/auth/me").status_code == 401
    code = enrolled.code()
    assert enter(stranger, f"{code[:3]} {code[3:]}").status_code == 200


def test_a_wrong_password_is_told_before_any_code(enrolled: Enrolled, stranger: TestClient) -> None:
    assert outcome(enter(stranger, enrolled.code(), "wrong")) == (401, "wrong_sign_in")


@pytest.mark.parametrize(("steps", "status"), [(-2, 401), (-1, 200), (0, 200), (1, 200), (2, 401)])
def test_the_phones_clock_may_be_one_step_off(
    enrolled: Enrolled, stranger: TestClient, steps: int, status: int
) -> None:
    assert enter(stranger, enrolled.code(steps)).status_code == status


def test_the_same_code_does_not_serve_twice(enrolled: Enrolled, stranger: TestClient) -> None:
    code = enrolled.code()
    assert enter(stranger, code).status_code == 200
    assert outcome(enter(stranger, code)) == (401, "wrong_code")
    assert outcome(enter(stranger, enrolled.code(-1))) == (401, "wrong_code")
    enrolled.clock.move(seconds=30)
    assert enter(stranger, enrolled.code()).status_code == 200


def test_the_code_that_confirmed_it_does_not_serve_again(
    sign_in: SignIn, stranger: TestClient, clock: Clock
) -> None:
    client = sign_in("caiwu")
    secret = client.post("/api/auth/second-factor", json=PASSWORD).json()["secret"]
    code = pyotp.TOTP(secret).at(int(clock().timestamp()))
    client.post("/api/auth/second-factor/confirm", json={"code": code})
    assert outcome(enter(stranger, code)) == (401, "wrong_code")


def test_a_clock_set_back_does_not_bar_codes_for_ever(
    enrolled: Enrolled, stranger: TestClient
) -> None:
    assert enter(stranger, enrolled.code()).status_code == 200
    enrolled.clock.move(days=-300)
    assert enter(stranger, enrolled.code()).status_code == 200


def test_a_recovery_code_serves_once(enrolled: Enrolled, stranger: TestClient) -> None:
    assert len(set(enrolled.recovery)) == 10
    code = enrolled.recovery[3]
    assert enter(stranger, code.upper().replace("-", " ")).status_code == 200
    assert outcome(enter(stranger, code)) == (401, "wrong_code")
    state = enrolled.client.get("/api/auth/second-factor").json()
    assert state == {"on": True, "recovery_left": 9}


@pytest.mark.usefixtures("enrolled")
def test_guessing_codes_is_slowed_down_even_between_right_passwords(stranger: TestClient) -> None:
    seen = []
    for _ in range(6):
        seen.append(outcome(enter(stranger, "nonsense"))[1])
        enter(stranger)
    assert seen == ["wrong_code"] * 5 + ["too_many_attempts"]


def test_one_turns_it_off_by_password_and_code(enrolled: Enrolled, stranger: TestClient) -> None:
    path = "/api/auth/second-factor/off"
    assert enrolled.client.post(path, json=PASSWORD | {"code": "1"}).status_code == 401
    right = {"password": "wrong", "code": enrolled.code()}
    assert enrolled.client.post(path, json=right).status_code == 401
    answer = enrolled.client.post(path, json=PASSWORD | {"code": enrolled.code()})
    assert answer.status_code == 204
    assert enter(stranger).status_code == 200


@pytest.mark.usefixtures("enrolled")
def test_an_administrator_turns_it_off_for_whoever_lost_the_phone(
    sign_in: SignIn, stranger: TestClient
) -> None:
    admin = sign_in("admin")
    users = {user["login"]: user for user in admin.get("/api/users").json()["items"]}
    assert (users["caiwu"]["second_factor"], users["fawu"]["second_factor"]) == (True, False)
    path = f"/api/users/{users['caiwu']['id']}/second-factor"
    assert sign_in("fawu").delete(path).status_code == 403
    assert admin.delete(path).status_code == 204
    assert enter(stranger).status_code == 200
    events = admin.get("/api/audit", params={"action": "user.second_factor"}).json()["items"]
    assert [event["action"] for event in events] == [
        "user.second_factor_off",
        "user.second_factor_on",
    ]


def test_the_console_is_the_last_way_back(
    enrolled: Enrolled, stranger: TestClient, app: FastAPI, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert enter(stranger).status_code == 401
    monkeypatch.setenv("JIANQI_DATA", str(app.state.settings.data))
    printed = CliRunner().invoke(main, ["user", "reset", "caiwu", "--second-factor"])
    answer = enter(stranger, None, printed.output.strip())
    assert answer.json()["must_change_password"] is True
    assert enrolled.client.get("/api/auth/me").status_code == 401


def test_neither_secret_nor_codes_lie_in_clear(enrolled: Enrolled, app: FastAPI) -> None:
    with app.state.database.read() as db:
        sealed = db.scalars(select(SecondFactor.sealed)).one()
        hashes = list(db.scalars(select(RecoveryCode.code_hash)))
    stored = (app.state.settings.data / "jianqi.db").read_bytes()
    stored += (app.state.settings.data / "jianqi.db-wal").read_bytes()
    assert sealed.encode() in stored
    assert enrolled.secret not in sealed
    assert enrolled.secret.encode() not in stored
    assert len(hashes) == 10
    assert not [code for code in enrolled.recovery if code.encode() in stored]


def test_a_secret_copied_to_another_person_opens_nothing(
    enrolled: Enrolled, app: FastAPI, stranger: TestClient
) -> None:
    with app.state.database.write() as db:
        other = db.scalars(select(User.id).where(User.login == "fawu")).one()
        db.execute(update(SecondFactor).values(user_id=other))
    body = {"login": "fawu", "password": DEMO_PASSWORD, "code": enrolled.code()}
    assert stranger.post("/api/auth/sign-in", json=body).status_code == 500
    assert stranger.get("/api/auth/me").status_code == 401
