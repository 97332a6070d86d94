"""An installation of one's own for each test: its folder, its database, its application."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from service.accounts.demo import DEMO_PASSWORD, create_demo_people
from service.app import create_app
from service.kernel.db import Database
from service.kernel.settings import Settings
from service.migrations import upgrade


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file at the newest revision, to be copied."""
    path = tmp_path_factory.mktemp("template") / "jianqi.db"
    upgrade(f"sqlite:///{path}")
    return path


@pytest.fixture
def settings(tmp_path: Path, migrated_file: Path) -> Settings:
    """The embedded profile in a folder of its own."""
    data = tmp_path / "data"
    data.mkdir()
    shutil.copy(migrated_file, data / "jianqi.db")
    return Settings(data=data, key_file=tmp_path / "master.key", demo=False)


@pytest.fixture
def app(settings: Settings) -> FastAPI:
    """The application with the demo people."""
    made = create_app(settings)
    with made.state.database.write() as db:
        create_demo_people(db)
    return made


@pytest.fixture
def database(app: FastAPI) -> Database:
    made: Database = app.state.database
    return made


SignIn = Callable[[str], TestClient]


@pytest.fixture
def sign_in(app: FastAPI) -> Iterator[SignIn]:
    """A browser signed in as a demo person: ``sign_in("fawu")``."""
    opened: list[TestClient] = []

    def enter(login: str) -> TestClient:
        client = TestClient(app, raise_server_exceptions=False)
        answer = client.post("/api/auth/sign-in", json={"login": login, "password": DEMO_PASSWORD})
        assert answer.status_code == 200, answer.text
        client.headers["X-CSRF-Token"] = client.cookies["jianqi_csrf"]
        opened.append(client)
        return client

    yield enter
    for client in opened:
        client.close()


@pytest.fixture
def stranger(app: FastAPI) -> TestClient:
    """A browser that is not signed in."""
    return TestClient(app, raise_server_exceptions=False)
