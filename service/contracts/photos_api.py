"""The photos that a photographed contract's pages were made from, as they were taken (原始照片)."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, File, Request, Response, UploadFile
from pydantic import BaseModel, ConfigDict

from nlp.errors import UnreadableFile
from nlp.messages import error_words
from service.audit.actions import record, record_read
from service.contracts.queries import visible_contract
from service.contracts.upload_api import BadUpload
from service.kernel.errors import AppError, Conflict, Forbidden
from service.kernel.http import ActorOf, DatabaseOf, Reads, StorageOf, needs
from service.kernel.locale import language_of
from service.kernel.paging import ListOf
from service.kernel.permissions import Permission
from service.readings import queries as readings
from service.readings.actions import keep_photo, put_in_storage
from service.readings.queries import NoReading, NoSuchPage

router = APIRouter(prefix="/contracts/{contract_id}/photos", tags=["photos"])
MEGABYTE = 1024 * 1024
MOST_MEGABYTES = 50
"""One photo; telephones make 2 to 12."""
MEDIA_TYPES = ("image/jpeg", "image/png", "image/webp", "image/heic")


class PhotoTooLarge(AppError):
    """Larger than a camera makes them."""

    code = "photo_too_large"
    status = 413


class PhotoKept(Conflict):
    """Another photo of this page is kept already, and stays as it is."""

    code = "photo_kept"


class PhotoOut(BaseModel):
    """The photo of the document's page file ``number`` (from 1)."""

    model_config = ConfigDict(from_attributes=True)

    number: int
    name: str
    media_type: str
    size: int
    sha256: str


@router.get("", dependencies=[needs("contract.read")])
def contract_photos(contract_id: str, db: Reads, actor: ActorOf) -> ListOf[PhotoOut]:
    """The photos that are kept, in the order of the pages."""
    contract = visible_contract(db, actor, contract_id)
    kept = readings.photos_of(db, contract.job_id) if contract.job_id else []
    return ListOf(items=[PhotoOut.model_validate(photo) for photo in kept])


@router.put("/{number}", status_code=204, dependencies=[needs("contract.create")])
def keep_contract_photo(
    contract_id: str,
    number: int,
    request: Request,
    database: DatabaseOf,
    storage: StorageOf,
    actor: ActorOf,
    photo: Annotated[UploadFile, File(description="JPEG, PNG, WebP or HEIC, as it was taken.")],
) -> None:
    """Keep the photo that page ``number`` was made from; whoever filed the contract may.

    What is kept is never replaced: the same photo again changes nothing, another is refused.
    """
    with database.read() as db:
        contract = visible_contract(db, actor, contract_id, to=Permission.CONTRACT_CREATE)
        job_id, filer = contract.job_id, contract.created_by
        pages = len(readings.files_of(db, job_id)) if job_id else 0
    if filer != actor.id:
        raise Forbidden(permission=Permission.CONTRACT_CREATE)
    if job_id is None:
        raise NoReading
    if not 1 <= number <= pages:
        raise NoSuchPage(number=number)
    data = photo.file.read()
    if len(data) > MOST_MEGABYTES * MEGABYTE:
        raise PhotoTooLarge(limit_mb=MOST_MEGABYTES)
    try:
        media_type = _picture_type(data)
    except UnreadableFile as cause:
        reason, mend = error_words(cause, language_of(request.headers.get("accept-language")))
        raise BadUpload(reason=reason, mend=mend, cause=cause.code) from None
    received = put_in_storage(storage, (photo.filename or "photo")[:200], data)
    with database.write() as db:
        kept = keep_photo(db, job_id, number, received, media_type)
        if kept.sha256 != received.sha256:
            raise PhotoKept(number=number)
        if kept.is_new:
            record(
                db,
                actor,
                "photo.kept",
                "contract",
                contract_id,
                contract_id=contract_id,
                page=number,
            )


def _picture_type(data: bytes) -> str:
    """The media type by the first bytes. Raises ``UnreadableFile`` for what is no photo."""
    if not data:
        raise UnreadableFile("empty_file")
    if data.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    if data[4:8] == b"ftyp" and data[8:12] in {b"heic", b"heix", b"heif", b"mif1", b"msf1"}:
        return "image/heic"
    raise UnreadableFile("unknown_type")


@router.get(
    "/{number}",
    dependencies=[needs("contract.read")],
    response_class=Response,
    responses={200: {"content": {kind: {} for kind in MEDIA_TYPES}}},
)
def contract_photo(
    contract_id: str, number: int, database: DatabaseOf, storage: StorageOf, actor: ActorOf
) -> Response:
    """One photo, byte for byte as it was taken."""
    with database.read() as db:
        contract = visible_contract(db, actor, contract_id)
        kept = readings.photos_of(db, contract.job_id) if contract.job_id else []
    photo = next((each for each in kept if each.number == number), None)
    if photo is None:
        raise NoSuchPage(number=number)
    data = storage.get(photo.storage_key)
    record_read(database, actor, "photo.read", "contract", contract.id, contract.id)
    return Response(
        data,
        media_type=photo.media_type,
        headers={
            "Content-Disposition": f"inline; filename*=UTF-8''{quote(photo.name)}",
            "Cache-Control": "private, max-age=3600",
        },
    )
