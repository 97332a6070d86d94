"""organisation units, roles as rows, grants on contracts, secrecy; department texts become units"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from service.kernel.clock import new_id, now
from service.kernel.db import Moment

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

_READING = ["contract.read", "search.use"]
_ANSWER = ["contract.comment", "contract.decide"]
_WORK = [*_ANSWER, "contract.create", "contract.edit", "contract.transition"]
_OVER_ALL = ["contract.delete", "contract.share", "contract.confidential"]
_ADMINISTRATION = [
    "users.manage",
    "units.manage",
    "roles.manage",
    "access.explain",
    "audit.read",
    "settings.manage",
]
_ROLES = (
    ("admin", "管理员", "Administrator", "all", [*_WORK, *_OVER_ALL, *_ADMINISTRATION]),
    ("legal", "法务", "Legal", "all", [*_WORK, *_OVER_ALL]),
    ("handler", "经办人", "Handler", "unit", _WORK),
    ("finance", "财务", "Finance", "all", _ANSWER),
    ("leader", "领导", "Leader", "all", [*_ANSWER, "contract.transition", "contract.confidential"]),
)


def _id(name: str = "id") -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=False)


def _refers(table: str, column: str, to: str, ondelete: str | None = None) -> sa.Constraint:
    other, _, key = to.partition(".")
    name = op.f(f"fk_{table}_{column}_{other}")
    return sa.ForeignKeyConstraint([column], [f"{other}.{key}"], name=name, ondelete=ondelete)


def upgrade() -> None:
    units = _create_units()
    _create_roles()
    named = _units_of_departments(units)
    for table in ("users", "contracts"):
        with op.batch_alter_table(table) as batch:
            batch.add_column(sa.Column("unit_id", sa.String(), nullable=True))
        _move_into_units(table, named)
    with op.batch_alter_table("users") as batch:
        batch.drop_column("department")
        batch.create_foreign_key(op.f("fk_users_unit_id_units"), "units", ["unit_id"], ["id"])
        batch.create_foreign_key(op.f("fk_users_role_roles"), "roles", ["role"], ["code"])
        batch.create_index(op.f("ix_users_unit_id"), ["unit_id"])
        batch.create_index(op.f("ix_users_role"), ["role"])
    with op.batch_alter_table("contracts") as batch:
        batch.drop_index(op.f("ix_contracts_department"))
        batch.drop_column("department")
        batch.add_column(sa.Column("secrecy", sa.String(), nullable=False, server_default="normal"))
        batch.create_foreign_key(op.f("fk_contracts_unit_id_units"), "units", ["unit_id"], ["id"])
        batch.create_index(op.f("ix_contracts_unit_id"), ["unit_id"])
    _create_what_people_hold()
    _create_grants()
    _let_the_index_follow()


def _create_units() -> sa.Table:
    units = op.create_table(
        "units",
        _id(),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_en", sa.String(), nullable=True),
        sa.Column("code", sa.String(), nullable=True),
        sa.Column("parent_id", sa.String(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_units")),
        sa.UniqueConstraint("code", name=op.f("uq_units_code")),
    )
    with op.batch_alter_table("units") as batch:
        batch.create_index(op.f("ix_units_parent_id"), ["parent_id"])
    op.create_table(
        "unit_ancestors",
        _id("unit_id"),
        _id("ancestor_id"),
        _refers("unit_ancestors", "unit_id", "units.id", "CASCADE"),
        _refers("unit_ancestors", "ancestor_id", "units.id", "CASCADE"),
        sa.PrimaryKeyConstraint("unit_id", "ancestor_id", name=op.f("pk_unit_ancestors")),
    )
    with op.batch_alter_table("unit_ancestors") as batch:
        batch.create_index(op.f("ix_unit_ancestors_ancestor_id"), ["ancestor_id"])
    return units


def _create_roles() -> None:
    roles = op.create_table(
        "roles",
        _id("code"),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_en", sa.String(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("permissions", sa.JSON(), nullable=False),
        sa.Column("built_in", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_roles")),
    )
    op.bulk_insert(
        roles,
        [
            {
                "code": code,
                "name": name,
                "name_en": name_en,
                "scope": scope,
                "permissions": sorted([*_READING, *permissions]),
                "built_in": True,
                "version": 1,
            }
            for code, name, name_en, scope, permissions in _ROLES
        ],
    )


def _units_of_departments(units: sa.Table) -> dict[str, str]:
    """A department for each text that people or contracts have; returns the ids by text."""
    connection = op.get_bind()
    texts: set[str] = set()
    for name in ("users", "contracts"):
        table = sa.table(name, sa.column("department"))
        texts |= set(connection.scalars(sa.select(table.c.department).distinct()))
    named = {text: new_id() for text in sorted(text for text in texts if text and text.strip())}
    if named:
        made = [
            {
                "id": unit_id,
                "kind": "department",
                "name": text.strip(),
                "position": position,
                "active": True,
                "version": 1,
            }
            for position, (text, unit_id) in enumerate(named.items())
        ]
        op.bulk_insert(units, made)
        above = sa.table("unit_ancestors", sa.column("unit_id"), sa.column("ancestor_id"))
        pairs = [{"unit_id": unit_id, "ancestor_id": unit_id} for unit_id in named.values()]
        connection.execute(above.insert(), pairs)
    return named


def _move_into_units(name: str, named: dict[str, str]) -> None:
    table = sa.table(name, sa.column("department"), sa.column("unit_id"))
    for text, unit_id in named.items():
        op.execute(table.update().where(table.c.department == text).values(unit_id=unit_id))


def _create_what_people_hold() -> None:
    op.create_table(
        "role_holdings",
        _id("user_id"),
        _id("role_code"),
        sa.Column("expires_at", Moment(timezone=True), nullable=True),
        _refers("role_holdings", "user_id", "users.id", "CASCADE"),
        _refers("role_holdings", "role_code", "roles.code"),
        sa.PrimaryKeyConstraint("user_id", "role_code", name=op.f("pk_role_holdings")),
    )
    op.create_table(
        "unit_members",
        _id("user_id"),
        _id("unit_id"),
        _refers("unit_members", "user_id", "users.id", "CASCADE"),
        _refers("unit_members", "unit_id", "units.id", "CASCADE"),
        sa.PrimaryKeyConstraint("user_id", "unit_id", name=op.f("pk_unit_members")),
    )
    for table, column in (("role_holdings", "role_code"), ("unit_members", "unit_id")):
        with op.batch_alter_table(table) as batch:
            batch.create_index(op.f(f"ix_{table}_{column}"), [column])


def _create_grants() -> None:
    op.create_table(
        "contract_grants",
        _id(),
        _id("contract_id"),
        sa.Column("user_id", sa.String(), nullable=True),
        sa.Column("unit_id", sa.String(), nullable=True),
        sa.Column("role_code", sa.String(), nullable=True),
        sa.Column("level", sa.String(), nullable=False),
        sa.Column("expires_at", Moment(timezone=True), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("granted_by", sa.String(), nullable=False),
        sa.Column("granted_by_name", sa.String(), nullable=False),
        sa.Column("granted_at", Moment(timezone=True), nullable=False),
        _refers("contract_grants", "contract_id", "contracts.id", "CASCADE"),
        _refers("contract_grants", "user_id", "users.id", "CASCADE"),
        _refers("contract_grants", "unit_id", "units.id", "CASCADE"),
        _refers("contract_grants", "role_code", "roles.code", "CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contract_grants")),
    )
    with op.batch_alter_table("contract_grants") as batch:
        for column in ("contract_id", "user_id", "unit_id", "role_code"):
            batch.create_index(op.f(f"ix_contract_grants_{column}"), [column])


def _let_the_index_follow() -> None:
    """The search index learns units and secrecy: every contract is told to have changed."""
    contracts = sa.table("contracts", sa.column("id"))
    outbox = sa.table(
        "outbox_events",
        sa.column("at", Moment()),
        sa.column("topic"),
        sa.column("key"),
        sa.column("payload", sa.JSON),
    )
    told = sa.select(
        sa.literal(now(), Moment()),
        sa.literal("contract.changed"),
        contracts.c.id,
        sa.literal({}, sa.JSON),
    )
    op.execute(outbox.insert().from_select(["at", "topic", "key", "payload"], told))
