"""Comparing two contracts, or two versions of one that were filed as two."""

from __future__ import annotations

from typing import Annotated, Literal
from urllib.parse import quote

from fastapi import APIRouter, Query, Response

from service.audit.actions import record, record_read
from service.comparison.queries import compared
from service.comparison.report import MEDIA_TYPES, CompareReport, Format, render
from service.comparison.schemas import ComparisonOut
from service.kernel.clock import now
from service.kernel.http import ActorOf, DatabaseOf, needs
from service.kernel.limits import limited

router = APIRouter(prefix="/contracts/{contract_id}", tags=["comparison"])
Other = Annotated[str, Query(alias="with", description="The contract that holds the new version.")]


@router.get("/compare", dependencies=[needs("contract.read"), limited("compare")])
def compare_contracts(
    contract_id: str, database: DatabaseOf, actor: ActorOf, other: Other
) -> ComparisonOut:
    """What the new version (``with``) changes in this one, gravest changes first."""
    found = compared(database, actor, contract_id, other)
    for contract in (found.old, found.new):
        record_read(database, actor, "comparison.read", "contract", contract.id, contract.id)
    return ComparisonOut.model_validate(found.told())


@router.get(
    "/compare.{format}",
    dependencies=[needs("contract.read"), limited("compare")],
    response_class=Response,
    responses={200: {"content": {kind.partition(";")[0]: {} for kind in MEDIA_TYPES.values()}}},
)
def export_comparison(
    contract_id: str,
    format: Format,
    database: DatabaseOf,
    actor: ActorOf,
    other: Other,
    lang: Annotated[Literal["zh", "en"], Query()] = "zh",
    only_substantive: bool = False,
) -> Response:
    """The redline (Word, with native revisions), or a report of the changes."""
    found = compared(database, actor, contract_id, other)
    report = CompareReport(
        comparison=found.comparison,
        content=found.told(),
        language=lang,
        author=actor.name,
        at=now(),
        only_substantive=only_substantive,
    )
    content = render(report, format)
    with database.write() as db:
        for contract in (found.old, found.new):
            record(
                db,
                actor,
                "comparison.exported",
                "contract",
                contract.id,
                contract_id=contract.id,
                format=format,
            )
    label = {"docx": report.say("redline")}.get(format, report.say("title"))
    name = quote(f"{found.new.title}-{label}.{format}")
    return Response(
        content,
        media_type=MEDIA_TYPES[format],
        headers={"Content-Disposition": f"attachment; filename*=UTF-8''{name}"},
    )
