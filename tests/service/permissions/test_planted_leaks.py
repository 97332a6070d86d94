"""A proof is worth what it finds: each leak planted here must be found, by the routes it opens."""

# A plant has the signature of what it stands in for.
# ruff: noqa: ARG001, ARG005

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import Select, false, or_, select, true
from sqlalchemy.orm import Session

from service.accounts import actions, roles, sign_in
from service.accounts.tables import Unit
from service.accounts.units import replant
from service.comparison import queries as comparison_queries
from service.contracts import actions as contract_actions
from service.contracts import (
    api,
    grants,
    history,
    jobs_api,
    photos_api,
    queries,
    reading_api,
    rights,
    upload_api,
)
from service.contracts.rights import Way
from service.contracts.tables import Contract, ContractGrant
from service.flows import reports, review_again
from service.home import api as home_api
from service.inbox import queries as inbox_queries
from service.kernel import http
from service.kernel.actor import SYSTEM, Actor, HeldRole
from service.kernel.errors import Forbidden, NotFound
from service.kernel.permissions import Permission, Scope
from service.notifications.tables import Notification
from service.organisation import access_api, explaining, units
from service.organisation import roles as org_roles
from service.readings.tables import Job
from service.review import actions as review_actions
from service.review import api as review_api
from service.review import queries as review_queries
from service.search import queries as search_queries
from tests.service.permissions.conftest import Enter
from tests.service.permissions.prover import PROBES, Leak, Prover

READS = [route for route in PROBES if route.startswith("GET") and "{format}" not in route]
ENOUGH = 1_000
"""Probes after which a leak counts as missed; most are found in the first hundred."""
Plant = Callable[[pytest.MonkeyPatch], None]


@pytest.fixture(scope="module")
def prover(enter: Enter) -> Prover:
    return enter(20261)


@pytest.fixture(autouse=True)
def _same_world(prover: Prover) -> Iterator[None]:
    """A planted leak may have let a write through: mend the tree, learn what is there now."""
    yield
    with prover.world.app.state.database.write() as db:
        replant(db)
    prover.world.reload()


# -- what the broken service would do


def _everything(actor: Actor, *, trash: bool = False) -> Select[tuple[Contract]]:
    return select(Contract).where(
        Contract.deleted_at.is_not(None) if trash else Contract.deleted_at.is_(None)
    )


def _any_contract(
    db: Session, actor: Actor, contract_id: str, *, to: str = "contract.read", trash: bool = False
) -> Contract:
    contract = db.get(Contract, contract_id)
    if contract is None:
        raise NotFound
    return contract


def _forbidden_instead(
    db: Session, actor: Actor, contract_id: str, *, to: str = "contract.read", trash: bool = False
) -> Contract:
    try:
        return _sound_contract(db, actor, contract_id, to=to, trash=trash)
    except NotFound:
        if db.get(Contract, contract_id) is None:
            raise
        raise Forbidden(permission="contract.read") from None


def _another_word(
    db: Session, actor: Actor, contract_id: str, *, to: str = "contract.read", trash: bool = False
) -> Contract:
    try:
        return _sound_contract(db, actor, contract_id, to=to, trash=trash)
    except NotFound:
        raise NotFound(known=db.get(Contract, contract_id) is not None) from None


_sound_contract = queries.visible_contract
_sound_events = history._events


def _every_event(actor: Actor, contract_id: str) -> Select[Any]:
    everything = HeldRole("all", "all", frozenset(Permission))
    return _sound_events(replace(actor, roles=(everything,), limit=None), contract_id)


def _visible_by(rule: Callable[[Actor], Any]) -> Plant:
    def plant(patch: pytest.MonkeyPatch) -> None:
        patch.setattr(queries, "visible", rule)

    return plant


def _ways_by(change: Callable[[Actor, str, list[Way]], list[Way]]) -> Plant:
    """The one rule, with its ways changed."""
    sound = rights.ways

    def plant(patch: pytest.MonkeyPatch) -> None:
        patch.setattr(rights, "ways", lambda actor, to: change(actor, to, sound(actor, to)))

    return plant


