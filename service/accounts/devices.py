"""The browsers from which somebody has signed in, so that a sign-in from a new one is told.

A browser is known by a cookie that outlives its sessions; only a hash of it is stored. The first
browser of an account is no news.
"""

from __future__ import annotations

import secrets
from datetime import timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from service.accounts.agents import browser_name, system_name
from service.accounts.sign_in import Browser, digest
from service.accounts.tables import KnownDevice, User
from service.kernel.clock import now
from service.notifications.actions import tell

DEVICE_COOKIE = "jianqi_device"
REMEMBERED = timedelta(days=365)
"""A browser that was not used for so long is new again."""
MOST = 50
"""Devices kept for a person; the longest unused give way."""


def recognise(db: Session, user: User, cookie: str | None, browser: Browser) -> str:
    """Note that ``user`` signs in from here, and tell them where the browser is new.

    Returns the secret that the browser's cookie is to hold.
    """
    moment = now()
    mine = select(KnownDevice).where(KnownDevice.user_id == user.id)
    if cookie:
        known = db.scalar(mine.where(KnownDevice.secret_hash == digest(cookie)))
        if known is not None and known.last_seen_at > moment - REMEMBERED:
            known.last_seen_at = moment
            return cookie
    before = db.scalars(mine.order_by(KnownDevice.last_seen_at.desc())).all()
    secret = secrets.token_urlsafe(32)
    db.execute(delete(KnownDevice).where(KnownDevice.id.in_([d.id for d in before[MOST - 1 :]])))
    db.add(KnownDevice(user_id=user.id, secret_hash=digest(secret), last_seen_at=moment))
    if before:
        where = {
            "browser": browser_name(browser.user_agent),
            "system": system_name(browser.user_agent),
            "address": browser.address,
        }
        tell(db, [user.id], "new_device", params=where)
    return secret
