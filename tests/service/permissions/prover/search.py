"""Hits and facets of nothing but what is visible."""

from __future__ import annotations

from collections import Counter
from typing import Any

from tests.service.permissions import oracle
from tests.service.permissions.prover.core import Prover, expect, ok, probes, same, secret_of
from tests.service.permissions.world import STATUSES, TYPES, Key


@probes("GET /api/search", weight=4)
def _search(p: Prover, route: str, key: Key) -> None:
    target = p.some_deal()
    secret = secret_of(p, target)
    asked: dict[str, Any] = {
        "q": p.rng.choice((secret, secret, "验收暗号", "逾期交货的违约金", "confidential", "价款"))
    }
    filters = {
        "type": p.rng.choice(TYPES),
        "status": p.rng.choice(STATUSES),
        "party": p.rng.choice((secret, "江城")),
        "number": p.rng.choice((target.number or "HT", "HT")),
        "from": "2025-01-07",
        "to": "2025-06-15",
    }
    for name in p.rng.sample(sorted(filters), p.rng.choice((0, 0, 1, 2))):
        asked[name] = filters[name]
    answer = p.admitted(route, key, "GET", "/api/search", params=asked | {"limit": 100})
    if answer is None:
        return
    content = ok(answer)
    hits = content["items"]
    narrowed = {name: value for name, value in asked.items() if name != "q"}
    possible = {d.id for d in oracle.seen(p.world, p.person(key)) if oracle.matches(d, narrowed)}
    found = {hit["contract_id"] for hit in hits}
    expect(found <= possible, f"hits outside what is visible and asked for: {found - possible}")
    for facet, name in (("kind", "kind"), ("type", "contract_type")):
        same(content["facets"][facet], dict(Counter(hit[name] for hit in hits)), "facets")
    if asked["q"] == secret and target.id in possible and target.has_reading:
        expect(target.id in found, "a visible contract's own word does not find it")
