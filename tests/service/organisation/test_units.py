"""The organisation's tree: its shape, what moves with it, and what nobody may lose."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select

from service.accounts.tables import UnitAncestor
from service.kernel.db import Database
from tests.service.conftest import CONTRACT, File, SignIn
from tests.service.organisation.conftest import put, unit_of

Add = Callable[..., dict[str, Any]]


def names(client: TestClient) -> set[str]:
    return {row["title"] for row in client.get("/api/contracts").json()["items"]}


def test_a_unit_lies_under_all_that_is_above_it(add: Add, database: Database) -> None:
    group = add("集团", kind="group")
    company = add("甲公司", group["id"], kind="company")
    team = add("一组", company["id"])
    with database.read() as db:
        above = select(UnitAncestor.ancestor_id).where(UnitAncestor.unit_id == team["id"])
        assert set(db.scalars(above)) == {team["id"], company["id"], group["id"]}


def test_siblings_keep_the_order_in_which_they_are_put(admin: TestClient, add: Add) -> None:
    first, second, third = (add(name) for name in ("一", "二", "三"))
    admin.post(f"/api/units/{third['id']}/move", json={"parent_id": None, "position": 0})
    roots = [u["name"] for u in admin.get("/api/units").json()["items"] if not u["parent_id"]]
    assert roots.index("三") < roots.index("一") < roots.index("二")
    assert {first["name"], second["name"]} <= set(roots)


def test_a_unit_never_lies_under_itself(admin: TestClient, add: Add) -> None:
    company = add("甲公司")
    team = add("一组", company["id"])
    for target in (company["id"], team["id"]):
        moved = admin.post(f"/api/units/{company['id']}/move", json={"parent_id": target})
        assert (moved.status_code, moved.json()["code"]) == (409, "unit_cycle")
    merged = admin.post(f"/api/units/{company['id']}/merge", json={"into": team["id"]})
    assert merged.json()["code"] == "unit_cycle"


def test_a_code_names_one_unit(admin: TestClient, add: Add) -> None:
    add("甲公司", code="A1")
    body = {"kind": "company", "name": "乙公司", "code": "A1"}
    assert admin.post("/api/units", json=body).json()["code"] == "unit_code_taken"


def test_what_is_in_use_is_not_deleted_but_merged(
    admin: TestClient, add: Add, sign_in: SignIn, file: File
) -> None:
    file(sign_in("jingban"))
    buying = unit_of(admin, "采购部")
    refused = admin.delete(f"/api/units/{buying['id']}")
    assert refused.json()["code"] == "unit_in_use"
    assert refused.json()["params"] == {"people": 1, "contracts": 1, "grants": 0, "units": 0}
    target = add("供应链中心")
    assert (
        admin.post(f"/api/units/{buying['id']}/merge", json={"into": target["id"]}).status_code
        == 204
    )
    use = admin.get("/api/units/use").json()
    assert use[target["id"]] == {"people": 1, "contracts": 1, "grants": 0, "units": 0}
    assert "采购部" not in {unit["name"] for unit in admin.get("/api/units").json()["items"]}
    assert len(sign_in("jingban").get("/api/contracts").json()["items"]) == 1


def test_an_empty_unit_is_deleted(admin: TestClient, add: Add) -> None:
    unit = add("多余")
    assert admin.delete(f"/api/units/{unit['id']}").status_code == 204
    assert admin.delete(f"/api/units/{unit['id']}").status_code == 404


def test_a_unit_out_of_use_keeps_its_people_and_is_chosen_no_more(
    admin: TestClient, sign_in: SignIn
) -> None:
    unit = unit_of(admin, "采购部")
    headers = {"if-match": str(unit["version"])}
    admin.patch(f"/api/units/{unit['id']}", json={"active": False}, headers=headers)
    assert sign_in("jingban").get("/api/auth/me").json()["unit"]["name"] == "采购部"
    assert put(admin, "caiwu", unit_id=unit["id"]).json()["code"] == "unknown_unit"


def test_moving_a_unit_moves_what_is_seen(
    admin: TestClient, add: Add, sign_in: SignIn, file: File
) -> None:
    """A head of a division sees what lies below, and no more once it lies elsewhere."""
    division = add("事业部")
    body = {
        "code": "head",
        "name": "负责人",
        "name_en": "Head",
        "scope": "unit_below",
        "permissions": ["contract.read", "search.use"],
    }
    assert admin.post("/api/roles", json=body).status_code == 201
    assert put(admin, "lingdao", role="head", unit_id=division["id"]).status_code == 200
    handler, head = sign_in("jingban"), sign_in("lingdao")
    file(handler)
    assert names(head) == set()
    buying = unit_of(admin, "采购部")
    admin.post(f"/api/units/{buying['id']}/move", json={"parent_id": division["id"]})
    assert len(names(head)) == 1
    admin.post(f"/api/units/{buying['id']}/move", json={"parent_id": buying["parent_id"]})
    assert names(head) == set()


def send(client: TestClient, text: str, *, apply: bool = False) -> dict[str, Any]:
    answer = client.post(
        "/api/units/import", params={"apply": apply}, files={"file": ("u.csv", text.encode())}
    )
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


TABLE = """code,kind,name,name_en,parent,active
G,集团,远山集团,Yuanshan Group,,是
C1,公司,远山制造,,G,是
D1,部门,采购中心,Buying,C1,否
"""


def test_a_table_is_looked_at_then_applied_and_comes_out_again(admin: TestClient) -> None:
    looked = send(admin, TABLE)
    assert (looked["applied"], [row["does"] for row in looked["rows"]]) == (False, ["add"] * 3)
    assert send(admin, TABLE, apply=True)["applied"] is True
    buying = unit_of(admin, "采购中心")
    assert (buying["active"], buying["kind"], buying["code"]) == (False, "department", "D1")
    again = send(admin, TABLE.replace("远山制造", "远山重工"), apply=True)
    assert [row["does"] for row in again["rows"]] == ["keep", "change", "keep"]
    exported = admin.get("/api/units/export.csv").content.decode("utf-8-sig")
    assert "C1,公司,远山重工,,G,是" in exported
    assert {row["does"] for row in send(admin, exported)["rows"]} == {"keep"}


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("含空格 x,公司,甲,,,是", "bad_code"),
        ("X,车间,甲,,,是", "bad_kind"),
        ("X,公司,,,,是", "bad_unit_name"),
        ("X,公司,甲,,NONE,是", "bad_parent"),
        ("X,公司,甲,,,也许", "bad_active"),
        ("X,公司,甲,,X,是", "cycle"),
        ("X,公司,甲,,,是\nX,公司,乙,,,是", "code_twice"),
        ("X,公司,甲,,Y,是\nY,公司,乙,,X,是", "cycle"),
    ],
)
def test_a_faulty_row_keeps_all_out(admin: TestClient, row: str, fault: str) -> None:
    before = admin.get("/api/units").json()
    found = send(admin, f"code,kind,name,name_en,parent,active\n{row}\n", apply=True)
    assert (found["applied"], found["ready"]) == (False, False)
    assert fault in {each["code"] for line in found["rows"] for each in line["faults"]}
    assert admin.get("/api/units").json() == before


def test_the_contract_list_finds_a_company_with_all_below(
    admin: TestClient, sign_in: SignIn, file: File
) -> None:
    file(sign_in("jingban"))
    file(sign_in("fawu"), CONTRACT.replace("0107", "0999").encode())
    company = unit_of(admin, "演示公司")
    found = admin.get("/api/contracts", params={"unit": company["id"]}).json()["items"]
    assert {row["unit"]["name"] for row in found} == {"采购部", "法务部"}
