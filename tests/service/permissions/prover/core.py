"""Asks the API as random people about random contracts; every domain adds its probes."""

from __future__ import annotations

import asyncio
import io
import random
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

import httpx
import pypdfium2

from tests.service.permissions import oracle
from tests.service.permissions.world import Deal, Key, Person, World

Answer = httpx.Response
SECRET = re.compile(r"ZQ[0-9A-Z]{6}")
IDENTIFIER = re.compile(r"[0-9a-hjkmnp-tv-z]{26}")
MOST_CONTRACTS = 90
MAY_CHANGE_NOTHING = frozenset(
    {
        "POST /api/contracts",
        "POST /api/contracts/bulk",
        "POST /api/notifications/mark",
        "POST /api/roles/{code}/preview",
        "PUT /api/contracts/{contract_id}/event-dates",
    }
)
"""Writes by their method that succeed where nothing had to be done, or that go without a record:
tests/service/audit/traces.py says why."""
LONGEST_ANSWER = 15
"""Seconds; only the progress of an unfinished job takes longer, and no probe may be shown it."""


class Leak(AssertionError):
    """An answer that the oracle does not allow: too much, too little, or telling too much."""


class Prover:
    """One world, one stream of random numbers; ``run`` raises :class:`Leak`."""

    def __init__(self, world: World, seed: int) -> None:
        self.world = world
        self.rng = random.Random(seed)
        self.seed = seed
        self.asked: Counter[str] = Counter()
        self.statuses: Counter[str] = Counter()
        self.cursors: list[str] = []
        self._route = ""
        self._loop = asyncio.Runner()
        transport = httpx.ASGITransport(app=world.app, raise_app_exceptions=False)
        self._client = httpx.AsyncClient(transport=transport, base_url="http://testserver")

    def close(self) -> None:
        self._loop.run(self._client.aclose())
        self._loop.close()

    def run(self, probes: int, only: Sequence[str] | None = None) -> None:
        """Ask ``probes`` times, of all routes or of those named."""
        routes = list(only or PROBES)
        weights = [PROBES[route][0] for route in routes]
        for number in range(probes):
            # Every route has its turn; the rest is left to chance.
            first = number < len(routes)
            route = routes[number] if first else self.rng.choices(routes, weights)[0]
            try:
                self._probe(route)
            except Leak as leak:
                raise Leak(f"seed {self.seed}, probe {number}, {route}: {leak}") from None

    def _probe(self, route: str) -> None:
        self._route = route
        self.asked[route] += 1
        PROBES[route][1](self, route, self._some_key(route))

    def _some_key(self, route: str) -> Key:
        """Anybody's; every other time of somebody who gets in, so that few doors stay unopened."""
        need = oracle.NEEDS.get(route)
        if need is None or self.rng.random() < 0.5:
            return self.rng.choice(self.world.keys)
        let_in = [key for key in self.world.keys if self._may_try(key, need)]
        return self.rng.choice(let_in or self.world.keys)

    def _may_try(self, key: Key, need: str) -> bool:
        person = self.person(key)
        return person is not None and person.active and self._is_let_in(person, need, key)

    # -- asking

    def send(self, key: Key, method: str, path: str, *, csrf: bool = True, **more: Any) -> Answer:
        """One request, its answer searched for what the asker may not see."""
        self._client.cookies.clear()
        headers = key.headers(csrf=csrf) | more.pop("headers", {})
        answer = self._loop.run(self._answer(method, path, headers=headers, **more))
        self.statuses[f"{self._route} {answer.status_code}"] += 1
        if answer.status_code >= 500 and answer.status_code != 503:
            raise Leak(f"{method} {path} answered {answer.status_code}: {answer.text[:300]}")
        if answer.status_code >= 400:
            self._check_problem(answer)
        self._search_for_leaks(self.person(key), answer)
        return answer

    async def _answer(self, method: str, path: str, **more: Any) -> Answer:
        try:
            async with asyncio.timeout(LONGEST_ANSWER):
                return await self._client.request(method, path, **more)
        except TimeoutError:
            raise Leak(f"{method} {path} goes on for {LONGEST_ANSWER} s") from None

    def person(self, key: Key) -> Person | None:
        """Who is behind a key that opens something."""
        if key.person_id is None or not self.world.is_valid(key):
            return None
        return self.world.people[key.person_id]

    def _check_problem(self, answer: Answer) -> None:
        content = answer.json()
        expect(answer.headers["content-type"] == "application/problem+json", "not problem JSON")
        expect(content["status"] == answer.status_code, "the problem names another status")

    def _search_for_leaks(self, person: Person | None, answer: Answer) -> None:
        text = text_of(answer)
        visible = {d.id for d in self.world.deals.values() if oracle.sees(person, d)}
        allowed = {s for contract in visible for s in self.world.secrets.get(contract, ())}
        foreign = set(SECRET.findall(text)) - allowed
        expect(not foreign, f"secrets of others: {foreign} for {person}")
        if person is not None and oracle.holds(person, "audit.read"):
            return  # the audit log names contracts by their ids
        # An id that the asker sent is no news to them.
        for found in set(IDENTIFIER.findall(text)) - set(IDENTIFIER.findall(_sent(answer))):
            contract = self.world.belongs.get(found, found)
            known = contract in self.world.deals
            expect(not known or contract in visible, f"id of another's: {found} for {person}")

    # -- what every route has in common

    def admitted(self, route: str, key: Key, method: str, path: str, **more: Any) -> Answer | None:
        """The answer where the role lets its owner in; 401 and 403 are settled here."""
        person = self.person(key)
        is_write = method != "GET"
        need = oracle.NEEDS[route]
        has_csrf = not (is_write and key.kind == "cookie" and self.rng.random() < 0.1)
        answer = self.send(key, method, path, csrf=has_csrf, **more)
        if key.kind == "cookie" and not has_csrf:
            self.told(answer, 403, "csrf")
        elif person is None:
            expect(answer.status_code == 401, f"answered {answer.status_code} instead of 401")
        elif key.kind == "token" and route in oracle.PERSON_ONLY:
            self.told(answer, 403, "person_only")
        elif need and not self._is_let_in(person, need, key):
            self.told(answer, 403, "forbidden")
        else:
            if answer.is_success and is_write:
                self._check_on_record(route, person, answer)
                self.world.reload()
            return answer
        return None

    def _check_on_record(self, route: str, person: Person, answer: Answer) -> None:
        """A write is in the audit log, under the name of whoever made it."""
        if route in MAY_CHANGE_NOTHING:
            return
        number = answer.headers["x-request-id"]
        rows = self.world.ask("SELECT actor_id FROM audit_events WHERE request_id = ?", number)
        expect(bool(rows), "not on record")
        same({row[0] for row in rows}, {person.id}, "who did it, on record")

    def _is_let_in(self, person: Person, need: str, key: Key) -> bool:
        """Whether the person gets as far as being asked which contract it is about."""
        if need in oracle.GRANTABLE:
            return oracle.within(need, key.scope)
        return oracle.holds(person, need, key.scope)

    def told(self, answer: Answer, status: int, code: str) -> None:
        got = (answer.status_code, answer.json().get("code") if answer.content else None)
        expect(got == (status, code), f"answered {got} instead of {(status, code)}")

    def as_missing(self, key: Key, answer: Answer, method: str, path: str, **more: Any) -> None:
        """The answer must be, byte for byte, that for a thing which does not exist."""
        told = f"answered {answer.status_code}: {answer.text[:200]}"
        expect(answer.status_code in {404, 412, 422, 428}, told)
        missing = self.send(key, method, path, **more)
        expect(_normal(answer) == _normal(missing), "not the answer for an id that does not exist")

    def pages(self, key: Key, path: str, asked: dict[str, Any]) -> list[dict[str, Any]]:
        """All items of a list, page after page."""
        found: list[dict[str, Any]] = []
        limit, cursor = self.rng.choice((1, 3, 7, 50, 200)), None
        for _ in range(1000):
            more = {"limit": limit} | ({"cursor": cursor} if cursor else {})
            answer = self.send(key, "GET", path, params=asked | more)
            expect(answer.status_code == 200, f"answered {answer.status_code}")
            found += answer.json()["items"]
            cursor = answer.json()["next_cursor"]
            if cursor is None:
                return found
            expect(len(answer.json()["items"]) == limit, "a page that is not full, and not last")
            self.cursors = [*self.cursors[-50:], cursor]
            limit = self.rng.choice((limit, 50))
        raise Leak("a list without an end")

    def some_deal(self) -> Deal:
        return self.rng.choice(list(self.world.deals.values()))


