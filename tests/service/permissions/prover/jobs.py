"""Jobs and their progress, and uploads."""

from __future__ import annotations

from tests.service.permissions import oracle
from tests.service.permissions.prover.core import MOST_CONTRACTS, Prover, expect, probes, same
from tests.service.permissions.prover.makers import of_job
from tests.service.permissions.world import Key


@probes("GET /api/jobs", weight=2)
def _jobs(p: Prover, route: str, key: Key) -> None:
    states = p.rng.choice((None, "done", "failed", "queued,running", "done,failed,cancelled"))
    asked = {"state": states} if states else {}
    answer = p.admitted(route, key, "GET", "/api/jobs", params=asked)
    if answer is None:
        return
    mine = {deal.id for deal in oracle.seen(p.world, p.person(key))}
    wanted = sorted(
        (
            job
            for job, (contract, state) in p.world.jobs.items()
            if contract in mine and (states is None or state in states.split(","))
        ),
        reverse=True,
    )
    same([row["id"] for row in p.pages(key, "/api/jobs", asked)], wanted, f"jobs {states}")


of_job("GET /api/jobs/{job_id}", 1.5, 200)
of_job("GET /api/jobs/{job_id}/events", 1.0, 200, only_final=True)
of_job("POST /api/jobs/{job_id}/cancel", 0.4, 200, 409)
of_job("POST /api/jobs/{job_id}/retry", 0.4, 200, 409)


@probes("POST /api/contracts", weight=0.7)
def _upload(p: Prover, route: str, key: Key) -> None:
    """The very same file: the earlier contract to whoever sees one, else nothing is told."""
    source = p.rng.choice(sorted(p.world.originals))
    content = p.world.originals[source]
    person = p.person(key)
    twins = {
        deal.id
        for deal in oracle.seen(p.world, person)
        if p.world.originals.get(deal.id) == content
    }
    allowed = person is not None and oracle.holds(person, "contract.create", key.scope)
    if allowed and not twins and len(p.world.deals) >= MOST_CONTRACTS:
        return
    answer = p.admitted(
        route, key, "POST", "/api/contracts", files={"file": ("probe.txt", content)}
    )
    if answer is None:
        return
    told = answer.json()
    same((answer.status_code, told["duplicate"]), (200, True) if twins else (202, False), "twin")
    if twins:
        expect(told["contract_id"] in twins, "another contract than one of the same file")
    else:
        new = told["contract_id"]
        p.world.secrets[new] = set(p.world.secrets[source])
        p.world.originals[new] = content