def _none_is_a_unit(actor: Actor) -> Any:
    if actor.units:
        return rights.visible(actor)
    return or_(rights.visible(actor), Contract.unit_id.is_(None))


def _own_reaches_the_unit(actor: Actor, to: str) -> list[Way]:
    own = [held for held in actor.roles if held.scope == "own" and to in held.permissions]
    return _sound_ways(actor, to) + [
        rights._by_role(actor, replace(held, scope="unit")) for held in own
    ]


_sound_ways = rights.ways


def _finance_like_a_handler(actor: Actor, to: str, ways: list[Way]) -> list[Way]:
    return [w for w in ways if w.kind != "role"] if actor.role == "finance" else ways


def _without_secrecy(actor: Actor, to: str, ways: list[Way]) -> list[Way]:
    return [replace(way, normal_only=False) for way in ways]


def _all_is_secret(actor: Actor, to: str, ways: list[Way]) -> list[Way]:
    return [replace(way, normal_only=True) for way in ways]


def _any_role_anywhere(actor: Actor, to: str, ways: list[Way]) -> list[Way]:
    """A permission of one role counts as far as any other role reaches."""
    wide = [rights._by_role(actor, held) for held in actor.roles if held.scope != "own"]
    return ways + (wide if actor.may(to) else [])


def _scope_read_as(**instead: Scope) -> Plant:
    sound = rights._by_role

    def by_role(actor: Actor, held: HeldRole) -> Way:
        return sound(actor, replace(held, scope=instead.get(held.scope, held.scope)))

    return _everywhere((rights, "_by_role"), put=by_role)


def _ended_roles_count(patch: pytest.MonkeyPatch) -> None:
    def held(user: Any) -> tuple[HeldRole, ...]:
        further = (holding.role for holding in user.further_roles)
        return tuple(roles._held(role) for role in (user.main_role, *further))

    patch.setattr(sign_in, "held_roles", held)


def _grants_to_any_role(actor: Actor) -> Any:
    return or_(_sound_meant_for(actor), ContractGrant.role_code.is_not(None))


def _grants_below_lost(actor: Actor) -> Any:
    return or_(ContractGrant.user_id == actor.id, ContractGrant.unit_id.in_(actor.units))


_sound_meant_for = rights.meant_for


def _reading_is_editing(patch: pytest.MonkeyPatch) -> None:
    patch.setitem(rights.LEVELS, "read", rights.LEVELS["edit"])


def _secrets_in_search(patch: pytest.MonkeyPatch) -> None:
    def visible_contracts(actor: Actor, *, trash: bool = False) -> Any:
        ways = rights.ways(actor, "contract.read")
        seen = or_(false(), *(replace(way, normal_only=False).condition() for way in ways))
        return select(Contract).where(seen, Contract.deleted_at.is_(None))

    patch.setattr(search_queries, "visible_in_index", lambda db, actor: [()])
    patch.setattr(search_queries, "visible_contracts", visible_contracts)


def _everywhere(*places: tuple[Any, str], put: Any) -> Plant:
    def plant(patch: pytest.MonkeyPatch) -> None:
        for module, name in places:
            patch.setattr(module, name, put)

    return plant


