"""A small organisation, made row by row, whose every fact can be asked of the raw tables.

Each contract carries a secret of its own (``ZQ`` and six characters) in its title, party, text,
file, page pictures and search units. So a leak shows in any answer, whatever its format: a
secret that belongs to no contract which the caller may see.
"""

from __future__ import annotations

import hashlib
import json
import random
import string
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
from fastapi import FastAPI
from numpy.typing import NDArray
from pwdlib import PasswordHash
from qdrant_client import QdrantClient
from sqlalchemy import inspect, select
from sqlalchemy.orm import Session, undefer

from nlp.ports import Embedder, Tools
from service.accounts.tables import (
    ApiToken,
    Role,
    RoleHolding,
    SignInSession,
    Unit,
    UnitMember,
    User,
)
from service.accounts.units import replant
from service.app import create_app
from service.audit.actions import record
from service.contracts.tables import Contract, ContractGrant, Fact, HistoryEntry
from service.flows.ingest import Workshop, ingest
from service.kernel.actor import SYSTEM, Actor
from service.kernel.clock import new_id, now
from service.kernel.rates import Limits
from service.kernel.settings import Settings
from service.kernel.vectors import ServerIndex
from service.notifications.actions import tell
from service.readings.actions import keep_photo, page_key, put_in_storage, start_job
from service.readings.ledger import STAGES
from service.readings.packing import pack, unpack
from service.readings.tables import Job, JobFile, JobPage, JobStage, StoredFile, StoredReading
from service.review.tables import Annotation, FindingRow, PositionRow
from service.search.actions import follow, rebuild
from service.search.api import SearchTools
from service.search.tables import SearchUnit
from tests.service.permissions.rows import Row, Rows, open_rows

BLANK = "ZQ000000"
"""Stands in the template's text where each contract has its own secret of the same length."""


def today() -> date:
    """The day in China now: a run may last over midnight."""
    return datetime.now(ZoneInfo("Asia/Shanghai")).date()


DUE = today() + timedelta(days=30)

CHINESE = f"""设备采购合同
合同编号：{BLANK}
甲方（买方）：江城{BLANK}机械有限公司
乙方（卖方）：云港安田仪器有限公司
第一条 标的
甲方向乙方采购数控机床两台，验收暗号为 {BLANK} 。
第二条 价款
合同总价为人民币500,000元（大写：伍拾万元整）。甲方应于{DUE.year}年{DUE.month}月{DUE.day}日前支付全部价款。
第三条 违约责任
乙方逾期交货的，每逾期一日应按合同总价的1%向甲方支付违约金，凭 {BLANK} 结算。
签订日期：2025年1月7日
"""
ENGLISH = f"""SERVICES AGREEMENT
This Services Agreement ({BLANK}) is made on 3 March 2025 between Acme {BLANK} Limited
("Customer") and Borealis Data Inc. ("Supplier").
1. Fees
The Customer shall pay USD 12,000 within 30 days after receipt of each invoice {BLANK}.
2. Confidentiality
Each party shall keep the information called {BLANK} confidential for five years.
3. Liability
The Supplier's liability under {BLANK} is unlimited.
"""
TEXTS = (CHINESE, ENGLISH)

PASSWORD = "correct-horse-42"
PLACES = ("采购部", "销售部", "销售一组", "研发部", "甲公司")
STATUSES = ("draft", "in_approval", "approved", "signing", "in_force", "suspended", "expired")
TYPES = ("purchase", "service", "other")


@dataclass(frozen=True)
class Template:
    """What the real pipeline made of one text: rows to be copied, pictures by resolution."""

    text: str
    rows: dict[str, list[dict[str, Any]]]
    reading: dict[str, Any]
    words: dict[str, Any]
    pictures: dict[int, bytes]


