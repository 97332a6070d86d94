"""The register of everything that somebody can be told of.

A domain that has something new to tell adds a kind here and its words under
``notifications.kinds`` in ``service/locales``; then it calls ``tell``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["info", "warning", "critical"]
Area = Literal["work", "account", "installation", "security"]
Channel = Literal["app", "mail"]


@dataclass(frozen=True, slots=True)
class Kind:
    """One thing to be told.

    ``link`` is the page that it leads to, filled from the row and its parameters. ``mail`` says
    whether it is also mailed to who chose nothing; what is ``fixed`` cannot be switched off.
    ``permission`` is what one must have to be told, and to go on seeing it.
    """

    code: str
    area: Area
    severity: Severity
    link: str
    mail: bool = True
    fixed: bool = False
    permission: str | None = None


_CONTRACT = "/contracts/{contract_id}"
_AUDIT = "/admin/audit?from={day}&to={day}"
_BY_PERSON = f"{_AUDIT}&actor={{subject}}"
_BACKUPS = "/admin/backups"

_ALL = (
    Kind("reading_done", "work", "info", _CONTRACT, mail=False),
    Kind("reading_failed", "work", "warning", _CONTRACT),
    Kind("pages_quarantined", "work", "warning", _CONTRACT),
    Kind("contract_assigned", "work", "info", _CONTRACT),
    Kind("contracts_assigned", "work", "info", "/contracts?owner={owner}"),
    Kind("feedback_answered", "work", "info", "/help", mail=False),
    Kind("one_time_password", "account", "warning", "/me", fixed=True),
    Kind("new_device", "account", "warning", "/me", fixed=True),
    Kind(
        "feedback_received",
        "installation",
        "info",
        "/admin/feedback",
        mail=False,
        permission="settings.manage",
    ),
    Kind("anomaly_downloads", "security", "warning", _BY_PERSON, permission="audit.read"),
    Kind("anomaly_night", "security", "warning", _BY_PERSON, permission="audit.read"),
    Kind(
        "anomaly_account",
        "security",
        "warning",
        f"{_AUDIT}&about={{subject}}&outcome=refused",
        permission="audit.read",
    ),
    Kind(
        "anomaly_address",
        "security",
        "warning",
        f"{_AUDIT}&address={{subject}}&outcome=refused",
        permission="audit.read",
    ),
    Kind(
        "audit_broken",
        "security",
        "critical",
        "/help/audit#broken",
        fixed=True,
        permission="audit.read",
    ),
    Kind("backup_failed", "installation", "critical", _BACKUPS, permission="settings.manage"),
    Kind("backup_overdue", "installation", "critical", _BACKUPS, permission="settings.manage"),
    Kind("drill_failed", "installation", "critical", _BACKUPS, permission="settings.manage"),
)

KINDS: dict[str, Kind] = {kind.code: kind for kind in _ALL}
