"""The mailer: which notifications go out, in which mail, how often it is tried, what came of it.

Nothing is lost and nothing comes twice when a process dies: a notification has at most one row
here, a row is claimed in a transaction before its mail is begun, and just before the server is made
to take the mail that is written down. What was claimed and not handed over is tried again; what
was handed over is not, even where nobody knows whether it arrived (``unsure``).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from service.accounts.sign_in import actor_of
from service.accounts.tables import User
from service.inbox import queries, smtp
from service.inbox.letters import letter
from service.inbox.presenting import Told, told
from service.inbox.smtp import Outcome, Result
from service.inbox.tables import MailDelivery
from service.kernel.clock import LOCAL, new_id, now
from service.kernel.db import Database
from service.kernel.errors import Conflict, NotFound
from service.kernel.locale import UiLanguage, language_of
from service.kernel.logs import log
from service.kernel.settings import Settings
from service.notifications.actions import unsettled
from service.notifications.kinds import KINDS
from service.notifications.tables import Notification, NotificationChoices, wants

CLAIM = timedelta(minutes=5)
"""A mail that was begun so long ago has lost its process."""
FRESH = timedelta(days=1)
"""Older notifications are not mailed: nobody wants last month's after mail was set up."""
IN_ONE_MAIL = 50
PAUSES = tuple(timedelta(minutes=m) for m in (1, 5, 15, 60, 180, 360, 720, 1440, 1440))
"""The waits between attempts; after the last the mail is given up."""
_TEMPORARY: frozenset[Result] = frozenset(
    {"unreachable", "tls_failed", "sign_in_refused", "refused_for_now", "sender_refused"}
)


class NotToBeSentAgain(Conflict):
    """Only a mail that failed, or of which nobody knows, can be sent again."""

    code = "mail_not_again"


@dataclass(frozen=True, slots=True)
class Mail:
    """A claimed mail, ready to be sent."""

    mail_id: str
    address: str
    items: Sequence[Told]
    language: UiLanguage


def settle(db: Session) -> int:
    """Decide of new notifications whether they are mailed and when; how many were looked at."""
    rows = unsettled(db, limit=200)
    for row in rows:
        row.mail_settled = True
        choices = db.get(NotificationChoices, row.user_id)
        address = choices.address if choices else None
        if not address or not wants(choices, KINDS[row.kind], "mail"):
            continue
        if row.created_at < now() - FRESH:
            continue
        due = _due(choices.digest_at if choices and not KINDS[row.kind].fixed else None)
        db.add(
            MailDelivery(notification_id=row.id, user_id=row.user_id, kind=row.kind, next_at=due)
        )
    return len(rows)


def _due(digest_at: time | None) -> datetime:
    """Now, or the next turn of the person's daily mail. Security does not wait for it."""
    if digest_at is None:
        return now()
    here = now().astimezone(LOCAL)
    turn = datetime.combine(here.date(), digest_at, LOCAL)
    return turn if turn > here else turn + timedelta(days=1)


def take_back(db: Session) -> None:
    """Settle the mails whose process has died."""
    died = update(MailDelivery).where(
        MailDelivery.state == "sending", MailDelivery.claimed_until < now()
    )
    db.execute(died.where(MailDelivery.handed).values(state="unsure", ended_at=now()))
    db.execute(died.where(MailDelivery.handed.is_(False)).values(state="waiting", next_at=now()))


def claim(db: Session) -> str | None:
    """Take all that is due for one person as one mail; its id, None where nothing is due."""
    due = select(MailDelivery).where(MailDelivery.state == "waiting", MailDelivery.next_at <= now())
    first = db.scalars(
        due.order_by(MailDelivery.next_at).limit(1).with_for_update(skip_locked=True)
    ).first()
    if first is None:
        return None
    together = due.where(MailDelivery.user_id == first.user_id).order_by(
        MailDelivery.notification_id
    )
    mail_id = new_id()
    for row in db.scalars(together.limit(IN_ONE_MAIL).with_for_update(skip_locked=True)):
        row.state, row.mail_id, row.handed = "sending", mail_id, False
        row.attempts += 1
        row.claimed_until = now() + CLAIM
    return mail_id


