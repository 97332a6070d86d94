"""Files, the jobs that read them, and what was read."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from service.kernel.clock import new_id, now
from service.kernel.db import Base


class StoredFile(Base):
    """Bytes, known by their keyed hash. One row however often the same bytes come in."""

    __tablename__ = "files"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    address: Mapped[str] = mapped_column(unique=True)
    sha256: Mapped[str]
    size: Mapped[int]
    media_type: Mapped[str]
    storage_key: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(default=now)


class Job(Base):
    """The reading of one document: the row is the truth, the outbox and the progress bar.

    ``attempt`` is the fence: whoever claims the job raises it, and a result that comes under an
    older number is refused. ``lease_until`` is when a silent worker loses its claim. ``revision``
    rises with every change that a progress bar shows. A ``background`` job lets all others go
    first.
    """

    __tablename__ = "jobs"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    contract_id: Mapped[str] = mapped_column(index=True)
    state: Mapped[str] = mapped_column(default="queued", index=True)
    stage: Mapped[str] = mapped_column(default="receive")
    queue: Mapped[str] = mapped_column(default="text")
    background: Mapped[bool] = mapped_column(default=False)
    attempt: Mapped[int] = mapped_column(default=0)
    worker: Mapped[str | None]
    lease_until: Mapped[datetime | None] = mapped_column(index=True)
    sent_at: Mapped[datetime] = mapped_column(default=now)
    cancel_requested: Mapped[bool] = mapped_column(default=False)
    pages_total: Mapped[int | None]
    error_code: Mapped[str | None]
    error_params: Mapped[dict[str, Any]] = mapped_column(default=dict)
    revision: Mapped[int] = mapped_column(default=1)
    created_by: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(default=now)
    finished_at: Mapped[datetime | None]


class JobFile(Base):
    """One file of a job's document, in order; the name is the uploader's."""

    __tablename__ = "job_files"

    job_id: Mapped[str] = mapped_column(ForeignKey("jobs.id", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    file_id: Mapped[str] = mapped_column(ForeignKey("files.id"), index=True)
    name: Mapped[str]


class JobPhoto(Base):
    """The photo that a page file of a job was made from, as it was taken.

    ``number`` is the page file's place, from 1; the name is the uploader's.
    """

    __tablename__ = "job_photos"

    job_id: Mapped[str] = mapped_column(ForeignKey("jobs.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    file_id: Mapped[str] = mapped_column(ForeignKey("files.id"), index=True)
    name: Mapped[str]
    media_type: Mapped[str]


class JobStage(Base):
    """One stage of a job, when it ran, and how often it began without getting further."""

    __tablename__ = "job_stages"

    job_id: Mapped[str] = mapped_column(ForeignKey("jobs.id", ondelete="CASCADE"), primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True)
    state: Mapped[str] = mapped_column(default="pending")
    attempts: Mapped[int] = mapped_column(default=0)
    started_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]


class JobPage(Base):
    """One page of a job's document and, once read, its result (compressed JSON).

    ``attempts`` rises before the work begins, so that a page that kills its process counts.
    """

    __tablename__ = "job_pages"

    job_id: Mapped[str] = mapped_column(ForeignKey("jobs.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    file_position: Mapped[int]
    page_in_file: Mapped[int]
    state: Mapped[str] = mapped_column(default="pending")
    attempts: Mapped[int] = mapped_column(default=0)
    started_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    seconds: Mapped[float | None]
    error_code: Mapped[str | None]
    result: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)


class StoredReading(Base):
    """What was understood: the reading's JSON and every word's place, compressed.

    ``before_changes`` is there for a Word file with tracked changes: how many marks it holds, and
    the reading with all of them rejected.
    """

    __tablename__ = "readings"

    job_id: Mapped[str] = mapped_column(ForeignKey("jobs.id", ondelete="CASCADE"), primary_key=True)
    pipeline_version: Mapped[str]
    content: Mapped[bytes] = mapped_column(LargeBinary)
    words: Mapped[bytes] = mapped_column(LargeBinary)
    before_changes: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    created_at: Mapped[datetime] = mapped_column(default=now)
