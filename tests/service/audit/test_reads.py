"""Who read a contract's pages is known, once in ten minutes, whatever form they read them in."""

from __future__ import annotations

from datetime import timedelta

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select

from service.audit import actions
from service.audit.tables import AuditEvent
from service.kernel.clock import now
from service.kernel.db import Database
from tests.service.conftest import File, SignIn

FORMS = ("reading", "clauses", "pages/1.png", "pages/1/words")


def readers(database: Database, contract_id: str) -> list[str]:
    """The names of those whose reading of its pages was noted, an entry each time."""
    noted = select(AuditEvent.actor_name).where(
        AuditEvent.action == "page.read", AuditEvent.contract_id == contract_id
    )
    with database.read() as db:
        return sorted(db.scalars(noted))


def read(client: TestClient, contract_id: str, *forms: str) -> None:
    for form in forms:
        assert client.get(f"/api/contracts/{contract_id}/{form}").status_code == 200


@pytest.mark.parametrize("form", FORMS)
def test_each_form_of_reading_is_noted(
    form: str, sign_in: SignIn, file: File, database: Database
) -> None:
    client = sign_in("fawu")
    contract_id = file(client)["contract_id"]
    assert readers(database, contract_id) == []
    read(client, contract_id, form)
    assert len(readers(database, contract_id)) == 1


def test_reading_is_one_event_a_person_contract_and_ten_minutes(
    sign_in: SignIn, file: File, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    lawyer, administrator = sign_in("fawu"), sign_in("admin")
    contract_id = file(lawyer)["contract_id"]
    read(lawyer, contract_id, *FORMS, *FORMS)
    read(administrator, contract_id, *FORMS)
    assert len(readers(database, contract_id)) == 2
    later = now() + timedelta(minutes=10, seconds=1)
    monkeypatch.setattr(actions, "now", lambda: later)
    read(lawyer, contract_id, *FORMS)
    assert len(readers(database, contract_id)) == 3
