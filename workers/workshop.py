"""What each worker process opens once."""

from __future__ import annotations

from functools import lru_cache

from service.flows.ingest import Workshop
from service.kernel.db import Database
from service.kernel.keys import open_key
from service.kernel.settings import settings
from service.kernel.storage import Storage
from service.wiring import reading_tools


@lru_cache
def database() -> Database:
    """This process's own connections; made after the fork."""
    return Database(settings().resolved_database_url)


@lru_cache
def workshop() -> Workshop:
    """Database, files and models of this process."""
    chosen = settings()
    key, _ = open_key(chosen)
    return Workshop(
        database=database(),
        storage=Storage.open(chosen.files_url, chosen.data, key),
        tools=reading_tools(chosen),
        lease_seconds=chosen.lease_seconds,
        heartbeat_seconds=chosen.heartbeat_seconds,
        page_attempts=chosen.page_attempts,
        page_seconds=chosen.page_seconds,
    )
