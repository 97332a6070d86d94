"""Is this process able to work?"""

from __future__ import annotations

from fastapi import APIRouter
from sqlalchemy import text

from service.kernel.http import Reads, open_to_all
from service.kernel.queue import answers

router = APIRouter(tags=["operations"])


@router.get("/healthz", dependencies=[open_to_all("probes carry no session")])
def healthz(db: Reads) -> dict[str, str]:
    """``ok`` where the database answers.

    While ``queue`` is ``unreachable`` files are taken in and wait: nothing is read, nothing lost.
    """
    db.execute(text("SELECT 1"))
    return {"status": "ok", "queue": "ok" if answers() else "unreachable"}
