"""A migrated database of each kind for each test, with messages that go nowhere."""

from __future__ import annotations

import pytest
from celery import Celery

from service.kernel import queue
from service.kernel.db import Database


@pytest.fixture
def ledger_db(either_database: Database, monkeypatch: pytest.MonkeyPatch) -> Database:
    """An installation's tables, made from nothing by the migrations."""
    sender = Celery("test", broker="memory://")
    monkeypatch.setattr(queue, "client", lambda: sender)
    return either_database
