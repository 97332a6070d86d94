"""A small tree of units, and the shortest way to ask about it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.service.conftest import SignIn

Send = Callable[..., Any]


@pytest.fixture
def admin(sign_in: SignIn) -> TestClient:
    return sign_in("admin")


@pytest.fixture
def add(admin: TestClient) -> Callable[..., dict[str, Any]]:
    """A new unit: ``add("采购中心", parent=company["id"])``."""

    def make(name: str, parent: str | None = None, **more: Any) -> dict[str, Any]:
        body = {"kind": "department", "name": name, "parent_id": parent} | more
        answer = admin.post("/api/units", json=body)
        assert answer.status_code == 201, answer.text
        return dict(answer.json())

    return make


def unit_of(client: TestClient, name: str) -> dict[str, Any]:
    """The unit of this name, as the tree has it now."""
    items = client.get("/api/units").json()["items"]
    return dict(next(unit for unit in items if unit["name"] == name))


def user_of(client: TestClient, login: str) -> dict[str, Any]:
    """The person of this login, as administrators see them now."""
    items = client.get("/api/users").json()["items"]
    return dict(next(user for user in items if user["login"] == login))


def put(client: TestClient, login: str, **changes: Any) -> Any:
    """Change a person as they are now."""
    user = user_of(client, login)
    headers = {"if-match": str(user["version"])}
    return client.patch(f"/api/users/{user['id']}", json=changes, headers=headers)
