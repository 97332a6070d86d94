"""The sweep, in a process of its own, so that no document however long holds it up.

``python -m workers.sweep`` looks every few seconds, whether the queue answers or not, until it is
ended. Several may run at once.
"""

from __future__ import annotations

import time

from sqlalchemy.exc import SQLAlchemyError

from service.kernel import logs
from service.kernel.db import Database
from service.kernel.logs import log
from service.kernel.queue import QUEUES, served_until
from service.kernel.settings import settings
from service.readings.ledger import sweep

EVERY_SECONDS = 5.0


def sweep_once(database: Database) -> int:
    """Give back what silent workers held, send again what was lost; how many jobs."""
    served = {queue: moment for queue in QUEUES if (moment := served_until(queue))}
    with database.write() as db:
        return sweep(db, served)


def main() -> None:
    """Sweep for as long as the process lives."""
    logs.configure(settings().log_format)
    database = Database(settings().resolved_database_url)
    while True:
        try:
            count = sweep_once(database)
        except SQLAlchemyError as error:
            log.warning("sweep_failed", error=type(error).__name__)
        else:
            if count:
                log.info("jobs_given_back", count=count)
        time.sleep(EVERY_SECONDS)


if __name__ == "__main__":
    main()
