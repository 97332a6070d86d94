"""For every route: the event that it leaves, and a call that must leave it; or why it leaves none.

A call is made by somebody new, so that a coalesced read is their first.
"""

# Every call has one signature.

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx
import yaml
from fastapi.testclient import TestClient

from service.accounts import setup
from service.app import create_app
from service.inbox.tables import MailDelivery
from service.kernel.clock import today
from service.migrations import upgrade
from service.notifications.actions import tell
from service.notifications.tables import Notification
from tests.service.accounts.authenticator import Device
from tests.service.audit.desk import HERE, PASSWORD, Desk, add_passkey
from tests.service.library.test_library_api import PATH as RED_INK
from tests.service.library.test_library_api import RULE

Call = Callable[[Desk], httpx.Response]
LEAVES: dict[str, tuple[str, Call]] = {}
"""By route: the action of the event, and a call that leaves it."""


def leaves(route: str, action: str) -> Callable[[Call], Call]:
    def register(call: Call) -> Call:
        LEAVES[route] = (action, call)
        return call

    return register


def _of_contract(route: str, action: str, role: str = "legal", **more: Any) -> None:
    """A plain call about the contract that was read."""
    method, _, path = route.partition(" ")

    def call(desk: Desk) -> httpx.Response:
        filled = path.format(contract_id=desk.read_contract, number=1, format="json")
        return desk.person(role).request(method, filled, **more)

    LEAVES[route] = (action, call)


def _plain(route: str, action: str, role: str = "admin", **more: Any) -> None:
    method, _, path = route.partition(" ")
    LEAVES[route] = (
        action,
        lambda desk: desk.person(role).request(method, path.format(format="csv"), **more),
    )


# -- the way in and out, one's own account


@leaves("POST /api/auth/sign-in", "session.opened")
def _(desk: Desk) -> httpx.Response:
    body = {"login": desk.newcomer(), "password": PASSWORD}
    return desk.stranger().post("/api/auth/sign-in", json=body)


_plain("POST /api/auth/sign-out", "session.closed")
_plain("PATCH /api/auth/me", "user.changed", json={"locale": "en"})
_plain("POST /api/auth/password", "user.changed", json={"old": PASSWORD, "new": "new-umbrella-78"})


@leaves("POST /api/auth/setup", "user.created")
def _(desk: Desk) -> httpx.Response:
    folder = desk.app.state.settings.data / "bare"
    bare = desk.app.state.settings.elsewhere(folder)
    upgrade(bare.resolved_database_url)
    app = create_app(bare)
    with app.state.database.write() as db:
        code = setup.issue(db)
    body = {"code": code, "login": "boss", "name": "负责人", "password": PASSWORD}
    answer = TestClient(app, base_url=HERE).post("/api/auth/setup", json=body)
    answer.extensions["database"] = app.state.database
    return answer


@leaves("POST /api/auth/oidc/{provider}/finish", "session.opened")
def _(desk: Desk) -> httpx.Response:
    return desk.by_provider(desk.stranger(), "finish")


@leaves("POST /api/auth/oidc-code", "session.opened")
def _(desk: Desk) -> httpx.Response:
    client, app = desk.with_codes()
    desk.linked(client, "code")
    browser = desk.stranger()
    assert desk.by_provider(browser, "code").status_code == 401
    return browser.post("/api/auth/oidc-code", json={"code": app.now()})


@leaves("DELETE /api/auth/identities/{identity_id}", "user.unlinked")
def _(desk: Desk) -> httpx.Response:
    client = desk.person()
    desk.linked(client, "unlinked")
    [identity] = client.get("/api/auth/identities").json()["items"]
    return client.delete(f"/api/auth/identities/{identity['id']}")


@leaves("DELETE /api/auth/sessions/{session_id}", "session.ended")
def _(desk: Desk) -> httpx.Response:
    login = desk.newcomer()
    client, _ = desk.enter(login), desk.enter(login)
    sessions = client.get("/api/auth/sessions").json()["items"]
    other = next(each["id"] for each in sessions if not each["current"])
    return client.delete(f"/api/auth/sessions/{other}")


_plain("DELETE /api/auth/sessions", "session.ended")
_plain("POST /api/auth/tokens", "token.created", json={"name": "程序"})


