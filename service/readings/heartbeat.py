"""Keeps a claim alive from a thread of its own while the worker computes."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType

from sqlalchemy.exc import SQLAlchemyError

from service.kernel.db import Database
from service.kernel.logs import log
from service.readings.ledger import Claim, LostClaim, heartbeat


class Heartbeat:
    """Extends the lease every ``interval`` seconds, until it ends, the claim is lost, or one page
    takes longer than ``page_seconds``: then the claim runs out and the page counts as failed.
    """

    def __init__(
        self,
        database: Database,
        held: Claim,
        lease_seconds: float,
        interval: float,
        page_seconds: float,
    ) -> None:
        self._database = database
        self._held = held
        self._lease_seconds = lease_seconds
        self._interval = interval
        self._page_seconds = page_seconds
        self._page_began: float | None = None
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> Heartbeat:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stop.set()
        self._thread.join()

    @contextmanager
    def page(self) -> Iterator[None]:
        """While one page is read."""
        self._page_began = time.monotonic()
        try:
            yield
        finally:
            self._page_began = None

    def _run(self) -> None:
        while not self._stop.wait(self._interval):
            began = self._page_began
            if began is not None and time.monotonic() - began > self._page_seconds:
                log.warning("page_too_slow", job=self._held.job_id)
                return
            try:
                with self._database.write() as db:
                    heartbeat(db, self._held, self._lease_seconds)
            except LostClaim:
                return
            except SQLAlchemyError as error:
                log.warning("heartbeat_missed", job=self._held.job_id, error=type(error).__name__)
