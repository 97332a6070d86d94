"""A queue that does not answer is told, and stops nothing but the reading."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from service import doctor
from service.kernel import queue
from service.kernel.settings import Settings
from tests.servers import redis_server
from tests.service.conftest import CONTRACT, SignIn

NOBODY = "redis://127.0.0.1:1/0"


@pytest.fixture(autouse=True)
def _forget() -> Iterator[None]:
    queue._redis.cache_clear()
    yield
    queue._redis.cache_clear()


def use_broker(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setattr(queue, "settings", lambda: Settings(broker_url=url))
    monkeypatch.setattr(queue, "_broker", queue._Broker())


def test_health_tells_of_a_queue_out_of_reach(
    stranger: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    use_broker(monkeypatch, NOBODY)
    answer = stranger.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok", "queue": "unreachable"})


@pytest.mark.server
def test_health_tells_of_a_queue_that_answers(
    stranger: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    with redis_server() as url:
        use_broker(monkeypatch, url)
        assert stranger.get("/healthz").json() == {"status": "ok", "queue": "ok"}


def test_an_upload_does_not_wait_for_a_queue_out_of_reach(
    sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = sign_in("fawu")
    monkeypatch.undo()
    use_broker(monkeypatch, NOBODY)
    queue.client.cache_clear()
    began = time.monotonic()
    for number in range(4):
        sent = {"file": (f"{number}.txt", f"{number}\n{CONTRACT}".encode())}
        answer = client.post("/api/contracts", files=sent)
        assert answer.status_code == 202
        assert client.get(f"/api/jobs/{answer.json()['job_id']}").json()["state"] == "queued"
    queue.client.cache_clear()
    assert time.monotonic() - began < 4


def test_the_doctor_says_what_a_silent_queue_means(settings: Settings) -> None:
    found = doctor._queue(settings.model_copy(update={"broker_url": NOBODY}))
    assert found.grade == 2
    assert "nothing is read" in found.found
    assert "JIANQI_BROKER_URL" in found.mend
