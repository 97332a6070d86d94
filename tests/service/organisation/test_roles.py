"""Roles edited: what a change does to whom, and what no edit may take away."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient

from service.accounts.roles import BUILT_IN
from service.kernel.locale import UiLanguage, say
from service.kernel.permissions import GROUPS, Permission
from tests.service.conftest import File, SignIn
from tests.service.organisation.conftest import put, user_of


def role(client: TestClient, code: str) -> dict[str, Any]:
    items = client.get("/api/roles").json()["items"]
    return dict(next(role for role in items if role["code"] == code))


def change(client: TestClient, code: str, **changes: Any) -> Any:
    headers = {"if-match": str(role(client, code)["version"])}
    return client.patch(f"/api/roles/{code}", json=changes, headers=headers)


def add(client: TestClient, code: str, scope: str, *permissions: str) -> None:
    body = {
        "code": code,
        "name": code,
        "name_en": code,
        "scope": scope,
        "permissions": list(permissions),
    }
    answer = client.post("/api/roles", json=body)
    assert answer.status_code == 201, answer.text


def test_every_permission_stands_in_one_group_and_has_words() -> None:
    listed = [code for codes in GROUPS.values() for code in codes]
    assert sorted(listed) == sorted(Permission)
    for language in ("zh", "en"):
        spoken: UiLanguage = language
        for code in Permission:
            assert say(f"permission.{code}.name", spoken, default="")
            assert say(f"permission.{code}.meaning", spoken, default="")


def test_the_table_holds_the_roles_as_they_ship(admin: TestClient) -> None:
    for code, shipped in BUILT_IN.items():
        found = role(admin, code)
        assert (found["scope"], found["permissions"]) == (
            shipped.scope,
            sorted(shipped.permissions),
        )


def test_a_change_counts_from_the_next_request(
    admin: TestClient, sign_in: SignIn, file: File
) -> None:
    contract = file(sign_in("jingban"))["contract_id"]
    finance = sign_in("caiwu")
    assert finance.get(f"/api/contracts/{contract}").status_code == 200
    assert change(admin, "finance", scope="own").status_code == 200
    assert finance.get(f"/api/contracts/{contract}").status_code == 404


def test_the_preview_tells_who_gains_and_loses_and_saves_nothing(
    admin: TestClient, sign_in: SignIn, file: File
) -> None:
    file(sign_in("jingban"))
    before = role(admin, "finance")
    draft = {"scope": "own", "permissions": ["contract.read", "search.use", "contract.edit"]}
    told = admin.post("/api/roles/finance/preview", json=draft).json()
    assert told["gained"] == {"contract.edit": 1}
    assert told["lost"] == {"contract.comment": 1, "contract.decide": 1}
    assert (told["see_more"], told["see_less"], told["people"]) == (0, 1, 1)
    effect = told["items"][0]
    assert (effect["contracts_before"], effect["contracts_after"]) == (1, 0)
    assert role(admin, "finance") == before


def test_a_permission_that_another_role_gives_is_not_lost(admin: TestClient) -> None:
    add(admin, "helper", "own", "contract.read", "contract.edit")
    held = [{"role": "helper"}]
    assert put(admin, "jingban", further_roles=held).status_code == 200
    draft = {"scope": "own", "permissions": ["contract.read"]}
    assert admin.post("/api/roles/helper/preview", json=draft).json()["people"] == 0


@pytest.mark.parametrize("kept", ["users.manage", "roles.manage"])
def test_administrators_keep_what_mends_everything(admin: TestClient, kept: str) -> None:
    permissions = [code for code in role(admin, "admin")["permissions"] if code != kept]
    refused = change(admin, "admin", permissions=permissions)
    assert (refused.status_code, refused.json()["code"]) == (409, "admin_role_keeps")


def test_the_last_administrator_stays_one(admin: TestClient) -> None:
    assert put(admin, "admin", role="legal").json()["code"] == "last_admin"
    later = (datetime.now(UTC) + timedelta(days=1)).isoformat()
    held = [{"role": "admin", "expires_at": later}]
    assert put(admin, "fawu", further_roles=held).status_code == 200
    assert put(admin, "admin", role="legal").json()["code"] == "last_admin"


def test_a_role_in_use_and_a_role_that_ships_are_not_deleted(admin: TestClient) -> None:
    add(admin, "helper", "own", "contract.read")
    assert put(admin, "jingban", further_roles=[{"role": "helper"}]).status_code == 200
    for code in ("helper", "legal"):
        assert admin.delete(f"/api/roles/{code}").json()["code"] == "role_in_use"
    assert put(admin, "jingban", further_roles=[]).status_code == 200
    assert admin.delete("/api/roles/helper").status_code == 204


def test_a_further_role_ends_by_itself(
    admin: TestClient, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    until = datetime.now(UTC) + timedelta(hours=1)
    held = [{"role": "legal", "expires_at": until.isoformat()}]
    assert put(admin, "jingban", further_roles=held).status_code == 200
    handler = sign_in("jingban")
    assert "contract.share" in handler.get("/api/auth/me").json()["permissions"]
    monkeypatch.setattr("service.accounts.roles.now", lambda: until)
    assert "contract.share" not in handler.get("/api/auth/me").json()["permissions"]


def test_a_role_cannot_end_before_it_begins(admin: TestClient) -> None:
    past = (datetime.now(UTC) - timedelta(hours=1)).isoformat()
    held = [{"role": "legal", "expires_at": past}]
    assert put(admin, "jingban", further_roles=held).json()["code"] == "bad_end"


def test_nobody_gives_more_than_they_have_nor_takes_over_who_may_more(
    admin: TestClient, sign_in: SignIn
) -> None:
    add(admin, "personnel", "unit", "users.manage", *BUILT_IN["handler"].permissions)
    assert put(admin, "caiwu", role="personnel").status_code == 200
    personnel = sign_in("caiwu")
    assert put(personnel, "jingban", name="新名字").status_code == 200
    for refused in (
        put(personnel, "jingban", role="admin"),
        put(personnel, "jingban", further_roles=[{"role": "legal"}]),
        put(personnel, "admin", active=False),
        personnel.post(f"/api/users/{user_of(admin, 'admin')['id']}/password"),
        personnel.post("/api/users", json={"login": "neu", "name": "n", "role": "admin"}),
    ):
        assert (refused.status_code, refused.json()["code"]) == (403, "forbidden")


def test_the_audit_log_tells_what_a_role_gained_and_lost(admin: TestClient) -> None:
    change(admin, "finance", permissions=["contract.read", "contract.edit"])
    event = admin.get("/api/audit", params={"action": "role."}).json()["items"][0]
    assert event["action"] == "role.changed"
    assert event["detail"]["gained"] == ["contract.edit"]
    assert event["detail"]["lost"] == ["contract.comment", "contract.decide", "search.use"]
