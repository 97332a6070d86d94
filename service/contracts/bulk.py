"""One act on many contracts: what can be done is done, what cannot is named, all can be undone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Annotated, Literal

from pydantic import BaseModel, Field, StringConstraints
from sqlalchemy.orm import Session

from service.contracts import actions, queries, tags
from service.contracts.rights import check_may, check_may_delete
from service.contracts.tables import Contract
from service.kernel.actor import Actor
from service.kernel.errors import AppError, error_words
from service.kernel.locale import UiLanguage

MOST = 500
Ids = Annotated[list[str], Field(min_length=1, max_length=MOST)]
TagName = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=30)]


class Assign(BaseModel):
    act: Literal["assign"]
    ids: Ids
    owner_id: str


class Archive(BaseModel):
    act: Literal["archive", "unarchive"]
    ids: Ids


class Tag(BaseModel):
    act: Literal["tag", "untag"]
    ids: Ids
    tag: TagName


class Trash(BaseModel):
    act: Literal["trash", "restore"]
    ids: Ids


Act = Annotated[Assign | Archive | Tag | Trash, Field(discriminator="act")]


class Skipped(BaseModel):
    """A contract on which the act was not possible, and why."""

    id: str
    title: str | None
    code: str
    message: str


class Outcome(BaseModel):
    """``done`` are the contracts that changed; sending each of ``undo`` brings them back."""

    done: list[str]
    skipped: list[Skipped]
    undo: list[Act]


def perform(db: Session, actor: Actor, act: Act, language: UiLanguage) -> Outcome:
    """Do ``act`` on every contract for which the actor may."""
    outcome = Outcome(done=[], skipped=[], undo=[])
    undo: dict[str, tuple[Callable[[list[str]], Act], list[str]]] = {}
    for contract_id in dict.fromkeys(act.ids):
        contract = None
        try:
            contract = queries.visible_contract(db, actor, contract_id, trash=act.act == "restore")
            back = _do(db, actor, contract, act)
        except AppError as error:
            title = contract.title if contract else None
            message = error_words(error, language)[0]
            outcome.skipped.append(
                Skipped(id=contract_id, title=title, code=error.code, message=message)
            )
            continue
        if back is not None:
            outcome.done.append(contract_id)
            key = back([contract_id]).model_dump_json(exclude={"ids"})
            undo.setdefault(key, (back, []))[1].append(contract_id)
    outcome.undo = [back(ids) for back, ids in undo.values()]
    return outcome


def _do(
    db: Session, actor: Actor, contract: Contract, act: Act
) -> Callable[[list[str]], Act] | None:
    """Change one contract; returns what undoes it, None where nothing had to be done."""
    if isinstance(act, Trash):
        return _trash(db, actor, contract, act)
    check_may(db, actor, contract, "contract.edit")
    if isinstance(act, Tag):
        return _tag(db, actor, contract, act)
    if isinstance(act, Archive):
        return _archive(db, actor, contract, act)
    return _assign(db, actor, contract, act)


def _trash(db: Session, actor: Actor, contract: Contract, act: Trash) -> Callable[[list[str]], Act]:
    check_may_delete(db, actor, contract)
    if act.act == "trash":
        actions.move_to_trash(db, actor, contract)
        return lambda ids: Trash(act="restore", ids=ids)
    actions.restore(db, actor, contract)
    return lambda ids: Trash(act="trash", ids=ids)


def _tag(
    db: Session, actor: Actor, contract: Contract, act: Tag
) -> Callable[[list[str]], Act] | None:
    add = act.act == "tag"
    changed = (tags.add if add else tags.remove)(db, actor, contract, act.tag)
    back: Literal["tag", "untag"] = "untag" if add else "tag"
    return (lambda ids: Tag(act=back, ids=ids, tag=act.tag)) if changed else None


def _archive(
    db: Session, actor: Actor, contract: Contract, act: Archive
) -> Callable[[list[str]], Act] | None:
    wanted = act.act == "archive"
    if contract.archived == wanted:
        return None
    actions.change(db, actor, contract, {"archived": wanted})
    back: Literal["archive", "unarchive"] = "unarchive" if wanted else "archive"
    return lambda ids: Archive(act=back, ids=ids)


def _assign(
    db: Session, actor: Actor, contract: Contract, act: Assign
) -> Callable[[list[str]], Act] | None:
    before = contract.owner_id
    if before == act.owner_id:
        return None
    check_may(db, actor, contract, "contract.share")
    actions.change(db, actor, contract, {"owner_id": act.owner_id})
    return lambda ids: Assign(act="assign", ids=ids, owner_id=before)


def ordered(contracts: Sequence[Contract], ids: Sequence[str]) -> list[Contract]:
    """The contracts in the order in which their ids were given."""
    place = {contract_id: number for number, contract_id in enumerate(ids)}
    return sorted(contracts, key=lambda contract: place[contract.id])
