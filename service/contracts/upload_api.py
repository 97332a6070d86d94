"""Files in: one contract a file, one contract of several pages, or an archive of contracts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from fastapi import APIRouter, File, Form, Query, Request, Response, UploadFile
from pydantic import BaseModel
from sqlalchemy import select
from sqlalchemy.orm import Session

from nlp.document import Stance
from nlp.errors import UnreadableFile
from nlp.messages import error_words
from nlp.parsing.archive import unpack
from service.audit.actions import record
from service.contracts.actions import create
from service.contracts.queries import visible_contracts
from service.contracts.schemas import Door
from service.contracts.tables import Contract
from service.kernel.actor import Actor
from service.kernel.errors import AppError
from service.kernel.http import ActorOf, DatabaseOf, StorageOf, needs
from service.kernel.limits import limited
from service.kernel.locale import language_of
from service.kernel.storage import Storage
from service.readings import ledger
from service.readings.actions import Received, put_in_storage, start_job
from service.readings.tables import Job, JobFile, StoredFile

router = APIRouter(prefix="/contracts", tags=["contracts"])


class BadUpload(AppError):
    """The upload cannot be taken in; ``reason`` and ``mend`` say why and what to do."""

    code = "bad_upload"
    status = 422


class Filed(BaseModel):
    """What an upload led to: a new contract, or the earlier one of the very same files.

    ``retried`` tells that the earlier contract's reading had failed or been cancelled, and that
    this upload has started it again.
    """

    name: str
    contract_id: str
    job_id: str
    duplicate: bool = False
    retried: bool = False


class UploadAnswer(BaseModel):
    """The first file's ids, and all files' in ``items``."""

    contract_id: str
    job_id: str
    duplicate: bool
    retried: bool
    items: list[Filed]


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the uploader said about the document."""

    title: str | None
    stance: Stance
    our_party: str | None
    door: Door


@router.post(
    "",
    status_code=202,
    dependencies=[needs("contract.create"), limited("upload")],
    responses={200: {"model": UploadAnswer, "description": "All of it was here already."}},
)
def upload_contracts(
    request: Request,
    response: Response,
    database: DatabaseOf,
    storage: StorageOf,
    actor: ActorOf,
    file: Annotated[list[UploadFile], File(description="PDF, DOCX, pictures, text, or a ZIP.")],
    pages: Annotated[bool, Form(description="The files are the pages of one document.")] = False,
    title: Annotated[str | None, Form(max_length=300)] = None,
    stance: Annotated[Stance, Form()] = "neutral",
    our_party: Annotated[str | None, Form(max_length=300)] = None,
    door: Annotated[Door, Form()] = "draft",
    duplicate: Annotated[Literal["refuse", "allow"], Query()] = "refuse",
) -> UploadAnswer:
    """Take files in and start reading them.

    The same file again gives the earlier contract (200), if the caller may see it; if not, a new
    contract is filed and nothing is revealed. Where the earlier reading had failed or been
    cancelled it starts again (``retried``).
    """
    wishes = Wishes(title or None, stance, our_party or None, door)
    language = language_of(request.headers.get("accept-language"))
    try:
        documents = _documents(storage, file, pages)
    except UnreadableFile as cause:
        reason, mend = error_words(cause, language)
        raise BadUpload(reason=reason, mend=mend, cause=cause.code) from None
    with database.write() as db:
        items = [
            _file_document(db, actor, parts, wishes, allow=duplicate == "allow")
            for parts in documents
        ]
    if all(item.duplicate for item in items):
        response.status_code = 200
    first = items[0]
    return UploadAnswer(
        contract_id=first.contract_id,
        job_id=first.job_id,
        duplicate=first.duplicate,
        retried=first.retried,
        items=items,
    )


def _documents(
    storage: Storage, uploads: Sequence[UploadFile], as_pages: bool
) -> list[list[Received]]:
    received = [part for upload in uploads for part in _received(storage, upload)]
    if not received:
        raise UnreadableFile("empty_file")
    return [received] if as_pages else [[part] for part in received]


def _received(storage: Storage, upload: UploadFile) -> list[Received]:
    """The file, or the files of an archive, stored encrypted."""
    name = Path(upload.filename or "file").name
    data = upload.file.read()
    if not data:
        raise UnreadableFile("empty_file", name=name)
    files = [(name, data)]
    if name.lower().endswith(".zip") and data.startswith(b"PK"):
        files = list(unpack(name, data))
    return [put_in_storage(storage, each, content) for each, content in files]


def _file_document(
    db: Session, actor: Actor, parts: list[Received], wishes: Wishes, *, allow: bool
) -> Filed:
    earlier = None if allow else _earlier(db, actor, parts)
    if earlier is not None:
        contract, job = earlier
        retried = job.state in {"failed", "cancelled"}
        if retried:
            ledger.restart(db, job)
            record(db, actor, "job.retried", "job", job.id, contract_id=contract.id)
        return Filed(
            name=parts[0].name,
            contract_id=contract.id,
            job_id=job.id,
            duplicate=True,
            retried=retried,
        )
    contract = create(
        db,
        actor,
        title=wishes.title or Path(parts[0].name).stem,
        door=wishes.door,
        stance=wishes.stance,
        our_party=wishes.our_party,
        titled_by_person=wishes.title is not None,
    )
    job = start_job(db, actor, contract.id, parts)
    contract.job_id = job.id
    return Filed(name=parts[0].name, contract_id=contract.id, job_id=job.id)


def _earlier(db: Session, actor: Actor, parts: list[Received]) -> tuple[Contract, Job] | None:
    """A visible contract of the very same files and its job; one that was read comes first."""
    first = (
        select(JobFile.job_id)
        .join(StoredFile, StoredFile.id == JobFile.file_id)
        .where(JobFile.position == 0, StoredFile.address == parts[0].address)
    )
    unread: tuple[Contract, Job] | None = None
    for contract in db.scalars(visible_contracts(actor).where(Contract.job_id.in_(first))):
        job = db.get_one(Job, contract.job_id)
        addresses = db.scalars(
            select(StoredFile.address)
            .join(JobFile, JobFile.file_id == StoredFile.id)
            .where(JobFile.job_id == job.id)
            .order_by(JobFile.position)
        )
        if list(addresses) != [part.address for part in parts]:
            continue
        if job.state not in {"failed", "cancelled"}:
            return contract, job
        unread = unread or (contract, job)
    return unread
