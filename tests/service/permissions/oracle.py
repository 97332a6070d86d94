"""Who may see and do what, said once more in plain Python: the service's own rule is not asked.

A handler (经办人) sees the contracts that they own, that they filed, and their own department's.
The other roles see the whole organisation. Nobody else sees anything. A contract in the trash
shows its record and its history alone.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any

from nlp.periods import resolve
from nlp.periods.period_json import formula_from_json
from service.contracts.work_calendar import work_calendar
from tests.service.permissions.world import TODAY, Deal, Person, World

EVERYBODY = frozenset({"admin", "legal", "handler", "finance", "leader"})
WORKERS = frozenset({"admin", "legal", "handler"})
STEPPERS = WORKERS | {"leader"}
ADMINS = frozenset({"admin"})

ALLOWED: dict[str, frozenset[str]] = {
    "GET /api/contracts": EVERYBODY,
    "POST /api/contracts": WORKERS,
    "GET /api/contracts/export.xlsx": EVERYBODY,
    "GET /api/contracts/choices": EVERYBODY,
    "GET /api/contracts/{contract_id}": EVERYBODY,
    "PATCH /api/contracts/{contract_id}": WORKERS,
    "DELETE /api/contracts/{contract_id}": EVERYBODY,
    "POST /api/contracts/{contract_id}/transitions": STEPPERS,
    "POST /api/contracts/{contract_id}/restore": EVERYBODY,
    "GET /api/contracts/{contract_id}/history": EVERYBODY,
    "GET /api/contracts/{contract_id}/facts": EVERYBODY,
    "PATCH /api/contracts/{contract_id}/facts/{fid}": EVERYBODY,
    "GET /api/contracts/{contract_id}/event-dates": EVERYBODY,
    "PUT /api/contracts/{contract_id}/event-dates": WORKERS,
    "GET /api/contracts/{contract_id}/reading": EVERYBODY,
    "GET /api/contracts/{contract_id}/clauses": EVERYBODY,
    "GET /api/contracts/{contract_id}/pages/{number}.png": EVERYBODY,
    "GET /api/contracts/{contract_id}/pages/{number}/words": EVERYBODY,
    "GET /api/contracts/{contract_id}/original": EVERYBODY,
    "GET /api/contracts/{contract_id}/findings": EVERYBODY,
    "PATCH /api/contracts/{contract_id}/findings/{fid}": EVERYBODY,
    "GET /api/contracts/{contract_id}/annotations": EVERYBODY,
    "POST /api/contracts/{contract_id}/annotations": EVERYBODY,
    "PATCH /api/contracts/{contract_id}/annotations/{aid}": EVERYBODY,
    "DELETE /api/contracts/{contract_id}/annotations/{aid}": EVERYBODY,
    "POST /api/contracts/{contract_id}/review": WORKERS,
    "GET /api/contracts/{contract_id}/report.{format}": EVERYBODY,
    "GET /api/contracts/{contract_id}/compare": EVERYBODY,
    "GET /api/contracts/{contract_id}/compare.{format}": EVERYBODY,
    "GET /api/jobs": EVERYBODY,
    "GET /api/jobs/{job_id}": EVERYBODY,
    "GET /api/jobs/{job_id}/events": EVERYBODY,
    "POST /api/jobs/{job_id}/cancel": WORKERS,
    "POST /api/jobs/{job_id}/retry": WORKERS,
    "GET /api/search": EVERYBODY,
    "GET /api/home": EVERYBODY,
    "GET /api/notifications": EVERYBODY,
    "GET /api/notifications/unread": EVERYBODY,
    "POST /api/notifications/mark": EVERYBODY,
    "GET /api/notifications/choices": EVERYBODY,
    "PATCH /api/notifications/choices": EVERYBODY,
    "GET /api/mail": ADMINS,
    "GET /api/mail/deliveries": ADMINS,
    "POST /api/mail/deliveries/{notification_id}/again": ADMINS,
    "GET /api/audit": ADMINS,
    "GET /api/backups": ADMINS,
    "GET /api/backups/plan": ADMINS,
    "POST /api/backups": ADMINS,
    "POST /api/backups/drill": ADMINS,
    "POST /api/backups/{run_id}/cancel": ADMINS,
    "GET /api/contracts/files.zip": EVERYBODY,
    "POST /api/contracts/bulk": EVERYBODY,
    "GET /api/users": ADMINS,
    "DELETE /api/users/{user_id}/block": ADMINS,
    "DELETE /api/users/{user_id}/second-factor": ADMINS,
    "DELETE /api/users/{user_id}/sessions": ADMINS,
    "DELETE /api/users/{user_id}/sessions/{session_id}": ADMINS,
    "GET /api/users/{user_id}/sessions": ADMINS,
    "POST /api/users/{user_id}/password": ADMINS,
    "POST /api/users/import": ADMINS,
    "GET /api/users/import/template.csv": ADMINS,
    "GET /api/feedback": ADMINS,
    "PATCH /api/feedback/{feedback_id}": ADMINS,
    "POST /api/feedback": EVERYBODY,
    "POST /api/users": ADMINS,
    "PATCH /api/users/{user_id}": ADMINS,
    # One's own account: whoever is signed in.
    "GET /api/auth/me": EVERYBODY,
    "PATCH /api/auth/me": EVERYBODY,
    "GET /api/auth/tokens": EVERYBODY,
    "POST /api/auth/tokens": EVERYBODY,
    "DELETE /api/auth/tokens/{token_id}": EVERYBODY,
    "GET /api/auth/sessions": EVERYBODY,
    "DELETE /api/auth/sessions/{session_id}": EVERYBODY,
    "GET /api/auth/second-factor": EVERYBODY,
    "GET /api/auth/passkeys": EVERYBODY,
    "GET /api/auth/preferences": EVERYBODY,
    "PATCH /api/auth/preferences": EVERYBODY,
    "GET /api/views": EVERYBODY,
    "POST /api/views": EVERYBODY,
    "PATCH /api/views/{view_id}": EVERYBODY,
    "DELETE /api/views/{view_id}": EVERYBODY,
}
"""The roles that may use a route at all; anyone else is answered 403."""

PERSON_ONLY = frozenset(
    {
        "PATCH /api/auth/me",
        "GET /api/auth/tokens",
        "POST /api/auth/tokens",
        "DELETE /api/auth/tokens/{token_id}",
        "GET /api/auth/sessions",
        "DELETE /api/auth/sessions/{session_id}",
        "GET /api/auth/second-factor",
        "GET /api/auth/passkeys",
    }
)
"""Routes of one's own account that a program may not use in a person's place."""

OWN = frozenset(
    route
    for route in ALLOWED
    if "/api/auth/" in route
    or "/api/views" in route
    or "/api/notifications" in route
    or route == "POST /api/feedback"
)
"""Routes that a token's scope does not narrow: they show and change nothing but one's own."""

TO_ALL = frozenset(
    {
        "GET /api/auth/setup",
        "GET /api/auth/demo-sign-ins",
        "GET /api/meta",
        "GET /healthz",
        "GET /metrics",
    }
)
"""Routes without a sign-in: they must hold nothing of any contract."""

IN_CHARGE = {"backup_overdue": ADMINS, "feedback_received": ADMINS}
"""Kinds of notifications that only some may be shown, whoever they were sent to."""


def told(world: World, person: Person | None, scope: str) -> list[str]:
    """The notifications that this person may be shown, newest first."""
    if person is None:
        return []
    rows = world.ask(
        "SELECT id, kind, contract_id FROM notifications WHERE user_id = ? AND in_app"
        " AND dismissed_at IS NULL ORDER BY id DESC",
        person.id,
    )
    mine = {deal.id for deal in seen(world, person)}
    is_whole = scope == "admin"
    return [
        row
        for row, kind, contract in rows
        if (contract is None or contract in mine)
        and (kind not in IN_CHARGE or (is_whole and person.role in IN_CHARGE[kind]))
    ]


ACTIVE = frozenset({"draft", "in_approval", "approved", "signing", "in_force", "suspended"})


def sees(person: Person | None, deal: Deal) -> bool:
    """Whether the contract exists for this person."""
    if person is None or not person.active:
        return False
    if person.role != "handler":
        return person.role in EVERYBODY
    if person.id in (deal.owner_id, deal.created_by):
        return True
    return bool(person.department) and person.department == deal.department


def seen(world: World, person: Person | None, *, trash: bool = False) -> list[Deal]:
    """The contracts in use (or in the trash) that exist for this person, by id."""
    return [d for d in world.deals.values() if d.in_trash == trash and sees(person, d)]


def matches(deal: Deal, asked: dict[str, Any]) -> bool:
    """Whether a contract passes the list's filters, given as in the query string."""
    for name in ("status", "type", "department"):
        if name in asked and getattr(deal, name) != asked[name]:
            return False
    if "owner" in asked and deal.owner_id != asked["owner"]:
        return False
    if "archived" in asked and deal.archived != (asked["archived"] == "true"):
        return False
    named = [deal.counterparty, deal.our_party, *deal.party_names]
    if "party" in asked and not _holds(named, asked["party"]):
        return False
    if "number" in asked and not _holds([deal.number], asked["number"]):
        return False
    if "q" in asked and not _holds([deal.title, deal.number, *named], asked["q"]):
        return False
    if "from" in asked and not (deal.signed_on and deal.signed_on >= asked["from"]):
        return False
    if "to" in asked and not (deal.signed_on and deal.signed_on <= asked["to"]):
        return False
    sum_ = deal.amount
    if "amount_min" in asked and (sum_ is None or sum_ < asked["amount_min"] * 10_000):
        return False
    if "amount_max" in asked and (sum_ is None or sum_ > asked["amount_max"] * 10_000):
        return False
    return "risk" not in asked or getattr(deal, f"risk_{asked['risk']}") > 0


