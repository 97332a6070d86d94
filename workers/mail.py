"""``python -m workers.mail``: send the mails that are due, until it is ended.

A process of its own, so that a slow mail server holds up nothing else. Several may run at once.
"""

from __future__ import annotations

import time

from sqlalchemy.exc import SQLAlchemyError

from service.inbox.mailing import work
from service.inbox.smtp import is_set_up
from service.kernel import logs
from service.kernel.db import Database
from service.kernel.logs import log
from service.kernel.settings import settings

EVERY_SECONDS = 3.0


def main() -> None:
    """Look every few seconds. Without a mail server there is nothing to do but to be there."""
    logs.configure(settings().log_format)
    database = Database(settings().resolved_database_url)
    while True:
        try:
            if is_set_up(settings()):
                work(database, settings())
        except (SQLAlchemyError, OSError) as error:
            log.warning("mailing_failed", error=type(error).__name__)
        time.sleep(EVERY_SECONDS)


if __name__ == "__main__":
    main()
