"""The journey of a document: receive → read → structure → facts → review → index.

Each step is short units of work with the computing between them; nothing that reads, renders or
embeds happens inside a transaction. Whoever holds the claim may die at any line.
"""

from __future__ import annotations

import time
from contextlib import closing
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy.orm import Session

from nlp.compare.tracked import count_tracked, rejected
from nlp.document import FileInfo, Reading, Stance
from nlp.errors import UnreadableFile
from nlp.pipeline import Source, open_source, renumber, understand
from nlp.ports import Image, OcrLine, Tools
from nlp.reading_json import page_to_json
from nlp.risk import Library, compare_positions, resolve_stance, review
from service.audit.actions import record
from service.contracts.actions import apply_reading
from service.contracts.tables import Contract
from service.kernel.actor import SYSTEM
from service.kernel.db import Database
from service.kernel.locale import UiLanguage
from service.kernel.logs import frames, log
from service.kernel.queue import QueueName
from service.kernel.storage import Storage
from service.library.queries import current_library
from service.notifications.actions import tell
from service.readings import ledger
from service.readings.actions import BeforeChanges, note_media_types, page_key, store_reading
from service.readings.heartbeat import Heartbeat
from service.readings.ledger import CancelRequested, Claim, LostClaim, StageInterrupted
from service.readings.queries import files_of, page_count, pages_of, stored_pages
from service.readings.tables import Job, JobPage
from service.review.actions import Review, store_review
from service.search.actions import store_units
from service.search.units import units_of

STANCES: dict[str, Stance] = {"buyer": "buyer", "seller": "seller", "neutral": "neutral"}
PICTURES_DPI = (110, 200)
SLICE_SECONDS = 60.0
"""A long document steps back in line after this, so that others have their turn."""


@dataclass(frozen=True, slots=True)
class Workshop:
    """What a worker works with."""

    database: Database
    storage: Storage
    tools: Tools
    lease_seconds: float
    heartbeat_seconds: float
    page_attempts: int
    page_seconds: float


class RecognitionNeeded(Exception):
    """A page cannot be read without a model that this worker does not load."""


class NoPageRead(Exception):
    """Every page of the document was set aside."""

    def __init__(self, pages: int) -> None:
        super().__init__(pages)
        self.pages = pages


class _OcrElsewhere:
    """Stands for the engine in a worker of text: whoever needs it goes to the other queue."""

    name = "elsewhere"

    def read(self, image: Image) -> list[OcrLine]:
        raise RecognitionNeeded


def _without_ocr(tools: Tools) -> Tools:
    """The tools for the text queue: the recognition models, half a gigabyte, stay out."""
    if tools.ocr is None:
        return tools
    return replace(tools, ocr=_OcrElsewhere(), second_ocr=None, orientation=None)


def ingest(shop: Workshop, job_id: str, worker: str, queue: QueueName) -> None:
    """Work on a job until it is done, has had its slice, or is lost to another worker."""
    with shop.database.write() as db:
        held = ledger.claim(db, job_id, worker, shop.lease_seconds, shop.page_attempts)
    if held is None:
        return
    if queue == "text":
        shop = replace(shop, tools=_without_ocr(shop.tools))
    beat = Heartbeat(
        shop.database, held, shop.lease_seconds, shop.heartbeat_seconds, shop.page_seconds
    )
    try:
        with beat:
            _work(shop, held, beat, queue)
    except LostClaim:
        log.info("claim_lost", job=job_id, attempt=held.attempt)
    except StageInterrupted:
        _give_up(shop, held, "stage_interrupted", {})
    except CancelRequested:
        _quietly(shop, held, lambda db: ledger.cancel(db, held))
    except NoPageRead as cause:
        _give_up(shop, held, "no_page_read", {"pages": cause.pages})
    except UnreadableFile as cause:
        _give_up(shop, held, cause.code, dict(cause.params))
    except Exception as error:
        log.error("ingest_failed", job=job_id, error=type(error).__name__, frames=frames(error))
        _give_up(shop, held, "internal", {})


def _quietly(shop: Workshop, held: Claim, act: ledger.Act) -> None:
    try:
        with shop.database.write() as db:
            act(db)
    except LostClaim:
        log.info("claim_lost", job=held.job_id, attempt=held.attempt)


