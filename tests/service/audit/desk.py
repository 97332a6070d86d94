"""One installation in which every route can be asked, and people to ask it."""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pyotp
import pytest
from celery import Celery
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import delete, select

from nlp.ports import Embedder, Tools
from service.accounts.demo import create_demo_people, demo_unit
from service.accounts.passwords import hash_password
from service.accounts.tables import User
from service.app import create_app
from service.backup.tables import BackupRun
from service.flows import review_again
from service.flows.ingest import Workshop, ingest
from service.kernel import queue
from service.kernel.clock import now
from service.kernel.outside_settings import OidcProvider
from service.kernel.rates import Limits
from service.kernel.settings import Settings
from service.search.api import SearchTools
from service.wiring import vector_index
from tests.servers import free_port
from tests.service.accounts.authenticator import Device
from tests.service.conftest import CONTRACT
from tests.stand_in import CLIENT, SECRET, StandIn, stand_in

PASSWORD = "old-umbrella-77"
HERE = "http://localhost"
WITH_EVENT = ("甲方应于2025年3月15日前支付", "甲方应于验收合格后30日内支付")
"""In place of a day, one that is counted from an event which somebody must date."""


class Desk:
    """The installation: whoever is made here is new, so that no event is an earlier one's."""

    def __init__(self, app: FastAPI, shop: Workshop, provider: StandIn) -> None:
        self.app = app
        self.provider = provider
        self._shop = shop
        self._count = itertools.count(1)
        self.read_contract = self.file(self.person("legal"), CONTRACT.replace(*WITH_EVENT))
        self.other_contract = self.file(
            self.person("legal"), CONTRACT.replace("500,000", "800,000")
        )

    # -- people

    def some_login(self) -> str:
        """A login that nobody has."""
        return f"person{next(self._count)}"

    def stranger(self) -> TestClient:
        return TestClient(self.app, base_url=HERE, raise_server_exceptions=False)

    def newcomer(self, role: str = "legal") -> str:
        """The login of somebody new."""
        login = self.some_login()
        with self.app.state.database.write() as db:
            made = User(
                login=login,
                name=login,
                role=role,
                unit_id=demo_unit(db, "销售部").id,
                password_hash=hash_password(PASSWORD),
            )
            db.add(made)
        return login

    def enter(self, login: str, **more: Any) -> TestClient:
        client = self.stranger()
        body = {"login": login, "password": PASSWORD} | more
        answer = client.post("/api/auth/sign-in", json=body)
        assert answer.status_code == 200, answer.text
        return with_csrf(client)

    def person(self, role: str = "legal") -> TestClient:
        """The browser of somebody new."""
        return self.enter(self.newcomer(role))

    def id_of(self, client: TestClient) -> str:
        return str(client.get("/api/auth/me").json()["id"])

    def login_of(self, client: TestClient) -> str:
        return str(client.get("/api/auth/me").json()["login"])

    def with_codes(self) -> tuple[TestClient, pyotp.TOTP]:
        """Somebody who signs in by one-time codes, and the app that shows the next one."""
        client = self.person()
        answer, app = self.confirmed_codes(client)
        assert answer.status_code == 200, answer.text
        return client, app

    def confirmed_codes(self, client: TestClient) -> tuple[httpx.Response, pyotp.TOTP]:
        """The end of turning codes on, by the code before the present one."""
        begun = client.post("/api/auth/second-factor", json={"password": PASSWORD})
        app = pyotp.TOTP(begun.json()["secret"])
        body = {"code": app.at(int(now().timestamp()) - 30)}
        return client.post("/api/auth/second-factor/confirm", json=body), app

    def with_passkey(self) -> tuple[TestClient, Device, str]:
        client, device = self.person(), Device()
        made = add_passkey(client, device)
        return client, device, str(made.json()["passkey"]["id"])

    def by_provider(self, client: TestClient, subject: str) -> httpx.Response:
        """The end of a sign-in by the provider, as a subject of its own."""
        self.provider.subject = subject
        self.provider.claims |= {"preferred_username": subject, "email": f"{subject}@example.com"}
        begun = client.post("/api/auth/oidc/corp/begin", json={})
        return client.post(
            "/api/auth/oidc/corp/finish", json=self.provider.agree(begun.json()["url"])
        )

    def linked(self, client: TestClient, subject: str) -> httpx.Response:
        """The end of linking one's account to the provider's subject."""
        self.provider.subject = subject
        begun = client.post("/api/auth/identities", json={"provider": "corp", "password": PASSWORD})
        return client.post(
            "/api/auth/oidc/corp/finish", json=self.provider.agree(begun.json()["url"])
        )

    # -- contracts

    def upload(self, client: TestClient, text: str | None = None) -> httpx.Response:
        content = text or f"{CONTRACT}\n附注{next(self._count)}"
        return client.post("/api/contracts", files={"file": ("采购.txt", content.encode())})

    def file(self, client: TestClient, text: str) -> str:
        """A contract that has been read."""
        filed = self.upload(client, text).json()
        self.work(filed["job_id"])
        return str(filed["contract_id"])

    def work(self, job_id: str) -> None:
        """What a worker does with a job."""
        ingest(self._shop, job_id, "test", "text")

    def draft(self, client: TestClient) -> str:
        """A contract of the client's own that nobody has read yet."""
        return str(self.upload(client).json()["contract_id"])

    def row(self, part: str) -> dict[str, Any]:
        """The first fact, finding or annotation of the contract that was read."""
        items = self.person().get(f"/api/contracts/{self.read_contract}/{part}").json()["items"]
        return dict(items[0])

    def annotation(self, client: TestClient) -> dict[str, Any]:
        path = f"/api/contracts/{self.read_contract}/annotations"
        return dict(client.post(path, json={"start": 0, "end": 5, "note": "看这里"}).json())

    # -- the rest

    def unit(self, admin: TestClient) -> dict[str, Any]:
        body = {"kind": "department", "name": f"部门{next(self._count)}"}
        answer = admin.post("/api/units", json=body)
        assert answer.status_code == 201, answer.text
        return dict(answer.json())

    def role(self, admin: TestClient) -> dict[str, Any]:
        answer = admin.post("/api/roles", json=self.new_role())
        assert answer.status_code == 201, answer.text
        return dict(answer.json())

    def new_role(self) -> dict[str, Any]:
        code = f"role{next(self._count)}"
        words = {"code": code, "name": code, "name_en": code}
        return words | {"scope": "own", "permissions": ["contract.read"]}

    def no_run_waits(self) -> None:
        with self.app.state.database.write() as db:
            db.execute(delete(BackupRun))

    def user(self, login: str) -> User:
        with self.app.state.database.read() as db:
            return db.scalars(select(User).where(User.login == login)).one()


