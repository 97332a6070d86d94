"""The journey of a document through the queues, and how it ends."""

from __future__ import annotations

import base64
from dataclasses import replace

import pytest
from fastapi.testclient import TestClient

from nlp.document import Reading
from nlp.ports import Image, OcrLine, OcrWord
from service.flows import ingest as journey
from service.flows.ingest import Workshop, ingest
from service.readings.queries import files_of, pages_of, stages_of
from service.readings.tables import Job
from tests.factories.scans import drawn, file_of, pdf_of
from tests.service.conftest import CONTRACT, SignIn

READ = "本合同由甲方与乙方签订"


class CountingEngine:
    """Finds the same line on every picture and counts how often it was asked."""

    name = "counting"

    def __init__(self) -> None:
        self.asked = 0

    def read(self, image: Image) -> list[OcrLine]:
        self.asked += 1
        width = 40.0
        words = tuple(
            OcrWord(letter, 200 + i * width, 220, 200 + (i + 1) * width, 260, 0.99)
            for i, letter in enumerate(READ)
        )
        return [OcrLine(READ, words, 0.99)]


class CountingOrientation:
    """Finds every picture upright and counts how often it was asked."""

    name = "counting"

    def __init__(self) -> None:
        self.asked = 0

    def rotation(self, image: Image) -> int:
        self.asked += 1
        return 0


@pytest.fixture
def engine() -> CountingEngine:
    return CountingEngine()


@pytest.fixture
def orientation() -> CountingOrientation:
    return CountingOrientation()


@pytest.fixture
def reader(shop: Workshop, engine: CountingEngine, orientation: CountingOrientation) -> Workshop:
    """A worker that could recognise characters."""
    return replace(shop, tools=replace(shop.tools, ocr=engine, orientation=orientation))


def upload(client: TestClient, name: str, data: bytes) -> str:
    answer = client.post("/api/contracts", files={"file": (name, data)})
    assert answer.status_code == 202, answer.text
    job: str = answer.json()["job_id"]
    return job


def job_of(shop: Workshop, job_id: str) -> Job:
    with shop.database.read() as db:
        return db.get_one(Job, job_id)


def page_states(shop: Workshop, job_id: str) -> list[tuple[str, int]]:
    with shop.database.read() as db:
        return [(page.state, page.attempts) for page in pages_of(db, job_id)]


def text_then_scan() -> bytes:
    """A PDF whose first page is text and whose second is a picture."""
    picture = base64.b64encode(file_of(drawn([READ]))).decode()
    text = "".join(f"<p>{line}</p>" for line in CONTRACT.splitlines())
    return pdf_of(
        f'{text}<img style="display:block;break-before:page;width:150mm" '
        f'src="data:image/png;base64,{picture}">'
    )


def test_the_text_queue_never_touches_a_recognition_model(
    sign_in: SignIn,
    reader: Workshop,
    engine: CountingEngine,
    orientation: CountingOrientation,
) -> None:
    job_id = upload(sign_in("fawu"), "混合.pdf", text_then_scan())
    ingest(reader, job_id, "test", "text")
    job = job_of(reader, job_id)
    assert (engine.asked, orientation.asked) == (0, 0)
    assert (job.state, job.queue) == ("queued", "ocr")
    assert page_states(reader, job_id) == [("done", 1), ("pending", 0)]
    ingest(reader, job_id, "test", "ocr")
    assert engine.asked > 0
    assert job_of(reader, job_id).state == "done"
    assert page_states(reader, job_id) == [("done", 1), ("done", 1)]


def test_an_empty_page_needs_no_recognition(
    sign_in: SignIn, reader: Workshop, engine: CountingEngine
) -> None:
    job_id = upload(sign_in("fawu"), "空白.png", file_of(drawn([])))
    ingest(reader, job_id, "test", "text")
    assert engine.asked == 0
    assert job_of(reader, job_id).error_code == "no_text"


def test_a_document_without_a_readable_page_says_so(
    sign_in: SignIn, shop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = sign_in("fawu")
    job_id = upload(client, "采购.txt", CONTRACT.encode())

    def broken(*_: object) -> None:
        raise OSError

    monkeypatch.setattr("nlp.parsing.docx.TypesetSource.read_page", broken)
    ingest(shop, job_id, "test", "text")
    job = client.get(f"/api/jobs/{job_id}", headers={"Accept-Language": "zh"}).json()
    assert (job["state"], job["pages_failed"]) == ("failed", job["pages_total"])
    assert job["error"]["code"] == "no_page_read"
    assert str(job["pages_total"]) in job["error"]["message"]
    assert job["error"]["mend"]


def test_a_files_kind_is_told_by_its_content(sign_in: SignIn, shop: Workshop) -> None:
    client = sign_in("fawu")
    picture = file_of(drawn([]))
    job_id = upload(client, "合同.pdf", picture)
    with shop.database.read() as db:
        assert files_of(db, job_id)[0].media_type == "application/octet-stream"
    ingest(shop, job_id, "test", "text")
    with shop.database.read() as db:
        assert files_of(db, job_id)[0].media_type == "image/png"


def test_a_cancel_is_heeded_between_stages(
    sign_in: SignIn, shop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = sign_in("fawu")
    job_id = upload(client, "采购.txt", CONTRACT.encode())
    understand = journey.read_again

    def understand_while_somebody_cancels(*given: object) -> Reading:
        assert client.post(f"/api/jobs/{job_id}/cancel").status_code == 200
        return understand(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(journey, "read_again", understand_while_somebody_cancels)
    ingest(shop, job_id, "test", "text")
    assert job_of(shop, job_id).state == "cancelled"
    with shop.database.read() as db:
        states = {stage.name: stage.state for stage in stages_of(db, job_id)}
    assert states["read"] == "done"
    assert {states[name] for name in ("structure", "facts", "review", "index")} == {"pending"}
    monkeypatch.undo()
    assert client.post(f"/api/jobs/{job_id}/retry").status_code == 200
    ingest(shop, job_id, "test", "text")
    assert job_of(shop, job_id).state == "done"
