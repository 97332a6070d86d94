"""The first administrator of an installation without demo data."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from click.testing import CliRunner
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import func, select

from service.accounts import setup
from service.accounts.actions import Person
from service.accounts.tables import User
from service.app import create_app
from service.cli import main
from service.flows.demo import load
from service.kernel.db import Database
from service.kernel.errors import AppError
from service.kernel.settings import Settings
from service.supervisor import _greet

from .conftest import Clock

BODY = {"login": "boss", "name": "负责人", "password": "correct horse battery staple"}


@pytest.fixture
def bare(settings: Settings) -> FastAPI:
    """An installation in which nobody can sign in."""
    return create_app(settings)


@pytest.fixture
def browser(bare: FastAPI) -> TestClient:
    return TestClient(bare, raise_server_exceptions=False)


@pytest.fixture
def code(bare: FastAPI) -> str:
    with bare.state.database.write() as db:
        issued = setup.issue(db)
    assert issued is not None
    return issued


def test_the_console_prints_a_link_that_makes_the_administrator(
    browser: TestClient, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    assert browser.get("/api/auth/setup").json() == {"needed": True}
    _greet(settings, key_is_new=False, first_start=False)
    printed = capsys.readouterr().out
    code = printed.split("/setup#")[1].split()[0]
    made = browser.post("/api/auth/setup", json=BODY | {"code": code})
    assert (made.status_code, made.json()["role"]) == (201, "admin")
    assert "users.manage" in browser.get("/api/auth/me").json()["permissions"]
    assert browser.get("/api/auth/setup").json() == {"needed": False}
    _greet(settings, key_is_new=False, first_start=False)
    assert "/setup#" not in capsys.readouterr().out


def test_there_is_no_way_in_before(browser: TestClient) -> None:
    for login in ("admin", "root", "jianqi"):
        for password in ("admin", "jianqi-demo-2026", ""):
            body = {"login": login, "password": password}
            assert browser.post("/api/auth/sign-in", json=body).status_code == 401


def test_a_wrong_code_and_a_weak_password_make_nobody(browser: TestClient, code: str) -> None:
    wrong = browser.post("/api/auth/setup", json=BODY | {"code": "x" * 32})
    assert (wrong.status_code, wrong.json()["code"]) == (403, "wrong_setup_code")
    weak = browser.post("/api/auth/setup", json=BODY | {"code": code, "password": "boss123456"})
    assert (weak.status_code, weak.json()["code"]) == (422, "password_like_name")
    assert browser.post("/api/auth/setup", json=BODY | {"code": code}).status_code == 201


def test_the_code_serves_once(browser: TestClient, code: str) -> None:
    assert browser.post("/api/auth/setup", json=BODY | {"code": code}).status_code == 201
    again = browser.post("/api/auth/setup", json=BODY | {"code": code, "login": "second"})
    assert (again.status_code, again.json()["code"]) == (409, "setup_done")


def test_the_code_ends_after_a_day(browser: TestClient, code: str, clock: Clock) -> None:
    clock.move(hours=25)
    late = browser.post("/api/auth/setup", json=BODY | {"code": code})
    assert late.json()["code"] == "wrong_setup_code"


def test_two_at_once_make_one_administrator(either_database: Database) -> None:
    with either_database.write() as db:
        code = setup.issue(db) or ""

    def make(number: int) -> bool:
        try:
            with either_database.write() as db:
                setup.make_admin(db, code, Person(f"boss{number}", "负责人", "admin"), "hash")
        except AppError:
            return False
        return True

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(make, range(4))) == 1
    with either_database.read() as db:
        assert db.scalar(select(func.count()).select_from(User)) == 1


def test_the_command_prints_a_fresh_link_only_while_nobody_can_sign_in(
    browser: TestClient, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JIANQI_DATA", str(settings.data))
    printed = CliRunner().invoke(main, ["user", "setup"]).output
    code = printed.strip().split("/setup#")[1]
    assert browser.post("/api/auth/setup", json=BODY | {"code": code}).status_code == 201
    refused = CliRunner().invoke(main, ["user", "setup"])
    assert isinstance(refused.exception, setup.SetupDone)


def test_with_demo_people_no_link_is_offered(app: FastAPI) -> None:
    with app.state.database.write() as db:
        assert setup.issue(db) is None


def test_removed_demo_people_do_not_come_back_with_the_next_start(
    app: FastAPI, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JIANQI_DATA", str(settings.data))
    monkeypatch.setenv("JIANQI_KEY_FILE", str(settings.key_file))
    printed = CliRunner().invoke(main, ["demo", "remove", "--yes"]).output
    assert load(settings, only_if_empty=True) == 0
    browser = TestClient(app)
    assert browser.get("/api/auth/demo-sign-ins").json()["items"] == []
    code = printed.strip().split("/setup#")[1]
    assert browser.post("/api/auth/setup", json=BODY | {"code": code}).status_code == 201
