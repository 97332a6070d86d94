"""The ledger of ingestion: who works on what, until when, and what is done.

Nothing is lost when a worker dies and nothing is done twice when one wakes up late:

* a worker *claims* a job for a lease and keeps it by a heartbeat;
* every write is *fenced* by the claim's attempt number;
* a page's result is stored in the same transaction that marks the page done;
* the *sweep* gives jobs whose worker fell silent to the next one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from service.kernel.clock import now
from service.kernel.queue import LATER, SOON, QueueName, notify, send
from service.readings.packing import pack
from service.readings.tables import Job, JobPage, JobStage

STAGES = ("receive", "read", "structure", "facts", "review", "index")
TASK = "jianqi.ingest"
FINAL = frozenset({"done", "failed", "cancelled"})
Act = Callable[[Session], None]
STAGE_ATTEMPTS = 3
"""A stage that began so often without getting further is given up."""
RESEND_MARGIN = timedelta(seconds=15)
"""A message is held for lost when its queue has served others sent so much later."""


class LostClaim(Exception):
    """Another worker has taken over, or the job has ended: this result is refused."""


class CancelRequested(Exception):
    """Somebody asked to stop."""


class StageInterrupted(Exception):
    """The stage has killed its worker, or run out of time, too often."""


@dataclass(frozen=True, slots=True)
class Claim:
    """The right to write to a job, as long as nobody has claimed it since."""

    job_id: str
    attempt: int


def enqueue(db: Session, job: Job, queue: QueueName) -> None:
    """Send the job to a queue once this unit commits."""
    job.queue, job.sent_at = queue, now()
    send(db, TASK, job.id, queue=queue, priority=LATER if job.background else SOON)
    touch(db, job)


def touch(db: Session, job: Job) -> None:
    """Something that a progress bar shows has changed."""
    job.revision += 1
    notify(db, job.id)


def claim(
    db: Session, job_id: str, worker: str, lease_seconds: float, page_attempts: int
) -> Claim | None:
    """Take a job that waits or whose lease has run out; None where there is nothing to take."""
    job = db.get(Job, job_id, with_for_update=True)
    moment = now()
    if job is None or job.state in FINAL:
        return None
    if job.state == "running" and job.lease_until and job.lease_until > moment:
        return None
    if job.cancel_requested:
        _end(db, job, "cancelled")
        return None
    job.state, job.worker = "running", worker
    job.attempt += 1
    job.lease_until = moment + timedelta(seconds=lease_seconds)
    _settle_interrupted_pages(db, job, page_attempts)
    touch(db, job)
    return Claim(job.id, job.attempt)


def _settle_interrupted_pages(db: Session, job: Job, page_attempts: int) -> None:
    """A page that was being read when its worker fell silent is tried again, but not for ever."""
    interrupted = db.scalars(
        select(JobPage).where(JobPage.job_id == job.id, JobPage.state == "running")
    )
    for page in interrupted:
        _give_back(page, "page_interrupted", page_attempts)
        _got_further(db, job)


def _got_further(db: Session, job: Job) -> None:
    """A page was done, handed over, or counts the interruption as its own: count anew."""
    db.get_one(JobStage, (job.id, "read")).attempts = 0


def _give_back(page: JobPage, code: str, page_attempts: int) -> None:
    page.error_code = code
    page.state = "quarantined" if page.attempts >= page_attempts else "pending"
    if page.state == "quarantined":
        page.finished_at = now()


def fenced(db: Session, held: Claim) -> Job:
    """The job, locked, if ``held`` is still the newest claim; else ``LostClaim``."""
    job = db.get(Job, held.job_id, with_for_update=True)
    if job is None or job.attempt != held.attempt or job.state != "running":
        raise LostClaim
    return job


def _wanted(db: Session, held: Claim) -> Job:
    """The job, fenced, before more work is done on it. Raises ``CancelRequested``."""
    job = fenced(db, held)
    if job.cancel_requested:
        raise CancelRequested
    return job


def heartbeat(db: Session, held: Claim, lease_seconds: float) -> None:
    """Keep the claim."""
    fenced(db, held).lease_until = now() + timedelta(seconds=lease_seconds)


def begin_stage(db: Session, held: Claim, stage: str) -> None:
    """Note that a stage has begun (again).

    Raises ``CancelRequested``, or ``StageInterrupted`` after too many times.
    """
    job = _wanted(db, held)
    job.stage = stage
    row = db.get_one(JobStage, (job.id, stage))
    row.attempts += 1
    if row.attempts > STAGE_ATTEMPTS:
        raise StageInterrupted
    row.state = "running"
    row.started_at = row.started_at or now()
    touch(db, job)


def end_stage(db: Session, held: Claim, stage: str) -> Job:
    """Note that a stage is done, in the transaction that stores what it made."""
    job = fenced(db, held)
    row = db.get_one(JobStage, (job.id, stage))
    row.state, row.finished_at = "done", now()
    touch(db, job)
    return job


def plan_pages(db: Session, held: Claim, counts: list[int]) -> None:
    """Make a row for every page of every file, in order."""
    job = fenced(db, held)
    number = 0
    for position, count in enumerate(counts):
        for page_in_file in range(1, count + 1):
            number += 1
            db.add(
                JobPage(
                    job_id=job.id,
                    number=number,
                    file_position=position,
                    page_in_file=page_in_file,
                )
            )
    job.pages_total = number


def begin_page(db: Session, held: Claim) -> JobPage | None:
    """The next page to read, counted as tried from now; None where none is left.

    Raises ``CancelRequested``.
    """
    job = _wanted(db, held)
    page = db.scalar(
        select(JobPage)
        .where(JobPage.job_id == job.id, JobPage.state == "pending")
        .order_by(JobPage.number)
        .limit(1)
    )
    if page is not None:
        page.state, page.started_at = "running", now()
        page.attempts += 1
        touch(db, job)
    return page


def finish_page(
    db: Session, held: Claim, number: int, content: dict[str, Any], seconds: float
) -> None:
    """Store a page's result, once."""
    job = fenced(db, held)
    page = db.get_one(JobPage, (job.id, number))
    page.result, page.state, page.error_code = pack(content), "done", None
    page.finished_at, page.seconds = now(), round(seconds, 3)
    _got_further(db, job)
    touch(db, job)


