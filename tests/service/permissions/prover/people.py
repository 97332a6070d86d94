"""People, and who may give what to whom."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from tests.service.permissions import oracle
from tests.service.permissions.prover.core import Prover, answered, probes, same
from tests.service.permissions.world import Key


@probes("GET /api/users", weight=0.5)
def _users(p: Prover, route: str, key: Key) -> None:
    if p.admitted(route, key, "GET", "/api/users") is not None:
        got = sorted(item["id"] for item in p.pages(key, "/api/users", {}))
        same(got, sorted(p.world.people), "users")


@probes("PATCH /api/users/{user_id}", weight=1.5)
def _user(p: Prover, route: str, key: Key) -> None:
    """A new unit or role shows in the very next answer; nobody gives more than they have."""
    managers = {"chief", "personnel"}  # they go on giving roles, each as far as they may
    people = [person for person in p.world.people.values() if person.login not in managers]
    person, asker = p.rng.choice(people), p.person(key)
    units = sorted(p.world.parents)
    codes = ("handler", "guest", "finance", "leader", "director", "auditor")
    end = (datetime.now(UTC) + timedelta(days=1)).isoformat()
    further = [
        {"role": code, "expires_at": p.rng.choice((None, end))} for code in p.rng.sample(codes, 1)
    ]
    change: dict[str, Any] = p.rng.choice(
        (
            {"unit_id": p.rng.choice((*units, None))},
            {"further_units": p.rng.sample(units, p.rng.choice((0, 1, 2)))},
            {"role": p.rng.choice(codes)},
            {"further_roles": further},
            {"further_roles": []},
        )
    )
    version = p.world.ask("SELECT version FROM users WHERE id = ?", person.id)[0][0]
    answer = p.admitted(
        route,
        key,
        "PATCH",
        f"/api/users/{person.id}",
        json=change,
        headers={"if-match": str(version)},
    )
    if answer is None or asker is None:
        return
    touched = [held.code for held in person.roles]
    touched += [change["role"]] if "role" in change else []
    touched += [held["role"] for held in change.get("further_roles", ())]
    may = all(oracle.may_give(asker, p.world.roles[code]) for code in touched)
    answered(answer, 200 if may else 403)


@probes("POST /api/users", weight=0.3)
def _add_user(p: Prover, route: str, key: Key) -> None:
    """A login that is none: whoever may add people is told so, and nobody is added."""
    answer = p.admitted(route, key, "POST", "/api/users", json={"login": "?"})
    if answer is not None:
        p.told(answer, 422, "invalid")