def expect(holds: bool, otherwise: str) -> None:
    if not holds:
        raise Leak(otherwise)


def same(got: Any, wanted: Any, what: str) -> None:
    expect(got == wanted, f"{what}: got {str(got)[:600]}, want {str(wanted)[:600]}")


def _sent(answer: Answer) -> str:
    is_json = answer.request.headers.get("content-type") == "application/json"
    return answer.request.content.decode() if is_json else ""


def _normal(answer: Answer) -> tuple[int, dict[str, str], bytes]:
    """The answer without the one thing that may differ: the request's own number."""
    number = answer.headers["x-request-id"]
    headers = {name: value for name, value in answer.headers.items() if name != "x-request-id"}
    return answer.status_code, headers, answer.content.replace(number.encode(), b"")


def text_of(answer: Answer) -> str:
    """Everything that can be read in an answer, its headers included."""
    kind = answer.headers.get("content-type", "").partition(";")[0]
    told = "\n".join(answer.headers.values())
    if kind == "application/pdf":
        document = pypdfium2.PdfDocument(answer.content)
        return told + "".join(page.get_textpage().get_text_range() for page in document)
    if answer.content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
            return told + "".join(
                archive.read(name).decode("utf-8", "ignore") for name in archive.namelist()
            )
    return told + answer.content.decode("utf-8", "ignore")


