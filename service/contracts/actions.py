"""What can be done with a contract. Each action is one unit of work with audit and history."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from nlp.document import Reading
from nlp.reading_json import reading_to_json
from service.accounts.tables import User
from service.accounts.units import check_choosable
from service.audit.actions import record
from service.contracts.facts import PRODUCER, facts_of, record_fields
from service.contracts.states import step
from service.contracts.tables import Contract, Fact, HistoryEntry
from service.kernel.actor import Actor
from service.kernel.clock import now
from service.kernel.errors import Conflict, Invalid
from service.kernel.events import publish
from service.notifications.actions import note_assigned

UNTITLED = "未命名合同"


class BadTransition(Conflict):
    """The state machine knows no such step from here."""

    code = "bad_transition"


class ReasonRequired(Invalid):
    code = "reason_required"


class DateRequired(Invalid):
    code = "date_required"


class NumberTaken(Conflict):
    code = "number_taken"


def note_history(
    db: Session, contract: Contract, actor: Actor, what: str, /, **params: Any
) -> None:
    """Add one entry to the contract's own history."""
    db.add(HistoryEntry(contract_id=contract.id, actor_name=actor.name, kind=what, params=params))


def create(
    db: Session,
    actor: Actor,
    *,
    title: str | None,
    door: str,
    stance: str,
    our_party: str | None,
    titled_by_person: bool = True,
    demo: bool = False,
) -> Contract:
    """A new record: a draft, or a contract that was signed already (登记已签合同).

    A title that nobody typed (a file's name) gives way to the one that is read.
    """
    given = {"title": titled_by_person and bool(title), "our_party": bool(our_party)}
    contract = Contract(
        title=title or UNTITLED,
        door=door,
        status="in_force" if door == "register" else "draft",
        stance=stance,
        our_party=our_party,
        owner_id=actor.id,
        created_by=actor.id,
        unit_id=actor.units[0] if actor.units else None,
        demo=demo,
        sources={field: {"source": "person"} for field, is_given in given.items() if is_given},
    )
    db.add(contract)
    db.flush()
    record(
        db, actor, "contract.created", "contract", contract.id, contract_id=contract.id, door=door
    )
    note_history(db, contract, actor, "created", door=door)
    publish(db, "contract.changed", contract.id)
    return contract


def change(db: Session, actor: Actor, contract: Contract, changes: dict[str, Any]) -> None:
    """A person changes fields of the record."""
    if changes.get("number"):
        _check_number(db, contract, changes["number"])
    if "owner_id" in changes and not db.get(User, changes["owner_id"] or ""):
        raise Invalid(field="owner_id")
    if changes.get("unit_id", contract.unit_id) != contract.unit_id:
        check_choosable(db, changes["unit_id"])
    for required in ("title", "type", "stance", "archived", "secrecy"):
        if required in changes and changes[required] is None:
            raise Invalid(field=required)
    sources = dict(contract.sources)
    for field, value in changes.items():
        setattr(contract, field, value)
        sources[field] = {"source": "person"}
    contract.sources = sources
    fields = sorted(changes)
    record(
        db,
        actor,
        "contract.changed",
        "contract",
        contract.id,
        contract_id=contract.id,
        fields=fields,
    )
    note_history(db, contract, actor, "edited", fields=fields)
    if "owner_id" in changes and contract.owner_id != actor.id:
        note_assigned(db, contract.owner_id, contract.id)
    publish(db, "contract.changed", contract.id)


def _check_number(db: Session, contract: Contract, number: str) -> None:
    taken = select(Contract.id).where(
        Contract.number == number, Contract.id != contract.id, Contract.deleted_at.is_(None)
    )
    if db.scalar(taken.limit(1)):
        raise NumberTaken(number=number)


