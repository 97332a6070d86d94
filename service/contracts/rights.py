"""Who may do what with a contract: the one rule, as a condition in SQL and in the index's terms.

A permission holds on a contract in one of four ways: as its owner, as the one who filed it, by a
role as far as the role reaches, or by a grant. A confidential contract (密级) knows only its owner,
grants, and roles that have ``contract.confidential``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import ColumnElement, Select, and_, false, or_, select, true, union
from sqlalchemy.orm import InstrumentedAttribute, Session

from service.accounts.tables import UnitAncestor
from service.contracts.tables import Contract, ContractGrant
from service.kernel.actor import Actor, HeldRole
from service.kernel.clock import now
from service.kernel.errors import Forbidden
from service.kernel.permissions import LEVELS, ON_CONTRACT, Permission
from service.kernel.vectors import Condition

NORMAL, CONFIDENTIAL = "normal", "confidential"
Field = Literal["owner_id", "created_by", "unit_id", "id"]
_COLUMNS: dict[Field, InstrumentedAttribute[Any]] = {
    "owner_id": Contract.owner_id,
    "created_by": Contract.created_by,
    "unit_id": Contract.unit_id,
    "id": Contract.id,
}


@dataclass(frozen=True, slots=True)
class Way:
    """One way in which a permission holds on contracts.

    ``field`` is one of ``values`` (ids, or a query of ids); without a field it holds on all.
    """

    kind: Literal["owner", "filed", "role", "grant"]
    field: Field | None
    values: Sequence[str] | Select[tuple[str]] = ()
    normal_only: bool = False
    role: HeldRole | None = None

    def condition(self) -> ColumnElement[bool]:
        """The way as the database asks it."""
        parts: list[ColumnElement[bool]] = []
        if self.field:
            parts.append(_COLUMNS[self.field].in_(self.values))
        if self.normal_only:
            parts.append(Contract.secrecy == NORMAL)
        return and_(true(), *parts)

    def in_index(self, db: Session) -> tuple[Condition, ...] | None:
        """The way as the search index asks it; None where it holds on nothing."""
        parts: list[Condition] = []
        if self.field:
            values = self.values
            ids = tuple(db.scalars(values) if isinstance(values, Select) else values)
            if not ids:
                return None
            parts.append(Condition("contract_id" if self.field == "id" else self.field, ids))
        if self.normal_only:
            parts.append(Condition("secrecy", (NORMAL,)))
        return tuple(parts)


def ways(actor: Actor, permission: str) -> list[Way]:
    """Every way in which the actor has a permission on some contract."""
    if not actor.within_limit(permission):
        return []
    found: list[Way] = []
    # Whoever answers for a contract may share it, whatever the role says of others' contracts.
    shares_own = permission == Permission.CONTRACT_SHARE and actor.may(Permission.CONTRACT_READ)
    if actor.may(permission) or shares_own:
        found.append(Way("owner", "owner_id", (actor.id,)))
        found.append(Way("filed", "created_by", (actor.id,), normal_only=True))
    found += [
        _by_role(actor, held)
        for held in actor.roles
        if permission in held.permissions and held.scope != "own"
    ]
    if permission in ON_CONTRACT:
        found.append(Way("grant", "id", _granted(actor, permission)))
    return found


def _by_role(actor: Actor, held: HeldRole) -> Way:
    normal_only = Permission.CONTRACT_CONFIDENTIAL not in held.permissions
    if held.scope == "all":
        return Way("role", None, normal_only=normal_only, role=held)
    units: Sequence[str] | Select[tuple[str]] = actor.units
    if held.scope == "unit_below":
        units = select(UnitAncestor.unit_id).where(UnitAncestor.ancestor_id.in_(actor.units))
    return Way("role", "unit_id", units, normal_only, held)


def _granted(actor: Actor, permission: str) -> Select[tuple[str]]:
    levels = [level for level, given in LEVELS.items() if permission in given]
    return select(ContractGrant.contract_id).where(
        ContractGrant.level.in_(levels), running(), meant_for(actor)
    )


def running() -> ColumnElement[bool]:
    """The condition under which a grant has not ended."""
    return or_(ContractGrant.expires_at.is_(None), ContractGrant.expires_at > now())


def meant_for(actor: Actor) -> ColumnElement[bool]:
    """The condition under which a grant is for the person, a unit above them or their role."""
    above = select(UnitAncestor.ancestor_id).where(UnitAncestor.unit_id.in_(actor.units))
    return or_(
        ContractGrant.user_id == actor.id,
        ContractGrant.unit_id.in_(above),
        ContractGrant.role_code.in_([held.code for held in actor.roles]),
    )


def allowed(actor: Actor, permission: str) -> ColumnElement[bool]:
    """The condition under which ``actor`` has a permission on a contract."""
    found = ways(actor, permission)
    widest = [way for way in found if way.field is None]
    if any(not way.normal_only for way in widest):
        return true()
    if widest:
        beyond = (way.condition() for way in found if not way.normal_only)
        return or_(widest[0].condition(), *beyond)
    # Few of many: each way finds its contracts by its own index.
    ids = [select(Contract.id).where(way.condition()) for way in found]
    return Contract.id.in_(union(*ids)) if ids else false()


def visible(actor: Actor) -> ColumnElement[bool]:
    """The condition under which ``actor`` sees a contract: every read starts from it."""
    return allowed(actor, Permission.CONTRACT_READ)


def visible_in_index(db: Session, actor: Actor) -> list[tuple[Condition, ...]]:
    """The same rule in the index's terms: a passage must meet one of these; none: sees nothing."""
    found = (way.in_index(db) for way in ways(actor, Permission.CONTRACT_READ))
    return [conditions for conditions in found if conditions is not None]


def permissions_on(db: Session, actor: Actor, contract: Contract) -> frozenset[str]:
    """All that the actor may do with this contract."""
    asked = sorted(ON_CONTRACT)
    columns = (allowed(actor, name).label(name) for name in asked)
    row = db.execute(select(*columns).where(Contract.id == contract.id)).one()
    return frozenset(name for name, holds in zip(asked, row, strict=True) if holds)


def check_may(db: Session, actor: Actor, contract: Contract, permission: str) -> None:
    """Raises ``Forbidden`` unless the actor has the permission on this contract."""
    query = select(Contract.id).where(Contract.id == contract.id, allowed(actor, permission))
    if db.scalar(query) is None:
        raise Forbidden(permission=permission)


def check_may_delete(db: Session, actor: Actor, contract: Contract) -> None:
    """One's own drafts may be moved to the trash by anyone who may edit them, all others by
    ``contract.delete``.

    Raises ``Forbidden``.
    """
    may = permissions_on(db, actor, contract)
    own_draft = contract.created_by == actor.id and contract.status == "draft"
    if not (Permission.CONTRACT_DELETE in may or (own_draft and Permission.CONTRACT_EDIT in may)):
        raise Forbidden(permission=Permission.CONTRACT_DELETE)
