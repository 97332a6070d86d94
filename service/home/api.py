"""The home page: what is coming up, what waits, where the contracts stand."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel
from sqlalchemy import func, select

from service.contracts.presenting import rows_out
from service.contracts.queries import visible_contracts
from service.contracts.schemas import ContractRow
from service.contracts.tables import Contract
from service.home.upcoming import Upcoming, upcoming
from service.kernel.http import ActorOf, Reads, needs
from service.readings import queries as readings

router = APIRouter(tags=["home"])
RECENT = 8


class Attention(BaseModel):
    jobs_failed: int
    decisions_open: int
    high_risks: int


class Home(BaseModel):
    upcoming: list[Upcoming]
    by_status: dict[str, int]
    attention: Attention
    recent: list[ContractRow]


@router.get("/home", dependencies=[needs("contract.read")])
def home(db: Reads, actor: ActorOf, days: Annotated[int, Query(ge=1, le=366)] = 90) -> Home:
    """Everything is counted over the contracts that the caller sees."""
    contracts = visible_contracts(actor).subquery()
    by_status = db.execute(select(contracts.c.status, func.count()).group_by(contracts.c.status))
    totals = db.execute(
        select(
            func.coalesce(func.sum(contracts.c.open_decisions), 0),
            func.coalesce(func.sum(contracts.c.risk_high), 0),
        )
    ).one()
    recent = db.scalars(
        visible_contracts(actor).order_by(Contract.updated_at.desc(), Contract.id).limit(RECENT)
    ).all()
    job_ids = db.scalars(select(contracts.c.job_id).where(contracts.c.job_id.is_not(None))).all()
    return Home(
        upcoming=upcoming(db, actor, days),
        by_status={row[0]: row[1] for row in by_status},
        attention=Attention(
            jobs_failed=readings.failed_jobs(db, job_ids),
            decisions_open=totals[0],
            high_risks=totals[1],
        ),
        recent=rows_out(db, recent),
    )
