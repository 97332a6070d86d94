"""A contract's whole life is one list: its own record, and of the audit log what one may see."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select

from service.accounts.tables import User
from service.audit.actions import record
from service.audit.tables import AuditEvent
from service.contracts import actions
from service.contracts.history import TOLD_BY_RECORD, history_of
from service.contracts.tables import HistoryEntry
from service.kernel.actor import Actor, HeldRole
from service.kernel.db import Database
from tests.service.conftest import File, SignIn

HANDLER, ADMIN = "jingban", "admin"
SOMEBODY = Actor("p1", "p1", "甲", "legal")


def life(client: TestClient, contract: str, **asked: Any) -> list[dict[str, Any]]:
    """All entries, newest first."""
    answer = client.get(f"/api/contracts/{contract}/history", params={"limit": 200, **asked})
    assert answer.status_code == 200, answer.text
    return list(answer.json()["items"])


def kinds(client: TestClient, contract: str, **asked: Any) -> list[str]:
    return [entry["kind"] for entry in life(client, contract, **asked)]


@pytest.fixture
def filed(sign_in: SignIn, file: File) -> tuple[TestClient, str]:
    """A handler and the contract that they filed and then downloaded."""
    client = sign_in(HANDLER)
    contract = file(client)["contract_id"]
    assert client.get(f"/api/contracts/{contract}/original").status_code == 200
    return client, contract


def test_the_record_and_the_log_are_one_list_newest_first(
    filed: tuple[TestClient, str], sign_in: SignIn
) -> None:
    _, contract = filed
    told = life(sign_in(ADMIN), contract)
    assert told[-1]["kind"] == "created"
    assert told[0]["kind"] == "original.read"
    assert [entry["at"] for entry in told] == sorted((e["at"] for e in told), reverse=True)
    assert {entry["source"] for entry in told} == {"record", "audit"}


def test_nothing_is_told_twice(filed: tuple[TestClient, str], sign_in: SignIn) -> None:
    client, contract = filed
    lawyer, admin = sign_in("fawu"), sign_in(ADMIN)
    version = client.get(f"/api/contracts/{contract}").json()["version"]
    changed = client.patch(
        f"/api/contracts/{contract}", json={"note": "急"}, headers={"If-Match": str(version)}
    )
    assert changed.status_code == 200
    fact = client.get(f"/api/contracts/{contract}/facts").json()["items"][0]
    decided = lawyer.patch(
        f"/api/contracts/{contract}/facts/{fact['fid']}",
        json={"decision": "accept"},
        headers={"If-Match": str(fact["version"])},
    )
    assert decided.status_code == 200
    client.delete(f"/api/contracts/{contract}")
    client.post(f"/api/contracts/{contract}/restore")
    told = kinds(admin, contract)
    for once in ("created", "read", "reviewed", "edited", "decided", "deleted", "restored"):
        assert told.count(once) == 1
    assert not set(told) & set(TOLD_BY_RECORD)


def test_what_the_record_tells_of_stands_in_the_log_too(
    filed: tuple[TestClient, str], database: Database
) -> None:
    """Else leaving out the log's half would hide something."""
    _, contract = filed
    with database.read() as db:
        logged = db.scalars(
            select(AuditEvent.action).where(
                AuditEvent.contract_id == contract, AuditEvent.action.in_(TOLD_BY_RECORD)
            )
        ).all()
        entries = db.scalars(
            select(HistoryEntry.kind).where(HistoryEntry.contract_id == contract)
        ).all()
    assert len(logged) == len(entries) > 0


def test_without_the_log_one_sees_the_record_and_what_one_did(
    filed: tuple[TestClient, str], sign_in: SignIn
) -> None:
    handler, contract = filed
    lawyer = sign_in("fawu")
    assert "created" in kinds(lawyer, contract)
    assert "original.read" not in kinds(lawyer, contract)
    assert "original.read" in kinds(handler, contract)


def test_what_others_did_comes_with_the_log(
    filed: tuple[TestClient, str], sign_in: SignIn, database: Database
) -> None:
    _, contract = filed
    told = life(sign_in(ADMIN), contract, group="use")
    with database.read() as db:
        name = db.scalars(select(User.name).where(User.login == HANDLER)).one()
    assert [(entry["kind"], entry["actor_name"]) for entry in told] == [("original.read", name)]


def test_groups_narrow_it(filed: tuple[TestClient, str], sign_in: SignIn) -> None:
    _, contract = filed
    admin = sign_in(ADMIN)
    whole = life(admin, contract)
    for group in ("life", "record", "review", "reading", "access", "use"):
        assert life(admin, contract, group=group) == [e for e in whole if e["group"] == group]
    both = [e for e in whole if e["group"] in {"life", "use"}]
    assert life(admin, contract, group=["life", "use"]) == both
    assert admin.get(f"/api/contracts/{contract}/history?group=x").status_code == 422


def test_older_entries_come_page_by_page(filed: tuple[TestClient, str], sign_in: SignIn) -> None:
    _, contract = filed
    admin = sign_in(ADMIN)
    found: list[str] = []
    cursor: str | None = None
    whole = [entry["id"] for entry in life(admin, contract)]
    while True:
        asked: dict[str, Any] = {"limit": 2} | ({"cursor": cursor} if cursor else {})
        part = admin.get(f"/api/contracts/{contract}/history", params=asked).json()
        found += [entry["id"] for entry in part["items"]]
        cursor = part["next_cursor"]
        if cursor is None:
            break
    assert found == whole
    assert len(whole) >= 4


def test_the_machine_is_told_from_people(filed: tuple[TestClient, str]) -> None:
    client, contract = filed
    by_system = {entry["kind"]: entry["by_system"] for entry in life(client, contract)}
    assert (by_system["read"], by_system["created"]) == (True, False)


def test_both_engines_tell_the_same(either_database: Database) -> None:
    reader = Actor(
        "p2", "p2", "乙", "admin", (HeldRole("admin", "all", frozenset({"audit.read"})),)
    )
    with either_database.write() as db:
        contract = actions.create(
            db, SOMEBODY, title="甲", door="draft", stance="neutral", our_party=None
        ).id
        record(db, SOMEBODY, "report.read", "contract", contract, contract_id=contract)
        record(db, SOMEBODY, "contract.tagged", "contract", contract, contract_id=contract)
    with either_database.read() as db:
        first, cursor = history_of(db, reader, contract, groups=(), limit=2, cursor=None)
        rest, end = history_of(db, reader, contract, groups=(), limit=2, cursor=cursor)
        tags, _ = history_of(db, reader, contract, groups=("record",), limit=9, cursor=None)
        used, _ = history_of(db, reader, contract, groups=("use",), limit=9, cursor=None)
    told = [entry.kind for entry in first + rest]
    assert sorted(told) == ["contract.tagged", "created", "report.read"]
    assert end is None
    assert [entry.kind for entry in tags] == ["contract.tagged"]
    assert [entry.kind for entry in used] == ["report.read"]
