"""Passkeys: what opens, what does not, and the ways back."""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import pyotp
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import select

from service.accounts import passkeys
from service.accounts.demo import DEMO_PASSWORD
from service.accounts.tables import Passkey, PasskeyChallenge
from service.kernel.settings import Settings
from service.migrations.all_tables import Base

from .authenticator import PRESENT, Device, decoded, encoded
from .conftest import Clock

PASSWORD = {"password": DEMO_PASSWORD}
HERE = "http://localhost"
ROOT = "/api/auth/passkeys"
Enter = Callable[..., TestClient]


def browser(app: FastAPI) -> TestClient:
    return TestClient(app, base_url=HERE, raise_server_exceptions=False)


@pytest.fixture
def enter(app: FastAPI) -> Enter:
    """A browser on localhost where a demo person has signed in by password."""

    def signed_in(login: str = "caiwu", **more: Any) -> TestClient:
        client = browser(app)
        answer = client.post("/api/auth/sign-in", json={"login": login} | PASSWORD | more)
        assert answer.status_code == 200, answer.text
        client.headers["X-CSRF-Token"] = client.cookies["jianqi_csrf"]
        return client

    return signed_in


def register(client: TestClient, device: Device, name: str = "办公电脑") -> Any:
    begun = client.post(f"{ROOT}/begin", json=PASSWORD)
    assert begun.status_code == 200, begun.text
    return client.post(ROOT, json={"name": name, "credential": device.make(begun.json())})


def challenged(client: TestClient) -> dict[str, Any]:
    answer = client.post(f"{ROOT}/challenge")
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def prove(client: TestClient, credential: dict[str, Any]) -> Any:
    return client.post(f"{ROOT}/sign-in", json={"credential": credential})


def outcome(answer: Any) -> tuple[int, str | None]:
    return answer.status_code, answer.json().get("code") if answer.content else None


@dataclass
class Owner:
    """Somebody with one passkey, and the recovery codes that came with it."""

    client: TestClient
    device: Device
    recovery: list[str]
    passkey_id: str


@pytest.fixture
def owner(enter: Enter, clock: Clock) -> Owner:
    client, device = enter(), Device()
    made = register(client, device)
    assert made.status_code == 201, made.text
    clock.move(seconds=90)
    return Owner(client, device, made.json()["recovery_codes"], made.json()["passkey"]["id"])


