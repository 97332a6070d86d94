"""Store the units of a contract, and project them into the index."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from nlp.lexical import document_vector
from nlp.ports import Embedder
from service.contracts.tables import Contract
from service.kernel.db import Database
from service.kernel.events import advance, pending, publish
from service.kernel.vectors import Point, VectorIndex
from service.search.tables import SearchUnit
from service.search.units import Unit

FOLLOWER = "search"


def store_units(
    db: Session,
    contract_id: str,
    units: Sequence[Unit],
    vectors: NDArray[np.float32],
    embedder: Embedder,
) -> None:
    """Replace what search knows of the contract; the index follows through the outbox."""
    db.execute(delete(SearchUnit).where(SearchUnit.contract_id == contract_id))
    for unit, vector in zip(units, vectors, strict=True):
        db.add(
            SearchUnit(
                id=str(uuid.uuid4()),
                contract_id=contract_id,
                clause=unit.clause,
                number=unit.number,
                path=unit.path,
                kind=unit.kind,
                start=unit.start,
                end=unit.end,
                page=unit.page,
                quote=unit.quote,
                text=unit.text,
                model=embedder.name,
                vector=vector.astype("<f4").tobytes(),
            )
        )
    publish(db, "search.units_stored", contract_id, units=len(units))


def follow(database: Database, index: VectorIndex, model: str) -> int:
    """Apply what has happened since the last time; returns the number of events applied."""
    with database.read() as db:
        events = pending(db, FOLLOWER)
    changed = {
        event.key
        for event in events
        if event.topic in {"contract.changed", "contract.removed", "search.units_stored"}
    }
    for contract_id in sorted(changed):
        project(database, index, contract_id, model)
    if events:
        with database.write() as db:
            advance(db, FOLLOWER, events[-1].id)
    return len(events)


def project(database: Database, index: VectorIndex, contract_id: str, model: str) -> None:
    """Make the index show the contract as the database has it now.

    Units that another embedding model made are left out: vectors of two models do not compare.
    """
    with database.read() as db:
        contract = db.get(Contract, contract_id)
        units = db.scalars(
            select(SearchUnit).where(
                SearchUnit.contract_id == contract_id, SearchUnit.model == model
            )
        ).all()
    if contract is None or contract.deleted_at is not None:
        index.replace(contract_id, [])
        return
    index.replace(contract_id, [_point(contract, unit) for unit in units])


def _point(contract: Contract, unit: SearchUnit) -> Point:
    signed = contract.signed_on
    payload = {
        "contract_id": contract.id,
        "kind": unit.kind,
        "type": contract.type,
        "status": contract.status,
        "number": contract.number,
        "parties": contract.party_names,
        "owner_id": contract.owner_id,
        "created_by": contract.created_by,
        "unit_id": contract.unit_id,
        "secrecy": contract.secrecy,
        "signed_on": signed.year * 10_000 + signed.month * 100 + signed.day if signed else None,
    }
    return Point(
        id=unit.id,
        dense=np.frombuffer(unit.vector, dtype="<f4").tolist(),
        lexical=document_vector(unit.text),
        payload={name: value for name, value in payload.items() if value is not None},
    )


def rebuild(database: Database, index: VectorIndex, model: str) -> int:
    """Build the whole index anew from the database; returns the number of contracts."""
    index.clear()
    with database.read() as db:
        ids = db.scalars(select(Contract.id).where(Contract.deleted_at.is_(None))).all()
        events = pending(db, FOLLOWER, limit=1_000_000)
    for contract_id in ids:
        project(database, index, contract_id, model)
    if events:
        with database.write() as db:
            advance(db, FOLLOWER, events[-1].id)
    return len(ids)
