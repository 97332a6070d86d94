"""Signing in by a provider: an honest one, a lying one, and browsers that are not whom they say."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import jwt
import pyotp
import pytest
from celery import Celery
from cryptography.hazmat.primitives import serialization
from fastapi import FastAPI
from fastapi.testclient import TestClient
from oidc_provider_mock import User as Known
from oidc_provider_mock import run_server_in_thread
from pydantic import ValidationError
from sqlalchemy import func, select

from service.accounts import oidc_flows, own_api
from service.accounts.demo import DEMO_PASSWORD, create_demo_people
from service.accounts.tables import Identity, OidcFlow, SignInSession, User
from service.app import create_app
from service.doctor import Check, checks
from service.kernel import queue
from service.kernel.outside_settings import OidcProvider
from service.kernel.settings import Settings
from tests.stand_in import CLIENT, SECRET, Key, StandIn, stand_in

from .conftest import Clock


@pytest.fixture
def provider() -> Iterator[StandIn]:
    with stand_in() as made:
        yield made


Serve = Callable[..., FastAPI]


@pytest.fixture
def serve(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Serve:
    """The application with the demo people, and the provider under the name ``corp``."""
    sender = Celery("test", broker="memory://")
    monkeypatch.setattr(queue, "client", lambda: sender)
    secret = tmp_path / "client.secret"
    secret.write_text(SECRET + "\n")

    def made(issuer: str, **changes: Any) -> FastAPI:
        plain = {"issuer": issuer, "client_id": CLIENT, "client_secret_file": secret}
        corp = OidcProvider(**(plain | {"timeout_seconds": 20.0} | changes))
        app = create_app(settings.elsewhere(settings.data, oidc={"corp": corp}))
        with app.state.database.write() as db:
            if not db.scalar(select(User.id).limit(1)):
                create_demo_people(db)
        return app

    return made


class Browser:
    """A person's browser, on its way to the provider and back."""

    def __init__(self, app: FastAPI, login: str | None = None) -> None:
        self.client = TestClient(app, raise_server_exceptions=False)
        if login:
            body = {"login": login, "password": DEMO_PASSWORD}
            assert self.client.post("/api/auth/sign-in", json=body).status_code == 200
            self.client.headers["X-CSRF-Token"] = self.client.cookies["jianqi_csrf"]

    def begin(self, back_to: str | None = None) -> str:
        answer = self.client.post("/api/auth/oidc/corp/begin", json={"next": back_to})
        assert answer.status_code == 200, answer.text
        return str(answer.json()["url"])

    def link(self, password: str = DEMO_PASSWORD) -> str:
        body = {"provider": "corp", "password": password}
        answer = self.client.post("/api/auth/identities", json=body)
        assert answer.status_code == 200, answer.text
        return str(answer.json()["url"])

    def finish(self, came_with: dict[str, str]) -> httpx.Response:
        return self.client.post("/api/auth/oidc/corp/finish", json=came_with)

    def me(self) -> dict[str, Any] | None:
        answer = self.client.get("/api/auth/me")
        return answer.json() if answer.status_code == 200 else None


def enter(app: FastAPI, provider: StandIn) -> tuple[Browser, httpx.Response]:
    browser = Browser(app)
    return browser, browser.finish(provider.agree(browser.begin()))


def outcome(answer: httpx.Response) -> tuple[int, str | None]:
    return answer.status_code, answer.json().get("code")


def people(app: FastAPI) -> int:
    with app.state.database.read() as db:
        return db.scalar(select(func.count()).select_from(User)) or 0


# -- the ordinary road


