"""The demo data: people and contracts, clearly marked, removable by one command."""

from __future__ import annotations

from pathlib import Path

import yaml
from pydantic import BaseModel
from sqlalchemy import delete, func, select

from nlp.document import Stance
from service.accounts.demo import create_demo_people
from service.accounts.sign_in import actor_of
from service.accounts.tables import User
from service.audit.actions import record
from service.contracts.actions import create
from service.contracts.schemas import Door
from service.contracts.tables import Contract
from service.kernel.actor import SYSTEM
from service.kernel.db import Database
from service.kernel.events import publish
from service.kernel.keys import open_key
from service.kernel.settings import ROOT, Settings
from service.kernel.storage import Storage
from service.readings.actions import page_key, put_in_storage, start_job
from service.readings.queries import files_of, pages_of
from service.readings.tables import Job, JobFile, StoredFile

FOLDER = ROOT / "fixtures" / "demo"


class DemoContract(BaseModel):
    """One line of ``demo.yaml``."""

    file: str
    door: Door = "draft"
    owner: str = "jingban"
    stance: Stance = "neutral"
    our_party: str | None = None


def contracts(folder: Path = FOLDER) -> list[DemoContract]:
    """The demo contracts as listed."""
    listed = yaml.safe_load((folder / "demo.yaml").read_text(encoding="utf-8"))
    return [DemoContract.model_validate(item) for item in listed["contracts"]]


def load(settings: Settings, *, only_if_empty: bool = False) -> int:
    """Add the demo people and contracts; returns how many contracts.

    With ``only_if_empty`` nothing is done where anybody can sign in already.
    """
    database = Database(settings.resolved_database_url)
    storage = _storage(settings)
    with database.write() as db:
        if only_if_empty and db.scalar(select(func.count()).select_from(User)):
            return 0
        create_demo_people(db)
    listed = contracts()
    for item in listed:
        data = (FOLDER / item.file).read_bytes()
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
            contract.job_id = start_job(db, actor_of(owner), contract.id, [received]).id
    database.dispose()
    return len(listed)


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
                db.execute(delete(Job).where(Job.id == contract.job_id))
            publish(db, "contract.removed", contract.id)
            db.delete(contract)
        db.execute(delete(User).where(User.demo))
        db.flush()
        orphans = db.scalars(
            select(StoredFile).where(StoredFile.id.not_in(select(JobFile.file_id)))
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
