"""The rules as small data; thresholds and windows are settings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from service.audit.tables import AuditEvent
from service.contracts.work_calendar import work_calendar
from service.kernel.actor import SYSTEM
from service.kernel.clock import LOCAL
from service.kernel.settings import Settings

Subject = Literal["actor", "account", "address"]


@dataclass(frozen=True, slots=True)
class Rule:
    """So many things of these ``actions`` by one ``subject`` within a window are out of line.

    ``threshold`` and ``minutes`` name settings; a threshold of 0 switches the rule off. Counted are
    the events, or the different ``contracts`` (an export counts as many as it holds).
    ``outside``: only what happens outside the working hours counts.
    """

    code: str
    actions: frozenset[str]
    subject: Subject
    counts: Literal["events", "contracts"]
    threshold: str
    minutes: str
    outside: bool = False


_OUT = frozenset(
    {"original.read", "photo.read", "report.read", "comparison.exported", "contract.exported"}
)
_REFUSED = frozenset({"session.refused", "session.code_refused", "session.passkey_refused"})

RULES = (
    Rule("anomaly_downloads", _OUT, "actor", "contracts", "download_contracts", "download_minutes"),
    Rule(
        "anomaly_night",
        _OUT | {"page.read", "comparison.read"},
        "actor",
        "contracts",
        "night_contracts",
        "night_minutes",
        outside=True,
    ),
    Rule("anomaly_account", _REFUSED, "account", "events", "refused_account", "refused_minutes"),
    Rule("anomaly_address", _REFUSED, "address", "events", "refused_address", "refused_minutes"),
)


def subject_of(rule: Rule, event: AuditEvent) -> str | None:
    """Whose doing the event is by this rule; None where it is nobody's that counts."""
    if event.action not in rule.actions:
        return None
    if rule.subject == "actor":
        return event.actor_id if event.actor_id != SYSTEM.id else None
    return event.object_id if rule.subject == "account" else event.address


def is_outside(settings: Settings, at: datetime) -> bool:
    """Whether ``at`` lies outside the working hours, or on a day off where those count."""
    here = at.astimezone(LOCAL)
    if settings.work_days_only and work_calendar().is_rest(here.date()):
        return True
    return not settings.work_from <= here.time() < settings.work_until


def measure(rule: Rule, events: Sequence[AuditEvent]) -> int:
    """What the rule counts in ``events``."""
    if rule.counts == "events":
        return len(events)
    one_by_one = {event.contract_id for event in events if event.contract_id}
    exported = sum(int(event.detail.get("count", 0)) for event in events if not event.contract_id)
    return len(one_by_one) + exported


def window(rule: Rule, settings: Settings) -> timedelta:
    return timedelta(minutes=int(getattr(settings, f"anomaly_{rule.minutes}")))


def threshold(rule: Rule, settings: Settings) -> int:
    return int(getattr(settings, f"anomaly_{rule.threshold}"))
