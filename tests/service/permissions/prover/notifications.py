"""What people are told of, decided when they ask."""

from __future__ import annotations

from tests.service.permissions import oracle
from tests.service.permissions.prover.core import Prover, expect, ok, probes, same
from tests.service.permissions.world import Key


@probes("GET /api/notifications", weight=2)
def _notifications(p: Prover, route: str, key: Key) -> None:
    """Of no contract but those that one sees now, whatever one was told before."""
    if p.admitted(route, key, "GET", "/api/notifications") is None:
        return
    items = p.pages(key, "/api/notifications", {})
    same([item["id"] for item in items], oracle.told(p.world, p.person(key), key.scope), "told")
    titled = [item for item in items if item["contract_id"]]
    for item in titled:
        expect(p.world.deals[item["contract_id"]].title in item["text"], "another's title")


@probes("GET /api/notifications/unread")
def _bell(p: Prover, route: str, key: Key) -> None:
    answer = p.admitted(route, key, "GET", "/api/notifications/unread")
    if answer is None:
        return
    unread = {row[0] for row in p.world.ask("SELECT id FROM notifications WHERE read_at IS NULL")}
    counted = [row for row in oracle.told(p.world, p.person(key), key.scope) if row in unread]
    same(ok(answer)["count"], len(counted), "unread")


@probes("POST /api/notifications/mark", weight=0.5)
def _mark(p: Prover, route: str, key: Key) -> None:
    """Any id may be sent; only what one is shown changes."""
    rows = [row[0] for row in p.world.ask("SELECT id FROM notifications ORDER BY id")]
    mine = set(oracle.told(p.world, p.person(key), key.scope))
    act = p.rng.choice(("read", "unread"))
    body = {"act": act, "ids": p.rng.sample(rows, 20) + sorted(mine)[:3]}
    answer = p.admitted(route, key, "POST", "/api/notifications/mark", json=body)
    if answer is not None:
        expect(set(ok(answer)["ids"]) <= mine, "marked what is not one's own to see")
