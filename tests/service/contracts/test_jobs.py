"""What is told of a job, and to whom for how long."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import select

from service.accounts.demo import demo_unit
from service.accounts.tables import User
from service.contracts import jobs_api
from service.contracts.tables import Contract
from service.kernel.db import Database
from service.readings.tables import Job
from tests.service.conftest import CONTRACT, File, SignIn


def test_a_job_that_is_done_tells_the_doubts_of_its_reading(sign_in: SignIn, file: File) -> None:
    client = sign_in("fawu")
    doubtful = CONTRACT.replace("2025年1月10日", "2025年2月30日")
    job_id = file(client, doubtful.encode())["job_id"]
    job = client.get(f"/api/jobs/{job_id}").json()
    reading = client.get(f"/api/contracts/{job['contract_id']}/reading").json()
    assert "impossible_date" in {warning["code"] for warning in job["warnings"]}
    assert [warning["message"] for warning in job["warnings"]] == [
        warning["message"] for warning in reading["warnings"]
    ]


def waiting_job(client: TestClient) -> str:
    sent = client.post("/api/contracts", files={"file": ("采购.txt", CONTRACT.encode())})
    job: str = sent.json()["job_id"]
    assert client.get(f"/api/jobs/{job}").json()["warnings"] == []
    return job


@pytest.fixture
def impatient(app: FastAPI, monkeypatch: pytest.MonkeyPatch) -> None:
    """Streams look every moment."""
    monkeypatch.setattr(jobs_api, "RECOGNISE_SECONDS", 0.2)
    app.state.job_signals.patience = 0.1


def sign_out(client: TestClient, _database: Database) -> None:
    assert client.post("/api/auth/sign-out").status_code == 200


def lock(_client: TestClient, database: Database) -> None:
    with database.write() as db:
        db.scalars(select(User).where(User.login == "jingban")).one().active = False


def take_away(_client: TestClient, database: Database) -> None:
    """The contract becomes another's, of another department."""
    with database.write() as db:
        contract = db.scalars(select(Contract)).one()
        contract.owner_id = contract.created_by = "somebody"
        contract.unit_id = demo_unit(db, "财务部").id


def delete(_client: TestClient, database: Database) -> None:
    with database.write() as db:
        db.delete(db.scalars(select(Job)).one())


def move(_client: TestClient, database: Database) -> None:
    """The contract is another's and the person changes from its department to another one."""
    with database.write() as db:
        contract = db.scalars(select(Contract)).one()
        contract.owner_id = contract.created_by = "somebody"
        person = db.scalars(select(User).where(User.login == "jingban")).one()
        person.unit_id = demo_unit(db, "别的部门").id


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("lose", [sign_out, lock, take_away, delete, move])
def test_a_progress_stream_ends_with_the_right_to_see_it(
    sign_in: SignIn, database: Database, lose: Callable[[TestClient, Database], None]
) -> None:
    client, follower = sign_in("jingban"), sign_in("jingban")
    job_id = waiting_job(client)
    with ThreadPoolExecutor(1) as pool:
        stream = pool.submit(follower.get, f"/api/jobs/{job_id}/events")
        time.sleep(1)
        assert not stream.done()
        lose(follower, database)
        told = stream.result(10)
    assert told.status_code == 200
    assert told.text.count("event: job") == 1
