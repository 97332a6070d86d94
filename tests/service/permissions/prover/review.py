"""Decisions on facts and findings, annotations, and another review."""

from __future__ import annotations

import json
from typing import Any

from tests.service.permissions import oracle
from tests.service.permissions.prover.core import (
    Answer,
    Prover,
    answered,
    expect,
    same,
    unread,
    who_asked,
)
from tests.service.permissions.prover.makers import of_contract, part_of_contract, rows_of
from tests.service.permissions.world import Deal, Key


def _decision(p: Prover) -> dict[str, Any]:
    return {"decision": p.rng.choice(("accept", "reject", "reopen")), "reason": "because"}


def _decided(p: Prover, key: Key, deal: Deal, answer: Answer) -> None:
    answered(answer, 200)


def _annotation_change(p: Prover) -> dict[str, Any]:
    return p.rng.choice(({"note": "changed"}, {"decision": "accepted"}))


def _author(p: Prover, answer: Answer) -> str:
    row = str(answer.url).rpartition("/")[2]
    found = p.world.ask("SELECT author_id FROM annotations WHERE id = ?", row)
    return str(found[0][0]) if found else ""


def _annotation_changed(p: Prover, key: Key, deal: Deal, answer: Answer) -> None:
    words = "note" in json.loads(answer.request.content)
    own = _author(p, answer) == key.person_id
    answered(answer, 403 if words and not own else 200)


def _annotation_deleted(p: Prover, key: Key, deal: Deal, answer: Answer) -> None:
    person = who_asked(p, key)
    author = _author(p, answer)
    if answer.status_code == 204:
        same(author, "", "the deleted annotation")
    else:
        answered(answer, 403)
        expect(author != key.person_id, "its author may delete it")
        is_admin = person is not None and oracle.holds(person, "settings.manage", key.scope)
        expect(not is_admin, "an administrator may delete it")


part_of_contract(
    "PATCH /api/contracts/{contract_id}/facts/{fid}", "facts", "fid", _decision, _decided, 1
)
part_of_contract(
    "PATCH /api/contracts/{contract_id}/findings/{fid}", "findings", "fid", _decision, _decided, 1
)
part_of_contract(
    "PATCH /api/contracts/{contract_id}/annotations/{aid}",
    "annotations",
    "aid",
    _annotation_change,
    _annotation_changed,
    1,
)
part_of_contract(
    "DELETE /api/contracts/{contract_id}/annotations/{aid}",
    "annotations",
    "aid",
    lambda p: None,
    _annotation_deleted,
    0.3,
)


def _note(p: Prover, deal: Deal) -> dict[str, Any]:
    return {"json": {"start": 0, "end": p.rng.choice((5, 80, 10_000)), "note": "n"}}


def _noted(p: Prover, key: Key, deal: Deal, answer: Answer) -> None:
    if not unread(p, deal, answer):
        answered(answer, 201)


def _reviewed(p: Prover, key: Key, deal: Deal, answer: Answer) -> None:
    if not unread(p, deal, answer):
        rows_of("findings")(p, key, p.world.deals[deal.id], answer)


of_contract("POST /api/contracts/{contract_id}/annotations", _noted, _note, weight=0.7)
of_contract(
    "POST /api/contracts/{contract_id}/review",
    _reviewed,
    lambda p, deal: {"json": {"stance": p.rng.choice(("buyer", "seller", "neutral"))}},
    weight=0.3,
)
