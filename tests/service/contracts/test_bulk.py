"""Many contracts at once: all that is allowed, nothing that is not, and back again."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
from fastapi.testclient import TestClient
from openpyxl import load_workbook

from service.accounts.tables import User
from service.kernel.db import Database
from tests.service.conftest import CONTRACT, File, SignIn


@pytest.fixture
def three(file: File, sign_in: SignIn) -> list[str]:
    """Three contracts of the purchasing department."""
    owner = sign_in("jingban")
    return [
        file(owner, CONTRACT.replace("0107", f"010{n}").encode())["items"][0]["contract_id"]
        for n in range(3)
    ]


def do(client: TestClient, act: str, ids: list[str], **more: str) -> dict[str, Any]:
    answer = client.post("/api/contracts/bulk", json={"act": act, "ids": ids, **more})
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def rows(client: TestClient, **query: str) -> list[dict[str, Any]]:
    return list(client.get("/api/contracts", params=query).json()["items"])


def undo(client: TestClient, outcome: dict[str, Any]) -> None:
    for act in outcome["undo"]:
        assert client.post("/api/contracts/bulk", json=act).status_code == 200


def test_tags_are_stuck_on_found_by_and_taken_off(three: list[str], sign_in: SignIn) -> None:
    client = sign_in("fawu")
    outcome = do(client, "tag", three[:2], tag=" 年度框架 ")
    assert sorted(outcome["done"]) == sorted(three[:2])
    assert {row["id"] for row in rows(client, tag="年度框架")} == set(three[:2])
    assert client.get("/api/contracts/choices").json()["tags"] == ["年度框架"]
    again = do(client, "tag", three, tag="年度框架")
    assert again["done"] == [three[2]]
    undo(client, again)
    undo(client, outcome)
    assert rows(client, tag="年度框架") == []


def test_assigning_is_undone_to_each_ones_own_owner(
    three: list[str], sign_in: SignIn, database: Database
) -> None:
    client = sign_in("admin")
    with database.read() as db:
        people = {user.login: user.id for user in db.query(User)}
    do(client, "assign", three[:1], owner_id=people["fawu"])
    outcome = do(client, "assign", three, owner_id=people["caiwu"])
    assert {row["owner"]["id"] for row in rows(client)} == {people["caiwu"]}
    undo(client, outcome)
    owners = {row["id"]: row["owner"]["id"] for row in rows(client)}
    assert owners == {
        three[0]: people["fawu"],
        three[1]: people["jingban"],
        three[2]: people["jingban"],
    }


@pytest.mark.parametrize("act", ["archive", "trash"])
def test_archiving_and_trash_are_undone(act: str, three: list[str], sign_in: SignIn) -> None:
    client = sign_in("fawu")
    before = rows(client, sort="number")
    outcome = do(client, act, three)
    assert len(outcome["done"]) == 3
    undo(client, outcome)
    after = rows(client, sort="number")
    kept = [(row["id"], row["archived"], row["owner"]) for row in before]
    assert [(row["id"], row["archived"], row["owner"]) for row in after] == kept


def test_what_one_may_not_see_or_do_is_skipped_with_its_cause(
    three: list[str], sign_in: SignIn, outsider: TestClient
) -> None:
    unseen = do(outsider, "tag", three, tag="x")
    assert unseen["done"] == []
    assert {skipped["code"] for skipped in unseen["skipped"]} == {"not_found"}
    assert {skipped["title"] for skipped in unseen["skipped"]} == {None}

    refused = do(sign_in("caiwu"), "trash", [*three, "nothing"])
    assert refused["done"] == []
    assert [skipped["code"] for skipped in refused["skipped"]] == ["forbidden"] * 3 + ["not_found"]
    assert len(rows(sign_in("fawu"))) == 3


def test_the_archive_holds_the_list_and_every_original_one_may_see(
    three: list[str], sign_in: SignIn, outsider: TestClient
) -> None:
    query = {"id": [*reversed(three), "nothing"]}
    answer = sign_in("fawu").get("/api/contracts/files.zip", params=query)
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert archive.testzip() is None
        texts = [archive.read(name).decode() for name in archive.namelist() if ".txt" in name]
        assert [text.count("0102") for text in texts] == [1, 0, 0]
        sheet = load_workbook(io.BytesIO(archive.read("contracts.xlsx"))).active
        assert sheet is not None
        assert sheet.max_row == 4
    assert outsider.get("/api/contracts/files.zip", params=query).status_code == 404


def test_a_foreign_act_or_too_many_are_refused(sign_in: SignIn) -> None:
    client = sign_in("fawu")
    for body in (
        {"act": "burn", "ids": ["1"]},
        {"act": "archive", "ids": []},
        {"act": "archive", "ids": ["1"] * 501},
        {"act": "tag", "ids": ["1"], "tag": "  "},
    ):
        assert client.post("/api/contracts/bulk", json=body).status_code == 422


def test_a_number_given_away_meanwhile_stops_the_restoring(
    three: list[str], sign_in: SignIn
) -> None:
    client = sign_in("fawu")
    taken = client.get(f"/api/contracts/{three[0]}").json()["number"]
    do(client, "trash", three[:1])
    other = client.get(f"/api/contracts/{three[1]}").json()
    client.patch(
        f"/api/contracts/{three[1]}",
        json={"number": taken},
        headers={"If-Match": f'"{other["version"]}"'},
    )
    refused = do(client, "restore", three[:1])
    assert [skipped["code"] for skipped in refused["skipped"]] == ["number_taken"]
