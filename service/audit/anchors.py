"""Anchors: the chain's head put away, encrypted, among the files; one a day.

Somebody with the database alone could compute the whole chain anew after a change. They cannot
write an anchor, for that takes the master key.
"""

from __future__ import annotations

import json

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.audit.chain import Verdict, check
from service.audit.tables import AuditEvent, AuditHead
from service.kernel.clock import today
from service.kernel.db import Database
from service.kernel.storage import Storage

_FOLDER = "audit/anchors"
_BATCH = 2000


def drop_anchor(database: Database, storage: Storage) -> None:
    """Put away today's anchor, unless that has been done."""
    key = f"{_FOLDER}/{today().isoformat()}"
    if storage.exists(key):
        return
    with database.read() as db:
        head = db.scalars(select(AuditHead)).one()
    storage.put(key, json.dumps({"seq": head.seq, "chain": head.chain}).encode())


def verify(db: Session, storage: Storage) -> Verdict:
    """Check every row of the log against its chain and the chain against its anchors.

    Raises :class:`service.kernel.crypto.CannotDecrypt` where an anchor was changed.
    """
    anchors: dict[int, str] = {}
    for key in storage.keys(_FOLDER):
        anchor = json.loads(storage.get(key))
        if anchor["seq"]:
            anchors[anchor["seq"]] = anchor["chain"]
    recorded = db.scalars(select(AuditHead.seq)).one()
    rows = db.scalars(
        select(AuditEvent).order_by(AuditEvent.seq).execution_options(yield_per=_BATCH)
    )
    return check(rows, recorded, anchors)
