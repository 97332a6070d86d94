"""Access to one contract, given to a person, a unit or a role, and taken back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.accounts.actions import BadEnd
from service.accounts.roles import role_of
from service.accounts.tables import User
from service.accounts.units import check_choosable
from service.audit.actions import record
from service.contracts.actions import note_history
from service.contracts.rights import permissions_on
from service.contracts.tables import Contract, ContractGrant
from service.kernel.actor import Actor
from service.kernel.clock import now
from service.kernel.errors import Forbidden, Invalid, NotFound
from service.kernel.permissions import LEVELS, Level


class GrantTarget(Invalid):
    """A grant is for exactly one: a person who can sign in, a unit, or a role."""

    code = "grant_target"


@dataclass(frozen=True, slots=True)
class Target:
    """Whom a grant is for: one of the three."""

    user_id: str | None = None
    unit_id: str | None = None
    role_code: str | None = None


def grant(
    db: Session,
    actor: Actor,
    contract: Contract,
    target: Target,
    level: Level,
    *,
    expires_at: datetime | None,
    reason: str | None,
) -> ContractGrant:
    """Give access; a grant that the target has already gives way to this one.

    Raises ``GrantTarget``, ``UnknownUnit``, ``UnknownRole``, ``BadEnd``, and ``Forbidden`` where
    the level gives more than the actor may do with this contract.
    """
    _check_target(db, target)
    if expires_at is not None and expires_at <= now():
        raise BadEnd
    if not permissions_on(db, actor, contract) >= LEVELS[level]:
        raise Forbidden(permission=max(LEVELS[level] - permissions_on(db, actor, contract)))
    for earlier in db.scalars(
        select(ContractGrant).where(
            ContractGrant.contract_id == contract.id,
            ContractGrant.user_id.is_not_distinct_from(target.user_id),
            ContractGrant.unit_id.is_not_distinct_from(target.unit_id),
            ContractGrant.role_code.is_not_distinct_from(target.role_code),
        )
    ):
        db.delete(earlier)
    given = ContractGrant(
        contract_id=contract.id,
        user_id=target.user_id,
        unit_id=target.unit_id,
        role_code=target.role_code,
        level=level,
        expires_at=expires_at,
        reason=reason,
        granted_by=actor.id,
        granted_by_name=actor.name,
    )
    db.add(given)
    db.flush()
    record(
        db,
        actor,
        "grant.created",
        "grant",
        given.id,
        contract_id=contract.id,
        level=level,
        user=target.user_id,
        unit=target.unit_id,
        role=target.role_code,
        until=expires_at.isoformat() if expires_at else None,
        reason=reason,
    )
    note_history(db, contract, actor, "granted", level=level)
    return given


def _check_target(db: Session, target: Target) -> None:
    if sum(part is not None for part in (target.user_id, target.unit_id, target.role_code)) != 1:
        raise GrantTarget
    if target.user_id is not None:
        user = db.get(User, target.user_id)
        if user is None or not user.active:
            raise GrantTarget
    elif target.unit_id is not None:
        check_choosable(db, target.unit_id)
    else:
        role_of(db, target.role_code or "")


def grant_of(db: Session, contract: Contract, grant_id: str) -> ContractGrant:
    """One grant of the contract, or ``NotFound``."""
    found = db.get(ContractGrant, grant_id)
    if found is None or found.contract_id != contract.id:
        raise NotFound
    return found


def revoke(db: Session, actor: Actor, contract: Contract, given: ContractGrant) -> None:
    """Take access back at once."""
    db.delete(given)
    record(
        db,
        actor,
        "grant.revoked",
        "grant",
        given.id,
        contract_id=contract.id,
        level=given.level,
        user=given.user_id,
        unit=given.unit_id,
        role=given.role_code,
    )
    note_history(db, contract, actor, "grant_revoked", level=given.level)
