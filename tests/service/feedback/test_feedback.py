"""Anybody may tell the administrators something; only they read it."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from service.feedback.actions import MOST_A_DAY
from tests.service.conftest import SignIn

MESSAGE = {"text": "审查立场换不过来", "path": "/contracts/abc", "request_id": "0192-ab"}


def _sent(client: TestClient, **changes: object) -> str:
    answer = client.post("/api/feedback", json=MESSAGE | changes)
    assert answer.status_code == 201, answer.text
    sent: str = answer.json()["id"]
    return sent


def test_a_message_reaches_the_administrator(sign_in: SignIn) -> None:
    writer = sign_in("caiwu")
    writer.headers["User-Agent"] = "Browser/1 " + "x" * 500
    sent = _sent(writer)
    (row,) = sign_in("admin").get("/api/feedback").json()["items"]
    assert (row["id"], row["text"], row["path"]) == (sent, MESSAGE["text"], MESSAGE["path"])
    assert row["author"] == writer.get("/api/auth/me").json()["name"]
    assert (row["done"], row["note"], len(row["browser"])) == (False, "", 300)


@pytest.mark.parametrize("login", ["fawu", "jingban", "caiwu", "lingdao"])
def test_nobody_else_reads_or_changes_it(sign_in: SignIn, login: str) -> None:
    client = sign_in(login)
    sent = _sent(client)
    assert client.get("/api/feedback").status_code == 403
    changed = client.patch(f"/api/feedback/{sent}", json={"done": True}, headers={"If-Match": "1"})
    assert changed.status_code == 403


def test_it_is_marked_done_with_a_note(sign_in: SignIn) -> None:
    sent = _sent(sign_in("fawu"))
    other = _sent(sign_in("fawu"), text="另一条")
    admin = sign_in("admin")
    done = admin.patch(
        f"/api/feedback/{sent}", json={"done": True, "note": "已说明"}, headers={"If-Match": "1"}
    ).json()
    assert (done["done"], done["note"], done["version"]) == (True, "已说明", 2)
    ids = {
        state: [row["id"] for row in admin.get(f"/api/feedback?done={state}").json()["items"]]
        for state in ("true", "false")
    }
    assert ids == {"true": [sent], "false": [other]}
    again = admin.patch(f"/api/feedback/{sent}", json={"done": False}, headers={"If-Match": "1"})
    assert again.json()["code"] == "changed_meanwhile"


def test_it_is_audited_without_its_words(sign_in: SignIn) -> None:
    _sent(sign_in("fawu"))
    (event,) = sign_in("admin").get("/api/audit?action=feedback.sent").json()["items"]
    assert event["object_type"] == "feedback"
    assert "立场" not in str(event)


@pytest.mark.parametrize(
    "changes",
    [
        {"text": "   "},
        {"text": "长" * 4001},
        {"path": "/search?q=价款"},
        {"path": "https://elsewhere"},
        {"request_id": "a b"},
        {"contract": "全文"},
    ],
)
def test_what_does_not_belong_there_is_refused(sign_in: SignIn, changes: dict[str, object]) -> None:
    assert sign_in("fawu").post("/api/feedback", json=MESSAGE | changes).status_code == 422


def test_one_person_does_not_flood_the_list(sign_in: SignIn) -> None:
    client = sign_in("fawu")
    for _ in range(MOST_A_DAY):
        _sent(client)
    refused = client.post("/api/feedback", json=MESSAGE)
    assert (refused.status_code, refused.json()["code"]) == (429, "too_much_feedback")
    _sent(sign_in("jingban"))


def test_signed_out_nothing_is_taken(sign_in: SignIn) -> None:
    client = sign_in("fawu")
    client.cookies.clear()
    assert client.post("/api/feedback", json=MESSAGE).status_code == 401
