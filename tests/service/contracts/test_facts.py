"""Facts: their evidence, a person's decisions on them, and what the record makes of both."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi.testclient import TestClient

from service.contracts.actions import apply_reading
from service.flows.ingest import Workshop, read_again
from service.kernel.actor import SYSTEM
from tests.service.conftest import File, SignIn


@pytest.fixture
def filed(sign_in: SignIn, file: File) -> tuple[TestClient, dict[str, Any]]:
    client = sign_in("jingban")
    return client, file(client, stance="buyer")


def facts(client: TestClient, contract_id: str) -> list[dict[str, Any]]:
    return list(client.get(f"/api/contracts/{contract_id}/facts").json()["items"])


def fact(client: TestClient, contract_id: str, group: str, kind: str) -> dict[str, Any]:
    return next(f for f in facts(client, contract_id) if (f["group"], f["kind"]) == (group, kind))


def decide(
    client: TestClient, contract_id: str, item: dict[str, Any], decision: str, **more: str
) -> dict[str, Any]:
    answer = client.patch(
        f"/api/contracts/{contract_id}/facts/{item['fid']}",
        json={"decision": decision, **more},
        headers={"If-Match": str(item["version"])},
    )
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def test_every_fact_stands_verbatim_in_the_text(filed: Any) -> None:
    client, ids = filed
    text = client.get(f"/api/contracts/{ids['contract_id']}/reading").json()["text"]
    found = facts(client, ids["contract_id"])
    assert {"party", "date", "amount"} <= {item["group"] for item in found}
    for item in found:
        assert text[item["start"] : item["end"]] == item["quote"]
        assert item["quote"]


def test_the_record_is_filled_from_the_document(filed: Any) -> None:
    client, ids = filed
    card = client.get(f"/api/contracts/{ids['contract_id']}").json()
    assert card["number"] == "CG-2025-0107"
    assert float(card["amount"]) == 500_000
    assert card["our_party"] == "江城明远机械有限公司"
    assert card["counterparty"] == "云港安田仪器有限公司"
    assert card["sources"]["amount"]["source"] == "machine"


def test_accepting_makes_the_value_a_persons(filed: Any) -> None:
    client, ids = filed
    item = fact(client, ids["contract_id"], "amount", "total")
    assert decide(client, ids["contract_id"], item, "accept")["source"] == "person"
    card = client.get(f"/api/contracts/{ids['contract_id']}").json()
    assert card["sources"]["amount"]["source"] == "person"


def test_an_edit_changes_the_record_and_keeps_the_machines_value(filed: Any) -> None:
    client, ids = filed
    item = fact(client, ids["contract_id"], "amount", "total")
    edited = decide(client, ids["contract_id"], item, "edit", value="480000 CNY")
    assert edited["value"] == "480000 CNY"
    assert edited["machine_value"] == item["machine_value"]
    card = client.get(f"/api/contracts/{ids['contract_id']}").json()
    assert float(card["amount"]) == 480_000


def test_rejecting_empties_the_field(filed: Any) -> None:
    client, ids = filed
    decide(
        client, ids["contract_id"], fact(client, ids["contract_id"], "amount", "total"), "reject"
    )
    assert client.get(f"/api/contracts/{ids['contract_id']}").json()["amount"] is None


def test_reopening_restores_what_was_read(filed: Any) -> None:
    client, ids = filed
    item = fact(client, ids["contract_id"], "amount", "total")
    rejected = decide(client, ids["contract_id"], item, "reject")
    reopened = decide(client, ids["contract_id"], rejected, "reopen")
    assert (reopened["decision"], reopened["decided_by"]) == ("pending", None)
    card = client.get(f"/api/contracts/{ids['contract_id']}").json()
    assert float(card["amount"]) == 500_000
    assert card["sources"]["amount"]["source"] == "machine"


def test_an_edit_that_is_no_amount_is_refused(filed: Any) -> None:
    client, ids = filed
    item = fact(client, ids["contract_id"], "amount", "total")
    answer = client.patch(
        f"/api/contracts/{ids['contract_id']}/facts/{item['fid']}",
        json={"decision": "edit", "value": "很多钱"},
        headers={"If-Match": str(item["version"])},
    )
    assert answer.status_code == 422


@pytest.mark.parametrize("by", ["fact", "record"])
def test_a_persons_value_outlives_another_reading(filed: Any, shop: Workshop, by: str) -> None:
    client, ids = filed
    contract = f"/api/contracts/{ids['contract_id']}"
    if by == "fact":
        item = fact(client, ids["contract_id"], "amount", "total")
        decide(client, ids["contract_id"], item, "edit", value="480000 CNY")
    else:
        version = client.get(contract).json()["version"]
        answer = client.patch(contract, json={"amount": 480000}, headers={"If-Match": str(version)})
        assert answer.status_code == 200, answer.text
    reading = read_again(shop.database, ids["job_id"], shop.tools)
    with shop.database.write() as db:
        apply_reading(db, ids["contract_id"], reading, SYSTEM)
    assert float(client.get(contract).json()["amount"]) == 480_000


def test_a_rejected_value_does_not_come_back_with_another_reading(
    filed: Any, shop: Workshop
) -> None:
    client, ids = filed
    item = fact(client, ids["contract_id"], "amount", "total")
    decide(client, ids["contract_id"], item, "reject")
    reading = read_again(shop.database, ids["job_id"], shop.tools)
    with shop.database.write() as db:
        apply_reading(db, ids["contract_id"], reading, SYSTEM)
    assert client.get(f"/api/contracts/{ids['contract_id']}").json()["amount"] is None


@pytest.mark.parametrize(("header", "status"), [(None, 428), ("999", 412), ("words", 412)])
def test_a_change_needs_the_version_it_was_made_on(
    filed: Any, header: str | None, status: int
) -> None:
    client, ids = filed
    item = facts(client, ids["contract_id"])[0]
    headers = {"If-Match": header} if header else {}
    contract = f"/api/contracts/{ids['contract_id']}"
    for path, body in (
        (contract, {"note": "新"}),
        (f"{contract}/facts/{item['fid']}", {"decision": "accept"}),
    ):
        answer = client.patch(path, json=body, headers=headers)
        assert answer.status_code == status
        assert answer.json()["mend"]