def with_csrf(client: TestClient) -> TestClient:
    client.headers["X-CSRF-Token"] = client.cookies["jianqi_csrf"]
    return client


def add_passkey(client: TestClient, device: Device) -> httpx.Response:
    begun = client.post("/api/auth/passkeys/begin", json={"password": PASSWORD})
    body = {"name": "电脑", "credential": device.make(begun.json())}
    return client.post("/api/auth/passkeys", json=body)


@contextmanager
def open_desk(folder: Path, migrated: Path, embedder: Embedder) -> Iterator[Desk]:
    """A desk whose messages go nowhere, with a provider of single sign-on and a mail server
    that does not answer."""
    (folder / "data").mkdir()
    shutil.copy(migrated, folder / "data/jianqi.db")
    secret = folder / "client.secret"
    secret.write_text(SECRET)
    with pytest.MonkeyPatch.context() as patch, stand_in() as provider:
        sender = Celery("test", broker="memory://")
        patch.setattr(queue, "client", lambda: sender)
        patch.setattr(review_again, "reading_tools", lambda _: Tools(embedder=embedder))
        corp = OidcProvider(
            issuer=provider.issuer, client_id=CLIENT, client_secret_file=secret, timeout_seconds=20
        )
        settings = Settings(
            data=folder / "data",
            key_file=folder / "master.key",
            demo=False,
            limits=Limits(on=False),
            oidc={"corp": corp},
            backup_to=str(folder / "backups"),
            mail_host="127.0.0.1",
            mail_port=free_port(),
            mail_from="jianqi@example.com",
        )
        app = create_app(settings)
        index = vector_index(settings)
        app.state.search = SearchTools(index, embedder)
        with app.state.database.write() as db:
            create_demo_people(db)
        shop = Workshop(
            database=app.state.database,
            storage=app.state.storage,
            tools=Tools(embedder=embedder),
            lease_seconds=60,
            heartbeat_seconds=30,
            page_attempts=1,
            page_seconds=60,
        )
        yield Desk(app, shop, provider)
        index.close()
        app.state.database.dispose()
