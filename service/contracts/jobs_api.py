"""Reading jobs: progress, cancel, retry. Whoever sees the contract sees its job."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator, Sequence
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Header, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.encoders import jsonable_encoder
from fastapi.responses import StreamingResponse
from pydantic import BaseModel
from sqlalchemy import select
from sqlalchemy.orm import Session

from nlp.errors import UnreadableFile
from nlp.messages import error_words
from service.audit.actions import record
from service.contracts.queries import visible_contract, visible_contracts
from service.contracts.signals import JobSignals
from service.contracts.tables import Contract
from service.kernel.actor import Actor
from service.kernel.db import Database
from service.kernel.errors import Conflict, NotFound, Unauthenticated
from service.kernel.http import (
    ActorOf,
    DatabaseOf,
    Reads,
    Writes,
    current_actor,
    current_actor_anew,
    needs,
)
from service.kernel.limits import limited
from service.kernel.locale import UiLanguage, language_of, say
from service.kernel.paging import Cursor, Limit, ListOf, page
from service.readings import ledger
from service.readings import queries as readings
from service.readings.tables import Job, JobPage

router = APIRouter(prefix="/jobs", tags=["jobs"])
RECOGNISE_SECONDS = 15.0
"""A progress stream asks so often whether its caller is still signed in and who that is."""


class NotCancellable(Conflict):
    code = "not_cancellable"


class NotRetryable(Conflict):
    code = "not_retryable"


class ErrorOut(BaseModel):
    code: str
    message: str
    mend: str


class StageOut(BaseModel):
    name: str
    state: str
    started_at: datetime | None
    finished_at: datetime | None


class WarningOut(BaseModel):
    """A doubt about the reading, in the document's language."""

    code: str
    message: str
    page: int | None = None
    start: int | None = None
    end: int | None = None


class PageOut(BaseModel):
    number: int
    state: str
    attempts: int
    seconds: float | None
    error: ErrorOut | None


class JobOut(BaseModel):
    """A job as its progress bar shows it; ``warnings`` are the reading's, once it is done."""

    id: str
    contract_id: str
    file_name: str
    state: str
    stage: str
    stages: list[StageOut]
    pages_total: int | None
    pages_done: int
    pages_failed: int
    pages: list[PageOut]
    seconds_left: float | None
    error: ErrorOut | None
    warnings: list[WarningOut]
    created_at: datetime
    finished_at: datetime | None
    revision: int


def error_out(code: str, params: dict[str, Any], language: UiLanguage) -> ErrorOut:
    """The words of an error, whether it comes from reading a file or from the service."""
    known = say(f"errors.{code}.title", language, default="", **params)
    if known:
        mend = say(f"errors.{code}.mend", language, default="", **params)
        return ErrorOut(code=code, message=known, mend=mend)
    message, mend = error_words(UnreadableFile(code, **params), language)  # type: ignore[arg-type]
    return ErrorOut(code=code, message=message, mend=mend)


def job_out(db: Session, job: Job, language: UiLanguage) -> JobOut:
    """The whole state of a job."""
    pages = readings.pages_of(db, job.id)
    stages = {stage.name: stage for stage in readings.stages_of(db, job.id)}
    return JobOut(
        id=job.id,
        contract_id=job.contract_id,
        file_name=readings.files_of(db, job.id)[0].name,
        state=job.state,
        stage=job.stage,
        stages=[
            StageOut(
                name=name,
                state=stages[name].state,
                started_at=stages[name].started_at,
                finished_at=stages[name].finished_at,
            )
            for name in ledger.STAGES
        ],
        pages_total=job.pages_total,
        pages_done=sum(page.state == "done" for page in pages),
        pages_failed=sum(page.state == "quarantined" for page in pages),
        pages=[_page_out(page, language) for page in pages],
        seconds_left=_seconds_left(job, pages),
        error=error_out(job.error_code, job.error_params, language) if job.error_code else None,
        warnings=_warnings(db, job),
        created_at=job.created_at,
        finished_at=job.finished_at,
        revision=job.revision,
    )


def _warnings(db: Session, job: Job) -> list[WarningOut]:
    if job.state != "done":
        return []
    found = readings.reading_json(db, job.id)["warnings"]
    return [WarningOut(**warning) for warning in found]


def _page_out(page: JobPage, language: UiLanguage) -> PageOut:
    return PageOut(
        number=page.number,
        state=page.state,
        attempts=page.attempts,
        seconds=page.seconds,
        error=error_out(page.error_code, {}, language) if page.error_code else None,
    )


def _seconds_left(job: Job, pages: Sequence[JobPage]) -> float | None:
    """A forecast from the mean time of the pages done; None before the first."""
    times = [page.seconds for page in pages if page.seconds is not None]
    if job.state not in {"queued", "running"} or not times:
        return None
    left = sum(page.state in {"pending", "running"} for page in pages)
    return round(left * sum(times) / len(times) + 2, 1)