def test_the_whole_road_with_a_real_provider(serve: Serve) -> None:
    claims = {"preferred_username": "zhaoliu", "name": "赵六", "email": "zhaoliu@example.com"}
    with run_server_in_thread(
        require_nonce=True, user_claims=[Known(sub="u-1", claims=claims)]
    ) as up:
        app = serve(f"http://localhost:{up.server_port}")
        browser = Browser(app)
        url = browser.begin("/contracts?q=1")
        agreed = httpx.post(url, data={"sub": "u-1"})
        came_with = parse_qs(urlsplit(agreed.headers["location"]).query)
        answer = browser.finish({name: values[0] for name, values in came_with.items()})
        assert answer.json() == {"next": "/contracts?q=1", "linked": False}
        me = browser.me()
        assert me
        assert (me["login"], me["name"], me["source"]) == ("zhaoliu", "赵六", "oidc")
        assert me["role"] == "handler"
        browser.client.headers["X-CSRF-Token"] = browser.client.cookies["jianqi_csrf"]
        out = browser.client.post("/api/auth/sign-out").json()["url"]
        assert out.startswith(
            f"http://localhost:{up.server_port}/oauth2/end_session?id_token_hint="
        )
        assert httpx.get(out).status_code == 200
    assert browser.me() is None


def test_the_sign_in_page_hears_what_ways_there_are(serve: Serve, provider: StandIn) -> None:
    app = serve(provider.issuer, label_zh="公司账号", label_en="company account")
    assert TestClient(app).get("/api/auth/ways").json() == {
        "directory": False,
        "providers": [{"key": "corp", "label_zh": "公司账号", "label_en": "company account"}],
    }


