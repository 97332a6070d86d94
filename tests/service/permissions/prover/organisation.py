"""Units and roles: what changes there shows in the next answer."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tests.service.permissions import oracle
from tests.service.permissions.prover.core import Prover, answered, ok, probes, same
from tests.service.permissions.prover.makers import of_administration
from tests.service.permissions.world import Key


@probes("GET /api/units", weight=0.3)
def _units(p: Prover, route: str, key: Key) -> None:
    answer = p.admitted(route, key, "GET", "/api/units")
    if answer is not None:
        found = {item["id"]: item["parent_id"] for item in ok(answer)["items"]}
        same(found, p.world.parents, "units")


@probes("POST /api/units/{unit_id}/move", weight=0.7)
def _move_unit(p: Prover, route: str, key: Key) -> None:
    """What lies below goes along, and who sees it changes with the next answer."""
    unit, parent = p.rng.choice(sorted(p.world.parents)), p.rng.choice((*p.world.parents, None))
    is_cycle = unit in p.world.line(parent)
    answer = p.admitted(
        route, key, "POST", f"/api/units/{unit}/move", json={"parent_id": parent, "position": 0}
    )
    if answer is not None:
        answered(answer, 409 if is_cycle else 200)


@probes("GET /api/roles", weight=0.2)
def _roles(p: Prover, route: str, key: Key) -> None:
    answer = p.admitted(route, key, "GET", "/api/roles")
    if answer is not None:
        same({item["code"] for item in ok(answer)["items"]}, set(p.world.roles), "roles")


def _draft_of_role(p: Prover) -> tuple[str, dict[str, Any]]:
    code = p.rng.choice(("director", "auditor", "guest", "handler", "finance"))
    role = p.world.roles[code]
    toggled = p.rng.choice(("contract.confidential", "contract.comment", "contract.edit"))
    scope = p.rng.choice(("own", "unit", "unit_below", "all", role.scope))
    return code, {"scope": scope, "permissions": sorted(role.permissions ^ {toggled})}


@probes("PATCH /api/roles/{code}", weight=0.7)
def _change_role(p: Prover, route: str, key: Key) -> None:
    """Another reach or permission counts for all who hold the role from the next answer on."""
    code, draft = _draft_of_role(p)
    version = p.world.ask("SELECT version FROM roles WHERE code = ?", code)[0][0]
    headers = {"if-match": str(version)}
    answer = p.admitted(route, key, "PATCH", f"/api/roles/{code}", json=draft, headers=headers)
    if answer is not None:
        answered(answer, 200)


@probes("POST /api/roles/{code}/preview", weight=0.3)
def _preview_role(p: Prover, route: str, key: Key) -> None:
    code, draft = _draft_of_role(p)
    answer = p.admitted(route, key, "POST", f"/api/roles/{code}/preview", json=draft)
    if answer is None:
        return
    edited = replace(
        p.world.roles[code], scope=draft["scope"], permissions=frozenset(draft["permissions"])
    )
    wanted: dict[str, tuple[int, int]] = {}
    for person in p.world.people.values():
        now = [held.code for held in oracle.roles_now(person)]
        if not person.active or code not in now:
            continue
        roles = tuple(edited if held.code == code else held for held in person.roles)
        after = replace(person, roles=roles)
        counts = len(oracle.seen(p.world, person)), len(oracle.seen(p.world, after))
        may_before, may_after = (
            {n for held in oracle.roles_now(who) for n in held.permissions}
            for who in (person, after)
        )
        if counts[0] != counts[1] or may_before != may_after:
            wanted[person.id] = counts
    items = ok(answer)["items"]
    got = {item["id"]: (item["contracts_before"], item["contracts_after"]) for item in items}
    same(got, wanted, "preview")


of_administration("GET /api/units/use", 0.1, 200)
of_administration("GET /api/units/export.csv", 0.1, 200)
of_administration("POST /api/units/import", 0.1, 422)
of_administration("POST /api/units", 0.1, 422)
of_administration("PATCH /api/units/{unit_id}", 0.1, 422, 428)
of_administration("POST /api/units/{unit_id}/merge", 0.1, 422)
of_administration("DELETE /api/units/{unit_id}", 0.1, 404)
of_administration("GET /api/roles/permissions", 0.1, 200)
of_administration("POST /api/roles", 0.1, 422)
of_administration("DELETE /api/roles/{code}", 0.1, 404)
