"""Messages to the workers over a real Redis, and over none."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from kombu import Connection, Consumer, Message, Queue
from redis import Redis

from service.kernel import queue
from service.kernel.clock import now
from service.kernel.db import Database
from service.kernel.settings import Settings
from tests.servers import redis_server
from workers.app import app


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return Database(f"sqlite:///{tmp_path / 'any.db'}")


def use_broker(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setattr(queue, "settings", lambda: Settings(broker_url=url))
    monkeypatch.setattr(queue, "_broker", queue._Broker())
    for cached in (queue.client, queue._redis):
        cached.cache_clear()


@pytest.fixture(autouse=True)
def _forget() -> Iterator[None]:
    yield
    for cached in (queue.client, queue._redis):
        cached.cache_clear()


@pytest.fixture
def broker(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    with redis_server() as url:
        use_broker(monkeypatch, url)
        yield url


@pytest.fixture
def deaf_broker(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """An address that takes connections and never answers."""
    with socket.socket() as deaf:
        deaf.bind(("127.0.0.1", 0))
        deaf.listen(64)
        use_broker(monkeypatch, f"redis://127.0.0.1:{deaf.getsockname()[1]}/0")
        yield


def send(database: Database, *keys: str) -> float:
    """Send a message for each key; the seconds it took."""
    began = time.monotonic()
    with database.write() as db:
        for key in keys:
            queue.send(db, "some.task", key, queue="text")
            queue.notify(db, key)
    return time.monotonic() - began


@pytest.mark.server
def test_a_queue_is_served_until_its_oldest_message(broker: str, database: Database) -> None:
    before = now()
    served = queue.served_until("text")
    assert served is not None
    assert served >= before
    send(database, "one")
    time.sleep(0.05)
    after_one = now()
    send(database, "two")
    assert Redis.from_url(broker).llen("text") == 2
    served = queue.served_until("text")
    assert served is not None
    assert served < after_one
    Redis.from_url(broker).rpop("text")
    served = queue.served_until("text")
    assert served is not None
    assert after_one <= served <= now()


@pytest.mark.server
def test_what_may_wait_is_taken_after_all_others(broker: str, database: Database) -> None:
    with database.write() as db:
        queue.send(db, "some.task", "may wait", queue="text", priority=queue.LATER)
    sent_first = now()
    send(database, "one", "two")
    served = queue.served_until("text")
    assert served is not None
    assert served < sent_first
    taken: list[str] = []

    def take(body: Any, message: Message) -> None:
        taken.append(body[0][0])
        message.ack()

    options = app.conf.broker_transport_options
    with (
        Connection(broker, transport_options=options) as connection,
        Consumer(connection, [Queue("text")], callbacks=[take], prefetch_count=1),
    ):
        while len(taken) < 3:
            connection.drain_events(timeout=5)
    assert taken == ["one", "two", "may wait"]


@pytest.mark.server
def test_a_message_without_its_moment_says_nothing(broker: str) -> None:
    Redis.from_url(broker).lpush("text", '{"headers": {}}')
    assert queue.served_until("text") is None


@pytest.mark.usefixtures("deaf_broker")
def test_a_silent_broker_holds_up_many_messages_for_a_moment_only(database: Database) -> None:
    assert send(database, *"abcdefgh") < 4
    assert send(database, "i") < 0.2
    assert queue.served_until("text") is None
    assert not queue.answers()


def test_a_broker_that_is_not_there_costs_nothing(
    monkeypatch: pytest.MonkeyPatch, database: Database
) -> None:
    use_broker(monkeypatch, "redis://127.0.0.1:1/0")
    assert send(database, *"abcdefgh") < 0.5


@pytest.mark.server
def test_a_broker_that_was_silent_is_spoken_to_again_later(
    broker: str, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    queue._broker.rest()
    send(database, "a")
    assert Redis.from_url(broker).llen("text") == 0
    monkeypatch.setattr(queue, "time", Later(queue.REST_SECONDS))
    send(database, "b")
    assert Redis.from_url(broker).llen("text") == 1


class Later:
    """A clock that goes before the true one."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds

    def monotonic(self) -> float:
        return time.monotonic() + self._seconds