def test_what_the_provider_is_asked(serve: Serve, provider: StandIn) -> None:
    url = Browser(serve(provider.issuer)).begin()
    asked = {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
    assert url.startswith(f"{provider.issuer}/authorize?")
    assert asked["redirect_uri"] == "http://testserver/sign-in/corp"
    assert (asked["response_type"], asked["client_id"]) == ("code", CLIENT)
    assert asked["scope"] == "openid profile email"
    assert asked["code_challenge_method"] == "S256"
    assert min(len(asked[name]) for name in ("state", "nonce", "code_challenge")) >= 43


def test_the_second_sign_in_finds_the_account_by_its_subject(
    serve: Serve, provider: StandIn
) -> None:
    app = serve(provider.issuer)
    first, _ = enter(app, provider)
    provider.claims |= {"name": "赵六六", "preferred_username": "zhao.liuliu"}
    again, _ = enter(app, provider)
    one, two = first.me(), again.me()
    assert one
    assert two
    assert one["id"] == two["id"]
    assert (two["name"], two["login"]) == ("赵六六", "zhaoliu")


def test_what_the_token_does_not_say_is_asked_of_userinfo(serve: Serve, provider: StandIn) -> None:
    provider.claims, provider.told = {}, {"preferred_username": "zhaoliu", "name": "赵六"}
    browser, _ = enter(serve(provider.issuer), provider)
    assert (browser.me() or {})["name"] == "赵六"


def test_groups_give_roles(serve: Serve, provider: StandIn) -> None:
    app = serve(provider.issuer, group_roles={"lawyers": "legal"}, default_role=None)
    assert outcome(enter(app, provider)[1]) == (403, "no_role")
    provider.claims["groups"] = ["staff", "lawyers"]
    browser, _ = enter(app, provider)
    assert (browser.me() or {})["role"] == "legal"


def test_only_verified_addresses_of_the_domains_come_in(serve: Serve, provider: StandIn) -> None:
    app = serve(provider.issuer, email_domains=["Example.com"])
    assert enter(app, provider)[1].status_code == 200
    for wrong in (
        {"email_verified": False},
        {"email_verified": "true"},
        {"email": "zhaoliu@example.com.evil.example"},
        {"email": "zhaoliu@evil-example.com"},
        {"email": None},
    ):
        provider.token = lambda claims, wrong=wrong: provider.key.sign(claims | wrong)
        assert outcome(enter(app, provider)[1]) == (403, "oidc_email_refused"), wrong


def test_without_new_accounts_only_linked_ones_come_in(serve: Serve, provider: StandIn) -> None:
    app = serve(provider.issuer, create_accounts=False)
    assert outcome(enter(app, provider)[1]) == (403, "oidc_no_account")
    assert people(app) == 5


def test_a_fresh_session_replaces_what_was_planted(serve: Serve, provider: StandIn) -> None:
    browser = Browser(serve(provider.issuer))
    browser.client.cookies.set("jianqi_session", "planted", domain="testserver.local")
    browser.finish(provider.agree(browser.begin()))
    assert browser.me()
    sessions = {c.value for c in browser.client.cookies.jar if c.name == "jianqi_session"}
    assert sessions != {"planted"}


# -- accounts are never taken over by a name


@pytest.mark.parametrize("claimed", ["fawu", "FAWU"])
def test_a_name_or_an_address_opens_nobodys_account(
    serve: Serve, provider: StandIn, claimed: str
) -> None:
    app = serve(provider.issuer)
    provider.claims |= {"preferred_username": claimed}
    browser, answer = enter(app, provider)
    assert outcome(answer) == (409, "account_taken")
    assert browser.me() is None
    assert people(app) == 5


def test_a_person_links_their_account_and_comes_in_by_it(serve: Serve, provider: StandIn) -> None:
    app = serve(provider.issuer)
    fawu = Browser(app, "fawu")
    answer = fawu.finish(provider.agree(fawu.link()))
    assert answer.json() == {"next": "/me", "linked": True}
    [identity] = fawu.client.get("/api/auth/identities").json()["items"]
    assert (identity["provider"], identity["email"]) == ("corp", "zhaoliu@example.com")
    me = enter(app, provider)[0].me()
    assert me
    assert (me["login"], me["source"]) == ("fawu", "local")
    assert me["name"] != "赵六", "a local account keeps its own name"


def test_linking_needs_the_password(serve: Serve, provider: StandIn) -> None:
    fawu = Browser(serve(provider.issuer), "fawu")
    answer = fawu.client.post("/api/auth/identities", json={"provider": "corp", "password": "x"})
    assert outcome(answer) == (401, "wrong_sign_in")


def test_another_persons_session_does_not_end_a_linking(serve: Serve, provider: StandIn) -> None:
    app = serve(provider.issuer)
    fawu = Browser(app, "fawu")
    came_with = provider.agree(fawu.link())
    other = Browser(app, "caiwu")
    for name in ("jianqi_session", "jianqi_csrf"):
        fawu.client.cookies.delete(name)
        fawu.client.cookies.set(name, other.client.cookies[name])
    fawu.client.headers["X-CSRF-Token"] = other.client.headers["X-CSRF-Token"]
    assert outcome(fawu.finish(came_with)) == (403, "oidc_flow_unknown")
    with app.state.database.read() as db:
        assert db.scalar(select(func.count()).select_from(Identity)) == 0


def test_one_identity_is_one_account(serve: Serve, provider: StandIn) -> None:
    app = serve(provider.issuer)
    for login, expected in (("fawu", 200), ("caiwu", 409)):
        browser = Browser(app, login)
        assert browser.finish(provider.agree(browser.link())).status_code == expected


def test_a_link_is_taken_away_but_not_the_last_way_in(serve: Serve, provider: StandIn) -> None:
    app = serve(provider.issuer)
    alone, _ = enter(app, provider)
    provider.subject = "u-2"
    fawu = Browser(app, "fawu")
    fawu.finish(provider.agree(fawu.link()))
    for browser, expected in ((fawu, 204), (alone, 409)):
        browser.client.headers["X-CSRF-Token"] = browser.client.cookies["jianqi_csrf"]
        [identity] = browser.client.get("/api/auth/identities").json()["items"]
        path = f"/api/auth/identities/{identity['id']}"
        assert Browser(app, "caiwu").client.delete(path).status_code == 404
        assert browser.client.delete(path).status_code == expected


# -- the browser


def test_a_state_serves_once(serve: Serve, provider: StandIn) -> None:
    browser = Browser(serve(provider.issuer))
    came_with = provider.agree(browser.begin())
    assert browser.finish(came_with).status_code == 200
    kept = dict(came_with)
    assert outcome(browser.finish(kept)) == (403, "oidc_flow_unknown")


def test_a_state_serves_in_its_own_browser_only(serve: Serve, provider: StandIn) -> None:
    app = serve(provider.issuer)
    attacker, victim = Browser(app), Browser(app)
    came_with = provider.agree(attacker.begin())
    victim.begin()
    assert outcome(victim.finish(came_with)) == (403, "oidc_flow_unknown")
    assert victim.me() is None
    assert attacker.finish(came_with).status_code == 200, "and it is not used up by that"


def test_an_invented_state_is_refused(serve: Serve, provider: StandIn) -> None:
    browser = Browser(serve(provider.issuer))
    browser.begin()
    assert outcome(browser.finish({"state": "x", "code": "y"})) == (403, "oidc_flow_unknown")


def test_a_sign_in_ends_within_ten_minutes(
    serve: Serve, provider: StandIn, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(oidc_flows, "now", clock)
    app = serve(provider.issuer)
    browser = Browser(app)
    came_with = provider.agree(browser.begin())
    clock.move(minutes=10, seconds=1)
    assert outcome(browser.finish(came_with)) == (403, "oidc_flow_unknown")
    browser.begin()
    with app.state.database.read() as db:
        assert db.scalar(select(func.count()).select_from(OidcFlow)) == 1, "old ones are swept"


@pytest.mark.parametrize(
    ("asked", "led"),
    [
        ("/contracts/1?tab=risks#x", "/contracts/1?tab=risks#x"),
        ("//evil.example", "/"),
        ("/\\evil.example", "/"),
        ("https://evil.example", "/"),
        ("/\t/evil.example", "/"),
        ("/a\r\nb", "/"),
        ("javascript:alert(1)", "/"),
        (None, "/"),
    ],
)
def test_the_way_back_stays_inside(
    serve: Serve, provider: StandIn, asked: str | None, led: str
) -> None:
    browser = Browser(serve(provider.issuer))
    answer = browser.finish(provider.agree(browser.begin(asked)))
    assert answer.json()["next"] == led


def test_denied_consent_is_told(serve: Serve, provider: StandIn) -> None:
    browser = Browser(serve(provider.issuer))
    state = provider.agree(browser.begin())["state"]
    answer = browser.finish({"state": state, "error": "access_denied"})
    assert outcome(answer) == (403, "oidc_denied")
    assert answer.json()["mend"]


def test_a_refusal_without_a_state_ends_nothing(serve: Serve, provider: StandIn) -> None:
    browser = Browser(serve(provider.issuer))
    came_with = provider.agree(browser.begin())
    assert outcome(browser.finish({"error": "access_denied"})) == (403, "oidc_denied")
    assert outcome(browser.finish({"code": came_with["code"]})) == (403, "oidc_flow_unknown")
    assert browser.finish(came_with).status_code == 200


def test_another_error_of_the_provider_is_told(serve: Serve, provider: StandIn) -> None:
    browser = Browser(serve(provider.issuer))
    state = provider.agree(browser.begin())["state"]
    answer = browser.finish({"state": state, "error": "server_error"})
    assert outcome(answer) == (503, "oidc_unusable")


def test_who_is_locked_here_stays_out(serve: Serve, provider: StandIn) -> None:
    app = serve(provider.issuer)
    enter(app, provider)
    with app.state.database.write() as db:
        db.scalars(select(User).where(User.login == "zhaoliu")).one().active = False
    browser, answer = enter(app, provider)
    assert outcome(answer) == (403, "account_locked")
    assert browser.me() is None


def test_no_password_opens_the_account(serve: Serve, provider: StandIn) -> None:
    app = serve(provider.issuer)
    enter(app, provider)
    for password in ("", "zhaoliu", SECRET):
        body = {"login": "zhaoliu", "password": password}
        assert outcome(TestClient(app).post("/api/auth/sign-in", json=body))[0] == 401


# -- the second factor of the account


def test_the_accounts_own_second_factor_is_asked_for(
    serve: Serve, provider: StandIn, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(oidc_flows, "now", clock)
    app = serve(provider.issuer)
    fawu = Browser(app, "fawu")
    fawu.finish(provider.agree(fawu.link()))
    begun = fawu.client.post("/api/auth/second-factor", json={"password": DEMO_PASSWORD}).json()
    totp = pyotp.TOTP(begun["secret"])
    code = {"code": totp.at(int(clock().timestamp()))}
    assert fawu.client.post("/api/auth/second-factor/confirm", json=code).status_code == 200
    clock.move(seconds=90)
    browser, answer = enter(app, provider)
    assert outcome(answer) == (401, "second_factor_needed")
    assert browser.me() is None
    wrong = browser.client.post("/api/auth/oidc-code", json={"code": "000000"})
    assert outcome(wrong) == (401, "wrong_code")
    code = {"code": totp.at(int(clock().timestamp()))}
    stranger = Browser(app).client.post("/api/auth/oidc-code", json=code)
    assert outcome(stranger) == (403, "oidc_flow_unknown")
    assert browser.client.post("/api/auth/oidc-code", json=code).status_code == 200
    assert (browser.me() or {})["login"] == "fawu"
    again = browser.client.post("/api/auth/oidc-code", json=code)
    assert outcome(again) == (403, "oidc_flow_unknown")


def test_a_fresh_sign_in_stands_for_the_password_that_there_is_not(
    serve: Serve, provider: StandIn, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(own_api, "now", clock)
    browser, _ = enter(serve(provider.issuer), provider)
    browser.client.headers["X-CSRF-Token"] = browser.client.cookies["jianqi_csrf"]
    empty = {"password": ""}
    assert browser.client.post("/api/auth/second-factor", json=empty).status_code == 200
    clock.move(minutes=11)
    assert outcome(browser.client.post("/api/auth/second-factor", json=empty)) == (
        403,
        "sign_in_again",
    )


# -- lies


def hmac_of_the_public_key(provider: StandIn, claims: dict[str, Any]) -> str:
    """The oldest trick: the public key, which everybody has, as a shared secret."""
    public = provider.key.private.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )

    def part(data: bytes) -> bytes:
        return base64.urlsafe_b64encode(data).rstrip(b"=")

    header = part(json.dumps({"alg": "HS256", "typ": "JWT", "kid": "one"}).encode())
    signed = header + b"." + part(json.dumps(claims).encode())
    return (signed + b"." + part(hmac.digest(public, signed, hashlib.sha256))).decode()


Lie = Callable[[StandIn, dict[str, Any]], str | None]
LIES: dict[str, Lie] = {
    "not signed": lambda _, c: jwt.encode(c, "", "none"),
    "signed with the client's secret": lambda _, c: jwt.encode(
        c, SECRET * 2, "HS256", {"kid": "one"}
    ),
    "signed with the public key as a secret": hmac_of_the_public_key,
    "signed by another key under the same name": lambda _, c: Key("one").sign(c),
    "signed by a key of its own": lambda _, c: (other := Key("own")).sign(c, jwk=other.public()),
    "another issuer": lambda p, c: p.key.sign(c | {"iss": "https://evil.example"}),
    "an issuer with a slash": lambda p, c: p.key.sign(c | {"iss": p.issuer + "/"}),
    "another client": lambda p, c: p.key.sign(c | {"aud": "another"}),
    "several clients, for another": lambda p, c: p.key.sign(
        c | {"aud": [CLIENT, "another"], "azp": "another"}
    ),
    "several clients, for nobody": lambda p, c: p.key.sign(c | {"aud": [CLIENT, "another"]}),
    "another sign-in's nonce": lambda p, c: p.key.sign(c | {"nonce": "another"}),
    "no nonce": lambda p, c: p.key.sign({k: v for k, v in c.items() if k != "nonce"}),
    "run out": lambda p, c: p.key.sign(c | {"exp": c["iat"] - 61}),
    "without end": lambda p, c: p.key.sign({k: v for k, v in c.items() if k != "exp"}),
    "of tomorrow": lambda p, c: p.key.sign(c | {"iat": c["iat"] + 86400}),
    "not yet": lambda p, c: p.key.sign(c | {"nbf": c["iat"] + 3600}),
    "about nobody": lambda p, c: p.key.sign({k: v for k, v in c.items() if k != "sub"}),
    "about an empty name": lambda p, c: p.key.sign(c | {"sub": ""}),
    "demanding what nobody knows": lambda p, c: p.key.sign(c, crit=["x"], x=1),
    "no token at all": lambda *_: "nonsense",
}


@pytest.mark.parametrize("lie", LIES)
def test_a_token_that_lies_opens_nothing(serve: Serve, provider: StandIn, lie: str) -> None:
    app = serve(provider.issuer)
    provider.token = lambda claims: LIES[lie](provider, claims)
    browser, answer = enter(app, provider)
    assert outcome(answer) == (403, "oidc_token_invalid")
    assert browser.me() is None
    assert people(app) == 5
    provider.token = provider.key.sign
    assert enter(app, provider)[1].status_code == 200, "the same without the lie is believed"


def test_a_token_that_ran_out_a_moment_ago_is_believed(serve: Serve, provider: StandIn) -> None:
    provider.token = lambda claims: provider.key.sign(claims | {"exp": claims["iat"] - 30})
    assert enter(serve(provider.issuer), provider)[1].status_code == 200


def test_userinfo_of_another_person_is_not_believed(serve: Serve, provider: StandIn) -> None:
    provider.claims, provider.told = {}, {"sub": "u-2", "preferred_username": "zhaoliu"}
    assert outcome(enter(serve(provider.issuer), provider)[1]) == (403, "oidc_token_invalid")


def test_userinfo_does_not_overrule_the_token(serve: Serve, provider: StandIn) -> None:
    provider.claims = {"preferred_username": "zhaoliu"}
    provider.told = {"preferred_username": "fawu", "name": "赵六", "email": "a@example.com"}
    browser, _ = enter(serve(provider.issuer), provider)
    assert (browser.me() or {})["login"] == "zhaoliu"


def test_an_answer_of_another_provider_is_refused(serve: Serve, provider: StandIn) -> None:
    browser = Browser(serve(provider.issuer))
    came_with = provider.agree(browser.begin()) | {"iss": "https://evil.example"}
    assert outcome(browser.finish(came_with)) == (403, "oidc_token_invalid")


def test_where_answers_name_their_provider_one_without_is_refused(
    serve: Serve, provider: StandIn
) -> None:
    provider.metadata = {"authorization_response_iss_parameter_supported": True}
    app = serve(provider.issuer)
    assert outcome(enter(app, provider)[1]) == (403, "oidc_token_invalid")
    browser = Browser(app)
    came_with = provider.agree(browser.begin()) | {"iss": provider.issuer}
    assert browser.finish(came_with).status_code == 200


# -- keys rotate


def test_a_new_key_is_fetched_when_it_is_met(serve: Serve, provider: StandIn) -> None:
    app = serve(provider.issuer)
    assert enter(app, provider)[1].status_code == 200
    assert enter(app, provider)[1].status_code == 200
    assert provider.asked.count("/keys") == 1, "kept"
    provider.key = Key("two")
    provider.published.append(provider.key.public())
    assert enter(app, provider)[1].status_code == 200
    assert provider.asked.count("/keys") == 2


def test_a_key_that_is_not_for_signatures_does_not_serve(serve: Serve, provider: StandIn) -> None:
    provider.published = [provider.key.public() | {"use": "enc"}]
    assert outcome(enter(serve(provider.issuer), provider)[1]) == (403, "oidc_token_invalid")


# -- the provider is away, or unusable


def test_a_provider_that_is_away(serve: Serve) -> None:
    app = serve("http://127.0.0.1:9")
    answer = TestClient(app).post("/api/auth/oidc/corp/begin", json={})
    assert outcome(answer) == (503, "oidc_unreachable")
    assert answer.json()["mend"]
    assert "127.0.0.1:9" not in answer.text, "the cause is for the log"
    assert Browser(app, "fawu").me()


def test_a_provider_that_has_fallen_silent(serve: Serve) -> None:
    with socket.create_server(("127.0.0.1", 0)) as mute:
        app = serve(f"http://127.0.0.1:{mute.getsockname()[1]}", timeout_seconds=0.3)
        answer = TestClient(app).post("/api/auth/oidc/corp/begin", json={})
    assert outcome(answer) == (503, "oidc_unreachable")


@pytest.mark.parametrize(
    ("path", "broken", "code"),
    [
        ("/token", (500, b""), "oidc_unreachable"),
        ("/token", (400, b'{"error": "invalid_client"}'), "oidc_unusable"),
        ("/token", (200, b"{}"), "oidc_unusable"),
        ("/token", (200, b"<html>"), "oidc_unusable"),
        ("/token", (302, b""), "oidc_unusable"),
        ("/token", (200, b"[" * (1024 * 1024 + 1)), "oidc_unreachable"),
        ("/keys", (200, b'{"keys": "none"}'), "oidc_token_invalid"),
        ("/keys", (503, b""), "oidc_unreachable"),
    ],
)
def test_an_answer_that_is_no_use(
    serve: Serve, provider: StandIn, path: str, broken: tuple[int, bytes], code: str
) -> None:
    app = serve(provider.issuer)
    provider.broken[path] = broken
    browser, answer = enter(app, provider)
    assert answer.json()["code"] == code
    assert browser.me() is None
    assert people(app) == 5


@pytest.mark.parametrize(
    "described",
    [
        {"issuer": "https://evil.example"},
        {"token_endpoint": "http://evil.example/token"},
        {"jwks_uri": "file:///etc/passwd"},
        {"authorization_endpoint": "javascript:alert(1)"},
        {"authorization_endpoint": None},
    ],
)
def test_a_description_that_cannot_be_used(
    serve: Serve, provider: StandIn, described: dict[str, Any]
) -> None:
    provider.metadata = described
    answer = TestClient(serve(provider.issuer)).post("/api/auth/oidc/corp/begin", json={})
    assert outcome(answer) == (503, "oidc_unusable")


def test_a_name_that_is_no_name_makes_no_account(serve: Serve, provider: StandIn) -> None:
    provider.claims["preferred_username"] = "a b<script>"
    assert outcome(enter(serve(provider.issuer), provider)[1]) == (503, "oidc_unusable")


def test_signing_out_goes_on_without_a_provider_that_is_away(
    serve: Serve, provider: StandIn
) -> None:
    app = serve(provider.issuer)
    browser, _ = enter(app, provider)
    app.state.providers["corp"]._metadata = None
    provider.broken["/.well-known/openid-configuration"] = (500, b"")
    browser.client.headers["X-CSRF-Token"] = browser.client.cookies["jianqi_csrf"]
    answer = browser.client.post("/api/auth/sign-out")
    assert (answer.status_code, answer.json()) == (200, {"url": None})
    assert browser.me() is None


def test_an_unknown_provider_is_not_found(app: FastAPI) -> None:
    answer = TestClient(app).post("/api/auth/oidc/nobody/begin", json={})
    assert outcome(answer) == (404, "not_found")


# -- on record, and at rest


def test_sign_ins_and_refusals_are_on_record(serve: Serve, provider: StandIn) -> None:
    app = serve(provider.issuer)
    enter(app, provider)
    provider.token = lambda claims: provider.key.sign(claims | {"aud": "another"})
    enter(app, provider)
    events = Browser(app, "admin").client.get("/api/audit").json()["items"]
    assert [event["action"] for event in events[1:4]] == [
        "session.refused",
        "session.opened",
        "user.created",
    ]
    assert events[1]["detail"]["provider"] == "corp"


def test_no_secret_of_a_sign_in_is_stored_in_clear(serve: Serve, provider: StandIn) -> None:
    app = serve(provider.issuer)
    browser = Browser(app)
    came_with = provider.agree(browser.begin())
    with app.state.database.read() as db:
        flow = db.scalars(select(OidcFlow)).one()
    assert came_with["state"] not in (flow.state_hash, flow.nonce, flow.verifier)
    tokens: list[str] = []
    provider.token = lambda claims: tokens.append(provider.key.sign(claims)) or tokens[-1]
    browser.finish(came_with)
    with app.state.database.read() as db:
        session = db.scalars(select(SignInSession)).one()
    assert session.provider == "corp"
    assert tokens[0] not in (session.id_token or "")


# -- settings


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"issuer": "http://idp.example.com"}, "https"),
        ({"scopes": ["profile"]}, "openid"),
        ({"client_id": ""}, "client_id"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(changes: dict[str, Any], named: str) -> None:
    plain = {"issuer": "https://idp.example.com", "client_id": "jianqi"}
    with pytest.raises(ValidationError, match=named):
        OidcProvider(**(plain | changes))


# -- jianqi doctor


Doctor = Callable[..., Check]


@pytest.fixture
def doctor(settings: Settings, tmp_path: Path) -> Doctor:
    """What the doctor says of a provider."""
    secret = tmp_path / "client.secret"
    secret.write_text(SECRET)

    def says(issuer: str, **changes: Any) -> Check:
        plain = {"issuer": issuer, "client_id": CLIENT, "client_secret_file": secret}
        corp = OidcProvider(**(plain | {"timeout_seconds": 5.0} | changes))
        examined = settings.elsewhere(settings.data, oidc={"corp": corp})
        return next(line for line in checks(examined) if line.name == "single sign-on")

    return says


def test_the_doctor_sees_that_the_provider_answers(doctor: Doctor, provider: StandIn) -> None:
    line = doctor(provider.issuer)
    assert (line.grade, line.mend) == (0, "")
    assert f"corp: {provider.issuer} answers, keys for signatures: 1" in line.found


def _keyless(provider: StandIn) -> None:
    provider.published = [{"kty": "oct", "k": "c2hhcmVk"}]


def _of_another_name(provider: StandIn) -> None:
    provider.metadata["issuer"] = "https://another.example.com"


def _broken(provider: StandIn) -> None:
    provider.broken["/.well-known/openid-configuration"] = (500, b"")


@pytest.mark.parametrize(
    ("fault", "found", "mend"),
    [
        (_keyless, "no key for signatures", "letter by letter"),
        (_of_another_name, "https://another.example.com", "letter by letter"),
        (_broken, "500", "the network"),
    ],
)
def test_the_doctor_names_cause_and_mend_of_a_provider_that_cannot_be_used(
    doctor: Doctor,
    provider: StandIn,
    fault: Callable[[StandIn], None],
    found: str,
    mend: str,
) -> None:
    fault(provider)
    line = doctor(provider.issuer)
    assert line.grade == 2
    assert found in line.found
    assert mend in line.mend


def test_the_doctor_misses_the_secret_and_the_provider(
    doctor: Doctor, provider: StandIn, tmp_path: Path
) -> None:
    assert doctor(provider.issuer, client_secret_file=tmp_path / "none").grade == 2
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        line = doctor(f"http://127.0.0.1:{taken.getsockname()[1]}")
    assert (line.grade, "the network" in line.mend) == (2, True)
