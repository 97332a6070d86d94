"""Reads of findings and annotations; the caller has checked that the contract is visible."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.contracts.tables import Contract
from service.kernel.errors import NotFound
from service.kernel.locale import UiLanguage
from service.review.schemas import FindingList, FindingOut, PositionOut, Summary
from service.review.tables import Annotation, FindingRow, PositionRow


def findings_of(db: Session, contract: Contract) -> Sequence[FindingRow]:
    """The findings, gravest first, as the review ordered them."""
    return db.scalars(
        select(FindingRow)
        .where(FindingRow.contract_id == contract.id)
        .order_by(FindingRow.position, FindingRow.id)
    ).all()


def finding(db: Session, contract: Contract, fid: str) -> FindingRow:
    """One finding of the contract, or ``NotFound``."""
    row = db.get(FindingRow, fid)
    if row is None or row.contract_id != contract.id:
        raise NotFound
    return row


def finding_out(row: FindingRow, language: UiLanguage | None) -> FindingOut:
    """A finding with its decision, in the document's own language where none is asked for."""
    return FindingOut(
        **_said(row, language),
        fid=row.id,
        decision=row.decision,
        edited_value=row.edited_value,
        decision_reason=row.reason,
        decided_by=row.decided_by,
        decided_at=row.decided_at,
        version=row.version,
    )


def _said(row: FindingRow | PositionRow, language: UiLanguage | None) -> dict[str, Any]:
    translated: dict[str, Any] = row.translated.get(language or "", {})
    return row.data | translated


def finding_list(db: Session, contract: Contract, language: UiLanguage | None) -> FindingList:
    """All findings and their summary."""
    rows = findings_of(db, contract)
    standing = [row for row in rows if row.decision != "rejected"]
    severities = Counter(row.severity for row in standing)
    return FindingList(
        items=[finding_out(row, language) for row in rows],
        summary=Summary(
            high=severities["high"],
            medium=severities["medium"],
            low=severities["low"],
            by_kind=dict(Counter(row.kind for row in standing)),
        ),
    )


def positions_of(db: Session, contract: Contract, language: UiLanguage | None) -> list[PositionOut]:
    """Where each kind of clause stands against the library, in text order."""
    rows = db.scalars(
        select(PositionRow)
        .where(PositionRow.contract_id == contract.id)
        .order_by(PositionRow.place, PositionRow.id)
    )
    return [PositionOut(id=row.id, **_said(row, language)) for row in rows]


def annotations_of(db: Session, contract: Contract) -> Sequence[Annotation]:
    """The annotations in text order."""
    return db.scalars(
        select(Annotation)
        .where(Annotation.contract_id == contract.id)
        .order_by(Annotation.start, Annotation.id)
    ).all()


def annotation(db: Session, contract: Contract, aid: str) -> Annotation:
    """One annotation of the contract, or ``NotFound``."""
    row = db.get(Annotation, aid)
    if row is None or row.contract_id != contract.id:
        raise NotFound
    return row