def _holds(texts: Iterable[str | None], words: str) -> bool:
    return any(text is not None and words.lower() in text.lower() for text in texts)


def in_order(deals: list[Deal], sort: str) -> list[str]:
    """Ids as the list must give them."""
    name = sort.removeprefix("-")
    empty: dict[str, Any] = {"amount": -10_000, "signed_on": "0001-01-01", "ends_on": "0001-01-01"}

    def key(deal: Deal) -> tuple[Any, str]:
        value = getattr(deal, name)
        return (empty.get(name, "") if value is None else value), deal.id

    return [deal.id for deal in sorted(deals, key=key, reverse=sort.startswith("-"))]


def home(world: World, person: Person, days: int) -> dict[str, Any]:
    """The home page's numbers, counted one by one."""
    mine = seen(world, person)
    failed = {job for job, (_, state) in world.jobs.items() if state == "failed"}
    return {
        "by_status": dict(Counter(deal.status for deal in mine)),
        "attention": {
            "jobs_failed": sum(deal.job_id in failed for deal in mine),
            "decisions_open": sum(deal.open_decisions for deal in mine),
            "high_risks": sum(deal.risk_high for deal in mine),
        },
        "recent": [d.id for d in sorted(mine, key=lambda d: (_backwards(d.updated_at), d.id))][:8],
        "upcoming": sorted(_upcoming(world, mine, days)),
    }


