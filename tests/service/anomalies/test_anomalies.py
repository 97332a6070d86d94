"""What is out of the ordinary is told to who keeps watch, once, with the way to the log."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select, update

from service.accounts.tables import User
from service.anomalies import actions
from service.anomalies.tables import Anomaly
from service.audit.actions import record
from service.audit.tables import AuditEvent
from service.kernel.actor import SYSTEM, Actor
from service.kernel.clock import LOCAL
from service.kernel.crypto import MasterKey
from service.kernel.db import Database
from service.kernel.settings import Settings
from service.kernel.storage import Storage
from tests.service.conftest import SignIn

NOON = datetime(2026, 11, 25, 12, tzinfo=LOCAL)
Happen = Callable[..., None]


@pytest.fixture
def chosen(settings: Settings) -> Settings:
    return settings.elsewhere(
        settings.data,
        anomaly_download_contracts=5,
        anomaly_night_contracts=3,
        anomaly_refused_account=4,
        anomaly_refused_address=6,
    )


@pytest.fixture
def happen(database: Database, chosen: Settings) -> Happen:
    """Record an event as of a moment; the log is followed from before the first."""
    with database.write() as db:
        actions.look(db, chosen)

    def at(
        moment: datetime,
        action: str,
        *,
        actor: Actor = SYSTEM,
        about: str | None = None,
        contract: str | None = None,
        address: str | None = None,
        **detail: Any,
    ) -> None:
        with database.write() as db:
            record(db, actor, action, "x", about, contract_id=contract, **detail)
        with database.write() as db:
            last = select(AuditEvent.id).order_by(AuditEvent.id.desc()).limit(1)
            change = update(AuditEvent).where(AuditEvent.id == db.scalars(last).one())
            db.execute(change.values(at=moment, address=address))

    return at


def person(database: Database, login: str = "jingban") -> Actor:
    with database.read() as db:
        user = db.scalars(select(User).where(User.login == login)).one()
        return Actor(user.id, user.login, user.name, user.role)


def look(database: Database, settings: Settings) -> None:
    with database.write() as db:
        actions.look(db, settings)


def told(client: TestClient) -> list[dict[str, Any]]:
    items = client.get("/api/notifications", params={"area": "security"}).json()["items"]
    return list(items)


def download(
    happen: Happen, who: Actor, count: int, start: datetime = NOON, first: int = 0
) -> None:
    for number in range(first, first + count):
        moment = start + timedelta(minutes=number)
        happen(moment, "original.read", actor=who, contract=f"c{number}", about=f"c{number}")


def test_a_mass_download_is_told_with_the_way_to_the_log(
    database: Database, chosen: Settings, happen: Happen, sign_in: SignIn
) -> None:
    who = person(database)
    download(happen, who, 5)
    look(database, chosen)
    [item] = told(sign_in("admin"))
    assert item["kind"] == "anomaly_downloads"
    assert f"{who.name} 在 60 分钟内下载或导出了 5 份合同" in item["text"]
    assert item["link"] == f"/admin/audit?from=2026-11-25&to=2026-11-25&actor={who.id}"
    assert told(sign_in("fawu")) == []


def test_the_same_contract_again_and_again_is_no_mass_download(
    database: Database, chosen: Settings, happen: Happen, sign_in: SignIn
) -> None:
    who = person(database)
    for number in range(9):
        happen(NOON + timedelta(minutes=number), "original.read", actor=who, contract="c1")
    look(database, chosen)
    assert told(sign_in("admin")) == []


def test_an_export_counts_as_many_as_it_holds(
    database: Database, chosen: Settings, happen: Happen, sign_in: SignIn
) -> None:
    happen(NOON, "contract.exported", actor=person(database), count=5)
    look(database, chosen)
    assert [item["kind"] for item in told(sign_in("admin"))] == ["anomaly_downloads"]


def test_slow_downloads_are_no_mass_download(
    database: Database, chosen: Settings, happen: Happen, sign_in: SignIn
) -> None:
    who = person(database)
    for number in range(5):
        happen(
            NOON + timedelta(minutes=20 * number), "original.read", actor=who, contract=f"{number}"
        )
    look(database, chosen)
    assert told(sign_in("admin")) == []


def test_what_goes_on_is_told_once_and_what_begins_anew_again(
    database: Database, chosen: Settings, happen: Happen, sign_in: SignIn
) -> None:
    who, admin = person(database), sign_in("admin")
    for part in range(3):
        download(happen, who, 5, first=5 * part)
        look(database, chosen)
    assert len(told(admin)) == 1
    download(happen, who, 5, start=NOON + timedelta(hours=4), first=20)
    look(database, chosen)
    assert len(told(admin)) == 2


def test_a_look_that_is_repeated_tells_nothing_twice(
    database: Database, chosen: Settings, happen: Happen, sign_in: SignIn
) -> None:
    download(happen, person(database), 6)

    def look_and_die() -> None:
        with database.write() as db:
            actions.look(db, chosen)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        look_and_die()
    assert told(sign_in("admin")) == []
    for _ in range(3):
        look(database, chosen)
    assert len(told(sign_in("admin"))) == 1


def test_a_burst_is_found_however_late_one_looks(
    database: Database, chosen: Settings, happen: Happen, sign_in: SignIn
) -> None:
    who = person(database)
    download(happen, who, 5)
    happen(NOON + timedelta(hours=9), "original.read", actor=who, contract="later")
    look(database, chosen)
    assert len(told(sign_in("admin"))) == 1


@pytest.mark.parametrize(
    ("begin", "days_only", "is_told"),
    [
        (datetime(2026, 11, 25, 23, tzinfo=LOCAL), False, True),
        (datetime(2026, 11, 26, 5, tzinfo=LOCAL), False, True),
        (datetime(2026, 11, 25, 9, tzinfo=LOCAL), False, False),
        (datetime(2026, 11, 28, 9, tzinfo=LOCAL), False, False),
        (datetime(2026, 11, 28, 9, tzinfo=LOCAL), True, True),
        (datetime(2026, 10, 1, 9, tzinfo=LOCAL), True, True),
        (datetime(2026, 10, 10, 9, tzinfo=LOCAL), True, False),
    ],
    ids=["night", "early", "morning", "saturday", "saturday off", "holiday", "make-up day"],
)
def test_work_outside_the_hours_is_told(
    database: Database,
    chosen: Settings,
    happen: Happen,
    sign_in: SignIn,
    begin: datetime,
    days_only: bool,
    is_told: bool,
) -> None:
    who = person(database)
    for number in range(3):
        happen(begin + timedelta(minutes=number), "page.read", actor=who, contract=f"c{number}")
    look(database, chosen.elsewhere(chosen.data, work_days_only=days_only))
    assert ([i["kind"] for i in told(sign_in("admin"))] == ["anomaly_night"]) is is_told


def test_refused_sign_ins_are_told_by_account_and_by_address(
    database: Database, chosen: Settings, happen: Happen, sign_in: SignIn
) -> None:
    who = person(database)
    for number in range(6):
        about = who.id if number < 4 else None
        happen(NOON + timedelta(minutes=number), "session.refused", about=about, address="10.1.2.3")
    look(database, chosen)
    items = {item["kind"]: item for item in told(sign_in("admin"))}
    assert set(items) == {"anomaly_account", "anomaly_address"}
    assert who.name in items["anomaly_account"]["text"]
    assert "address=10.1.2.3" in items["anomaly_address"]["link"]


def test_a_threshold_of_nought_switches_a_rule_off(
    database: Database, chosen: Settings, happen: Happen, sign_in: SignIn
) -> None:
    download(happen, person(database), 9)
    look(database, chosen.elsewhere(chosen.data, anomaly_download_contracts=0))
    assert told(sign_in("admin")) == []


def test_what_an_installation_has_behind_it_is_no_news(
    database: Database, chosen: Settings, sign_in: SignIn
) -> None:
    who = person(database)
    for number in range(9):
        with database.write() as db:
            record(db, who, "original.read", "contract", contract_id=f"c{number}")
    look(database, chosen)
    look(database, chosen)
    assert told(sign_in("admin")) == []


def test_a_changed_log_is_told_once(
    database: Database, sign_in: SignIn, settings: Settings
) -> None:
    admin = sign_in("admin")
    storage = Storage.open(None, settings.data, MasterKey(b"k" * 32))
    assert actions.check_log(database, storage) is None
    assert told(admin) == []
    with database.write() as db:
        db.execute(update(AuditEvent).where(AuditEvent.seq == 1).values(actor_name="别人"))
    for _ in range(2):
        actions.check_log(database, storage)
    [item] = told(admin)
    assert (item["kind"], item["severity"]) == ("audit_broken", "critical")
    assert "第 1 条" in item["text"]


def test_an_anomaly_keeps_its_measure(database: Database, chosen: Settings, happen: Happen) -> None:
    download(happen, person(database), 7)
    look(database, chosen)
    with database.read() as db:
        [row] = db.scalars(select(Anomaly)).all()
    assert (row.rule, row.measure) == ("anomaly_downloads", 7)