@leaves("DELETE /api/auth/tokens/{token_id}", "token.revoked")
def _(desk: Desk) -> httpx.Response:
    client = desk.person()
    token = client.post("/api/auth/tokens", json={"name": "程序"}).json()
    return client.delete(f"/api/auth/tokens/{token['id']}")


@leaves("POST /api/auth/second-factor/confirm", "user.second_factor_on")
def _(desk: Desk) -> httpx.Response:
    return desk.confirmed_codes(desk.person())[0]


@leaves("POST /api/auth/second-factor/off", "user.second_factor_off")
def _(desk: Desk) -> httpx.Response:
    client, app = desk.with_codes()
    body = {"password": PASSWORD, "code": app.now()}
    return client.post("/api/auth/second-factor/off", json=body)


@leaves("POST /api/auth/passkeys", "user.passkey_added")
def _(desk: Desk) -> httpx.Response:
    return add_passkey(desk.person(), Device())


@leaves("POST /api/auth/passkeys/sign-in", "session.opened")
def _(desk: Desk) -> httpx.Response:
    _, device, _ = desk.with_passkey()
    browser = desk.stranger()
    options = browser.post("/api/auth/passkeys/challenge").json()
    return browser.post("/api/auth/passkeys/sign-in", json={"credential": device.answer(options)})


@leaves("PATCH /api/auth/passkeys/{passkey_id}", "user.passkey_renamed")
def _(desk: Desk) -> httpx.Response:
    client, _, key = desk.with_passkey()
    return client.patch(f"/api/auth/passkeys/{key}", json={"name": "旧电脑"})


@leaves("POST /api/auth/passkeys/{passkey_id}/remove", "user.passkey_removed")
def _(desk: Desk) -> httpx.Response:
    client, _, key = desk.with_passkey()
    return client.post(f"/api/auth/passkeys/{key}/remove", json={"password": PASSWORD})


_plain("PATCH /api/auth/preferences", "user.preferences_changed", json={"theme": "dark"})
_plain(
    "PATCH /api/notifications/choices",
    "user.notifications_changed",
    json={"switches": {"reading_done.mail": True}},
)

_VIEW = {"name": "我的", "page": "contracts", "query": {}}
_plain("POST /api/views", "view.created", json=_VIEW)


@leaves("PATCH /api/views/{view_id}", "view.changed")
def _(desk: Desk) -> httpx.Response:
    client = desk.person()
    view = client.post("/api/views", json=_VIEW).json()["id"]
    return client.patch(f"/api/views/{view}", json={"name": "新"}, headers={"if-match": "1"})


@leaves("DELETE /api/views/{view_id}", "view.deleted")
def _(desk: Desk) -> httpx.Response:
    client = desk.person()
    return client.delete(f"/api/views/{client.post('/api/views', json=_VIEW).json()['id']}")


_FEEDBACK = {"text": "很好", "path": "/contracts"}
_plain("POST /api/feedback", "feedback.sent", json=_FEEDBACK)


@leaves("PATCH /api/feedback/{feedback_id}", "feedback.changed")
def _(desk: Desk) -> httpx.Response:
    admin = desk.person("admin")
    sent = admin.post("/api/feedback", json=_FEEDBACK).json()["id"]
    path = f"/api/feedback/{sent}"
    return admin.patch(path, json={"done": True}, headers={"if-match": "1"})


@leaves("POST /api/notifications/test-mail", "mail.tested")
def _(desk: Desk) -> httpx.Response:
    client = desk.person()
    client.patch("/api/notifications/choices", json={"address": "a@example.com"})
    return client.post("/api/notifications/test-mail")


@leaves("POST /api/mail/deliveries/{notification_id}/again", "mail.sent_again")
def _(desk: Desk) -> httpx.Response:
    admin = desk.person("admin")
    person = desk.id_of(admin)
    with desk.app.state.database.write() as db:
        tell(db, [person], "reading_done", contract_id=desk.read_contract)
        db.flush()
        told = db.query(Notification).filter_by(user_id=person).one()
        db.add(
            MailDelivery(
                notification_id=told.id, user_id=person, kind="reading_done", state="failed"
            )
        )
    return admin.post(f"/api/mail/deliveries/{told.id}/again")


# -- people, units, roles


