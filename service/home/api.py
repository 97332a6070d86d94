"""The home page: what is coming up, what waits, where the contracts stand."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from service.contracts.presenting import rows_out
from service.contracts.queries import visible_contracts
from service.contracts.schemas import ContractRow
from service.contracts.tables import Contract, Fact
from service.kernel.actor import Actor
from service.kernel.clock import today
from service.kernel.http import ActorOf, Reads, needs
from service.readings import queries as readings

router = APIRouter(tags=["home"])
ACTIVE = ("draft", "in_approval", "approved", "signing", "in_force", "suspended")
RECENT = 8


class Upcoming(BaseModel):
    """A date ahead (or just past), and where it stands in the contract."""

    contract_id: str
    title: str
    date: dt.date
    kind: str
    text: str | None
    days_left: int


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
        upcoming=_upcoming(db, actor, days),
        by_status={row[0]: row[1] for row in by_status},
        attention=Attention(
            jobs_failed=readings.failed_jobs(db, job_ids),
            decisions_open=totals[0],
            high_risks=totals[1],
        ),
        recent=rows_out(db, recent),
    )


def _upcoming(db: Session, actor: Actor, days: int) -> list[Upcoming]:
    """Ends and starts from the records, dated obligations from the undisputed facts."""
    first, last = today() - dt.timedelta(days=7), today() + dt.timedelta(days=days)
    active = visible_contracts(actor).where(Contract.status.in_(ACTIVE))
    found = [
        Upcoming(
            contract_id=contract.id,
            title=contract.title,
            date=day,
            kind=kind,
            text=None,
            days_left=(day - today()).days,
        )
        for contract in db.scalars(active)
        for kind, day in (("starts", contract.starts_on), ("ends", contract.ends_on))
        if day and first <= day <= last
    ]
    found.extend(_due_obligations(db, actor, first, last))
    return sorted(found, key=lambda item: (item.date, item.contract_id, item.kind))


def _due_obligations(db: Session, actor: Actor, first: dt.date, last: dt.date) -> list[Upcoming]:
    rows = db.execute(
        visible_contracts(actor)
        .where(Contract.status.in_(ACTIVE))
        .join(Fact, Fact.contract_id == Contract.id)
        .where(Fact.group == "obligation", Fact.decision != "rejected")
        .add_columns(Fact)
    )
    found: list[Upcoming] = []
    for contract, fact in rows:
        due = fact.data.get("due")
        day = dt.date.fromisoformat(due) if due and len(due) == len("2026-01-01") else None
        if day and first <= day <= last:
            found.append(
                Upcoming(
                    contract_id=contract.id,
                    title=contract.title,
                    date=day,
                    kind=f"due_{fact.kind}",
                    text=fact.edited_value or fact.value,
                    days_left=(day - today()).days,
                )
            )
    return found