def _backwards(text: str) -> list[int]:
    return [-ord(character) for character in text]


def _upcoming(world: World, mine: list[Deal], days: int) -> Iterable[tuple[str, str, str]]:
    active = {deal.id: deal for deal in mine if deal.status in ACTIVE}

    def near(day: date | None) -> bool:
        return day is not None and -7 <= (day - TODAY).days <= days

    for deal in active.values():
        for kind, told in (("starts", deal.starts_on), ("ends", deal.ends_on)):
            if told and near(date.fromisoformat(told)):
                yield told, deal.id, kind
    rows = world.ask(
        "SELECT contract_id, kind, json_extract(data, '$.due'), json_extract(data, '$.period'),"
        " json_extract(data, '$.party') FROM facts"
        " WHERE \"group\" = 'obligation' AND decision <> 'rejected'"
    )
    ours = _our_parties(world, active)
    for contract_id, kind, due, period, party in rows:
        if contract_id not in active:
            continue
        theirs = contract_id in ours and party not in ours[contract_id]
        day = _counted(world, active[contract_id], period, theirs) if period else None
        if day is None and due and len(due) == len("2026-01-01"):
            day = date.fromisoformat(due)
        if day and near(day):
            yield day.isoformat(), contract_id, f"due_{kind}"


def _counted(world: World, deal: Deal, period: str, theirs: bool) -> date | None:
    """The day that a formula leads to: the latest for the other side's duties, else the earliest.

    How days are counted is not what is proved here; which days it is counted from is.
    """
    formula = formula_from_json(json.loads(period))
    told = {"signing": deal.signed_on, "start": deal.starts_on, "expiry": deal.ends_on}
    entered = world.ask(
        "SELECT happened_on FROM contract_event_dates"
        " WHERE contract_id = ? AND event = ? AND text = ?",
        deal.id,
        formula.event,
        formula.event_text or "",
    )
    base = entered[0][0] if entered else told.get(formula.event or "")
    deadline = resolve(formula, date.fromisoformat(base) if base else None, work_calendar())
    return deadline and (deadline.last if theirs else deadline.first)


def _our_parties(world: World, active: dict[str, Deal]) -> dict[str, set[str]]:
    """By contract, the ids in the reading of the party that the record calls ours."""
    rows = world.ask(
        "SELECT contract_id, json_extract(data, '$.id'), value, edited_value FROM facts"
        " WHERE \"group\" = 'party' AND decision <> 'rejected'"
    )
    found: dict[str, set[str]] = {}
    for contract_id, party, *names in rows:
        if contract_id in active and active[contract_id].our_party in names:
            found.setdefault(contract_id, set()).add(party)
    return found
