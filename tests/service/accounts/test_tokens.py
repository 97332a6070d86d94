"""Tokens of programs: what they may do, how they end, and what is said then."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient

from service.accounts.roles import BUILT_IN, within
from service.kernel.actor import Actor, HeldRole

from .conftest import Clock

SignIn = Callable[[str], TestClient]


@pytest.fixture
def program(stranger: TestClient) -> Callable[[str], TestClient]:
    """A program that sends a token."""

    def with_token(token: str) -> TestClient:
        stranger.headers["authorization"] = f"Bearer {token}"
        return stranger

    return with_token


def make(client: TestClient, **fields: Any) -> dict[str, Any]:
    answer = client.post("/api/auth/tokens", json={"name": "对账程序"} | fields)
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


def test_a_token_works_until_it_is_revoked(
    sign_in: SignIn, program: Callable[[str], TestClient]
) -> None:
    client = sign_in("jingban")
    made = make(client)
    caller = program(made["token"])
    assert caller.get("/api/auth/me").json()["login"] == "jingban"
    listed = client.get("/api/auth/tokens").json()["items"]
    assert [(item["token"], item["scope"]) for item in listed] == [(None, "read")]
    assert listed[0]["last_used_at"] is not None
    client.delete(f"/api/auth/tokens/{made['id']}")
    answer = caller.get("/api/auth/me")
    assert (answer.status_code, answer.json()["code"]) == (401, "token_unknown")
    assert answer.headers["www-authenticate"].startswith("Bearer")


def test_a_forged_token_is_refused_clearly(program: Callable[[str], TestClient]) -> None:
    for forged in ("jq_x", "", "jq_" + "A" * 43):
        answer = program(forged).get("/api/contracts")
        assert (answer.status_code, answer.json()["code"]) == (401, "token_unknown")


def test_an_expired_token_says_so(
    sign_in: SignIn, program: Callable[[str], TestClient], clock: Clock
) -> None:
    ends = (clock() + timedelta(days=30)).isoformat()
    caller = program(make(sign_in("jingban"), expires_at=ends)["token"])
    clock.move(days=29)
    assert caller.get("/api/contracts").status_code == 200
    clock.move(days=1, seconds=1)
    answer = caller.get("/api/contracts")
    assert (answer.status_code, answer.json()["code"]) == (401, "token_expired")


@pytest.mark.parametrize("days", [-1, 0, 400])
def test_an_end_in_the_past_or_far_away_is_refused(
    sign_in: SignIn, clock: Clock, days: int
) -> None:
    body = {"name": "x", "expires_at": (clock() + timedelta(days=days)).isoformat()}
    answer = sign_in("jingban").post("/api/auth/tokens", json=body)
    assert (answer.status_code, answer.json()["code"]) == (422, "bad_expiry")


def test_a_token_to_read_changes_nothing(
    sign_in: SignIn, program: Callable[[str], TestClient]
) -> None:
    caller = program(make(sign_in("admin"), scope="read")["token"])
    assert caller.get("/api/contracts").status_code == 200
    sent = caller.post("/api/contracts", files={"file": ("a.txt", "合同".encode())})
    assert sent.status_code == 403
    assert caller.get("/api/users").status_code == caller.get("/api/audit").status_code == 403


def test_a_token_to_work_administers_nothing(
    sign_in: SignIn, program: Callable[[str], TestClient]
) -> None:
    caller = program(make(sign_in("admin"), scope="write")["token"])
    sent = caller.post("/api/contracts", files={"file": ("a.txt", "合同".encode())})
    assert sent.status_code == 202
    assert caller.get("/api/users").status_code == 403


def test_a_token_to_administer_has_what_its_owner_has(
    sign_in: SignIn, program: Callable[[str], TestClient]
) -> None:
    assert program(make(sign_in("admin"), scope="admin")["token"]).get("/api/users").is_success
    handler = program(make(sign_in("jingban"), scope="admin")["token"])
    assert handler.get("/api/users").status_code == 403


@pytest.mark.parametrize("role", ["admin", "legal", "handler", "finance", "leader"])
def test_scopes_only_ever_take_away(role: str) -> None:
    held = HeldRole(role, "all", frozenset(BUILT_IN[role].permissions))
    own = Actor("u", "u", "u", role, (held,))
    read, write, everything = (within(own, s).permissions for s in ("read", "write", "admin"))
    assert read <= write <= everything == own.permissions
    assert not [p for p in read if not p.endswith((".read", ".use"))]


def test_a_token_cannot_touch_its_owners_account(
    sign_in: SignIn, program: Callable[[str], TestClient]
) -> None:
    caller = program(make(sign_in("admin"), scope="admin")["token"])
    answers = [
        caller.post("/api/auth/tokens", json={"name": "more"}),
        caller.get("/api/auth/tokens"),
        caller.get("/api/auth/sessions"),
        caller.delete("/api/auth/sessions"),
        caller.post("/api/auth/password", json={"old": "x", "new": "y"}),
        caller.patch("/api/auth/me", json={"locale": "en"}),
    ]
    assert {(a.status_code, a.json()["code"]) for a in answers} == {(403, "person_only")}


def test_a_lock_ends_tokens(sign_in: SignIn, program: Callable[[str], TestClient]) -> None:
    caller = program(make(sign_in("caiwu"))["token"])
    admin = sign_in("admin")
    user = next(u for u in admin.get("/api/users").json()["items"] if u["login"] == "caiwu")
    headers = {"if-match": str(user["version"])}
    admin.patch(f"/api/users/{user['id']}", json={"active": False}, headers=headers)
    assert caller.get("/api/auth/me").status_code == 401
