"""Everything that the API shows is held to a rule that was written down a second time."""

from __future__ import annotations

import os
import random
import time

import pytest

from tests.architecture.test_routes import routes
from tests.service.permissions import oracle
from tests.service.permissions.conftest import Engine, Enter
from tests.service.permissions.prover import PROBES

PROBES_QUICK = 2_000
PROBES_ON_POSTGRESQL = 300
WORLDS, PROBES_EACH = 20, 5_000

NOT_PROBED = {
    "POST /api/auth/sign-in": "opens a session and shows one's own account",
    "POST /api/auth/sign-out": "closes one's own session",
    "POST /api/auth/password": "one's own password",
    "POST /api/auth/setup": "makes the first administrator, by a code",
    "POST /api/auth/oidc/{provider}/begin": "begins one's own sign-in",
    "POST /api/auth/oidc/{provider}/finish": "opens a session, by what a provider says",
    "POST /api/auth/oidc-code": "opens a session, by one's own code",
    "POST /api/auth/identities": "begins to link one's own account",
    "DELETE /api/auth/sessions": "ends one's own sessions, those of this test among them",
    "POST /api/notifications/test-mail": "a mail to one's own address, of no contract",
    "POST /api/auth/second-factor": "one's own second factor",
    "POST /api/auth/second-factor/confirm": "one's own second factor",
    "POST /api/auth/second-factor/off": "one's own second factor",
    "POST /api/auth/passkeys": "one's own second factor",
    "POST /api/auth/passkeys/begin": "one's own second factor",
    "PATCH /api/auth/passkeys/{passkey_id}": "one's own second factor",
    "POST /api/auth/passkeys/{passkey_id}/remove": "one's own second factor",
    "POST /api/auth/passkeys/challenge": "asks a device who holds it",
    "POST /api/auth/passkeys/sign-in": "opens a session and shows one's own account",
}
"""Routes without a probe, and why: they touch no contract; tests/service/accounts has them."""


def _seed() -> int:
    """A new one each time; ``JIANQI_SEED`` repeats a run."""
    return int(os.environ.get("JIANQI_SEED") or random.SystemRandom().randrange(10**6))


def _named() -> set[str]:
    return {f"{method} {path}" for path, route in routes() for method in route.methods}


def test_every_route_is_probed_or_excepted_with_a_reason() -> None:
    assert _named() - PROBES.keys() - NOT_PROBED.keys() == set(), "no probe: see prover"
    assert (PROBES.keys() | NOT_PROBED.keys()) - _named() == set(), "no such route any more"
    assert PROBES.keys() == oracle.NEEDS.keys() | oracle.TO_ALL


@pytest.mark.timeout(600)
def test_what_is_shown_is_what_may_be_seen(enter: Enter) -> None:
    seed = _seed()
    print("seed", seed)
    prover = enter(seed)
    prover.run(PROBES_QUICK)
    assert prover.asked.keys() == PROBES.keys()
    assert sum(prover.asked.values()) == PROBES_QUICK


@pytest.mark.server
@pytest.mark.timeout(600)
def test_what_is_shown_is_what_may_be_seen_on_postgresql(enter: Enter) -> None:
    seed = _seed()
    print("seed", seed)
    prover = enter(seed, "postgresql")
    prover.run(PROBES_ON_POSTGRESQL)
    assert prover.asked.keys() == PROBES.keys()


@pytest.mark.slow
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("number", range(WORLDS))
@pytest.mark.parametrize("engine", ["sqlite", pytest.param("postgresql", marks=pytest.mark.server)])
def test_what_is_shown_is_what_may_be_seen_in_many_worlds(
    enter: Enter, number: int, engine: Engine
) -> None:
    seed = _seed() + number
    print("seed", seed)
    started = time.monotonic()
    enter(seed, engine).run(PROBES_EACH)
    print(f"{PROBES_EACH} probes in {time.monotonic() - started:.0f} s")
