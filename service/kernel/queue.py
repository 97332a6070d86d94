"""Messages to the workers, by task name, sent only after the commit that justifies them.

The row in the database is the truth; a lost message is made good by the sweep of stale rows.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from celery import Celery
from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry
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


CHANNEL = "jianqi:jobs"


def redis_address() -> dict[str, str]:
    """How to reach the broker as a plain Redis: ``url`` or ``unix_socket_path``."""
    chosen = settings()
    if chosen.broker_url is None:
        return {"unix_socket_path": str(chosen.broker_socket)}
    return {"url": chosen.broker_url}


@lru_cache
def _publisher() -> Redis:
    # One try: a wake-up that waits for a broker out of reach would hold up every page read.
    once = Retry(NoBackoff(), 0)
    address = redis_address()
    if "url" in address:
        return Redis.from_url(address["url"], socket_connect_timeout=1, retry=once)
    return Redis(unix_socket_path=address["unix_socket_path"], socket_connect_timeout=1, retry=once)


def notify(db: Session, key: str) -> None:
    """Wake those who watch ``key`` once ``db`` has committed; they also look by themselves."""

    def deliver() -> None:
        try:
            _publisher().publish(CHANNEL, key)
        except RedisError:
            log.debug("nobody_to_notify", key=key)

    after_commit(db, deliver)
