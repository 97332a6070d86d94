"""A test mail for oneself; for administrators whether mails go out, and what became of each."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Literal

from fastapi import APIRouter, Request
from pydantic import BaseModel
from sqlalchemy import func, select

from service.accounts.tables import User
from service.audit.actions import record
from service.audit.tables import AuditEvent
from service.inbox import mailing, smtp
from service.inbox.letters import test_letter
from service.inbox.smtp import Result
from service.inbox.tables import MailDelivery
from service.kernel.clock import new_id, now
from service.kernel.errors import Conflict
from service.kernel.http import ActorOf, DatabaseOf, Reads, SettingsOf, Writes, needs, signed_in
from service.kernel.locale import UiLanguage, language_of, say
from service.kernel.paging import Cursor, Limit, ListOf, page
from service.notifications.tables import NotificationChoices

router = APIRouter(tags=["notifications"])
MOST_TESTS = 5
"""Test mails that one person may send in an hour."""
State = Literal["waiting", "sending", "sent", "unsure", "failed", "dropped"]


class MailNotSetUp(Conflict):
    """No mail server has been set."""

    code = "mail_not_set_up"


class MailNoAddress(Conflict):
    """The person has named no address."""

    code = "mail_no_address"


class TooManyTestMails(Conflict):
    """A test mail is no way to flood a mailbox."""

    code = "too_many_test_mails"
    status = 429


class TestResult(BaseModel):
    """What came of the test mail: in words, and in the server's own (``reply``)."""

    result: Result
    title: str
    mend: str
    reply: str


class MailState(BaseModel):
    """Whether mails can be sent, and how many are where."""

    set_up: bool
    host: str | None
    sender: str | None
    titles: bool
    counts: dict[State, int]


class DeliveryOut(BaseModel):
    """One notification on its way by mail. ``detail`` says why it is where it is."""

    notification_id: str
    person: str
    label: str
    state: State
    detail: str | None
    reply: str | None
    attempts: int
    created_at: datetime
    next_at: datetime | None
    ended_at: datetime | None


@router.post(
    "/notifications/test-mail",
    dependencies=[signed_in("a mail to one's own address, a few times an hour")],
    responses={409: {"description": "No server or address."}, 429: {"description": "Too many."}},
)
def send_test_mail(
    request: Request, database: DatabaseOf, settings: SettingsOf, actor: ActorOf
) -> TestResult:
    """Send oneself a mail now, and say what came of it."""
    if not smtp.is_set_up(settings):
        raise MailNotSetUp
    with database.write() as db:
        choices = db.get(NotificationChoices, actor.id)
        address = choices.address if choices else None
        if not address:
            raise MailNoAddress
        recent = select(func.count()).where(
            AuditEvent.actor_id == actor.id,
            AuditEvent.action == "mail.tested",
            AuditEvent.at > now() - timedelta(hours=1),
        )
        if (db.scalar(recent) or 0) >= MOST_TESTS:
            raise TooManyTestMails(limit=MOST_TESTS)
        record(db, actor, "mail.tested", "user", actor.id)
    language = language_of(request.headers.get("accept-language"))
    message = test_letter(settings, address, new_id(), language)
    outcome = smtp.send(settings, address, message, lambda: None)
    return TestResult(
        result=outcome.result,
        title=say(f"notifications.mail.result.{outcome.result}.title", language),
        mend=say(f"notifications.mail.result.{outcome.result}.mend", language),
        reply=outcome.reply,
    )


@router.get("/mail", dependencies=[needs("settings.manage")])
def mail_state(db: Reads, settings: SettingsOf) -> MailState:
    """How mails are sent, and how many wait, failed or arrived."""
    counted = select(MailDelivery.state, func.count()).group_by(MailDelivery.state)
    return MailState(
        set_up=smtp.is_set_up(settings),
        host=f"{settings.mail_host}:{settings.mail_port}" if settings.mail_host else None,
        sender=settings.mail_from,
        titles=settings.mail_titles,
        counts={row[0]: row[1] for row in db.execute(counted)},
    )


@router.get("/mail/deliveries", dependencies=[needs("settings.manage")])
def list_deliveries(
    request: Request,
    db: Reads,
    state: State | None = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> ListOf[DeliveryOut]:
    """Mails, newest first: to whom, of what, and what became of them. No contract is named."""
    query = select(MailDelivery)
    if state:
        query = query.where(MailDelivery.state == state)
    rows, following = page(
        db,
        query,
        sort=MailDelivery.notification_id.expression,
        key=MailDelivery.notification_id.expression,
        descending=True,
        limit=limit,
        cursor=cursor,
    )
    people = select(User.id, User.name).where(User.id.in_({row.user_id for row in rows}))
    names = {row.id: row.name for row in db.execute(people)}
    language = language_of(request.headers.get("accept-language"))
    items = [_out(row, names.get(row.user_id, ""), language) for row in rows]
    return ListOf(items=items, next_cursor=following)


@router.post("/mail/deliveries/{notification_id}/again", dependencies=[needs("settings.manage")])
def send_delivery_again(
    notification_id: str, request: Request, db: Writes, actor: ActorOf
) -> DeliveryOut:
    """Send again what failed, or what nobody knows to have arrived."""
    row = mailing.send_again(db, notification_id)
    record(db, actor, "mail.sent_again", "notification", notification_id)
    person = db.get(User, row.user_id)
    language = language_of(request.headers.get("accept-language"))
    return _out(row, person.name if person else "", language)


def _out(row: MailDelivery, person: str, language: UiLanguage) -> DeliveryOut:
    is_over = row.ended_at is not None
    why = f"notifications.mail.result.{row.reason or row.state}.title"
    dropped = f"notifications.mail.dropped.{row.reason}"
    return DeliveryOut(
        notification_id=row.notification_id,
        person=person,
        label=say(f"notifications.kinds.{row.kind}.label", language),
        state=row.state,
        detail=say(dropped if row.state == "dropped" else why, language, default="") or None,
        reply=row.reply,
        attempts=row.attempts,
        created_at=row.created_at,
        next_at=None if is_over else row.next_at,
        ended_at=row.ended_at,
    )
