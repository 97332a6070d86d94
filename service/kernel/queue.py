"""Messages to the workers, by task name, sent only after the commit that justifies them.

The row in the database is the truth; a lost message is made good by the sweep of stale rows.
"""

from __future__ import annotations

import json
import time
from datetime import datetime
from functools import lru_cache
from typing import Any, Literal

from celery import Celery
from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry
from sqlalchemy.orm import Session

from service.kernel.clock import now
from service.kernel.db import after_commit
from service.kernel.logs import log
from service.kernel.settings import Settings, settings

QueueName = Literal["ocr", "text"]
QUEUES: tuple[QueueName, ...] = ("ocr", "text")
CHANNEL = "jianqi:jobs"
CONNECT_SECONDS = 1.0
REST_SECONDS = 5.0
"""A broker that did not answer is left alone for this long: nobody's upload waits for it again."""
_SENT_AT = "sent-at"
SOON, LATER = 0, 9
"""Priorities of a message: one that may wait is taken when no other waits in its queue."""
PRIORITIES: dict[str, Any] = {"priority_steps": [SOON, LATER], "sep": ":"}
"""What senders and workers must agree on: later messages lie in a list of their own."""


@lru_cache
def client() -> Celery:
    """A sender; the workers' own application stands in ``workers.app``."""
    app = Celery("jianqi-sender", broker=settings().resolved_broker_url)
    app.conf.broker_connection_retry_on_startup = True
    # One try within the time: the row is the truth, and the sweep sends what was not sent.
    app.conf.broker_transport_options = PRIORITIES | {
        "socket_connect_timeout": CONNECT_SECONDS,
        "socket_timeout": CONNECT_SECONDS,
        "max_retries": 0,
        "interval_start": 0,
        "interval_step": 0,
    }
    app.conf.task_ignore_result = True
    return app


class _Broker:
    """Whether the broker answered when it was last spoken to; shared by a process's threads."""

    rest_until = 0.0

    def is_resting(self) -> bool:
        return time.monotonic() < self.rest_until

    def rest(self) -> None:
        self.rest_until = time.monotonic() + REST_SECONDS


_broker = _Broker()


def send(db: Session, task: str, *args: str | int, queue: QueueName, priority: int = SOON) -> None:
    """Enqueue ``task`` once ``db`` has committed; the broker out of reach costs no patience."""

    def deliver() -> None:
        if _broker.is_resting():
            return
        headers = {_SENT_AT: now().isoformat()}
        try:
            client().send_task(
                task, args=args, queue=queue, headers=headers, priority=priority, retry=False
            )
        except Exception as error:
            _broker.rest()
            log.warning("queue_unreachable", task=task, error=type(error).__name__)

    after_commit(db, deliver)


def redis_address(chosen: Settings | None = None) -> dict[str, str]:
    """How to reach the broker as a plain Redis: ``url`` or ``unix_socket_path``."""
    chosen = chosen or settings()
    if chosen.broker_url is None:
        return {"unix_socket_path": str(chosen.broker_socket)}
    return {"url": chosen.broker_url}


def connect(address: dict[str, str]) -> Redis:
    """A client that tries once, for a second: nothing may be held up by a silent broker."""
    patience: dict[str, Any] = {
        "socket_connect_timeout": CONNECT_SECONDS,
        "socket_timeout": CONNECT_SECONDS,
        "retry": Retry(NoBackoff(), 0),
    }
    if "url" in address:
        return Redis.from_url(address["url"], **patience)
    return Redis(unix_socket_path=address["unix_socket_path"], **patience)


@lru_cache
def _redis() -> Redis:
    return connect(redis_address())


def answers() -> bool:
    """Whether the broker answers now."""
    try:
        return bool(_redis().ping())
    except RedisError:
        return False


def served_until(queue: QueueName) -> datetime | None:
    """A moment: every message sent to ``queue`` before it has been taken out of it.

    That is when the oldest message that still waits was sent, or now where none waits. None where
    that cannot be told, above all while the broker does not answer.
    """
    moment = now()
    try:
        # Celery's Redis transport pushes on the left and takes from the right.
        waiting = [_redis().lindex(name, -1) for name in (queue, f"{queue}:{LATER}")]
        oldest = [json.loads(each)["headers"][_SENT_AT] for each in waiting if each is not None]
        return min([moment, *map(datetime.fromisoformat, oldest)])
    except (RedisError, ValueError, KeyError, TypeError):
        return None


def notify(db: Session, key: str) -> None:
    """Wake those who watch ``key`` once ``db`` has committed; they also look by themselves."""

    def deliver() -> None:
        if _broker.is_resting():
            return
        try:
            _redis().publish(CHANNEL, key)
        except RedisError:
            _broker.rest()
            log.debug("nobody_to_notify", key=key)

    after_commit(db, deliver)
