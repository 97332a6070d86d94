"""Files in: what comes back unchanged, what is refused, and how it is said."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import select

from service.audit.tables import AuditEvent
from service.flows import ingest as journey
from service.flows.ingest import Workshop
from tests.service.conftest import CONTRACT

SignIn = Callable[[str], TestClient]
File = Callable[..., dict[str, Any]]


def zipped(files: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return target.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.pdf", b"%PDF-1.7 nothing", "broken_pdf"),
        ("a.bin", b"\x00\x01\x02" * 50, "unknown_type"),
        ("a.docx", zipped({"word/document.xml": b"<broken"}), "broken_docx"),
    ],
)
def test_a_bad_file_fails_its_own_job_with_a_mend(
    sign_in: SignIn, file: File, name: str, data: bytes, code: str
) -> None:
    client = sign_in("fawu")
    good = file(client)
    bad = file(client, data, name)
    job = client.get(f"/api/jobs/{bad['job_id']}").json()
    assert (job["state"], job["error"]["code"]) == ("failed", code)
    assert job["error"]["message"]
    assert job["error"]["mend"]
    assert client.get(f"/api/jobs/{good['job_id']}").json()["state"] == "done"
    original = client.get(f"/api/contracts/{bad['contract_id']}/original")
    assert original.content == data


def test_an_empty_file_and_a_bomb_are_refused_at_the_door(sign_in: SignIn) -> None:
    client = sign_in("fawu")
    bomb = zipped({"zeros.txt": b"0" * 300_000_000})
    for name, data in (("a.pdf", b""), ("a.zip", bomb)):
        answer = client.post("/api/contracts", files={"file": (name, data)})
        assert answer.status_code == 422
        assert answer.json()["mend"]
    assert client.get("/api/contracts").json()["items"] == []


def test_an_archive_files_each_document(sign_in: SignIn, file: File) -> None:
    client = sign_in("fawu")
    parts = {"一.txt": "甲方：甲公司".encode(), "子/二.txt": "乙方：乙公司".encode()}
    answer = file(client, zipped(parts), "合同.zip")
    assert [item["name"] for item in answer["items"]] == ["一.txt", "二.txt"]


def test_too_large_a_body_is_refused_before_it_is_read(app: FastAPI, sign_in: SignIn) -> None:
    client = sign_in("fawu")
    size = app.state.settings.max_upload_bytes + 2 * 1024 * 1024
    answer = client.post(
        "/api/contracts",
        content=b"x",
        headers={
            "content-length": str(size),
            "content-type": "multipart/form-data; boundary=b",
        },
    )
    assert answer.status_code == 413
    assert answer.json()["code"] == "too_large"
    assert "MB" in answer.json()["mend"]


def test_a_body_without_a_length_is_counted_as_it_comes(app: FastAPI, sign_in: SignIn) -> None:
    client = sign_in("fawu")
    chunk = b"x" * (1024 * 1024)
    head = b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n'

    def stream() -> Iterator[bytes]:
        yield head
        for _ in range(app.state.settings.max_upload_bytes // len(chunk) + 3):
            yield chunk

    answer = client.post(
        "/api/contracts",
        content=stream(),
        headers={"content-type": "multipart/form-data; boundary=b"},
    )
    assert answer.status_code == 413


def test_the_original_comes_back_as_it_was(sign_in: SignIn, file: File) -> None:
    client = sign_in("fawu")
    data = "采购合同\n甲方：甲公司\n".encode("gb18030")
    filed = file(client, data, "旧.txt")
    assert client.get(f"/api/contracts/{filed['contract_id']}/original").content == data


def test_a_file_whose_reading_failed_is_tried_again_when_it_comes_again(
    sign_in: SignIn, file: File, shop: Workshop
) -> None:
    client = sign_in("fawu")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(journey, "understand", broken)
        first = file(client)
    failed = client.get(f"/api/jobs/{first['job_id']}").json()
    assert (failed["state"], failed["error"]["code"]) == ("failed", "internal")
    again = file(client)
    assert (again["duplicate"], again["retried"]) == (True, True)
    assert again["items"][0]["retried"]
    assert (again["contract_id"], again["job_id"]) == (first["contract_id"], first["job_id"])
    assert client.get(f"/api/jobs/{again['job_id']}").json()["state"] == "done"
    third = file(client)
    assert (third["duplicate"], third["retried"]) == (True, False)
    with shop.database.read() as db:
        tried = select(AuditEvent).where(AuditEvent.action == "job.retried")
        assert len(db.scalars(tried).all()) == 1


def test_a_file_whose_reading_was_cancelled_is_read_when_it_comes_again(
    sign_in: SignIn, file: File
) -> None:
    client = sign_in("fawu")
    sent = {"file": ("采购.txt", CONTRACT.encode())}
    first = client.post("/api/contracts", files=sent).json()
    assert client.post(f"/api/jobs/{first['job_id']}/cancel").json()["state"] == "cancelled"
    again = file(client)
    assert (again["job_id"], again["retried"]) == (first["job_id"], True)
    assert client.get(f"/api/jobs/{first['job_id']}").json()["state"] == "done"


def test_of_two_records_of_a_file_the_one_that_was_read_is_met_again(
    sign_in: SignIn, file: File
) -> None:
    client = sign_in("fawu")
    sent = {"file": ("采购.txt", CONTRACT.encode())}
    first = client.post("/api/contracts", files=sent).json()
    client.post(f"/api/jobs/{first['job_id']}/cancel")
    second = client.post("/api/contracts?duplicate=allow", files=sent).json()
    assert second["contract_id"] != first["contract_id"]
    again = file(client)
    assert (again["contract_id"], again["retried"]) == (second["contract_id"], False)


def broken(*_: object) -> None:
    raise RuntimeError
