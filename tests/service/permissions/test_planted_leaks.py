"""A proof is worth what it finds: each leak planted here must be found, by the routes it opens."""

# A plant has the signature of what it stands in for.
# ruff: noqa: ARG001, ARG005

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy import Select, false, or_, select, true
from sqlalchemy.orm import Session

from service.accounts import roles
from service.comparison import queries as comparison_queries
from service.contracts import api, jobs_api, queries, reading_api, upload_api
from service.contracts.tables import Contract
from service.flows import reports, review_again
from service.home import api as home_api
from service.inbox import queries as inbox_queries
from service.kernel import http
from service.kernel.actor import Actor
from service.kernel.errors import Forbidden, NotFound
from service.notifications.tables import Notification
from service.readings.tables import Job
from service.review import api as review_api
from service.review import queries as review_queries
from service.search import queries as search_queries
from tests.service.permissions.conftest import Enter
from tests.service.permissions.prover import PROBES, Leak, Prover

READS = [route for route in PROBES if route.startswith("GET") and "{format}" not in route]
ENOUGH = 400
Plant = Callable[[pytest.MonkeyPatch], None]


@pytest.fixture(scope="module")
def prover(enter: Enter) -> Prover:
    return enter(20261)


@pytest.fixture(autouse=True)
def _same_world(prover: Prover) -> Iterator[None]:
    """A planted leak may have let a write through: learn what is there now."""
    yield
    prover.world.reload()


# -- what the broken service would do


def _everything(actor: Actor, *, trash: bool = False) -> Select[tuple[Contract]]:
    return select(Contract).where(
        Contract.deleted_at.is_not(None) if trash else Contract.deleted_at.is_(None)
    )


def _any_contract(db: Session, actor: Actor, contract_id: str, *, trash: bool = False) -> Contract:
    contract = db.get(Contract, contract_id)
    if contract is None:
        raise NotFound
    return contract


def _forbidden_instead(
    db: Session, actor: Actor, contract_id: str, *, trash: bool = False
) -> Contract:
    try:
        return _sound_contract(db, actor, contract_id, trash=trash)
    except NotFound:
        if db.get(Contract, contract_id) is None:
            raise
        raise Forbidden(permission="contract.read") from None


def _another_word(db: Session, actor: Actor, contract_id: str, *, trash: bool = False) -> Contract:
    try:
        return _sound_contract(db, actor, contract_id, trash=trash)
    except NotFound:
        raise NotFound(known=db.get(Contract, contract_id) is not None) from None


_sound_contract = queries.visible_contract


def _visible_by(rule: Callable[[Actor, Any], Any]) -> Plant:
    def plant(patch: pytest.MonkeyPatch) -> None:
        patch.setattr(queries, "visible", rule)

    return plant


def _without_department(actor: Actor, table: Any) -> Any:
    if actor.role in roles.SEES_ALL:
        return true()
    return or_(table.owner_id == actor.id, table.created_by == actor.id)


def _none_is_a_department(actor: Actor, table: Any) -> Any:
    if actor.role in roles.SEES_ALL or actor.department:
        return roles.visible(actor, table)
    return or_(roles.visible(actor, table), table.department.is_(None))


def _owner_only(actor: Actor, table: Any) -> Any:
    if actor.role in roles.SEES_ALL:
        return true()
    mine = table.department == actor.department if actor.department else false()
    return or_(table.owner_id == actor.id, mine)


def _finance_like_a_handler(actor: Actor, table: Any) -> Any:
    if actor.role == "finance":
        return table.owner_id == actor.id
    return roles.visible(actor, table)


def _everywhere(*places: tuple[Any, str], put: Any) -> Plant:
    def plant(patch: pytest.MonkeyPatch) -> None:
        for module, name in places:
            patch.setattr(module, name, put)

    return plant


def _search_without_filter(patch: pytest.MonkeyPatch) -> None:
    sound = search_queries._where

    def where(db: Session, actor: Actor, filters: Any) -> Any:
        return sound(
            db, actor.__class__(actor.id, "", "", "admin", None, actor.permissions), filters
        )

    patch.setattr(search_queries, "_where", where)
    patch.setattr(search_queries, "visible_contracts", _everything)


def _home_counts_all(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(home_api, "visible_contracts", _everything)


def _list_without_rule(patch: pytest.MonkeyPatch) -> None:
    def filtered(actor: Actor, filters: queries.Filters) -> Any:
        return _everything(actor, trash=filters.trash).where(*queries._conditions(filters))

    patch.setattr(queries, "filtered", filtered)


def _list_with_trash(patch: pytest.MonkeyPatch) -> None:
    def filtered(actor: Actor, filters: queries.Filters) -> Any:
        sound = select(Contract).where(roles.visible(actor, Contract))
        return sound.where(*queries._conditions(filters))

    patch.setattr(queries, "filtered", filtered)


def _all_departments(patch: pytest.MonkeyPatch) -> None:
    def departments(db: Session, actor: Actor) -> list[str]:
        named = select(Contract.department).where(Contract.department.is_not(None)).distinct()
        return sorted(db.scalars(named))

    patch.setattr(queries, "departments", departments)


def _jobs_by_id_alone(patch: pytest.MonkeyPatch) -> None:
    def visible_job(db: Session, actor: Actor, job_id: str) -> tuple[Job, Contract]:
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
    more = roles.PERMISSIONS["finance"] | {"contract.edit", "contract.create"}
    patch.setitem(roles.PERMISSIONS, "finance", more)


def _marked_by_id_alone(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(inbox_queries, "shown", lambda actor: select(Notification))


def _second_unchecked(patch: pytest.MonkeyPatch) -> None:
    asked = iter(range(10**6))

    def second_free(db: Session, actor: Actor, contract_id: str, *, trash: bool = False) -> Any:
        rule = _any_contract if next(asked) % 2 else _sound_contract
        return rule(db, actor, contract_id, trash=trash)

    patch.setattr(comparison_queries, "visible_contract", second_free)


def _pages_cut_short(patch: pytest.MonkeyPatch) -> None:
    sound = queries.page

    def page(*args: Any, **named: Any) -> Any:
        rows, cursor = sound(*args, **named)
        return (rows[:-1] if cursor and len(rows) > 1 else rows), cursor

    patch.setattr(queries, "page", page)


_PART = "/api/contracts/{contract_id}"
PLANTS: dict[str, tuple[Plant, list[str]]] = {
    "no rule at all": (_visible_by(lambda actor, table: true()), READS),
    "handlers see nothing of their department": (_visible_by(_without_department), READS),
    "those without a department see what has none": (_visible_by(_none_is_a_department), READS),
    "who filed it is forgotten": (_visible_by(_owner_only), READS),
    "finance sees too little": (_visible_by(_finance_like_a_handler), READS),
    "list without the rule": (_list_without_rule, ["GET /api/contracts"]),
    "export without the rule": (_list_without_rule, ["GET /api/contracts/export.xlsx"]),
    "list with the trash": (_list_with_trash, ["GET /api/contracts"]),
    "pages that skip a row": (_pages_cut_short, ["GET /api/contracts"]),
    "departments of all": (_all_departments, ["GET /api/contracts/choices"]),
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
        [f"GET {_PART}/findings"],
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
