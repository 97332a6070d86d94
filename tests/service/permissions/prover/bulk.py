"""Many contracts at once."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from openpyxl import load_workbook

from service.kernel.clock import new_id
from tests.service.permissions import oracle
from tests.service.permissions.prover.core import Prover, expect, ok, probes, same
from tests.service.permissions.world import Key


def _some_ids(p: Prover) -> list[str]:
    deals = p.rng.sample(list(p.world.deals.values()), p.rng.randint(1, 4))
    return [deal.id for deal in deals]


@probes("GET /api/contracts/files.zip", weight=0.7)
def _archive(p: Prover, route: str, key: Key) -> None:
    ids = _some_ids(p)
    answer = p.admitted(route, key, "GET", "/api/contracts/files.zip", params={"id": ids})
    if answer is None:
        return
    mine = [deal for deal in oracle.seen(p.world, p.person(key)) if deal.id in ids]
    if not mine:
        more = {"params": {"id": [new_id() for _ in ids]}}
        p.as_missing(key, answer, "GET", "/api/contracts/files.zip", **more)
        return
    expect(answer.status_code == 200, f"answered {answer.status_code}")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        files = [archive.read(name) for name in archive.namelist() if name != "contracts.xlsx"]
        sheet = load_workbook(io.BytesIO(archive.read("contracts.xlsx"))).worksheets[0]
    originals = [p.world.originals[deal.id] for deal in mine if deal.job_id]
    same(sorted(files), sorted(originals), "files")
    titles = [str(row[1].value) for row in sheet.iter_rows(min_row=2)]
    same(sorted(titles), sorted(deal.title for deal in mine), "the archive's list")


@probes("POST /api/contracts/bulk", weight=0.7)
def _bulk(p: Prover, route: str, key: Key) -> None:
    ids = _some_ids(p)
    acts: tuple[dict[str, Any], ...] = (
        {"act": p.rng.choice(("tag", "untag")), "tag": p.rng.choice(("urgent", "年度"))},
        {"act": p.rng.choice(("archive", "unarchive"))},
        {"act": "assign", "owner_id": p.rng.choice(sorted(p.world.people))},
    )
    seen = {deal.id: deal for deal in oracle.seen(p.world, p.person(key))}
    person = p.person(key)
    body = p.rng.choice(acts) | {"ids": ids}
    answer = p.admitted(route, key, "POST", "/api/contracts/bulk", json=body)
    if answer is None or person is None:
        return
    content = ok(answer)
    refused = {item["id"]: (item["code"], item["title"]) for item in content["skipped"]}
    wanted: dict[str, tuple[str, str | None]] = {}
    for found in ids:
        deal = seen.get(found)
        if deal is None:
            wanted[found] = ("not_found", None)
            continue
        hands_over = body["act"] == "assign" and body["owner_id"] != deal.owner_id
        needed = ["contract.edit", *(["contract.share"] if hands_over else [])]
        if not all(oracle.can(person, deal, name, key.scope) for name in needed):
            wanted[found] = ("forbidden", deal.title)
    same(refused, wanted, "skipped")
    expect(not set(content["done"]) & wanted.keys(), "done without the right")