def transition(
    db: Session,
    actor: Actor,
    contract: Contract,
    to: str,
    *,
    reason: str | None = None,
    on: date | None = None,
) -> None:
    """Take one step of the contract's life.

    Raises ``BadTransition``, ``ReasonRequired`` or ``DateRequired``.
    """
    allowed = step(contract.status, to)
    if allowed is None:
        raise BadTransition(
            **{"from": contract.status, "to": to, "from_label": contract.status, "to_label": to}
        )
    if allowed.needs_reason and not (reason or "").strip():
        raise ReasonRequired(to=to)
    if allowed.needs_date and on is None:
        raise DateRequired(to=to)
    before, contract.status = contract.status, to
    record(
        db,
        actor,
        "contract.transition",
        "contract",
        contract.id,
        contract_id=contract.id,
        before=before,
        after=to,
    )
    params = {"from": before, "to": to, "reason": reason, "date": on.isoformat() if on else None}
    note_history(db, contract, actor, "transition", **params)
    publish(db, "contract.changed", contract.id)


def move_to_trash(db: Session, actor: Actor, contract: Contract) -> None:
    """Out of sight of lists and search, until it is restored."""
    contract.deleted_at = now()
    record(db, actor, "contract.deleted", "contract", contract.id, contract_id=contract.id)
    note_history(db, contract, actor, "deleted")
    publish(db, "contract.changed", contract.id)


def restore(db: Session, actor: Actor, contract: Contract) -> None:
    """Back from the trash. Raises ``NumberTaken`` where its number is another's by now."""
    if contract.number:
        _check_number(db, contract, contract.number)
    contract.deleted_at = None
    record(db, actor, "contract.restored", "contract", contract.id, contract_id=contract.id)
    note_history(db, contract, actor, "restored")
    publish(db, "contract.changed", contract.id)


def apply_reading(db: Session, contract_id: str, reading: Reading, actor: Actor) -> None:
    """Store the facts of a reading and fill the record's fields that no person has filled.

    A fact at the same place as before keeps its decision; the undecided others give way.
    """
    contract = db.get_one(Contract, contract_id)
    content = reading_to_json(reading)
    by_key = _store_facts(db, contract_id, content)
    contract.party_names = [party["name"] for party in content["parties"]]
    _fill_record(db, contract, content, by_key)
    contract.has_reading = True
    contract.open_decisions = count_open(db, contract_id)
    record(db, actor, "contract.read", "contract", contract_id, contract_id=contract_id)
    note_history(db, contract, actor, "read", pages=content["file"]["pages"])
    publish(db, "contract.changed", contract_id)


def take_side(
    db: Session, contract: Contract, reading: Reading, stance: str, our_party: str | None
) -> None:
    """Whose side the record takes. Parties that a machine filled follow; a person's word stays."""
    contract.stance = stance
    sources = dict(contract.sources)
    for field in ("our_party", "counterparty"):
        if sources.get(field, {}).get("source") == "machine":
            setattr(contract, field, None)
            del sources[field]
    if our_party:
        contract.our_party = our_party
        sources["our_party"] = {"source": "person"}
    contract.sources = sources
    facts = db.scalars(select(Fact).where(Fact.contract_id == contract.id))
    by_key = {fact.reading_key: fact for fact in facts}
    _fill_record(db, contract, reading_to_json(reading), by_key)


def _store_facts(db: Session, contract_id: str, content: dict[str, Any]) -> dict[str, Fact]:
    known = {
        fact.reading_key: fact
        for fact in db.scalars(select(Fact).where(Fact.contract_id == contract_id))
    }
    found: dict[str, Fact] = {}
    for position, value in enumerate(facts_of(content)):
        if value.reading_key in found:
            continue
        fact = known.pop(value.reading_key, None) or Fact(
            contract_id=contract_id, reading_key=value.reading_key
        )
        fact.position, fact.group, fact.kind = position, value.group, value.kind
        fact.value, fact.data = value.value, value.data
        fact.producer, fact.confidence = PRODUCER, value.confidence
        db.add(fact)
        found[value.reading_key] = fact
    for fact in known.values():
        if fact.decision == "pending":
            db.delete(fact)
    db.flush()
    return found


