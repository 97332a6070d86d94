"""A contract's record, history, facts and event dates, and changes to it."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

from tests.service.permissions import oracle
from tests.service.permissions.prover.core import (
    Answer,
    Prover,
    answered,
    if_match,
    ok,
    same,
    versioned,
    who_asked,
)
from tests.service.permissions.prover.makers import of_contract, rows_of
from tests.service.permissions.world import STATUSES, Deal, Key


def _record(p: Prover, key: Key, deal: Deal, answer: Answer) -> None:
    content = ok(answer)
    same((content["id"], content["title"]), (deal.id, deal.title), "the record")
    same(content["deleted_at"] is not None, deal.in_trash, "in the trash")


_ALSO_IN_RECORD = {
    *("contract.created", "contract.changed", "contract.transition", "contract.event_dated"),
    *("contract.deleted", "contract.restored", "contract.read", "contract.reviewed"),
    *("fact.decided", "finding.decided", "annotation.created", "grant.created", "grant.revoked"),
}


def _history(p: Prover, key: Key, deal: Deal, answer: Answer) -> None:
    ok(answer)
    person = p.person(key)
    reads_log = person is not None and oracle.holds(person, "audit.read", key.scope)
    items = p.pages(key, f"/api/contracts/{deal.id}/history", {})
    same([item["at"] for item in items], sorted((i["at"] for i in items), reverse=True), "order")
    rows = p.world.ask("SELECT id FROM contract_history WHERE contract_id = ?", deal.id)
    expected = {f"r{row[0]}" for row in rows}
    log = "SELECT id, actor_id, action FROM audit_events WHERE contract_id = ?"
    for number, actor_id, action in p.world.ask(log, deal.id):
        if action not in _ALSO_IN_RECORD and (reads_log or actor_id == key.person_id):
            expected.add(f"a{number}")
    same(sorted(item["id"] for item in items), sorted(expected), "history")


def _periods(p: Prover, deal: Deal) -> list[dict[str, Any]]:
    """The formulas of a contract's facts that wait for an event."""
    rows = p.world.ask(
        "SELECT data ->> 'period' FROM facts WHERE contract_id = ? AND decision <> 'rejected'",
        deal.id,
    )
    found = [json.loads(row[0]) for row in rows if row[0]]
    return [period for period in found if period["event"]]


def _event_dates(p: Prover, key: Key, deal: Deal, answer: Answer) -> None:
    wanted = {(period["event"], period["event_text"] or "") for period in _periods(p, deal)}
    got = {(item["event"], item["text"]) for item in ok(answer)["items"]}
    same(got, wanted, "the events that periods run from")


def _some_event_date(p: Prover, deal: Deal) -> dict[str, Any]:
    known = [(period["event"], period["event_text"] or "") for period in _periods(p, deal)]
    event, text = p.rng.choice([*known, ("acceptance", "nowhere told")])
    day = oracle.today() + timedelta(days=p.rng.randint(-40, 40))
    date = p.rng.choice((day.isoformat(), day.isoformat(), None))
    return {"json": {"event": event, "text": text, "date": date}}


def _event_dated(p: Prover, key: Key, deal: Deal, answer: Answer) -> None:
    if json.loads(answer.request.content)["text"] == "nowhere told":
        p.told(answer, 422, "invalid")
    else:
        _event_dates(p, key, deal, answer)


of_contract("GET /api/contracts/{contract_id}", _record, states="any", weight=2)
of_contract("GET /api/contracts/{contract_id}/history", _history, states="any")
of_contract("GET /api/contracts/{contract_id}/facts", rows_of("facts"))
of_contract("GET /api/contracts/{contract_id}/event-dates", _event_dates)
of_contract(
    "PUT /api/contracts/{contract_id}/event-dates", _event_dated, _some_event_date, weight=0.5
)
of_contract("GET /api/contracts/{contract_id}/findings", rows_of("findings"))
of_contract("GET /api/contracts/{contract_id}/positions", rows_of("clause_positions"))
of_contract("GET /api/contracts/{contract_id}/annotations", rows_of("annotations"))


def _patch(p: Prover, deal: Deal) -> dict[str, Any]:
    people = list(p.world.people.values())
    numbers = [d.number for d in p.world.deals.values() if d.number]
    change = p.rng.choice(
        (
            {"note": "a note"},
            {"owner_id": p.rng.choice(people).id},
            {"unit_id": p.rng.choice((*(person.unit_id for person in people), None))},
            {"secrecy": p.rng.choice(("normal", "confidential"))},
            {"archived": p.rng.random() < 0.5},
            {"status": "void"},
            {"number": deal.number},
            {"number": p.rng.choice(numbers)},
        )
    )
    return {"json": change, "headers": if_match(p, deal.version)}


def _patched(p: Prover, key: Key, deal: Deal, answer: Answer) -> None:
    change = json.loads(answer.request.content)
    if "status" in change:
        answered(answer, 422, 428)
    elif versioned(answer, deal.version):
        taken = {d.number for d in p.world.deals.values() if d.id != deal.id and not d.in_trash} - {
            None
        }
        number = change.get("number")
        says_who_sees = bool({"owner_id", "unit_id", "secrecy"} & change.keys())
        if says_who_sees and not oracle.can(who_asked(p, key), deal, "contract.share", key.scope):
            p.told(answer, 403, "forbidden")
        else:
            answered(answer, 409 if number and number in taken else 200)


def _step(p: Prover, deal: Deal) -> dict[str, Any]:
    return {"json": {"to": p.rng.choice(STATUSES), "reason": "why", "date": "2026-01-01"}}


def _stepped(p: Prover, key: Key, deal: Deal, answer: Answer) -> None:
    answered(answer, 200, 409)
    if answer.status_code == 200:
        same(p.world.deals[deal.id].status, json.loads(answer.request.content)["to"], "status")


def _may_delete(p: Prover, key: Key, deal: Deal) -> bool:
    person = who_asked(p, key)
    assert person is not None
    own_draft = deal.created_by == person.id and deal.status == "draft"
    may_edit = oracle.can(person, deal, "contract.edit", key.scope)
    return oracle.can(person, deal, "contract.delete", key.scope) or (own_draft and may_edit)


def _deleted(p: Prover, key: Key, deal: Deal, answer: Answer) -> None:
    answered(answer, 204 if _may_delete(p, key, deal) else 403)


def _restored(p: Prover, key: Key, deal: Deal, answer: Answer) -> None:
    answered(answer, 200 if _may_delete(p, key, deal) else 403)


of_contract("PATCH /api/contracts/{contract_id}", _patched, _patch, weight=1.5)
of_contract("POST /api/contracts/{contract_id}/transitions", _stepped, _step, weight=0.5)
of_contract("DELETE /api/contracts/{contract_id}", _deleted, weight=0.3)
of_contract("POST /api/contracts/{contract_id}/restore", _restored, states="trash", weight=1.5)
