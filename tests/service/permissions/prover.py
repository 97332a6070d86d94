"""Asks the API as random people about random contracts, and holds each answer to the oracle."""

# Every probe and every check has one signature, whether it needs all of it or not.
# ruff: noqa: ARG001, ARG005

from __future__ import annotations

import asyncio
import io
import json
import random
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pypdfium2
from openpyxl import load_workbook

from service.kernel.clock import new_id
from tests.service.permissions import oracle
from tests.service.permissions.world import STATUSES, TODAY, TYPES, Deal, Key, Person, World

Answer = httpx.Response
SECRET = re.compile(r"ZQ[0-9A-Z]{6}")
IDENTIFIER = re.compile(r"[0-9a-hjkmnp-tv-z]{26}")
MOST_CONTRACTS = 90
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
                self.world.reload()
            return answer
        return None

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


# -- things of one contract

Check = Callable[[Prover, Key, Deal, Answer], None]
Request = Callable[[Prover, Deal], dict[str, Any]]


def _nothing(_: Prover, __: Deal) -> dict[str, Any]:
    return {}


def of_contract(
    route: str,
    check: Check,
    request: Request = _nothing,
    *,
    weight: float = 1.0,
    states: str = "use",
) -> None:
    """A route about one contract; ``request`` may give ``fill`` for the path's other parts."""

    def probe(p: Prover, route: str, key: Key) -> None:
        deal, before = p.some_deal(), p.person(key)
        method, _, path = route.partition(" ")
        more = request(p, deal)
        for name, value in more.pop("fill", {}).items():
            path = path.replace(f"{{{name}}}", str(value))
        answer = p.admitted(route, key, method, path.replace("{contract_id}", deal.id), **more)
        if answer is None:
            return
        right_state = states == "any" or deal.in_trash == (states == "trash")
        person = before or _before(p, key)
        if right_state and oracle.sees(person, deal):
            if oracle.can(person, deal, oracle.NEEDS[route] or "", key.scope):
                check(p, key, deal, answer)
            else:
                _answered(answer, 403, 422, 428)
        else:
            missing = path.replace("{contract_id}", new_id())
            p.as_missing(key, answer, method, missing, **more)

    PROBES[route] = (weight, probe)


def _before(p: Prover, key: Key) -> Person | None:
    """The person as they were when they asked (a write may have ended their key)."""
    return p.world.people.get(key.person_id or "")


def _ok(answer: Answer) -> Any:
    expect(answer.status_code == 200, f"answered {answer.status_code}: {answer.text[:300]}")
    return answer.json() if "json" in answer.headers["content-type"] else None


def _unread(p: Prover, deal: Deal, answer: Answer) -> bool:
    """Settles the answer where nothing was read of the contract."""
    if deal.has_reading:
        return False
    p.told(answer, 409, "no_reading")
    return True


def _secret(p: Prover, deal: Deal) -> str:
    return min(p.world.secrets[deal.id])


def _record(p: Prover, key: Key, deal: Deal, answer: Answer) -> None:
    content = _ok(answer)
    same((content["id"], content["title"]), (deal.id, deal.title), "the record")
    same(content["deleted_at"] is not None, deal.in_trash, "in the trash")


def _rows_of(table: str) -> Check:
    def check(p: Prover, key: Key, deal: Deal, answer: Answer) -> None:
        items = _ok(answer)["items"]
        got = sorted(item.get("fid") or item["id"] for item in items)
        rows = p.world.ask(f"SELECT id FROM {table} WHERE contract_id = ? ORDER BY id", deal.id)
        same(got, [row[0] for row in rows], table)

    return check


def _history(p: Prover, key: Key, deal: Deal, answer: Answer) -> None:
    _ok(answer)
    items = p.pages(key, f"/api/contracts/{deal.id}/history", {})
    rows = p.world.ask(
        "SELECT id FROM contract_history WHERE contract_id = ? ORDER BY id DESC", deal.id
    )
    same([item["id"] for item in items], [row[0] for row in rows], "history")


def _reading(p: Prover, key: Key, deal: Deal, answer: Answer) -> None:
    if not _unread(p, deal, answer):
        expect(_secret(p, deal) in _ok(answer)["text"], "not its own text")


def _clauses(p: Prover, key: Key, deal: Deal, answer: Answer) -> None:
    if not _unread(p, deal, answer):
        expect(len(_ok(answer)["items"]) >= 2, "no clauses")


def _page_number(p: Prover, deal: Deal) -> dict[str, Any]:
    number = p.rng.choice((1, 1, 1, 2, 0, -1))
    return {"fill": {"number": number}, "params": {"dpi": p.rng.choice((50, 110, 200))}}


def _picture(p: Prover, key: Key, deal: Deal, answer: Answer) -> None:
    if deal.job_id is None:
        p.told(answer, 409, "no_reading")
    elif not deal.has_reading or "pages/1.png" not in str(answer.url):
        p.told(answer, 404, "no_such_page")
    else:
        _ok(answer)
        own = any(answer.content.endswith(s.encode()) for s in p.world.secrets[deal.id])
        expect(own, "another contract's page")


def _words(p: Prover, key: Key, deal: Deal, answer: Answer) -> None:
    if _unread(p, deal, answer):
        return
    if "pages/1/" not in str(answer.url):
        p.told(answer, 404, "no_such_page")
    else:
        expect(_secret(p, deal) in "".join(w["text"] for w in _ok(answer)["words"]), "words")


def _original(p: Prover, key: Key, deal: Deal, answer: Answer) -> None:
    if deal.job_id is None:
        p.told(answer, 409, "no_reading")
    else:
        _ok(answer)
        same(answer.content, p.world.originals[deal.id], "the file")


def _format(p: Prover, deal: Deal) -> dict[str, Any]:
    formats, weights = ("json", "html", "xlsx", "docx", "pdf"), (40, 30, 3, 2, 1)
    chosen = p.rng.choices(formats, weights)[0]
    return {"fill": {"format": chosen}, "params": {"lang": p.rng.choice(("zh", "en"))}}


def _report(p: Prover, key: Key, deal: Deal, answer: Answer) -> None:
    if _unread(p, deal, answer):
        return
    expect(answer.status_code == 200, f"answered {answer.status_code}: {answer.text[:200]}")
    text = text_of(answer).replace("\r\n", "").replace("\n", "")
    expect(_secret(p, deal) in text, "the report speaks of another contract")


