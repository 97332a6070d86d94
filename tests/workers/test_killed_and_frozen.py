"""A worker that dies or freezes loses nothing and writes nothing twice."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pypdfium2 as pdfium
import pytest
from sqlalchemy import select
from sqlalchemy.orm import undefer

from service.kernel.clock import now
from service.kernel.db import Database
from service.readings.tables import Job, JobPage
from tests.e2e.running import Running, installation, started

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
SCAN = FIXTURES / "long" / "twelve-pages.scan.pdf"
NATIVE = FIXTURES / "labelled/dev/zh/purchase.pdf"

pytestmark = pytest.mark.timeout(600)


def upload(running: Running, path: Path) -> str:
    files = {"file": (path.name, path.read_bytes())}
    sent = running.client.post("/api/contracts?duplicate=allow", files=files)
    sent.raise_for_status()
    job: str = sent.json()["job_id"]
    return job


def until(what: Callable[[], Any], seconds: float, why: str) -> Any:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = what()
        if found:
            return found
        time.sleep(0.2)
    raise AssertionError(why)


def done_pages(database: Database, job_id: str) -> dict[int, datetime]:
    with database.read() as db:
        rows = db.scalars(select(JobPage).where(JobPage.job_id == job_id, JobPage.state == "done"))
        return {page.number: page.finished_at for page in rows if page.finished_at}


def state_of(running: Running, job_id: str) -> dict[str, Any]:
    job: dict[str, Any] = running.client.get(f"/api/jobs/{job_id}").json()
    return job


def worker_groups(data: Path, queue: str) -> list[int]:
    """Process groups of the installation's workers of a queue."""
    return sorted({os.getpgid(number) for number in processes(data, f"-Q {queue}")})


def processes(data: Path, words: str) -> list[int]:
    """The installation's processes whose command line holds ``words``."""
    found = subprocess.run(["pgrep", "-f", "--", words], capture_output=True, text=True)
    mine = []
    for number in map(int, found.stdout.split()):
        try:
            environment = Path(f"/proc/{number}/environ").read_bytes()
        except OSError:
            continue
        if f"JIANQI_DATA={data}".encode() in environment:
            mine.append(number)
    return mine


@pytest.fixture
def place(tmp_path: Path) -> Iterator[tuple[Running, Database, Path]]:
    """An installation with a short lease and two OCR processes, and its database."""
    settings = {
        "JIANQI_LEASE_SECONDS": "6",
        "JIANQI_HEARTBEAT_SECONDS": "1",
        "JIANQI_OCR_PROCESSES": "2",
    }
    with installation(tmp_path, **settings) as running:
        database = Database(f"sqlite:///{tmp_path / 'data' / 'jianqi.db'}")
        yield running, database, tmp_path / "data"
        database.dispose()


def test_a_killed_worker_group_loses_no_page(place: tuple[Running, Database, Path]) -> None:
    running, database, data = place
    job_id = upload(running, SCAN)
    before = until(
        lambda: len(pages := done_pages(database, job_id)) >= 3 and pages, 200, "no page was read"
    )
    groups = worker_groups(data, "ocr")
    assert groups
    for group in groups:
        os.killpg(group, signal.SIGKILL)
    attempt = attempt_of(database, job_id)
    before = done_pages(database, job_id)
    until(lambda: attempt_of(database, job_id) > attempt, 30, "work did not resume")
    job = running.ended(job_id, seconds=280)
    after = done_pages(database, job_id)
    assert (job["state"], job["pages_done"], len(after)) == ("done", 12, 12)
    assert {number: after[number] for number in before} == before
    with database.read() as db:
        pages = db.scalars(select(JobPage).options(undefer(JobPage.result))).all()
    assert all(page.result for page in pages)
    assert max(page.attempts for page in pages) <= 2


FROZEN_SECONDS = 40.0


