"""Give back what silent workers held."""

from __future__ import annotations

from service.kernel.logs import log
from service.readings.ledger import sweep
from workers.app import app
from workers.workshop import database


@app.task(name="jianqi.sweep")
def run() -> None:
    """Every few seconds; harmless to run twice."""
    with database().write() as db:
        count = sweep(db)
    if count:
        log.info("jobs_given_back", count=count)
