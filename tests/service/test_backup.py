"""A backup brings back the same contracts, files and search, or refuses in plain words."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import obstore
import pytest
from sqlalchemy import inspect, select, update

from service.audit.actions import record
from service.backup import actions
from service.backup.actions import AlreadyRunning, Ground, NoPlace, cancel, carry_out_next, order
from service.backup.making import keep, make_backup
from service.backup.repository import (
    BackupDamaged,
    BackupUnreachable,
    NoBackupHere,
    OtherKey,
    Repository,
    Snapshot,
)
from service.backup.restoring import PlaceNotEmpty, Proof, restore
from service.backup.tables import BackupRun
from service.kernel.actor import SYSTEM
from service.kernel.clock import now
from service.kernel.crypto import MasterKey
from service.kernel.db import Database, open_engine
from service.kernel.keys import open_key
from service.kernel.settings import Settings
from service.kernel.storage import Storage
from service.wiring import embedder, vector_index
from tests.servers import s3_server
from tests.service.conftest import File, SignIn


def silent(_done: int, _total: int) -> None:
    """Progress that nobody looks at."""


@pytest.fixture
def ground(
    database: Database, settings: Settings, file: File, sign_in: SignIn, tmp_path: Path
) -> Ground:
    """An installation with one contract that was read, which backs up into a folder beside it."""
    file(sign_in("fawu"))
    key, _ = open_key(settings)
    return Ground(
        settings.elsewhere(settings.data, backup_to=str(tmp_path / "backups")),
        database,
        Storage.open(None, settings.data, key),
        key,
        vector_index,
        embedder(settings.embedder).name,
    )


@pytest.fixture
def place(ground: Ground) -> Repository:
    return Repository.open(str(ground.settings.backup_to), ground.key, create=True)


def back_up(ground: Ground, place: Repository) -> Snapshot:
    return make_backup(ground.database, ground.storage, place, silent).snapshot


def restore_at(ground: Ground, place: Repository, target: Settings) -> Proof:
    return restore(place, place.load(), target, ground.key, ground.open_index, ground.model, silent)


def objects(ground: Ground) -> list[Path]:
    folder = Path(str(ground.settings.backup_to)) / "objects"
    return sorted(path for path in folder.rglob("*") if path.is_file())


def contents(snapshot: Snapshot) -> tuple[dict[str, int], dict[str, str]]:
    """Rows by table and addresses by file."""
    tables = {table.form.name: table.rows for table in snapshot.tables}
    return tables, {file.key: file.address for file in snapshot.files}


def test_what_is_restored_on_either_database_is_what_was_backed_up(
    ground: Ground, place: Repository, empty_url: str, tmp_path: Path
) -> None:
    made = back_up(ground, place)
    target = ground.settings.elsewhere(tmp_path / "new", database_url=empty_url)
    proof = restore_at(ground, place, target)
    assert (proof.rows, proof.files) == (made.rows, len(made.files))
    assert proof.searched
    assert proof.reported

    there = Database(target.resolved_database_url)
    again = Repository.open(str(tmp_path / "again"), ground.key, create=True)
    storage = Storage.open(None, target.data, ground.key)
    second = make_backup(there, storage, again, silent).snapshot
    assert contents(second) == contents(made)
    assert [t.parts for t in second.tables] == [t.parts for t in made.tables]
    with there.write() as db:
        record(db, SYSTEM, "contract.changed", "contract", "goes on counting")
    there.dispose()


@pytest.mark.server
def test_a_bucket_takes_backups_and_gives_them_back(
    ground: Ground, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with s3_server() as bucket:
        for name, value in bucket.environment.items():
            monkeypatch.setenv(name, value)
        url = f"{bucket.url}/nightly"
        made = back_up(ground, Repository.open(url, ground.key, create=True))
        with ground.database.write() as db:
            record(db, SYSTEM, "contract.changed", "contract", "1")
        place = Repository.open(url, ground.key)
        second = make_backup(ground.database, ground.storage, place, silent)
        assert second.bytes_added < sum(file.size for file in made.files)
        proof = restore_at(ground, place, ground.settings.elsewhere(tmp_path / "new"))
        assert (proof.rows, proof.files) == (second.snapshot.rows, len(made.files))
        assert proof.reported
        place.forget(keep(place.ids(), 1))
        assert place.ids() == [second.snapshot.id]
    with pytest.raises(BackupUnreachable):
        Repository.open(url, ground.key)


def test_a_second_backup_stores_only_what_is_new(ground: Ground, place: Repository) -> None:
    first = back_up(ground, place)
    count = len(objects(ground))
    with ground.database.write() as db:
        record(db, SYSTEM, "contract.changed", "contract", "1")
    second = back_up(ground, place)
    # The audit log, its head, and nothing else.
    assert len(objects(ground)) == count + 2
    assert second.id != first.id


def test_neither_key_nor_clear_text_is_in_the_backup(
    ground: Ground, place: Repository, tmp_path: Path
) -> None:
    back_up(ground, place)
    secrets = (ground.key.secret, ground.key.secret.hex().encode(), "设备采购合同".encode())
    for path in (tmp_path / "backups").rglob("*"):
        if path.is_file():
            assert not any(secret in path.read_bytes() for secret in secrets), path.name


def test_one_changed_byte_anywhere_is_refused_and_leaves_nothing(
    ground: Ground, place: Repository, tmp_path: Path
) -> None:
    back_up(ground, place)
    target = ground.settings.elsewhere(tmp_path / "new")
    for path in objects(ground):
        whole = path.read_bytes()
        path.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
        with pytest.raises(BackupDamaged):
            restore_at(ground, place, target)
        assert not target.data.exists()
        path.write_bytes(whole)
    assert restore_at(ground, place, target).reported


def test_a_missing_object_is_refused_before_anything_is_written(
    ground: Ground, place: Repository
) -> None:
    back_up(ground, place)
    objects(ground)[0].unlink()
    fresh = Repository.open(str(ground.settings.backup_to), ground.key)
    with pytest.raises(BackupDamaged):
        fresh.load()


def test_another_key_is_told_by_name(ground: Ground, place: Repository) -> None:
    back_up(ground, place)
    with pytest.raises(OtherKey) as refused:
        Repository.open(str(ground.settings.backup_to), MasterKey(b"o" * 32))
    assert refused.value.params["theirs"] == ground.key.fingerprint


@pytest.mark.parametrize("content", [{}, {"photo.jpg": b"\xff\xd8"}, {"jianqi-backup.json": b"{"}])
def test_a_foreign_folder_is_no_backup(
    ground: Ground, tmp_path: Path, content: dict[str, bytes]
) -> None:
    folder = tmp_path / "foreign"
    folder.mkdir()
    for name, data in content.items():
        (folder / name).write_bytes(data)
    with pytest.raises(NoBackupHere):
        Repository.open(str(folder), ground.key).load()
    if content:
        with pytest.raises(NoBackupHere):
            Repository.open(str(folder), ground.key, create=True)


def test_a_place_that_holds_something_is_never_restored_into(
    ground: Ground, place: Repository, tmp_path: Path, empty_url: str
) -> None:
    back_up(ground, place)
    with pytest.raises(PlaceNotEmpty):
        restore_at(ground, place, ground.settings)
    target = ground.settings.elsewhere(tmp_path / "new", database_url=empty_url)
    restore_at(ground, place, target)
    shutil.rmtree(target.data)
    with pytest.raises(PlaceNotEmpty):
        restore_at(ground, place, target)


def test_a_failed_restore_empties_a_database_server_again(
    ground: Ground, place: Repository, tmp_path: Path, empty_url: str
) -> None:
    back_up(ground, place)
    largest = max(objects(ground), key=lambda path: path.stat().st_size)
    largest.write_bytes(largest.read_bytes()[:-9])
    with pytest.raises(BackupDamaged):
        restore_at(ground, place, ground.settings.elsewhere(tmp_path / "n", database_url=empty_url))
    assert inspect(open_engine(empty_url)).get_table_names() == []


def test_a_full_disk_in_the_middle_is_told_and_the_next_backup_goes_on(
    ground: Ground, place: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = 0
    put = obstore.put

    def full(*arguments: Any) -> None:
        nonlocal written
        written += 1
        if written > 5:
            raise OSError(28, "No space left on device")
        put(*arguments)

    monkeypatch.setattr(obstore, "put", full)
    with pytest.raises(BackupUnreachable, match="backup_unreachable") as told:
        back_up(ground, place)
    assert "No space left" in told.value.params["reason"]
    assert place.ids() == []
    monkeypatch.undo()
    back_up(ground, place)
    assert len(place.ids()) == 1


def test_a_damaged_file_is_named_and_the_rest_is_saved(ground: Ground, place: Repository) -> None:
    [original] = ground.storage.keys("originals")
    path = ground.settings.data / "files" / original
    path.write_bytes(path.read_bytes()[:-5])
    made = back_up(ground, place)
    assert made.unreadable_files == [original]
    assert len(made.files) == len(ground.storage.keys()) - 1


def test_old_backups_go_with_what_only_they_need(ground: Ground, place: Repository) -> None:
    for number in range(3):
        with ground.database.write() as db:
            record(db, SYSTEM, "contract.changed", "contract", str(number))
        back_up(ground, place)
    before = len(objects(ground))
    assert place.forget(keep(place.ids(), 1)) > 0
    assert len(place.ids()) == 1
    assert len(objects(ground)) < before
    assert place.load().audit_rows


def run_of(ground: Ground) -> BackupRun:
    with ground.database.read() as db:
        newest = select(BackupRun).order_by(BackupRun.created_at.desc()).limit(1)
        return db.scalars(newest).one()


def test_an_ordered_backup_and_drill_are_carried_out_and_told(ground: Ground) -> None:
    kinds: tuple[actions.Kind, ...] = ("backup", "drill")
    for kind in kinds:
        with ground.database.write() as db:
            order(db, SYSTEM, ground.settings, kind, "person")
            with pytest.raises(AlreadyRunning):
                order(db, SYSTEM, ground.settings, "backup", "person")
        assert carry_out_next(ground)
        run = run_of(ground)
        assert (run.kind, run.state, run.error_code) == (kind, "done", None)
    assert run.result["searched"]
    assert run.result["reported"]
    assert carry_out_next(ground) is None


def test_a_run_that_fails_says_why(ground: Ground, tmp_path: Path) -> None:
    blocked = tmp_path / "a-file"
    blocked.write_bytes(b"")
    broken = replace(
        ground, settings=ground.settings.elsewhere(ground.settings.data, backup_to=str(blocked))
    )
    with ground.database.write() as db:
        order(db, SYSTEM, broken.settings, "backup", "person")
    carry_out_next(broken)
    run = run_of(ground)
    assert (run.state, run.error_code) == ("failed", "backup_unreachable")


def test_a_cancelled_run_stops(ground: Ground) -> None:
    with ground.database.write() as db:
        run = order(db, SYSTEM, ground.settings, "backup", "person")
        cancel(db, SYSTEM, run.id)
    carry_out_next(ground)
    assert run_of(ground).state == "cancelled"


@pytest.fixture
def held_clock(monkeypatch: pytest.MonkeyPatch) -> list[timedelta]:
    """The clock of backups, moved on by what the list holds."""
    moved = [timedelta()]
    monkeypatch.setattr(actions, "now", lambda: now() + moved[0])
    return moved


def test_the_nightly_backup_is_ordered_once_a_night(
    ground: Ground, held_clock: list[timedelta]
) -> None:
    def due() -> str | None:
        with ground.database.write() as db:
            run = actions.order_due(db, ground.settings)
            return run.kind if run else None

    assert due() == "backup"
    assert due() is None
    carry_out_next(ground)
    # A first drill is due as soon as there is a backup to try.
    assert due() == "drill"
    carry_out_next(ground)
    assert due() is None
    held_clock[0] = timedelta(days=1)
    assert due() == "backup"


def test_a_run_that_died_is_ended_and_made_again(
    ground: Ground, held_clock: list[timedelta]
) -> None:
    with ground.database.write() as db:
        order(db, SYSTEM, ground.settings, "backup", "person")
        db.execute(update(BackupRun).values(state="running", alive_at=now()))
    held_clock[0] = timedelta(hours=25)
    with ground.database.write() as db:
        again = actions.order_due(db, ground.settings)
        assert again is not None
    with ground.database.read() as db:
        died = db.scalars(select(BackupRun).order_by(BackupRun.created_at).limit(1)).one()
    assert (died.state, died.error_code) == ("failed", "backup_interrupted")


def test_without_a_place_nothing_is_ordered(ground: Ground) -> None:
    nowhere = ground.settings.elsewhere(ground.settings.data, backup_to=None)
    with ground.database.write() as db:
        assert actions.order_due(db, nowhere) is None
        with pytest.raises(NoPlace):
            order(db, SYSTEM, nowhere, "backup", "person")
