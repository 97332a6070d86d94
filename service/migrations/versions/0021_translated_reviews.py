"""what a review's words are in the other language"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in ("findings", "clause_positions"):
        with op.batch_alter_table(table) as batch:
            batch.add_column(
                sa.Column("translated", sa.JSON(), nullable=False, server_default="{}")
            )