def visible_job(
    db: Session, actor: Actor, job_id: str, *, to: str = "contract.read"
) -> tuple[Job, Contract]:
    """A job on whose contract the actor may do what ``to`` says, as ``visible_contract`` has it."""
    job = db.get(Job, job_id)
    if job is None:
        raise NotFound
    return job, visible_contract(db, actor, job.contract_id, to=to)


@router.get("", dependencies=[needs("contract.read")])
def list_jobs(
    request: Request,
    db: Reads,
    actor: ActorOf,
    state: str | None = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> ListOf[JobOut]:
    """The jobs of visible contracts, newest first; ``state`` may name several, with commas."""
    contracts = visible_contracts(actor).with_only_columns(Contract.id)
    query = select(Job).where(Job.contract_id.in_(contracts))
    if state:
        query = query.where(Job.state.in_(state.split(",")))
    rows, following = page(
        db,
        query,
        sort=Job.id.expression,
        key=Job.id.expression,
        descending=True,
        limit=limit,
        cursor=cursor,
    )
    language = language_of(request.headers.get("accept-language"))
    return ListOf(items=[job_out(db, row, language) for row in rows], next_cursor=following)


@router.get("/{job_id}", dependencies=[needs("contract.read")])
def get_job(job_id: str, request: Request, db: Reads, actor: ActorOf) -> JobOut:
    """One job with its stages and pages."""
    job, _ = visible_job(db, actor, job_id)
    return job_out(db, job, language_of(request.headers.get("accept-language")))


@router.post("/{job_id}/cancel", dependencies=[needs("contract.edit")])
def cancel_job(job_id: str, request: Request, db: Writes, actor: ActorOf) -> JobOut:
    """Stop reading; pages that are read stay read, and retry goes on from there."""
    job, contract = visible_job(db, actor, job_id, to="contract.edit")
    if job.state in ledger.FINAL:
        raise NotCancellable
    ledger.request_cancel(db, job)
    record(db, actor, "job.cancelled", "job", job.id, contract_id=contract.id)
    db.flush()
    return job_out(db, job, language_of(request.headers.get("accept-language")))


@router.post("/{job_id}/retry", dependencies=[needs("contract.edit"), limited("reread")])
def retry_job(job_id: str, request: Request, db: Writes, actor: ActorOf) -> JobOut:
    """Read again what failed or was left; pages that are read stay as they are."""
    job, contract = visible_job(db, actor, job_id, to="contract.edit")
    has_bad_page = any(page.state == "quarantined" for page in readings.pages_of(db, job.id))
    if job.state not in {"failed", "cancelled"} and not (job.state == "done" and has_bad_page):
        raise NotRetryable
    ledger.restart(db, job)
    record(db, actor, "job.retried", "job", job.id, contract_id=contract.id)
    db.flush()
    return job_out(db, job, language_of(request.headers.get("accept-language")))


@router.get(
    "/{job_id}/events",
    dependencies=[needs("contract.read")],
    response_class=StreamingResponse,
    responses={200: {"content": {"text/event-stream": {}}}},
)
async def job_events(
    job_id: str,
    request: Request,
    database: DatabaseOf,
    actor: ActorOf,
    last_event_id: Annotated[int | None, Header()] = None,
) -> StreamingResponse:
    """Progress as server-sent events: ``job`` with the job's JSON, until it ends.

    The stream also ends once the caller has signed out or may no longer see the contract.
    """
    language = language_of(request.headers.get("accept-language"))
    await run_in_threadpool(_snapshot, database, actor, job_id, language)
    return StreamingResponse(
        _events(request, database, job_id, language, last_event_id or 0),
        media_type="text/event-stream",
        headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
    )


def _snapshot(database: Database, actor: Actor, job_id: str, language: UiLanguage) -> JobOut:
    with database.read() as db:
        job, _ = visible_job(db, actor, job_id)
        return job_out(db, job, language)


async def _events(
    request: Request, database: Database, job_id: str, language: UiLanguage, seen: int
) -> AsyncIterator[str]:
    signals: JobSignals = request.app.state.job_signals
    actor, known_at = current_actor(request), time.monotonic()
    with signals.listen(job_id) as changed:
        while True:
            changed.clear()
            try:
                if time.monotonic() - known_at >= RECOGNISE_SECONDS:
                    actor = await run_in_threadpool(current_actor_anew, request)
                    known_at = time.monotonic()
                job = await run_in_threadpool(_snapshot, database, actor, job_id, language)
            except (NotFound, Unauthenticated):
                return
            if job.revision > seen:
                seen = job.revision
                content = json.dumps(jsonable_encoder(job), ensure_ascii=False)
                yield f"id: {seen}\nevent: job\ndata: {content}\n\n"
            else:
                yield ": alive\n\n"
            if job.state in ledger.FINAL:
                return
            try:
                await asyncio.wait_for(changed.wait(), signals.patience)
            except TimeoutError:
                continue