def _periods(p: Prover, deal: Deal) -> list[dict[str, Any]]:
    """The formulas of a contract's facts that wait for an event."""
    rows = p.world.ask(
        "SELECT json_extract(data, '$.period') FROM facts WHERE contract_id = ?"
        " AND decision <> 'rejected'",
        deal.id,
    )
    found = [json.loads(row[0]) for row in rows if row[0]]
    return [period for period in found if period["event"]]


def _event_dates(p: Prover, key: Key, deal: Deal, answer: Answer) -> None:
    wanted = {(period["event"], period["event_text"] or "") for period in _periods(p, deal)}
    got = {(item["event"], item["text"]) for item in _ok(answer)["items"]}
    same(got, wanted, "the events that periods run from")


def _some_event_date(p: Prover, deal: Deal) -> dict[str, Any]:
    known = [(period["event"], period["event_text"] or "") for period in _periods(p, deal)]
    event, text = p.rng.choice([*known, ("acceptance", "nowhere told")])
    day = oracle.TODAY + timedelta(days=p.rng.randint(-40, 40))
    date = p.rng.choice((day.isoformat(), day.isoformat(), None))
    return {"json": {"event": event, "text": text, "date": date}}


def _event_dated(p: Prover, key: Key, deal: Deal, answer: Answer) -> None:
    if json.loads(answer.request.content)["text"] == "nowhere told":
        p.told(answer, 422, "invalid")
    else:
        _event_dates(p, key, deal, answer)


of_contract("GET /api/contracts/{contract_id}", _record, states="any", weight=2)
of_contract("GET /api/contracts/{contract_id}/history", _history, states="any")
of_contract("GET /api/contracts/{contract_id}/facts", _rows_of("facts"))
of_contract("GET /api/contracts/{contract_id}/event-dates", _event_dates)
of_contract(
    "PUT /api/contracts/{contract_id}/event-dates", _event_dated, _some_event_date, weight=0.5
)
of_contract("GET /api/contracts/{contract_id}/findings", _rows_of("findings"))
of_contract("GET /api/contracts/{contract_id}/annotations", _rows_of("annotations"))
of_contract("GET /api/contracts/{contract_id}/reading", _reading)
of_contract("GET /api/contracts/{contract_id}/clauses", _clauses)
of_contract("GET /api/contracts/{contract_id}/pages/{number}.png", _picture, _page_number)
of_contract("GET /api/contracts/{contract_id}/pages/{number}/words", _words, _page_number)
of_contract("GET /api/contracts/{contract_id}/original", _original)
of_contract("GET /api/contracts/{contract_id}/report.{format}", _report, _format, weight=0.7)


def _compared(route: str, weight: float) -> None:
    """A route about two contracts: whoever sees not both is answered as if one did not exist."""

    def probe(p: Prover, route: str, key: Key) -> None:
        old, new = p.some_deal(), p.some_deal()
        format = p.rng.choices(("json", "html", "docx", "pdf"), (40, 20, 8, 1))[0]
        path = route.partition(" ")[2].replace("{format}", format)
        asked = path.replace("{contract_id}", old.id)
        answer = p.admitted(route, key, "GET", asked, params={"with": new.id})
        if answer is None:
            return
        person = p.person(key) or _before(p, key)
        unseen = [d for d in (old, new) if d.in_trash or not oracle.sees(person, d)]
        if unseen:
            # The id of the one that may be seen stays, the other's is one that does not exist.
            one, two = (new_id() if d in unseen else d.id for d in (old, new))
            missing = path.replace("{contract_id}", one)
            p.as_missing(key, answer, "GET", missing, params={"with": two})
        elif not (old.has_reading and new.has_reading):
            p.told(answer, 409, "no_reading")
        elif old.id == new.id:
            _answered(answer, 200)
        else:
            _answered(answer, 200)
            text = text_of(answer)
            for deal in (old, new):
                expect(deal.title in text or _secret(p, deal) in text, "another's comparison")

    PROBES[route] = (weight, probe)


_compared("GET /api/contracts/{contract_id}/compare", 2)
_compared("GET /api/contracts/{contract_id}/compare.{format}", 0.7)


# -- changes to one contract


def _if_match(p: Prover, version: int) -> dict[str, str]:
    sent = p.rng.choices((str(version), str(version + 7), None), (8, 1, 1))[0]
    return {} if sent is None else {"if-match": sent}


def _answered(answer: Answer, *statuses: int) -> None:
    expect(answer.status_code in statuses, f"answered {answer.status_code}: {answer.text[:300]}")


def _versioned(answer: Answer, version: int) -> bool:
    """Whether the change was made on the right version; settles the answer where not."""
    sent = answer.request.headers.get("if-match")
    if sent is None:
        _answered(answer, 428)
    elif sent != str(version):
        _answered(answer, 412)
    return sent == str(version)


def _patch(p: Prover, deal: Deal) -> dict[str, Any]:
    people = list(p.world.people.values())
    numbers = [d.number for d in p.world.deals.values() if d.number]
    change = p.rng.choice(
        (
            {"note": "a note"},
            {"owner_id": p.rng.choice(people).id},
            {"unit_id": p.rng.choice((*(person.unit_id for person in people), None))},
            {"secrecy": p.rng.choice(("normal", "confidential"))},
            {"archived": p.rng.random() < 0.5},
            {"status": "void"},
            {"number": deal.number},
            {"number": p.rng.choice(numbers)},
        )
    )
    return {"json": change, "headers": _if_match(p, deal.version)}


def _patched(p: Prover, key: Key, deal: Deal, answer: Answer) -> None:
    change = json.loads(answer.request.content)
    if "status" in change:
        _answered(answer, 422, 428)
    elif _versioned(answer, deal.version):
        taken = {d.number for d in p.world.deals.values() if d.id != deal.id and not d.in_trash} - {
            None
        }
        number = change.get("number")
        says_who_sees = bool({"owner_id", "unit_id", "secrecy"} & change.keys())
        if says_who_sees and not oracle.can(_before(p, key), deal, "contract.share", key.scope):
            p.told(answer, 403, "forbidden")
        else:
            _answered(answer, 409 if number and number in taken else 200)


def _step(p: Prover, deal: Deal) -> dict[str, Any]:
    return {"json": {"to": p.rng.choice(STATUSES), "reason": "why", "date": "2026-01-01"}}


def _stepped(p: Prover, key: Key, deal: Deal, answer: Answer) -> None:
    _answered(answer, 200, 409)
    if answer.status_code == 200:
        same(p.world.deals[deal.id].status, json.loads(answer.request.content)["to"], "status")


