"""Whatever is done to the audit log is found, at the first row that suffers from it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from service.audit.actions import record
from service.audit.anchors import drop_anchor, verify
from service.audit.chain import START, check, link
from service.audit.tables import AuditEvent, AuditHead
from service.cli import main
from service.kernel.actor import SYSTEM
from service.kernel.crypto import MasterKey
from service.kernel.db import Database
from service.kernel.storage import Storage
from service.migrations import upgrade

ROWS = 10_000


@dataclass
class Row:
    seq: int
    at: datetime
    actor_id: str
    actor_name: str
    action: str
    object_type: str
    object_id: str | None
    contract_id: str | None
    request_id: str | None
    detail: dict[str, Any]
    address: str | None = None
    chain: str = ""


def chained() -> list[Row]:
    start = datetime(2026, 1, 1, tzinfo=UTC)
    rows, before = [], START
    for seq in range(1, ROWS + 1):
        row = Row(
            seq,
            start + timedelta(seconds=seq // 3),
            f"u{seq % 7}",
            f"人员{seq % 7}",
            ("contract.read", "search.done")[seq % 2],
            "contract",
            f"c{seq % 50}",
            f"c{seq % 50}",
            None,
            {"page": seq % 9},
            f"10.0.0.{seq % 5}" if seq > ROWS // 2 else None,
        )
        before = link(before, row)
        rows.append(replace(row, chain=before))
    return rows


LOG = chained()
anywhere = st.integers(0, ROWS - 1)


def test_an_untouched_log_holds() -> None:
    verdict = check(LOG, ROWS)
    assert (verdict.rows, verdict.fault) == (ROWS, None)


FIELDS = st.sampled_from(
    [
        "actor_id",
        "actor_name",
        "action",
        "object_type",
        "object_id",
        "contract_id",
        "request_id",
        "address",
    ]
)


@settings(max_examples=60, deadline=None)
@given(at=anywhere, field=FIELDS, value=st.text(min_size=1))
def test_any_changed_row_is_named(at: int, field: str, value: str) -> None:
    if getattr(LOG[at], field) == value:
        return
    changed = replace(LOG[at])
    setattr(changed, field, value)
    rows = [*LOG[:at], changed, *LOG[at + 1 :]]
    fault = check(rows, ROWS).fault
    assert fault is not None
    assert (fault.kind, fault.seq) == ("changed", at + 1)


@settings(max_examples=60, deadline=None)
@given(at=anywhere)
def test_any_removed_row_is_named(at: int) -> None:
    fault = check([*LOG[:at], *LOG[at + 1 :]], ROWS).fault
    assert fault is not None
    assert (fault.kind, fault.seq) == ("missing", at + 1)


@settings(max_examples=60, deadline=None)
@given(first=anywhere, second=anywhere)
def test_any_two_swapped_rows_are_found_at_the_first(first: int, second: int) -> None:
    first, second = sorted((first, second))
    if first == second:
        return
    rows = list(LOG)
    rows[first] = replace(LOG[second], seq=first + 1)
    rows[second] = replace(LOG[first], seq=second + 1)
    fault = check(rows, ROWS).fault
    assert fault is not None
    assert (fault.kind, fault.seq) == ("changed", first + 1)


def test_a_chain_computed_anew_is_caught_by_an_anchor() -> None:
    forged = [replace(LOG[0], actor_name="别人"), *LOG[1:200]]
    before, rows = START, []
    for row in forged:
        before = link(before, row)
        rows.append(replace(row, chain=before))
    assert check(rows, 200).fault is None
    fault = check(rows, 200, {150: LOG[149].chain}).fault
    assert fault is not None
    assert fault.seq == 150


def test_a_log_cut_off_after_its_anchor_is_missing_rows() -> None:
    fault = check(LOG[:100], 100, {150: LOG[149].chain}).fault
    assert fault is not None
    assert (fault.kind, fault.seq) == ("missing", 101)


def test_events_of_many_people_at_once_form_one_chain(
    either_database: Database, tmp_path: Path
) -> None:
    def work(person: int) -> None:
        for step in range(10):
            with either_database.write() as db:
                record(db, SYSTEM, "contract.changed", "contract", f"{person}-{step}", 金额=step)
                record(db, SYSTEM, "contract.read", "contract", f"{person}-{step}")

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, range(8)))
    with either_database.read() as db:
        verdict = verify(db, Storage.open(None, tmp_path, MasterKey(b"k" * 32)))
    assert (verdict.rows, verdict.fault) == (160, None)


def _record_and_fail(db: Session) -> None:
    record(db, SYSTEM, "contract.changed", "contract", "1")
    raise ZeroDivisionError


def test_a_unit_that_fails_leaves_no_event(either_database: Database) -> None:
    with pytest.raises(ZeroDivisionError), either_database.write() as db:
        _record_and_fail(db)
    with either_database.read() as db:
        assert db.scalars(select(AuditEvent)).all() == []
        assert db.scalars(select(AuditHead.seq)).one() == 0


def test_the_command_names_the_row_and_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JIANQI_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("JIANQI_KEY_FILE", str(tmp_path / "key"))
    url = f"sqlite:///{tmp_path / 'data' / 'jianqi.db'}"
    upgrade(url)
    database = Database(url)
    with database.write() as db:
        for number in range(5):
            record(db, SYSTEM, "contract.changed", "contract", str(number))
    held = CliRunner().invoke(main, ["audit", "verify"])
    assert (held.exit_code, held.stdout[:11]) == (0, "5 rows hold")
    with database.write() as db:
        db.execute(update(AuditEvent).where(AuditEvent.seq == 3).values(actor_name="别人"))
    broken = CliRunner().invoke(main, ["audit", "verify"])
    assert broken.exit_code == 1
    assert "row 3 changed" in broken.output


def test_todays_anchor_is_put_away_once(either_database: Database, tmp_path: Path) -> None:
    storage = Storage.open(None, tmp_path, MasterKey(b"k" * 32))
    with either_database.write() as db:
        record(db, SYSTEM, "contract.changed", "contract", "1")
        record(db, SYSTEM, "contract.changed", "contract", "2")
    drop_anchor(either_database, storage)
    with either_database.write() as db:
        db.execute(delete(AuditEvent).where(AuditEvent.seq == 2))
        db.execute(update(AuditHead).values(seq=1))
    drop_anchor(either_database, storage)
    with either_database.read() as db:
        verdict = verify(db, storage)
    assert verdict.fault is not None
    assert (verdict.fault.kind, verdict.fault.seq) == ("missing", 2)
