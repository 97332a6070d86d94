"""The Celery application: how tasks are carried, how processes are kept healthy."""

from __future__ import annotations

from celery import Celery
from celery.signals import worker_process_init

from service.kernel import logs
from service.kernel.machine import limit_memory
from service.kernel.queue import PRIORITIES
from service.kernel.settings import settings

PAGE_GRACE_SECONDS = 60
MEMORY_PER_CHILD_KIB = 3 * 1024 * 1024

app = Celery("jianqi", broker=settings().resolved_broker_url)
app.conf.update(
    include=["workers.tasks.ingest"],
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    task_ignore_result=True,
    worker_prefetch_multiplier=1,
    worker_max_tasks_per_child=200,
    worker_max_memory_per_child=MEMORY_PER_CHILD_KIB,
    worker_hijack_root_logger=False,
    # A hung page is killed with its process; its lease runs out and the page counts as tried.
    task_time_limit=int(settings().page_seconds) + 2 * PAGE_GRACE_SECONDS,
    task_serializer="json",
    accept_content=["json"],
    broker_connection_retry_on_startup=True,
    broker_transport_options=PRIORITIES | {"visibility_timeout": 3600},
)


@worker_process_init.connect
def _prepare(**_: object) -> None:
    logs.configure(settings().log_format)
    limit_memory(settings().worker_memory_bytes)
