"""The same code on PostgreSQL, Redis and S3, chosen by settings alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import DBAPIError

from service.contracts.tables import Contract
from service.kernel.actor import SYSTEM
from service.kernel.db import Database
from service.migrations import is_current, upgrade
from service.readings import ledger
from service.readings.actions import Received, start_job
from service.readings.ledger import LostClaim
from tests.e2e.running import installation
from tests.servers import postgres, redis_server, s3_server

pytestmark = [pytest.mark.server, pytest.mark.timeout(400)]
NATIVE = Path(__file__).resolve().parents[3] / "fixtures/labelled/dev/zh/purchase.pdf"
LEASE = 20.0


@pytest.fixture(scope="module")
def postgres_url() -> Iterator[str]:
    with postgres() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A database at the newest revision, on each engine in turn."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'jianqi.db'}"
    else:
        url = request.getfixturevalue("postgres_url")
    upgrade(url)
    assert is_current(url)
    made = Database(url)
    yield made
    made.dispose()


def contract(**fields: object) -> Contract:
    return Contract(title="测试合同", owner_id="u", created_by="u", **fields)


def test_money_and_moments_come_back_as_they_went_in(database: Database) -> None:
    moment = datetime(2026, 3, 1, 8, 30, 0, 123456, tzinfo=UTC)
    amounts = [Decimal("0.0001"), Decimal("12345678901.2345"), Decimal("-7.5")]
    ids = []
    with database.write() as db:
        for amount in amounts:
            db.add(made := contract(amount=amount, created_at=moment))
            db.flush()
            ids.append(made.id)
    with database.read() as db:
        mine = Contract.id.in_(ids)
        read = list(db.scalars(select(Contract.amount).where(mine).order_by(Contract.amount)))
        assert read == sorted(amounts)
        assert db.scalar(select(func.sum(Contract.amount)).where(mine)) == sum(amounts)
        moments = set(db.scalars(select(Contract.created_at).where(mine)))
    assert moments == {moment}


def test_a_reading_session_cannot_write(database: Database) -> None:
    with database.read() as db:
        db.add(contract())
        with pytest.raises(DBAPIError):
            db.flush()


def queued_job(database: Database) -> str:
    received = Received("a.pdf", "address", "0" * 64, 3)
    with database.write() as db:
        return start_job(db, SYSTEM, "contract", [received]).id


def test_a_job_is_claimed_by_one_until_its_lease_runs_out(database: Database) -> None:
    job_id = queued_job(database)
    with database.write() as db:
        first = ledger.claim(db, job_id, "one", 0.0, 3)
    assert first is not None
    with database.write() as db:
        assert ledger.sweep(db) >= 1
    with database.write() as db:
        second = ledger.claim(db, job_id, "two", LEASE, 3)
    with database.write() as db:
        assert ledger.claim(db, job_id, "three", LEASE, 3) is None
    assert second is not None
    assert second.attempt == first.attempt + 1
    with pytest.raises(LostClaim), database.write() as db:
        ledger.fenced(db, first)


def test_a_page_that_fails_three_times_is_set_aside_and_the_rest_goes_on(
    database: Database,
) -> None:
    job_id = queued_job(database)
    with database.write() as db:
        held = ledger.claim(db, job_id, "one", LEASE, 3)
        assert held is not None
        ledger.plan_pages(db, held, [2])
    for _ in range(3):
        with database.write() as db:
            page = ledger.begin_page(db, held)
            assert page is not None
            assert page.number == 1
        with database.write() as db:
            ledger.fail_page(db, held, 1, "page_unreadable", 3)
    with database.write() as db:
        following = ledger.begin_page(db, held)
        assert following is not None
        assert following.number == 2
        ledger.finish_page(db, held, 2, {"number": 2}, 0.5)
    with database.write() as db:
        assert ledger.begin_page(db, held) is None


def test_a_document_is_read_and_found_on_postgresql_redis_and_s3(
    postgres_url: str, tmp_path: Path
) -> None:
    with (
        redis_server() as broker,
        s3_server() as bucket,
        installation(
            tmp_path,
            JIANQI_DATABASE_URL=postgres_url,
            JIANQI_BROKER_URL=broker,
            JIANQI_FILES_URL=f"{bucket.url}/files",
            **bucket.environment,
        ) as running,
    ):
        job = running.upload(NATIVE)
        assert (job["state"], job["pages_failed"]) == ("done", 0)
        facts = running.client.get(f"/api/contracts/{job['contract_id']}/facts").json()["items"]
        assert any(fact["group"] == "party" for fact in facts)
        original = running.client.get(f"/api/contracts/{job['contract_id']}/original")
        assert original.content == NATIVE.read_bytes()
