"""The contract list: what narrows it, what may be chosen, and the export of what is narrowed."""

from __future__ import annotations

import io

from fastapi.testclient import TestClient
from openpyxl import load_workbook

from tests.service.conftest import CONTRACT, File, SignIn


def _second(text: str = CONTRACT) -> bytes:
    return text.replace("CG-2025-0107", "CG-2025-0999").replace("山不改", "山常在").encode()


def _numbers(client: TestClient, **filters: str) -> list[str]:
    answer = client.get("/api/contracts", params=filters)
    assert answer.status_code == 200, answer.text
    return sorted(row["number"] for row in answer.json()["items"])


def test_the_list_is_narrowed_by_owner_unit_and_number(sign_in: SignIn, file: File) -> None:
    legal, handler = sign_in("fawu"), sign_in("jingban")
    file(handler)
    file(legal, _second())
    choices = legal.get("/api/contracts/choices").json()
    units = {unit["name"]: unit["id"] for unit in choices["units"]}
    assert units.keys() == {"法务部", "采购部", "演示公司"}
    owners = {person["name"].split()[0]: person["id"] for person in choices["owners"]}
    assert owners.keys() == {"法务", "经办人"}
    assert _numbers(legal) == ["CG-2025-0107", "CG-2025-0999"]
    assert _numbers(legal, owner=owners["经办人"]) == ["CG-2025-0107"]
    assert _numbers(legal, unit=units["法务部"]) == ["CG-2025-0999"]
    assert _numbers(legal, unit=units["演示公司"]) == ["CG-2025-0107", "CG-2025-0999"]
    assert _numbers(legal, number="0999") == ["CG-2025-0999"]
    assert _numbers(legal, number="0999", unit=units["采购部"]) == []


def test_choices_tell_of_no_contract_that_one_may_not_see(
    sign_in: SignIn, file: File, outsider: TestClient
) -> None:
    file(sign_in("jingban"))
    assert outsider.get("/api/contracts/choices").json() == {
        "owners": [],
        "units": [],
        "tags": [],
    }


def test_what_is_exported_is_what_is_narrowed(sign_in: SignIn, file: File) -> None:
    legal, handler = sign_in("fawu"), sign_in("jingban")
    file(handler)
    file(legal, _second())
    unit = legal.get("/api/auth/me").json()["unit"]["id"]
    answer = legal.get("/api/contracts/export.xlsx", params={"unit": unit})
    sheet = load_workbook(io.BytesIO(answer.content)).active
    assert sheet is not None
    assert [row[0] for row in sheet.iter_rows(min_row=2, values_only=True)] == ["CG-2025-0999"]
