"""Grants, and who sees what."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

from service.kernel.clock import new_id
from tests.service.permissions import oracle
from tests.service.permissions.prover.core import (
    Answer,
    Prover,
    answered,
    expect,
    ok,
    probes,
    same,
    who_asked,
)
from tests.service.permissions.prover.makers import of_contract
from tests.service.permissions.world import Deal, Key


def _some_grant(p: Prover, deal: Deal) -> dict[str, Any]:
    people = sorted(person.id for person in p.world.people.values() if person.active)
    target = p.rng.choice(
        (
            {"user_id": p.rng.choice(people)},
            {"unit_id": p.rng.choice(sorted(p.world.parents))},
            {"role": p.rng.choice(sorted(p.world.roles))},
        )
    )
    level = p.rng.choice(("read", "comment", "edit", "manage"))
    days = p.rng.choice((None, None, 1, -1))
    end = (datetime.now(UTC) + timedelta(days=days)).isoformat() if days else None
    return {"json": target | {"level": level, "expires_at": end, "reason": "r"}}


def _granted(p: Prover, key: Key, deal: Deal, answer: Answer) -> None:
    body = json.loads(answer.request.content)
    given = oracle.LEVELS[body["level"]]
    if body["expires_at"] and body["expires_at"] < datetime.now(UTC).isoformat():
        p.told(answer, 422, "bad_end")
    elif all(oracle.can(who_asked(p, key), deal, name, key.scope) for name in given):
        answered(answer, 201)
    else:
        p.told(answer, 403, "forbidden")


def _grants(p: Prover, key: Key, deal: Deal, answer: Answer) -> None:
    got = sorted(item["id"] for item in ok(answer)["items"])
    rows = p.world.ask("SELECT id FROM contract_grants WHERE contract_id = ?", deal.id)
    same(got, sorted(row[0] for row in rows), "grants")


def _access(p: Prover, key: Key, deal: Deal, answer: Answer) -> None:
    """Whom the explanation names are they who see the contract, no more and no fewer."""
    person = who_asked(p, key)
    assert person is not None
    explains = oracle.holds(person, "access.explain", key.scope)
    if not explains and not oracle.can(person, deal, "contract.share", key.scope):
        p.told(answer, 403, "forbidden")
        return
    items = {item["id"]: item for item in ok(answer)["items"]}
    wanted = {who.id for who in p.world.people.values() if oracle.sees(who, deal)}
    same(set(items), wanted, "who sees it")
    for found, item in items.items():
        expect(bool(item["reasons"]), "seen without a reason")
        may = {n for n in oracle.GRANTABLE if oracle.can(p.world.people[found], deal, n)}
        same(set(item["allowed"]), may, "what they may")


of_contract("POST /api/contracts/{contract_id}/grants", _granted, _some_grant, weight=1)
of_contract("GET /api/contracts/{contract_id}/grants", _grants, weight=0.5)
of_contract(
    "GET /api/contracts/{contract_id}/grants/choices", lambda p, key, deal, answer: ok(answer)
)
of_contract("GET /api/contracts/{contract_id}/access", _access, weight=0.5)


@probes("DELETE /api/contracts/{contract_id}/grants/{grant_id}", weight=0.5)
def _revoke(p: Prover, route: str, key: Key) -> None:
    """A grant of another contract does not exist under this one."""
    deal, person = p.some_deal(), p.person(key)
    rows = p.world.ask("SELECT id, contract_id FROM contract_grants ORDER BY id")
    own = [row for row in rows if row[1] == deal.id]
    grant, contract = p.rng.choice(own if own and p.rng.random() < 0.7 else rows)
    path = f"/api/contracts/{deal.id}/grants/"
    answer = p.admitted(route, key, "DELETE", path + grant)
    if answer is None:
        return
    if deal.in_trash or not oracle.sees(person, deal):
        p.as_missing(key, answer, "DELETE", f"/api/contracts/{new_id()}/grants/{grant}")
    elif not oracle.can(person, deal, "contract.share", key.scope):
        p.told(answer, 403, "forbidden")
    elif contract != deal.id:
        p.as_missing(key, answer, "DELETE", path + new_id())
    else:
        answered(answer, 204)


@probes("GET /api/users/{user_id}/access", weight=0.5)
def _sees_what(p: Prover, route: str, key: Key) -> None:
    """What a person sees, of what the asker sees: nothing else is named or counted."""
    asker, person = p.person(key), p.rng.choice(list(p.world.people.values()))
    path = f"/api/users/{person.id}/access"
    answer = p.admitted(route, key, "GET", path)
    if answer is None:
        return
    wanted = {deal.id for deal in oracle.seen(p.world, person)}
    wanted &= {deal.id for deal in oracle.seen(p.world, asker)}
    same(ok(answer)["total"], len(wanted), "how many they see")
    rows = p.pages(key, path, {})
    same({row["id"] for row in rows}, wanted, "what they see")
    expect(all(row["reasons"] for row in rows), "seen without a reason")
