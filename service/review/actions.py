"""Findings stored and decided; spans annotated."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from nlp.document import Finding
from nlp.reading_json import finding_to_json, position_to_json
from nlp.risk import PositionFinding
from service.audit.actions import record
from service.contracts.actions import note_history
from service.contracts.tables import Contract
from service.kernel.actor import Actor
from service.kernel.clock import now
from service.kernel.errors import Forbidden, Invalid
from service.kernel.events import publish
from service.kernel.locale import UiLanguage
from service.review.tables import Annotation, FindingRow, PositionRow


@dataclass(frozen=True)
class Review:
    """What a review found, in the words of one language."""

    language: UiLanguage
    findings: tuple[Finding, ...]
    positions: tuple[PositionFinding, ...]


def store_review(db: Session, actor: Actor, contract: Contract, own: Review, other: Review) -> None:
    """Replace the contract's findings and positions; a finding that was decided stays decided.

    ``own`` is in the document's language, ``other`` the same review in the other.
    A decided finding that the new review no longer makes goes too: it spoke of another text,
    stance or rule; the audit log and the history still tell of the decision.
    """
    rows = db.scalars(select(FindingRow).where(FindingRow.contract_id == contract.id))
    known = {row.review_key: row for row in rows}
    findings = own.findings
    for position, (finding, said) in enumerate(zip(findings, other.findings, strict=True)):
        key = _key(finding)
        row = known.pop(key, None) or FindingRow(contract_id=contract.id, review_key=key)
        row.position, row.kind, row.severity = position, finding.kind, finding.severity
        row.data = finding_to_json(finding)
        row.translated = _translated(row.data, finding_to_json(said), other.language)
        db.add(row)
    for row in known.values():
        db.delete(row)
    _store_positions(db, contract, own, other)
    db.flush()
    publish_risks(db, contract)
    record(
        db,
        actor,
        "contract.reviewed",
        "contract",
        contract.id,
        contract_id=contract.id,
        stance=contract.stance,
        findings=len(findings),
    )
    note_history(db, contract, actor, "reviewed", findings=len(findings), stance=contract.stance)


def _store_positions(db: Session, contract: Contract, own: Review, other: Review) -> None:
    db.execute(delete(PositionRow).where(PositionRow.contract_id == contract.id))
    for place, (position, said) in enumerate(zip(own.positions, other.positions, strict=True)):
        data = position_to_json(position)
        db.add(
            PositionRow(
                contract_id=contract.id,
                place=place,
                clause_kind=position.clause_kind,
                status=position.status,
                data=data,
                translated=_translated(data, position_to_json(said), other.language),
            )
        )


def _translated(
    own: dict[str, Any], other: dict[str, Any], language: UiLanguage
) -> dict[str, dict[str, Any]]:
    """What reads differently in the other language, under that language's name."""
    return {language: {key: value for key, value in other.items() if value != own[key]}}


def _key(finding: Finding) -> str:
    place = f"{finding.at.start}:{finding.at.end}" if finding.at else "missing"
    return f"{finding.rule}:{place}"


def publish_risks(db: Session, contract: Contract) -> None:
    """Tell the record how many findings stand, by severity."""
    rows = db.execute(
        select(FindingRow.severity, func.count())
        .where(FindingRow.contract_id == contract.id, FindingRow.decision != "rejected")
        .group_by(FindingRow.severity)
    )
    counts: dict[str, int] = {row[0]: row[1] for row in rows}
    contract.risk_high = counts.get("high", 0)
    contract.risk_medium = counts.get("medium", 0)
    contract.risk_low = counts.get("low", 0)
    publish(db, "contract.changed", contract.id)


_DECISIONS = {"accept": "accepted", "edit": "edited", "reject": "rejected", "reopen": "open"}


def decide(
    db: Session,
    actor: Actor,
    contract: Contract,
    row: FindingRow,
    decision: str,
    *,
    value: str | None = None,
    reason: str | None = None,
) -> None:
    """A person's word on a finding; ``edit`` replaces the advice by ``value``."""
    if decision == "edit" and not (value or "").strip():
        raise Invalid(field="value")
    row.decision = _DECISIONS[decision]
    row.edited_value = value.strip() if decision == "edit" and value else None
    row.reason, row.decided_by, row.decided_at = reason, actor.name, now()
    if decision == "reopen":
        row.decided_by = row.decided_at = None
    db.flush()
    publish_risks(db, contract)
    record(
        db,
        actor,
        "finding.decided",
        "finding",
        row.id,
        contract_id=contract.id,
        decision=row.decision,
        kind=row.kind,
    )
    note_history(
        db, contract, actor, "decided", group="finding", kind=row.kind, decision=row.decision
    )


def annotate(
    db: Session,
    actor: Actor,
    contract: Contract,
    *,
    start: int,
    end: int,
    quote: str,
    boxes: list[Any],
    label: str,
    note: str,
) -> Annotation:
    """Note something on a span; ``quote`` and ``boxes`` are those of the stored text."""
    annotation = Annotation(
        contract_id=contract.id,
        start=start,
        end=end,
        quote=quote,
        boxes=boxes,
        label=label,
        note=note,
        author_id=actor.id,
        author_name=actor.name,
    )
    db.add(annotation)
    db.flush()
    record(db, actor, "annotation.created", "annotation", annotation.id, contract_id=contract.id)
    note_history(db, contract, actor, "annotated", label=label)
    return annotation


def change_annotation(
    db: Session, actor: Actor, annotation: Annotation, changes: dict[str, Any]
) -> None:
    """The author may change the words; whoever may decide may decide."""
    words = {"label", "note"} & changes.keys()
    if words and annotation.author_id != actor.id:
        raise Forbidden(permission="annotation.author")
    for field, value in changes.items():
        setattr(annotation, field, value)
    record(
        db,
        actor,
        "annotation.changed",
        "annotation",
        annotation.id,
        contract_id=annotation.contract_id,
        fields=sorted(changes),
    )


def delete_annotation(db: Session, actor: Actor, annotation: Annotation) -> None:
    """The author, or an administrator, may take a note away."""
    if annotation.author_id != actor.id and not actor.may("settings.manage"):
        raise Forbidden(permission="annotation.author")
    db.delete(annotation)
    record(
        db,
        actor,
        "annotation.deleted",
        "annotation",
        annotation.id,
        contract_id=annotation.contract_id,
    )
