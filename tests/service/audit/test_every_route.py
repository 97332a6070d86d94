"""No route without its event: whatever is written, read of a file, searched or refused at the door
is on record. A new route fails here until it is asked, or says why it leaves nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import select

from nlp.ports import Embedder
from service.audit.queries import FAILED
from service.audit.queries import REFUSED as REFUSALS
from service.audit.tables import AuditEvent
from service.kernel.actor import SYSTEM
from tests.architecture.test_routes import routes
from tests.service.accounts.authenticator import Device
from tests.service.audit.desk import PASSWORD, Desk, open_desk
from tests.service.audit.traces import LEAVES, NONE, WRITES_WITHOUT

READS_WITHOUT = {route for each in NONE.values() for route in each}


@pytest.fixture(scope="module")
def desk(
    tmp_path_factory: pytest.TempPathFactory, migrated_file: Path, real_embedder: Embedder
) -> Iterator[Desk]:
    with open_desk(tmp_path_factory.mktemp("desk"), migrated_file, real_embedder) as made:
        yield made


def events(desk: Desk, answer: httpx.Response) -> list[AuditEvent]:
    """What the request left."""
    number = answer.headers["x-request-id"]
    database = answer.extensions.get("database", desk.app.state.database)
    with database.read() as db:
        return list(db.scalars(select(AuditEvent).where(AuditEvent.request_id == number)))


def test_every_route_leaves_an_event_or_says_why_it_leaves_none() -> None:
    named = {f"{method} {path}" for path, route in routes() for method in route.methods}
    assert named - LEAVES.keys() - READS_WITHOUT - WRITES_WITHOUT.keys() == set(), "see traces.py"
    assert (LEAVES.keys() | READS_WITHOUT | WRITES_WITHOUT.keys()) - named == set(), "gone"
    assert not (LEAVES.keys() & (READS_WITHOUT | WRITES_WITHOUT.keys()))


def test_only_reads_go_without_by_their_kind() -> None:
    assert {route.partition(" ")[0] for route in READS_WITHOUT} == {"GET"}


NAMELESS = {"POST /api/auth/setup"}
"""Where nobody has a name yet."""


@pytest.mark.parametrize("route", LEAVES)
def test_a_route_leaves_its_event_with_who_of_what_and_from_where(desk: Desk, route: str) -> None:
    action, call = LEAVES[route]
    answer = call(desk)
    assert answer.is_success, answer.text
    method, path = route.split(" ")
    pattern = re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>[^/]+)", re.escape(path))
    asked = re.fullmatch(pattern, answer.request.url.path)
    assert asked, "another route was asked"
    assert answer.request.method == method
    left = [event for event in events(desk, answer) if event.action == action]
    assert left, f"no {action}, but {[event.action for event in events(desk, answer)]}"
    contract = asked.groupdict().get("contract_id")
    assert contract is None or contract in {event.contract_id for event in left}
    assert {event.address for event in left} == {"testclient"}
    assert len({event.actor_id for event in left}) == 1
    assert left[0].actor_id != SYSTEM.id or route in NAMELESS


def test_who_took_originals_in_an_archive_is_known_of_each_contract(desk: Desk) -> None:
    both = [desk.read_contract, desk.other_contract]
    answer = desk.person().get("/api/contracts/files.zip", params={"id": both})
    noted = [e.contract_id for e in events(desk, answer) if e.action == "original.read"]
    assert sorted(str(each) for each in noted) == sorted(both)


def _wrong_password(desk: Desk) -> httpx.Response:
    body = {"login": desk.newcomer(), "password": "wrong"}
    return desk.stranger().post("/api/auth/sign-in", json=body)


def _nobody(desk: Desk) -> httpx.Response:
    body = {"login": "nobody-here", "password": "wrong"}
    return desk.stranger().post("/api/auth/sign-in", json=body)


def _wrong_code(desk: Desk) -> httpx.Response:
    login = desk.login_of(desk.with_codes()[0])
    body = {"login": login, "password": PASSWORD, "code": "000000"}
    return desk.stranger().post("/api/auth/sign-in", json=body)


def _strange_passkey(desk: Desk) -> httpx.Response:
    _, device, _ = desk.with_passkey()
    forger = Device(credential_id=device.credential_id, user_handle=device.user_handle)
    browser = desk.stranger()
    options = browser.post("/api/auth/passkeys/challenge").json()
    return browser.post("/api/auth/passkeys/sign-in", json={"credential": forger.answer(options)})


def _forged_token(desk: Desk) -> httpx.Response:
    desk.provider.token = lambda claims: desk.provider.key.sign(claims | {"aud": "another"})
    try:
        return desk.by_provider(desk.stranger(), "forged")
    finally:
        desk.provider.token = lambda claims: desk.provider.key.sign(claims)


def _own_password_again(path: str, **more: Any) -> Callable[[Desk], httpx.Response]:
    body = {"password": "wrong"} | more
    return lambda desk: desk.person().post(f"/api/auth/{path}", json=body)


REFUSED: dict[str, tuple[str, Callable[[Desk], httpx.Response]]] = {
    "a wrong password": ("session.refused", _wrong_password),
    "a login that nobody has": ("session.refused", _nobody),
    "a wrong code": ("session.code_refused", _wrong_code),
    "a passkey of another's making": ("session.passkey_refused", _strange_passkey),
    "a provider's word for somebody else": ("session.refused", _forged_token),
    "a wrong password for a new one": (
        "session.refused",
        _own_password_again("password", old="wrong", new="new-umbrella-78"),
    ),
    "a wrong password for codes": ("session.refused", _own_password_again("second-factor")),
    "a wrong password for a passkey": ("session.refused", _own_password_again("passkeys/begin")),
    "a wrong password for a link": (
        "session.refused",
        _own_password_again("identities", provider="corp"),
    ),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_was_refused_is_on_record_without_what_was_typed(desk: Desk, what: str) -> None:
    action, call = REFUSED[what]
    answer = call(desk)
    assert answer.status_code in {401, 403}, answer.text
    left = [event for event in events(desk, answer) if event.action == action]
    assert left, [event.action for event in events(desk, answer)]
    assert "wrong" not in str([event.detail for event in left])
    assert action in REFUSALS, "not found among the refused"


def test_a_delay_after_wrong_passwords_is_on_record(desk: Desk) -> None:
    body = {"login": desk.newcomer(), "password": "wrong"}
    for _ in range(5):
        answer = desk.stranger().post("/api/auth/sign-in", json=body)
    assert "session.blocked" in {event.action for event in events(desk, answer)}


def test_a_reading_that_fails_is_on_record(desk: Desk) -> None:
    client = desk.person()
    filed = desk.upload(client, " ").json()
    desk.work(filed["job_id"])
    assert client.get(f"/api/jobs/{filed['job_id']}").json()["state"] == "failed"
    with desk.app.state.database.read() as db:
        failed = select(AuditEvent).where(AuditEvent.action == "job.failed")
        [event] = db.scalars(failed.where(AuditEvent.object_id == filed["job_id"]))
    assert (event.contract_id, event.action in FAILED) == (filed["contract_id"], True)