def _may_delete(p: Prover, key: Key, deal: Deal) -> bool:
    person = _before(p, key)
    assert person is not None
    own_draft = deal.created_by == person.id and deal.status == "draft"
    may_edit = oracle.can(person, deal, "contract.edit", key.scope)
    return oracle.can(person, deal, "contract.delete", key.scope) or (own_draft and may_edit)


def _deleted(p: Prover, key: Key, deal: Deal, answer: Answer) -> None:
    _answered(answer, 204 if _may_delete(p, key, deal) else 403)


def _restored(p: Prover, key: Key, deal: Deal, answer: Answer) -> None:
    _answered(answer, 200 if _may_delete(p, key, deal) else 403)


of_contract("PATCH /api/contracts/{contract_id}", _patched, _patch, weight=1.5)
of_contract("POST /api/contracts/{contract_id}/transitions", _stepped, _step, weight=0.5)
of_contract("DELETE /api/contracts/{contract_id}", _deleted, weight=0.3)
of_contract("POST /api/contracts/{contract_id}/restore", _restored, states="trash", weight=1.5)


def _some_row(p: Prover, table: str, deal: Deal) -> tuple[str, str, int]:
    """A row's id, contract and version: the contract's own, or another's."""
    rows = p.world.ask(f"SELECT id, contract_id, version FROM {table} ORDER BY id")
    own = [row for row in rows if row[1] == deal.id]
    return p.rng.choice(own if own and p.rng.random() < 0.7 else rows)  # type: ignore[return-value]


def part_of_contract(
    route: str, table: str, name: str, body: Callable[[Prover], Any], check: Check, weight: float
) -> None:
    """A change to a fact, finding or annotation: under another contract it does not exist."""

    def probe(p: Prover, route: str, key: Key) -> None:
        deal = p.some_deal()
        row, contract, version = _some_row(p, table, deal)
        method, _, path = route.partition(" ")
        more: dict[str, Any] = {"headers": _if_match(p, version)}
        if method != "DELETE":
            more["json"] = body(p)
        author = p.world.ask(f"SELECT * FROM {table} WHERE id = ?", row)
        filled = path.replace("{contract_id}", deal.id).replace(f"{{{name}}}", row)
        answer = p.admitted(route, key, method, filled, **more)
        if answer is None:
            return
        if deal.in_trash or not oracle.sees(_before(p, key), deal):
            missing = path.replace("{contract_id}", new_id()).replace(f"{{{name}}}", row)
            p.as_missing(key, answer, method, missing, **more)
        elif not oracle.can(_before(p, key), deal, oracle.NEEDS[route] or "", key.scope):
            _answered(answer, 403, 428)
        elif contract != deal.id:
            missing = path.replace("{contract_id}", deal.id).replace(f"{{{name}}}", new_id())
            p.as_missing(key, answer, method, missing, **more)
        elif method == "DELETE" or _versioned(answer, version):
            assert author
            check(p, key, deal, answer)

    PROBES[route] = (weight, probe)


def _decision(p: Prover) -> dict[str, Any]:
    return {"decision": p.rng.choice(("accept", "reject", "reopen")), "reason": "because"}


def _decided(p: Prover, key: Key, deal: Deal, answer: Answer) -> None:
    _answered(answer, 200)


def _annotation_change(p: Prover) -> dict[str, Any]:
    return p.rng.choice(({"note": "changed"}, {"decision": "accepted"}))


def _author(p: Prover, answer: Answer) -> str:
    row = str(answer.url).rpartition("/")[2]
    found = p.world.ask("SELECT author_id FROM annotations WHERE id = ?", row)
    return str(found[0][0]) if found else ""


def _annotation_changed(p: Prover, key: Key, deal: Deal, answer: Answer) -> None:
    words = "note" in json.loads(answer.request.content)
    own = _author(p, answer) == key.person_id
    _answered(answer, 403 if words and not own else 200)


def _annotation_deleted(p: Prover, key: Key, deal: Deal, answer: Answer) -> None:
    person = _before(p, key)
    author = _author(p, answer)
    if answer.status_code == 204:
        same(author, "", "the deleted annotation")
    else:
        _answered(answer, 403)
        expect(author != key.person_id, "its author may delete it")
        is_admin = person is not None and oracle.holds(person, "settings.manage", key.scope)
        expect(not is_admin, "an administrator may delete it")


part_of_contract(
    "PATCH /api/contracts/{contract_id}/facts/{fid}", "facts", "fid", _decision, _decided, 1
)
part_of_contract(
    "PATCH /api/contracts/{contract_id}/findings/{fid}", "findings", "fid", _decision, _decided, 1
)
part_of_contract(
    "PATCH /api/contracts/{contract_id}/annotations/{aid}",
    "annotations",
    "aid",
    _annotation_change,
    _annotation_changed,
    1,
)
part_of_contract(
    "DELETE /api/contracts/{contract_id}/annotations/{aid}",
    "annotations",
    "aid",
    lambda p: None,
    _annotation_deleted,
    0.3,
)


def _note(p: Prover, deal: Deal) -> dict[str, Any]:
    return {"json": {"start": 0, "end": p.rng.choice((5, 80, 10_000)), "note": "n"}}


def _noted(p: Prover, key: Key, deal: Deal, answer: Answer) -> None:
    if not _unread(p, deal, answer):
        _answered(answer, 201)


def _reviewed(p: Prover, key: Key, deal: Deal, answer: Answer) -> None:
    if not _unread(p, deal, answer):
        _rows_of("findings")(p, key, p.world.deals[deal.id], answer)


of_contract("POST /api/contracts/{contract_id}/annotations", _noted, _note, weight=0.7)
of_contract(
    "POST /api/contracts/{contract_id}/review",
    _reviewed,
    lambda p, deal: {"json": {"stance": p.rng.choice(("buyer", "seller", "neutral"))}},
    weight=0.3,
)


# -- lists, counts and choices


def _some_filters(p: Prover) -> dict[str, Any]:
    deal = p.some_deal()
    possible: dict[str, Any] = {
        "status": p.rng.choice(STATUSES),
        "type": p.rng.choice(TYPES),
        "unit": p.rng.choice((deal.unit_id, *deal.above[1:])),
        "secrecy": p.rng.choice(("normal", "confidential")),
        "owner": deal.owner_id,
        "archived": p.rng.choice(("true", "false")),
        "party": p.rng.choice((_secret(p, deal), "江城", "云港安田", "公司")),
        "number": p.rng.choice((deal.number or "HT", "HT", "ht-2026-000", "9")),
        "q": p.rng.choice((_secret(p, deal), "设备", "云港", "supply", "%", "_")),
        "from": "2025-01-07",
        "to": "2025-06-15",
        "amount_min": p.rng.choice((0, 1, 2)),
        "amount_max": p.rng.choice((0, 1, 7)),
        "risk": p.rng.choice(("high", "medium", "low")),
    }
    names = p.rng.sample(sorted(possible), p.rng.choice((0, 0, 1, 1, 1, 2, 3)))
    return {name: possible[name] for name in names if possible[name] is not None}


