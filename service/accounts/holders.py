"""Who holds a permission: the people to be told of what concerns it."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.accounts.sign_in import actor_of
from service.accounts.tables import User


def holders(db: Session, permission: str) -> list[str]:
    """The ids of the people who can sign in and have ``permission``."""
    people = db.scalars(select(User).where(User.active).order_by(User.id))
    return [user.id for user in people if actor_of(user).may(permission)]
