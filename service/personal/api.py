"""One's own preferences and saved views."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from service.accounts.tables import User
from service.audit.actions import record
from service.kernel.actor import Actor
from service.kernel.errors import Conflict, NotFound
from service.kernel.http import (
    ActorOf,
    ExpectedVersion,
    Reads,
    Writes,
    check_version,
    signed_in,
)
from service.kernel.paging import ListOf
from service.personal.tables import PersonPreferences, SavedView

router = APIRouter(tags=["personal"])
_SELF = signed_in("a person's own choices; the session alone decides")
MOST_VIEWS = 100

Card = Literal["attention", "upcoming", "by_status", "recent"]
Column = Literal["number", "party", "amount", "ends_on", "status", "risk", "owner", "unit"]
_RENAMED = {"department": "unit"}
Page = Literal["contracts", "search", "audit"]
Word = Annotated[str, Field(max_length=50)]


class TooManyViews(Conflict):
    """More than anybody finds anything in."""

    code = "too_many_views"


class Preferences(BaseModel):
    """How a person likes to work; None stands for the default."""

    model_config = ConfigDict(extra="forbid")

    theme: Literal["light", "dark", "system"] | None = None
    density: Literal["comfortable", "compact"] | None = None
    columns: list[Column] | None = Field(
        None, max_length=20, description="The contract list's columns in their order."
    )
    column_widths: dict[Column, Annotated[int, Field(ge=60, le=600)]] | None = Field(
        None, description="Pixels, for columns whose width was set by hand."
    )
    home_cards: list[Card] | None = Field(
        None, max_length=10, description="The start page's cards in their order."
    )
    tours_seen: list[Word] | None = Field(None, max_length=50)


class ViewIn(BaseModel):
    name: str = Field(min_length=1, max_length=60)
    page: Page
    query: dict[Word, Annotated[str, Field(max_length=300)]] = Field(max_length=30)
    shared: bool = False


class ViewPatch(BaseModel):
    name: str | None = Field(None, min_length=1, max_length=60)
    query: dict[Word, Annotated[str, Field(max_length=300)]] | None = Field(None, max_length=30)
    shared: bool | None = None


class ViewOut(BaseModel):
    """A saved view; ``mine`` tells whether one may change it."""

    id: str
    name: str
    page: Page
    query: dict[str, str]
    shared: bool
    mine: bool
    owner: str
    version: int


def _chosen(row: PersonPreferences | None) -> dict[str, Any]:
    """What is stored; choices from before there were units call that column a department."""
    chosen = dict(row.chosen) if row else {}
    if columns := chosen.get("columns"):
        chosen["columns"] = [_RENAMED.get(name, name) for name in columns]
    if widths := chosen.get("column_widths"):
        chosen["column_widths"] = {_RENAMED.get(name, name): to for name, to in widths.items()}
    return chosen


@router.get("/auth/preferences", dependencies=[_SELF])
def get_preferences(db: Reads, actor: ActorOf) -> Preferences:
    """One's own choices."""
    row = db.get(PersonPreferences, actor.id)
    return Preferences(**_chosen(row))


@router.patch("/auth/preferences", dependencies=[_SELF])
def change_preferences(body: Preferences, db: Writes, actor: ActorOf) -> Preferences:
    """Change those that are named; null brings a default back."""
    row = db.get(PersonPreferences, actor.id)
    named = body.model_dump(exclude_unset=True)
    chosen = {**_chosen(row), **named}
    kept = {name: value for name, value in chosen.items() if value is not None}
    if row is None:
        db.add(PersonPreferences(user_id=actor.id, chosen=kept))
    else:
        row.chosen = kept
    record(db, actor, "user.preferences_changed", "user", actor.id, fields=sorted(named))
    return Preferences(**kept)


@router.get("/views", dependencies=[_SELF])
def list_views(db: Reads, actor: ActorOf, page: Page | None = None) -> ListOf[ViewOut]:
    """One's own views, then those that others share, by name."""
    query = (
        select(SavedView, User.name)
        .join(User, User.id == SavedView.owner_id)
        .where(or_(SavedView.owner_id == actor.id, SavedView.shared))
        .order_by(SavedView.owner_id != actor.id, SavedView.name, SavedView.id)
    )
    if page:
        query = query.where(SavedView.page == page)
    return ListOf(items=[_out(view, owner, actor) for view, owner in db.execute(query)])


@router.post("/views", status_code=201, dependencies=[_SELF])
def add_view(body: ViewIn, db: Writes, actor: ActorOf) -> ViewOut:
    """Keep filters under a name."""
    count = select(func.count()).where(SavedView.owner_id == actor.id)
    if (db.scalar(count) or 0) >= MOST_VIEWS:
        raise TooManyViews(limit=MOST_VIEWS)
    view = SavedView(owner_id=actor.id, **body.model_dump())
    db.add(view)
    db.flush()
    record(db, actor, "view.created", "view", view.id, shared=view.shared)
    return _out(view, actor.name, actor)


@router.patch("/views/{view_id}", dependencies=[_SELF])
def change_view(
    view_id: str, body: ViewPatch, db: Writes, actor: ActorOf, expected: ExpectedVersion
) -> ViewOut:
    """Rename, share or change one's own view."""
    view = _own(db, actor, view_id)
    check_version(view.version, expected)
    changes: dict[str, Any] = body.model_dump(exclude_none=True)
    for name, value in changes.items():
        setattr(view, name, value)
    db.flush()
    record(db, actor, "view.changed", "view", view.id, fields=sorted(changes))
    return _out(view, actor.name, actor)


@router.delete("/views/{view_id}", status_code=204, dependencies=[_SELF])
def delete_view(view_id: str, db: Writes, actor: ActorOf) -> None:
    """Remove one's own view."""
    db.delete(_own(db, actor, view_id))
    record(db, actor, "view.deleted", "view", view_id)


def _own(db: Session, actor: Actor, view_id: str) -> SavedView:
    view = db.get(SavedView, view_id)
    if view is None or view.owner_id != actor.id:
        raise NotFound
    return view


def _out(view: SavedView, owner: str, actor: Actor) -> ViewOut:
    return ViewOut(
        id=view.id,
        name=view.name,
        page=view.page,
        query=view.query,
        shared=view.shared,
        mine=view.owner_id == actor.id,
        owner=owner,
        version=view.version,
    )
