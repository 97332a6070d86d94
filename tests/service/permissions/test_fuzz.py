"""Whatever the API's description allows is asked by every role, and whatever it forbids too.

No answer is a 5xx or a status or content type that the description does not tell; errors are
problem JSON; answers have the form they are said to have.
"""

from __future__ import annotations

import random
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.config import SchemathesisConfig
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.architecture.test_routes import routes
from tests.service.permissions.conftest import Build, Engine
from tests.service.permissions.world import Key, World

SEED = 20261125
EXAMPLES_QUICK, EXAMPLES_MANY = 12, 400
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
ASKING = ("chief", "legal", "finance", "leader", "buyer1", None)
"""A person of each role, and a stranger."""


Fuzzed = tuple[World, Any]
"""An installation and its description."""


def _fuzzed(build: Build, engine: Engine) -> Fuzzed:
    world = build(SEED, engine)
    config = SchemathesisConfig(seed=SEED)
    return world, schemathesis.openapi.from_asgi("/api/openapi.json", world.app, config=config)


@pytest.fixture(scope="module")
def on_sqlite(build: Build) -> Fuzzed:
    return _fuzzed(build, "sqlite")


@pytest.fixture(scope="module")
def on_postgresql(build: Build) -> Fuzzed:
    return _fuzzed(build, "postgresql")


def _operations() -> list[str]:
    return sorted(f"{method} {path}" for path, route in routes() for method in route.methods or ())


def _key(world: World, login: str | None, kind: str) -> Key:
    people = {person.id: person.login for person in world.people.values()}
    return next(
        key
        for key in world.keys
        if (key.person_id is None and key.kind == "none" and login is None)
        or (login and people.get(key.person_id or "") == login and key.kind == kind)
    )


def _known(world: World, name: str, rng: random.Random) -> str | None:
    """A value for a part of the path that names something there is."""
    table = {"fid": "facts", "aid": "annotations", "run_id": "backup_runs"}.get(name)
    if name == "contract_id":
        return rng.choice([deal.id for deal in world.deals.values() if deal.has_reading])
    if name == "job_id":
        ended = [job for job, (_, state) in world.jobs.items() if state in {"done", "failed"}]
        return rng.choice(ended)
    if name == "user_id":
        return next(p.id for p in world.people.values() if p.login == "lonely")
    rows = world.ask(f"SELECT id FROM {table}") if table else []
    return rng.choice(rows)[0] if rows else None


def _ask(fuzzed: Fuzzed, route: str, examples: int) -> None:
    world, schema = fuzzed
    method, _, path = route.partition(" ")
    operation = schema[path][method]
    rng = random.Random(SEED)

    @seed(SEED)
    @hypothesis_settings(
        max_examples=examples,
        database=None,
        deadline=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(), login=st.sampled_from(ASKING), deep=st.booleans())
    def answers_as_described(case: Any, login: str | None, deep: bool) -> None:
        if deep or path.endswith("/events"):
            for name in case.path_parameters or {}:
                known = _known(world, name, rng)
                case.path_parameters[name] = known or case.path_parameters[name]
        kind = "cookie" if "/auth/" in path and "password" not in path else "token"
        headers = dict(_key(world, login, kind).headers())
        if deep and "if-match" in {name.lower() for name in case.headers or {}}:
            case.headers["if-match"] = str(rng.choice((1, 1, 2)))
        case.call_and_validate(headers=headers, checks=CHECKS)

    answers_as_described()


@pytest.mark.timeout(120)
@pytest.mark.parametrize("route", _operations())
def test_a_route_answers_as_described(on_sqlite: Fuzzed, route: str) -> None:
    _ask(on_sqlite, route, EXAMPLES_QUICK)


@pytest.mark.slow
@pytest.mark.timeout(1200)
@pytest.mark.parametrize("route", _operations())
def test_a_route_answers_as_described_to_many(on_sqlite: Fuzzed, route: str) -> None:
    _ask(on_sqlite, route, EXAMPLES_MANY)


@pytest.mark.slow
@pytest.mark.server
@pytest.mark.timeout(1200)
@pytest.mark.parametrize("route", _operations())
def test_a_route_answers_as_described_to_many_on_postgresql(
    on_postgresql: Fuzzed, route: str
) -> None:
    _ask(on_postgresql, route, EXAMPLES_MANY)