def _some_sort(p: Prover) -> str:
    fields = ("updated_at", "title", "number", "amount", "signed_on", "ends_on")
    return p.rng.choice(("", "-")) + p.rng.choice(fields)


def _expected_list(p: Prover, key: Key, asked: dict[str, Any]) -> list[str]:
    deals = oracle.seen(p.world, p.person(key), trash=asked.get("trash") == "true")
    return oracle.in_order(
        [deal for deal in deals if oracle.matches(deal, asked)], asked.get("sort", "-updated_at")
    )


@probes("GET /api/contracts", weight=4)
def _list(p: Prover, route: str, key: Key) -> None:
    asked = _some_filters(p) | {"sort": _some_sort(p)}
    if p.rng.random() < 0.3:
        asked["trash"] = p.rng.choice(("true", "false"))
    answer = p.admitted(route, key, "GET", "/api/contracts", params=asked)
    if answer is None:
        return
    rows = p.pages(key, "/api/contracts", asked)
    same([row["id"] for row in rows], _expected_list(p, key, asked), f"list {asked}")
    if p.cursors and p.rng.random() < 0.2:
        # Another's cursor is only a place in an order: the search for leaks does the rest.
        cursor = p.rng.choice(p.cursors)
        _answered(p.send(key, "GET", "/api/contracts", params={"cursor": cursor}), 200, 422)


@probes("GET /api/contracts/export.xlsx", weight=0.5)
def _export(p: Prover, route: str, key: Key) -> None:
    asked = _some_filters(p) | {"sort": _some_sort(p)}
    answer = p.admitted(route, key, "GET", "/api/contracts/export.xlsx", params=asked)
    if answer is None:
        return
    expect(answer.status_code == 200, f"answered {answer.status_code}")
    sheet = load_workbook(io.BytesIO(answer.content)).worksheets[0]
    titles = [row[1].value for row in sheet.iter_rows(min_row=2)]
    wanted = [p.world.deals[found].title for found in _expected_list(p, key, asked)]
    same(titles, wanted, f"export {asked}")


@probes("GET /api/contracts/choices")
def _choices(p: Prover, route: str, key: Key) -> None:
    answer = p.admitted(route, key, "GET", "/api/contracts/choices")
    if answer is None:
        return
    mine = oracle.seen(p.world, p.person(key))
    content = _ok(answer)
    above = sorted({unit for deal in mine for unit in deal.above})
    same(sorted(unit["id"] for unit in content["units"]), above, "units")
    same(sorted(o["id"] for o in content["owners"]), sorted({d.owner_id for d in mine}), "owners")
    tagged = p.world.ask("SELECT contract_id, name FROM contract_tags")
    ids = {deal.id for deal in mine}
    same(content["tags"], sorted({name for deal, name in tagged if deal in ids}), "tags")


@probes("GET /api/home", weight=2)
def _home(p: Prover, route: str, key: Key) -> None:
    days = p.rng.choice((1, 30, 90, 366))
    answer = p.admitted(route, key, "GET", "/api/home", params={"days": days})
    person = p.person(key)
    if answer is None or person is None:
        return
    content, wanted = _ok(answer), oracle.home(p.world, person, days)
    same(content["by_status"], wanted["by_status"], "by_status")
    same(content["attention"], wanted["attention"], "attention")
    same([row["id"] for row in content["recent"]], wanted["recent"], "recent")
    upcoming = sorted((u["date"], u["contract_id"], u["kind"]) for u in content["upcoming"])
    same(upcoming, wanted["upcoming"], "upcoming")


@probes("GET /api/search", weight=4)
def _search(p: Prover, route: str, key: Key) -> None:
    target = p.some_deal()
    secret = _secret(p, target)
    asked: dict[str, Any] = {
        "q": p.rng.choice((secret, secret, "验收暗号", "逾期交货的违约金", "confidential", "价款"))
    }
    filters = {
        "type": p.rng.choice(TYPES),
        "status": p.rng.choice(STATUSES),
        "party": p.rng.choice((secret, "江城")),
        "number": p.rng.choice((target.number or "HT", "HT")),
        "from": "2025-01-07",
        "to": "2025-06-15",
    }
    for name in p.rng.sample(sorted(filters), p.rng.choice((0, 0, 1, 2))):
        asked[name] = filters[name]
    answer = p.admitted(route, key, "GET", "/api/search", params=asked | {"limit": 100})
    if answer is None:
        return
    content = _ok(answer)
    hits = content["items"]
    narrowed = {name: value for name, value in asked.items() if name != "q"}
    possible = {d.id for d in oracle.seen(p.world, p.person(key)) if oracle.matches(d, narrowed)}
    found = {hit["contract_id"] for hit in hits}
    expect(found <= possible, f"hits outside what is visible and asked for: {found - possible}")
    for facet, name in (("kind", "kind"), ("type", "contract_type")):
        same(content["facets"][facet], dict(Counter(hit[name] for hit in hits)), "facets")
    if asked["q"] == secret and target.id in possible and target.has_reading:
        expect(target.id in found, "a visible contract's own word does not find it")


@probes("GET /api/jobs", weight=2)
def _jobs(p: Prover, route: str, key: Key) -> None:
    states = p.rng.choice((None, "done", "failed", "queued,running", "done,failed,cancelled"))
    asked = {"state": states} if states else {}
    answer = p.admitted(route, key, "GET", "/api/jobs", params=asked)
    if answer is None:
        return
    mine = {deal.id for deal in oracle.seen(p.world, p.person(key))}
    wanted = sorted(
        (
            job
            for job, (contract, state) in p.world.jobs.items()
            if contract in mine and (states is None or state in states.split(","))
        ),
        reverse=True,
    )
    same([row["id"] for row in p.pages(key, "/api/jobs", asked)], wanted, f"jobs {states}")


# -- one job