def _give_up(shop: Workshop, held: Claim, code: str, params: dict[str, Any]) -> None:
    """The job has failed; whoever sent the file learns why."""

    def act(db: Session) -> None:
        ledger.fail(db, held, code, params)
        job = db.get_one(Job, held.job_id)
        record(db, SYSTEM, "job.failed", "job", job.id, contract_id=job.contract_id, reason=code)
        why = {"error": code, "given": params}
        tell(db, [job.created_by], "reading_failed", contract_id=job.contract_id, params=why)

    _quietly(shop, held, act)


def _complete(db: Session, held: Claim) -> None:
    """The job is done; whoever sent the file learns of it, and of pages that were set aside."""
    ledger.complete(db, held)
    job = db.get_one(Job, held.job_id)
    bad = sum(page.state == "quarantined" for page in pages_of(db, job.id))
    kind = "pages_quarantined" if bad else "reading_done"
    tell(db, [job.created_by], kind, contract_id=job.contract_id, params={"n": bad})


def _work(shop: Workshop, held: Claim, beat: Heartbeat, queue: QueueName) -> None:
    _receive(shop, held)
    if not _read(shop, held, beat, queue):
        return
    reading = _understand(shop, held)
    _review(shop, held, reading)
    _index(shop, held, reading)
    with shop.database.write() as db:
        _complete(db, held)


def _sources(shop: Workshop, held: Claim) -> list[tuple[str, bytes]]:
    with shop.database.read() as db:
        files = files_of(db, held.job_id)
    return [(file.name, shop.storage.get(file.storage_key)) for file in files]


def _receive(shop: Workshop, held: Claim) -> None:
    with shop.database.write() as db:
        if ledger.fenced(db, held).pages_total is not None:
            return
        ledger.begin_stage(db, held, "receive")
    counts, media_types = [], []
    for name, data in _sources(shop, held):
        with closing(open_source(name, data, shop.tools.office)) as source:
            counts.append(source.page_count)
            media_types.append(source.media_type)
    with shop.database.write() as db:
        ledger.plan_pages(db, held, counts)
        note_media_types(db, held.job_id, media_types)
        ledger.end_stage(db, held, "receive")


def _read(shop: Workshop, held: Claim, beat: Heartbeat, queue: QueueName) -> bool:
    """Read the pages that are left; False where the job steps back in line first."""
    with shop.database.write() as db:
        ledger.begin_stage(db, held, "read")
    files = _sources(shop, held)
    opened: dict[int, Source] = {}
    began = time.monotonic()
    try:
        while True:
            with shop.database.write() as db:
                page = ledger.begin_page(db, held)
            if page is None:
                break
            if page.file_position not in opened:
                name, data = files[page.file_position]
                opened[page.file_position] = open_source(name, data, shop.tools.office)
            try:
                with beat.page():
                    _read_page(shop, held, opened[page.file_position], page)
            except RecognitionNeeded:
                with shop.database.write() as db:
                    ledger.hand_over(db, held, page.number)
                return False
            if time.monotonic() - began > SLICE_SECONDS:
                with shop.database.write() as db:
                    ledger.release(db, held, queue)
                return False
    finally:
        for source in opened.values():
            source.close()
    with shop.database.write() as db:
        ledger.end_stage(db, held, "read")
    return True


def _read_page(shop: Workshop, held: Claim, source: Source, row: JobPage) -> None:
    """Read one page and store its pictures. Raises ``RecognitionNeeded``."""
    began = time.monotonic()
    try:
        page = renumber(source.read_page(row.page_in_file, shop.tools), row.number)
        for dpi in PICTURES_DPI:
            picture = source.render_page(row.page_in_file, dpi)
            shop.storage.put(page_key(held.job_id, row.number, dpi), picture)
    except RecognitionNeeded:
        raise
    except Exception as error:
        code = error.code if isinstance(error, UnreadableFile) else "page_unreadable"
        log.warning("page_failed", job=held.job_id, page=row.number, error=type(error).__name__)
        with shop.database.write() as db:
            ledger.fail_page(db, held, row.number, code, shop.page_attempts)
        return
    with shop.database.write() as db:
        seconds = time.monotonic() - began
        ledger.finish_page(db, held, row.number, page_to_json(page), seconds)


