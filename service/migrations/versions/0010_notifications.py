"""notifications, known devices, answers to feedback"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from service.kernel.db import Moment

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "notifications",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("user_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("contract_id", sa.String(), nullable=True),
        sa.Column("params", sa.JSON(), nullable=False),
        sa.Column("once", sa.String(), nullable=True),
        sa.Column("in_app", sa.Boolean(), nullable=False),
        sa.Column("mail_settled", sa.Boolean(), nullable=False),
        sa.Column("created_at", Moment(timezone=True), nullable=False),
        sa.Column("read_at", Moment(timezone=True), nullable=True),
        sa.Column("dismissed_at", Moment(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notifications")),
        sa.UniqueConstraint("user_id", "once", name=op.f("uq_notifications_user_id")),
    )
    with op.batch_alter_table("notifications") as batch:
        batch.create_index(op.f("ix_notifications_user_id_id"), ["user_id", "id"])
        batch.create_index(op.f("ix_notifications_contract_id"), ["contract_id"])
        batch.create_index(op.f("ix_notifications_created_at"), ["created_at"])
        batch.create_index(op.f("ix_notifications_mail_settled"), ["mail_settled"])
    op.create_table(
        "notification_choices",
        sa.Column("user_id", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=True),
        sa.Column("digest_at", sa.Time(), nullable=True),
        sa.Column("switches", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_notification_choices")),
    )
    op.create_table(
        "known_devices",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("user_id", sa.String(), nullable=False),
        sa.Column("secret_hash", sa.String(), nullable=False),
        sa.Column("created_at", Moment(timezone=True), nullable=False),
        sa.Column("last_seen_at", Moment(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_known_devices")),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["users.id"],
            ondelete="CASCADE",
            name=op.f("fk_known_devices_user_id_users"),
        ),
    )
    with op.batch_alter_table("known_devices") as batch:
        batch.create_index(op.f("ix_known_devices_user_id"), ["user_id"])
        batch.create_index(op.f("ix_known_devices_secret_hash"), ["secret_hash"])
    with op.batch_alter_table("feedback") as batch:
        batch.add_column(sa.Column("answer", sa.String(), nullable=False, server_default=""))