class RememberingEmbedder:
    """The real model; a query asked again costs nothing."""

    def __init__(self, model: Embedder) -> None:
        self._model = model
        self.name = model.name
        self.dimensions = model.dimensions
        self._one = lru_cache(maxsize=4096)(lambda text: model.embed([text])[0])

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return np.stack([self._one(text) for text in texts])


def _columns(row: Any) -> dict[str, Any]:
    return {key.key: getattr(row, key.key) for key in inspect(type(row)).column_attrs}


def templates(folder: Path, url: str, embedder: Embedder) -> list[Template]:
    """Each text read by the real pipeline; ``url`` is a migrated database of their own."""
    app = _new_app(folder, url)
    shop = Workshop(
        database=app.state.database,
        storage=app.state.storage,
        tools=Tools(embedder=embedder),
        lease_seconds=60,
        heartbeat_seconds=30,
        page_attempts=1,
        page_seconds=60,
    )
    return [_template(app, shop, text) for text in TEXTS]


def _template(app: FastAPI, shop: Workshop, text: str) -> Template:
    with app.state.database.write() as db:
        contract = Contract(title="t", owner_id="x", created_by="x")
        db.add(contract)
        db.flush()
        received = put_in_storage(app.state.storage, "t.txt", text.encode())
        job = start_job(db, SYSTEM, contract.id, [received])
        contract.job_id = job.id
    ingest(shop, job.id, "test", "text")
    with app.state.database.read() as db:
        stored = db.get_one(StoredReading, job.id)
        rows: dict[str, list[dict[str, Any]]] = {}
        for table in (Fact, FindingRow, PositionRow, SearchUnit):
            query = select(table).where(table.contract_id == contract.id)
            rows[table.__tablename__] = [_columns(row) for row in db.scalars(query)]
        pages = db.scalars(
            select(JobPage).where(JobPage.job_id == job.id).options(undefer(JobPage.result))
        )
        rows["job_pages"] = [_columns(row) for row in pages]
        rows["contracts"] = [_columns(db.get_one(Contract, contract.id))]
        assert min(len(found) for found in rows.values()) >= 1, "the template must have everything"
        return Template(
            text,
            rows,
            unpack(stored.content),
            unpack(stored.words),
            {dpi: app.state.storage.get(page_key(job.id, 1, dpi)) for dpi in (110, 200)},
        )


def _new_app(folder: Path, url: str) -> FastAPI:
    return create_app(
        Settings(
            data=folder / "data",
            key_file=folder / "master.key",
            database_url=url,
            demo=False,
            limits=Limits(on=False),
        )
    )


@dataclass(frozen=True)
class Held:
    """A role that a person has, as the raw rows have it; ``until`` is None for good."""

    code: str
    scope: str
    permissions: frozenset[str]
    until: str | None


@dataclass(frozen=True)
class Person:
    id: str
    login: str
    role: str
    unit_id: str | None
    active: bool
    roles: tuple[Held, ...] = ()
    units: frozenset[str] = frozenset()
    """The units that the person belongs to."""
    above: frozenset[str] = frozenset()
    """Those units and all above them."""


@dataclass(frozen=True)
class Grant:
    user_id: str | None
    unit_id: str | None
    role_code: str | None
    level: str
    until: str | None


@dataclass(frozen=True)
class Deal:
    """A contract as its raw row has it; amounts in ten-thousandths, days as ISO text."""

    id: str
    number: str | None
    title: str
    type: str
    status: str
    archived: bool
    counterparty: str | None
    our_party: str | None
    party_names: list[str]
    amount: int | None
    signed_on: str | None
    starts_on: str | None
    ends_on: str | None
    owner_id: str
    created_by: str
    unit_id: str | None
    secrecy: str
    job_id: str | None
    has_reading: bool
    risk_high: int
    risk_medium: int
    risk_low: int
    open_decisions: int
    in_trash: bool
    updated_at: str
    version: int
    above: tuple[str, ...] = ()
    """The contract's unit and those above it."""
    grants: tuple[Grant, ...] = ()


