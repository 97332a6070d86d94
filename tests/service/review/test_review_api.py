"""Findings decided, passages annotated, reports fetched."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

SignIn = Callable[[str], TestClient]
File = Callable[..., dict[str, Any]]


@pytest.fixture
def filed(sign_in: SignIn, file: File) -> tuple[TestClient, str]:
    """The legal officer, and a contract that has been read and reviewed."""
    client = sign_in("fawu")
    contract_id: str = file(client, stance="buyer")["contract_id"]
    return client, f"/api/contracts/{contract_id}"


@pytest.fixture
def risky(sign_in: SignIn, file: File, fixtures: Path) -> tuple[TestClient, str]:
    """The legal officer, and a contract in which the review finds something for either side."""
    client = sign_in("fawu")
    data = (fixtures / "labelled" / "dev" / "zh" / "purchase.pdf").read_bytes()
    contract_id: str = file(client, data, "purchase.pdf", stance="buyer")["contract_id"]
    return client, f"/api/contracts/{contract_id}"


def decide(client: TestClient, path: str, finding: dict[str, Any], **body: str) -> dict[str, Any]:
    answer = client.patch(
        f"{path}/findings/{finding['fid']}",
        json=body,
        headers={"if-match": str(finding["version"])},
    )
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def test_a_rejected_finding_leaves_the_summary_and_the_record(
    risky: tuple[TestClient, str],
) -> None:
    client, path = risky
    before = client.get(f"{path}/findings").json()
    finding = before["items"][0]
    decided = decide(client, path, finding, decision="reject", reason="已另行约定")
    assert (decided["decision"], decided["decision_reason"]) == ("rejected", "已另行约定")
    after = client.get(f"{path}/findings").json()["summary"]
    level = finding["severity"]
    assert after[level] == before["summary"][level] - 1
    assert client.get(path).json()["risks"][level] == after[level]


def test_a_decision_survives_a_review_from_the_same_side(risky: tuple[TestClient, str]) -> None:
    client, path = risky
    finding = client.get(f"{path}/findings").json()["items"][0]
    decide(client, path, finding, decision="accept")
    again = client.post(f"{path}/review", json={"stance": "buyer"}).json()["items"]
    assert {item["fid"]: item["decision"] for item in again}[finding["fid"]] == "accepted"


def test_another_side_sees_other_risks(risky: tuple[TestClient, str]) -> None:
    client, path = risky
    seller = client.post(f"{path}/review", json={"stance": "seller"}).json()["items"]
    assert {item["stance"] for item in seller} == {"seller"}


def test_an_annotation_quotes_the_text_by_code_points(filed: tuple[TestClient, str]) -> None:
    client, path = filed
    text: str = client.get(f"{path}/reading").json()["text"]
    start = text.index("𠮷祥路")
    body = {"start": start, "end": start + 3, "label": "question", "note": "核对地址"}
    made = client.post(f"{path}/annotations", json=body)
    assert made.status_code == 201
    assert made.json()["quote"] == "𠮷祥路"
    assert len(made.json()["boxes"]) == 1
    assert [note["note"] for note in client.get(f"{path}/annotations").json()["items"]] == [
        "核对地址"
    ]


def test_only_the_author_changes_a_notes_words(
    filed: tuple[TestClient, str], sign_in: SignIn
) -> None:
    client, path = filed
    body = {"start": 0, "end": 4, "label": "note", "note": "标题"}
    made = client.post(f"{path}/annotations", json=body).json()
    other = sign_in("lingdao")
    headers = {"if-match": str(made["version"])}
    changed = other.patch(f"{path}/annotations/{made['id']}", json={"note": "改"}, headers=headers)
    assert changed.status_code == 403


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    ("ending", "start"),
    [("html", b"<!doctype"), ("pdf", b"%PDF"), ("docx", b"PK"), ("xlsx", b"PK"), ("json", b"{")],
)
def test_the_report_comes_in_every_format(
    filed: tuple[TestClient, str], ending: str, start: bytes, language: str
) -> None:
    client, path = filed
    answer = client.get(f"{path}/report.{ending}", params={"lang": language})
    assert answer.status_code == 200
    assert answer.content.startswith(start)
    if ending in {"html", "json"}:
        assert "设备采购合同" in answer.text


def test_reads_of_files_and_searches_are_on_record(
    filed: tuple[TestClient, str], sign_in: SignIn
) -> None:
    client, path = filed
    for _ in range(3):
        assert client.get(f"{path}/pages/1.png").status_code == 200
    client.get(f"{path}/original")
    client.get(f"{path}/report.json")
    contract_id = path.rsplit("/", 1)[1]
    events = sign_in("admin").get("/api/audit", params={"contract_id": contract_id}).json()["items"]
    actions = [event["action"] for event in events]
    assert actions.count("page.read") == 1
    assert actions.count("original.read") == 1
    assert "report.read" in actions


# --- positions -----------------------------------------------------------------------------------


def test_each_kind_of_clause_is_told_against_the_library(
    risky: tuple[TestClient, str],
) -> None:
    client, path = risky
    items = client.get(f"{path}/positions").json()["items"]
    standing = {item["clause_kind"]: item for item in items}
    assert standing["dispute_resolution"]["status"] == "standard"
    assert standing["confidentiality"]["status"] == "missing"
    assert standing["confidentiality"]["suggested_text"]
    clauses = {clause["id"]: clause for clause in client.get(f"{path}/clauses").json()["items"]}
    acceptance = standing["acceptance"]
    new = "".join(p["text"] for p in acceptance["difference"] if p["state"] != "deleted")
    assert new.strip() in clauses[acceptance["clause"]]["quote"]


def test_another_side_has_the_positions_of_that_side(risky: tuple[TestClient, str]) -> None:
    client, path = risky

    def payment() -> str:
        items = client.get(f"{path}/positions").json()["items"]
        return next(i["position"] for i in items if i["clause_kind"] == "payment")

    assert payment() == "position.payment"
    assert client.post(f"{path}/review", json={"stance": "seller"}).status_code == 200
    assert payment() == "position.payment.seller"


def _in(language: str, client: TestClient, path: str) -> list[dict[str, Any]]:
    answer = client.get(path, headers={"accept-language": language})
    return list(answer.json()["items"])


def test_findings_speak_the_language_that_is_asked_for(risky: tuple[TestClient, str]) -> None:
    client, path = risky
    own = client.get(f"{path}/findings").json()["items"]
    chinese, english = (_in(language, client, f"{path}/findings") for language in ("zh-CN", "en"))
    assert chinese == own, "a Chinese contract's findings are in Chinese where nothing is asked"
    for here, there in zip(chinese, english, strict=True):
        assert not any("一" <= sign <= "鿿" for sign in there["title"]), there["title"]
        assert here["title"] != there["title"]
        kept = ("rule", "severity", "quote", "boxes", "suggested_text")
        assert [here[key] for key in kept] == [there[key] for key in kept]


def test_positions_speak_the_language_that_is_asked_for(risky: tuple[TestClient, str]) -> None:
    client, path = risky
    chinese, english = (_in(language, client, f"{path}/positions") for language in ("zh-CN", "en"))
    assert chinese
    for here, there in zip(chinese, english, strict=True):
        assert here["title"] != there["title"]
        assert (here["status"], here["suggested_text"]) == (
            there["status"],
            there["suggested_text"],
        )


def test_a_report_tells_its_findings_in_its_own_language(risky: tuple[TestClient, str]) -> None:
    client, path = risky
    english = _in("en", client, f"{path}/findings")[0]
    report = client.get(f"{path}/report.html", params={"lang": "en"})
    assert english["title"] in report.text
