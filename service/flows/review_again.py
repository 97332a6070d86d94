"""Review a contract again from another side, from its stored pages."""

from __future__ import annotations

from fastapi import APIRouter, Request

from service.audit.actions import record
from service.contracts.actions import take_side
from service.contracts.queries import visible_contract
from service.flows.ingest import read_again, review_for
from service.kernel.http import ActorOf, AskedLanguage, DatabaseOf, needs
from service.kernel.limits import limited
from service.kernel.settings import Settings
from service.library.queries import current_library
from service.readings.queries import NoReading
from service.review.actions import store_review
from service.review.queries import finding_list
from service.review.schemas import FindingList, ReviewIn
from service.wiring import reading_tools

router = APIRouter(prefix="/contracts/{contract_id}", tags=["review"])


@router.post("/review", dependencies=[needs("contract.edit"), limited("reread")])
def review_again(
    contract_id: str,
    body: ReviewIn,
    request: Request,
    database: DatabaseOf,
    actor: ActorOf,
    language: AskedLanguage,
) -> FindingList:
    """Take another side; decisions on findings that stay are kept."""
    settings: Settings = request.app.state.settings
    tools = reading_tools(settings)
    with database.read() as db:
        contract = visible_contract(db, actor, contract_id, to="contract.edit")
        library = current_library(db)
    if not contract.has_reading or contract.job_id is None:
        raise NoReading
    reading = read_again(database, contract.job_id, tools)
    contract.stance = body.stance
    contract.our_party = body.our_party
    own, other = review_for(contract, reading, library, tools)
    with database.write() as db:
        contract = visible_contract(db, actor, contract_id, to="contract.edit")
        take_side(db, contract, reading, body.stance, body.our_party)
        record(db, actor, "contract.review_asked", "contract", contract.id, contract_id=contract.id)
        store_review(db, actor, contract, own, other)
        return finding_list(db, contract, language)
