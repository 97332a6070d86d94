"""the audit log becomes a hash chain"""

from __future__ import annotations

from types import SimpleNamespace

import sqlalchemy as sa
from alembic import op

from service.audit.chain import START, link
from service.kernel.db import Moment

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_EVENTS = sa.table(
    "audit_events",
    sa.column("id", sa.Integer),
    sa.column("seq", sa.Integer),
    sa.column("at", Moment()),
    *(
        sa.column(name, sa.String)
        for name in (
            "actor_id",
            "actor_name",
            "action",
            "object_type",
            "object_id",
            "contract_id",
            "request_id",
            "chain",
        )
    ),
    sa.column("detail", sa.JSON),
)


def upgrade() -> None:
    head = op.create_table(
        "audit_head",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("chain", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_head")),
    )
    with op.batch_alter_table("audit_events") as batch:
        batch.add_column(sa.Column("seq", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("chain", sa.String(), nullable=True))
    seq, chain = _link_what_is_there()
    op.bulk_insert(head, [{"id": 1, "seq": seq, "chain": chain}])
    with op.batch_alter_table("audit_events") as batch:
        batch.alter_column("seq", existing_type=sa.Integer(), nullable=False)
        batch.alter_column("chain", existing_type=sa.String(), nullable=False)
        batch.create_unique_constraint(op.f("uq_audit_events_seq"), ["seq"])


def _link_what_is_there() -> tuple[int, str]:
    connection = op.get_bind()
    seq, before = 0, START
    for row in connection.execute(sa.select(_EVENTS).order_by(_EVENTS.c.id)).all():
        seq += 1
        before = link(before, SimpleNamespace(**{**row._mapping, "seq": seq}))
        connection.execute(
            _EVENTS.update().where(_EVENTS.c.id == row.id).values(seq=seq, chain=before)
        )
    return seq, before
