"""What people are told, when, by whom, and what they are told no more."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from service.accounts.demo import DEMO_PASSWORD
from service.accounts.tables import SignInSession, User
from service.backup import actions as backups
from service.backup.tables import BackupRun
from service.contracts.tables import Contract
from service.flows.ingest import Workshop, ingest
from service.kernel.clock import now
from service.kernel.db import Database
from service.kernel.locale import words
from service.kernel.settings import Settings
from service.notifications.actions import KEPT, forget_old, tell
from service.notifications.kinds import KINDS
from service.notifications.tables import Notification
from tests.service.conftest import CONTRACT, File, SignIn


def told(client: TestClient, **asked: Any) -> list[dict[str, Any]]:
    answer = client.get("/api/notifications", params=asked)
    assert answer.status_code == 200, answer.text
    return list(answer.json()["items"])


def kinds(client: TestClient, **asked: Any) -> list[str]:
    return [item["kind"] for item in told(client, **asked)]


def unread(client: TestClient) -> int:
    return int(client.get("/api/notifications/unread").json()["count"])


def mark(client: TestClient, act: str, ids: list[str] | None = None) -> list[str]:
    answer = client.post("/api/notifications/mark", json={"act": act, "ids": ids})
    assert answer.status_code == 200, answer.text
    return list(answer.json()["ids"])


def id_of(database: Database, login: str) -> str:
    with database.read() as db:
        return db.scalars(select(User.id).where(User.login == login)).one()


# -- occasions


def test_whoever_sent_a_file_is_told_that_it_was_read(sign_in: SignIn, file: File) -> None:
    handler = sign_in("jingban")
    contract = file(handler)["contract_id"]
    [item] = told(handler)
    assert (item["kind"], item["link"]) == ("reading_done", f"/contracts/{contract}")
    assert "设备采购合同" in item["text"]


def test_a_file_that_cannot_be_read_is_told_with_the_reason(
    sign_in: SignIn, shop: Workshop
) -> None:
    handler = sign_in("jingban")
    sent = handler.post("/api/contracts", files={"file": ("坏.pdf", b"%PDF-1.7 broken")})
    ingest(shop, sent.json()["items"][0]["job_id"], "test", "text")
    [item] = told(handler)
    assert (item["kind"], item["severity"]) == ("reading_failed", "warning")
    assert "{" not in item["text"]


def test_the_words_are_in_the_readers_language(sign_in: SignIn, file: File) -> None:
    handler = sign_in("jingban")
    file(handler)
    handler.headers["accept-language"] = "en"
    assert told(handler)[0]["title"] == "Contract read"


def _set_owner(client: TestClient, contract_id: str, owner: str) -> None:
    version = client.get(f"/api/contracts/{contract_id}").json()["version"]
    answer = client.patch(
        f"/api/contracts/{contract_id}",
        json={"owner_id": owner},
        headers={"if-match": str(version)},
    )
    assert answer.status_code == 200, answer.text


def test_a_contract_that_becomes_ones_own_is_told(
    sign_in: SignIn, file: File, database: Database
) -> None:
    legal, handler = sign_in("fawu"), sign_in("jingban")
    contract = file(legal)["contract_id"]
    _set_owner(legal, contract, id_of(database, "jingban"))
    assert kinds(handler) == ["contract_assigned"]
    assert told(handler)[0]["contract_id"] == contract


def test_taking_a_contract_for_oneself_is_no_news(
    sign_in: SignIn, file: File, database: Database
) -> None:
    legal = sign_in("fawu")
    contract = file(sign_in("jingban"))["contract_id"]
    _set_owner(legal, contract, id_of(database, "fawu"))
    assert kinds(legal) == []


def test_many_contracts_assigned_by_one_act_are_told_in_one_piece(
    sign_in: SignIn, file: File, database: Database
) -> None:
    legal, handler = sign_in("fawu"), sign_in("jingban")
    ids = [
        file(legal, CONTRACT.replace("0107", f"020{n}").encode())["contract_id"] for n in range(3)
    ]
    act = {"act": "assign", "ids": ids, "owner_id": id_of(database, "jingban")}
    assert legal.post("/api/contracts/bulk", json=act).status_code == 200
    [item] = told(handler)
    assert (item["kind"], item["title"]) == ("contracts_assigned", "有 3 份合同转交给您")


def test_a_reset_password_is_told_to_its_owner(sign_in: SignIn, database: Database) -> None:
    admin = sign_in("admin")
    person = id_of(database, "caiwu")
    admin.post(f"/api/users/{person}/password")
    with database.read() as db:
        row = db.scalars(select(Notification).where(Notification.user_id == person)).one()
    assert row.kind == "one_time_password"


def test_a_sign_in_from_a_new_browser_is_told_and_from_a_known_one_is_not(
    sign_in: SignIn, stranger: TestClient
) -> None:
    first = sign_in("fawu")
    assert kinds(first) == []
    again = {"login": "fawu", "password": DEMO_PASSWORD}
    assert first.post("/api/auth/sign-in", json=again).status_code == 200
    assert kinds(first) == []
    stranger.headers["user-agent"] = "Mozilla/5.0 (Windows NT 10.0) Chrome/130.0 Safari/537.36"
    stranger.post("/api/auth/sign-in", json=again)
    [item] = told(first)
    assert item["kind"] == "new_device"
    assert "Chrome · Windows" in item["text"]


def test_feedback_is_told_to_administrators_and_its_answer_to_its_writer(sign_in: SignIn) -> None:
    admin, writer = sign_in("admin"), sign_in("caiwu")
    writer.post("/api/feedback", json={"text": "能否加上公司抬头？", "path": "/contracts"})
    assert kinds(admin) == ["feedback_received"]
    assert kinds(writer) == []
    [message] = admin.get("/api/feedback").json()["items"]
    answer = admin.patch(
        f"/api/feedback/{message['id']}",
        json={"answer": "下一版会加上。"},
        headers={"if-match": str(message["version"])},
    )
    assert answer.json()["answer"] == "下一版会加上。"
    assert [item["text"] for item in told(writer)] == ["下一版会加上。"]


def test_a_backup_that_died_and_one_that_is_overdue_are_told_once(
    sign_in: SignIn, database: Database, settings: Settings
) -> None:
    admin, legal = sign_in("admin"), sign_in("fawu")
    chosen = settings.elsewhere(settings.data, backup_to="/backups")
    long_ago = now() - timedelta(days=3)
    with database.write() as db:
        run = BackupRun(kind="backup", place="/b", trigger="schedule", ordered_by="系统")
        run.state, run.created_at, run.alive_at = "running", long_ago, long_ago
        db.add(run)
    for _ in range(2):
        with database.write() as db:
            backups.order_due(db, chosen)
            backups.tell_overdue(db, chosen)
    assert sorted(kinds(admin)) == ["backup_failed", "backup_overdue"]
    assert kinds(legal) == []


# -- the telling itself


def test_a_unit_that_fails_tells_nothing(database: Database) -> None:
    def tell_and_fail() -> None:
        with database.write() as db:
            tell(db, ["someone"], "reading_done", contract_id="c")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        tell_and_fail()
    with database.read() as db:
        assert db.scalars(select(Notification)).all() == []


def test_what_is_told_once_is_not_told_again(either_database: Database) -> None:
    for _ in range(3):
        with either_database.write() as db:
            tell(db, ["a", "b"], "backup_overdue", once="today", params={"hours": 40})
    with either_database.read() as db:
        assert sorted(db.scalars(select(Notification.user_id))) == ["a", "b"]


def test_a_program_is_told_nothing(either_database: Database) -> None:
    with either_database.write() as db:
        tell(db, ["system"], "reading_done", contract_id="c")
    with either_database.read() as db:
        assert db.scalars(select(Notification)).all() == []


def test_old_notifications_are_removed(either_database: Database) -> None:
    with either_database.write() as db:
        tell(db, ["a", "b"], "reading_done", contract_id="c")
        old = now() - KEPT - timedelta(hours=1)
        db.execute(update(Notification).where(Notification.user_id == "a").values(created_at=old))
    with either_database.write() as db:
        assert forget_old(db) == 1
    with either_database.read() as db:
        assert db.scalars(select(Notification.user_id)).all() == ["b"]


# -- reading


def test_a_contract_that_one_sees_no_more_is_told_of_no_more(
    sign_in: SignIn, file: File, database: Database, outsider: TestClient
) -> None:
    contract = file(sign_in("fawu"))["contract_id"]
    with database.write() as db:
        person = db.scalars(select(User.id).where(User.login == "waibu")).one()
        db.execute(update(Contract).where(Contract.id == contract).values(owner_id=person))
        tell(db, [person], "contract_assigned", contract_id=contract)
    assert (kinds(outsider), unread(outsider)) == (["contract_assigned"], 1)
    with database.write() as db:
        db.execute(update(Contract).where(Contract.id == contract).values(owner_id="x"))
    assert (kinds(outsider), unread(outsider)) == ([], 0)
    assert mark(outsider, "read") == []


def test_a_contract_in_the_trash_is_not_told_of(sign_in: SignIn, file: File) -> None:
    handler = sign_in("jingban")
    contract = file(handler)["contract_id"]
    handler.delete(f"/api/contracts/{contract}")
    assert kinds(handler) == []
    handler.post(f"/api/contracts/{contract}/restore")
    assert kinds(handler) == ["reading_done"]


def test_who_is_no_administrator_any_more_is_shown_no_administration(
    sign_in: SignIn, database: Database
) -> None:
    client = sign_in("admin")
    with database.write() as db:
        person = db.scalars(select(User).where(User.login == "admin")).one()
        tell(db, [person.id], "backup_overdue", params={"hours": 40})
    assert kinds(client) == ["backup_overdue"]
    with database.write() as db:
        db.execute(update(User).where(User.login == "admin").values(role="legal"))
    assert kinds(client) == []


def test_reading_is_counted_and_can_be_taken_back(sign_in: SignIn, file: File) -> None:
    handler = sign_in("jingban")
    for number in range(3):
        file(handler, CONTRACT.replace("0107", f"030{number}").encode())
    assert unread(handler) == 3
    first = told(handler)[0]["id"]
    assert mark(handler, "read", [first]) == [first]
    assert unread(handler) == 2
    others = mark(handler, "read")
    assert (len(others), unread(handler)) == (2, 0)
    assert mark(handler, "unread", others) == others
    assert (unread(handler), len(kinds(handler, unread=True))) == (2, 2)


def test_what_is_put_away_can_be_brought_back(sign_in: SignIn, file: File) -> None:
    handler = sign_in("jingban")
    file(handler)
    gone = mark(handler, "dismiss")
    assert (kinds(handler), unread(handler)) == ([], 0)
    assert mark(handler, "restore", gone) == gone
    assert len(kinds(handler)) == 1


def test_anothers_notification_is_passed_over(sign_in: SignIn, file: File) -> None:
    handler, legal = sign_in("jingban"), sign_in("fawu")
    file(handler)
    theirs = told(handler)[0]["id"]
    assert mark(legal, "read", [theirs]) == []
    assert unread(handler) == 1


def test_a_page_left_open_does_not_keep_its_session_alive(
    sign_in: SignIn, database: Database
) -> None:
    client = sign_in("fawu")
    before = now() - timedelta(hours=3)
    with database.write() as db:
        db.execute(update(SignInSession).values(last_seen_at=before))
    unread(client)
    with database.read() as db:
        assert db.scalars(select(SignInSession.last_seen_at)).one() == before
    kinds(client)
    with database.read() as db:
        assert db.scalars(select(SignInSession.last_seen_at)).one() > before


# -- choices


def choose(client: TestClient, **body: Any) -> dict[str, Any]:
    answer = client.patch("/api/notifications/choices", json=body)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def test_what_is_switched_off_is_not_told(sign_in: SignIn, file: File) -> None:
    handler = sign_in("jingban")
    switches = choose(handler, switches={"reading_done.app": False})["switches"]
    assert {s["kind"]: s["app"] for s in switches}["reading_done"] is False
    file(handler)
    assert kinds(handler) == []


def test_security_cannot_be_switched_off(sign_in: SignIn) -> None:
    body = {"switches": {"new_device.mail": False}}
    answer = sign_in("jingban").patch("/api/notifications/choices", json=body)
    assert answer.status_code == 422


def test_only_who_is_in_charge_has_a_switch_for_it(sign_in: SignIn) -> None:
    def names(login: str) -> set[str]:
        switches = sign_in(login).get("/api/notifications/choices").json()["switches"]
        return {switch["kind"] for switch in switches}

    assert "backup_failed" in names("admin")
    assert "backup_failed" not in names("fawu")


# -- the register


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_kind_has_words_and_no_other(language: Any) -> None:
    found = {key.split(".")[2] for key in words(language) if key.startswith("notifications.kinds.")}
    assert found == set(KINDS)
    for code in KINDS:
        for part in ("title", "text", "label"):
            assert words(language)[f"notifications.kinds.{code}.{part}"]


def test_the_two_languages_fill_the_same_slots() -> None:
    zh, en = words("zh"), words("en")
    names = [key for key in zh if key.startswith("notifications.")]
    assert set(names) == {key for key in en if key.startswith("notifications.")}
    slots = re.compile(r"\{\w+\}")
    assert [
        key for key in names if set(slots.findall(zh[key])) != set(slots.findall(en[key]))
    ] == []


def test_a_kind_that_is_not_registered_cannot_be_told(database: Database) -> None:
    with pytest.raises(KeyError), database.write() as db:
        tell(db, ["a"], "nonsense")


def test_the_database_refuses_the_same_once_twice(either_database: Database) -> None:
    twice = [Notification(user_id="a", kind="reading_done", once="x") for _ in range(2)]
    with pytest.raises(IntegrityError), either_database.write() as db:
        db.add_all(twice)
