"""Reads of jobs and readings; the caller has checked that their contract is visible."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, undefer

from nlp.document import Page
from nlp.reading_json import page_from_json
from service.kernel.errors import AppError
from service.readings.packing import unpack
from service.readings.tables import (
    Job,
    JobFile,
    JobPage,
    JobPhoto,
    JobStage,
    StoredFile,
    StoredReading,
)


class NoReading(AppError):
    """The contract has not been read (yet)."""

    code = "no_reading"
    status = 409


class NoSuchPage(AppError):
    """The document has no page of that number, or it has no picture."""

    code = "no_such_page"
    status = 404


@dataclass(frozen=True, slots=True)
class JobBrief:
    """A job's progress in one line."""

    id: str
    state: str
    pages_done: int
    pages_total: int | None


@dataclass(frozen=True, slots=True)
class FileOf:
    """A file as its uploader knows it."""

    id: str
    name: str
    media_type: str
    size: int
    sha256: str
    storage_key: str


@dataclass(frozen=True, slots=True)
class PhotoOf:
    """The photo that a page file was made from; ``number`` is the page file's place, from 1."""

    number: int
    name: str
    media_type: str
    size: int
    sha256: str
    storage_key: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of the stored text and its boxes, one a printed line."""

    quote: str
    boxes: list[list[float]]


def job_briefs(db: Session, job_ids: Sequence[str]) -> dict[str, JobBrief]:
    """Progress of many jobs by id."""
    if not job_ids:
        return {}
    done = dict(
        db.execute(
            select(JobPage.job_id, func.count())
            .where(JobPage.job_id.in_(job_ids), JobPage.state.in_(("done", "quarantined")))
            .group_by(JobPage.job_id)
        )
        .tuples()
        .all()
    )
    jobs = db.scalars(select(Job).where(Job.id.in_(job_ids)))
    return {
        job.id: JobBrief(job.id, job.state, done.get(job.id, 0), job.pages_total) for job in jobs
    }


def failed_jobs(db: Session, job_ids: Sequence[str | None]) -> int:
    """How many of the jobs have failed."""
    query = select(func.count()).where(Job.id.in_(job_ids), Job.state == "failed")
    return db.scalar(query) or 0


def page_count(db: Session, job_id: str) -> int | None:
    """How many pages the document has, once that is known."""
    return db.scalar(select(Job.pages_total).where(Job.id == job_id))


def files_of(db: Session, job_id: str) -> list[FileOf]:
    """The files of a job's document, in order."""
    rows = db.execute(
        select(JobFile, StoredFile)
        .join(StoredFile, StoredFile.id == JobFile.file_id)
        .where(JobFile.job_id == job_id)
        .order_by(JobFile.position)
    )
    return [
        FileOf(
            id=row.StoredFile.id,
            name=row.JobFile.name,
            media_type=row.StoredFile.media_type,
            size=row.StoredFile.size,
            sha256=row.StoredFile.sha256,
            storage_key=row.StoredFile.storage_key,
        )
        for row in rows
    ]


def photos_of(db: Session, job_id: str) -> list[PhotoOf]:
    """The photos that a job's page files were made from, in order."""
    rows = db.execute(
        select(JobPhoto, StoredFile)
        .join(StoredFile, StoredFile.id == JobPhoto.file_id)
        .where(JobPhoto.job_id == job_id)
        .order_by(JobPhoto.number)
    )
    return [
        PhotoOf(
            number=row.JobPhoto.number,
            name=row.JobPhoto.name,
            media_type=row.JobPhoto.media_type,
            size=row.StoredFile.size,
            sha256=row.StoredFile.sha256,
            storage_key=row.StoredFile.storage_key,
        )
        for row in rows
    ]


def stored_pages(db: Session, job_id: str) -> list[Page]:
    """Every page that has been read, in order."""
    rows = db.scalars(
        select(JobPage)
        .where(JobPage.job_id == job_id, JobPage.state == "done")
        .order_by(JobPage.number)
        .options(undefer(JobPage.result))
    )
    return [page_from_json(unpack(row.result)) for row in rows if row.result is not None]


def pages_of(db: Session, job_id: str) -> Sequence[JobPage]:
    """The ledger's page rows, without their results."""
    return db.scalars(
        select(JobPage).where(JobPage.job_id == job_id).order_by(JobPage.number)
    ).all()


def stages_of(db: Session, job_id: str) -> Sequence[JobStage]:
    """The ledger's stage rows."""
    return db.scalars(select(JobStage).where(JobStage.job_id == job_id)).all()


def _reading(db: Session, job_id: str | None) -> StoredReading:
    row = db.get(StoredReading, job_id) if job_id else None
    if row is None:
        raise NoReading
    return row


@dataclass(frozen=True, slots=True)
class StoredText:
    """A reading as it lies in the database, compressed, to be worked on outside of a transaction.

    ``fingerprint`` tells it from every other reading.
    """

    content: bytes
    words: bytes
    before_changes: bytes | None
    fingerprint: str


def stored_text(db: Session, job_id: str | None) -> StoredText:
    """The reading of a job, packed. Raises ``NoReading``."""
    row = _reading(db, job_id)
    digest = hashlib.sha256(row.content)
    digest.update(row.words)
    digest.update(row.before_changes or b"")
    return StoredText(row.content, row.words, row.before_changes, digest.hexdigest())


def reading_json(db: Session, job_id: str | None) -> dict[str, Any]:
    """The reading's JSON. Raises ``NoReading``."""
    content: dict[str, Any] = unpack(_reading(db, job_id).content)
    return content


def page_words(db: Session, job_id: str | None, number: int) -> dict[str, Any]:
    """A page's size and words, offsets into the reading's text."""
    row = _reading(db, job_id)
    content = unpack(row.content)
    page = next((page for page in content["pages"] if page["number"] == number), None)
    if page is None:
        raise NoSuchPage(number=number)
    text = content["text"]
    return {
        "number": number,
        "width": page["width"],
        "height": page["height"],
        "words": [
            {
                "start": int(word[0]),
                "end": int(word[1]),
                "text": text[int(word[0]) : int(word[1])],
                "box": [number, *word[2:6]],
                "confidence": word[6],
            }
            for word in unpack(row.words)[str(number)]
        ],
    }


def passage(db: Session, job_id: str | None, start: int, end: int) -> Passage:
    """The text between two offsets and where it stands. Raises ``NoReading``."""
    row = _reading(db, job_id)
    text: str = unpack(row.content)["text"]
    return Passage(text[start:end], boxes_between(unpack(row.words), start, end))


def boxes_between(words: dict[str, list[list[float]]], start: int, end: int) -> list[list[float]]:
    """One box a printed line: neighbours on the same height are joined."""
    boxes: list[list[float]] = []
    for number, of_page in words.items():
        for first, last, x0, y0, x1, y1, _ in of_page:
            if first >= end or last <= start:
                continue
            box = [int(number), x0, y0, x1, y1]
            if boxes and _same_line(boxes[-1], box):
                joined = boxes[-1]
                boxes[-1] = [
                    joined[0],
                    min(joined[1], x0),
                    min(joined[2], y0),
                    max(joined[3], x1),
                    max(joined[4], y1),
                ]
            else:
                boxes.append(box)
    return boxes


def _same_line(one: list[float], two: list[float]) -> bool:
    """On one page, overlapping in height by half, and not jumping back to the left."""
    overlap = min(one[4], two[4]) - max(one[2], two[2])
    height = min(one[4] - one[2], two[4] - two[2])
    return one[0] == two[0] and overlap > height / 2 and two[3] >= one[3]
