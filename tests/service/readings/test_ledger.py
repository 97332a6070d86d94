"""Who works on what, until when: the same on SQLite and on PostgreSQL."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from service.contracts.tables import Contract
from service.kernel.actor import SYSTEM
from service.kernel.clock import now
from service.kernel.db import Database
from service.readings import ledger
from service.readings.actions import Received, start_job
from service.readings.ledger import CancelRequested, Claim, LostClaim, StageInterrupted
from service.readings.tables import Job, JobPage

LEASE, ATTEMPTS = 60.0, 3


@pytest.fixture
def job_id(ledger_db: Database) -> str:
    with ledger_db.write() as db:
        contract = Contract(title="采购合同", owner_id="u", created_by="u")
        db.add(contract)
        db.flush()
        received = Received("采购.pdf", "ab" * 32, "cd" * 32, 10)
        return start_job(db, SYSTEM, contract.id, [received]).id


def take(database: Database, job_id: str, worker: str = "one") -> Claim | None:
    with database.write() as db:
        return ledger.claim(db, job_id, worker, LEASE, ATTEMPTS)


def taken(database: Database, job_id: str, worker: str = "one") -> Claim:
    held = take(database, job_id, worker)
    assert held is not None
    return held


def planned(database: Database, job_id: str, pages: int) -> Claim:
    held = taken(database, job_id)
    with database.write() as db:
        ledger.plan_pages(db, held, [pages])
    return held


def fall_silent(database: Database, job_id: str) -> None:
    with database.write() as db:
        db.get_one(Job, job_id).lease_until = now() - timedelta(seconds=1)


def begin(database: Database, held: Claim) -> int | None:
    with database.write() as db:
        page = ledger.begin_page(db, held)
        return page.number if page else None


def finish(database: Database, held: Claim, number: int) -> None:
    with database.write() as db:
        ledger.finish_page(db, held, number, {"by": held.attempt}, 1.0)


def page_of(database: Database, job_id: str, number: int) -> JobPage:
    with database.read() as db:
        return db.get_one(JobPage, (job_id, number))


def state_of(database: Database, job_id: str) -> str:
    with database.read() as db:
        return db.get_one(Job, job_id).state


def test_a_job_is_held_by_one_worker_at_a_time(ledger_db: Database, job_id: str) -> None:
    assert taken(ledger_db, job_id).attempt == 1
    assert take(ledger_db, job_id, "two") is None


def test_a_heartbeat_keeps_the_claim(ledger_db: Database, job_id: str) -> None:
    held = taken(ledger_db, job_id)
    fall_silent(ledger_db, job_id)
    with ledger_db.write() as db:
        ledger.heartbeat(db, held, LEASE)
    assert take(ledger_db, job_id, "two") is None


def test_a_late_result_is_refused(ledger_db: Database, job_id: str) -> None:
    late = planned(ledger_db, job_id, 1)
    assert begin(ledger_db, late) == 1
    fall_silent(ledger_db, job_id)
    newer = taken(ledger_db, job_id, "two")
    assert begin(ledger_db, newer) == 1
    with pytest.raises(LostClaim):
        finish(ledger_db, late, 1)
    assert page_of(ledger_db, job_id, 1).state == "running"
    finish(ledger_db, newer, 1)
    assert page_of(ledger_db, job_id, 1).attempts == 2


def test_the_sweep_gives_back_only_what_fell_silent(ledger_db: Database, job_id: str) -> None:
    taken(ledger_db, job_id)
    with ledger_db.write() as db:
        assert ledger.sweep(db) == 0
    fall_silent(ledger_db, job_id)
    with ledger_db.write() as db:
        assert ledger.sweep(db) == 1
    assert state_of(ledger_db, job_id) == "queued"
    assert taken(ledger_db, job_id, "two").attempt == 2


def test_a_page_that_kills_its_worker_is_set_aside_after_three_tries(
    ledger_db: Database, job_id: str
) -> None:
    held = planned(ledger_db, job_id, 2)
    for _ in range(ATTEMPTS):
        assert begin(ledger_db, held) == 1
        fall_silent(ledger_db, job_id)
        held = taken(ledger_db, job_id)
    page = page_of(ledger_db, job_id, 1)
    assert (page.state, page.attempts, page.error_code) == ("quarantined", 3, "page_interrupted")
    assert begin(ledger_db, held) == 2


def test_a_restart_reads_only_what_failed(ledger_db: Database, job_id: str) -> None:
    held = planned(ledger_db, job_id, 2)
    assert begin(ledger_db, held) == 1
    finish(ledger_db, held, 1)
    done_at = page_of(ledger_db, job_id, 1).finished_at
    assert begin(ledger_db, held) == 2
    with ledger_db.write() as db:
        ledger.fail_page(db, held, 2, "page_unreadable", 1)
        ledger.complete(db, held)
        ledger.restart(db, db.get_one(Job, job_id))
    again = taken(ledger_db, job_id)
    assert begin(ledger_db, again) == 2
    assert begin(ledger_db, again) is None
    assert page_of(ledger_db, job_id, 1).finished_at == done_at


def test_a_waiting_job_is_cancelled_at_once_and_never_claimed(
    ledger_db: Database, job_id: str
) -> None:
    with ledger_db.write() as db:
        ledger.request_cancel(db, db.get_one(Job, job_id))
    assert state_of(ledger_db, job_id) == "cancelled"
    assert take(ledger_db, job_id) is None


def ask_to_cancel(database: Database, job_id: str) -> None:
    with database.write() as db:
        ledger.request_cancel(db, db.get_one(Job, job_id))


def test_a_running_job_hears_of_the_cancel_before_its_next_page(
    ledger_db: Database, job_id: str
) -> None:
    held = planned(ledger_db, job_id, 2)
    assert begin(ledger_db, held) == 1
    ask_to_cancel(ledger_db, job_id)
    finish(ledger_db, held, 1)
    with pytest.raises(CancelRequested):
        begin(ledger_db, held)
    with ledger_db.write() as db:
        ledger.cancel(db, held)
    assert state_of(ledger_db, job_id) == "cancelled"
    assert page_of(ledger_db, job_id, 1).state == "done"


@pytest.mark.parametrize("stage", ledger.STAGES)
def test_a_running_job_hears_of_the_cancel_before_each_stage(
    ledger_db: Database, job_id: str, stage: str
) -> None:
    held = taken(ledger_db, job_id)
    ask_to_cancel(ledger_db, job_id)
    with pytest.raises(CancelRequested):
        begin_stage(ledger_db, held, stage)


def test_money_and_moments_come_back_as_they_went(ledger_db: Database) -> None:
    moment, amount = now(), Decimal("99999999999.9999")
    with ledger_db.write() as db:
        contract = Contract(
            title="𠮷", owner_id="u", created_by="u", amount=amount, deleted_at=moment
        )
        db.add(contract)
    with ledger_db.read() as db:
        read = db.get_one(Contract, contract.id)
    assert (read.title, read.amount, read.deleted_at) == ("𠮷", amount, moment)


def begin_stage(database: Database, held: Claim, stage: str) -> None:
    with database.write() as db:
        ledger.begin_stage(db, held, stage)


def test_a_stage_that_kills_its_worker_is_given_up(ledger_db: Database, job_id: str) -> None:
    for _ in range(ledger.STAGE_ATTEMPTS):
        begin_stage(ledger_db, taken(ledger_db, job_id), "receive")
        fall_silent(ledger_db, job_id)
    with pytest.raises(StageInterrupted):
        begin_stage(ledger_db, taken(ledger_db, job_id), "receive")


def test_reading_goes_on_as_long_as_pages_are_done(ledger_db: Database, job_id: str) -> None:
    held = planned(ledger_db, job_id, pages=6)
    for number in range(1, 7):
        begin_stage(ledger_db, held, "read")
        begin(ledger_db, held)
        finish(ledger_db, held, number)
        fall_silent(ledger_db, job_id)
        held = taken(ledger_db, job_id)


def test_a_bad_page_is_set_aside_before_its_stage_is_given_up(
    ledger_db: Database, job_id: str
) -> None:
    held = planned(ledger_db, job_id, pages=2)
    for _ in range(ATTEMPTS):
        begin_stage(ledger_db, held, "read")
        assert begin(ledger_db, held) == 1
        fall_silent(ledger_db, job_id)
        held = taken(ledger_db, job_id)
    begin_stage(ledger_db, held, "read")
    assert begin(ledger_db, held) == 2


def sent(database: Database, job_id: str, ago: timedelta) -> None:
    with database.write() as db:
        db.get_one(Job, job_id).sent_at = now() - ago


def swept(database: Database, **served_until: datetime) -> int:
    """How many messages a sweep sent when the queues had been served so far."""
    with database.write() as db:
        return ledger.sweep(db, served_until)  # type: ignore[arg-type]


def test_a_job_in_a_long_queue_is_not_sent_again(ledger_db: Database, job_id: str) -> None:
    sent(ledger_db, job_id, timedelta(hours=2))
    assert swept(ledger_db, text=now() - timedelta(hours=3)) == 0
    assert swept(ledger_db, ocr=now()) == 0
    assert swept(ledger_db) == 0


def test_a_job_whose_message_was_lost_is_sent_again_once(ledger_db: Database, job_id: str) -> None:
    sent(ledger_db, job_id, timedelta(hours=2))
    assert swept(ledger_db, text=now()) == 1
    assert swept(ledger_db, text=now()) == 0


def test_a_job_whose_worker_fell_silent_is_sent_once(ledger_db: Database, job_id: str) -> None:
    taken(ledger_db, job_id)
    fall_silent(ledger_db, job_id)
    sent(ledger_db, job_id, timedelta(hours=2))
    assert swept(ledger_db, text=now(), ocr=now()) == 1


def test_a_job_handed_over_goes_on_with_the_same_page_untried(
    ledger_db: Database, job_id: str
) -> None:
    held = planned(ledger_db, job_id, 1)
    assert begin(ledger_db, held) == 1
    with ledger_db.write() as db:
        ledger.hand_over(db, held, 1)
    page = page_of(ledger_db, job_id, 1)
    assert (page.state, page.attempts) == ("pending", 0)
    with ledger_db.read() as db:
        assert db.get_one(Job, job_id).queue == "ocr"
    assert begin(ledger_db, taken(ledger_db, job_id)) == 1