def read_again(database: Database, job_id: str, tools: Tools) -> Reading:
    """Understand the stored pages anew.

    Raises ``NoPageRead`` where all were set aside, ``UnreadableFile`` where none has text.
    """
    with database.read() as db:
        pages, files = stored_pages(db, job_id), files_of(db, job_id)
        if not pages:
            raise NoPageRead(page_count(db, job_id) or 0)
    if not any(line.text.strip() for page in pages for line in page.lines):
        raise UnreadableFile("no_text")
    first = files[0]
    return understand(
        FileInfo(first.name, first.sha256, first.media_type, len(pages)), pages, tools
    )


def _understand(shop: Workshop, held: Claim) -> Reading:
    with shop.database.write() as db:
        ledger.begin_stage(db, held, "structure")
    reading = read_again(shop.database, held.job_id, shop.tools)
    before = _before_changes(shop, held, reading)
    with shop.database.write() as db:
        job = ledger.end_stage(db, held, "structure")
        ledger.begin_stage(db, held, "facts")
        store_reading(db, held.job_id, reading, before)
        apply_reading(db, job.contract_id, reading, SYSTEM)
        ledger.end_stage(db, held, "facts")
    return reading


def _before_changes(shop: Workshop, held: Claim, reading: Reading) -> BeforeChanges | None:
    """What a Word file says with its tracked changes rejected, to find changes without a mark."""
    files = _sources(shop, held)
    if len(files) != 1 or all(each.code != "tracked_changes" for each in reading.warnings):
        return None
    name, data = files[0]
    tools = _without_ocr(shop.tools)
    try:
        tracked, as_sent = count_tracked(data), rejected(data)
        with closing(open_source(name, as_sent)) as source:
            pages = [source.read_page(n, tools) for n in range(1, source.page_count + 1)]
    except UnreadableFile as cause:
        # A file whose whole text is tracked has none before its changes.
        log.info("nothing_before_changes", job=held.job_id, cause=cause.code)
        return None
    return BeforeChanges(tracked, understand(reading.file, pages, tools))


def review_for(
    contract: Contract, reading: Reading, library: Library, tools: Tools
) -> tuple[Review, Review]:
    """The review from our side, in the document's language and in the other."""
    stance = our_side(contract, reading)
    own: tuple[UiLanguage, UiLanguage] = ("zh", "en")
    first, second = reversed(own) if reading.language == "en" else own
    return (
        _reviewed(reading, library, stance, tools, first),
        _reviewed(reading, library, stance, tools, second),
    )


def our_side(contract: Contract, reading: Reading) -> Stance:
    """The stance that was chosen, else that of the party named ours."""
    stance, ours = STANCES[contract.stance], contract.our_party
    if stance == "neutral" and ours:
        stance = resolve_stance(reading, ours)
    return stance


def _reviewed(
    reading: Reading, library: Library, stance: Stance, tools: Tools, language: UiLanguage
) -> Review:
    return Review(
        language,
        review(reading, library, stance=stance, language=language, embedder=tools.embedder),
        compare_positions(reading, library, stance=stance, language=language),
    )


def _review(shop: Workshop, held: Claim, reading: Reading) -> None:
    with shop.database.write() as db:
        ledger.begin_stage(db, held, "review")
        contract = db.get_one(Contract, ledger.fenced(db, held).contract_id)
        library = current_library(db)
    own, other = review_for(contract, reading, library, shop.tools)
    with shop.database.write() as db:
        job = ledger.end_stage(db, held, "review")
        contract = db.get_one(Contract, job.contract_id)
        store_review(db, SYSTEM, contract, own, other)


def _index(shop: Workshop, held: Claim, reading: Reading) -> None:
    embedder = shop.tools.embedder
    with shop.database.write() as db:
        ledger.begin_stage(db, held, "index")
    if embedder is None:
        with shop.database.write() as db:
            ledger.end_stage(db, held, "index")
        return
    units = units_of(reading)
    vectors = embedder.embed([unit.text for unit in units])
    with shop.database.write() as db:
        job = ledger.end_stage(db, held, "index")
        store_units(db, job.contract_id, units, vectors, embedder)