def events(enter: Enter, action: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = (
        enter("admin").get("/api/audit", params={"action": action}).json()["items"]
    )
    return found


# -- making one


def test_a_device_is_asked_to_verify_its_owner_and_to_keep_the_key(enter: Enter) -> None:
    options = enter().post(f"{ROOT}/begin", json=PASSWORD).json()
    selection = options["authenticatorSelection"]
    assert (selection["residentKey"], selection["userVerification"]) == ("required", "required")
    assert (options["rp"]["id"], options["attestation"]) == ("localhost", "none")
    assert "caiwu" not in decoded(options["user"]["id"]).decode()


def test_several_passkeys_have_names_of_their_own(enter: Enter, owner: Owner) -> None:
    second = register(owner.client, Device(), "手机")
    assert second.json()["recovery_codes"] == [], "the codes of the first go on"
    listed = owner.client.get(ROOT).json()
    assert [each["name"] for each in listed["items"]] == ["办公电脑", "手机"]
    path = f"{ROOT}/{owner.passkey_id}"
    assert owner.client.patch(path, json={"name": "旧电脑"}).json()["name"] == "旧电脑"
    assert [e["action"] for e in events(enter, "user.passkey")] == [
        "user.passkey_renamed",
        "user.passkey_added",
        "user.passkey_added",
    ]


def test_beginning_needs_the_password(enter: Enter) -> None:
    answer = enter().post(f"{ROOT}/begin", json={"password": "a stolen session"})
    assert outcome(answer) == (401, "wrong_sign_in")


def test_the_same_passkey_is_not_kept_twice(owner: Owner) -> None:
    assert outcome(register(owner.client, owner.device)) == (409, "passkey_taken")


def test_the_device_is_told_what_it_holds_already(owner: Owner) -> None:
    options = owner.client.post(f"{ROOT}/begin", json=PASSWORD).json()
    held = [each["id"] for each in options["excludeCredentials"]]
    assert held == [encoded(owner.device.credential_id)]


def test_nobody_collects_passkeys(owner: Owner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passkeys, "MOST", 1)
    answer = owner.client.post(f"{ROOT}/begin", json=PASSWORD)
    assert outcome(answer) == (409, "too_many_passkeys")


@pytest.mark.parametrize(
    ("device", "code"),
    [
        (Device(origin="https://evil.example"), "passkey_refused"),
        (Device(flags=PRESENT), "passkey_refused"),
        (Device(flags=0), "passkey_refused"),
    ],
    ids=["another origin", "owner not verified", "nobody there"],
)
def test_a_device_that_does_not_fit_makes_no_passkey(
    enter: Enter, device: Device, code: str
) -> None:
    client = enter()
    assert outcome(register(client, device)) == (401, code)
    assert client.get(ROOT).json()["items"] == []


def test_an_answer_to_another_persons_challenge_makes_no_passkey(enter: Enter) -> None:
    one, two = enter("fawu"), enter("caiwu")
    options = one.post(f"{ROOT}/begin", json=PASSWORD).json()
    two.cookies.set(passkeys.COOKIE, one.cookies[passkeys.COOKIE])
    answer = two.post(ROOT, json={"name": "x", "credential": Device().make(options)})
    assert outcome(answer) == (401, "passkey_late")


def test_a_challenge_to_sign_in_makes_no_passkey(enter: Enter) -> None:
    client = enter()
    options = client.post(f"{ROOT}/begin", json=PASSWORD).json()
    options["challenge"] = challenged(client)["challenge"]
    answer = client.post(ROOT, json={"name": "x", "credential": Device().make(options)})
    assert outcome(answer) == (401, "passkey_late")


@pytest.mark.parametrize("rubbish", ["", "AAAA", "o2NmbXRkbm9uZQ", "not base64 ***", "_" * 5000])
@pytest.mark.parametrize("part", ["clientDataJSON", "attestationObject", "rawId"])
def test_rubbish_is_refused_as_rubbish(enter: Enter, part: str, rubbish: str) -> None:
    client = enter()
    sent = Device().make(client.post(f"{ROOT}/begin", json=PASSWORD).json())
    target = sent if part == "rawId" else sent["response"]
    target[part] = rubbish
    answer = client.post(ROOT, json={"name": "x", "credential": sent})
    assert outcome(answer) == (401, "passkey_refused")


# -- signing in by it alone


def test_a_passkey_alone_signs_in_and_no_code_is_asked(app: FastAPI, owner: Owner) -> None:
    guest = browser(app)
    answer = prove(guest, owner.device.answer(challenged(guest)))
    assert (answer.status_code, answer.json()["login"]) == (200, "caiwu")
    assert guest.get("/api/auth/me").status_code == 200
    assert guest.get(ROOT).json()["items"][0]["last_used_at"] is not None


@pytest.mark.usefixtures("owner")
def test_the_browser_learns_no_names_before(app: FastAPI) -> None:
    assert challenged(browser(app)).get("allowCredentials", []) == []


def test_a_challenge_serves_once(app: FastAPI, owner: Owner) -> None:
    guest = browser(app)
    credential = owner.device.answer(challenged(guest))
    mark = guest.cookies[passkeys.COOKIE]
    assert prove(guest, credential).status_code == 200
    guest.cookies.set(passkeys.COOKIE, mark)
    assert outcome(prove(guest, credential)) == (401, "passkey_late")


def test_a_challenge_that_was_answered_wrong_is_used_up(app: FastAPI, owner: Owner) -> None:
    guest = browser(app)
    options = challenged(guest)
    wrong = owner.device.answer(options, origin="https://evil.example")
    assert outcome(prove(guest, wrong)) == (401, "passkey_refused")
    assert outcome(prove(guest, owner.device.answer(options))) == (401, "passkey_late")


@pytest.mark.parametrize(("seconds", "status"), [(290, 200), (301, 401), (-86400, 401)])
def test_a_challenge_lives_five_minutes_whatever_the_clock_does(
    app: FastAPI, owner: Owner, clock: Clock, seconds: int, status: int
) -> None:
    guest = browser(app)
    options = challenged(guest)
    clock.move(seconds=seconds)
    assert prove(guest, owner.device.answer(options)).status_code == status


def test_a_challenge_serves_only_the_browser_that_asked(app: FastAPI, owner: Owner) -> None:
    one, other = browser(app), browser(app)
    options = challenged(one)
    challenged(other)
    assert outcome(prove(other, owner.device.answer(options))) == (401, "passkey_late")
    without = browser(app)
    assert outcome(prove(without, owner.device.answer(challenged(one)))) == (401, "passkey_late")


@pytest.mark.parametrize(
    "lies",
    [
        {"origin": "https://evil.example"},
        {"origin": "http://localhost:8001"},
        {"rp_id": "evil.example"},
        {"type": "webauthn.create"},
    ],
)
def test_a_lie_in_what_is_signed_is_refused(
    app: FastAPI, owner: Owner, lies: dict[str, str]
) -> None:
    guest = browser(app)
    answer = prove(guest, owner.device.answer(challenged(guest), **lies))
    assert outcome(answer) == (401, "passkey_refused")
    assert guest.get("/api/auth/me").status_code == 401


def test_a_challenge_of_ones_own_making_is_refused(app: FastAPI, owner: Owner) -> None:
    guest = browser(app)
    credential = owner.device.answer(challenged(guest), challenge=encoded(b"x" * 32))
    assert outcome(prove(guest, credential)) == (401, "passkey_late")


def test_a_forged_signature_is_refused(app: FastAPI, owner: Owner) -> None:
    guest = browser(app)
    forger = replace(Device(), credential_id=owner.device.credential_id)
    forger.user_handle = owner.device.user_handle
    assert outcome(prove(guest, forger.answer(challenged(guest)))) == (401, "passkey_refused")


def test_a_signature_over_other_data_is_refused(app: FastAPI, owner: Owner) -> None:
    guest = browser(app)
    owner.device.flags = PRESENT
    weak = owner.device.answer(challenged(guest))
    strengthened = copy.deepcopy(weak)
    data = bytearray(decoded(weak["response"]["authenticatorData"]))
    data[32] |= 0x04
    strengthened["response"]["authenticatorData"] = encoded(bytes(data))
    assert outcome(prove(guest, strengthened)) == (401, "passkey_refused")


def test_a_device_that_did_not_verify_its_owner_is_refused(app: FastAPI, owner: Owner) -> None:
    guest = browser(app)
    owner.device.flags = PRESENT
    answer = prove(guest, owner.device.answer(challenged(guest)))
    assert outcome(answer) == (401, "passkey_refused")


def test_a_passkey_that_names_another_person_is_refused(app: FastAPI, owner: Owner) -> None:
    guest = browser(app)
    owner.device.user_handle = b"somebody-else"
    answer = prove(guest, owner.device.answer(challenged(guest)))
    assert outcome(answer) == (401, "passkey_refused")


def test_a_passkey_that_is_not_known_says_so(app: FastAPI) -> None:
    guest = browser(app)
    assert outcome(prove(guest, Device().answer(challenged(guest)))) == (401, "passkey_unknown")


@pytest.mark.parametrize("part", ["clientDataJSON", "authenticatorData", "signature", "userHandle"])
@pytest.mark.parametrize("rubbish", ["", "AAAA", "not base64 ***"])
def test_rubbish_signs_nobody_in(app: FastAPI, owner: Owner, part: str, rubbish: str) -> None:
    guest = browser(app)
    credential = owner.device.answer(challenged(guest))
    credential["response"][part] = rubbish
    assert outcome(prove(guest, credential)) == (401, "passkey_refused")


def test_a_counter_goes_on(app: FastAPI, owner: Owner) -> None:
    owner.device.counter = 7
    for _ in range(2):
        guest = browser(app)
        assert prove(guest, owner.device.answer(challenged(guest))).status_code == 200


@pytest.mark.parametrize("back_to", [0, 3, 7])
def test_a_counter_that_went_back_is_refused_and_on_record(
    app: FastAPI, owner: Owner, enter: Enter, back_to: int
) -> None:
    owner.device.counter = 7
    guest = browser(app)
    assert prove(guest, owner.device.answer(challenged(guest))).status_code == 200
    owner.device.counter = back_to
    refused = prove(guest, owner.device.answer(challenged(guest)))
    assert outcome(refused) == (401, "passkey_copied")
    assert "办公电脑" in refused.json()["title"]
    newest = events(enter, "session.passkey_refused")[0]["detail"]
    assert (newest["reason"], newest["login"]) == ("passkey_copied", "caiwu")


def test_a_locked_person_stays_out(app: FastAPI, owner: Owner, enter: Enter) -> None:
    admin = enter("admin")
    user = next(u for u in admin.get("/api/users").json()["items"] if u["login"] == "caiwu")
    headers = {"if-match": str(user["version"])}
    admin.patch(f"/api/users/{user['id']}", json={"active": False}, headers=headers)
    guest = browser(app)
    answer = prove(guest, owner.device.answer(challenged(guest)))
    assert outcome(answer) == (401, "passkey_unknown")


def test_guessed_passwords_do_not_bar_the_passkey(app: FastAPI, owner: Owner) -> None:
    guest = browser(app)
    for _ in range(6):
        body = {"login": "caiwu", "password": "wrong"}
        last = guest.post("/api/auth/sign-in", json=body)
    assert last.status_code == 429
    assert prove(guest, owner.device.answer(challenged(guest))).status_code == 200
    again = guest.post("/api/auth/sign-in", json={"login": "caiwu"} | PASSWORD)
    assert again.status_code == 429, "and the wrong ones stay counted"


# -- after a password


@pytest.mark.usefixtures("owner")
def test_a_password_alone_no_longer_opens(app: FastAPI) -> None:
    answer = browser(app).post("/api/auth/sign-in", json={"login": "caiwu"} | PASSWORD)
    assert outcome(answer) == (401, "second_factor_needed")
    assert answer.json()["params"]["methods"] == ["passkey"]


def test_it_is_the_second_factor_beside_codes(app: FastAPI, owner: Owner, clock: Clock) -> None:
    secret = owner.client.post("/api/auth/second-factor", json=PASSWORD).json()["secret"]
    code = pyotp.TOTP(secret).at(int(clock().timestamp()))
    owner.client.post("/api/auth/second-factor/confirm", json={"code": code})
    clock.move(seconds=90)
    guest = browser(app)
    body = {"login": "caiwu"} | PASSWORD
    asked = guest.post("/api/auth/sign-in", json=body).json()["params"]["methods"]
    assert asked == ["code", "passkey"]
    passkey = owner.device.answer(challenged(guest))
    assert guest.post("/api/auth/sign-in", json=body | {"passkey": passkey}).status_code == 200
    code = pyotp.TOTP(secret).at(int(clock().timestamp()))
    assert guest.post("/api/auth/sign-in", json=body | {"code": code}).status_code == 200


@pytest.mark.usefixtures("owner")
def test_anothers_passkey_is_no_second_factor_and_counts_as_a_guess(
    app: FastAPI, enter: Enter
) -> None:
    other = Device()
    register(enter("fawu"), other)
    guest = browser(app)
    seen = []
    for _ in range(6):
        passkey = other.answer(challenged(guest))
        body = {"login": "caiwu", "passkey": passkey} | PASSWORD
        seen.append(outcome(guest.post("/api/auth/sign-in", json=body))[1])
    assert seen == ["passkey_refused"] * 5 + ["too_many_attempts"]


def test_a_recovery_code_stands_in_for_a_lost_device(
    app: FastAPI, owner: Owner, enter: Enter
) -> None:
    assert len(set(owner.recovery)) == 10
    code = owner.recovery[0]
    client = enter("caiwu", code=code)
    body = {"login": "caiwu", "code": code} | PASSWORD
    assert outcome(browser(app).post("/api/auth/sign-in", json=body)) == (401, "wrong_code")
    path = f"{ROOT}/{owner.passkey_id}/remove"
    assert client.post(path, json=PASSWORD).status_code == 204
    enter("caiwu")
    assert client.get("/api/auth/second-factor").json() == {"on": False, "recovery_left": 0}


# -- taking it away


def test_removing_needs_the_password_and_it_opens_nothing_after(app: FastAPI, owner: Owner) -> None:
    path = f"{ROOT}/{owner.passkey_id}/remove"
    assert owner.client.post(path, json={"password": "wrong"}).status_code == 401
    assert owner.client.post(path, json=PASSWORD).status_code == 204
    guest = browser(app)
    answer = prove(guest, owner.device.answer(challenged(guest)))
    assert outcome(answer) == (401, "passkey_unknown")


def test_anothers_passkey_does_not_exist(enter: Enter, owner: Owner) -> None:
    other = enter("fawu")
    path = f"{ROOT}/{owner.passkey_id}"
    assert other.patch(path, json={"name": "mine"}).status_code == 404
    assert other.post(f"{path}/remove", json=PASSWORD).status_code == 404
    assert other.get(ROOT).json()["items"] == []


@pytest.mark.usefixtures("owner")
def test_an_administrator_resets_everything_for_whoever_lost_the_device(
    app: FastAPI, enter: Enter
) -> None:
    admin = enter("admin")
    users = {user["login"]: user for user in admin.get("/api/users").json()["items"]}
    assert users["caiwu"]["second_factor"] is True
    assert admin.delete(f"/api/users/{users['caiwu']['id']}/second-factor").status_code == 204
    enter("caiwu")
    with app.state.database.read() as db:
        assert db.scalars(select(Passkey)).all() == []


def test_codes_that_are_turned_off_leave_the_passkey_and_its_recovery_codes(
    owner: Owner, clock: Clock
) -> None:
    secret = owner.client.post("/api/auth/second-factor", json=PASSWORD).json()["secret"]

    def code() -> dict[str, str]:
        clock.move(seconds=90)
        return {"code": pyotp.TOTP(secret).at(int(clock().timestamp()))}

    owner.client.post("/api/auth/second-factor/confirm", json=code())
    off = owner.client.post("/api/auth/second-factor/off", json=PASSWORD | code())
    assert off.status_code == 204
    state = owner.client.get("/api/auth/second-factor").json()
    assert state == {"on": False, "recovery_left": 10}


# -- where a policy demands one


@pytest.fixture
def demanded(app: FastAPI) -> Settings:
    strict: Settings = app.state.settings.model_copy(update={"second_factor": "everyone"})
    app.state.settings = strict
    return strict


@pytest.mark.usefixtures("demanded")
def test_nothing_but_setting_one_up_works_before(enter: Enter) -> None:
    client = enter()
    assert client.get("/api/auth/me").json()["must_add_factor"] is True
    assert outcome(client.get("/api/contracts")) == (403, "second_factor_demanded")
    assert outcome(client.post("/api/auth/tokens", json={"name": "x"})) == (
        403,
        "second_factor_demanded",
    )
    assert register(client, Device()).status_code == 201
    assert client.get("/api/contracts").status_code == 200
    assert client.get("/api/auth/me").json()["must_add_factor"] is False


@pytest.mark.usefixtures("demanded")
def test_the_last_factor_cannot_go(enter: Enter) -> None:
    client, one, two = enter(), Device(), Device()
    first = register(client, one).json()["passkey"]["id"]
    second = register(client, two).json()["passkey"]["id"]
    assert client.post(f"{ROOT}/{first}/remove", json=PASSWORD).status_code == 204
    last = client.post(f"{ROOT}/{second}/remove", json=PASSWORD)
    assert outcome(last) == (409, "last_factor")
    assert len(client.get(ROOT).json()["items"]) == 1


def test_it_may_be_demanded_of_administrators_alone(app: FastAPI, enter: Enter) -> None:
    app.state.settings = app.state.settings.model_copy(update={"second_factor": "admins"})
    assert enter("caiwu").get("/api/contracts").status_code == 200
    assert outcome(enter("admin").get("/api/contracts")) == (403, "second_factor_demanded")


# -- where they can be used


@pytest.mark.parametrize(
    ("public", "asked", "place"),
    [
        (None, "http://localhost:8000/", ("localhost", "http://localhost:8000")),
        (None, "http://127.0.0.1:8000/", None),
        (None, "https://ht.example.com/", None),
        ("https://ht.example.com", "http://10.0.0.5:8000/", ("ht.example.com",) * 2),
        ("https://ht.example.com:443", "http://x/", ("ht.example.com",) * 2),
        ("https://ht.example.com:8443", "http://x/", ("ht.example.com", "ht.example.com:8443")),
        ("https://192.0.2.7", "http://localhost/", None),
        ("http://ht.example.com", "http://ht.example.com/", None),
    ],
)
def test_a_name_over_https_or_localhost(
    settings: Settings, public: str | None, asked: str, place: tuple[str, str] | None
) -> None:
    found = passkeys.place_of(settings.model_copy(update={"public_url": public}), asked)
    if place is None:
        assert found is None
    else:
        assert found is not None
        origin = place[1] if "//" in place[1] else f"https://{place[1]}"
        assert (found.rp_id, found.origin) == (place[0], origin)


def test_elsewhere_it_says_why(app: FastAPI) -> None:
    guest = TestClient(app, base_url="http://127.0.0.1:8000")
    answer = guest.post(f"{ROOT}/challenge")
    assert outcome(answer) == (409, "passkeys_unavailable")
    guest.post("/api/auth/sign-in", json={"login": "fawu"} | PASSWORD)
    assert guest.get(ROOT).json()["available"] is False


def test_challenges_are_stored_as_hashes_and_old_ones_go(app: FastAPI, clock: Clock) -> None:
    guest = browser(app)
    challenge = challenged(guest)["challenge"]
    with app.state.database.read() as db:
        stored = {row.challenge_hash for row in db.scalars(select(PasskeyChallenge))}
    assert len(stored) == 1
    assert challenge not in stored
    clock.move(minutes=6)
    challenged(guest)
    with app.state.database.read() as db:
        assert len(db.scalars(select(PasskeyChallenge)).all()) == 1


def test_the_tables_are_backed_up_with_the_rest() -> None:
    assert {"passkeys", "passkey_challenges"} <= Base.metadata.tables.keys()
