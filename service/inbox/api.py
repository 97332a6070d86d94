"""One's own notifications: the bell, its page, and one's choices of what to be told how."""

from __future__ import annotations

from datetime import datetime, time
from typing import Annotated, Literal

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import update
from sqlalchemy.orm import Session

from service.audit.actions import record
from service.inbox import queries
from service.inbox.presenting import told
from service.inbox.smtp import is_set_up
from service.kernel.actor import Actor
from service.kernel.clock import now
from service.kernel.errors import Invalid
from service.kernel.http import ActorOf, Reads, SettingsOf, Writes, signed_in
from service.kernel.locale import UiLanguage, language_of, say
from service.kernel.paging import Cursor, Limit, ListOf, page
from service.kernel.settings import Settings
from service.notifications.kinds import KINDS, Area, Channel, Kind, Severity
from service.notifications.tables import Notification, NotificationChoices, wants

router = APIRouter(prefix="/notifications", tags=["notifications"])
_SELF = signed_in("a person's own notifications; of contracts only those that they see")
MOST_AT_ONCE = 500
_ADDRESS = r"^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$"


class NotificationOut(BaseModel):
    """One thing that one was told, in words; ``link`` is a page of the UI."""

    id: str
    kind: str
    area: Area
    severity: Severity
    title: str
    text: str
    link: str
    contract_id: str | None
    created_at: datetime
    read: bool


class Unread(BaseModel):
    count: int


class Mark(BaseModel):
    """What to do with some notifications, or with all that are shown where ``ids`` is missing."""

    model_config = ConfigDict(extra="forbid")

    act: Literal["read", "unread", "dismiss", "restore"]
    ids: list[Annotated[str, Field(max_length=40)]] | None = Field(None, max_length=MOST_AT_ONCE)


class Marked(BaseModel):
    """Those that changed: the opposite act on them takes it back."""

    ids: list[str]


class Switch(BaseModel):
    """Whether one is told of a kind, by each channel; ``fixed`` ones cannot be switched off."""

    kind: str
    area: Area
    label: str
    app: bool
    mail: bool
    fixed: bool


class Choices(BaseModel):
    """How one is told. ``digest_at`` (HH:MM, China time) gathers the mails of a day into one."""

    mail_available: bool
    address: str | None
    digest_at: str | None
    switches: list[Switch]


