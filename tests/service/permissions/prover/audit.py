"""The audit log."""

from __future__ import annotations

import json

from tests.service.permissions.prover.core import Prover, answered, expect, ok, probes, same
from tests.service.permissions.world import Key, today


@probes("GET /api/audit", weight=0.5)
def _audit(p: Prover, route: str, key: Key) -> None:
    deal = p.some_deal()
    asked = {"contract_id": deal.id}
    if p.admitted(route, key, "GET", "/api/audit", params=asked) is None:
        return
    rows = p.world.ask(
        "SELECT id FROM audit_events WHERE contract_id = ? ORDER BY id DESC", deal.id
    )
    got = [item["id"] for item in p.pages(key, "/api/audit", asked)]
    same(got, [row[0] for row in rows], "audit")


@probes("GET /api/audit/export.{format}", weight=0.3)
def _audit_export(p: Prover, route: str, key: Key) -> None:
    deal = p.some_deal()
    path, asked = "/api/audit/export.jsonl", {"contract_id": deal.id}
    answer = p.admitted(route, key, "GET", path, params=asked)
    if answer is None:
        return
    answered(answer, 200)
    rows = p.world.ask("SELECT seq FROM audit_events WHERE contract_id = ? ORDER BY seq", deal.id)
    got = [json.loads(line)["seq"] for line in answer.text.splitlines()]
    same(got, [row[0] for row in rows], "the exported log")


@probes("GET /api/audit/people/{user_id}/days/{on}", weight=0.3)
def _audit_day(p: Prover, route: str, key: Key) -> None:
    person = p.rng.choice(sorted(p.world.people))
    path = f"/api/audit/people/{person}/days/{today().isoformat()}"
    answer = p.admitted(route, key, "GET", path)
    if answer is not None:
        events = [event for hour in ok(answer)["hours"] for event in hour["events"]]
        expect(
            all(person in (event["actor_id"], event["object_id"]) for event in events),
            "another's day",
        )
