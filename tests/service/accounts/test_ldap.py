"""Signing in by a directory: a real slapd, and what happens when it is away, slow or a fraud."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyotp
import pytest
from celery import Celery
from fastapi import FastAPI
from fastapi.testclient import TestClient
from pydantic import ValidationError
from sqlalchemy import func, select

from service.accounts.demo import DEMO_PASSWORD, create_demo_people
from service.accounts.ldap_departed import must_be_known, sign_out_departed
from service.accounts.sign_in import WrongSignIn
from service.accounts.tables import Identity, SignInSession, User
from service.app import create_app
from service.doctor import Check, checks
from service.kernel import queue
from service.kernel.outside_settings import LdapSettings
from service.kernel.settings import BadSettings, Settings
from tests.directory import (
    BASE,
    PASSWORD,
    SERVICE_DN,
    SERVICE_PASSWORD,
    Slapd,
    make_authority,
    person,
    person_dn,
    slapd,
)
from tests.servers import free_port

from .conftest import Clock

pytestmark = pytest.mark.server
GROUPS = {
    f"CN=contract-admins, OU=groups, {BASE}": "admin",
    f"cn=legal,ou=groups,{BASE}": "legal",
}


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Slapd]:
    """A server that no test changes."""
    with slapd(tmp_path_factory.mktemp("slapd")) as server:
        yield server


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Slapd]:
    """A server that a test may change, stop and freeze."""
    with slapd(tmp_path / "slapd") as server:
        yield server


def of(server: Slapd, **changes: Any) -> LdapSettings:
    """The settings for a server, by TLS, with time limits fit for a test."""
    password = server.folder / "search.password"
    password.write_text(SERVICE_PASSWORD + "\n")
    plain: dict[str, Any] = {
        "url": server.tls_url,
        "ca_file": server.ca_file,
        "bind_dn": SERVICE_DN,
        "bind_password_file": password,
        "search_base": BASE,
        "user_filter": "(&(objectClass=person)(|(uid={login})(mail={login})))",
        "timeout_seconds": 5.0,
    }
    return LdapSettings(**(plain | changes))


Serve = Callable[..., FastAPI]


@pytest.fixture
def serve(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Serve:
    """The application of an installation with the demo people and a directory."""
    sender = Celery("test", broker="memory://")
    monkeypatch.setattr(queue, "client", lambda: sender)

    def made(server: Slapd, **changes: Any) -> FastAPI:
        app = create_app(settings.elsewhere(settings.data, ldap=of(server, **changes)))
        with app.state.database.write() as db:
            if not db.scalar(select(User.id).limit(1)):
                create_demo_people(db)
        return app

    return made


def enter(app: FastAPI, login: str, password: str = PASSWORD, code: str | None = None) -> Any:
    client = TestClient(app, raise_server_exceptions=False)
    body = {"login": login, "password": password, "code": code}
    return client.post("/api/auth/sign-in", json=body)


def outcome(answer: Any) -> tuple[int, str | None]:
    return answer.status_code, answer.json().get("code")


def browser(app: FastAPI, login: str, password: str = PASSWORD) -> TestClient:
    client = TestClient(app, raise_server_exceptions=False)
    answer = client.post("/api/auth/sign-in", json={"login": login, "password": password})
    assert answer.status_code == 200, answer.text
    client.headers["X-CSRF-Token"] = client.cookies["jianqi_csrf"]
    return client


def account(app: FastAPI, login: str) -> User | None:
    with app.state.database.read() as db:
        found: User | None = db.scalar(select(User).where(User.login == login))
        return found


def people(app: FastAPI) -> int:
    with app.state.database.read() as db:
        return db.scalar(select(func.count()).select_from(User)) or 0


# -- the ordinary road


def test_the_first_sign_in_makes_the_account(serve: Serve, shared: Slapd) -> None:
    app = serve(shared)
    me = enter(app, "zhangwei").json()
    assert (me["login"], me["name"], me["unit"]["name"]) == ("zhangwei", "张伟", "采购部")
    assert (me["source"], me["role"], me["must_change_password"]) == ("ldap", "handler", False)
    made = account(app, "zhangwei")
    assert made
    assert made.password_hash is None


def test_the_second_sign_in_finds_it_again(serve: Serve, shared: Slapd) -> None:
    app = serve(shared)
    assert enter(app, "zhangwei").json()["id"] == enter(app, "ZhangWei").json()["id"]


@pytest.mark.parametrize("road", ["ldaps", "StartTLS", "plain"])
def test_each_road_leads_there(serve: Serve, shared: Slapd, road: str) -> None:
    changes = {"ldaps": {}, "StartTLS": {"url": shared.url, "start_tls": True}}
    app = serve(shared, **changes.get(road, {"url": shared.url}))
    assert enter(app, "lina").status_code == 200


def test_the_next_server_serves_where_the_first_is_away(serve: Serve, shared: Slapd) -> None:
    app = serve(shared, url=f"ldaps://localhost:{free_port()} {shared.tls_url}")
    assert enter(app, "lina").status_code == 200


def test_a_mail_address_is_the_same_person_where_the_filter_says_so(
    serve: Serve, shared: Slapd
) -> None:
    app = serve(shared)
    assert enter(app, "lina@example.com").json()["id"] == enter(app, "lina").json()["id"]


def test_a_local_account_comes_first(serve: Serve, shared: Slapd) -> None:
    app = serve(shared)
    assert enter(app, "admin", DEMO_PASSWORD).json()["source"] == "local"
    assert outcome(enter(app, "admin", PASSWORD)) == (401, "wrong_sign_in")


def test_nobody_of_the_directory_becomes_a_local_account_by_its_name(
    serve: Serve, shared: Slapd
) -> None:
    app = serve(shared)
    answer = enter(app, "ADMIN")
    assert outcome(answer) == (409, "account_taken")
    assert people(app) == 5


def test_what_changes_there_changes_here_at_the_next_sign_in(serve: Serve, own: Slapd) -> None:
    app = serve(own)
    enter(app, "zhangwei")
    own.change(
        f"dn: {person_dn('zhangwei')}\nchangetype: modify\n"
        "replace: cn\ncn: 张为\n-\nreplace: departmentNumber\ndepartmentNumber: 财务部\n"
    )
    me = enter(app, "zhangwei").json()
    assert (me["name"], me["unit"]["name"]) == ("张为", "财务部")


# -- roles


def test_groups_give_roles_the_first_that_fits(serve: Serve, shared: Slapd) -> None:
    app = serve(shared, group_roles=GROUPS)
    roles = {login: enter(app, login).json()["role"] for login in ("zhangwei", "lina", "wangfang")}
    assert roles == {"zhangwei": "handler", "lina": "legal", "wangfang": "admin"}


def test_groups_can_be_searched_where_entries_do_not_name_them(serve: Serve, shared: Slapd) -> None:
    searched = {"group_attribute": "none", "group_search_base": f"ou=groups,{BASE}"}
    app = serve(shared, group_roles=GROUPS, **searched)
    assert enter(app, "lina").json()["role"] == "legal"


def test_who_leaves_a_group_loses_its_role(serve: Serve, own: Slapd) -> None:
    app = serve(own, group_roles=GROUPS)
    assert enter(app, "wangfang").json()["role"] == "admin"
    group = f"dn: cn=contract-admins,ou=groups,{BASE}\nchangetype: modify\n"
    own.change(group + f"replace: member\nmember: {person_dn('admin')}\n")
    assert enter(app, "wangfang").json()["role"] == "handler"


def test_without_a_default_role_only_the_groups_come_in(serve: Serve, shared: Slapd) -> None:
    app = serve(shared, group_roles=GROUPS, default_role="")
    assert enter(app, "lina").status_code == 200
    assert outcome(enter(app, "zhangwei")) == (403, "no_role")
    assert account(app, "zhangwei") is None


def test_without_groups_an_administrators_choice_of_role_stays(serve: Serve, shared: Slapd) -> None:
    app = serve(shared)
    enter(app, "zhangwei")
    with app.state.database.write() as db:
        db.scalars(select(User).where(User.login == "zhangwei")).one().role = "finance"
    assert enter(app, "zhangwei").json()["role"] == "finance"


def test_a_role_that_does_not_exist_stops_the_start(serve: Serve, shared: Slapd) -> None:
    with pytest.raises(BadSettings, match="chief"):
        serve(shared, group_roles={f"cn=legal,ou=groups,{BASE}": "chief"})


# -- wrong, empty, hostile


def test_a_wrong_password_and_an_unknown_name_look_the_same(serve: Serve, shared: Slapd) -> None:
    app = serve(shared)
    wrong, unknown = enter(app, "lina", "wrong"), enter(app, "nobody", "wrong")
    assert outcome(wrong) == outcome(unknown) == (401, "wrong_sign_in")
    assert people(app) == 5, "nobody was made"


def test_an_empty_password_is_no_password(serve: Serve, shared: Slapd) -> None:
    app = serve(shared)
    for empty in ("", "\0", "\0" + PASSWORD):
        assert outcome(enter(app, "lina", empty)) == (401, "wrong_sign_in"), repr(empty)


@pytest.mark.parametrize(
    "name",
    [
        "*",
        "lin*",
        "lina)(uid=*",
        "*)(|(uid=*",
        "lina\0",
        "lin\\61",
        " lina",
        "lina ",
        "ｌｉｎａ",
        "lina\u00ad",
        "lina,ou=people",
        "(lina)",
        "lina\n",
    ],
)
def test_a_name_is_a_name_and_no_filter(serve: Serve, shared: Slapd, name: str) -> None:
    app = serve(shared)
    assert outcome(enter(app, name)) == (401, "wrong_sign_in")


def test_what_stands_in_the_filter_is_escaped(serve: Serve, shared: Slapd) -> None:
    directory = serve(shared).state.directory
    assert directory._filled("(uid={login})", login="a*(b)\\c\0") == r"(uid=a\2a\28b\29\5cc\00)"


def test_a_value_that_looks_like_a_place_is_not_filled_again(serve: Serve, shared: Slapd) -> None:
    directory = serve(shared).state.directory
    filled = directory._filled("(|(a={login})(b={dn}))", login="{dn}", dn="x")
    assert filled == "(|(a={dn})(b=x))"


def test_who_is_removed_there_comes_in_no_more(serve: Serve, own: Slapd) -> None:
    app = serve(own)
    assert enter(app, "zhangwei").status_code == 200
    own.change(f"dn: {person_dn('zhangwei')}\nchangetype: delete\n")
    assert outcome(enter(app, "zhangwei")) == (401, "wrong_sign_in")


def test_a_new_person_under_an_old_name_does_not_get_the_old_account(
    serve: Serve, own: Slapd
) -> None:
    app = serve(own)
    enter(app, "zhangwei")
    own.change(f"dn: {person_dn('zhangwei')}\nchangetype: delete\n")
    entry = person("zhangwei", "另一位张伟", "other@example.com", "销售部")
    own.change(entry.replace("\n", "\nchangetype: add\n", 1))
    assert outcome(enter(app, "zhangwei")) == (409, "account_taken")


def test_who_is_locked_here_stays_out(serve: Serve, shared: Slapd) -> None:
    app = serve(shared)
    enter(app, "lina")
    with app.state.database.write() as db:
        db.scalars(select(User).where(User.login == "lina")).one().active = False
    assert outcome(enter(app, "lina")) == (401, "wrong_sign_in")


# -- the directory is away, slow, a fraud


def faulty(app: FastAPI) -> tuple[str, Check]:
    """The code of a sign-in's error, and the doctor's line; and that nothing was left half done."""
    before = people(app)
    answer = enter(app, "lina")
    assert answer.status_code == 503
    assert answer.json()["mend"]
    assert enter(app, "admin", DEMO_PASSWORD).status_code == 200, "a local account gets in"
    assert people(app) == before
    with app.state.database.read() as db:
        assert db.scalar(select(func.count()).select_from(Identity)) == 0
    ill = app.state.settings
    line = next(check for check in checks(ill) if check.name == "directory")
    assert line.grade == 2
    assert line.mend
    return str(answer.json()["code"]), line


def test_a_server_that_is_away(serve: Serve, own: Slapd) -> None:
    app = serve(own)
    own.stop()
    code, line = faulty(app)
    assert code == "directory_unreachable"
    assert "refused" in line.found


@pytest.mark.parametrize("road", ["ldaps", "StartTLS", "plain"])
def test_a_server_that_has_fallen_silent(serve: Serve, own: Slapd, road: str) -> None:
    changes = {"ldaps": {}, "StartTLS": {"url": own.url, "start_tls": True}}
    app = serve(own, timeout_seconds=1.0, **changes.get(road, {"url": own.url}))
    with own.frozen():
        assert faulty(app)[0] == "directory_unreachable"


def test_a_server_that_stops_before_the_password_is_tried(serve: Serve, own: Slapd) -> None:
    app = serve(own)
    directory = app.state.directory
    prove = directory.prove
    directory.prove = lambda login, password, _: prove(login, password, lambda _: own.stop())
    assert outcome(enter(app, "lina")) == (503, "directory_unreachable")
    assert account(app, "lina") is None


def test_a_certificate_of_another_authority(serve: Serve, shared: Slapd, tmp_path: Path) -> None:
    make_authority(tmp_path, "other")
    for changes in ({}, {"url": shared.url, "start_tls": True}):
        app = serve(shared, ca_file=tmp_path / "other.pem", **changes)
        code, line = faulty(app)
        assert code == "directory_untrusted"
        assert "self-signed" in line.found


def test_a_certificate_for_another_name(serve: Serve, tmp_path: Path) -> None:
    with slapd(tmp_path / "other", names=("ldap.example.com",)) as server:
        code, line = faulty(serve(server))
    assert code == "directory_untrusted"
    assert "localhost" in line.found


def test_a_server_without_start_tls_gets_no_password(serve: Serve, shared: Slapd) -> None:
    heard: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def refuse() -> None:
            caller, _ = listener.accept()
            with caller:
                heard.append(caller.recv(4096))
                caller.sendall(bytes.fromhex("300c02010178070a010204000400"))
                while part := caller.recv(4096):
                    heard.append(part)

        thread = threading.Thread(target=refuse)
        thread.start()
        url = f"ldap://localhost:{listener.getsockname()[1]}"
        app = serve(shared, url=url, start_tls=True)
        assert outcome(enter(app, "lina")) == (503, "directory_untrusted")
        thread.join(10)
    assert [part[-22:] for part in heard] == [b"1.3.6.1.4.1.1466.20037"]


def test_the_searching_accounts_password_is_wrong(
    serve: Serve, shared: Slapd, tmp_path: Path
) -> None:
    (tmp_path / "wrong").write_text("wrong")
    code, line = faulty(serve(shared, bind_password_file=tmp_path / "wrong"))
    assert code == "directory_refused"
    assert "bind_password_file" in line.mend


def test_the_searching_accounts_password_is_missing(
    serve: Serve, shared: Slapd, tmp_path: Path
) -> None:
    code, line = faulty(serve(shared, bind_password_file=tmp_path / "absent"))
    assert code == "directory_refused"
    assert "absent" in line.found


@pytest.mark.parametrize(
    "changes", [{"search_base": "dc=nowhere"}, {"user_filter": "(uid={login}"}]
)
def test_settings_that_the_directory_cannot_follow(
    serve: Serve, shared: Slapd, changes: dict[str, str]
) -> None:
    assert faulty(serve(shared, **changes))[0] == "directory_refused"


def test_a_fault_of_the_directory_is_no_guess(serve: Serve, own: Slapd) -> None:
    app = serve(own)
    own.stop()
    answers = {outcome(enter(app, "lina")) for _ in range(8)}
    assert answers == {(503, "directory_unreachable")}


def test_the_doctor_sees_that_it_answers(shared: Slapd, settings: Settings) -> None:
    well = settings.elsewhere(settings.data, ldap=of(shared))
    line = next(check for check in checks(well) if check.name == "directory")
    assert line.grade == 0


# -- as for local accounts


def test_guessing_is_slowed_down_whatever_the_name_is_spelt_like(
    serve: Serve, shared: Slapd, clock: Clock
) -> None:
    app = serve(shared)
    for name in ("lina", "LINA", "lina@example.com", "Lina@Example.com", "liNa"):
        assert outcome(enter(app, name, "wrong")) == (401, "wrong_sign_in")
    for name in ("lina", "lina@example.com"):
        assert outcome(enter(app, name)) == (429, "too_many_attempts")
    clock.move(minutes=1, seconds=1)
    assert enter(app, "lina").status_code == 200


def test_a_second_factor_is_asked_for(serve: Serve, shared: Slapd, clock: Clock) -> None:
    app = serve(shared)
    client = browser(app, "lina")
    begun = client.post("/api/auth/second-factor", json={"password": PASSWORD}).json()
    code = pyotp.TOTP(begun["secret"]).at(int(clock().timestamp()))
    confirmed = client.post("/api/auth/second-factor/confirm", json={"code": code})
    assert confirmed.status_code == 200
    clock.move(seconds=90)
    assert outcome(enter(app, "lina")) == (401, "second_factor_needed")
    code = pyotp.TOTP(begun["secret"]).at(int(clock().timestamp()))
    assert enter(app, "lina", code=code).status_code == 200


def test_the_password_is_changed_elsewhere(serve: Serve, shared: Slapd) -> None:
    client = browser(serve(shared), "lina")
    body = {"old": PASSWORD, "new": "一句容易记住的很长的话"}
    assert outcome(client.post("/api/auth/password", json=body)) == (409, "password_elsewhere")


def test_sign_ins_and_refusals_are_on_record(serve: Serve, shared: Slapd) -> None:
    app = serve(shared)
    enter(app, "lina")
    enter(app, "lina", "wrong")
    events = browser(app, "admin", DEMO_PASSWORD).get("/api/audit").json()["items"]
    assert [event["action"] for event in events[1:4]] == [
        "session.refused",
        "session.opened",
        "user.created",
    ]
    assert events[1]["detail"]["login"] == "lina"
    assert events[3]["detail"]["source"] == "ldap"
    assert PASSWORD not in str(events)


# -- who leaves there leaves here


def test_who_leaves_the_directory_is_signed_out(serve: Serve, own: Slapd) -> None:
    app = serve(own)
    gone, stays = browser(app, "zhangwei"), browser(app, "lina")
    token = gone.post("/api/auth/tokens", json={"name": "program"}).json()["token"]
    own.change(f"dn: {person_dn('zhangwei')}\nchangetype: delete\n")
    assert sign_out_departed(app.state.database, app.state.directory) == 1
    assert gone.get("/api/auth/me").status_code == 401
    assert stays.get("/api/auth/me").status_code == 200
    program = TestClient(app, headers={"Authorization": f"Bearer {token}"})
    assert program.get("/api/auth/me").status_code == 401


def test_who_is_replaced_by_another_of_the_name_is_signed_out(serve: Serve, own: Slapd) -> None:
    app = serve(own)
    client = browser(app, "zhangwei")
    own.change(f"dn: {person_dn('zhangwei')}\nchangetype: delete\n")
    entry = person("zhangwei", "另一位张伟", "other@example.com", "销售部")
    own.change(entry.replace("\n", "\nchangetype: add\n", 1))
    sign_out_departed(app.state.database, app.state.directory)
    assert client.get("/api/auth/me").status_code == 401


def test_a_role_that_was_taken_away_goes_without_a_new_sign_in(serve: Serve, own: Slapd) -> None:
    app = serve(own, group_roles=GROUPS)
    client = browser(app, "wangfang")
    group = f"dn: cn=contract-admins,ou=groups,{BASE}\nchangetype: modify\n"
    own.change(group + f"replace: member\nmember: {person_dn('admin')}\n")
    assert sign_out_departed(app.state.database, app.state.directory) == 0
    assert client.get("/api/auth/me").json()["role"] == "handler"


def test_a_directory_that_is_away_signs_nobody_out(serve: Serve, own: Slapd) -> None:
    app = serve(own)
    client = browser(app, "lina")
    own.stop()
    assert sign_out_departed(app.state.database, app.state.directory) == 0
    assert client.get("/api/auth/me").status_code == 200


def test_a_way_in_that_asks_no_password_asks_the_directory(serve: Serve, own: Slapd) -> None:
    app = serve(own)
    enter(app, "zhangwei")
    user = account(app, "zhangwei")
    assert user
    must_be_known(app.state.database, app.state.directory, user)
    own.change(f"dn: {person_dn('zhangwei')}\nchangetype: delete\n")
    with pytest.raises(WrongSignIn):
        must_be_known(app.state.database, app.state.directory, user)
    with pytest.raises(WrongSignIn):
        must_be_known(app.state.database, None, user)


# -- moving accounts


def patch(client: TestClient, login: str, body: dict[str, Any]) -> Any:
    listed = client.get("/api/users").json()["items"]
    user = next(user for user in listed if user["login"] == login)
    headers = {"if-match": str(user["version"])}
    return client.patch(f"/api/users/{user['id']}", json=body, headers=headers)


def test_an_administrator_puts_an_account_under_the_directory(serve: Serve, shared: Slapd) -> None:
    app = serve(shared)
    admin = browser(app, "admin", DEMO_PASSWORD)
    made = admin.post("/api/users", json={"login": "lina", "name": "李", "role": "legal"}).json()
    assert outcome(enter(app, "lina")) == (401, "wrong_sign_in"), "it has a password here"
    assert patch(admin, "lina", {"source": "ldap"}).json()["source"] == "ldap"
    assert outcome(enter(app, "lina", made["password"])) == (401, "wrong_sign_in")
    me = enter(app, "lina").json()
    assert (me["id"], me["role"], me["name"]) == (made["user"]["id"], "legal", "李娜")


def test_a_reset_makes_the_account_local(serve: Serve, shared: Slapd) -> None:
    app = serve(shared)
    theirs = browser(app, "lina")
    admin = browser(app, "admin", DEMO_PASSWORD)
    user_id = theirs.get("/api/auth/me").json()["id"]
    password = admin.post(f"/api/users/{user_id}/password").json()["password"]
    assert theirs.get("/api/auth/me").status_code == 401
    assert outcome(enter(app, "lina")) == (401, "wrong_sign_in")
    assert enter(app, "lina", password).json()["source"] == "local"


def test_one_administrator_keeps_a_password_here(serve: Serve, shared: Slapd) -> None:
    app = serve(shared, group_roles=GROUPS)
    assert enter(app, "wangfang").json()["role"] == "admin"
    admin = browser(app, "admin", DEMO_PASSWORD)
    for change in ({"source": "ldap"}, {"active": False}, {"role": "legal"}):
        assert outcome(patch(admin, "admin", change)) == (409, "last_admin"), change


def test_without_a_directory_nobody_is_put_under_it(app: FastAPI) -> None:
    answer = patch(browser(app, "admin", DEMO_PASSWORD), "fawu", {"source": "ldap"})
    assert outcome(answer) == (409, "no_directory")


def test_the_first_set_up_stays_open_until_a_local_administrator_is_made(
    settings: Settings, shared: Slapd
) -> None:
    app = create_app(settings.elsewhere(settings.data, ldap=of(shared, group_roles=GROUPS)))
    assert enter(app, "wangfang").json()["role"] == "admin"
    assert TestClient(app).get("/api/auth/setup").json() == {"needed": True}


def test_two_first_sign_ins_at_once_make_one_account(serve: Serve, shared: Slapd) -> None:
    app = serve(shared)
    answers: list[int] = []
    threads = [
        threading.Thread(target=lambda: answers.append(enter(app, "lina").status_code))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert answers == [200] * 4
    with app.state.database.read() as db:
        assert db.scalar(select(func.count()).select_from(SignInSession)) == 4
        assert db.scalar(select(func.count()).select_from(Identity)) == 1


# -- settings


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"url": "ldap://ldap.example.com"}, "ldaps"),
        ({"url": "http://localhost"}, "url"),
        ({"user_filter": "(uid=lina)"}, "{login}"),
        ({"bind_dn": SERVICE_DN}, "bind_password_file"),
        ({"url": "ldaps://localhost", "start_tls": True}, "start_tls"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(changes: dict[str, Any], named: str) -> None:
    plain = {"url": "ldaps://ldap.example.com", "search_base": BASE}
    with pytest.raises(ValidationError, match=named):
        LdapSettings(**(plain | changes))


def test_a_missing_extra_is_named(
    settings: Settings, shared: Slapd, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "ldap", None)
    with pytest.raises(BadSettings, match="make ldap"):
        create_app(settings.elsewhere(settings.data, ldap=of(shared)))