@dataclass
class Key:
    """What a request presents: nothing, a token, or a session's cookie."""

    person_id: str | None
    kind: str
    secret: str = ""
    scope: str = "admin"
    """How much of its owner's rights a token has; a session has all."""

    def headers(self, *, csrf: bool = True) -> dict[str, str]:
        if self.kind == "token":
            return {"authorization": f"Bearer {self.secret}"}
        if self.kind == "cookie":
            token = _hash(f"csrf:{self.secret}")
            sent = {"cookie": f"jianqi_session={self.secret}; jianqi_csrf={token}"}
            return sent | ({"x-csrf-token": token} if csrf else {})
        return {}


@dataclass
class World:
    """The application under test and the raw tables behind it."""

    app: FastAPI
    rng: random.Random
    rows: Rows
    tools: SearchTools
    keys: list[Key] = field(default_factory=list)
    secrets: dict[str, set[str]] = field(default_factory=dict)
    """The secrets that a contract's rows and files hold, by its id."""
    originals: dict[str, bytes] = field(default_factory=dict)
    photos: dict[str, bytes] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    deals: dict[str, Deal] = field(default_factory=dict)
    jobs: dict[str, tuple[str, str]] = field(default_factory=dict)
    """A job's contract and state, by its id."""
    belongs: dict[str, str] = field(default_factory=dict)
    """The contract of a job, fact, finding or annotation, by its id."""
    parents: dict[str, str | None] = field(default_factory=dict)
    """Each unit's parent."""
    roles: dict[str, Held] = field(default_factory=dict)
    valid: dict[str, bool] = field(default_factory=dict)
    """Whether a secret opens anything, by its hash."""

    def ask(self, sql: str, *values: Any) -> list[Row]:
        return self.rows.ask(sql, *values)

    def is_valid(self, key: Key) -> bool:
        return self.valid.get(_hash(key.secret), False)

    def line(self, unit_id: str | None) -> list[str]:
        """The unit and those above it, by walking up."""
        found = []
        while unit_id is not None:
            found.append(unit_id)
            unit_id = self.parents[unit_id]
        return found

    def _people(self) -> dict[str, Person]:
        self.roles = {
            code: Held(code, scope, frozenset(json.loads(permissions)), None)
            for code, scope, permissions in self.ask("SELECT code, scope, permissions FROM roles")
        }
        further: dict[str, list[Held]] = {}
        for user_id, code, until in self.ask(
            "SELECT user_id, role_code, expires_at FROM role_holdings ORDER BY role_code"
        ):
            further.setdefault(user_id, []).append(replace(self.roles[code], until=until))
        members: dict[str, set[str]] = {}
        for user_id, unit_id in self.ask("SELECT user_id, unit_id FROM unit_members"):
            members.setdefault(user_id, set()).add(unit_id)
        found = {}
        for row in self.ask("SELECT id, login, role, unit_id, active FROM users ORDER BY id"):
            units = members.get(row[0], set()) | ({row[3]} if row[3] else set())
            found[row[0]] = Person(
                row[0],
                row[1],
                row[2],
                row[3],
                bool(row[4]),
                (self.roles[row[2]], *further.get(row[0], ())),
                frozenset(units),
                frozenset(above for unit in units for above in self.line(unit)),
            )
        return found

    def reload(self) -> None:
        """Learn the rows anew, and let the index follow."""
        while follow(self.app.state.database, self.tools.index, self.tools.embedder.name):
            pass
        self.parents = dict(self.ask("SELECT id, parent_id FROM units ORDER BY id"))
        self.people = self._people()
        grants: dict[str, list[Grant]] = {}
        for contract_id, *columns in self.ask(_GRANTS):
            grants.setdefault(contract_id, []).append(Grant(*columns))
        self.deals = {
            deal.id: replace(
                deal,
                above=tuple(self.line(deal.unit_id)),
                grants=tuple(grants.get(deal.id, ())),
            )
            for deal in map(_deal, self.ask(_DEALS))
        }
        self.jobs = {
            row[0]: (row[1], row[2]) for row in self.ask("SELECT id, contract_id, state FROM jobs")
        }
        self.belongs = {job: contract for job, (contract, _) in self.jobs.items()}
        for table in ("facts", "findings", "annotations", "notifications"):
            of_contracts = f"SELECT id, contract_id FROM {table} WHERE contract_id IS NOT NULL"
            self.belongs |= dict(self.ask(of_contracts))
        moment = now().strftime("%Y-%m-%d %H:%M:%S")
        self.valid = {
            row[0]: bool(row[2]) and (row[1] is None or row[1] > moment)
            for table in ("api_tokens", "sessions")
            for row in self.ask(
                f"SELECT t.token_hash, t.expires_at, users.active FROM {table} AS t"
                " JOIN users ON users.id = t.user_id"
            )
        }