@leaves("POST /api/users", "user.created")
def _(desk: Desk) -> httpx.Response:
    admin = desk.person("admin")
    return admin.post(
        "/api/users", json={"login": desk.some_login(), "name": "新人", "role": "handler"}
    )


@leaves("POST /api/users/import", "user.imported")
def _(desk: Desk) -> httpx.Response:
    table = f"login,name,role,unit\n{desk.some_login()},某人,handler,\n"
    return desk.person("admin").post(
        "/api/users/import", params={"apply": True}, files={"file": ("p.csv", table)}
    )


@leaves("PATCH /api/users/{user_id}", "user.changed")
def _(desk: Desk) -> httpx.Response:
    user = desk.user(desk.newcomer())
    headers = {"if-match": str(user.version)}
    return desk.person("admin").patch(
        f"/api/users/{user.id}", json={"role": "finance"}, headers=headers
    )


def _to_somebody(route: str, action: str) -> None:
    """What an administrator does to somebody's account."""
    method, _, path = route.partition(" ")

    def call(desk: Desk) -> httpx.Response:
        user = desk.user(desk.newcomer())
        return desk.person("admin").request(method, path.format(user_id=user.id))

    LEAVES[route] = (action, call)


_to_somebody("POST /api/users/{user_id}/password", "user.password_reset")
_to_somebody("DELETE /api/users/{user_id}/block", "user.released")
_to_somebody("DELETE /api/users/{user_id}/second-factor", "user.second_factor_off")
_to_somebody("DELETE /api/users/{user_id}/sessions", "session.ended")


@leaves("DELETE /api/users/{user_id}/sessions/{session_id}", "session.ended")
def _(desk: Desk) -> httpx.Response:
    login = desk.newcomer()
    desk.enter(login)
    admin, path = desk.person("admin"), f"/api/users/{desk.user(login).id}/sessions"
    [session] = admin.get(path).json()["items"]
    return admin.delete(f"{path}/{session['id']}")


_plain("POST /api/units", "unit.created", json={"kind": "department", "name": "新部门"})


@leaves("POST /api/units/import", "unit.imported")
def _(desk: Desk) -> httpx.Response:
    table = "code,kind,name,name_en,parent,active\nX1,department,导入部,,,\n"
    return desk.person("admin").post(
        "/api/units/import", params={"apply": True}, files={"file": ("u.csv", table)}
    )


@leaves("PATCH /api/units/{unit_id}", "unit.changed")
def _(desk: Desk) -> httpx.Response:
    admin = desk.person("admin")
    unit = desk.unit(admin)
    headers = {"if-match": str(unit["version"])}
    return admin.patch(f"/api/units/{unit['id']}", json={"name": "改名部"}, headers=headers)


@leaves("POST /api/units/{unit_id}/move", "unit.moved")
def _(desk: Desk) -> httpx.Response:
    admin = desk.person("admin")
    above, unit = desk.unit(admin), desk.unit(admin)
    body = {"parent_id": above["id"], "position": 0}
    return admin.post(f"/api/units/{unit['id']}/move", json=body)


@leaves("POST /api/units/{unit_id}/merge", "unit.merged")
def _(desk: Desk) -> httpx.Response:
    admin = desk.person("admin")
    kept, unit = desk.unit(admin), desk.unit(admin)
    return admin.post(f"/api/units/{unit['id']}/merge", json={"into": kept["id"]})


@leaves("DELETE /api/units/{unit_id}", "unit.deleted")
def _(desk: Desk) -> httpx.Response:
    admin = desk.person("admin")
    return admin.delete(f"/api/units/{desk.unit(admin)['id']}")


@leaves("POST /api/roles", "role.created")
def _(desk: Desk) -> httpx.Response:
    return desk.person("admin").post("/api/roles", json=desk.new_role())


@leaves("PATCH /api/roles/{code}", "role.changed")
def _(desk: Desk) -> httpx.Response:
    admin = desk.person("admin")
    role = desk.role(admin)
    headers = {"if-match": str(role["version"])}
    return admin.patch(f"/api/roles/{role['code']}", json={"scope": "unit"}, headers=headers)


@leaves("DELETE /api/roles/{code}", "role.deleted")
def _(desk: Desk) -> httpx.Response:
    admin = desk.person("admin")
    return admin.delete(f"/api/roles/{desk.role(admin)['code']}")


# -- contracts: reading