def of_job(route: str, weight: float, *statuses: int, only_final: bool = False) -> None:
    def probe(p: Prover, route: str, key: Key) -> None:
        job = p.rng.choice(sorted(p.world.jobs))
        contract, state = p.world.jobs[job]
        deal = p.world.deals[contract]
        shown = not deal.in_trash and oracle.sees(p.person(key), deal)
        if only_final and shown and state not in {"done", "failed", "cancelled"}:
            return  # its stream would go on for ever
        method, _, path = route.partition(" ")
        answer = p.admitted(route, key, method, path.replace("{job_id}", job))
        if answer is None:
            return
        if shown and not oracle.can(p.person(key), deal, oracle.NEEDS[route] or "", key.scope):
            p.told(answer, 403, "forbidden")
        elif shown:
            _answered(answer, *statuses)
            if answer.is_success:
                expect(contract in answer.text, "another contract's job")
        else:
            p.as_missing(key, answer, method, path.replace("{job_id}", new_id()))

    PROBES[route] = (weight, probe)


of_job("GET /api/jobs/{job_id}", 1.5, 200)
of_job("GET /api/jobs/{job_id}/events", 1.0, 200, only_final=True)
of_job("POST /api/jobs/{job_id}/cancel", 0.4, 200, 409)
of_job("POST /api/jobs/{job_id}/retry", 0.4, 200, 409)


@probes("POST /api/contracts", weight=0.7)
def _upload(p: Prover, route: str, key: Key) -> None:
    """The very same file: the earlier contract to whoever sees one, else nothing is told."""
    source = p.rng.choice(sorted(p.world.originals))
    content = p.world.originals[source]
    person = p.person(key)
    twins = {
        deal.id
        for deal in oracle.seen(p.world, person)
        if p.world.originals.get(deal.id) == content
    }
    allowed = person is not None and oracle.holds(person, "contract.create", key.scope)
    if allowed and not twins and len(p.world.deals) >= MOST_CONTRACTS:
        return
    answer = p.admitted(
        route, key, "POST", "/api/contracts", files={"file": ("probe.txt", content)}
    )
    if answer is None:
        return
    told = answer.json()
    same((answer.status_code, told["duplicate"]), (200, True) if twins else (202, False), "twin")
    if twins:
        expect(told["contract_id"] in twins, "another contract than one of the same file")
    else:
        new = told["contract_id"]
        p.world.secrets[new] = set(p.world.secrets[source])
        p.world.originals[new] = content


# -- many contracts at once


def _some_ids(p: Prover) -> list[str]:
    deals = p.rng.sample(list(p.world.deals.values()), p.rng.randint(1, 4))
    return [deal.id for deal in deals]


@probes("GET /api/contracts/files.zip", weight=0.7)
def _archive(p: Prover, route: str, key: Key) -> None:
    ids = _some_ids(p)
    answer = p.admitted(route, key, "GET", "/api/contracts/files.zip", params={"id": ids})
    if answer is None:
        return
    mine = [deal for deal in oracle.seen(p.world, p.person(key)) if deal.id in ids]
    if not mine:
        more = {"params": {"id": [new_id() for _ in ids]}}
        p.as_missing(key, answer, "GET", "/api/contracts/files.zip", **more)
        return
    expect(answer.status_code == 200, f"answered {answer.status_code}")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        files = [archive.read(name) for name in archive.namelist() if name != "contracts.xlsx"]
        sheet = load_workbook(io.BytesIO(archive.read("contracts.xlsx"))).worksheets[0]
    originals = [p.world.originals[deal.id] for deal in mine if deal.job_id]
    same(sorted(files), sorted(originals), "files")
    titles = [str(row[1].value) for row in sheet.iter_rows(min_row=2)]
    same(sorted(titles), sorted(deal.title for deal in mine), "the archive's list")


@probes("POST /api/contracts/bulk", weight=0.7)
def _bulk(p: Prover, route: str, key: Key) -> None:
    ids = _some_ids(p)
    acts: tuple[dict[str, Any], ...] = (
        {"act": p.rng.choice(("tag", "untag")), "tag": p.rng.choice(("urgent", "年度"))},
        {"act": p.rng.choice(("archive", "unarchive"))},
        {"act": "assign", "owner_id": p.rng.choice(sorted(p.world.people))},
    )
    seen = {deal.id: deal for deal in oracle.seen(p.world, p.person(key))}
    person = p.person(key)
    body = p.rng.choice(acts) | {"ids": ids}
    answer = p.admitted(route, key, "POST", "/api/contracts/bulk", json=body)
    if answer is None or person is None:
        return
    content = _ok(answer)
    refused = {item["id"]: (item["code"], item["title"]) for item in content["skipped"]}
    wanted: dict[str, tuple[str, str | None]] = {}
    for found in ids:
        deal = seen.get(found)
        if deal is None:
            wanted[found] = ("not_found", None)
            continue
        hands_over = body["act"] == "assign" and body["owner_id"] != deal.owner_id
        needed = ["contract.edit", *(["contract.share"] if hands_over else [])]
        if not all(oracle.can(person, deal, name, key.scope) for name in needed):
            wanted[found] = ("forbidden", deal.title)
    same(refused, wanted, "skipped")
    expect(not set(content["done"]) & wanted.keys(), "done without the right")


# -- notifications


@probes("GET /api/notifications", weight=2)
def _notifications(p: Prover, route: str, key: Key) -> None:
    """Of no contract but those that one sees now, whatever one was told before."""
    if p.admitted(route, key, "GET", "/api/notifications") is None:
        return
    items = p.pages(key, "/api/notifications", {})
    same([item["id"] for item in items], oracle.told(p.world, p.person(key), key.scope), "told")
    titled = [item for item in items if item["contract_id"]]
    for item in titled:
        expect(p.world.deals[item["contract_id"]].title in item["text"], "another's title")


@probes("GET /api/notifications/unread")
def _bell(p: Prover, route: str, key: Key) -> None:
    answer = p.admitted(route, key, "GET", "/api/notifications/unread")
    if answer is None:
        return
    unread = {row[0] for row in p.world.ask("SELECT id FROM notifications WHERE read_at IS NULL")}
    counted = [row for row in oracle.told(p.world, p.person(key), key.scope) if row in unread]
    same(_ok(answer)["count"], len(counted), "unread")


@probes("POST /api/notifications/mark", weight=0.5)
def _mark(p: Prover, route: str, key: Key) -> None:
    """Any id may be sent; only what one is shown changes."""
    rows = [row[0] for row in p.world.ask("SELECT id FROM notifications ORDER BY id")]
    mine = set(oracle.told(p.world, p.person(key), key.scope))
    act = p.rng.choice(("read", "unread"))
    body = {"act": act, "ids": p.rng.sample(rows, 20) + sorted(mine)[:3]}
    answer = p.admitted(route, key, "POST", "/api/notifications/mark", json=body)
    if answer is not None:
        expect(set(_ok(answer)["ids"]) <= mine, "marked what is not one's own to see")