_DEALS = """SELECT id, number, title, type, status, archived, counterparty, our_party, party_names,
 amount, signed_on, starts_on, ends_on, owner_id, created_by, unit_id, secrecy, job_id, has_reading,
 risk_high, risk_medium, risk_low, open_decisions, deleted_at IS NOT NULL, updated_at, version
 FROM contracts ORDER BY id"""


_GRANTS = """SELECT contract_id, user_id, unit_id, role_code, level, expires_at
 FROM contract_grants ORDER BY id"""


def _deal(row: tuple[Any, ...]) -> Deal:
    values = list(row)
    values[5], values[18], values[23] = bool(row[5]), bool(row[18]), bool(row[23])
    values[8] = json.loads(row[8])
    return Deal(*values)


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


UNITS: dict[str, str | None] = {
    "集团": None,
    "甲公司": "集团",
    "乙公司": "集团",
    "信息部": "集团",
    "法务部": "集团",
    "财务部": "甲公司",
    "采购部": "甲公司",
    "销售部": "甲公司",
    "销售一组": "销售部",
    "研发部": "乙公司",
    "无合同部": "乙公司",
}
"""Each unit's parent."""

ROLES: dict[str, tuple[str, tuple[str, ...]]] = {
    "director": (
        "unit_below",
        ("contract.read", "search.use", "contract.confidential", "contract.edit", "contract.share"),
    ),
    "auditor": ("all", ("contract.read", "search.use", "audit.read", "access.explain")),
    "personnel": ("own", ("contract.read", "users.manage", "units.manage")),
    "technician": ("all", ("settings.manage",)),
    "guest": ("unit", ("contract.read", "search.use", "contract.comment")),
}
"""Roles of this organisation's own, beside those that ship."""

PEOPLE: tuple[tuple[str, str, str | None], ...] = (
    ("chief", "admin", "信息部"),
    ("admin2", "admin", None),
    ("legal", "legal", "法务部"),
    ("finance", "finance", "财务部"),
    ("leader", "leader", None),
    ("director1", "director", "甲公司"),
    ("director2", "director", "销售部"),
    ("auditor", "auditor", "财务部"),
    ("personnel", "personnel", "信息部"),
    ("technician", "technician", None),
    ("guest", "guest", "销售部"),
    ("deputy", "guest", "研发部"),
    ("teamlead", "handler", "销售一组"),
    ("buyer1", "handler", "采购部"),
    ("buyer2", "handler", "采购部"),
    ("seller1", "handler", "销售部"),
    ("seller2", "handler", "销售部"),
    ("maker", "handler", "研发部"),
    ("nobody1", "handler", None),
    ("nobody2", "handler", None),
    ("lonely", "handler", "无合同部"),
    ("locked", "handler", "采购部"),
    ("lockedchief", "admin", "信息部"),
)


