"""The demo data: people and contracts, clearly marked, removable by one command."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

import yaml
from pydantic import BaseModel
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from nlp.document import Stance
from service.accounts.demo import create_demo_people, demo_unit, remove_demo_units
from service.accounts.setup import is_needed
from service.accounts.sign_in import actor_of
from service.accounts.tables import UnitMember, User
from service.audit.actions import record
from service.audit.tables import AuditEvent
from service.contracts.actions import change, create, transition
from service.contracts.schemas import Door
from service.contracts.states import Status, way
from service.contracts.tables import Contract, ContractGrant
from service.kernel.actor import SYSTEM
from service.kernel.clock import today
from service.kernel.db import Database
from service.kernel.events import publish
from service.kernel.keys import open_key
from service.kernel.settings import ROOT, Settings
from service.kernel.storage import Storage
from service.readings.actions import page_key, put_in_storage, start_job
from service.readings.queries import files_of, pages_of, photos_of
from service.readings.tables import Job, JobFile, JobPhoto, StoredFile

FOLDER = ROOT / "fixtures" / "demo"
DATED = FOLDER / "dated"
"""Contracts whose days lie near the day of loading, so that something is always coming up."""

STEPS_BY = "fawu"
STEP_REASON = "演示数据"
_DAY = re.compile(r"\{([+-]\d+)\}")


class DemoContract(BaseModel):
    """One line of ``demo.yaml``."""

    file: str
    door: Door = "draft"
    status: Status = "draft"
    unit: str | None = None
    owner: str = "jingban"
    stance: Stance = "neutral"
    our_party: str | None = None


def contracts(folder: Path = FOLDER) -> list[DemoContract]:
    """The demo contracts as listed."""
    listed = yaml.safe_load((folder / "demo.yaml").read_text(encoding="utf-8"))
    return [DemoContract.model_validate(item) for item in listed["contracts"]]


def load(settings: Settings, *, only_if_empty: bool = False) -> int:
    """Add the demo people and contracts; returns how many contracts.

    With ``only_if_empty`` nothing is done where anybody can sign in already, nor where the demo
    data were removed: their printed password must not come back with the next start.
    """
    database = Database(settings.resolved_database_url)
    storage = _storage(settings)
    with database.write() as db:
        if only_if_empty and not _is_first_start(db):
            return 0
        create_demo_people(db)
    listed = [
        (folder / item.file, item) for folder in (FOLDER, DATED) for item in contracts(folder)
    ]
    for path, item in listed:
        data = file_bytes(path, today())
        received = put_in_storage(storage, Path(item.file).name, data)
        with database.write() as db:
            owner = db.scalars(select(User).where(User.login == item.owner)).one()
            contract = create(
                db,
                actor_of(owner),
                title=Path(item.file).stem,
                door=item.door,
                stance=item.stance,
                our_party=item.our_party,
                titled_by_person=False,
                demo=True,
            )
            job = start_job(db, actor_of(owner), contract.id, [received], background=True)
            contract.job_id = job.id
            _bring_on(db, contract, item)
    database.dispose()
    return len(listed)


def _is_first_start(db: Session) -> bool:
    removed = select(AuditEvent.id).where(AuditEvent.action == "demo.removed").limit(1)
    return is_needed(db) and db.scalar(removed) is None


def file_bytes(path: Path, day: date) -> bytes:
    """A demo file; the days of a text are counted from ``day``."""
    data = path.read_bytes()
    if path.suffix != ".txt":
        return data
    spoken = _chinese if not path.stem.isascii() else _english
    text = data.decode("utf-8")
    return _DAY.sub(lambda found: spoken(day + timedelta(int(found[1]))), text).encode("utf-8")


def _chinese(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _english(day: date) -> str:
    return f"{day.day} {day:%B} {day.year}"


def _bring_on(db: Session, contract: Contract, item: DemoContract) -> None:
    """File it with its unit and take the steps to its status, as a person would."""
    person = actor_of(db.scalars(select(User).where(User.login == STEPS_BY)).one())
    if item.unit:
        change(db, person, contract, {"unit_id": demo_unit(db, item.unit).id})
    for step in way(contract.status, item.status):
        transition(db, person, contract, step.to, reason=STEP_REASON, on=today())


def _units_in_use(db: Session) -> set[str]:
    columns = (User.unit_id, UnitMember.unit_id, Contract.unit_id, ContractGrant.unit_id)
    return {unit for column in columns for unit in db.scalars(select(column)) if unit}


def _storage(settings: Settings) -> Storage:
    key, _ = open_key(settings)
    return Storage.open(settings.files_url, settings.data, key)


def remove(settings: Settings) -> int:
    """Remove the demo people and contracts with their files; returns how many contracts."""
    database = Database(settings.resolved_database_url)
    storage = _storage(settings)
    unused: list[str] = []
    with database.write() as db:
        doomed = db.scalars(select(Contract).where(Contract.demo)).all()
        for contract in doomed:
            if contract.job_id:
                unused.extend(
                    page_key(contract.job_id, page.number, dpi)
                    for page in pages_of(db, contract.job_id)
                    for dpi in (110, 200)
                )
                unused.extend(file.storage_key for file in files_of(db, contract.job_id))
                unused.extend(photo.storage_key for photo in photos_of(db, contract.job_id))
                db.execute(delete(Job).where(Job.id == contract.job_id))
            publish(db, "contract.removed", contract.id)
            db.delete(contract)
        db.execute(delete(User).where(User.demo))
        db.flush()
        remove_demo_units(db, _units_in_use(db))
        orphans = db.scalars(
            select(StoredFile).where(
                StoredFile.id.not_in(select(JobFile.file_id)),
                StoredFile.id.not_in(select(JobPhoto.file_id)),
            )
        ).all()
        kept = set(unused) - {orphan.storage_key for orphan in orphans}
        for orphan in orphans:
            db.delete(orphan)
        record(db, SYSTEM, "demo.removed", "installation", None, contracts=len(doomed))
    for key in unused:
        if not (key.startswith("originals/") and key in kept):
            storage.delete(key)
    database.dispose()
    return len(doomed)