def _fill_record(
    db: Session, contract: Contract, content: dict[str, Any], facts: dict[str, Fact]
) -> None:
    sources = dict(contract.sources)
    for filled in record_fields(content, contract.our_party, contract.stance):
        if sources.get(filled.field, {}).get("source") in {"person", "import"}:
            continue
        if filled.field == "number" and _number_exists(db, contract, filled.value):
            continue
        fact = facts.get(filled.reading_key or "")
        if fact is not None and fact.decision == "rejected":
            continue
        setattr(contract, filled.field, filled.value)
        sources[filled.field] = {"source": "machine", "fact_id": fact.id if fact else None}
    contract.sources = sources


def _number_exists(db: Session, contract: Contract, number: str) -> bool:
    try:
        _check_number(db, contract, number)
    except NumberTaken:
        return True
    return False


_DECISIONS = {"accept": "accepted", "edit": "edited", "reject": "rejected", "reopen": "pending"}


def decide(
    db: Session,
    actor: Actor,
    contract: Contract,
    fact: Fact,
    decision: str,
    *,
    value: str | None = None,
    reason: str | None = None,
) -> None:
    """A person's word on a fact; the record's field that came from it follows."""
    if decision == "edit":
        if not value or not value.strip():
            raise Invalid(field="value")
        _parse(fact.group, value)
    fact.decision = _DECISIONS[decision]
    fact.edited_value = value.strip() if decision == "edit" and value else None
    fact.reason, fact.decided_by, fact.decided_at = reason, actor.name, now()
    if decision == "reopen":
        fact.decided_by = fact.decided_at = None
    _follow(contract, fact)
    db.flush()
    contract.open_decisions = count_open(db, contract.id)
    record(
        db, actor, "fact.decided", "fact", fact.id, contract_id=contract.id, decision=fact.decision
    )
    note_history(
        db, contract, actor, "decided", group=fact.group, kind=fact.kind, decision=fact.decision
    )
    publish(db, "contract.changed", contract.id)


def count_open(db: Session, contract_id: str) -> int:
    """Facts that nobody has decided yet."""
    undecided = select(func.count()).where(
        Fact.contract_id == contract_id, Fact.decision == "pending"
    )
    return db.scalar(undecided) or 0


def _follow(contract: Contract, fact: Fact) -> None:
    sources = dict(contract.sources)
    person = fact.decision in {"accepted", "edited"}
    for field, source in contract.sources.items():
        if source.get("fact_id") != fact.id:
            continue
        if fact.decision == "rejected":
            setattr(contract, field, None)
        else:
            setattr(contract, field, _field_value(field, fact))
        sources[field] = {"source": "person" if person else "machine", "fact_id": fact.id}
    contract.sources = sources


def _field_value(field: str, fact: Fact) -> Any:
    value = _parse(fact.group, fact.edited_value or fact.value)
    if isinstance(value, tuple):
        return value[0] if field == "amount" else value[1]
    return value


def _parse(group: str, value: str) -> Any:
    """A fact's value as the record holds it; ``Invalid`` where the words do not fit its kind."""
    try:
        if group == "date":
            return _parse_date(value.strip())
        if group == "amount":
            number, _, currency = value.strip().partition(" ")
            return Decimal(number.replace(",", "")), currency or "CNY"
    except (ValueError, InvalidOperation):
        raise Invalid(field="value", group=group) from None
    return value.strip()


def _parse_date(value: str) -> date | None:
    """A whole date; a year or a month is a valid fact but fills no field of the record."""
    if re.fullmatch(r"\d{4}(-(0[1-9]|1[0-2]))?", value):
        return None
    return date.fromisoformat(value)


def note_export(db: Session, actor: Actor, count: int) -> None:
    """An export of the list is a read that must be on record."""
    record(db, actor, "contract.exported", "contract_list", None, count=count)


def note_taken(db: Session, actor: Actor, contract: Contract) -> None:
    """A contract's original left in an archive: on record for each, as if it left alone."""
    record(
        db,
        actor,
        "original.read",
        "contract",
        contract.id,
        contract_id=contract.id,
        archive=True,
    )