def build(
    folder: Path,
    url: str,
    made: Sequence[Template],
    embedder: Embedder,
    seed: int,
    contracts: int = 48,
) -> World:
    """A world in an empty migrated database; the same seed makes the same but for its ids."""
    app = _new_app(folder, url)
    rng = random.Random(seed)
    remembering = RememberingEmbedder(embedder)
    # In memory: the files' own index waits for the disk at every change.
    index = ServerIndex(QdrantClient(":memory:"), embedder.dimensions)
    app.state.search = SearchTools(index, remembering)
    world = World(app, rng, open_rows(url), app.state.search)
    with app.state.database.write() as db:
        people = _add_people(db, world)
        for _ in range(contracts):
            _add_contract(db, world, people, made)
        _add_readers(db, world, people)
    with app.state.database.write() as db:
        for contract_id in world.secrets:
            tell(db, rng.sample([p.id for p in people], 4), "reading_done", contract_id=contract_id)
            record(db, SYSTEM, "contract.created", "contract", contract_id, contract_id=contract_id)
            reader = rng.choice(people)
            somebody = Actor(reader.id, reader.login, reader.name, reader.role)
            record(db, somebody, "report.read", "contract", contract_id, contract_id=contract_id)
        for kind, params in (
            ("backup_overdue", {"hours": 40}),
            ("feedback_answered", {"answer": "!"}),
        ):
            tell(db, [p.id for p in people], kind, params=params)
    rebuild(app.state.database, index, remembering.name)
    world.reload()
    return world


def _add_people(db: Session, world: World) -> list[User]:
    hashed = PasswordHash.recommended().hash(PASSWORD)
    _add_units_and_roles(db)
    units = {unit.name: unit.id for unit in db.scalars(select(Unit))}
    people = [
        User(
            id=new_id(),
            login=login,
            name=f"name of {login}",
            role=role,
            unit_id=units[unit] if unit else None,
            password_hash=hashed,
            active=not login.startswith("locked"),
            demo=login == "buyer2",
        )
        for login, role, unit in PEOPLE
    ]
    db.add_all(people)
    db.flush()
    by_login = {user.login: user.id for user in people}
    day = timedelta(days=1)
    db.add_all(
        [
            RoleHolding(user_id=by_login["deputy"], role_code="director", expires_at=now() + day),
            RoleHolding(user_id=by_login["buyer1"], role_code="legal", expires_at=now() - day),
            RoleHolding(user_id=by_login["lonely"], role_code="auditor", expires_at=None),
            UnitMember(user_id=by_login["maker"], unit_id=units["采购部"]),
            UnitMember(user_id=by_login["director2"], unit_id=units["乙公司"]),
        ]
    )
    world.keys.append(Key(None, "none"))
    world.keys.append(Key(None, "token", "jq_never-issued"))
    for user in people:
        for kind in ("token", "cookie"):
            world.keys.append(_add_key(db, world, user, kind, timedelta(days=5)))
    for user in people:
        for scope in ("read", "write"):
            world.keys.append(_add_key(db, world, user, "token", timedelta(days=5), scope))
    for user in people[:6:5]:
        for kind in ("token", "cookie"):
            world.keys.append(_add_key(db, world, user, kind, timedelta(days=-1)))
    return people


def _add_units_and_roles(db: Session) -> None:
    ids = {name: new_id() for name in UNITS}
    for place, (name, parent) in enumerate(UNITS.items()):
        parent_id = ids[parent] if parent else None
        db.add(
            Unit(id=ids[name], kind="department", name=name, parent_id=parent_id, position=place)
        )
    replant(db)
    for code, (scope, permissions) in ROLES.items():
        held = sorted(permissions)
        db.add(Role(code=code, name=code, name_en=code, scope=scope, permissions=held))
    db.flush()


