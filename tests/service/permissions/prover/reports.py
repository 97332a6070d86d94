"""Reports on one contract, and comparisons of two."""

from __future__ import annotations

from typing import Any

from service.kernel.clock import new_id
from tests.service.permissions import oracle
from tests.service.permissions.prover.core import (
    PROBES,
    Answer,
    Prover,
    answered,
    expect,
    secret_of,
    text_of,
    unread,
    who_asked,
)
from tests.service.permissions.prover.makers import of_contract
from tests.service.permissions.world import Deal, Key


def _format(p: Prover, deal: Deal) -> dict[str, Any]:
    formats, weights = ("json", "html", "xlsx", "docx", "pdf"), (40, 30, 3, 2, 1)
    chosen = p.rng.choices(formats, weights)[0]
    return {"fill": {"format": chosen}, "params": {"lang": p.rng.choice(("zh", "en"))}}


def _report(p: Prover, key: Key, deal: Deal, answer: Answer) -> None:
    if unread(p, deal, answer):
        return
    expect(answer.status_code == 200, f"answered {answer.status_code}: {answer.text[:200]}")
    text = text_of(answer).replace("\r\n", "").replace("\n", "")
    expect(secret_of(p, deal) in text, "the report speaks of another contract")


of_contract("GET /api/contracts/{contract_id}/report.{format}", _report, _format, weight=0.7)


def _compared(route: str, weight: float) -> None:
    """A route about two contracts: whoever sees not both is answered as if one did not exist."""

    def probe(p: Prover, route: str, key: Key) -> None:
        old, new = p.some_deal(), p.some_deal()
        format = p.rng.choices(("json", "html", "docx", "pdf"), (40, 20, 8, 1))[0]
        path = route.partition(" ")[2].replace("{format}", format)
        asked = path.replace("{contract_id}", old.id)
        answer = p.admitted(route, key, "GET", asked, params={"with": new.id})
        if answer is None:
            return
        person = p.person(key) or who_asked(p, key)
        unseen = [d for d in (old, new) if d.in_trash or not oracle.sees(person, d)]
        if unseen:
            # The id of the one that may be seen stays, the other's is one that does not exist.
            one, two = (new_id() if d in unseen else d.id for d in (old, new))
            missing = path.replace("{contract_id}", one)
            p.as_missing(key, answer, "GET", missing, params={"with": two})
        elif not (old.has_reading and new.has_reading):
            p.told(answer, 409, "no_reading")
        elif old.id == new.id:
            answered(answer, 200)
        else:
            answered(answer, 200)
            text = text_of(answer)
            for deal in (old, new):
                expect(deal.title in text or secret_of(p, deal) in text, "another's comparison")

    PROBES[route] = (weight, probe)


_compared("GET /api/contracts/{contract_id}/compare", 2)
_compared("GET /api/contracts/{contract_id}/compare.{format}", 0.7)
