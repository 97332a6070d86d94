"""Alembic's entry: one connection, every table of the service in view."""

from __future__ import annotations

from alembic import context

from service.kernel.db import open_engine
from service.migrations.all_tables import metadata

url = context.config.get_main_option("sqlalchemy.url") or ""
engine = open_engine(url)
with engine.connect() as connection:
    context.configure(
        connection=connection,
        target_metadata=metadata,
        render_as_batch=engine.dialect.name == "sqlite",
        compare_type=True,
    )
    with context.begin_transaction():
        context.run_migrations()
    connection.commit()
engine.dispose()
