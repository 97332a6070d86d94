"""Sign-ins by a provider that are under way: each belongs to one browser and ends once."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from service.accounts.sign_in import digest
from service.accounts.tables import OidcFlow
from service.kernel.clock import now
from service.kernel.errors import Forbidden

LIFE = timedelta(minutes=10)
_OWN_PLACE = re.compile(r"/(?![/\\])[^\\\s\x00-\x1f\x7f]{0,2000}")


class FlowUnknown(Forbidden):
    """Begun in another browser, ended already, or too old: nobody else's sign-in is taken over."""

    code = "oidc_flow_unknown"


@dataclass(frozen=True, slots=True)
class Begun:
    """What the provider and the browser get; only hashes of state and browser are stored."""

    state: str
    nonce: str
    verifier: str
    browser: str


def own_place(path: str | None) -> str:
    """A place inside this service; its start for everything else (``//evil.example``)."""
    return path if path and _OWN_PLACE.fullmatch(path) else "/"


def begin(db: Session, provider: str, back_to: str | None, user_id: str | None = None) -> Begun:
    """A sign-in, or with ``user_id`` the linking of an account, that leads back to ``back_to``."""
    db.execute(delete(OidcFlow).where(OidcFlow.expires_at < now()))
    made = Begun(*(secrets.token_urlsafe(32) for _ in range(4)))
    db.add(
        OidcFlow(
            state_hash=digest(made.state),
            browser_hash=digest(made.browser),
            provider=provider,
            nonce=made.nonce,
            verifier=made.verifier,
            back_to=own_place(back_to),
            user_id=user_id,
            expires_at=now() + LIFE,
        )
    )
    return made


def take(db: Session, provider: str, state: str, browser: str) -> OidcFlow:
    """The flow of this state and browser, which ends by it. Raises ``FlowUnknown``."""
    found = db.scalars(
        delete(OidcFlow)
        .where(
            OidcFlow.state_hash == digest(state),
            OidcFlow.browser_hash == digest(browser),
            OidcFlow.provider == provider,
            OidcFlow.expires_at > now(),
            OidcFlow.id_token.is_(None),
        )
        .returning(OidcFlow)
    ).one_or_none()
    if found is None:
        raise FlowUnknown
    return found


def wait_for_code(db: Session, flow: OidcFlow, user_id: str, sealed_token: str) -> None:
    """The provider has said who it is; the account's own second factor is still to come."""
    db.add(
        OidcFlow(
            state_hash=digest(secrets.token_urlsafe(32)),
            browser_hash=flow.browser_hash,
            provider=flow.provider,
            nonce="",
            verifier="",
            back_to=flow.back_to,
            user_id=user_id,
            id_token=sealed_token,
            expires_at=now() + LIFE,
        )
    )


def waiting(db: Session, browser: str) -> OidcFlow:
    """The flow of this browser that waits for a code. Raises ``FlowUnknown``."""
    found = db.scalars(
        select(OidcFlow).where(
            OidcFlow.browser_hash == digest(browser),
            OidcFlow.expires_at > now(),
            OidcFlow.id_token.is_not(None),
        )
    ).one_or_none()
    if found is None:
        raise FlowUnknown
    return found
