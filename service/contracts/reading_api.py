"""What was read of a contract: its JSON, clauses, pages, words, and the original file."""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel

from service.audit.actions import record_read
from service.contracts.queries import visible_contract
from service.kernel.actor import Actor
from service.kernel.db import Database
from service.kernel.errors import Invalid
from service.kernel.http import ActorOf, DatabaseOf, Reads, StorageOf, needs
from service.kernel.limits import limited
from service.kernel.paging import ListOf
from service.kernel.storage import FileMissing
from service.readings import queries as readings
from service.readings.actions import page_key
from service.readings.queries import NoReading, NoSuchPage

router = APIRouter(prefix="/contracts/{contract_id}", tags=["reading"])


class WordOut(BaseModel):
    start: int
    end: int
    text: str
    box: list[float]
    confidence: float


class PageWords(BaseModel):
    """A page's size in points and its words; offsets are code points into the reading's text."""

    number: int
    width: float
    height: float
    words: list[WordOut]


@router.get("/reading", dependencies=[needs("contract.read")])
def contract_reading(
    contract_id: str,
    db: Reads,
    database: DatabaseOf,
    actor: ActorOf,
    pages: Annotated[str | None, Query(pattern=r"^\d+(-\d+)?$", examples=["1-20"])] = None,
) -> dict[str, Any]:
    """The reading (``jianqi.reading/1``), whole or only what stands on some pages."""
    contract = visible_contract(db, actor, contract_id)
    content = readings.reading_json(db, contract.job_id)
    _note_read(database, actor, contract.id)
    return _on_pages(content, pages) if pages else content


def _note_read(database: Database, actor: Actor, contract_id: str) -> None:
    """The text and the picture of a page are one thing to whoever asks who has read it."""
    record_read(database, actor, "page.read", "contract", contract_id, contract_id)


def _on_pages(content: dict[str, Any], pages: str) -> dict[str, Any]:
    first, _, last = pages.partition("-")
    wanted = range(int(first), int(last or first) + 1)
    spans = [page for page in content["pages"] if page["number"] in wanted]
    if not spans:
        raise Invalid(field="pages")
    start, end = spans[0]["start"], spans[-1]["end"]

    def here(item: dict[str, Any]) -> bool:
        return bool(start <= item["start"] < end)

    narrowed = {
        name: [item for item in items if here(item)]
        for name, items in content.items()
        if isinstance(items, list) and items and isinstance(items[0], dict) and "start" in items[0]
    }
    tables = [table for table in content["tables"] if table["page"] in wanted]
    return content | narrowed | {"pages": spans, "tables": tables}


@router.get("/clauses", dependencies=[needs("contract.read")])
def contract_clauses(
    contract_id: str, db: Reads, database: DatabaseOf, actor: ActorOf
) -> ListOf[dict[str, Any]]:
    """The clause tree, in text order."""
    contract = visible_contract(db, actor, contract_id)
    clauses = readings.reading_json(db, contract.job_id)["clauses"]
    _note_read(database, actor, contract.id)
    return ListOf(items=clauses)


@router.get(
    "/pages/{number}.png",
    dependencies=[needs("contract.read"), limited("page")],
    response_class=Response,
    responses={200: {"content": {"image/png": {}}}},
)
def page_picture(
    contract_id: str,
    number: int,
    database: DatabaseOf,
    storage: StorageOf,
    actor: ActorOf,
    dpi: Annotated[int, Query(ge=1, le=600)] = 110,
) -> Response:
    """The page's picture as displayed: at 110 dpi, or at 200 where more is asked for."""
    with database.read() as db:
        contract = visible_contract(db, actor, contract_id)
    if contract.job_id is None:
        raise NoReading
    try:
        picture = storage.get(page_key(contract.job_id, number, 110 if dpi <= 110 else 200))
    except FileMissing:
        raise NoSuchPage(number=number) from None
    _note_read(database, actor, contract.id)
    return Response(
        picture, media_type="image/png", headers={"Cache-Control": "private, max-age=3600"}
    )


@router.get("/pages/{number}/words", dependencies=[needs("contract.read")])
def page_words(
    contract_id: str, number: int, db: Reads, database: DatabaseOf, actor: ActorOf
) -> PageWords:
    """The page's words with their boxes."""
    contract = visible_contract(db, actor, contract_id)
    words = PageWords.model_validate(readings.page_words(db, contract.job_id, number))
    _note_read(database, actor, contract.id)
    return words


@router.get(
    "/original",
    dependencies=[needs("contract.read")],
    response_class=Response,
    responses={200: {"content": {"application/octet-stream": {}}}},
)
def original(
    contract_id: str,
    database: DatabaseOf,
    storage: StorageOf,
    actor: ActorOf,
    part: Annotated[int, Query(ge=0)] = 0,
) -> Response:
    """The file as it was uploaded, untouched."""
    with database.read() as db:
        contract = visible_contract(db, actor, contract_id)
        files = readings.files_of(db, contract.job_id) if contract.job_id else []
    if part >= len(files):
        raise NoReading
    data = storage.get(files[part].storage_key)
    record_read(database, actor, "original.read", "contract", contract.id, contract.id)
    name = quote(files[part].name)
    return Response(
        data,
        media_type="application/octet-stream",
        headers={"Content-Disposition": f"attachment; filename*=UTF-8''{name}"},
    )