# -- administration


@probes("GET /api/audit", weight=0.5)
def _audit(p: Prover, route: str, key: Key) -> None:
    deal = p.some_deal()
    asked = {"contract_id": deal.id}
    if p.admitted(route, key, "GET", "/api/audit", params=asked) is None:
        return
    rows = p.world.ask(
        "SELECT id FROM audit_events WHERE contract_id = ? ORDER BY id DESC", deal.id
    )
    got = [item["id"] for item in p.pages(key, "/api/audit", asked)]
    same(got, [row[0] for row in rows], "audit")


@probes("GET /api/audit/export.{format}", weight=0.3)
def _audit_export(p: Prover, route: str, key: Key) -> None:
    deal = p.some_deal()
    path, asked = "/api/audit/export.jsonl", {"contract_id": deal.id}
    answer = p.admitted(route, key, "GET", path, params=asked)
    if answer is None:
        return
    _answered(answer, 200)
    rows = p.world.ask("SELECT seq FROM audit_events WHERE contract_id = ? ORDER BY seq", deal.id)
    got = [json.loads(line)["seq"] for line in answer.text.splitlines()]
    same(got, [row[0] for row in rows], "the exported log")


@probes("GET /api/audit/people/{user_id}/days/{on}", weight=0.3)
def _audit_day(p: Prover, route: str, key: Key) -> None:
    person = p.rng.choice(sorted(p.world.people))
    path = f"/api/audit/people/{person}/days/{TODAY.isoformat()}"
    answer = p.admitted(route, key, "GET", path)
    if answer is not None:
        events = [event for hour in _ok(answer)["hours"] for event in hour["events"]]
        expect(
            all(person in (event["actor_id"], event["object_id"]) for event in events),
            "another's day",
        )


@probes("GET /api/users", weight=0.5)
def _users(p: Prover, route: str, key: Key) -> None:
    if p.admitted(route, key, "GET", "/api/users") is not None:
        got = sorted(item["id"] for item in p.pages(key, "/api/users", {}))
        same(got, sorted(p.world.people), "users")


@probes("PATCH /api/users/{user_id}", weight=1.5)
def _user(p: Prover, route: str, key: Key) -> None:
    """A new unit or role shows in the very next answer; nobody gives more than they have."""
    managers = {"chief", "personnel"}  # they go on giving roles, each as far as they may
    people = [person for person in p.world.people.values() if person.login not in managers]
    person, asker = p.rng.choice(people), p.person(key)
    units = sorted(p.world.parents)
    codes = ("handler", "guest", "finance", "leader", "director", "auditor")
    end = (datetime.now(UTC) + timedelta(days=1)).isoformat()
    further = [
        {"role": code, "expires_at": p.rng.choice((None, end))} for code in p.rng.sample(codes, 1)
    ]
    change: dict[str, Any] = p.rng.choice(
        (
            {"unit_id": p.rng.choice((*units, None))},
            {"further_units": p.rng.sample(units, p.rng.choice((0, 1, 2)))},
            {"role": p.rng.choice(codes)},
            {"further_roles": further},
            {"further_roles": []},
        )
    )
    version = p.world.ask("SELECT version FROM users WHERE id = ?", person.id)[0][0]
    answer = p.admitted(
        route,
        key,
        "PATCH",
        f"/api/users/{person.id}",
        json=change,
        headers={"if-match": str(version)},
    )
    if answer is None or asker is None:
        return
    touched = [held.code for held in person.roles]
    touched += [change["role"]] if "role" in change else []
    touched += [held["role"] for held in change.get("further_roles", ())]
    may = all(oracle.may_give(asker, p.world.roles[code]) for code in touched)
    _answered(answer, 200 if may else 403)


@probes("POST /api/users", weight=0.3)
def _add_user(p: Prover, route: str, key: Key) -> None:
    """A login that is none: whoever may add people is told so, and nobody is added."""
    answer = p.admitted(route, key, "POST", "/api/users", json={"login": "?"})
    if answer is not None:
        p.told(answer, 422, "invalid")


def of_administration(route: str, weight: float, *statuses: int) -> None:
    def probe(p: Prover, route: str, key: Key) -> None:
        method, _, path = route.partition(" ")
        answer = p.admitted(route, key, method, re.sub(r"\{\w+\}", new_id(), path))
        if answer is not None:
            _answered(answer, *statuses)

    PROBES[route] = (weight, probe)


of_administration("GET /api/backups", 0.2, 200)
of_administration("GET /api/backups/plan", 0.2, 200)
of_administration("POST /api/backups", 0.2, 409, 422)
of_administration("POST /api/backups/drill", 0.2, 409, 422)
of_administration("POST /api/backups/{run_id}/cancel", 0.2, 404)
of_administration("DELETE /api/users/{user_id}/block", 0.1, 404)
of_administration("DELETE /api/users/{user_id}/second-factor", 0.1, 404)
of_administration("DELETE /api/users/{user_id}/sessions", 0.1, 404)
of_administration("DELETE /api/users/{user_id}/sessions/{session_id}", 0.1, 404)
of_administration("GET /api/users/{user_id}/sessions", 0.1, 404)
of_administration("POST /api/users/{user_id}/password", 0.1, 404)
of_administration("POST /api/users/import", 0.1, 422)
of_administration("GET /api/users/import/template.csv", 0.1, 200)
of_administration("GET /api/feedback", 0.1, 200)
of_administration("GET /api/mail", 0.1, 200)
of_administration("GET /api/mail/deliveries", 0.2, 200)
of_administration("POST /api/mail/deliveries/{notification_id}/again", 0.1, 404)
of_administration("PATCH /api/feedback/{feedback_id}", 0.1, 422, 428)


# -- the organisation


@probes("GET /api/units", weight=0.3)
def _units(p: Prover, route: str, key: Key) -> None:
    answer = p.admitted(route, key, "GET", "/api/units")
    if answer is not None:
        found = {item["id"]: item["parent_id"] for item in _ok(answer)["items"]}
        same(found, p.world.parents, "units")


@probes("POST /api/units/{unit_id}/move", weight=0.7)
def _move_unit(p: Prover, route: str, key: Key) -> None:
    """What lies below goes along, and who sees it changes with the next answer."""
    unit, parent = p.rng.choice(sorted(p.world.parents)), p.rng.choice((*p.world.parents, None))
    is_cycle = unit in p.world.line(parent)
    answer = p.admitted(
        route, key, "POST", f"/api/units/{unit}/move", json={"parent_id": parent, "position": 0}
    )
    if answer is not None:
        _answered(answer, 409 if is_cycle else 200)


