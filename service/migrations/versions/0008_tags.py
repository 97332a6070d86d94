"""tags on contracts"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "contract_tags",
        sa.Column("contract_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("contract_id", "name", name=op.f("pk_contract_tags")),
        sa.ForeignKeyConstraint(
            ["contract_id"],
            ["contracts.id"],
            ondelete="CASCADE",
            name=op.f("fk_contract_tags_contract_id"),
        ),
    )
    with op.batch_alter_table("contract_tags") as batch:
        batch.create_index(op.f("ix_contract_tags_name"), ["name"])
