"""Photos as taken are kept beside the corrected pages: encrypted, never replaced, on record."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from httpx import Response
from PIL import Image
from sqlalchemy import func, select

from service.audit.tables import AuditEvent
from service.contracts import photos_api
from service.contracts.tables import Contract
from service.flows.demo import remove
from service.kernel.db import Database
from service.kernel.settings import Settings
from service.readings.tables import JobPhoto, StoredFile
from tests.service.conftest import SignIn


def picture(form: str = "JPEG", colour: str = "white") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (60, 80), colour).save(out, form)
    return out.getvalue()


def keep(client: TestClient, contract: str, number: int, data: bytes, **more: Any) -> Response:
    files = {"photo": (more.pop("name", "IMG_1.jpg"), data)}
    return client.put(f"/api/contracts/{contract}/photos/{number}", files=files)


def listed(client: TestClient, contract: str) -> list[dict[str, Any]]:
    answer = client.get(f"/api/contracts/{contract}/photos")
    assert answer.status_code == 200, answer.text
    return list(answer.json()["items"])


def counted(database: Database, action: str) -> int:
    with database.read() as db:
        query = select(func.count()).where(AuditEvent.action == action)
        return db.scalar(query) or 0


@pytest.fixture
def handler(sign_in: SignIn) -> TestClient:
    return sign_in("jingban")


@pytest.fixture
def photographed(handler: TestClient) -> str:
    """The id of a contract of two page files, filed by the handler."""
    pages = [("file", (f"{n}.jpg", picture(colour=c))) for n, c in ((1, "white"), (2, "grey"))]
    answer = handler.post("/api/contracts", files=pages, data={"pages": "true"})
    assert answer.status_code == 202, answer.text
    contract: str = answer.json()["contract_id"]
    return contract


def test_a_photo_comes_back_byte_for_byte(handler: TestClient, photographed: str) -> None:
    data = picture(colour="red")
    assert keep(handler, photographed, 2, data, name="书桌.jpg").status_code == 204
    shown = listed(handler, photographed)
    assert [(p["number"], p["name"], p["media_type"]) for p in shown] == [
        (2, "书桌.jpg", "image/jpeg")
    ]
    got = handler.get(f"/api/contracts/{photographed}/photos/2")
    assert (got.content, got.headers["content-type"]) == (data, "image/jpeg")
    assert handler.get(f"/api/contracts/{photographed}").json()["file"]["photos"] == 1


def test_photos_lie_encrypted(handler: TestClient, photographed: str, settings: Settings) -> None:
    data = picture(colour="red") + b"IN-CLEAR"
    keep(handler, photographed, 1, data)
    files = [path for path in Path(settings.data, "files").rglob("*") if path.is_file()]
    stored = [path.read_bytes() for path in files]
    assert stored
    assert not any(b"IN-CLEAR" in content for content in stored)


def test_the_same_again_changes_nothing_and_another_is_refused(
    handler: TestClient, photographed: str, database: Database
) -> None:
    data = picture(colour="red")
    for _ in range(2):
        assert keep(handler, photographed, 1, data).status_code == 204
    assert counted(database, "photo.kept") == 1
    refused = keep(handler, photographed, 1, picture(colour="blue"))
    assert (refused.status_code, refused.json()["code"]) == (409, "photo_kept")
    assert handler.get(f"/api/contracts/{photographed}/photos/1").content == data


@pytest.mark.parametrize(
    ("number", "data", "status", "code"),
    [
        (3, picture(), 404, "no_such_page"),
        (0, picture(), 404, "no_such_page"),
        (1, b"", 422, "bad_upload"),
        (1, b"<svg xmlns='http://www.w3.org/2000/svg'/>", 422, "bad_upload"),
        (1, b"%PDF-1.7", 422, "bad_upload"),
        (1, b"GIF89a", 422, "bad_upload"),
    ],
)
def test_what_is_no_photo_of_a_page_is_refused(
    handler: TestClient, photographed: str, number: int, data: bytes, status: int, code: str
) -> None:
    answer = keep(handler, photographed, number, data)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert listed(handler, photographed) == []


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (picture("PNG"), "image/png"),
        (picture("WEBP"), "image/webp"),
        (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic", "image/heic"),
    ],
)
def test_the_type_is_told_by_the_bytes(
    handler: TestClient, photographed: str, data: bytes, media_type: str
) -> None:
    keep(handler, photographed, 1, data, name="claims.jpg")
    got = handler.get(f"/api/contracts/{photographed}/photos/1")
    assert got.headers["content-type"] == media_type
    assert got.headers["x-content-type-options"] == "nosniff"


def test_a_photo_beyond_the_limit_is_refused(
    handler: TestClient, photographed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(photos_api, "MEGABYTE", 4)
    answer = keep(handler, photographed, 1, picture())
    assert (answer.status_code, answer.json()["code"]) == (413, "photo_too_large")


def test_only_who_filed_it_keeps_photos_and_who_sees_it_sees_them(
    handler: TestClient, photographed: str, sign_in: SignIn
) -> None:
    lawyer = sign_in("fawu")
    refused = keep(lawyer, photographed, 1, picture())
    assert (refused.status_code, refused.json()["code"]) == (403, "forbidden")
    keep(handler, photographed, 1, picture(colour="red"))
    assert len(listed(lawyer, photographed)) == 1


def test_who_does_not_see_the_contract_sees_no_photo(
    handler: TestClient, photographed: str, outsider: TestClient
) -> None:
    keep(handler, photographed, 1, picture(colour="red"))
    for path in ("photos", "photos/1"):
        answer = outsider.get(f"/api/contracts/{photographed}/{path}")
        assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
    assert keep(outsider, photographed, 1, picture()).status_code == 404


def test_looking_is_on_record_once_in_ten_minutes(
    handler: TestClient, photographed: str, database: Database
) -> None:
    for number in (1, 2):
        keep(handler, photographed, number, picture(colour="red"))
        handler.get(f"/api/contracts/{photographed}/photos/{number}")
    assert counted(database, "photo.read") == 1


@pytest.mark.parametrize("is_demo", [True, False])
def test_photos_go_with_the_demo_data_and_stay_with_ones_own(
    handler: TestClient, photographed: str, database: Database, settings: Settings, is_demo: bool
) -> None:
    keep(handler, photographed, 1, picture(colour="red"))
    with database.write() as db:
        db.get_one(Contract, photographed).demo = is_demo
    before = _stored(settings)
    remove(settings)
    with database.read() as db:
        photos = db.scalars(select(JobPhoto)).all()
        assert len(photos) == (0 if is_demo else 1)
        assert all(db.get(StoredFile, photo.file_id) for photo in photos)
    assert len(before - _stored(settings)) == (3 if is_demo else 0)


def _stored(settings: Settings) -> set[Path]:
    return {path for path in Path(settings.data, "files/originals").rglob("*") if path.is_file()}
