"""Probes that many routes have in common: each call registers one route."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from service.kernel.clock import new_id
from tests.service.permissions import oracle
from tests.service.permissions.prover.core import (
    PROBES,
    Answer,
    Prover,
    answered,
    expect,
    if_match,
    ok,
    same,
    versioned,
    who_asked,
)
from tests.service.permissions.world import Deal, Key

Check = Callable[[Prover, Key, Deal, Answer], None]
Request = Callable[[Prover, Deal], dict[str, Any]]


def _nothing(_: Prover, __: Deal) -> dict[str, Any]:
    return {}


def of_contract(
    route: str,
    check: Check,
    request: Request = _nothing,
    *,
    weight: float = 1.0,
    states: str = "use",
) -> None:
    """A route about one contract; ``request`` may give ``fill`` for the path's other parts."""

    def probe(p: Prover, route: str, key: Key) -> None:
        deal, before = p.some_deal(), p.person(key)
        method, _, path = route.partition(" ")
        more = request(p, deal)
        for name, value in more.pop("fill", {}).items():
            path = path.replace(f"{{{name}}}", str(value))
        answer = p.admitted(route, key, method, path.replace("{contract_id}", deal.id), **more)
        if answer is None:
            return
        right_state = states == "any" or deal.in_trash == (states == "trash")
        person = before or who_asked(p, key)
        if right_state and oracle.sees(person, deal):
            if oracle.can(person, deal, oracle.NEEDS[route] or "", key.scope):
                check(p, key, deal, answer)
            else:
                answered(answer, 403, 422, 428)
        else:
            missing = path.replace("{contract_id}", new_id())
            p.as_missing(key, answer, method, missing, **more)

    PROBES[route] = (weight, probe)


def rows_of(table: str) -> Check:
    def check(p: Prover, key: Key, deal: Deal, answer: Answer) -> None:
        items = ok(answer)["items"]
        got = sorted(item.get("fid") or item["id"] for item in items)
        rows = p.world.ask(f"SELECT id FROM {table} WHERE contract_id = ? ORDER BY id", deal.id)
        same(got, [row[0] for row in rows], table)

    return check


def _some_row(p: Prover, table: str, deal: Deal) -> tuple[str, str, int]:
    """A row's id, contract and version: the contract's own, or another's."""
    rows = p.world.ask(f"SELECT id, contract_id, version FROM {table} ORDER BY id")
    own = [row for row in rows if row[1] == deal.id]
    return p.rng.choice(own if own and p.rng.random() < 0.7 else rows)  # type: ignore[return-value]


def part_of_contract(
    route: str, table: str, name: str, body: Callable[[Prover], Any], check: Check, weight: float
) -> None:
    """A change to a fact, finding or annotation: under another contract it does not exist."""

    def probe(p: Prover, route: str, key: Key) -> None:
        deal = p.some_deal()
        row, contract, version = _some_row(p, table, deal)
        method, _, path = route.partition(" ")
        more: dict[str, Any] = {"headers": if_match(p, version)}
        if method != "DELETE":
            more["json"] = body(p)
        author = p.world.ask(f"SELECT * FROM {table} WHERE id = ?", row)
        filled = path.replace("{contract_id}", deal.id).replace(f"{{{name}}}", row)
        answer = p.admitted(route, key, method, filled, **more)
        if answer is None:
            return
        if deal.in_trash or not oracle.sees(who_asked(p, key), deal):
            missing = path.replace("{contract_id}", new_id()).replace(f"{{{name}}}", row)
            p.as_missing(key, answer, method, missing, **more)
        elif not oracle.can(who_asked(p, key), deal, oracle.NEEDS[route] or "", key.scope):
            answered(answer, 403, 428)
        elif contract != deal.id:
            missing = path.replace("{contract_id}", deal.id).replace(f"{{{name}}}", new_id())
            p.as_missing(key, answer, method, missing, **more)
        elif method == "DELETE" or versioned(answer, version):
            assert author
            check(p, key, deal, answer)

    PROBES[route] = (weight, probe)


def of_job(route: str, weight: float, *statuses: int, only_final: bool = False) -> None:
    def probe(p: Prover, route: str, key: Key) -> None:
        job = p.rng.choice(sorted(p.world.jobs))
        contract, state = p.world.jobs[job]
        deal = p.world.deals[contract]
        shown = not deal.in_trash and oracle.sees(p.person(key), deal)
        if only_final and shown and state not in {"done", "failed", "cancelled"}:
            return  # its stream would go on for ever
        method, _, path = route.partition(" ")
        answer = p.admitted(route, key, method, path.replace("{job_id}", job))
        if answer is None:
            return
        if shown and not oracle.can(p.person(key), deal, oracle.NEEDS[route] or "", key.scope):
            p.told(answer, 403, "forbidden")
        elif shown:
            answered(answer, *statuses)
            if answer.is_success:
                expect(contract in answer.text, "another contract's job")
        else:
            p.as_missing(key, answer, method, path.replace("{job_id}", new_id()))

    PROBES[route] = (weight, probe)


def of_administration(route: str, weight: float, *statuses: int) -> None:
    def probe(p: Prover, route: str, key: Key) -> None:
        method, _, path = route.partition(" ")
        answer = p.admitted(route, key, method, re.sub(r"\{\w+\}", new_id(), path))
        if answer is not None:
            answered(answer, *statuses)

    PROBES[route] = (weight, probe)


def of_another(route: str, table: str, owner: str, name: str, body: Any = None) -> None:
    """A thing of one's own account: another's does not exist."""

    def probe(p: Prover, route: str, key: Key) -> None:
        others = p.world.ask(f"SELECT id FROM {table} WHERE {owner} <> ?", key.person_id or "")
        row = p.rng.choice(others)[0] if others else new_id()
        method, _, path = route.partition(" ")
        more: dict[str, Any] = {"json": body, "headers": {"if-match": "1"}} if body else {}
        answer = p.admitted(route, key, method, path.replace(f"{{{name}}}", row), **more)
        if answer is not None:
            expect(answer.status_code == 404, f"answered {answer.status_code}")
            p.as_missing(key, answer, method, path.replace(f"{{{name}}}", new_id()), **more)

    PROBES[route] = (0.3, probe)


def of_oneself(route: str, body: Any = None) -> None:
    def probe(p: Prover, route: str, key: Key) -> None:
        method, _, path = route.partition(" ")
        answer = p.admitted(route, key, method, path, **({"json": body} if body else {}))
        if answer is not None:
            answered(answer, 201 if method == "POST" else 200)

    PROBES[route] = (0.2, probe)
