"""The sweep, in a process of its own, so that no document however long holds it up.

It gives back what silent workers held, and begins what is due by the clock.

``python -m workers.sweep`` looks every few seconds, whether the queue answers or not, until it is
ended. Several may run at once.
"""

from __future__ import annotations

import math
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from datetime import date

from sqlalchemy.exc import SQLAlchemyError

from service.accounts.ldap_departed import sign_out_departed
from service.accounts.ldap_directory import Directory
from service.anomalies.actions import BATCH, look
from service.audit.anchors import drop_anchor
from service.backup.actions import is_waiting, order_due, tell_overdue
from service.kernel import logs
from service.kernel.clock import today
from service.kernel.db import Database
from service.kernel.keys import open_key
from service.kernel.logs import log
from service.kernel.queue import QUEUES, served_until
from service.kernel.settings import settings
from service.kernel.storage import Storage
from service.notifications.actions import forget_old
from service.readings.ledger import sweep

EVERY_SECONDS = 5.0


def sweep_once(database: Database) -> int:
    """Give back what silent workers held, send again what was lost; how many jobs."""
    served = {queue: moment for queue in QUEUES if (moment := served_until(queue))}
    with database.write() as db:
        return sweep(db, served)


@dataclass
class Duties:
    """What comes due by the clock: the nightly backup, drills, the audit log's daily anchor
    and check, what the log says that is out of the ordinary, who has left the directory."""

    database: Database
    storage: Storage
    directory: Directory | None = None
    backup: subprocess.Popen[bytes] | None = None
    check: subprocess.Popen[bytes] | None = None
    rechecked_at: float = -math.inf
    recheck: threading.Thread | None = None
    anchored_on: date | None = None

    def look(self) -> None:
        """Begin what is due. A backup runs beside the sweep, one at a time."""
        if self.anchored_on != today():
            drop_anchor(self.database, self.storage)
            with self.database.write() as db:
                forget_old(db)
            self.anchored_on = today()
            self.check = subprocess.Popen([sys.executable, "-m", "workers.audit_check"])
        self.look_for_anomalies()
        self._recheck_people()
        if self.backup is not None and self.backup.poll() is None:
            return
        with self.database.write() as db:
            order_due(db, settings())
            tell_overdue(db, settings())
            waits = is_waiting(db)
        if waits:
            self.backup = subprocess.Popen([sys.executable, "-m", "workers.backup"])

    def look_for_anomalies(self) -> None:
        """Follow the audit log to its end."""
        while True:
            with self.database.write() as db:
                if look(db, settings()) < BATCH:
                    return

    def _recheck_people(self) -> None:
        """Look for the directory's people, beside the sweep: a slow directory holds nothing up."""
        if self.directory is None or (self.recheck and self.recheck.is_alive()):
            return
        if time.monotonic() - self.rechecked_at < self.directory.settings.recheck_minutes * 60:
            return
        self.rechecked_at = time.monotonic()
        self.recheck = threading.Thread(
            target=sign_out_departed, args=(self.database, self.directory), daemon=True
        )
        self.recheck.start()


def main() -> None:
    """Sweep for as long as the process lives."""
    logs.configure(settings().log_format)
    database = Database(settings().resolved_database_url)
    key, _ = open_key(settings())
    directory = Directory(ldap) if (ldap := settings().ldap) else None
    storage = Storage.open(settings().files_url, settings().data, key)
    duties = Duties(database, storage, directory)
    while True:
        try:
            count = sweep_once(database)
            duties.look()
        except (SQLAlchemyError, OSError) as error:
            log.warning("sweep_failed", error=type(error).__name__)
        else:
            if count:
                log.info("jobs_given_back", count=count)
        time.sleep(EVERY_SECONDS)


if __name__ == "__main__":
    main()
