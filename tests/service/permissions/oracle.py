"""Who may see and do what, said once more in plain Python: the service's own rule is not asked.

A permission holds on a contract for its owner and for whoever filed it, as far as their roles have
it at all; for a role as far as it reaches (one's own, one's units, those below them, all); and for
whom a running grant is meant: a person, a unit with all below it, a role. A confidential contract
knows only its owner, roles that see confidential contracts, and grants. A contract in the trash
shows its record and its history alone.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any

from nlp.periods import resolve
from nlp.periods.period_json import formula_from_json
from service.contracts.work_calendar import work_calendar
from tests.service.permissions.world import Deal, Grant, Held, Person, World, today

GRANTABLE = frozenset(
    f"contract.{act}"
    for act in ("read", "comment", "decide", "edit", "transition", "share", "delete")
)
"""What is asked of one contract: no role keeps anybody from asking."""

ADMINISTRATION = frozenset(
    ("users.manage", "units.manage", "roles.manage", "access.explain", "audit.read")
) | {"library.manage", "settings.manage"}

LEVELS: dict[str, frozenset[str]] = {
    "read": frozenset({"contract.read"}),
    "comment": frozenset({"contract.read", "contract.comment"}),
    "edit": GRANTABLE - {"contract.transition", "contract.share", "contract.delete"},
    "manage": GRANTABLE - {"contract.delete"},
}

NEEDS: dict[str, str | None] = {
    "GET /api/contracts": "contract.read",
    "POST /api/contracts": "contract.create",
    "GET /api/contracts/export.xlsx": "contract.read",
    "GET /api/contracts/choices": "contract.read",
    "GET /api/contracts/{contract_id}": "contract.read",
    "PATCH /api/contracts/{contract_id}": "contract.edit",
    "DELETE /api/contracts/{contract_id}": "contract.read",
    "POST /api/contracts/{contract_id}/transitions": "contract.transition",
    "POST /api/contracts/{contract_id}/restore": "contract.read",
    "GET /api/contracts/{contract_id}/history": "contract.read",
    "GET /api/contracts/{contract_id}/facts": "contract.read",
    "PATCH /api/contracts/{contract_id}/facts/{fid}": "contract.decide",
    "GET /api/contracts/{contract_id}/compare": "contract.read",
    "GET /api/contracts/{contract_id}/compare.{format}": "contract.read",
    "GET /api/contracts/{contract_id}/event-dates": "contract.read",
    "PUT /api/contracts/{contract_id}/event-dates": "contract.edit",
    "GET /api/contracts/{contract_id}/reading": "contract.read",
    "GET /api/contracts/{contract_id}/clauses": "contract.read",
    "GET /api/contracts/{contract_id}/pages/{number}.png": "contract.read",
    "GET /api/contracts/{contract_id}/pages/{number}/words": "contract.read",
    "GET /api/contracts/{contract_id}/original": "contract.read",
    "GET /api/contracts/{contract_id}/photos": "contract.read",
    "GET /api/contracts/{contract_id}/photos/{number}": "contract.read",
    "PUT /api/contracts/{contract_id}/photos/{number}": "contract.create",
    "GET /api/contracts/{contract_id}/findings": "contract.read",
    "PATCH /api/contracts/{contract_id}/findings/{fid}": "contract.decide",
    "GET /api/contracts/{contract_id}/positions": "contract.read",
    "GET /api/contracts/{contract_id}/annotations": "contract.read",
    "POST /api/contracts/{contract_id}/annotations": "contract.comment",
    "PATCH /api/contracts/{contract_id}/annotations/{aid}": "contract.comment",
    "DELETE /api/contracts/{contract_id}/annotations/{aid}": "contract.comment",
    "POST /api/contracts/{contract_id}/review": "contract.edit",
    "GET /api/contracts/{contract_id}/report.{format}": "contract.read",
    "GET /api/jobs": "contract.read",
    "GET /api/jobs/{job_id}": "contract.read",
    "GET /api/jobs/{job_id}/events": "contract.read",
    "POST /api/jobs/{job_id}/cancel": "contract.edit",
    "POST /api/jobs/{job_id}/retry": "contract.edit",
    "GET /api/search": "search.use",
    "GET /api/home": "contract.read",
    "GET /api/notifications": None,
    "GET /api/notifications/unread": None,
    "POST /api/notifications/mark": None,
    "GET /api/notifications/choices": None,
    "PATCH /api/notifications/choices": None,
    "GET /api/audit": "audit.read",
    "GET /api/audit/export.{format}": "audit.read",
    "GET /api/audit/people/{user_id}/days/{on}": "audit.read",
    "GET /api/library": "library.manage",
    "GET /api/library/export.yaml": "library.manage",
    "POST /api/library/import": "library.manage",
    "POST /api/library/check": "library.manage",
    "GET /api/library/{entry_id}": "library.manage",
    "PUT /api/library/{entry_id}/draft": "library.manage",
    "DELETE /api/library/{entry_id}/draft": "library.manage",
    "POST /api/library/{entry_id}/publish": "library.manage",
    "POST /api/library/{entry_id}/versions/{number}/restore": "library.manage",
    "POST /api/library/{entry_id}/dry-run": "library.manage",
    "GET /api/backups": "settings.manage",
    "GET /api/backups/plan": "settings.manage",
    "POST /api/backups": "settings.manage",
    "POST /api/backups/drill": "settings.manage",
    "POST /api/backups/{run_id}/cancel": "settings.manage",
    "GET /api/mail": "settings.manage",
    "GET /api/mail/deliveries": "settings.manage",
    "POST /api/mail/deliveries/{notification_id}/again": "settings.manage",
    "GET /api/contracts/files.zip": "contract.read",
    "POST /api/contracts/bulk": "contract.read",
    "GET /api/users": "users.manage",
    "DELETE /api/users/{user_id}/block": "users.manage",
    "DELETE /api/users/{user_id}/second-factor": "users.manage",
    "DELETE /api/users/{user_id}/sessions": "users.manage",
    "DELETE /api/users/{user_id}/sessions/{session_id}": "users.manage",
    "GET /api/users/{user_id}/sessions": "users.manage",
    "POST /api/users/{user_id}/password": "users.manage",
    "POST /api/users/import": "users.manage",
    "GET /api/users/import/template.csv": "users.manage",
    "GET /api/feedback": "settings.manage",
    "PATCH /api/feedback/{feedback_id}": "settings.manage",
    "POST /api/feedback": None,
    "POST /api/users": "users.manage",
    "PATCH /api/users/{user_id}": "users.manage",
    # One's own account: whoever is signed in.
    "GET /api/auth/me": None,
    "PATCH /api/auth/me": None,
    "GET /api/auth/tokens": None,
    "POST /api/auth/tokens": None,
    "DELETE /api/auth/tokens/{token_id}": None,
    "GET /api/auth/sessions": None,
    "DELETE /api/auth/sessions/{session_id}": None,
    "GET /api/auth/second-factor": None,
    "GET /api/auth/passkeys": None,
    "GET /api/auth/identities": None,
    "DELETE /api/auth/identities/{identity_id}": None,
    "GET /api/auth/preferences": None,
    "PATCH /api/auth/preferences": None,
    "GET /api/views": None,
    "POST /api/views": None,
    "PATCH /api/views/{view_id}": None,
    "DELETE /api/views/{view_id}": None,
    "GET /api/units": None,
    "GET /api/units/use": "units.manage",
    "GET /api/units/export.csv": "units.manage",
    "POST /api/units/import": "units.manage",
    "POST /api/units": "units.manage",
    "PATCH /api/units/{unit_id}": "units.manage",
    "POST /api/units/{unit_id}/move": "units.manage",
    "POST /api/units/{unit_id}/merge": "units.manage",
    "DELETE /api/units/{unit_id}": "units.manage",
    "GET /api/roles": None,
    "GET /api/roles/permissions": None,
    "POST /api/roles": "roles.manage",
    "PATCH /api/roles/{code}": "roles.manage",
    "POST /api/roles/{code}/preview": "roles.manage",
    "DELETE /api/roles/{code}": "roles.manage",
    "GET /api/contracts/{contract_id}/grants": "contract.share",
    "POST /api/contracts/{contract_id}/grants": "contract.share",
    "GET /api/contracts/{contract_id}/grants/choices": "contract.share",
    "DELETE /api/contracts/{contract_id}/grants/{grant_id}": "contract.share",
    "GET /api/contracts/{contract_id}/access": "contract.read",
    "GET /api/users/{user_id}/access": "access.explain",
}
"""The permission that a route asks for; None: whoever is signed in."""

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
        "GET /api/auth/identities",
        "DELETE /api/auth/identities/{identity_id}",
    }
)
"""Routes of one's own account that a program may not use in a person's place."""

TO_ALL = frozenset(
    {
        "GET /api/auth/setup",
        "GET /api/auth/ways",
        "GET /api/auth/demo-sign-ins",
        "GET /api/meta",
        "GET /healthz",
        "GET /metrics",
    }
)
"""Routes without a sign-in: they must hold nothing of any contract."""

IN_CHARGE = {"backup_overdue": "settings.manage", "feedback_received": "settings.manage"}
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
    return [
        row
        for row, kind, contract in rows
        if (contract is None or contract in mine)
        and (kind not in IN_CHARGE or holds(person, IN_CHARGE[kind], scope))
    ]


ACTIVE = frozenset({"draft", "in_approval", "approved", "signing", "in_force", "suspended"})


def within(permission: str, token: str) -> bool:
    """Whether a token of this scope leaves the permission to its owner."""
    if token == "read":
        return permission in {"contract.read", "search.use"}
    return token == "admin" or permission not in ADMINISTRATION


def roles_now(person: Person) -> list[Held]:
    """The roles that have not ended."""
    return [held for held in person.roles if _runs(held.until)]


def _runs(until: str | None) -> bool:
    return until is None or until > datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")


def holds(person: Person, permission: str, token: str = "admin") -> bool:
    """Whether some role of the person has the permission, at least on their own."""
    return within(permission, token) and any(
        permission in held.permissions for held in roles_now(person)
    )


def can(person: Person | None, deal: Deal, permission: str, token: str = "admin") -> bool:
    """Whether the person may do this with the contract."""
    if person is None or not person.active or not within(permission, token):
        return False
    return (
        _as_owner(person, deal, permission, token)
        or any(_by_role(person, held, deal, permission) for held in roles_now(person))
        or any(_by_grant(person, grant, permission) for grant in deal.grants)
    )


def _as_owner(person: Person, deal: Deal, permission: str, token: str) -> bool:
    shares = permission == "contract.share" and holds(person, "contract.read", token)
    if not (holds(person, permission, token) or shares):
        return False
    is_filer = deal.created_by == person.id and deal.secrecy == "normal"
    return deal.owner_id == person.id or is_filer


def _by_role(person: Person, held: Held, deal: Deal, permission: str) -> bool:
    if permission not in held.permissions:
        return False
    if deal.secrecy == "confidential" and "contract.confidential" not in held.permissions:
        return False
    if held.scope == "all":
        return True
    if held.scope == "unit":
        return deal.unit_id in person.units
    return held.scope == "unit_below" and bool(person.units & set(deal.above))


def _by_grant(person: Person, grant: Grant, permission: str) -> bool:
    if permission not in LEVELS[grant.level] or not _runs(grant.until):
        return False
    if grant.role_code is not None:
        return grant.role_code in {held.code for held in roles_now(person)}
    return grant.user_id == person.id or grant.unit_id in person.above


def sees(person: Person | None, deal: Deal) -> bool:
    """Whether the contract exists for this person."""
    return can(person, deal, "contract.read")


def may_give(person: Person, role: Held) -> bool:
    """Whether the person may give somebody this role."""
    if holds(person, "roles.manage"):
        return True
    order = ("own", "unit", "unit_below", "all")
    reach = max(order.index(held.scope) for held in roles_now(person))
    has_all = all(holds(person, permission) for permission in role.permissions)
    return has_all and order.index(role.scope) <= reach


def seen(world: World, person: Person | None, *, trash: bool = False) -> list[Deal]:
    """The contracts in use (or in the trash) that exist for this person, by id."""
    return [d for d in world.deals.values() if d.in_trash == trash and sees(person, d)]


def matches(deal: Deal, asked: dict[str, Any]) -> bool:
    """Whether a contract passes the list's filters, given as in the query string."""
    for name in ("status", "type", "secrecy"):
        if name in asked and getattr(deal, name) != asked[name]:
            return False
    if "unit" in asked and asked["unit"] not in deal.above:
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
        return day is not None and -7 <= (day - today()).days <= days

    for deal in active.values():
        for kind, told in (("starts", deal.starts_on), ("ends", deal.ends_on)):
            if told and near(date.fromisoformat(told)):
                yield told, deal.id, kind
    rows = world.ask(
        "SELECT contract_id, kind, data ->> 'due', data ->> 'period',"
        " data ->> 'party' FROM facts"
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
        "SELECT contract_id, data ->> 'id', value, edited_value FROM facts"
        " WHERE \"group\" = 'party' AND decision <> 'rejected'"
    )
    found: dict[str, set[str]] = {}
    for contract_id, party, *names in rows:
        if contract_id in active and active[contract_id].our_party in names:
            found.setdefault(contract_id, set()).add(party)
    return found
