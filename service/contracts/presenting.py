"""Rows of the database as the API shows them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import Session

from service.accounts.units import ref as unit_ref
from service.accounts.units import refs as unit_refs
from service.contracts import tags
from service.contracts.periods import KnownDays, known_days, period_out
from service.contracts.queries import owner_names
from service.contracts.rights import permissions_on
from service.contracts.schemas import (
    ContractOut,
    ContractRow,
    FactOut,
    FieldSource,
    FileOut,
    JobBrief,
    Person,
    Risks,
    TransitionOffer,
)
from service.contracts.states import STATUSES, STEPS
from service.contracts.tables import Contract, Fact
from service.kernel.actor import Actor
from service.kernel.permissions import Permission
from service.readings import queries as readings


def rows_out(db: Session, contracts: Sequence[Contract]) -> list[ContractRow]:
    """Lines of the list, with owners, units and reading progress fetched in three queries."""
    owners = owner_names(db, contracts)
    units = unit_refs(db, [contract.unit_id for contract in contracts])
    jobs = readings.job_briefs(db, [c.job_id for c in contracts if c.job_id])
    stuck = tags.of(db, [contract.id for contract in contracts])
    return [
        ContractRow(
            **_row(contract, owners.get(contract.owner_id, "")),
            unit=units.get(contract.unit_id or ""),
            tags=stuck.get(contract.id, []),
            job=_job(jobs, contract),
        )
        for contract in contracts
    ]


def contract_out(db: Session, actor: Actor, contract: Contract) -> ContractOut:
    """One record in full."""
    owners = owner_names(db, [contract])
    jobs = readings.job_briefs(db, [contract.job_id] if contract.job_id else [])
    may = permissions_on(db, actor, contract)
    return ContractOut(
        **_row(contract, owners.get(contract.owner_id, "")),
        unit=unit_ref(db, contract.unit_id),
        tags=tags.of(db, [contract.id]).get(contract.id, []),
        job=_job(jobs, contract),
        stance=contract.stance,
        door=contract.door,
        note=contract.note,
        has_reading=contract.has_reading,
        sources={field: FieldSource(**source) for field, source in contract.sources.items()},
        transitions=_offers(contract) if Permission.CONTRACT_TRANSITION in may else [],
        file=_file(db, contract),
        allowed=sorted(may),
        created_at=contract.created_at,
        deleted_at=contract.deleted_at,
    )


def _row(contract: Contract, owner_name: str) -> dict[str, Any]:
    own = {
        name: getattr(contract, name)
        for name in ContractRow.model_fields
        if name not in {"owner", "unit", "risks", "tags", "job"}
    }
    return own | {
        "owner": Person(id=contract.owner_id, name=owner_name),
        "risks": Risks(high=contract.risk_high, medium=contract.risk_medium, low=contract.risk_low),
    }


def _job(jobs: dict[str, readings.JobBrief], contract: Contract) -> JobBrief | None:
    brief = jobs.get(contract.job_id or "")
    if brief is None:
        return None
    return JobBrief(
        id=brief.id,
        state=brief.state,
        pages_done=brief.pages_done,
        pages_total=brief.pages_total,
    )


def _file(db: Session, contract: Contract) -> FileOut | None:
    if contract.job_id is None:
        return None
    files = readings.files_of(db, contract.job_id)
    return FileOut(
        name=files[0].name,
        media_type=files[0].media_type,
        size=sum(file.size for file in files),
        pages=readings.page_count(db, contract.job_id),
        sha256=files[0].sha256,
        photos=len(readings.photos_of(db, contract.job_id)),
    )


def _offers(contract: Contract) -> list[TransitionOffer]:
    if contract.deleted_at is not None:
        return []
    steps = next((STEPS[status] for status in STATUSES if status == contract.status), ())
    return [
        TransitionOffer(to=step.to, needs_reason=step.needs_reason, needs_date=step.needs_date)
        for step in steps
    ]


def facts_out(db: Session, contract: Contract, facts: Sequence[Fact]) -> list[FactOut]:
    """Facts with their evidence and the dates they lead to."""
    known = known_days(db, [contract], facts)[contract.id]
    return [_fact_out(fact, known) for fact in facts]


def _fact_out(fact: Fact, known: KnownDays) -> FactOut:
    return FactOut(
        fid=fact.id,
        group=fact.group,
        kind=fact.kind,
        value=fact.edited_value or fact.value,
        machine_value=fact.value,
        quote=fact.data["quote"],
        start=fact.data["start"],
        end=fact.data["end"],
        boxes=fact.data["boxes"],
        confidence=fact.confidence,
        data=fact.data,
        period=period_out(fact, known),
        source="person" if fact.decision in {"accepted", "edited"} else "machine",
        producer=fact.producer,
        decision=fact.decision,
        reason=fact.reason,
        decided_by=fact.decided_by,
        decided_at=fact.decided_at,
        version=fact.version,
    )
