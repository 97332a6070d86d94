"""Calls that come too often wait; nobody waits for another's."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from pydantic import ValidationError
from redis import Redis

from service.kernel import limits as module
from service.kernel.limits import Buckets, Limiter, SharedBuckets
from service.kernel.queue import connect
from service.kernel.rates import Limits, Rate
from service.kernel.settings import Settings
from tests.servers import redis_server

SignIn = Callable[[str], TestClient]
THREE = Rate(3, 60)


class Clock:
    def __init__(self) -> None:
        self.moment = 1000.0

    def __call__(self) -> float:
        return self.moment


def test_a_bucket_holds_its_calls_and_refills_one_by_one() -> None:
    clock = Clock()
    buckets = Buckets(clock)
    assert [buckets.take("a", THREE) for _ in range(4)] == [0, 0, 0, 20]
    clock.moment += 20
    assert [buckets.take("a", THREE) for _ in range(2)] == [0, 20]
    clock.moment += 10_000
    assert [buckets.take("a", THREE) for _ in range(4)] == [0, 0, 0, 20]


def test_a_clock_that_goes_back_costs_no_more_than_one_call() -> None:
    clock = Clock()
    buckets = Buckets(clock)
    for _ in range(3):
        buckets.take("a", THREE)
    clock.moment -= 500_000
    assert buckets.take("a", THREE) == 20
    clock.moment += 20
    assert buckets.take("a", THREE) == 0


def test_callers_do_not_share() -> None:
    buckets = Buckets(Clock())
    for person in range(100):
        assert [buckets.take(str(person), THREE) for _ in range(3)] == [0, 0, 0]


def test_memory_is_bounded_and_who_called_last_is_remembered(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "MOST_BUCKETS", 100)
    clock = Clock()
    buckets = Buckets(clock)
    for number in range(500):
        clock.moment += 0.001
        for _ in range(3):
            buckets.take(str(number), THREE)
    assert len(buckets._kept) <= 101
    assert buckets.take("499", THREE) > 0


def test_calls_at_once_are_all_counted() -> None:
    buckets = Buckets()
    with ThreadPoolExecutor(8) as pool:
        waits = list(pool.map(lambda _: buckets.take("a", Rate(10, 3600)), range(40)))
    assert waits.count(0) == 10


@pytest.mark.parametrize("rate", ["0/minute", "10", "10/day", "-1/hour", "ten/minute"])
def test_a_rate_that_means_nothing_stops_the_start(rate: str) -> None:
    with pytest.raises(ValidationError):
        Limits(search=rate)


def test_a_setting_of_the_environment_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JIANQI_LIMITS__SEARCH", "7/second")
    assert Settings().limits.search == "7/second"
    assert Settings().limits.report == Limits().report


# -- through the API

TABLE = "/api/contracts/export.xlsx"


@pytest.fixture
def strict(app: FastAPI) -> FastAPI:
    """Two tables a minute and two sign-ins; all else as it ships."""
    shipped: Limiter = app.state.limiter
    limits = Limits(report="2/minute", sign_in="30/minute")
    app.state.limiter = Limiter(limits, Buckets(), shipped.on_refusal)
    return app


def statuses(client: TestClient, times: int) -> list[int]:
    return [client.get(TABLE).status_code for _ in range(times)]


@pytest.mark.usefixtures("strict")
def test_the_answer_says_when_to_try_again(sign_in: SignIn) -> None:
    client = sign_in("fawu")
    assert statuses(client, 2) == [200, 200]
    refused = client.get(TABLE, headers={"accept-language": "en"})
    assert (refused.status_code, refused.json()["code"]) == (429, "too_many_calls")
    assert refused.headers["content-type"] == "application/problem+json"
    assert 1 <= int(refused.headers["retry-after"]) <= 30
    assert refused.headers["retry-after"] in refused.json()["title"]


@pytest.mark.usefixtures("strict")
def test_one_persons_haste_is_nobody_elses(sign_in: SignIn) -> None:
    hasty, other = sign_in("fawu"), sign_in("caiwu")
    assert statuses(hasty, 4) == [200, 200, 429, 429]
    assert statuses(other, 2) == [200, 200]
    assert hasty.get("/api/contracts").status_code == 200, "and only that kind of call"


@pytest.mark.usefixtures("strict")
def test_two_browsers_of_a_person_share_and_a_program_has_its_own(
    sign_in: SignIn, stranger: TestClient
) -> None:
    one, two = sign_in("fawu"), sign_in("fawu")
    token = one.post("/api/auth/tokens", json={"name": "x"}).json()["token"]
    stranger.headers["authorization"] = f"Bearer {token}"
    assert statuses(one, 1) + statuses(two, 2) == [200, 200, 429]
    assert statuses(stranger, 3) == [200, 200, 429]


def test_who_may_not_call_spends_nothing(strict: FastAPI, stranger: TestClient) -> None:
    assert statuses(stranger, 5) == [401] * 5
    assert strict.state.limiter.buckets._kept == {}


@pytest.mark.usefixtures("strict")
def test_where_nobody_is_signed_in_the_address_counts(stranger: TestClient) -> None:
    codes = [stranger.post("/api/auth/passkeys/challenge").status_code for _ in range(31)]
    assert codes == [409] * 30 + [429]


@pytest.mark.usefixtures("strict")
def test_only_repeated_refusals_go_on_record_and_once(sign_in: SignIn) -> None:
    def noted() -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = (
            sign_in("admin").get("/api/audit", params={"action": "limit."}).json()["items"]
        )
        return found

    client = sign_in("fawu")
    statuses(client, 2 + 9)
    assert noted() == []
    statuses(client, 20)
    (event,) = noted()
    assert event["actor_name"] == client.get("/api/auth/me").json()["name"]
    assert (event["detail"]["kind"], event["detail"]["count"]) == ("report", 10)


@pytest.mark.usefixtures("strict")
def test_refusals_are_counted(sign_in: SignIn, stranger: TestClient) -> None:
    def counted() -> float:
        lines = stranger.get("/metrics").text.splitlines()
        found = [line for line in lines if line.startswith('jianqi_refused_total{kind="report"}')]
        return float(found[0].split()[1]) if found else 0

    before = counted()
    statuses(sign_in("fawu"), 5)
    assert counted() == before + 3


def test_what_ships_lets_a_busy_hour_pass(app: FastAPI, sign_in: SignIn) -> None:
    assert app.state.settings.limits.on
    assert set(statuses(sign_in("fawu"), 30)) == {200}


@pytest.mark.parametrize(
    "path",
    ["contracts/x/compare?with=y", "contracts/x/compare.json?with=y", "contracts/x/pages/1.png"],
)
def test_comparisons_and_page_pictures_are_counted_by_themselves(
    app: FastAPI, sign_in: SignIn, path: str
) -> None:
    limits = Limits(compare="2/minute", page="2/minute")
    app.state.limiter = Limiter(limits, Buckets(), app.state.limiter.on_refusal)
    client = sign_in("fawu")
    assert [client.get(f"/api/{path}").status_code for _ in range(3)] == [404, 404, 429]
    assert set(statuses(client, 3)) == {200}


@pytest.mark.usefixtures("strict")
def test_exports_of_the_audit_log_count_as_tables(sign_in: SignIn) -> None:
    client = sign_in("admin")
    codes = [client.get("/api/audit/export.csv").status_code for _ in range(3)]
    assert codes == [200, 200, 429]


def test_it_can_be_turned_off(app: FastAPI, sign_in: SignIn) -> None:
    limits = Limits(on=False, report="1/hour")
    app.state.limiter = Limiter(limits, Buckets(), app.state.limiter.on_refusal)
    assert set(statuses(sign_in("fawu"), 5)) == {200}


def test_every_limited_route_tells_so(app: FastAPI) -> None:
    paths = app.openapi()["paths"]
    for path, method in (
        ("/api/search", "get"),
        (TABLE, "get"),
        ("/api/contracts", "post"),
        ("/api/contracts/files.zip", "get"),
        ("/api/backups", "post"),
        ("/api/jobs/{job_id}/retry", "post"),
        ("/api/users/{user_id}/password", "post"),
        ("/api/users/import", "post"),
        ("/api/contracts/{contract_id}/compare", "get"),
        ("/api/contracts/{contract_id}/compare.{format}", "get"),
        ("/api/contracts/{contract_id}/pages/{number}.png", "get"),
        ("/api/audit/export.{format}", "get"),
    ):
        told = paths[path][method]["responses"]["429"]
        assert "Retry-After" in told["headers"], path


# -- between processes


@pytest.mark.server
def test_processes_share_their_buckets_in_the_broker() -> None:
    with redis_server() as url:
        one, two = (SharedBuckets(connect({"url": url}), Buckets()) for _ in range(2))
        waits = [each.take("a", THREE) for each in (one, two, one, two)]
        assert waits[:3] == [0, 0, 0]
        assert 19 < waits[3] <= 20
        assert one.take("b", THREE) == 0
        assert 0 < Redis.from_url(url).pttl("a") <= 60_000


def test_without_a_broker_each_process_counts_and_nobody_waits_for_it(tmp_path: Path) -> None:
    dead = connect({"unix_socket_path": str(tmp_path / "nothing.sock")})
    buckets = SharedBuckets(dead, Buckets(Clock()))
    started = time.monotonic()
    assert [buckets.take("a", THREE) for _ in range(4)] == [0, 0, 0, 20]
    assert time.monotonic() - started < 2
