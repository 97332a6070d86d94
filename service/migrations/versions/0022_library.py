"""the installation's own rules and positions, and the permission to keep them"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from service.kernel.db import Moment

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

_KEEPERS = ("admin", "legal")


def upgrade() -> None:
    op.create_table(
        "library_versions",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("entry_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("enabled", sa.Boolean(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("author_id", sa.String(), nullable=False),
        sa.Column("author_name", sa.String(), nullable=False),
        sa.Column("created_at", Moment(timezone=True), nullable=False),
        sa.Column("published_at", Moment(timezone=True), nullable=True),
        sa.Column("published_by", sa.String(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_library_versions")),
        sa.UniqueConstraint("entry_id", "number", name=op.f("uq_library_versions_entry_id_number")),
    )
    with op.batch_alter_table("library_versions") as batch:
        batch.create_index(op.f("ix_library_versions_entry_id"), ["entry_id"])
        batch.create_index(op.f("ix_library_versions_state"), ["state"])
    roles = sa.table("roles", sa.column("code"), sa.column("permissions", sa.JSON()))
    db = op.get_bind()
    for code in _KEEPERS:
        held = db.scalar(sa.select(roles.c.permissions).where(roles.c.code == code))
        if held is not None:
            more = sorted({*held, "library.manage"})
            db.execute(roles.update().where(roles.c.code == code).values(permissions=more))
