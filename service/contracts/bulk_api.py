"""Many contracts at once."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import StreamingResponse

from service.contracts import bulk, queries
from service.contracts.actions import note_taken
from service.contracts.export import workbook
from service.contracts.presenting import rows_out
from service.contracts.schemas import ContractRow
from service.contracts.tables import Contract
from service.kernel.errors import NotFound
from service.kernel.http import ActorOf, DatabaseOf, StorageOf, Writes, needs
from service.kernel.limits import limited
from service.kernel.locale import UiLanguage, language_of
from service.kernel.storage import FileMissing, Storage
from service.readings import queries as readings

router = APIRouter(prefix="/contracts", tags=["contracts"])
Chosen = Annotated[list[str], Query(min_length=1, max_length=bulk.MOST)]


@router.post("/bulk", dependencies=[needs("contract.read")])
def bulk_contracts(body: bulk.Act, request: Request, db: Writes, actor: ActorOf) -> bulk.Outcome:
    """Assign, archive, tag or trash many contracts; the answer says what undoes it."""
    return bulk.perform(db, actor, body, language_of(request.headers.get("accept-language")))


@router.get(
    "/files.zip",
    dependencies=[needs("contract.read"), limited("files")],
    response_class=Response,
    responses={200: {"content": {"application/zip": {}}}, 404: {"description": "None visible."}},
)
def contract_files(
    id: Chosen, request: Request, database: DatabaseOf, storage: StorageOf, actor: ActorOf
) -> StreamingResponse:
    """The originals of the chosen contracts in one archive, with their list as a workbook."""
    with database.write() as db:
        query = queries.visible_contracts(actor).where(Contract.id.in_(id))
        contracts = bulk.ordered(list(db.scalars(query)), id)
        if not contracts:
            raise NotFound
        rows = rows_out(db, contracts)
        files = [
            (f"{number:03d}-{_safe(contract.title)}/{_safe(file.name)}", file.storage_key)
            for number, contract in enumerate(contracts, start=1)
            if contract.job_id
            for file in readings.files_of(db, contract.job_id)
        ]
        for contract in contracts:
            note_taken(db, actor, contract)
    language = language_of(request.headers.get("accept-language"))
    return StreamingResponse(
        _archive(rows, files, storage, language),
        media_type="application/zip",
        headers={"Content-Disposition": 'attachment; filename="contracts.zip"'},
    )


def _archive(
    rows: list[ContractRow],
    files: list[tuple[str, str]],
    storage: Storage,
    language: UiLanguage,
) -> Iterator[bytes]:
    """The archive piece by piece: never more than one file of it in memory."""
    sink = _Sink()
    missing: list[str] = []
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("contracts.xlsx", workbook(rows, language))
        for name, key in files:
            try:
                archive.writestr(name, storage.get(key))
            except FileMissing:
                missing.append(name)
            yield sink.taken()
        if missing:
            archive.writestr("MISSING.txt", "\n".join(missing))
    yield sink.taken()


class _Sink(io.RawIOBase):
    """Where the archive is written: gives away what has come so far."""

    def __init__(self) -> None:
        self._held = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        self._held += data
        return len(data)

    def taken(self) -> bytes:
        """What was written since the last time."""
        taken, self._held = bytes(self._held), bytearray()
        return taken


def _safe(name: str) -> str:
    """A name that every file system takes."""
    kept = "".join("_" if char in '\\/:*?"<>|' or ord(char) < 32 else char for char in name)
    return kept.strip(" .")[:80] or "_"