def test_a_worker_frozen_for_forty_seconds_comes_too_late(tmp_path: Path) -> None:
    """With the lease of every installation, 20 s."""
    with installation(tmp_path, JIANQI_OCR_PROCESSES="2") as running:
        database = Database(f"sqlite:///{tmp_path / 'data' / 'jianqi.db'}")
        job_id = upload(running, first_pages(SCAN, 4, tmp_path / "four.pdf"))
        frozen, attempt = until(lambda: page_just_begun(database, job_id), 200, "no page was begun")
        os.kill(frozen, signal.SIGSTOP)
        began = time.monotonic()
        try:
            until(
                lambda: attempt_of(database, job_id) > attempt,
                FROZEN_SECONDS,
                "nobody took over from the frozen worker",
            )
            time.sleep(max(0.0, began + FROZEN_SECONDS - time.monotonic()))
            before = done_pages(database, job_id)
        finally:
            os.kill(frozen, signal.SIGCONT)
        refused = re.compile(rf"claim_lost.*attempt={attempt}\b")
        until(
            lambda: refused.search(plain((tmp_path / "run.log").read_text())),
            60,
            "the late result was not refused",
        )
        job = running.ended(job_id, seconds=150)
        after = done_pages(database, job_id)
        database.dispose()
    assert (job["state"], job["pages_done"]) == ("done", 4)
    assert {number: after[number] for number in before} == before


def first_pages(path: Path, count: int, to: Path) -> Path:
    """The document's first pages as a document of their own."""
    with pdfium.PdfDocument(path) as whole, pdfium.PdfDocument.new() as part:
        part.import_pages(whole, list(range(count)))
        part.save(to)
    return to


def page_just_begun(database: Database, job_id: str) -> tuple[int, int] | None:
    """The worker's process and its attempt, if it has begun a page this very moment.

    Then it computes and holds no lock of the database. None where no such page is to be seen.
    """
    with database.read() as db:
        job = db.get_one(Job, job_id)
        page = db.scalar(
            select(JobPage).where(JobPage.job_id == job_id, JobPage.state == "running")
        )
    if page is None or job.queue != "ocr" or not job.worker or not page.started_at:
        return None
    if now() - page.started_at > timedelta(seconds=0.5):
        return None
    return int(job.worker.rsplit(":", 1)[1]), job.attempt


def attempt_of(database: Database, job_id: str) -> int:
    with database.read() as db:
        return db.get_one(Job, job_id).attempt


def plain(log: str) -> str:
    """A log without its colours."""
    return re.sub(r"\x1b\[[0-9;]*m", "", log)


def test_a_polite_stop_ends_every_process_and_waiting_jobs_are_read_after_the_start(
    tmp_path: Path,
) -> None:
    data = tmp_path / "data"
    with installation(tmp_path, JIANQI_OCR_PROCESSES="1") as running:
        scan = upload(running, SCAN)
        until(lambda: state_of(running, scan)["pages_done"] > 0, 200, "the scan was not begun")
        for group in worker_groups(data, "text"):
            os.killpg(group, signal.SIGSTOP)
        waiting = [upload(running, NATIVE) for _ in range(3)]
        assert {state_of(running, job)["state"] for job in waiting} == {"queued"}
        for supervisor in processes(data, "service.cli run"):
            os.kill(supervisor, signal.SIGTERM)
        until(lambda: not processes(data, "celery"), 25, "workers outlived their supervisor")
        until(lambda: not processes(data, "workers.sweep"), 5, "the sweep outlived it")
    with started(tmp_path, JIANQI_OCR_PROCESSES="1") as running:
        running.client.post(f"/api/jobs/{scan}/cancel")
        assert {running.ended(job)["state"] for job in waiting} == {"done"}
        assert running.ended(scan)["state"] == "cancelled"


def test_two_hundred_progress_streams_leave_room_for_others(
    place: tuple[Running, Database, Path],
) -> None:
    running, _, _ = place
    job_id = upload(running, SCAN)
    ends: list[str] = []

    def follow() -> None:
        with httpx.Client(base_url=running.url, timeout=200) as client:
            client.cookies = running.client.cookies
            with client.stream("GET", f"/api/jobs/{job_id}/events") as stream:
                lines = [line for line in stream.iter_lines() if line.startswith("data:")]
            ends.append(lines[-1])

    threads = [threading.Thread(target=follow, daemon=True) for _ in range(200)]
    for thread in threads:
        thread.start()
    slowest = 0.0
    for _ in range(10):
        began = time.monotonic()
        assert running.client.get("/api/home").status_code == 200
        slowest = max(slowest, time.monotonic() - began)
        time.sleep(0.5)
    state = state_of(running, job_id)["state"]
    if state not in {"done", "failed"}:
        running.client.post(f"/api/jobs/{job_id}/cancel", headers=_csrf(running))
    for thread in threads:
        thread.join(60)
    assert len(ends) == 200
    assert all('"cancelled"' in end or '"done"' in end for end in ends)
    assert slowest < 15, "others wait behind the streams"


def _csrf(running: Running) -> dict[str, str]:
    return {"X-CSRF-Token": running.client.cookies["jianqi_csrf"]}