@probes("GET /api/roles", weight=0.2)
def _roles(p: Prover, route: str, key: Key) -> None:
    answer = p.admitted(route, key, "GET", "/api/roles")
    if answer is not None:
        same({item["code"] for item in _ok(answer)["items"]}, set(p.world.roles), "roles")


def _draft_of_role(p: Prover) -> tuple[str, dict[str, Any]]:
    code = p.rng.choice(("director", "auditor", "guest", "handler", "finance"))
    role = p.world.roles[code]
    toggled = p.rng.choice(("contract.confidential", "contract.comment", "contract.edit"))
    scope = p.rng.choice(("own", "unit", "unit_below", "all", role.scope))
    return code, {"scope": scope, "permissions": sorted(role.permissions ^ {toggled})}


@probes("PATCH /api/roles/{code}", weight=0.7)
def _change_role(p: Prover, route: str, key: Key) -> None:
    """Another reach or permission counts for all who hold the role from the next answer on."""
    code, draft = _draft_of_role(p)
    version = p.world.ask("SELECT version FROM roles WHERE code = ?", code)[0][0]
    headers = {"if-match": str(version)}
    answer = p.admitted(route, key, "PATCH", f"/api/roles/{code}", json=draft, headers=headers)
    if answer is not None:
        _answered(answer, 200)


@probes("POST /api/roles/{code}/preview", weight=0.3)
def _preview_role(p: Prover, route: str, key: Key) -> None:
    code, draft = _draft_of_role(p)
    answer = p.admitted(route, key, "POST", f"/api/roles/{code}/preview", json=draft)
    if answer is None:
        return
    edited = replace(
        p.world.roles[code], scope=draft["scope"], permissions=frozenset(draft["permissions"])
    )
    wanted: dict[str, tuple[int, int]] = {}
    for person in p.world.people.values():
        now = [held.code for held in oracle.roles_now(person)]
        if not person.active or code not in now:
            continue
        roles = tuple(edited if held.code == code else held for held in person.roles)
        after = replace(person, roles=roles)
        counts = len(oracle.seen(p.world, person)), len(oracle.seen(p.world, after))
        may_before, may_after = (
            {n for held in oracle.roles_now(who) for n in held.permissions}
            for who in (person, after)
        )
        if counts[0] != counts[1] or may_before != may_after:
            wanted[person.id] = counts
    items = _ok(answer)["items"]
    got = {item["id"]: (item["contracts_before"], item["contracts_after"]) for item in items}
    same(got, wanted, "preview")


of_administration("GET /api/units/use", 0.1, 200)
of_administration("GET /api/units/export.csv", 0.1, 200)
of_administration("POST /api/units/import", 0.1, 422)
of_administration("POST /api/units", 0.1, 422)
of_administration("PATCH /api/units/{unit_id}", 0.1, 422, 428)
of_administration("POST /api/units/{unit_id}/merge", 0.1, 422)
of_administration("DELETE /api/units/{unit_id}", 0.1, 404)
of_administration("GET /api/roles/permissions", 0.1, 200)
of_administration("POST /api/roles", 0.1, 422)
of_administration("DELETE /api/roles/{code}", 0.1, 404)


# -- grants, and who sees what


def _some_grant(p: Prover, deal: Deal) -> dict[str, Any]:
    people = sorted(person.id for person in p.world.people.values() if person.active)
    target = p.rng.choice(
        (
            {"user_id": p.rng.choice(people)},
            {"unit_id": p.rng.choice(sorted(p.world.parents))},
            {"role": p.rng.choice(sorted(p.world.roles))},
        )
    )
    level = p.rng.choice(("read", "comment", "edit", "manage"))
    days = p.rng.choice((None, None, 1, -1))
    end = (datetime.now(UTC) + timedelta(days=days)).isoformat() if days else None
    return {"json": target | {"level": level, "expires_at": end, "reason": "r"}}


def _granted(p: Prover, key: Key, deal: Deal, answer: Answer) -> None:
    body = json.loads(answer.request.content)
    given = oracle.LEVELS[body["level"]]
    if body["expires_at"] and body["expires_at"] < datetime.now(UTC).isoformat():
        p.told(answer, 422, "bad_end")
    elif all(oracle.can(_before(p, key), deal, name, key.scope) for name in given):
        _answered(answer, 201)
    else:
        p.told(answer, 403, "forbidden")


def _grants(p: Prover, key: Key, deal: Deal, answer: Answer) -> None:
    got = sorted(item["id"] for item in _ok(answer)["items"])
    rows = p.world.ask("SELECT id FROM contract_grants WHERE contract_id = ?", deal.id)
    same(got, sorted(row[0] for row in rows), "grants")


def _access(p: Prover, key: Key, deal: Deal, answer: Answer) -> None:
    """Whom the explanation names are they who see the contract, no more and no fewer."""
    person = _before(p, key)
    assert person is not None
    explains = oracle.holds(person, "access.explain", key.scope)
    if not explains and not oracle.can(person, deal, "contract.share", key.scope):
        p.told(answer, 403, "forbidden")
        return
    items = {item["id"]: item for item in _ok(answer)["items"]}
    wanted = {who.id for who in p.world.people.values() if oracle.sees(who, deal)}
    same(set(items), wanted, "who sees it")
    for found, item in items.items():
        expect(bool(item["reasons"]), "seen without a reason")
        may = {n for n in oracle.GRANTABLE if oracle.can(p.world.people[found], deal, n)}
        same(set(item["allowed"]), may, "what they may")


of_contract("POST /api/contracts/{contract_id}/grants", _granted, _some_grant, weight=1)
of_contract("GET /api/contracts/{contract_id}/grants", _grants, weight=0.5)
of_contract(
    "GET /api/contracts/{contract_id}/grants/choices", lambda p, key, deal, answer: _ok(answer)
)
of_contract("GET /api/contracts/{contract_id}/access", _access, weight=0.5)


