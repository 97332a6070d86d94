"""Send a message to the administrators; mark it done."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from service.accounts.holders import holders
from service.audit.actions import record
from service.feedback.tables import Feedback
from service.kernel.actor import Actor
from service.kernel.clock import now
from service.kernel.errors import Conflict, NotFound
from service.kernel.http import check_version
from service.notifications.actions import tell

MOST_A_DAY = 20


class TooMuchFeedback(Conflict):
    """One person has sent more in a day than anybody would read."""

    code = "too_much_feedback"
    status = 429


def send(
    db: Session, actor: Actor, *, text: str, path: str, request_id: str | None, browser: str
) -> Feedback:
    """Keep a message. Raises ``TooMuchFeedback``."""
    recent = select(func.count()).where(
        Feedback.author_id == actor.id, Feedback.created_at > now() - timedelta(days=1)
    )
    if (db.scalar(recent) or 0) >= MOST_A_DAY:
        raise TooMuchFeedback(limit=MOST_A_DAY)
    message = Feedback(
        author_id=actor.id, text=text, path=path, request_id=request_id, browser=browser
    )
    db.add(message)
    db.flush()
    record(db, actor, "feedback.sent", "feedback", message.id)
    others = set(holders(db, "settings.manage")) - {actor.id}
    tell(db, others, "feedback_received", params={"by": actor.name})
    return message


def change(
    db: Session,
    actor: Actor,
    message_id: str,
    expected: int,
    *,
    done: bool | None = None,
    note: str | None = None,
    answer: str | None = None,
) -> Feedback:
    """Mark a message done or open again, note something on it, or answer it.

    An answer is told to who wrote the message. Raises ``NotFound``.
    """
    message = db.get(Feedback, message_id)
    if message is None:
        raise NotFound
    check_version(message.version, expected)
    if done is not None:
        message.done = done
    if note is not None:
        message.note = note
    if answer and answer != message.answer:
        message.answer = answer
        tell(db, [message.author_id], "feedback_answered", params={"answer": answer})
    db.flush()
    record(db, actor, "feedback.changed", "feedback", message.id)
    return message
