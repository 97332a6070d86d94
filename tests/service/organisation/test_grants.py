"""Access to one contract beyond the roles: given, limited, ended, explained."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.service.conftest import File, SignIn
from tests.service.organisation.conftest import put, unit_of, user_of


@pytest.fixture
def contract(sign_in: SignIn, file: File) -> str:
    """A contract of the handler."""
    return str(file(sign_in("jingban"))["contract_id"])


Grant = Callable[..., Any]


@pytest.fixture
def grant(sign_in: SignIn, contract: str) -> Grant:
    """The owner shares it: ``grant(level="edit", user_id=…)``."""
    owner = sign_in("jingban")

    def give(**body: Any) -> Any:
        return owner.post(f"/api/contracts/{contract}/grants", json={"level": "read"} | body)

    return give


def change_note(client: TestClient, contract: str) -> int:
    at = f"/api/contracts/{contract}"
    version = client.get(at).json().get("version", 1)
    return client.patch(at, json={"note": "x"}, headers={"if-match": str(version)}).status_code


@pytest.mark.parametrize(
    ("level", "may_note", "may_edit", "may_share"),
    [
        ("read", False, False, False),
        ("comment", True, False, False),
        ("edit", True, True, False),
        ("manage", True, True, True),
    ],
)
def test_a_level_gives_what_it_says(
    grant: Grant,
    contract: str,
    outsider: TestClient,
    level: str,
    may_note: bool,
    may_edit: bool,
    may_share: bool,
) -> None:
    at = f"/api/contracts/{contract}"
    assert outsider.get(at).status_code == 404
    me = outsider.get("/api/auth/me").json()["id"]
    assert grant(level=level, user_id=me).status_code == 201
    assert outsider.get(at).status_code == 200
    note = {"start": 0, "end": 4, "note": "n"}
    noted = outsider.post(f"{at}/annotations", json=note).status_code
    assert noted == (201 if may_note else 403)
    assert change_note(outsider, contract) == (200 if may_edit else 403)
    assert outsider.get(f"{at}/grants").status_code == (200 if may_share else 403)
    assert ("contract.edit" in outsider.get(at).json()["allowed"]) is may_edit


def test_a_grant_ends_by_itself(
    grant: Grant, contract: str, outsider: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    until = datetime.now(UTC) + timedelta(hours=1)
    me = outsider.get("/api/auth/me").json()["id"]
    assert grant(user_id=me, expires_at=until.isoformat(), reason="尽调").status_code == 201
    assert outsider.get(f"/api/contracts/{contract}").status_code == 200
    monkeypatch.setattr("service.contracts.rights.now", lambda: until)
    assert outsider.get(f"/api/contracts/{contract}").status_code == 404
    assert outsider.get("/api/contracts").json()["items"] == []


def test_a_unit_stands_for_all_below_it(
    grant: Grant, contract: str, admin: TestClient, outsider: TestClient
) -> None:
    company = unit_of(admin, "演示公司")
    assert grant(unit_id=company["id"]).status_code == 201
    assert outsider.get(f"/api/contracts/{contract}").status_code == 200


def test_a_role_stands_for_all_who_hold_it(
    grant: Grant, contract: str, admin: TestClient, outsider: TestClient
) -> None:
    assert grant(role="finance").status_code == 201
    assert outsider.get(f"/api/contracts/{contract}").status_code == 404
    assert put(admin, "waibu", further_roles=[{"role": "finance"}]).status_code == 200
    assert outsider.get(f"/api/contracts/{contract}").status_code == 200


def test_a_second_grant_to_the_same_takes_the_firsts_place(
    grant: Grant, contract: str, sign_in: SignIn, outsider: TestClient
) -> None:
    me = outsider.get("/api/auth/me").json()["id"]
    grant(user_id=me, level="edit")
    grant(user_id=me, level="read")
    items = sign_in("jingban").get(f"/api/contracts/{contract}/grants").json()["items"]
    assert [item["level"] for item in items] == ["read"]
    assert change_note(outsider, contract) == 403


def test_what_is_revoked_is_gone_at_once_and_on_record(
    grant: Grant, contract: str, sign_in: SignIn, admin: TestClient, outsider: TestClient
) -> None:
    me = outsider.get("/api/auth/me").json()["id"]
    given = grant(user_id=me).json()["id"]
    owner = sign_in("jingban")
    assert owner.delete(f"/api/contracts/{contract}/grants/{given}").status_code == 204
    assert outsider.get(f"/api/contracts/{contract}").status_code == 404
    events = admin.get("/api/audit", params={"action": "grant."}).json()["items"]
    assert [event["action"] for event in events] == ["grant.revoked", "grant.created"]


@pytest.mark.parametrize("body", [{}, {"user_id": "nobody"}, {"user_id": "x", "role": "legal"}])
def test_a_grant_is_for_exactly_one_who_is_there(grant: Grant, body: dict[str, str]) -> None:
    assert grant(**body).json()["code"] == "grant_target"


def test_whoever_may_only_edit_does_not_make_themselves_the_owner(
    grant: Grant, contract: str, outsider: TestClient
) -> None:
    me = outsider.get("/api/auth/me").json()["id"]
    grant(user_id=me, level="edit")
    at = f"/api/contracts/{contract}"
    for change in ({"owner_id": me}, {"secrecy": "normal"}, {"unit_id": None}):
        version = str(outsider.get(at).json()["version"])
        refused = outsider.patch(at, json=change, headers={"if-match": version})
        assert (refused.status_code, refused.json()["code"]) == (403, "forbidden")


def test_nobody_grants_more_than_they_may(
    contract: str, sign_in: SignIn, admin: TestClient, outsider: TestClient
) -> None:
    """A leader given "manage" by hand passes it on; one who owns a contract without "edit" not."""
    leader = user_of(admin, "lingdao")
    at = f"/api/contracts/{contract}"
    version = str(admin.get(at).json()["version"])
    admin.patch(at, json={"owner_id": leader["id"]}, headers={"if-match": version})
    client, me = sign_in("lingdao"), outsider.get("/api/auth/me").json()["id"]
    given = client.post(f"{at}/grants", json={"level": "comment", "user_id": me})
    refused = client.post(f"{at}/grants", json={"level": "edit", "user_id": me})
    assert (given.status_code, refused.status_code) == (201, 403)


def test_a_token_to_read_makes_no_use_of_a_grant_to_edit(
    grant: Grant, contract: str, outsider: TestClient, stranger: TestClient
) -> None:
    grant(user_id=outsider.get("/api/auth/me").json()["id"], level="edit")
    token = outsider.post("/api/auth/tokens", json={"name": "t", "scope": "read"}).json()["token"]
    stranger.headers["authorization"] = f"Bearer {token}"
    assert stranger.get(f"/api/contracts/{contract}").status_code == 200
    assert change_note(stranger, contract) == 403


def classify(client: TestClient, contract: str, secrecy: str) -> None:
    at = f"/api/contracts/{contract}"
    version = str(client.get(at).json()["version"])
    answer = client.patch(at, json={"secrecy": secrecy}, headers={"if-match": version})
    assert answer.status_code == 200, answer.text


def test_a_confidential_contract_is_seen_by_owner_grant_and_permission_alone(
    grant: Grant, contract: str, admin: TestClient, sign_in: SignIn
) -> None:
    colleague = put(admin, "caiwu", role="handler", unit_id=unit_of(admin, "采购部")["id"])
    assert colleague.status_code == 200
    at = f"/api/contracts/{contract}"
    assert sign_in("caiwu").get(at).status_code == 200
    classify(sign_in("jingban"), contract, "confidential")
    seen = {login: sign_in(login).get(at).status_code for login in ("jingban", "fawu", "caiwu")}
    assert seen == {"jingban": 200, "fawu": 200, "caiwu": 404}
    assert sign_in("caiwu").get("/api/contracts").json()["items"] == []
    grant(user_id=colleague.json()["id"])
    assert sign_in("caiwu").get(at).status_code == 200


def reasons(client: TestClient, contract: str) -> dict[str, list[str]]:
    items = client.get(f"/api/contracts/{contract}/access").json()["items"]
    return {item["login"]: [reason["kind"] for reason in item["reasons"]] for item in items}


def test_everybody_who_sees_a_contract_is_named_with_every_reason(
    grant: Grant, contract: str, admin: TestClient, sign_in: SignIn, outsider: TestClient
) -> None:
    grant(user_id=outsider.get("/api/auth/me").json()["id"], reason="尽调")
    assert reasons(admin, contract) == {
        "admin": ["role"],
        "fawu": ["role"],
        "caiwu": ["role"],
        "lingdao": ["role"],
        "jingban": ["owner", "filed", "role"],
        "waibu": ["grant"],
    }
    items = admin.get(f"/api/contracts/{contract}/access").json()["items"]
    by_login = {item["login"]: item["reasons"][-1] for item in items}
    assert by_login["waibu"]["given_for"] == "尽调"
    assert by_login["jingban"]["through"]["name"] == "采购部"
    assert sign_in("caiwu").get(f"/api/contracts/{contract}/access").status_code == 403


def test_what_a_person_sees_is_counted_and_listed_with_its_reasons(
    contract: str, admin: TestClient, outsider: TestClient
) -> None:
    handler = user_of(admin, "jingban")["id"]
    told = admin.get(f"/api/users/{handler}/access").json()
    assert (told["total"], [row["id"] for row in told["items"]]) == (1, [contract])
    counted = {way["reason"]["kind"]: way["contracts"] for way in told["by_reason"]}
    assert counted == {"owner": 1, "filed": 1, "role": 1}
    nothing = outsider.get("/api/auth/me").json()["id"]
    assert admin.get(f"/api/users/{nothing}/access").json()["total"] == 0