def _add_grants(db: Session, world: World, contract: Contract, people: list[User]) -> None:
    rng = world.rng
    units = list(db.scalars(select(Unit.id).order_by(Unit.position)))
    for _ in range(rng.choice((0, 0, 1, 2))):
        target: dict[str, str] = rng.choice(
            (
                {"user_id": rng.choice(people).id},
                {"unit_id": rng.choice(units)},
                {"role_code": rng.choice(("handler", "guest", "technician", "finance"))},
            )
        )
        db.add(
            ContractGrant(
                contract_id=contract.id,
                level=rng.choice(("read", "comment", "edit", "manage")),
                expires_at=rng.choice((None, now() + timedelta(days=1), now() - timedelta(1))),
                reason="why",
                granted_by=contract.owner_id,
                granted_by_name="owner",
                **target,
            )
        )


def _add_readers(db: Session, world: World, people: list[User]) -> None:
    """Two who see nothing by their role read every fifth contract, and may do no more with it."""
    readers = [user for user in people if user.login in {"nobody1", "nobody2"}]
    for contract_id in list(world.secrets)[::5]:
        db.add_all(
            [
                ContractGrant(
                    contract_id=contract_id,
                    user_id=reader.id,
                    level="read",
                    reason="why",
                    granted_by=reader.id,
                    granted_by_name="owner",
                )
                for reader in readers
            ]
        )


def _add_key(
    db: Session, world: World, user: User, kind: str, life: timedelta, scope: str = "admin"
) -> Key:
    secret = "jq_" + "".join(world.rng.choices(string.ascii_letters, k=32))
    until = now() + life
    if kind == "token":
        db.add(
            ApiToken(
                token_hash=_hash(secret),
                user_id=user.id,
                name="t",
                scope=scope,
                expires_at=until,
                last_used_at=now(),
            )
        )
    else:
        db.add(
            SignInSession(
                token_hash=_hash(secret),
                user_id=user.id,
                user_agent="test",
                address="testclient",
                expires_at=until,
            )
        )
    return Key(user.id, kind, secret, scope)


def _add_contract(
    db: Session, world: World, people: list[User], made: Sequence[Template]
) -> Contract:
    rng = world.rng
    secret = "ZQ" + "".join(rng.choices(string.ascii_uppercase + string.digits, k=6))
    template = rng.choice(made)
    form = rng.choices(("read", "queued", "running", "failed", "bare"), (70, 8, 6, 8, 8))[0]
    handlers = [user for user in people if user.role == "handler"]
    creator = rng.choice(people if rng.random() < 0.2 else handlers)
    owner = creator if rng.random() < 0.6 else rng.choice(people)
    places = db.scalars(select(Unit.id).where(Unit.name.in_(PLACES)).order_by(Unit.position))
    units = (*places, owner.unit_id, creator.unit_id, None)
    day = today() + timedelta(days=rng.randint(-40, 200))
    contract = Contract(
        id=new_id(),
        title=f"{secret} {rng.choice(('设备采购', '技术服务', 'Supply'))}",
        number=f"HT-2026-{len(world.secrets):04d}" if rng.random() < 0.8 else None,
        type=rng.choice(TYPES),
        status=rng.choice(STATUSES),
        archived=rng.random() < 0.2,
        counterparty=f"云港{secret}公司" if rng.random() < 0.7 else None,
        our_party=rng.choice((None, "江城明远机械有限公司")),
        party_names=[f"江城{secret}机械有限公司", "云港安田仪器有限公司"],
        amount=rng.choice((None, Decimal(1), Decimal("1.5"), Decimal(7))),
        currency="CNY",
        signed_on=rng.choice((None, date(2025, 1, 7), date(2025, 6, rng.randint(1, 28)))),
        starts_on=rng.choice((None, day)),
        ends_on=rng.choice((None, day + timedelta(days=rng.randint(1, 90)))),
        owner_id=owner.id,
        created_by=creator.id,
        unit_id=rng.choice(units),
        secrecy=rng.choices(("normal", "confidential"), (75, 25))[0],
        demo=rng.random() < 0.15,
        deleted_at=now() if rng.random() < 0.15 else None,
        updated_at=now() - timedelta(hours=rng.randint(0, 30)),
        note=f"note {secret}",
    )
    db.add(contract)
    db.flush()
    world.secrets[contract.id] = {secret}
    _add_grants(db, world, contract, people)
    for number in range(rng.randint(1, 4)):
        db.add(
            HistoryEntry(
                contract_id=contract.id,
                actor_name=creator.name,
                kind="edited",
                params={"fields": [f"{secret}-{number}"]},
            )
        )
    if form != "bare":
        _add_job(db, world, contract, creator, template, secret, form)
    db.flush()
    return contract


