"""The database's history, and the one call that brings it up to date."""

from __future__ import annotations

import shutil
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.engine import make_url

from service.kernel.db import open_engine

FOLDER = Path(__file__).resolve().parent


def config(url: str) -> Config:
    """Alembic's configuration for a database."""
    chosen = Config()
    chosen.set_main_option("script_location", str(FOLDER))
    chosen.set_main_option("sqlalchemy.url", url.replace("%", "%%"))
    return chosen


def is_current(url: str) -> bool:
    """Whether the database stands at the newest revision."""
    engine = open_engine(url)
    try:
        with engine.connect() as connection:
            found = MigrationContext.configure(connection).get_current_revision()
    finally:
        engine.dispose()
    return found == ScriptDirectory(str(FOLDER)).get_current_head()


def upgrade(url: str, revision: str = "head") -> None:
    """Bring the database to a revision, the newest by default; an SQLite file is copied first."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite" and parsed.database:
        path = Path(parsed.database)
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if path.exists() and path.stat().st_size:
            if is_current(url):
                return
            _copy_sqlite(path)
    command.upgrade(config(url), revision)


def _copy_sqlite(path: Path) -> None:
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    copy = path.with_name(f"{path.stem}.before-{stamp}.db")
    if shutil.disk_usage(path.parent).free < path.stat().st_size * 2:
        raise OSError(f"not enough free space beside {path} to copy it before the migration")
    with sqlite3.connect(path) as source, sqlite3.connect(copy) as target:
        source.backup(target)
    copy.chmod(0o600)