_of_contract("GET /api/contracts/{contract_id}/reading", "page.read")
_of_contract("GET /api/contracts/{contract_id}/clauses", "page.read")
_of_contract("GET /api/contracts/{contract_id}/pages/{number}.png", "page.read")
_of_contract("GET /api/contracts/{contract_id}/pages/{number}/words", "page.read")
_of_contract("GET /api/contracts/{contract_id}/original", "original.read")
_of_contract("GET /api/contracts/{contract_id}/report.{format}", "report.read")
_plain("GET /api/search", "search.asked", params={"q": "违约金"})
_plain("GET /api/contracts/export.xlsx", "contract.exported")
_plain("GET /api/audit/export.{format}", "audit.exported")


def _two_contracts(route: str, action: str) -> None:
    path = route.partition(" ")[2]

    def call(desk: Desk) -> httpx.Response:
        filled = path.format(contract_id=desk.read_contract, format="json")
        return desk.person().get(filled, params={"with": desk.other_contract})

    LEAVES[route] = (action, call)


_two_contracts("GET /api/contracts/{contract_id}/compare", "comparison.read")
_two_contracts("GET /api/contracts/{contract_id}/compare.{format}", "comparison.exported")


@leaves("GET /api/contracts/files.zip", "original.read")
def _(desk: Desk) -> httpx.Response:
    return desk.person().get("/api/contracts/files.zip", params={"id": [desk.read_contract]})


def _photo(desk: Desk, client: TestClient) -> tuple[str, httpx.Response]:
    """A new contract's first photo, and the answer to keeping it."""
    path = f"/api/contracts/{desk.draft(client)}/photos/1"
    return path, client.put(path, files={"photo": ("a.jpg", b"\xff\xd8\xff as taken")})


@leaves("PUT /api/contracts/{contract_id}/photos/{number}", "photo.kept")
def _(desk: Desk) -> httpx.Response:
    return _photo(desk, desk.person())[1]


@leaves("GET /api/contracts/{contract_id}/photos/{number}", "photo.read")
def _(desk: Desk) -> httpx.Response:
    client = desk.person()
    return client.get(_photo(desk, client)[0])


# -- contracts: changing


@leaves("POST /api/contracts", "contract.created")
def _(desk: Desk) -> httpx.Response:
    return desk.upload(desk.person())


def _of_draft(route: str, action: str, **more: Any) -> None:
    """A change to a contract of one's own."""
    method, _, path = route.partition(" ")

    def call(desk: Desk) -> httpx.Response:
        client = desk.person()
        contract = client.get(f"/api/contracts/{desk.draft(client)}").json()
        headers = {"if-match": str(contract["version"])}
        filled = path.format(contract_id=contract["id"])
        return client.request(method, filled, headers=headers, **more)

    LEAVES[route] = (action, call)


_of_draft("PATCH /api/contracts/{contract_id}", "contract.changed", json={"note": "记"})
_of_draft(
    "POST /api/contracts/{contract_id}/transitions",
    "contract.transition",
    json={"to": "in_approval"},
)
_of_draft("DELETE /api/contracts/{contract_id}", "contract.deleted")


@leaves("POST /api/contracts/{contract_id}/restore", "contract.restored")
def _(desk: Desk) -> httpx.Response:
    client = desk.person()
    path = f"/api/contracts/{desk.draft(client)}"
    client.delete(path)
    return client.post(f"{path}/restore")


@leaves("POST /api/contracts/bulk", "contract.tagged")
def _(desk: Desk) -> httpx.Response:
    client = desk.person()
    body = {"act": "tag", "tag": "急", "ids": [desk.draft(client)]}
    return client.post("/api/contracts/bulk", json=body)


@leaves("PUT /api/contracts/{contract_id}/event-dates", "contract.event_dated")
def _(desk: Desk) -> httpx.Response:
    client, path = desk.person(), f"/api/contracts/{desk.read_contract}/event-dates"
    event = client.get(path).json()["items"][0]
    body = {"event": event["event"], "text": event["text"], "date": today().isoformat()}
    return client.put(path, json=body)


@leaves("PATCH /api/contracts/{contract_id}/facts/{fid}", "fact.decided")
def _(desk: Desk) -> httpx.Response:
    fact = desk.row("facts")
    return desk.person().patch(
        f"/api/contracts/{desk.read_contract}/facts/{fact['fid']}",
        json={"decision": "accept"},
        headers={"if-match": str(fact["version"])},
    )