def fail_page(db: Session, held: Claim, number: int, code: str, page_attempts: int) -> None:
    """A page could not be read: try again later, or set it aside with its reason."""
    job = fenced(db, held)
    _give_back(db.get_one(JobPage, (job.id, number)), code, page_attempts)
    touch(db, job)


def hand_over(db: Session, held: Claim, number: int) -> None:
    """A page needs character recognition: the job goes on where it is at hand, untried."""
    job = fenced(db, held)
    page = db.get_one(JobPage, (job.id, number))
    page.state, page.started_at, page.attempts = "pending", None, page.attempts - 1
    _got_further(db, job)
    release(db, held, "ocr")


def release(db: Session, held: Claim, queue: QueueName) -> None:
    """Step back at the end of a slice, so that other jobs have their turn."""
    job = fenced(db, held)
    job.state, job.lease_until, job.worker = "queued", None, None
    enqueue(db, job, queue)


def complete(db: Session, held: Claim) -> None:
    """Every stage is done."""
    _end(db, fenced(db, held), "done")


def fail(db: Session, held: Claim, code: str, params: dict[str, Any]) -> None:
    """The job cannot go on; the code has words that say why and what to do."""
    job = fenced(db, held)
    job.error_code, job.error_params = code, params
    stage = db.get_one(JobStage, (job.id, job.stage))
    stage.state, stage.finished_at = "failed", now()
    _end(db, job, "failed")


def cancel(db: Session, held: Claim) -> None:
    """Stop as somebody asked; what is done stays done."""
    job = fenced(db, held)
    db.get_one(JobStage, (job.id, job.stage)).state = "pending"
    _end(db, job, "cancelled")


def _end(db: Session, job: Job, state: str) -> None:
    job.state, job.finished_at = state, now()
    job.lease_until, job.worker = None, None
    touch(db, job)


def request_cancel(db: Session, job: Job) -> None:
    """Stop a waiting job now, a running one before its next page or stage."""
    if job.state == "queued":
        _end(db, job, "cancelled")
    else:
        job.cancel_requested = True
        touch(db, job)


def restart(db: Session, job: Job) -> None:
    """Try again what failed: pages set aside are read anew, the later stages run again."""
    db.execute(
        update(JobPage)
        .where(JobPage.job_id == job.id, JobPage.state.in_(("quarantined", "running")))
        .values(state="pending", attempts=0, error_code=None, finished_at=None)
    )
    first = "read" if job.pages_total else "receive"
    for stage in db.scalars(select(JobStage).where(JobStage.job_id == job.id)):
        if STAGES.index(stage.name) >= STAGES.index(first):
            stage.state, stage.started_at, stage.finished_at = "pending", None, None
            stage.attempts = 0
    job.state, job.stage, job.cancel_requested = "queued", first, False
    job.error_code, job.error_params, job.finished_at = None, {}, None
    enqueue(db, job, "text")


def sweep(db: Session, served_until: Mapping[QueueName, datetime] = MappingProxyType({})) -> int:
    """Give back jobs whose worker fell silent, send again those whose message was lost.

    ``served_until`` says, by queue, before when every message sent has left it; the waiting jobs
    of a queue that is not named are left alone. A long queue is thus never filled with doubles.
    """
    stale = db.scalars(
        select(Job)
        .where(Job.state == "running", Job.lease_until < now())
        .with_for_update(skip_locked=True)
    ).all()
    lost = [job for queue, served in served_until.items() for job in _lost(db, queue, served)]
    for job in stale:
        job.state, job.lease_until, job.worker = "queued", None, None
    for job in (*stale, *lost):
        enqueue(db, job, _queue_of(job))
    return len(stale) + len(lost)


def _lost(db: Session, queue: QueueName, served: datetime) -> Sequence[Job]:
    return db.scalars(
        select(Job)
        .where(Job.state == "queued", Job.queue == queue, Job.sent_at < served - RESEND_MARGIN)
        .with_for_update(skip_locked=True)
    ).all()


def resend_waiting(db: Session) -> int:
    """Send every waiting job's message again, after a queue that forgets has been started."""
    waiting = db.scalars(select(Job).where(Job.state == "queued").order_by(Job.id)).all()
    for job in waiting:
        enqueue(db, job, _queue_of(job))
    return len(waiting)


def _queue_of(job: Job) -> QueueName:
    return "ocr" if job.queue == "ocr" else "text"
