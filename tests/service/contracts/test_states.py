"""The life of a contract: which steps there are, and what each asks of a person."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.contracts.actions import BadTransition, DateRequired, ReasonRequired, transition
from service.contracts.states import STATUSES, STEPS, Status, step
from service.contracts.tables import Contract
from service.kernel.actor import SYSTEM
from service.kernel.db import Database

ENDS = ("terminated", "void")


@given(st.sampled_from(ENDS), st.lists(st.sampled_from(STATUSES), min_size=1))
def test_no_path_leaves_an_end(end: Status, wishes: list[Status]) -> None:
    current: str = end
    for wish in wishes:
        if step(current, wish) is not None:
            current = wish
    assert current == end


@pytest.mark.parametrize("status", STATUSES)
def test_every_step_leads_to_another_known_status(status: Status) -> None:
    targets = [allowed.to for allowed in STEPS[status]]
    assert set(targets) <= set(STATUSES) - {status}
    assert len(targets) == len(set(targets))


def test_every_status_can_be_reached_from_a_draft() -> None:
    reached: set[str] = {"draft"}
    while more := {s.to for status in STATUSES if status in reached for s in STEPS[status]} - (
        reached
    ):
        reached |= more
    assert reached == set(STATUSES)


def contract_in(status: str) -> Contract:
    return Contract(title="合同", status=status, owner_id="system", created_by="system")


def take(
    database: Database,
    current: str,
    to: str,
    *,
    reason: str | None = None,
    on: date | None = None,
) -> None:
    with database.write() as db:
        contract = contract_in(current)
        db.add(contract)
        transition(db, SYSTEM, contract, to, reason=reason, on=on)


@given(st.sampled_from(STATUSES), st.sampled_from(STATUSES))
def test_a_step_is_allowed_or_named_as_none(current: Status, to: Status) -> None:
    allowed = {s.to for s in STEPS[current]}
    assert (step(current, to) is not None) == (to in allowed)


@pytest.mark.parametrize(("current", "to"), [("draft", "in_force"), ("void", "draft")])
def test_a_step_that_is_not_there_is_refused(database: Database, current: str, to: str) -> None:
    with pytest.raises(BadTransition):
        take(database, current, to, reason="因", on=date(2025, 1, 1))


@pytest.mark.parametrize("reason", [None, "", "  "])
def test_suspending_needs_a_reason(database: Database, reason: str | None) -> None:
    with pytest.raises(ReasonRequired):
        take(database, "in_force", "suspended", reason=reason)


def test_terminating_needs_a_date(database: Database) -> None:
    with pytest.raises(DateRequired):
        take(database, "in_force", "terminated", reason="双方协议解除")


def test_a_step_taken_is_stored(database: Database) -> None:
    with database.write() as db:
        contract = contract_in("in_force")
        db.add(contract)
        db.flush()
        transition(db, SYSTEM, contract, "terminated", reason="解除", on=date(2025, 1, 1))
    with database.read() as db:
        assert db.get_one(Contract, contract.id).status == "terminated"
