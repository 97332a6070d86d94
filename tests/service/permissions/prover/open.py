"""Routes open to all speak of no contract."""

from __future__ import annotations

from collections.abc import Iterable

from tests.service.permissions import oracle
from tests.service.permissions.prover.core import IDENTIFIER, PROBES, SECRET, Prover, expect
from tests.service.permissions.world import Key


def open_to_all(routes: Iterable[str]) -> None:
    def probe(p: Prover, route: str, key: Key) -> None:
        answer = p.send(key, "GET", route.partition(" ")[2])
        expect(answer.status_code == 200, f"answered {answer.status_code}")
        expect(not SECRET.search(answer.text), "an open route speaks of a contract")
        known = set(IDENTIFIER.findall(answer.text)) & (set(p.world.deals) | set(p.world.belongs))
        expect(not known, "an open route names a contract")

    for route in routes:
        PROBES[route] = (0.1, probe)


open_to_all(sorted(oracle.TO_ALL))