def _add_job(
    db: Session,
    world: World,
    contract: Contract,
    creator: User,
    template: Template,
    secret: str,
    form: str,
) -> None:
    storage = world.app.state.storage
    content = template.text.replace(BLANK, secret).encode()
    world.originals[contract.id] = content
    received = put_in_storage(storage, f"{secret}.txt", content)
    stored = StoredFile(
        address=received.address,
        sha256=received.sha256,
        size=received.size,
        media_type="text/plain",
        storage_key=received.storage_key,
    )
    job = Job(
        id=new_id(),
        contract_id=contract.id,
        state={"read": "done"}.get(form, form),
        created_by=creator.id,
        pages_total=1 if form == "read" else None,
        error_code="empty_file" if form == "failed" else None,
        lease_until=now() + timedelta(hours=5) if form == "running" else None,
    )
    db.add_all([stored, job])
    db.flush()
    contract.job_id = job.id
    db.add(JobFile(job_id=job.id, position=0, file_id=stored.id, name=received.name))
    if world.rng.random() < 0.5:
        photo = b"\xff\xd8\xff" + secret.encode()
        taken = put_in_storage(storage, f"{secret}.jpg", photo)
        keep_photo(db, job.id, 1, taken, "image/jpeg")
        world.photos[contract.id] = photo
    state = "done" if form == "read" else "pending"
    db.add_all([JobStage(job_id=job.id, name=name, state=state) for name in STAGES])
    if form == "read":
        _add_reading(db, world, contract, job, template, secret)


def _add_reading(
    db: Session, world: World, contract: Contract, job: Job, template: Template, secret: str
) -> None:
    def own(value: Any) -> Any:
        if isinstance(value, bytes):
            return pack(own(unpack(value)))
        return json.loads(json.dumps(value).replace(BLANK, secret))

    of_contract = template.rows["contracts"][0]
    contract.has_reading = True
    for name in ("risk_high", "risk_medium", "risk_low", "open_decisions"):
        setattr(contract, name, of_contract[name])
    db.add(
        StoredReading(
            job_id=job.id,
            pipeline_version="test",
            content=pack(own(template.reading)),
            words=pack(template.words),
        )
    )
    for page in template.rows["job_pages"]:
        db.add(JobPage(**page | {"job_id": job.id, "result": own(page["result"])}))
    for table in (Fact, FindingRow, PositionRow):
        for row in template.rows[table.__tablename__]:
            copied = own({k: v for k, v in row.items() if k not in {"id", "contract_id"}})
            db.add(table(**copied, id=new_id(), contract_id=contract.id))
    for row in template.rows["search_units"]:
        unit = {k: own(v) for k, v in row.items() if k not in {"id", "contract_id", "vector"}}
        number = hashlib.md5(f"{contract.id}{row['id']}".encode()).hexdigest()
        key = f"{number[:8]}-{number[8:12]}-{number[12:16]}-{number[16:20]}-{number[20:]}"
        db.add(SearchUnit(**unit, id=key, contract_id=contract.id, vector=row["vector"]))
    for dpi, picture in template.pictures.items():
        world.app.state.storage.put(page_key(job.id, 1, dpi), picture + secret.encode())
    if world.rng.random() < 0.7:
        db.add(
            Annotation(
                contract_id=contract.id,
                start=0,
                end=4,
                quote=secret,
                boxes=[],
                label="note",
                note=f"see {secret}",
                author_id=world.rng.choice((contract.owner_id, contract.created_by)),
                author_name="a",
            )
        )
