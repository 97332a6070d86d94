"""One's own account."""

from __future__ import annotations

from service.kernel.clock import new_id
from tests.service.permissions.prover.core import Prover, answered, expect, ok, probes, same
from tests.service.permissions.prover.makers import of_another, of_oneself
from tests.service.permissions.world import Key


@probes("GET /api/auth/me", weight=0.5)
def _me(p: Prover, route: str, key: Key) -> None:
    answer = p.admitted(route, key, "GET", "/api/auth/me")
    if answer is not None:
        same(ok(answer)["id"], key.person_id, "me")


@probes("PATCH /api/auth/me", weight=0.3)
def _change_me(p: Prover, route: str, key: Key) -> None:
    body = {"locale": p.rng.choice(("zh-CN", "en"))}
    answer = p.admitted(route, key, "PATCH", "/api/auth/me", json=body)
    if answer is not None:
        same(ok(answer)["id"], key.person_id, "me")


def _tokens_of(p: Prover, person_id: str | None) -> list[str]:
    rows = p.world.ask("SELECT id FROM api_tokens WHERE user_id = ? ORDER BY id", person_id)
    return [row[0] for row in rows]


@probes("GET /api/auth/tokens", weight=0.5)
def _tokens(p: Prover, route: str, key: Key) -> None:
    answer = p.admitted(route, key, "GET", "/api/auth/tokens")
    if answer is not None:
        got = [item["id"] for item in ok(answer)["items"]]
        same(sorted(got), sorted(_tokens_of(p, key.person_id)), "tokens")


@probes("POST /api/auth/tokens", weight=0.1)
def _add_token(p: Prover, route: str, key: Key) -> None:
    answer = p.admitted(route, key, "POST", "/api/auth/tokens", json={"name": "made by a probe"})
    if answer is not None:
        answered(answer, 201)
        expect(answer.json()["id"] in _tokens_of(p, key.person_id), "another's token")


@probes("DELETE /api/auth/tokens/{token_id}", weight=0.3)
def _delete_token(p: Prover, route: str, key: Key) -> None:
    """Another's token does not exist; one's own are kept, the keys of this test among them."""
    others = p.world.ask("SELECT id FROM api_tokens WHERE user_id <> ?", key.person_id or "")
    path = "/api/auth/tokens/"
    answer = p.admitted(route, key, "DELETE", path + p.rng.choice(others)[0])
    if answer is not None:
        p.as_missing(key, answer, "DELETE", path + new_id())


@probes("GET /api/auth/sessions", weight=0.3)
def _sessions(p: Prover, route: str, key: Key) -> None:
    answer = p.admitted(route, key, "GET", "/api/auth/sessions")
    if answer is not None:
        rows = p.world.ask("SELECT id FROM sessions WHERE user_id = ?", key.person_id)
        got = {item["id"] for item in ok(answer)["items"]}
        expect(bool(got) and got <= {row[0] for row in rows}, "another's sessions")


of_another("DELETE /api/auth/sessions/{session_id}", "sessions", "user_id", "session_id")
of_another("DELETE /api/auth/identities/{identity_id}", "identities", "user_id", "identity_id")
of_another("DELETE /api/views/{view_id}", "saved_views", "owner_id", "view_id")
of_another("PATCH /api/views/{view_id}", "saved_views", "owner_id", "view_id", {"name": "x"})


@probes("POST /api/views", weight=0.3)
def _add_view(p: Prover, route: str, key: Key) -> None:
    body = {"name": "v", "page": "contracts", "query": {}, "shared": p.rng.random() < 0.5}
    answer = p.admitted(route, key, "POST", "/api/views", json=body)
    if answer is not None:
        answered(answer, 201, 409)


@probes("GET /api/views", weight=0.3)
def _views(p: Prover, route: str, key: Key) -> None:
    answer = p.admitted(route, key, "GET", "/api/views")
    if answer is not None:
        rows = p.world.ask("SELECT id FROM saved_views WHERE owner_id = ? OR shared", key.person_id)
        got = sorted(item["id"] for item in ok(answer)["items"])
        same(got, sorted(row[0] for row in rows), "views")


of_oneself("GET /api/auth/second-factor")
of_oneself("GET /api/auth/identities")
of_oneself("GET /api/notifications/choices")
of_oneself("PATCH /api/notifications/choices", {"switches": {"reading_done.mail": True}})
of_oneself("GET /api/auth/passkeys")
of_oneself("GET /api/auth/preferences")
of_oneself("PATCH /api/auth/preferences", {"theme": "dark"})
of_oneself("POST /api/feedback", {"text": "well done", "path": "/contracts"})
