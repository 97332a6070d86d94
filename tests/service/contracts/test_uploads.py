"""Files in: what comes back unchanged, what is refused, and how it is said."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

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
