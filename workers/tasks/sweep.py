"""Give back what silent workers held, send again what was lost."""

from __future__ import annotations

from service.kernel.logs import log
from service.kernel.queue import QueueName, served_until
from service.readings.ledger import sweep
from workers.app import app
from workers.workshop import database

_READING: tuple[QueueName, ...] = ("text", "ocr")


@app.task(name="jianqi.sweep")
def run() -> None:
    """Every few seconds; harmless to run twice."""
    served = {queue: moment for queue in _READING if (moment := served_until(queue))}
    with database().write() as db:
        count = sweep(db, served)
    if count:
        log.info("jobs_given_back", count=count)
