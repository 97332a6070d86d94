"""Is this process able to work?"""

from __future__ import annotations

from pathlib import Path

from fastapi import APIRouter
from sqlalchemy import text

from service.kernel.certificates import SOON, BadCertificate, expires
from service.kernel.clock import now
from service.kernel.http import Reads, SettingsOf, open_to_all
from service.kernel.queue import answers

router = APIRouter(tags=["operations"])


@router.get("/healthz", dependencies=[open_to_all("probes carry no session")])
def healthz(db: Reads, settings: SettingsOf) -> dict[str, str]:
    """``ok`` where the database answers.

    While ``queue`` is ``unreachable`` files are taken in and wait: nothing is read, nothing lost.
    Where the service has a certificate of its own, ``certificate`` is ``ok``, ``ends_soon`` (21
    days), ``expired`` or ``unreadable``, and ``certificate_until`` says when it ends.
    """
    db.execute(text("SELECT 1"))
    state = {"status": "ok", "queue": "ok" if answers() else "unreachable"}
    return state | (_certificate(settings.tls_certificate) if settings.tls_certificate else {})


def _certificate(path: Path) -> dict[str, str]:
    try:
        until = expires(path)
    except BadCertificate:
        return {"certificate": "unreadable"}
    left = until - now()
    state = "expired" if left.total_seconds() <= 0 else "ends_soon" if left < SOON else "ok"
    return {"certificate": state, "certificate_until": until.isoformat()}
