"""The rule and what became of the departments, on SQLite and PostgreSQL alike."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from service.accounts.sign_in import actor_of
from service.accounts.tables import Role, RoleHolding, Unit, UnitMember, User
from service.accounts.units import replant
from service.contracts.queries import visible_contract, visible_contracts
from service.contracts.rights import permissions_on
from service.contracts.tables import Contract, ContractGrant
from service.kernel.clock import now
from service.kernel.db import Database
from service.kernel.errors import Forbidden
from service.migrations import upgrade
from service.organisation import explaining, units

DAY = timedelta(days=1)
BEFORE = "0015"
"""The revision at which departments were still texts."""


def _person(login: str, role: str, unit: str | None) -> User:
    return User(id=login, login=login, name=login, role=role, unit_id=unit, password_hash="-")


def _contract(title: str, owner: str, unit: str | None, **more: str) -> Contract:
    return Contract(id=title, title=title, owner_id=owner, created_by=owner, unit_id=unit, **more)


@pytest.fixture
def organised(either_database: Database) -> Database:
    """A company over a team beside another; a contract in each, one of them confidential."""
    with either_database.write() as db:
        for name, parent in (("company", None), ("team", "company"), ("other", None)):
            db.add(Unit(id=name, kind="department", name=name, parent_id=parent))
        permissions = ["contract.edit", "contract.read"]
        db.add(
            Role(code="head", name="h", name_en="h", scope="unit_below", permissions=permissions)
        )
        db.flush()
        replant(db)
        db.add_all(
            [
                _person("head", "head", "company"),
                _person("member", "handler", "team"),
                _person("colleague", "handler", "other"),
                _person("leader", "leader", None),
                _person("finance", "finance", None),
            ]
        )
        db.flush()
        db.add_all(
            [
                _contract("open", "member", "team"),
                _contract("secret", "member", "team", secrecy="confidential"),
                _contract("elsewhere", "colleague", "other"),
            ]
        )
    return either_database


def _seen(db: Session, login: str) -> set[str]:
    return {c.id for c in db.scalars(visible_contracts(actor_of(db.get_one(User, login))))}


def _grant(db: Session, contract: str, **more: object) -> None:
    db.add(
        ContractGrant(
            contract_id=contract,
            **({"level": "read", "granted_by": "member", "granted_by_name": "m"} | more),
        )
    )
    db.flush()


def test_everybody_sees_as_far_as_their_role_reaches(organised: Database) -> None:
    with organised.read() as db:
        assert {login: _seen(db, login) for login in ("head", "member", "colleague")} == {
            "head": {"open"},
            "member": {"open", "secret"},
            "colleague": {"elsewhere"},
        }
        assert _seen(db, "leader") == {"open", "secret", "elsewhere"}
        assert _seen(db, "finance") == {"open", "elsewhere"}


@pytest.mark.parametrize(
    "give",
    [
        lambda db: _grant(db, "secret", user_id="colleague", expires_at=now() + DAY),
        lambda db: _grant(db, "secret", unit_id="other"),
        lambda db: _grant(db, "secret", role_code="handler"),
    ],
)
def test_a_grant_shows_even_what_is_confidential(
    organised: Database, give: Callable[[Session], None]
) -> None:
    with organised.write() as db:
        give(db)
        assert _seen(db, "colleague") == {"elsewhere", "secret"}


def test_what_has_ended_shows_nothing(organised: Database) -> None:
    with organised.write() as db:
        _grant(db, "open", user_id="colleague", expires_at=now() - DAY)
        db.add(RoleHolding(user_id="colleague", role_code="legal", expires_at=now() - DAY))
        db.flush()
        assert _seen(db, "colleague") == {"elsewhere"}


def test_further_units_and_roles_show_more(organised: Database) -> None:
    with organised.write() as db:
        db.add(UnitMember(user_id="colleague", unit_id="team"))
        db.flush()
        db.expire_all()
        assert _seen(db, "colleague") == {"elsewhere", "open"}
        db.add(RoleHolding(user_id="colleague", role_code="legal", expires_at=None))
        db.flush()
        db.expire_all()
        assert _seen(db, "colleague") == {"elsewhere", "open", "secret"}


def test_a_permission_reaches_as_far_as_its_own_role(organised: Database) -> None:
    """Finance sees all and edits nothing; as a head of one team she edits there alone."""
    with organised.write() as db:
        db.add(RoleHolding(user_id="finance", role_code="head", expires_at=None))
        db.add(UnitMember(user_id="finance", unit_id="team"))
        db.flush()
        db.expire_all()
        actor = actor_of(db.get_one(User, "finance"))
        visible_contract(db, actor, "open", to="contract.edit")
        with pytest.raises(Forbidden):
            visible_contract(db, actor, "elsewhere", to="contract.edit")
        allowed = permissions_on(db, actor, db.get_one(Contract, "elsewhere"))
        assert "contract.read" in allowed


def test_the_tree_moved_moves_what_is_seen(organised: Database) -> None:
    with organised.write() as db:
        actor = actor_of(db.get_one(User, "leader"))
        units.move(db, actor, db.get_one(Unit, "team"), "other", 0)
        assert _seen(db, "head") == set()
        units.move(db, actor, db.get_one(Unit, "team"), "company", 0)
        assert _seen(db, "head") == {"open"}


def test_the_explanation_names_whom_the_rule_lets_see(organised: Database) -> None:
    with organised.write() as db:
        _grant(db, "secret", user_id="head", expires_at=now() + DAY)
        for contract in db.scalars(select(Contract)):
            named = {sight.user.id for sight in explaining.who_sees(db, contract)}
            people = ("head", "member", "colleague", "leader", "finance")
            assert named == {login for login in people if contract.id in _seen(db, login)}


def test_departments_become_units(empty_url: str) -> None:
    """What people and contracts had as a text they have as a unit, and see what they saw."""
    upgrade(empty_url, BEFORE)
    database = Database(empty_url)
    with database.write() as db:
        _fill_as_before(db)
    upgrade(empty_url)
    with database.read() as db:
        found = {unit.name: unit.id for unit in db.scalars(select(Unit))}
        assert found.keys() == {"采购部", "销售部"}
        assert _seen(db, "buyer") == {"of-buying"}
        assert _seen(db, "legal") == {"of-buying", "of-sales", "of-none"}
        assert db.get_one(User, "nobody").unit_id is None
        told = db.execute(text("SELECT count(*) FROM outbox_events WHERE topic='contract.changed'"))
        assert told.scalar_one() == 3
    database.dispose()


def _fill_as_before(db: Session) -> None:
    user = text(
        "INSERT INTO users (id, login, name, role, department, password_hash, locale, active,"
        " demo, created_at, version, must_change_password)"
        " VALUES (:id, :id, :id, :role, :department, '-', 'en', :yes, :no, :at, 1, :no)"
    )
    contract = text(
        "INSERT INTO contracts (id, title, type, status, archived, door, party_names, stance,"
        " sources, owner_id, created_by, department, has_reading, risk_high, risk_medium,"
        " risk_low, open_decisions, demo, created_at, updated_at, version)"
        " VALUES (:id, :id, 'other', 'draft', :no, 'draft', '[]', 'neutral', '{}', 'x', 'x',"
        " :department, :no, 0, 0, 0, 0, :no, :at, :at, 1)"
    )
    common = {"yes": True, "no": False, "at": now()}
    people = (("buyer", "handler", "采购部"), ("nobody", "handler", ""), ("legal", "legal", None))
    deals = (("of-buying", "采购部"), ("of-sales", "销售部"), ("of-none", None))
    for login, role, department in people:
        db.execute(user, common | {"id": login, "role": role, "department": department})
    for title, department in deals:
        db.execute(contract, common | {"id": title, "department": department})