class ChoicesPatch(BaseModel):
    """What is named changes; a null address or time is taken away."""

    model_config = ConfigDict(extra="forbid")

    address: str | None = Field(None, max_length=254, pattern=_ADDRESS)
    digest_at: str | None = Field(None, pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")
    switches: dict[Annotated[str, Field(max_length=60)], bool] | None = Field(None, max_length=200)


@router.get("", dependencies=[_SELF])
def list_notifications(
    request: Request,
    db: Reads,
    actor: ActorOf,
    unread: bool = False,
    area: Area | None = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> ListOf[NotificationOut]:
    """Newest first; all, or the unread, or those of an area."""
    query = queries.in_bell(actor)
    if unread:
        query = query.where(Notification.read_at.is_(None))
    if area:
        query = query.where(Notification.kind.in_([k.code for k in _of(area)]))
    rows, following = page(
        db,
        query,
        sort=Notification.id.expression,
        key=Notification.id.expression,
        descending=True,
        limit=limit,
        cursor=cursor,
    )
    language = language_of(request.headers.get("accept-language"))
    titles = queries.titles(db, actor, list(rows))
    items = [_out(row, titles.get(row.contract_id or ""), language) for row in rows]
    return ListOf(items=items, next_cursor=following)


@router.get("/unread", dependencies=[_SELF])
def count_unread(db: Reads, actor: ActorOf) -> Unread:
    """What the bell shows. Asking this is no sign that the person is there."""
    return Unread(count=queries.count_unread(db, actor))


@router.post("/mark", dependencies=[_SELF])
def mark_notifications(body: Mark, db: Writes, actor: ActorOf) -> Marked:
    """Mark as read or unread, put away or bring back; ids of others' are passed over."""
    query = queries.shown(actor).where(Notification.in_app)
    if body.ids is not None:
        query = query.where(Notification.id.in_(body.ids))
    moment = now()
    column, value = {
        "read": (Notification.read_at, moment),
        "unread": (Notification.read_at, None),
        "dismiss": (Notification.dismissed_at, moment),
        "restore": (Notification.dismissed_at, None),
    }[body.act]
    query = query.where(column.is_(None) if value else column.is_not(None))
    if body.act != "restore":
        query = query.where(Notification.dismissed_at.is_(None))
    ids = list(db.scalars(query.with_only_columns(Notification.id).order_by(Notification.id)))
    change = update(Notification).where(Notification.id.in_(ids))
    db.execute(change.values({column: value}).execution_options(synchronize_session=False))
    return Marked(ids=ids)


@router.get("/choices", dependencies=[_SELF])
def get_choices(request: Request, db: Reads, actor: ActorOf, settings: SettingsOf) -> Choices:
    """What one is told by which way."""
    chosen = db.get(NotificationChoices, actor.id)
    language = language_of(request.headers.get("accept-language"))
    return _choices_out(chosen, actor, settings, language)


@router.patch("/choices", dependencies=[_SELF])
def change_choices(
    body: ChoicesPatch, request: Request, db: Writes, actor: ActorOf, settings: SettingsOf
) -> Choices:
    """Change one's address, digest and switches (``kind.channel``)."""
    switches = body.switches or {}
    for name in switches:
        _check_switch(name)
    chosen = _own_choices(db, actor)
    named = body.model_fields_set
    if "address" in named:
        chosen.address = body.address
    if "digest_at" in named:
        chosen.digest_at = time.fromisoformat(body.digest_at) if body.digest_at else None
    chosen.switches = chosen.switches | switches
    record(db, actor, "user.notifications_changed", "user", actor.id, fields=sorted(named))
    db.flush()
    language = language_of(request.headers.get("accept-language"))
    return _choices_out(chosen, actor, settings, language)


def _own_choices(db: Session, actor: Actor) -> NotificationChoices:
    chosen = db.get(NotificationChoices, actor.id)
    if chosen is None:
        chosen = NotificationChoices(user_id=actor.id, switches={})
        db.add(chosen)
    return chosen


def _check_switch(name: str) -> None:
    """Raises ``Invalid`` for what is no switch, or cannot be switched off."""
    code, _, channel = name.partition(".")
    kind = KINDS.get(code)
    if kind is None or kind.fixed or channel not in {"app", "mail"}:
        raise Invalid(field="switches")


def _of(area: Area) -> list[Kind]:
    return [kind for kind in KINDS.values() if kind.area == area]


def _out(row: Notification, title: str | None, language: UiLanguage) -> NotificationOut:
    kind, said = KINDS[row.kind], told(row, title, language)
    return NotificationOut(
        id=row.id,
        kind=row.kind,
        area=kind.area,
        severity=kind.severity,
        title=said.title,
        text=said.text,
        link=said.link,
        contract_id=row.contract_id,
        created_at=row.created_at,
        read=row.read_at is not None,
    )


def _choices_out(
    chosen: NotificationChoices | None, actor: Actor, settings: Settings, language: UiLanguage
) -> Choices:
    def told_by(kind: Kind, channel: Channel) -> bool:
        return wants(chosen, kind, channel)

    return Choices(
        mail_available=is_set_up(settings),
        address=chosen.address if chosen else None,
        digest_at=f"{chosen.digest_at:%H:%M}" if chosen and chosen.digest_at else None,
        switches=[
            Switch(
                kind=kind.code,
                area=kind.area,
                label=say(f"notifications.kinds.{kind.code}.label", language),
                app=told_by(kind, "app"),
                mail=told_by(kind, "mail"),
                fixed=kind.fixed,
            )
            for kind in KINDS.values()
            if kind.permission is None or actor.may(kind.permission)
        ],
    )
