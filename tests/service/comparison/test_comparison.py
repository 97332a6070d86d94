"""Two contracts compared over the API: what is told, to whom, and what is noted of it."""

from __future__ import annotations

import io
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from fastapi.testclient import TestClient
from lxml import etree
from sqlalchemy import select

from service.audit.tables import AuditEvent
from service.comparison import queries
from service.kernel.db import Database
from tests.service.conftest import CONTRACT, File, SignIn

CHANGED = CONTRACT.replace("500,000元(大写:伍拾万元整)", "560,000元(大写:伍拾陆万元整)").replace(
    "3月15日", "3月25日"
)


@pytest.fixture
def pair(sign_in: SignIn, file: File) -> tuple[TestClient, str, str]:
    client = sign_in("fawu")
    old = file(client, CONTRACT.encode(), name="送出.txt")["contract_id"]
    return client, old, file(client, CHANGED.encode(), name="返回.txt")["contract_id"]


def compared(client: TestClient, old: str, new: str) -> dict[str, Any]:
    answer = client.get(f"/api/contracts/{old}/compare", params={"with": new})
    assert answer.status_code == 200, answer.text
    content: dict[str, Any] = answer.json()
    return content


def test_changes_come_gravest_first_with_boxes_on_both_sides(
    pair: tuple[TestClient, str, str],
) -> None:
    content = compared(*pair)
    assert [change["tokens"][0]["kind"] for change in content["changes"]] == [
        "amount",
        "amount",
        "date",
    ]
    for change in content["changes"]:
        assert change["class"] == "substantive"
        assert change["old"]["boxes"]
        assert change["new"]["boxes"]
    assert (content["old"]["contract_id"], content["new"]["contract_id"]) == pair[1:]
    assert content["summary"]["substantive"] == 3


def test_a_contract_compared_with_itself_has_no_changes(pair: tuple[TestClient, str, str]) -> None:
    client, old, _ = pair
    assert compared(client, old, old)["changes"] == []


def test_a_comparison_is_worked_out_once_for_those_who_may_ask(
    pair: tuple[TestClient, str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    compared(*pair)

    def never(*_: object) -> None:
        raise AssertionError("worked out again")

    monkeypatch.setattr(queries, "_computed", never)
    assert compared(*pair)["summary"]["substantive"] == 3


def test_whoever_sees_only_one_of_the_two_is_told_that_there_is_none(
    pair: tuple[TestClient, str, str], outsider: TestClient, file: File
) -> None:
    _, old, new = pair
    compared(*pair)
    own = file(outsider, (CHANGED + "\n附注").encode(), name="自有.txt")["contract_id"]
    for one, two in ((own, new), (old, own), (old, new)):
        for path in ("compare", "compare.json"):
            answer = outsider.get(f"/api/contracts/{one}/{path}", params={"with": two})
            assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


def test_a_contract_that_was_not_read_yet_is_told_so(
    pair: tuple[TestClient, str, str],
) -> None:
    client, old, _ = pair
    answer = client.post("/api/contracts", files={"file": ("新.txt", "甲方付款。".encode())})
    waiting = answer.json()["contract_id"]
    answer = client.get(f"/api/contracts/{old}/compare", params={"with": waiting})
    assert (answer.status_code, answer.json()["code"]) == (409, "no_reading")


@pytest.mark.parametrize("format", ["docx", "pdf", "html", "json"])
def test_every_export_is_a_file_of_its_kind(pair: tuple[TestClient, str, str], format: str) -> None:
    client, old, new = pair
    answer = client.get(
        f"/api/contracts/{old}/compare.{format}", params={"with": new, "only_substantive": True}
    )
    assert answer.status_code == 200
    begins = {"docx": b"PK", "pdf": b"%PDF", "html": b"<!doctype html>", "json": b"{"}
    assert answer.content.startswith(begins[format])
    assert "attachment" in answer.headers["content-disposition"]


def test_the_redline_bears_the_name_of_who_asked(pair: tuple[TestClient, str, str]) -> None:
    client, old, new = pair
    answer = client.get(f"/api/contracts/{old}/compare.docx", params={"with": new})
    root = docx.Document(io.BytesIO(answer.content)).element
    name = client.get("/api/auth/me").json()["name"]
    assert {mark.get(qn("w:author")) for mark in root.iter(qn("w:ins"), qn("w:del"))} == {name}


def test_looking_and_exporting_are_noted_for_both_contracts(
    pair: tuple[TestClient, str, str], database: Database
) -> None:
    client, old, new = pair
    compared(client, old, new)
    client.get(f"/api/contracts/{old}/compare.docx", params={"with": new})
    with database.read() as db:
        for action in ("comparison.read", "comparison.exported"):
            noted = db.scalars(select(AuditEvent.contract_id).where(AuditEvent.action == action))
            assert set(noted) == {old, new}


def _word_file(lines: list[str], tracked: tuple[int, str, str] | None = None) -> bytes:
    """A Word file; ``tracked`` replaces text in a paragraph with revision marks on."""
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    if tracked:
        index, old, new = tracked
        paragraph = document.paragraphs[index]
        before, after = paragraph.text.split(old)
        space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
        marked = 'w:id="1" w:author="Li" w:date="2026-01-01T00:00:00Z"'
        for run in list(paragraph._p):
            paragraph._p.remove(run)
        for xml in (
            f"<w:r {space}><w:t>{before}</w:t></w:r>",
            f"<w:del {space} {marked}><w:r><w:delText>{old}</w:delText></w:r></w:del>",
            f"<w:ins {space} {marked}><w:r><w:t>{new}</w:t></w:r></w:ins>",
            f"<w:r {space}><w:t>{after}</w:t></w:r>",
        ):
            paragraph._p.append(etree.fromstring(xml))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_a_returned_word_file_with_an_unmarked_change_raises_the_alarm(
    sign_in: SignIn, file: File
) -> None:
    client = sign_in("fawu")
    lines = CONTRACT.splitlines()
    sent = file(client, _word_file(lines), name="送出.docx")["contract_id"]
    silently = [
        line.replace("每逾期一日应按合同总价的1%", "每逾期一日应按合同总价的0.1%") for line in lines
    ]
    index = next(n for n, line in enumerate(lines) if "3月15日" in line)
    data = _word_file(silently, (index, "3月15日", "3月25日"))
    returned = file(client, data, name="返回.docx")["contract_id"]
    content = compared(client, sent, returned)
    assert content["summary"]["substantive"] == 2
    assert content["silent"]["tracked"] == 2
    (silent,) = content["silent"]["changes"]
    assert silent["tokens"] == [{"kind": "number", "old": "1%", "new": "0.1%"}]


def test_a_word_file_without_marks_says_so(sign_in: SignIn, file: File) -> None:
    client = sign_in("fawu")
    sent = file(client, _word_file(CONTRACT.splitlines()), name="送出.docx")["contract_id"]
    returned = file(client, _word_file(CHANGED.splitlines()), name="返回.docx")["contract_id"]
    silent = compared(client, sent, returned)["silent"]
    assert (silent["tracked"], silent["substantive"]) == (0, 3)


def test_other_forms_know_of_no_marks(pair: tuple[TestClient, str, str]) -> None:
    assert compared(*pair)["silent"] is None
