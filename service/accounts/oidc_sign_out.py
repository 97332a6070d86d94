"""Providers at hand, and the end of a session at the provider by which it began."""

from __future__ import annotations

import base64
from typing import Annotated

from fastapi import Depends, Request
from sqlalchemy import select

from service.accounts.oidc import Provider, ProviderFault
from service.accounts.sign_in import SESSION_COOKIE, Via, digest
from service.accounts.tables import SignInSession
from service.kernel.crypto import MasterKey
from service.kernel.db import Database
from service.kernel.logs import log
from service.kernel.settings import Settings

Providers = dict[str, Provider]


def providers_of(request: Request) -> Providers:
    providers: Providers = request.app.state.providers
    return providers


ProvidersOf = Annotated[Providers, Depends(providers_of)]


def public_address(request: Request) -> str:
    """Where people open the service: the setting, or what this request asked for."""
    settings: Settings = request.app.state.settings
    return (settings.public_url or str(request.base_url)).rstrip("/")


def seal(key: MasterKey, provider: str, id_token: str) -> Via:
    return Via(provider, base64.b64encode(key.encrypt(id_token.encode())).decode())


def elsewhere_too(request: Request, database: Database, key: MasterKey) -> str | None:
    """Where the sign-out goes on; none where it ends here, or the provider is away."""
    with database.read() as db:
        row = db.execute(
            select(SignInSession.provider, SignInSession.id_token).where(
                SignInSession.token_hash == digest(request.cookies.get(SESSION_COOKIE, ""))
            )
        ).one_or_none()
    provider = providers_of(request).get(row.provider or "") if row else None
    if row is None or provider is None or row.id_token is None:
        return None
    id_token = key.decrypt(base64.b64decode(row.id_token)).decode()
    try:
        return provider.sign_out_address(id_token, f"{public_address(request)}/sign-in")
    except ProviderFault as fault:
        log.warning(fault.code, provider=provider.key, reason=fault.reason)
        return None
