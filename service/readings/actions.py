"""Files received, readings stored."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from nlp.document import Reading
from nlp.pipeline import PIPELINE_VERSION
from nlp.reading_json import reading_to_json
from service.kernel.actor import Actor
from service.kernel.storage import Storage
from service.readings.ledger import STAGES, enqueue
from service.readings.packing import pack, words_by_page
from service.readings.tables import Job, JobFile, JobPhoto, JobStage, StoredFile, StoredReading

UNKNOWN_TYPE = "application/octet-stream"
"""A file's kind before the reader has opened it; its name proves nothing."""


@dataclass(frozen=True, slots=True)
class Received:
    """A file that lies in storage already, encrypted, at its keyed address."""

    name: str
    address: str
    sha256: str
    size: int

    @property
    def storage_key(self) -> str:
        return original_key(self.address)


def original_key(address: str) -> str:
    """Where an original lies."""
    return f"originals/{address[:2]}/{address}"


def page_key(job_id: str, number: int, dpi: int) -> str:
    """Where a page's picture lies."""
    return f"pages/{job_id}/{number}@{dpi}.png"


def put_in_storage(storage: Storage, name: str, data: bytes) -> Received:
    """Store the untouched original; before the transaction that will speak of it."""
    address = storage.address(data)
    received = Received(
        name=name,
        address=address,
        sha256=hashlib.sha256(data).hexdigest(),
        size=len(data),
    )
    if not storage.exists(received.storage_key):
        storage.put(received.storage_key, data)
    return received


def _file_row(db: Session, received: Received) -> StoredFile:
    row = db.scalar(select(StoredFile).where(StoredFile.address == received.address))
    if row is None:
        row = StoredFile(
            address=received.address,
            sha256=received.sha256,
            size=received.size,
            media_type=UNKNOWN_TYPE,
            storage_key=received.storage_key,
        )
        db.add(row)
        db.flush()
    return row


def start_job(
    db: Session,
    actor: Actor,
    contract_id: str,
    files: Sequence[Received],
    *,
    background: bool = False,
) -> Job:
    """A job to read ``files`` as one document; its message leaves after the commit.

    A ``background`` job, for which nobody waits, lets all others go first.
    """
    job = Job(contract_id=contract_id, created_by=actor.id, background=background)
    db.add(job)
    db.flush()
    for position, received in enumerate(files):
        row = _file_row(db, received)
        db.add(JobFile(job_id=job.id, position=position, file_id=row.id, name=received.name))
    db.add_all([JobStage(job_id=job.id, name=stage) for stage in STAGES])
    enqueue(db, job, "text")
    return job


@dataclass(frozen=True, slots=True)
class KeptPhoto:
    """The photo that is kept of a page, and whether it was not before."""

    sha256: str
    is_new: bool


def keep_photo(
    db: Session, job_id: str, number: int, received: Received, media_type: str
) -> KeptPhoto:
    """Keep the photo that page file ``number`` was made from, unless one is kept already."""
    earlier = db.get(JobPhoto, (job_id, number))
    if earlier is not None:
        return KeptPhoto(db.get_one(StoredFile, earlier.file_id).sha256, is_new=False)
    row = _file_row(db, received)
    db.add(
        JobPhoto(
            job_id=job_id,
            number=number,
            file_id=row.id,
            name=received.name,
            media_type=media_type,
        )
    )
    return KeptPhoto(received.sha256, is_new=True)


def note_media_types(db: Session, job_id: str, media_types: Sequence[str]) -> None:
    """What the job's files are, in order, as their content told the reader."""
    rows = db.scalars(
        select(StoredFile)
        .join(JobFile, JobFile.file_id == StoredFile.id)
        .where(JobFile.job_id == job_id)
        .order_by(JobFile.position)
    )
    for row, media_type in zip(rows, media_types, strict=True):
        row.media_type = media_type


@dataclass(frozen=True, slots=True)
class BeforeChanges:
    """A Word file with its ``tracked`` revision marks rejected, read."""

    tracked: int
    reading: Reading


def store_reading(
    db: Session, job_id: str, reading: Reading, before: BeforeChanges | None = None
) -> None:
    """Keep what was understood, in place of an earlier reading of the same job."""
    db.merge(
        StoredReading(
            job_id=job_id,
            pipeline_version=PIPELINE_VERSION,
            content=pack(reading_to_json(reading)),
            words=pack(words_by_page(reading.document)),
            before_changes=before
            and pack({"tracked": before.tracked, "reading": reading_to_json(before.reading)}),
        )
    )
