"""The log is narrowed, exported and told by the day; what is exported is flat in memory."""

from __future__ import annotations

import csv
import io
import json
import tracemalloc
from datetime import datetime, timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient
from openpyxl import load_workbook
from sqlalchemy import insert, select, update

from service.accounts.tables import User
from service.audit.actions import record
from service.audit.export import written
from service.audit.queries import Narrowing, narrowed
from service.audit.tables import AuditEvent
from service.kernel.actor import Actor
from service.kernel.clock import LOCAL, now
from service.kernel.db import Database
from tests.service.conftest import File, SignIn

MANY = 100_000


def events(client: TestClient, **asked: Any) -> list[dict[str, Any]]:
    answer = client.get("/api/audit", params={"limit": 200, **asked})
    assert answer.status_code == 200, answer.text
    return list(answer.json()["items"])


def test_every_request_leaves_its_address(sign_in: SignIn) -> None:
    admin = sign_in("admin")
    assert {event["address"] for event in events(admin, action="session.opened")} == {"testclient"}
    assert events(admin, address="10.9.9.9") == []
    assert events(admin, address="testclient")


def test_addresses_of_old_events_are_found_in_their_details(
    database: Database, sign_in: SignIn
) -> None:
    with database.write() as db:
        record(db, Actor("a", "a", "甲", "legal"), "session.refused", "user", address="10.7.7.7")
    assert len(events(sign_in("admin"), address="10.7.7.7")) == 1


@pytest.mark.parametrize(
    ("outcome", "actions"),
    [
        ("refused", {"session.refused"}),
        ("failed", {"backup.backup_failed"}),
        ("done", {"session.opened"}),
    ],
)
def test_the_log_is_narrowed_by_outcome(
    database: Database, sign_in: SignIn, stranger: TestClient, outcome: str, actions: set[str]
) -> None:
    admin = sign_in("admin")
    stranger.post("/api/auth/sign-in", json={"login": "fawu", "password": "wrong"})
    with database.write() as db:
        record(db, Actor("a", "a", "甲", "legal"), "backup.backup_failed", "backup_run")
    assert {event["action"] for event in events(admin, outcome=outcome)} == actions


def test_what_was_done_to_an_account_is_found(sign_in: SignIn, database: Database) -> None:
    admin = sign_in("admin")
    with database.read() as db:
        person = db.scalars(select(User.id).where(User.login == "caiwu")).one()
    admin.post(f"/api/users/{person}/password")
    assert [e["action"] for e in events(admin, about=person)] == ["user.password_reset"]


def test_a_contracts_whole_life_is_one_list(sign_in: SignIn, file: File) -> None:
    handler, admin = sign_in("jingban"), sign_in("admin")
    contract = file(handler)["contract_id"]
    handler.get(f"/api/contracts/{contract}/original")
    life = [event["action"] for event in reversed(events(admin, contract_id=contract))]
    assert life[0] == "contract.created"
    assert life[-1] == "original.read"
    assert {"contract.read", "contract.reviewed"} <= set(life)


def test_a_persons_day_is_told_by_the_hour_with_its_pauses(
    database: Database, sign_in: SignIn
) -> None:
    who = Actor("p1", "p1", "甲", "legal")
    day = datetime(2026, 11, 24, tzinfo=LOCAL)
    for minutes in (9 * 60, 9 * 60 + 20, 10 * 60, 14 * 60 + 30, 24 * 60 + 5):
        with database.write() as db:
            record(db, who, "search.asked", "search")
        with database.write() as db:
            last = select(AuditEvent.id).order_by(AuditEvent.id.desc()).limit(1)
            change = update(AuditEvent).where(AuditEvent.id == db.scalars(last).one())
            db.execute(change.values(at=day + timedelta(minutes=minutes)))
    told = sign_in("admin").get("/api/audit/people/p1/days/2026-11-24").json()
    hours = [(hour["hour"], len(hour["events"]), hour["pause"]) for hour in told["hours"]]
    assert hours == [(9, 2, None), (10, 1, None), (14, 1, 270)]
    assert (told["count"], told["more"]) == (4, False)


def export(client: TestClient, format: str, **asked: Any) -> bytes:
    answer = client.get(f"/api/audit/export.{format}", params=asked)
    assert answer.status_code == 200, answer.text
    return answer.content


def test_the_three_formats_hold_the_same_rows(sign_in: SignIn, file: File) -> None:
    handler, admin = sign_in("jingban"), sign_in("admin")
    contract = file(handler)["contract_id"]
    lines = export(admin, "jsonl", contract_id=contract).decode().splitlines()
    wanted = [json.loads(line)["seq"] for line in lines]
    text = export(admin, "csv", contract_id=contract).decode("utf-8-sig")
    assert [int(row["seq"]) for row in csv.DictReader(io.StringIO(text))] == wanted
    book = load_workbook(io.BytesIO(export(admin, "xlsx", contract_id=contract)))
    assert [row[0] for row in book["audit"].iter_rows(min_row=2, values_only=True)] == wanted
    assert wanted == sorted(wanted)
    assert len(wanted) >= 3


def test_an_export_is_recorded_with_what_was_asked_and_is_not_in_itself(sign_in: SignIn) -> None:
    admin = sign_in("admin")
    export(admin, "csv", action="session.")
    [event] = events(admin, action="audit.exported")
    assert event["detail"] == {"format": "csv", "count": 1, "asked": {"action": "session."}}
    rows = export(admin, "jsonl").decode().splitlines()
    assert [json.loads(row)["action"] for row in rows][-1] == "audit.exported"
    assert len(rows) == len(events(admin)) - 1


def test_an_export_to_a_spreadsheet_holds_no_formula(database: Database, sign_in: SignIn) -> None:
    with database.write() as db:
        record(db, Actor("a", "a", "=1+1", "legal"), "search.asked", "search")
    text = export(sign_in("admin"), "csv", actor="a").decode("utf-8-sig")
    assert next(csv.DictReader(io.StringIO(text)))["actor_name"] == "'=1+1"


def test_nobody_else_exports(sign_in: SignIn) -> None:
    assert sign_in("fawu").get("/api/audit/export.csv").status_code == 403


@pytest.mark.slow
@pytest.mark.timeout(280)
@pytest.mark.parametrize("format", ["csv", "jsonl"])
def test_a_hundred_thousand_rows_are_exported_in_flat_memory(
    database: Database, format: Any
) -> None:
    row = {
        "at": now(),
        "actor_id": "a",
        "actor_name": "甲" * 20,
        "action": "search.asked",
        "object_type": "search",
        "object_id": None,
        "contract_id": None,
        "request_id": "r" * 26,
        "address": "10.0.0.1",
        "detail": {"hits": 3},
        "chain": "0" * 64,
    }
    with database.write() as db:
        for start in range(0, MANY, 10_000):
            db.execute(insert(AuditEvent), [row | {"seq": start + n + 1} for n in range(10_000)])
    tracemalloc.start()
    size = sum(len(piece) for piece in written(database, narrowed(Narrowing()), format))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert size > 15_000_000
    assert peak < 8_000_000
