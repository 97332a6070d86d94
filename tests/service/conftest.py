"""An installation of one's own for each test: its folder, its database, its application."""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from celery import Celery
from fastapi import FastAPI
from fastapi.testclient import TestClient
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher
from sqlalchemy import text

from models import registry
from nlp.ports import Embedder, Tools
from service.accounts import passwords
from service.accounts.demo import DEMO_PASSWORD, create_demo_people, demo_unit
from service.accounts.passwords import hash_password
from service.accounts.tables import User
from service.app import create_app
from service.flows.ingest import Workshop, ingest
from service.kernel import queue
from service.kernel.db import Database, open_engine
from service.kernel.settings import Settings
from service.migrations import upgrade
from tests.servers import postgres


@pytest.fixture(scope="session", autouse=True)
def _quick_hashing() -> Iterator[None]:
    """Argon2 at its least work: a thousand tests sign in, and none is attacked.

    How hard a stored password is to guess is held by tests/service/accounts/test_passwords.py.
    """
    hasher = PasswordHash([Argon2Hasher(time_cost=1, memory_cost=64, parallelism=1)])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "_hasher", hasher)
        patch.setattr(passwords, "_DUMMY_HASH", hasher.hash("nobody"))
        yield


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file at the newest revision, to be copied."""
    path = tmp_path_factory.mktemp("template") / "jianqi.db"
    upgrade(f"sqlite:///{path}")
    return path


@pytest.fixture
def settings(tmp_path: Path, migrated_file: Path) -> Settings:
    """The embedded profile in a folder of its own."""
    data = tmp_path / "data"
    data.mkdir()
    shutil.copy(migrated_file, data / "jianqi.db")
    return Settings(data=data, key_file=tmp_path / "master.key", demo=False)


@pytest.fixture(scope="session")
def peopled_file(migrated_file: Path, _quick_hashing: None) -> Path:
    """The same file with the demo people in it."""
    path = migrated_file.with_name("peopled.db")
    shutil.copy(migrated_file, path)
    made = Database(f"sqlite:///{path}")
    with made.write() as db:
        create_demo_people(db)
    made.dispose()
    return path


@pytest.fixture
def app(settings: Settings, peopled_file: Path, monkeypatch: pytest.MonkeyPatch) -> FastAPI:
    """The application with the demo people; its messages go to a queue in memory."""
    sender = Celery("test", broker="memory://")
    monkeypatch.setattr(queue, "client", lambda: sender)
    shutil.copy(peopled_file, settings.data / "jianqi.db")
    return create_app(settings)


@pytest.fixture
def database(app: FastAPI) -> Database:
    made: Database = app.state.database
    return made


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """The address of a PostgreSQL server that lives as long as the test run."""
    with postgres() as url:
        yield url


def new_postgres(url: str, like: str = "template1") -> str:
    """The address of a new database on the server: empty, or a copy of the one named."""
    name = f"t{uuid.uuid4().hex}"
    server = open_engine(url, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {like}"))
    server.dispose()
    return url.removesuffix("postgres") + name


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.server)])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database, on each engine in turn."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'own.db'}"
    return new_postgres(request.getfixturevalue("postgres_url"))


@pytest.fixture
def either_database(empty_url: str) -> Iterator[Database]:
    """A database made from nothing by the migrations, on each engine in turn."""
    upgrade(empty_url)
    made = Database(empty_url)
    yield made
    made.dispose()


SignIn = Callable[[str], TestClient]


@pytest.fixture
def sign_in(app: FastAPI) -> Iterator[SignIn]:
    """A browser signed in as a demo person: ``sign_in("fawu")``."""
    opened: list[TestClient] = []

    def enter(login: str) -> TestClient:
        client = TestClient(app, raise_server_exceptions=False)
        answer = client.post("/api/auth/sign-in", json={"login": login, "password": DEMO_PASSWORD})
        assert answer.status_code == 200, answer.text
        client.headers["X-CSRF-Token"] = client.cookies["jianqi_csrf"]
        opened.append(client)
        return client

    yield enter
    for client in opened:
        client.close()


@pytest.fixture
def stranger(app: FastAPI) -> TestClient:
    """A browser that is not signed in."""
    return TestClient(app, raise_server_exceptions=False)


SENTENCE = "本批设备的验收暗号为青山不改绿水长流四百零七号。"
CONTRACT = f"""设备采购合同
合同编号:CG-2025-0107
甲方(买方):江城明远机械有限公司
乙方(卖方):云港安田仪器有限公司
第一条 标的
甲方向乙方采购数控机床两台,由乙方送至甲方𠮷祥路厂区。{SENTENCE}
第二条 价款
合同总价为人民币500,000元(大写:伍拾万元整)。甲方应于2025年3月15日前支付全部价款。
第三条 违约责任
乙方逾期交货的,每逾期一日应按合同总价的1%向甲方支付违约金。
第四条 期限
本合同自2025年1月10日起至2026年1月9日止。
第五条 争议解决
因本合同发生的争议,由甲方所在地人民法院管辖。
签订日期:2025年1月7日
"""


@pytest.fixture(scope="session")
def real_embedder() -> Embedder:
    """The bundled model; it loads once for all tests."""
    return registry.embedder("use-multilingual")


@pytest.fixture
def shop(app: FastAPI, real_embedder: Embedder) -> Workshop:
    """A worker for documents that carry their own text."""
    return Workshop(
        database=app.state.database,
        storage=app.state.storage,
        tools=Tools(embedder=real_embedder),
        lease_seconds=60,
        heartbeat_seconds=30,
        page_attempts=1,
        page_seconds=60,
    )


File = Callable[..., dict[str, Any]]


@pytest.fixture
def file(shop: Workshop) -> File:
    """Upload a file as ``client``, let the worker read it, and return the upload's answer."""

    def upload(
        client: TestClient, data: bytes | None = None, name: str = "采购.txt", **form: str
    ) -> dict[str, Any]:
        content = CONTRACT.encode() if data is None else data
        answer = client.post("/api/contracts", files={"file": (name, content)}, data=form)
        assert answer.status_code in {200, 202}, answer.text
        for item in answer.json()["items"]:
            ingest(shop, item["job_id"], "test", "text")
        return dict(answer.json())

    return upload


@pytest.fixture
def outsider(database: Database, sign_in: SignIn) -> TestClient:
    """A handler of a department that owns nothing."""
    with database.write() as db:
        db.add(
            User(
                login="waibu",
                name="外部门经办人",
                role="handler",
                unit_id=demo_unit(db, "销售部").id,
                password_hash=hash_password(DEMO_PASSWORD),
            )
        )
    return sign_in("waibu")
