"""How a person likes to work is kept on the server, and saved views show only what one may see."""

from __future__ import annotations

import time
from datetime import timedelta

from sqlalchemy import update

from service.accounts.tables import SignInSession
from service.kernel.clock import now
from service.kernel.db import Database
from service.personal.tables import PersonPreferences
from tests.service.conftest import SignIn

VIEW = {"name": "采购高风险", "page": "contracts", "query": {"risk": "high", "type": "purchase"}}


def test_preferences_follow_the_person(sign_in: SignIn) -> None:
    first = sign_in("fawu")
    assert first.get("/api/auth/preferences").json()["theme"] is None
    first.patch("/api/auth/preferences", json={"theme": "dark", "density": "compact"})
    first.patch("/api/auth/preferences", json={"home_cards": ["recent", "upcoming"]})
    elsewhere = sign_in("fawu").get("/api/auth/preferences").json()
    assert elsewhere["theme"] == "dark"
    assert elsewhere["density"] == "compact"
    assert elsewhere["home_cards"] == ["recent", "upcoming"]
    assert sign_in("jingban").get("/api/auth/preferences").json()["theme"] is None


def test_null_brings_a_default_back(sign_in: SignIn) -> None:
    client = sign_in("fawu")
    client.patch("/api/auth/preferences", json={"theme": "dark", "density": "compact"})
    answer = client.patch("/api/auth/preferences", json={"theme": None}).json()
    assert (answer["theme"], answer["density"]) == (None, "compact")


def test_columns_keep_their_order_and_widths(sign_in: SignIn) -> None:
    ours = {"columns": ["risk", "party"], "column_widths": {"party": 220}}
    sign_in("fawu").patch("/api/auth/preferences", json=ours)
    kept = sign_in("fawu").get("/api/auth/preferences").json()
    assert {name: kept[name] for name in ours} == ours


def test_columns_kept_before_there_were_units_name_the_unit(
    sign_in: SignIn, database: Database
) -> None:
    client = sign_in("fawu")
    client.patch("/api/auth/preferences", json={"theme": "dark"})
    old = {"columns": ["department", "risk"], "column_widths": {"department": 120}}
    with database.write() as db:
        db.execute(update(PersonPreferences).values(chosen=old))
    kept = client.get("/api/auth/preferences").json()
    assert (kept["columns"], kept["column_widths"]) == (["unit", "risk"], {"unit": 120})
    changed = client.patch("/api/auth/preferences", json={"density": "compact"}).json()
    assert changed["columns"] == ["unit", "risk"]


def test_an_unknown_preference_is_refused(sign_in: SignIn) -> None:
    client = sign_in("fawu")
    for body in (
        {"colour": "red"},
        {"theme": "pink"},
        {"columns": ["secret"]},
        {"column_widths": {"secret": 100}},
        {"column_widths": {"party": 5}},
    ):
        assert client.patch("/api/auth/preferences", json=body).status_code == 422


def test_a_view_is_ones_own_until_it_is_shared(sign_in: SignIn) -> None:
    owner, other = sign_in("fawu"), sign_in("jingban")
    made = owner.post("/api/views", json=VIEW).json()
    assert (made["mine"], made["shared"]) == (True, False)
    assert other.get("/api/views").json()["items"] == []

    answer = owner.patch(
        f"/api/views/{made['id']}", json={"shared": True}, headers={"If-Match": '"1"'}
    )
    assert answer.status_code == 200
    [seen] = other.get("/api/views", params={"page": "contracts"}).json()["items"]
    assert (seen["mine"], seen["query"]) == (False, VIEW["query"])
    assert other.get("/api/views", params={"page": "audit"}).json()["items"] == []


def test_anothers_view_cannot_be_changed_or_removed(sign_in: SignIn) -> None:
    owner, other = sign_in("fawu"), sign_in("jingban")
    made = owner.post("/api/views", json={**VIEW, "shared": True}).json()
    path = f"/api/views/{made['id']}"
    assert other.patch(path, json={"name": "x"}, headers={"If-Match": '"1"'}).status_code == 404
    assert other.delete(path).status_code == 404
    assert owner.delete(path).status_code == 204
    assert other.get("/api/views").json()["items"] == []


def test_a_view_that_changed_meanwhile_is_not_overwritten(sign_in: SignIn) -> None:
    owner = sign_in("fawu")
    path = f"/api/views/{owner.post('/api/views', json=VIEW).json()['id']}"
    assert owner.patch(path, json={"name": "一"}, headers={"If-Match": '"1"'}).status_code == 200
    assert owner.patch(path, json={"name": "二"}, headers={"If-Match": '"1"'}).status_code == 412


def test_views_are_bounded(sign_in: SignIn) -> None:
    owner = sign_in("fawu")
    for number in range(100):
        assert owner.post("/api/views", json={**VIEW, "name": f"视图{number}"}).status_code == 201
    refused = owner.post("/api/views", json=VIEW)
    assert (refused.status_code, refused.json()["code"]) == (409, "too_many_views")


def test_a_session_that_is_noted_as_seen_does_not_wait_for_its_own_request(
    sign_in: SignIn, database: Database
) -> None:
    client = sign_in("fawu")
    with database.write() as db:
        db.execute(update(SignInSession).values(last_seen_at=now() - timedelta(hours=1)))
    began = time.monotonic()
    assert client.patch("/api/auth/preferences", json={"theme": "dark"}).status_code == 200
    assert time.monotonic() - began < 10
