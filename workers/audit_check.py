"""``python -m workers.audit_check``: walk the audit log's chain once, tell of what is broken."""

from __future__ import annotations

from service.anomalies.actions import check_log
from service.kernel import logs
from service.kernel.db import Database
from service.kernel.keys import open_key
from service.kernel.settings import settings
from service.kernel.storage import Storage


def main() -> None:
    """Check, then end."""
    logs.configure(settings().log_format)
    key, _ = open_key(settings())
    storage = Storage.open(settings().files_url, settings().data, key)
    check_log(Database(settings().resolved_database_url), storage)


if __name__ == "__main__":
    main()