def compose(db: Session, settings: Settings, mail_id: str) -> Mail | None:
    """What the mail says to whom, by what they may see now; the rest of it is dropped."""
    rows = _rows(db, mail_id)
    user = db.get(User, rows[0].user_id)
    choices = db.get(NotificationChoices, rows[0].user_id)
    if user is None or not user.active or choices is None or not choices.address:
        _end(rows, "dropped", "no_address")
        return None
    actor = actor_of(user)
    ids = [row.notification_id for row in rows]
    query = queries.shown(actor).where(Notification.id.in_(ids)).order_by(Notification.id)
    shown = list(db.scalars(query))
    unread = [row for row in shown if row.read_at is None and row.dismissed_at is None]
    going = {row.id for row in unread}
    seen = {row.id for row in shown}
    for row in rows:
        if row.notification_id not in going:
            _end([row], "dropped", "read" if row.notification_id in seen else "not_visible")
    if not unread:
        return None
    language = language_of(user.locale)
    titles = queries.titles(db, actor, unread) if settings.mail_titles else {}
    items = [told(row, titles.get(row.contract_id or ""), language) for row in unread]
    return Mail(mail_id, choices.address, items, language)


def note_handing(database: Database, mail_id: str) -> None:
    """From here on the mail is not tried again by itself."""
    with database.write() as db:
        for row in _rows(db, mail_id):
            row.handed = True


def note_outcome(db: Session, mail_id: str, outcome: Outcome) -> None:
    """Write down what became of a mail, and when it is tried again."""
    for row in _rows(db, mail_id):
        row.reply, row.claimed_until = outcome.reply, None
        pause = PAUSES[row.attempts - 1] if row.attempts <= len(PAUSES) else None
        if outcome.result in _TEMPORARY and pause is not None:
            row.state, row.reason, row.next_at = "waiting", outcome.result, now() + pause
            row.handed = False
        elif outcome.result in {"sent", "unsure"}:
            _end([row], outcome.result, None)
        else:
            _end([row], "failed", outcome.result)


def send_again(db: Session, notification_id: str) -> MailDelivery:
    """Try again at once what failed or is unsure. Raises ``NotFound``, ``NotToBeSentAgain``."""
    row = db.get(MailDelivery, notification_id)
    if row is None:
        raise NotFound
    if row.state not in {"failed", "unsure"}:
        raise NotToBeSentAgain
    row.state, row.attempts, row.next_at, row.ended_at = "waiting", 0, now(), None
    return row


def send_next(database: Database, settings: Settings) -> bool:
    """Send one mail that is due; False where none is."""
    with database.write() as db:
        mail_id = claim(db)
    if mail_id is None:
        return False
    with database.write() as db:
        mail = compose(db, settings, mail_id)
    if mail is None:
        return True
    message = letter(settings, mail.address, mail_id, mail.items, mail.language)
    outcome = smtp.send(settings, mail.address, message, lambda: note_handing(database, mail_id))
    with database.write() as db:
        note_outcome(db, mail_id, outcome)
    if outcome.result != "sent":
        log.warning("mail_not_sent", result=outcome.result)
    return True


def work(database: Database, settings: Settings, stop: Callable[[], bool] = lambda: False) -> int:
    """Settle what is new and send all that is due; how many mails were begun."""
    with database.write() as db:
        take_back(db)
    while not stop():
        with database.write() as db:
            if settle(db) == 0:
                break
    count = 0
    while not stop() and send_next(database, settings):
        count += 1
    return count


def _rows(db: Session, mail_id: str) -> Sequence[MailDelivery]:
    return db.scalars(
        select(MailDelivery)
        .where(MailDelivery.mail_id == mail_id, MailDelivery.state == "sending")
        .order_by(MailDelivery.notification_id)
        .with_for_update()
    ).all()


def _end(rows: Sequence[MailDelivery], state: str, reason: str | None) -> None:
    for row in rows:
        row.state, row.reason, row.ended_at, row.claimed_until = state, reason, now(), None
