"""A migrated database of each kind for each test."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from celery import Celery
from sqlalchemy import create_engine, text

from service.kernel import queue
from service.kernel.db import Database
from service.migrations import upgrade
from tests.servers import postgres


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """The address of a PostgreSQL server that lives as long as the test run."""
    with postgres() as url:
        yield url


def _new_postgres(url: str) -> str:
    name = f"t{uuid.uuid4().hex}"
    server = create_engine(url, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    server.dispose()
    return url.removesuffix("postgres") + name


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.server)])
def ledger_db(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Database]:
    """An installation's tables, made from nothing by the migrations."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'ledger.db'}"
    else:
        url = _new_postgres(request.getfixturevalue("postgres_url"))
    upgrade(url)
    sender = Celery("test", broker="memory://")
    monkeypatch.setattr(queue, "client", lambda: sender)
    made = Database(url)
    yield made
    made.dispose()
