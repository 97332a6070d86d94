"""Words that people stick on contracts to find them again (标签)."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.audit.actions import record
from service.contracts.tables import Contract, ContractTag
from service.kernel.actor import Actor


def add(db: Session, actor: Actor, contract: Contract, name: str) -> bool:
    """Stick a tag on; returns whether it was not there before."""
    if db.get(ContractTag, (contract.id, name)):
        return False
    db.add(ContractTag(contract_id=contract.id, name=name))
    db.flush()
    record(db, actor, "contract.tagged", "contract", contract.id, contract_id=contract.id)
    return True


def remove(db: Session, actor: Actor, contract: Contract, name: str) -> bool:
    """Take a tag off; returns whether it was there."""
    tag = db.get(ContractTag, (contract.id, name))
    if tag is None:
        return False
    db.delete(tag)
    db.flush()
    record(db, actor, "contract.untagged", "contract", contract.id, contract_id=contract.id)
    return True


def of(db: Session, contract_ids: Iterable[str]) -> dict[str, list[str]]:
    """The tags of each contract, in order of their names."""
    rows = db.execute(
        select(ContractTag.contract_id, ContractTag.name)
        .where(ContractTag.contract_id.in_(list(contract_ids)))
        .order_by(ContractTag.name)
    )
    found: dict[str, list[str]] = {}
    for contract_id, name in rows:
        found.setdefault(contract_id, []).append(name)
    return found