@leaves("PATCH /api/contracts/{contract_id}/findings/{fid}", "finding.decided")
def _(desk: Desk) -> httpx.Response:
    finding = desk.row("findings")
    return desk.person().patch(
        f"/api/contracts/{desk.read_contract}/findings/{finding['fid']}",
        json={"decision": "accept", "reason": "好"},
        headers={"if-match": str(finding["version"])},
    )


_of_contract(
    "POST /api/contracts/{contract_id}/annotations",
    "annotation.created",
    json={"start": 0, "end": 5, "note": "看"},
)


@leaves("PATCH /api/contracts/{contract_id}/annotations/{aid}", "annotation.changed")
def _(desk: Desk) -> httpx.Response:
    client = desk.person()
    note = desk.annotation(client)
    path = f"/api/contracts/{desk.read_contract}/annotations/{note['id']}"
    headers = {"if-match": str(note["version"])}
    return client.patch(path, json={"note": "改"}, headers=headers)


@leaves("DELETE /api/contracts/{contract_id}/annotations/{aid}", "annotation.deleted")
def _(desk: Desk) -> httpx.Response:
    client = desk.person()
    note = desk.annotation(client)
    return client.delete(f"/api/contracts/{desk.read_contract}/annotations/{note['id']}")


_of_contract(
    "POST /api/contracts/{contract_id}/review", "contract.review_asked", json={"stance": "buyer"}
)


def _grant(desk: Desk, client: TestClient) -> tuple[str, httpx.Response]:
    path = f"/api/contracts/{desk.draft(client)}/grants"
    target = desk.user(desk.newcomer()).id
    return path, client.post(path, json={"user_id": target, "level": "read"})


@leaves("POST /api/contracts/{contract_id}/grants", "grant.created")
def _(desk: Desk) -> httpx.Response:
    return _grant(desk, desk.person())[1]


@leaves("DELETE /api/contracts/{contract_id}/grants/{grant_id}", "grant.revoked")
def _(desk: Desk) -> httpx.Response:
    client = desk.person()
    path, given = _grant(desk, client)
    return client.delete(f"{path}/{given.json()['id']}")


@leaves("POST /api/jobs/{job_id}/cancel", "job.cancelled")
def _(desk: Desk) -> httpx.Response:
    client = desk.person()
    return client.post(f"/api/jobs/{desk.upload(client).json()['job_id']}/cancel")


@leaves("POST /api/jobs/{job_id}/retry", "job.retried")
def _(desk: Desk) -> httpx.Response:
    client = desk.person()
    path = f"/api/jobs/{desk.upload(client).json()['job_id']}"
    client.post(f"{path}/cancel")
    return client.post(f"{path}/retry")


# -- the clause library


def _drafted(desk: Desk, path: str) -> tuple[TestClient, httpx.Response]:
    client = desk.person()
    return client, client.put(f"{path}/draft", json={"yaml": RULE})


@leaves("PUT /api/library/{entry_id}/draft", "library.drafted")
def _(desk: Desk) -> httpx.Response:
    return _drafted(desk, RED_INK)[1]


@leaves("DELETE /api/library/{entry_id}/draft", "library.discarded")
def _(desk: Desk) -> httpx.Response:
    return _drafted(desk, RED_INK)[0].delete(f"{RED_INK}/draft")


@leaves("POST /api/library/{entry_id}/publish", "library.published")
def _(desk: Desk) -> httpx.Response:
    return _drafted(desk, RED_INK)[0].post(f"{RED_INK}/publish", json={})


@leaves("POST /api/library/{entry_id}/versions/{number}/restore", "library.drafted")
def _(desk: Desk) -> httpx.Response:
    client, _ = _drafted(desk, RED_INK)
    client.post(f"{RED_INK}/publish", json={})
    return client.post(f"{RED_INK}/versions/1/restore")


@leaves("POST /api/library/{entry_id}/dry-run", "library.dry_run")
def _(desk: Desk) -> httpx.Response:
    return _drafted(desk, RED_INK)[0].post(f"{RED_INK}/dry-run")


