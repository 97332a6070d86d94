"""Who sees what: to a stranger's eye a contract that is not theirs does not exist."""

from __future__ import annotations

import io

from fastapi import FastAPI
from fastapi.testclient import TestClient
from openpyxl import load_workbook

from service.app import ROUTERS

from .conftest import CONTRACT, File, SignIn

_OF_TWO = "/compare"
"""Routes that need a second contract; tests/service/comparison asks them."""

_OF_PHOTOS = "/photos/"
"""The one photo asked for was never taken: nobody finds it."""


def _paths(contract_id: str, job_id: str) -> list[str]:
    """Every GET route about one contract or one job, with its ids filled in."""
    filled = {"{contract_id}": contract_id, "{job_id}": job_id, "{number}": "1"}
    found: list[str] = []
    for router in ROUTERS:
        for route in router.routes:
            path = f"/api{route.path}"  # type: ignore[attr-defined]
            is_read = "GET" in route.methods  # type: ignore[attr-defined]
            if _OF_TWO in path:
                continue
            if is_read and ("{contract_id}" in path or "{job_id}" in path):
                for name, value in filled.items():
                    path = path.replace(name, value)
                found.append(path.replace("{format}", "json"))
    return found


def test_every_route_of_anothers_contract_is_not_found(
    sign_in: SignIn, file: File, outsider: TestClient
) -> None:
    ids = file(sign_in("jingban"))
    paths = _paths(ids["contract_id"], ids["job_id"])
    assert len(paths) >= 12
    assert {path: outsider.get(path).status_code for path in paths} == dict.fromkeys(paths, 404)


def test_the_same_routes_answer_those_who_see_the_contract(sign_in: SignIn, file: File) -> None:
    handler = sign_in("jingban")
    ids = file(handler)
    paths = [p for p in _paths(ids["contract_id"], ids["job_id"]) if _OF_PHOTOS not in p]
    assert {path: handler.get(path).status_code for path in paths} == dict.fromkeys(paths, 200)


def test_lists_and_home_show_nothing_of_it(
    sign_in: SignIn, file: File, outsider: TestClient
) -> None:
    file(sign_in("jingban"))
    assert outsider.get("/api/contracts").json()["items"] == []
    assert outsider.get("/api/jobs").json()["items"] == []
    home = outsider.get("/api/home").json()
    assert (home["recent"], home["upcoming"], home["by_status"]) == ([], [], {})
    assert set(home["attention"].values()) == {0}


def test_the_export_holds_no_row_of_it(sign_in: SignIn, file: File, outsider: TestClient) -> None:
    handler = sign_in("jingban")
    file(handler)
    rows = {}
    for name, client in (("handler", handler), ("outsider", outsider)):
        book = load_workbook(io.BytesIO(client.get("/api/contracts/export.xlsx").content))
        rows[name] = book.worksheets[0].max_row
    assert rows == {"handler": 2, "outsider": 1}


def test_finance_may_not_upload(sign_in: SignIn) -> None:
    answer = sign_in("caiwu").post("/api/contracts", files={"file": ("a.txt", CONTRACT.encode())})
    assert answer.status_code == 403


def test_the_same_file_again_is_a_duplicate_to_whoever_sees_it(sign_in: SignIn, file: File) -> None:
    handler = sign_in("jingban")
    first, second = file(handler), file(handler)
    assert (first["duplicate"], second["duplicate"]) == (False, True)
    assert second["contract_id"] == first["contract_id"]


def test_the_same_file_reveals_nothing_to_whoever_does_not_see_it(
    sign_in: SignIn, file: File, outsider: TestClient
) -> None:
    first, second = file(sign_in("jingban")), file(outsider)
    assert second["duplicate"] is False
    assert second["contract_id"] != first["contract_id"]


def test_the_trash_is_out_of_sight_until_restored(sign_in: SignIn, file: File) -> None:
    handler = sign_in("jingban")
    contract = f"/api/contracts/{file(handler)['contract_id']}"
    assert handler.delete(contract).status_code == 204
    assert handler.get("/api/contracts").json()["items"] == []
    assert len(handler.get("/api/contracts?trash=true").json()["items"]) == 1
    assert handler.post(f"{contract}/restore").status_code == 200
    assert len(handler.get("/api/contracts").json()["items"]) == 1


def test_nothing_of_the_text_lies_in_clear_among_the_files(
    sign_in: SignIn, file: File, app: FastAPI
) -> None:
    file(sign_in("jingban"))
    stored = [p for p in (app.state.settings.data / "files").rglob("*") if p.is_file()]
    assert len(stored) >= 3
    sentence = "青山不改绿水长流".encode()
    assert not [path for path in stored if sentence in path.read_bytes()]
