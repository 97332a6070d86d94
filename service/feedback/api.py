"""Everybody may send feedback; administrators read it."""

from __future__ import annotations

from datetime import datetime

from fastapi import APIRouter, Header
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import select
from sqlalchemy.orm import Session

from service.accounts.tables import User
from service.feedback import actions
from service.feedback.tables import Feedback
from service.kernel.http import ActorOf, ExpectedVersion, Reads, Writes, needs, signed_in
from service.kernel.paging import Cursor, Limit, ListOf, page

router = APIRouter(prefix="/feedback", tags=["feedback"])
MOST_BROWSER = 300
"""Characters kept of what the browser calls itself."""


class FeedbackIn(BaseModel):
    """A message; ``path`` is the page it is about, without a query."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    text: str = Field(min_length=1, max_length=4000)
    path: str = Field(max_length=300, pattern=r"^/[^?#\s]*$")
    request_id: str | None = Field(None, max_length=64, pattern=r"^[\w-]+$")


class FeedbackPatch(BaseModel):
    model_config = ConfigDict(extra="forbid")

    done: bool | None = None
    note: str | None = Field(None, max_length=2000)
    answer: str | None = Field(None, min_length=1, max_length=2000)


class FeedbackSent(BaseModel):
    id: str


class FeedbackOut(BaseModel):
    """A message as administrators see it."""

    id: str
    author: str
    text: str
    path: str
    request_id: str | None
    browser: str
    created_at: datetime
    done: bool
    note: str
    answer: str
    version: int


@router.post(
    "",
    status_code=201,
    dependencies=[signed_in("any signed-in person; stored as theirs")],
    responses={429: {"description": "Too many on one day."}},
)
def send_feedback(
    body: FeedbackIn, db: Writes, actor: ActorOf, user_agent: str = Header("")
) -> FeedbackSent:
    """Tell the administrators something; nothing but the named fields and the browser is kept."""
    sent = actions.send(
        db,
        actor,
        text=body.text,
        path=body.path,
        request_id=body.request_id,
        browser=user_agent[:MOST_BROWSER],
    )
    return FeedbackSent(id=sent.id)


@router.get("", dependencies=[needs("settings.manage")])
def list_feedback(
    db: Reads, done: bool | None = None, limit: Limit = 50, cursor: Cursor = None
) -> ListOf[FeedbackOut]:
    """Messages, newest first; all, or those that are done or open."""
    query = select(Feedback)
    if done is not None:
        query = query.where(Feedback.done.is_(done))
    rows, following = page(
        db,
        query,
        sort=Feedback.created_at.expression,
        key=Feedback.id.expression,
        descending=True,
        limit=limit,
        cursor=cursor,
    )
    return ListOf(items=[_out(db, row) for row in rows], next_cursor=following)


@router.patch("/{feedback_id}", dependencies=[needs("settings.manage")])
def change_feedback(
    feedback_id: str, body: FeedbackPatch, db: Writes, actor: ActorOf, expected: ExpectedVersion
) -> FeedbackOut:
    """Mark a message done or open, note something on it, or answer whoever wrote it."""
    changed = actions.change(
        db,
        actor,
        feedback_id,
        expected,
        done=body.done,
        note=body.note,
        answer=body.answer,
    )
    return _out(db, changed)


def _out(db: Session, message: Feedback) -> FeedbackOut:
    author = db.get_one(User, message.author_id)
    fields = {name: getattr(message, name) for name in FeedbackOut.model_fields if name != "author"}
    return FeedbackOut(author=author.name, **fields)