@leaves("POST /api/library/import", "library.drafted")
def _(desk: Desk) -> httpx.Response:
    text = yaml.safe_dump({"entries": [yaml.safe_load(RULE)]}, allow_unicode=True)
    return desk.person().post("/api/library/import", json={"yaml": text})


_plain("GET /api/library/export.yaml", "library.exported")


# -- backups


@leaves("POST /api/backups", "backup.backup_ordered")
def _(desk: Desk) -> httpx.Response:
    desk.no_run_waits()
    return desk.person("admin").post("/api/backups")


@leaves("POST /api/backups/drill", "backup.drill_ordered")
def _(desk: Desk) -> httpx.Response:
    desk.no_run_waits()
    return desk.person("admin").post("/api/backups/drill")


@leaves("POST /api/backups/{run_id}/cancel", "backup.cancelled")
def _(desk: Desk) -> httpx.Response:
    desk.no_run_waits()
    admin = desk.person("admin")
    return admin.post(f"/api/backups/{admin.post('/api/backups').json()['id']}/cancel")


# -- none

NONE: dict[str, tuple[str, ...]] = {
    "the house's own rules, of no contract": ("GET /api/library", "GET /api/library/{entry_id}"),
    "holds nothing of anybody": (
        "GET /healthz",
        "GET /metrics",
        "GET /api/meta",
        "GET /api/auth/setup",
        "GET /api/auth/ways",
        "GET /api/auth/demo-sign-ins",
        "GET /api/users/import/template.csv",
        "GET /api/roles/permissions",
    ),
    "what one is and has chosen oneself": (
        "GET /api/auth/me",
        "GET /api/auth/identities",
        "GET /api/auth/second-factor",
        "GET /api/auth/sessions",
        "GET /api/auth/tokens",
        "GET /api/auth/passkeys",
        "GET /api/auth/preferences",
        "GET /api/views",
        "GET /api/notifications",
        "GET /api/notifications/unread",
        "GET /api/notifications/choices",
    ),
    "the organisation, which everybody who is signed in may know": (
        "GET /api/units",
        "GET /api/units/use",
        "GET /api/units/export.csv",
        "GET /api/roles",
    ),
    "lists and records, of which the list that leaves the house is an event": (
        "GET /api/contracts",
        "GET /api/contracts/choices",
        "GET /api/home",
        "GET /api/contracts/{contract_id}",
        "GET /api/contracts/{contract_id}/history",
        "GET /api/contracts/{contract_id}/event-dates",
        "GET /api/contracts/{contract_id}/photos",
        "GET /api/jobs",
        "GET /api/jobs/{job_id}",
        "GET /api/jobs/{job_id}/events",
    ),
    "what was found in a contract, shown beside its pages, which are an event": (
        "GET /api/contracts/{contract_id}/facts",
        "GET /api/contracts/{contract_id}/findings",
        "GET /api/contracts/{contract_id}/positions",
        "GET /api/contracts/{contract_id}/annotations",
    ),
    "what administrators keep watch over, and no contract": (
        "GET /api/users",
        "GET /api/users/{user_id}/sessions",
        "GET /api/users/{user_id}/access",
        "GET /api/contracts/{contract_id}/access",
        "GET /api/contracts/{contract_id}/grants",
        "GET /api/contracts/{contract_id}/grants/choices",
        "GET /api/audit",
        "GET /api/audit/people/{user_id}/days/{on}",
        "GET /api/backups",
        "GET /api/backups/plan",
        "GET /api/feedback",
        "GET /api/mail",
        "GET /api/mail/deliveries",
    ),
}
"""Reads that leave no event, by the reason."""

WRITES_WITHOUT: dict[str, str] = {
    "POST /api/auth/oidc/{provider}/begin": "nothing is open before the finish, which is an event",
    "POST /api/auth/identities": "nothing is linked before the finish, which is an event",
    "POST /api/auth/second-factor": "a secret that counts for nothing before it is confirmed",
    "POST /api/auth/passkeys/begin": "a challenge, which opens nothing by itself",
    "POST /api/auth/passkeys/challenge": "a challenge, which opens nothing by itself",
    "POST /api/notifications/mark": "which of one's own notifications one has looked at",
    "POST /api/roles/{code}/preview": "changes nothing",
    "POST /api/library/check": "changes nothing",
}
"""Routes that are no reads by their method and leave no event, and why."""