def _search_without_filter(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(search_queries, "visible_in_index", lambda db, actor: [()])
    patch.setattr(search_queries, "visible_contracts", _everything)


def _home_counts_all(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(home_api, "visible_contracts", _everything)


def _list_without_rule(patch: pytest.MonkeyPatch) -> None:
    def filtered(actor: Actor, filters: queries.Filters) -> Any:
        return _everything(actor, trash=filters.trash).where(*queries._conditions(filters))

    patch.setattr(queries, "filtered", filtered)


def _list_with_trash(patch: pytest.MonkeyPatch) -> None:
    def filtered(actor: Actor, filters: queries.Filters) -> Any:
        sound = select(Contract).where(rights.visible(actor))
        return sound.where(*queries._conditions(filters))

    patch.setattr(queries, "filtered", filtered)


def _all_units(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(queries, "units", lambda db, actor: db.scalars(select(Unit)).all())


def _jobs_by_id_alone(patch: pytest.MonkeyPatch) -> None:
    def visible_job(
        db: Session, actor: Actor, job_id: str, *, to: str = "contract.read"
    ) -> tuple[Job, Contract]:
        job = db.get(Job, job_id)
        if job is None:
            raise NotFound
        return job, db.get_one(Contract, job.contract_id)

    patch.setattr(jobs_api, "visible_job", visible_job)


def _findings_by_id_alone(patch: pytest.MonkeyPatch) -> None:
    def finding(db: Session, contract: Contract, fid: str) -> Any:
        row = db.get(review_queries.FindingRow, fid)
        if row is None:
            raise NotFound
        return row

    patch.setattr(review_queries, "finding", finding)


def _no_permission_asked(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(http.Permission, "__call__", lambda self, request: None)


def _finance_edits(patch: pytest.MonkeyPatch) -> None:
    sound = sign_in.held_roles

    def held(user: Any) -> tuple[HeldRole, ...]:
        more = {"contract.edit"}
        return tuple(
            replace(role, permissions=role.permissions | more) if role.code == "finance" else role
            for role in sound(user)
        )

    patch.setattr(sign_in, "held_roles", held)


def _marked_by_id_alone(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(inbox_queries, "shown", lambda actor: select(Notification))


def _second_unchecked(patch: pytest.MonkeyPatch) -> None:
    asked = iter(range(10**6))

    def second_free(
        db: Session,
        actor: Actor,
        contract_id: str,
        *,
        to: str = "contract.read",
        trash: bool = False,
    ) -> Any:
        rule = _any_contract if next(asked) % 2 else _sound_contract
        return rule(db, actor, contract_id, to=to, trash=trash)

    patch.setattr(comparison_queries, "visible_contract", second_free)


def _under_another_name(patch: pytest.MonkeyPatch) -> None:
    sound = contract_actions.record

    def record(db: Session, actor: Actor, *args: Any, **named: Any) -> None:
        sound(db, SYSTEM, *args, **named)

    patch.setattr(contract_actions, "record", record)


def _pages_cut_short(patch: pytest.MonkeyPatch) -> None:
    sound = queries.page

    def page(*args: Any, **named: Any) -> Any:
        rows, cursor = sound(*args, **named)
        return (rows[:-1] if cursor and len(rows) > 1 else rows), cursor

    patch.setattr(queries, "page", page)


_PART = "/api/contracts/{contract_id}"
PLANTS: dict[str, tuple[Plant, list[str]]] = {
    "no rule at all": (_visible_by(lambda actor: true()), READS),
    "handlers see nothing of their unit": (
        _ways_by(lambda actor, to, ways: [way for way in ways if way.field != "unit_id"]),
        READS,
    ),
    "those without a unit see what has none": (_visible_by(_none_is_a_unit), READS),
    "who filed it is forgotten": (
        _ways_by(lambda actor, to, ways: [way for way in ways if way.kind != "filed"]),
        READS,
    ),
    "finance sees too little": (_ways_by(_finance_like_a_handler), READS),
    "one's unit reaches those below": (_scope_read_as(unit="unit_below"), READS),
    "those below are forgotten": (_scope_read_as(unit_below="unit"), READS),
    "below is everywhere": (_scope_read_as(unit_below="all"), READS),
    "one's own is one's unit": (
        lambda patch: patch.setattr(rights, "ways", _own_reaches_the_unit),
        READS,
    ),
    "confidential is seen like the rest": (_ways_by(_without_secrecy), READS),
    "confidential is kept from its owner": (_ways_by(_all_is_secret), READS),
    "confidential contracts in the search": (_secrets_in_search, ["GET /api/search"]),
    "a role reaches as far as another": (_ways_by(_any_role_anywhere), [f"PATCH {_PART}"]),
    "roles that have ended": (_ended_roles_count, READS),
    "grants that have ended": (_everywhere((rights, "running"), put=true), READS),
    "grants are forgotten": (
        _ways_by(lambda actor, to, ways: [way for way in ways if way.kind != "grant"]),
        READS,
    ),
    "grants to roles that one has not": (
        _everywhere((rights, "meant_for"), put=_grants_to_any_role),
        READS,
    ),
    "grants to units above are lost": (
        _everywhere((rights, "meant_for"), put=_grants_below_lost),
        READS,
    ),
    "a grant to read lets edit": (_reading_is_editing, [f"PATCH {_PART}"]),
    "more granted than one has": (
        _everywhere((grants, "permissions_on"), put=lambda *_: frozenset(Permission)),
        [f"POST {_PART}/grants"],
    ),
    "grants shown to all who see it": (
        _everywhere((queries, "check_may"), put=lambda *_: None),
        [f"GET {_PART}/grants"],
    ),
    "another contract's grant revoked": (
        _everywhere((grants, "grant_of"), put=lambda db, _, key: db.get(ContractGrant, key)),
        [f"DELETE {_PART}/grants/{{grant_id}}"],
    ),
    "editors change who sees it": (
        _everywhere((api, "SAYS_WHO_SEES"), put=frozenset()),
        [f"PATCH {_PART}"],
    ),
    "a moved unit is seen from where it was": (
        _everywhere((units, "replant"), put=lambda db: db.flush()),
        ["POST /api/units/{unit_id}/move", "GET /api/contracts", "GET /api/contracts/choices"],
    ),
    "roles given by whoever manages people": (
        _everywhere((actions, "check_may_give"), (actions, "check_not_above"), put=lambda *_: None),
        ["PATCH /api/users/{user_id}"],
    ),
    "the explanation names too many": (
        _everywhere((explaining, "_holds"), put=lambda db, contract, asked: [True] * len(asked)),
        [f"GET {_PART}/access"],
    ),
    "the explanation tells of what the asker may not see": (
        _everywhere((explaining, "visible_contracts"), put=_everything),
        ["GET /api/users/{user_id}/access"],
    ),
    "the explanation is told to all who see it": (
        lambda patch: patch.setattr(access_api, "check_may", lambda *_: None),
        [f"GET {_PART}/access"],
    ),
    "the preview forgets what is seen": (
        _everywhere((org_roles, "_sees"), put=lambda db, actor: 0),
        ["POST /api/roles/{code}/preview"],
    ),
    "list without the rule": (_list_without_rule, ["GET /api/contracts"]),
    "export without the rule": (_list_without_rule, ["GET /api/contracts/export.xlsx"]),
    "list with the trash": (_list_with_trash, ["GET /api/contracts"]),
    "pages that skip a row": (_pages_cut_short, ["GET /api/contracts"]),
    "units of all": (_all_units, ["GET /api/contracts/choices"]),
    "counts over all": (_home_counts_all, ["GET /api/home"]),
    "search without its filter": (_search_without_filter, ["GET /api/search"]),
    "jobs of all": (
        _everywhere((jobs_api, "visible_contracts"), put=_everything),
        ["GET /api/jobs"],
    ),
    "a job by its id alone": (_jobs_by_id_alone, ["GET /api/jobs/{job_id}"]),
    "progress by the job's id alone": (_jobs_by_id_alone, ["GET /api/jobs/{job_id}/events"]),
    "a record by its id alone": (
        _everywhere((queries, "visible_contract"), put=_any_contract),
        [f"GET {_PART}"],
    ),
    "history by the id alone": (
        _everywhere((api, "_any_state"), put=_any_contract),
        [f"GET {_PART}/history"],
    ),
    "the log's events for all who see the contract": (
        _everywhere((history, "_events"), put=_every_event),
        [f"GET {_PART}/history"],
    ),
    "facts by the id alone": (
        _everywhere((queries, "visible_contract"), put=_any_contract),
        [f"GET {_PART}/facts"],
    ),
    "page pictures unchecked": (
        _everywhere((reading_api, "visible_contract"), put=_any_contract),
        [f"GET {_PART}/pages/{{number}}.png"],
    ),
    "words unchecked": (
        _everywhere((reading_api, "visible_contract"), put=_any_contract),
        [f"GET {_PART}/pages/{{number}}/words"],
    ),
    "originals unchecked": (
        _everywhere((reading_api, "visible_contract"), put=_any_contract),
        [f"GET {_PART}/original"],
    ),
    "photos unchecked": (
        _everywhere((photos_api, "visible_contract"), put=_any_contract),
        [f"GET {_PART}/photos/{{number}}"],
    ),
    "the list of photos unchecked": (
        _everywhere((photos_api, "visible_contract"), put=_any_contract),
        [f"GET {_PART}/photos"],
    ),
    "comparisons unchecked": (
        _everywhere((comparison_queries, "visible_contract"), put=_any_contract),
        [f"GET {_PART}/compare"],
    ),
    "exported comparisons unchecked": (
        _everywhere((comparison_queries, "visible_contract"), put=_any_contract),
        [f"GET {_PART}/compare.{{format}}"],
    ),
    "a comparison of which only one is checked": (
        _second_unchecked,
        [f"GET {_PART}/compare"],
    ),
    "reports unchecked": (
        _everywhere((reports, "visible_contract"), put=_any_contract),
        [f"GET {_PART}/report.{{format}}"],
    ),
    "findings unchecked": (
        _everywhere((review_api, "visible_contract"), put=_any_contract),
        [f"GET {_PART}/findings", f"GET {_PART}/positions"],
    ),
    "annotations unchecked": (
        _everywhere((review_api, "visible_contract"), put=_any_contract),
        [f"POST {_PART}/annotations"],
    ),
    "another contract's finding decided": (
        _findings_by_id_alone,
        [f"PATCH {_PART}/findings/{{fid}}"],
    ),
    "review unchecked": (
        _everywhere((review_again, "visible_contract"), put=_any_contract),
        [f"POST {_PART}/review"],
    ),
    "edit unchecked": (
        _everywhere((queries, "visible_contract"), put=_any_contract),
        [f"PATCH {_PART}"],
    ),
    "403 tells that it exists": (
        _everywhere((queries, "visible_contract"), put=_forbidden_instead),
        [f"GET {_PART}/facts"],
    ),
    "another 404 tells that it exists": (
        _everywhere((reading_api, "visible_contract"), put=_another_word),
        [f"GET {_PART}/reading"],
    ),
    "a twin's upload tells of it": (
        _everywhere((upload_api, "visible_contracts"), put=_everything),
        ["POST /api/contracts"],
    ),
    "told of contracts that one sees no more": (
        _everywhere((inbox_queries, "visible_contracts"), put=_everything),
        ["GET /api/notifications"],
    ),
    "counted among the unread though not seen": (
        _everywhere((inbox_queries, "visible_contracts"), put=_everything),
        ["GET /api/notifications/unread"],
    ),
    "a decision that is not on record": (
        _everywhere((review_actions, "record"), put=lambda *_, **__: None),
        [f"PATCH {_PART}/findings/{{fid}}"],
    ),
    "another's name on record": (_under_another_name, [f"PATCH {_PART}"]),
    "marked by the id alone": (_marked_by_id_alone, ["POST /api/notifications/mark"]),
    "no permission asked": (_no_permission_asked, ["GET /api/audit", "GET /api/users"]),
    "finance edits": (_finance_edits, [f"PATCH {_PART}"]),
}


@pytest.mark.parametrize("name", PLANTS)
def test_a_planted_leak_is_found(
    prover: Prover, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    plant, routes = PLANTS[name]
    plant(monkeypatch)
    with pytest.raises(Leak) as found:
        prover.run(ENOUGH, only=routes)
    assert "answered 500" not in str(found.value), "the plant itself is broken"


def test_without_a_plant_there_is_no_leak(prover: Prover) -> None:
    prover.run(60, only=READS)
