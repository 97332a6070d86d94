"""Messages to the workers, by task name, sent only after the commit that justifies them.

The row in the database is the truth; a lost message is made good by the sweep of stale rows.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from celery import Celery
from sqlalchemy.orm import Session

from service.kernel.db import after_commit
from service.kernel.logs import log
from service.kernel.settings import settings

QueueName = Literal["ocr", "text", "light"]


@lru_cache
def client() -> Celery:
    """A sender; the workers' own application stands in ``workers.app``."""
    app = Celery("jianqi-sender", broker=settings().resolved_broker_url)
    app.conf.broker_connection_retry_on_startup = True
    app.conf.broker_transport_options = {"socket_connect_timeout": 2, "max_retries": 1}
    app.conf.task_ignore_result = True
    return app


def send(db: Session, task: str, *args: str | int, queue: QueueName) -> None:
    """Enqueue ``task`` once ``db`` has committed."""

    def deliver() -> None:
        try:
            client().send_task(task, args=args, queue=queue, retry=False)
        except Exception as error:
            log.warning("queue_unreachable", task=task, error=type(error).__name__)

    after_commit(db, deliver)
