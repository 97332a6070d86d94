"""feedback"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from service.kernel.db import Moment

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "feedback",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("author_id", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("path", sa.String(), nullable=False),
        sa.Column("request_id", sa.String(), nullable=True),
        sa.Column("browser", sa.String(), nullable=False),
        sa.Column("created_at", Moment(timezone=True), nullable=False),
        sa.Column("done", sa.Boolean(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feedback")),
        sa.ForeignKeyConstraint(
            ["author_id"],
            ["users.id"],
            ondelete="CASCADE",
            name=op.f("fk_feedback_author_id_users"),
        ),
    )
    with op.batch_alter_table("feedback") as batch:
        batch.create_index(op.f("ix_feedback_author_id"), ["author_id"])
        batch.create_index(op.f("ix_feedback_created_at"), ["created_at"])
        batch.create_index(op.f("ix_feedback_done"), ["done"])