Probe = Callable[[Prover, str, Key], None]
PROBES: dict[str, tuple[float, Probe]] = {}
"""Each route's weight and probe."""


def probes(route: str, weight: float = 1.0) -> Callable[[Probe], Probe]:
    def register(probe: Probe) -> Probe:
        PROBES[route] = (weight, probe)
        return probe

    return register


def who_asked(p: Prover, key: Key) -> Person | None:
    """The person as they were when they asked (a write may have ended their key)."""
    return p.world.people.get(key.person_id or "")


def ok(answer: Answer) -> Any:
    expect(answer.status_code == 200, f"answered {answer.status_code}: {answer.text[:300]}")
    return answer.json() if "json" in answer.headers["content-type"] else None


def unread(p: Prover, deal: Deal, answer: Answer) -> bool:
    """Settles the answer where nothing was read of the contract."""
    if deal.has_reading:
        return False
    p.told(answer, 409, "no_reading")
    return True


def secret_of(p: Prover, deal: Deal) -> str:
    return min(p.world.secrets[deal.id])


def if_match(p: Prover, version: int) -> dict[str, str]:
    sent = p.rng.choices((str(version), str(version + 7), None), (8, 1, 1))[0]
    return {} if sent is None else {"if-match": sent}


def answered(answer: Answer, *statuses: int) -> None:
    expect(answer.status_code in statuses, f"answered {answer.status_code}: {answer.text[:300]}")


def versioned(answer: Answer, version: int) -> bool:
    """Whether the change was made on the right version; settles the answer where not."""
    sent = answer.request.headers.get("if-match")
    if sent is None:
        answered(answer, 428)
    elif sent != str(version):
        answered(answer, 412)
    return sent == str(version)
