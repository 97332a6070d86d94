"""The clause-level risk report of a contract, with page crops, in every format."""

from __future__ import annotations

from typing import Annotated, Literal
from urllib.parse import quote

from fastapi import APIRouter, Query, Response

from service.audit.actions import record
from service.contracts.presenting import contract_out
from service.contracts.queries import visible_contract
from service.kernel.actor import Actor
from service.kernel.clock import today
from service.kernel.db import Database
from service.kernel.headers import POLICY, own_style
from service.kernel.http import ActorOf, DatabaseOf, StorageOf, needs
from service.kernel.limits import limited
from service.kernel.storage import FileMissing, Storage
from service.readings import queries as readings
from service.readings.actions import page_key
from service.review.queries import finding_list, positions_of
from service.review.report import MEDIA_TYPES, Format, ReportData, render

router = APIRouter(prefix="/contracts/{contract_id}", tags=["review"])


@router.get(
    "/report.{format}",
    dependencies=[needs("contract.read"), limited("report")],
    response_class=Response,
    responses={200: {"content": {kind.partition(";")[0]: {} for kind in MEDIA_TYPES.values()}}},
)
def report(
    contract_id: str,
    format: Format,
    database: DatabaseOf,
    storage: StorageOf,
    actor: ActorOf,
    lang: Annotated[Literal["zh", "en"], Query()] = "zh",
    download: bool = False,
) -> Response:
    """Card, findings with their place on the page, facts, clauses, and what was not verified."""
    data, title = collect(database, storage, actor, contract_id, lang)
    content = render(data, format)
    with database.write() as db:
        record(
            db,
            actor,
            "report.read",
            "contract",
            contract_id,
            contract_id=contract_id,
            format=format,
        )
    inline = format in {"html", "json"} and not download
    name = quote(f"{title}-{'风险报告' if lang == 'zh' else 'risk-report'}.{format}")
    disposition = "inline" if inline else "attachment"
    headers = {"Content-Disposition": f"{disposition}; filename*=UTF-8''{name}"}
    if format == "html":
        headers[POLICY] = own_style(content.decode())
    return Response(content, media_type=MEDIA_TYPES[format], headers=headers)


def collect(
    database: Database,
    storage: Storage,
    actor: Actor,
    contract_id: str,
    language: Literal["zh", "en"],
) -> tuple[ReportData, str]:
    with database.read() as db:
        contract = visible_contract(db, actor, contract_id)
        reading = readings.reading_json(db, contract.job_id)
        card = contract_out(db, actor, contract).model_dump(mode="json")
        findings = [
            item.model_dump(mode="json") for item in finding_list(db, contract, language).items
        ]
        positions = [item.model_dump(mode="json") for item in positions_of(db, contract, language)]

    def page_picture(number: int) -> bytes | None:
        try:
            return storage.get(page_key(contract.job_id or "", number, 200))
        except FileMissing:
            return None

    data = ReportData(
        card=card,
        reading=reading,
        findings=findings,
        positions=positions,
        page_picture=page_picture,
        language=language,
        generated_on=today(),
    )
    return data, contract.title
