"""Lists of contracts, counts and choices: exactly what is visible."""

from __future__ import annotations

import io
from typing import Any

from openpyxl import load_workbook

from tests.service.permissions import oracle
from tests.service.permissions.prover.core import (
    Prover,
    answered,
    expect,
    ok,
    probes,
    same,
    secret_of,
)
from tests.service.permissions.world import STATUSES, TYPES, Key


def _some_filters(p: Prover) -> dict[str, Any]:
    deal = p.some_deal()
    possible: dict[str, Any] = {
        "status": p.rng.choice(STATUSES),
        "type": p.rng.choice(TYPES),
        "unit": p.rng.choice((deal.unit_id, *deal.above[1:])),
        "secrecy": p.rng.choice(("normal", "confidential")),
        "owner": deal.owner_id,
        "archived": p.rng.choice(("true", "false")),
        "party": p.rng.choice((secret_of(p, deal), "江城", "云港安田", "公司")),
        "number": p.rng.choice((deal.number or "HT", "HT", "ht-2026-000", "9")),
        "q": p.rng.choice((secret_of(p, deal), "设备", "云港", "supply", "%", "_")),
        "from": "2025-01-07",
        "to": "2025-06-15",
        "amount_min": p.rng.choice((0, 1, 2)),
        "amount_max": p.rng.choice((0, 1, 7)),
        "risk": p.rng.choice(("high", "medium", "low")),
    }
    names = p.rng.sample(sorted(possible), p.rng.choice((0, 0, 1, 1, 1, 2, 3)))
    return {name: possible[name] for name in names if possible[name] is not None}


def _some_sort(p: Prover) -> str:
    fields = ("updated_at", "title", "number", "amount", "signed_on", "ends_on")
    return p.rng.choice(("", "-")) + p.rng.choice(fields)


def _expected_list(p: Prover, key: Key, asked: dict[str, Any]) -> list[str]:
    deals = oracle.seen(p.world, p.person(key), trash=asked.get("trash") == "true")
    return oracle.in_order(
        [deal for deal in deals if oracle.matches(deal, asked)], asked.get("sort", "-updated_at")
    )


@probes("GET /api/contracts", weight=4)
def _list(p: Prover, route: str, key: Key) -> None:
    asked = _some_filters(p) | {"sort": _some_sort(p)}
    if p.rng.random() < 0.3:
        asked["trash"] = p.rng.choice(("true", "false"))
    answer = p.admitted(route, key, "GET", "/api/contracts", params=asked)
    if answer is None:
        return
    rows = p.pages(key, "/api/contracts", asked)
    same([row["id"] for row in rows], _expected_list(p, key, asked), f"list {asked}")
    if p.cursors and p.rng.random() < 0.2:
        # Another's cursor is only a place in an order: the search for leaks does the rest.
        cursor = p.rng.choice(p.cursors)
        answered(p.send(key, "GET", "/api/contracts", params={"cursor": cursor}), 200, 422)


@probes("GET /api/contracts/export.xlsx", weight=0.5)
def _export(p: Prover, route: str, key: Key) -> None:
    asked = _some_filters(p) | {"sort": _some_sort(p)}
    answer = p.admitted(route, key, "GET", "/api/contracts/export.xlsx", params=asked)
    if answer is None:
        return
    expect(answer.status_code == 200, f"answered {answer.status_code}")
    sheet = load_workbook(io.BytesIO(answer.content)).worksheets[0]
    titles = [row[1].value for row in sheet.iter_rows(min_row=2)]
    wanted = [p.world.deals[found].title for found in _expected_list(p, key, asked)]
    same(titles, wanted, f"export {asked}")


@probes("GET /api/contracts/choices")
def _choices(p: Prover, route: str, key: Key) -> None:
    answer = p.admitted(route, key, "GET", "/api/contracts/choices")
    if answer is None:
        return
    mine = oracle.seen(p.world, p.person(key))
    content = ok(answer)
    above = sorted({unit for deal in mine for unit in deal.above})
    same(sorted(unit["id"] for unit in content["units"]), above, "units")
    same(sorted(o["id"] for o in content["owners"]), sorted({d.owner_id for d in mine}), "owners")
    tagged = p.world.ask("SELECT contract_id, name FROM contract_tags")
    ids = {deal.id for deal in mine}
    same(content["tags"], sorted({name for deal, name in tagged if deal in ids}), "tags")


@probes("GET /api/home", weight=2)
def _home(p: Prover, route: str, key: Key) -> None:
    days = p.rng.choice((1, 30, 90, 366))
    answer = p.admitted(route, key, "GET", "/api/home", params={"days": days})
    person = p.person(key)
    if answer is None or person is None:
        return
    content, wanted = ok(answer), oracle.home(p.world, person, days)
    same(content["by_status"], wanted["by_status"], "by_status")
    same(content["attention"], wanted["attention"], "attention")
    same([row["id"] for row in content["recent"]], wanted["recent"], "recent")
    upcoming = sorted((u["date"], u["contract_id"], u["kind"]) for u in content["upcoming"])
    same(upcoming, wanted["upcoming"], "upcoming")