@probes("DELETE /api/contracts/{contract_id}/grants/{grant_id}", weight=0.5)
def _revoke(p: Prover, route: str, key: Key) -> None:
    """A grant of another contract does not exist under this one."""
    deal, person = p.some_deal(), p.person(key)
    rows = p.world.ask("SELECT id, contract_id FROM contract_grants ORDER BY id")
    own = [row for row in rows if row[1] == deal.id]
    grant, contract = p.rng.choice(own if own and p.rng.random() < 0.7 else rows)
    path = f"/api/contracts/{deal.id}/grants/"
    answer = p.admitted(route, key, "DELETE", path + grant)
    if answer is None:
        return
    if deal.in_trash or not oracle.sees(person, deal):
        p.as_missing(key, answer, "DELETE", f"/api/contracts/{new_id()}/grants/{grant}")
    elif not oracle.can(person, deal, "contract.share", key.scope):
        p.told(answer, 403, "forbidden")
    elif contract != deal.id:
        p.as_missing(key, answer, "DELETE", path + new_id())
    else:
        _answered(answer, 204)


@probes("GET /api/users/{user_id}/access", weight=0.5)
def _sees_what(p: Prover, route: str, key: Key) -> None:
    """What a person sees, of what the asker sees: nothing else is named or counted."""
    asker, person = p.person(key), p.rng.choice(list(p.world.people.values()))
    path = f"/api/users/{person.id}/access"
    answer = p.admitted(route, key, "GET", path)
    if answer is None:
        return
    wanted = {deal.id for deal in oracle.seen(p.world, person)}
    wanted &= {deal.id for deal in oracle.seen(p.world, asker)}
    same(_ok(answer)["total"], len(wanted), "how many they see")
    rows = p.pages(key, path, {})
    same({row["id"] for row in rows}, wanted, "what they see")
    expect(all(row["reasons"] for row in rows), "seen without a reason")


# -- one's own account


@probes("GET /api/auth/me", weight=0.5)
def _me(p: Prover, route: str, key: Key) -> None:
    answer = p.admitted(route, key, "GET", "/api/auth/me")
    if answer is not None:
        same(_ok(answer)["id"], key.person_id, "me")


@probes("PATCH /api/auth/me", weight=0.3)
def _change_me(p: Prover, route: str, key: Key) -> None:
    body = {"locale": p.rng.choice(("zh-CN", "en"))}
    answer = p.admitted(route, key, "PATCH", "/api/auth/me", json=body)
    if answer is not None:
        same(_ok(answer)["id"], key.person_id, "me")


def _tokens_of(p: Prover, person_id: str | None) -> list[str]:
    rows = p.world.ask("SELECT id FROM api_tokens WHERE user_id = ? ORDER BY id", person_id)
    return [row[0] for row in rows]


@probes("GET /api/auth/tokens", weight=0.5)
def _tokens(p: Prover, route: str, key: Key) -> None:
    answer = p.admitted(route, key, "GET", "/api/auth/tokens")
    if answer is not None:
        got = [item["id"] for item in _ok(answer)["items"]]
        same(sorted(got), sorted(_tokens_of(p, key.person_id)), "tokens")


@probes("POST /api/auth/tokens", weight=0.1)
def _add_token(p: Prover, route: str, key: Key) -> None:
    answer = p.admitted(route, key, "POST", "/api/auth/tokens", json={"name": "made by a probe"})
    if answer is not None:
        _answered(answer, 201)
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
        got = {item["id"] for item in _ok(answer)["items"]}
        expect(bool(got) and got <= {row[0] for row in rows}, "another's sessions")


def of_another(route: str, table: str, owner: str, name: str, body: Any = None) -> None:
    """A thing of one's own account: another's does not exist."""

    def probe(p: Prover, route: str, key: Key) -> None:
        others = p.world.ask(f"SELECT id FROM {table} WHERE {owner} <> ?", key.person_id or "")
        row = p.rng.choice(others)[0] if others else new_id()
        method, _, path = route.partition(" ")
        more: dict[str, Any] = {"json": body, "headers": {"if-match": "1"}} if body else {}
        answer = p.admitted(route, key, method, path.replace(f"{{{name}}}", row), **more)
        if answer is not None:
            expect(answer.status_code == 404, f"answered {answer.status_code}")
            p.as_missing(key, answer, method, path.replace(f"{{{name}}}", new_id()), **more)

    PROBES[route] = (0.3, probe)


of_another("DELETE /api/auth/sessions/{session_id}", "sessions", "user_id", "session_id")
of_another("DELETE /api/auth/identities/{identity_id}", "identities", "user_id", "identity_id")
of_another("DELETE /api/views/{view_id}", "saved_views", "owner_id", "view_id")
of_another("PATCH /api/views/{view_id}", "saved_views", "owner_id", "view_id", {"name": "x"})


@probes("POST /api/views", weight=0.3)
def _add_view(p: Prover, route: str, key: Key) -> None:
    body = {"name": "v", "page": "contracts", "query": {}, "shared": p.rng.random() < 0.5}
    answer = p.admitted(route, key, "POST", "/api/views", json=body)
    if answer is not None:
        _answered(answer, 201, 409)


@probes("GET /api/views", weight=0.3)
def _views(p: Prover, route: str, key: Key) -> None:
    answer = p.admitted(route, key, "GET", "/api/views")
    if answer is not None:
        rows = p.world.ask("SELECT id FROM saved_views WHERE owner_id = ? OR shared", key.person_id)
        got = sorted(item["id"] for item in _ok(answer)["items"])
        same(got, sorted(row[0] for row in rows), "views")


def of_oneself(route: str, body: Any = None) -> None:
    def probe(p: Prover, route: str, key: Key) -> None:
        method, _, path = route.partition(" ")
        answer = p.admitted(route, key, method, path, **({"json": body} if body else {}))
        if answer is not None:
            _answered(answer, 201 if method == "POST" else 200)

    PROBES[route] = (0.2, probe)


of_oneself("GET /api/auth/second-factor")
of_oneself("GET /api/auth/identities")
of_oneself("GET /api/notifications/choices")
of_oneself("PATCH /api/notifications/choices", {"switches": {"reading_done.mail": True}})
of_oneself("GET /api/auth/passkeys")
of_oneself("GET /api/auth/preferences")
of_oneself("PATCH /api/auth/preferences", {"theme": "dark"})
of_oneself("POST /api/feedback", {"text": "well done", "path": "/contracts"})


# -- open to all


def open_to_all(routes: Iterable[str]) -> None:
    def probe(p: Prover, route: str, key: Key) -> None:
        answer = p.send(key, "GET", route.partition(" ")[2])
        expect(answer.status_code == 200, f"answered {answer.status_code}")
        expect(not SECRET.search(answer.text), "an open route speaks of a contract")
        known = set(IDENTIFIER.findall(answer.text)) & (set(p.world.deals) | set(p.world.belongs))
        expect(not known, "an open route names a contract")

    for route in routes:
        PROBES[route] = (0.1, probe)


open_to_all(sorted(oracle.TO_ALL))
