"""Which second factors a person has, and who must have one."""

from __future__ import annotations

from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.accounts.tables import Passkey, SecondFactor
from service.kernel.actor import Actor
from service.kernel.errors import Conflict
from service.kernel.settings import Settings

Method = Literal["code", "passkey"]


class LastFactor(Conflict):
    """The installation demands a second factor of this person, and this is their last."""

    code = "last_factor"


def methods(db: Session, user_id: str) -> list[Method]:
    """What a sign-in by password asks for as well; empty where the password is enough."""
    return [method for method in ("code", "passkey") if user_id in _having(db, method, [user_id])]


def those_with(db: Session, user_ids: list[str]) -> set[str]:
    """Those of ``user_ids`` who have a second factor."""
    return _having(db, "code", user_ids) | _having(db, "passkey", user_ids)


def _having(db: Session, method: Method, user_ids: list[str]) -> set[str]:
    query = (
        select(Passkey.user_id).where(Passkey.user_id.in_(user_ids))
        if method == "passkey"
        else select(SecondFactor.user_id).where(
            SecondFactor.user_id.in_(user_ids), SecondFactor.confirmed_at.is_not(None)
        )
    )
    return set(db.scalars(query))


def is_demanded(settings: Settings, actor: Actor) -> bool:
    """Whether the installation's policy demands a second factor of this person."""
    if settings.second_factor == "admins":
        return actor.may("users.manage")
    return settings.second_factor == "everyone"


def keep_one(db: Session, settings: Settings, actor: Actor) -> None:
    """Raises ``LastFactor`` where what this unit removed was the last of a demanded factor."""
    db.flush()
    if is_demanded(settings, actor) and not methods(db, actor.id):
        raise LastFactor
