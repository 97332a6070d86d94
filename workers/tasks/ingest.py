"""Read a document: a thin task around the journey."""

from __future__ import annotations

import os
import socket

from celery import Task

from service.flows.ingest import ingest
from workers.app import app
from workers.workshop import workshop


@app.task(name="jianqi.ingest", bind=True)
def run(task: Task, job_id: str) -> None:
    """Work on the job until it is done or has had its slice; harmless to deliver twice."""
    delivered = (task.request.delivery_info or {}).get("routing_key")
    worker = f"{socket.gethostname()}:{os.getpid()}"
    ingest(workshop(), job_id, worker, "ocr" if delivered == "ocr" else "text")
