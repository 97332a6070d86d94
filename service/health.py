"""Is this process able to work?"""

from __future__ import annotations

from fastapi import APIRouter
from sqlalchemy import text

from service.kernel.http import Reads, open_to_all

router = APIRouter(tags=["operations"])


@router.get("/healthz", dependencies=[open_to_all("probes carry no session")])
def healthz(db: Reads) -> dict[str, str]:
    """``ok`` where the database answers."""
    db.execute(text("SELECT 1"))
    return {"status": "ok"}
