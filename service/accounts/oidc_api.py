"""Signing in by a provider of OpenID Connect, and linking one's account with it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from fastapi import APIRouter, Request, Response
from sqlalchemy import select
from sqlalchemy.orm import Session

from service.accounts import brakes, factors, oidc_flows, outside, passkeys, second_factor
from service.accounts.api import let_in
from service.accounts.brakes import Attempt
from service.accounts.ldap_sign_in import DirectoryOf
from service.accounts.oidc import ForgedToken, Provider, ProviderFault, ProviderUnusable
from service.accounts.oidc_flows import FlowUnknown
from service.accounts.oidc_sign_out import Providers, ProvidersOf, public_address, seal
from service.accounts.outside import OutsidePerson
from service.accounts.own_api import PERSON, SELF, person_again
from service.accounts.schemas import (
    IdentityOut,
    LinkIn,
    OidcBegin,
    OidcEntered,
    OidcFinish,
    OidcGo,
    SecondFactorIn,
    Way,
    Ways,
)
from service.accounts.second_factor import SecondFactorNeeded
from service.accounts.sign_in import Via, browser_of
from service.accounts.tables import Identity, OidcFlow, User
from service.audit.actions import record
from service.kernel.actor import SYSTEM
from service.kernel.db import Database
from service.kernel.errors import AppError, Conflict, Forbidden, NotFound
from service.kernel.http import (
    ActorOf,
    DatabaseOf,
    KeyOf,
    Reads,
    SettingsOf,
    Writes,
    current_actor,
    open_to_all,
)
from service.kernel.limits import limited
from service.kernel.logs import log
from service.kernel.paging import ListOf
from service.kernel.settings import Settings

router = APIRouter(tags=["accounts"])
COOKIE = "jianqi_oidc"
_SIGN_IN = open_to_all("this is how one signs in")


class ProviderDenied(Forbidden):
    """The person, or the provider, said no."""

    code = "oidc_denied"


class NoAccount(Forbidden):
    """Nobody here has linked this identity, and the settings make no accounts."""

    code = "oidc_no_account"


class AccountLocked(Forbidden):
    """The provider knows them, but the account here is locked."""

    code = "account_locked"


class IdentityTaken(Conflict):
    """This person at the provider is another account here."""

    code = "identity_taken"


class LastIdentity(Conflict):
    """Without it, nobody could sign in to the account any more."""

    code = "last_identity"


def _provider(providers: Providers, key: str) -> Provider:
    found = providers.get(key)
    if found is None:
        raise NotFound
    return found


@router.get("/auth/ways", dependencies=[open_to_all("the sign-in page shows them")])
def ways_in(providers: ProvidersOf, directory: DirectoryOf) -> Ways:
    """How one can sign in beside local accounts."""
    return Ways(
        directory=directory is not None,
        providers=[
            Way(key=key, label_zh=one.settings.label_zh, label_en=one.settings.label_en)
            for key, one in providers.items()
        ],
    )


@router.post(
    "/auth/oidc/{provider}/begin", dependencies=[_SIGN_IN, limited("sign_in")], responses={503: {}}
)
def begin_oidc(
    provider: str,
    body: OidcBegin,
    request: Request,
    response: Response,
    database: DatabaseOf,
    providers: ProvidersOf,
) -> OidcGo:
    """Begin a sign-in by a provider: the browser goes to ``url``, and comes back for the finish."""
    return _go(request, response, database, _provider(providers, provider), body.next)


def _go(
    request: Request,
    response: Response,
    database: Database,
    provider: Provider,
    back_to: str | None,
    user_id: str | None = None,
) -> OidcGo:
    with _faults_on_record(request, database, provider):
        provider.metadata()
    with database.write() as db:
        begun = oidc_flows.begin(db, provider.key, back_to, user_id)
    response.set_cookie(
        COOKIE,
        begun.browser,
        path="/api/auth",
        max_age=int(oidc_flows.LIFE.total_seconds()),
        httponly=True,
        secure=request.url.scheme == "https",
        samesite="strict",
    )
    redirect = _redirect_uri(request, provider)
    return OidcGo(url=provider.address(redirect, begun.state, begun.nonce, begun.verifier))


def _redirect_uri(request: Request, provider: Provider) -> str:
    return f"{public_address(request)}/sign-in/{provider.key}"


@contextmanager
def _faults_on_record(request: Request, database: Database, provider: Provider) -> Iterator[None]:
    """A refusal is an event; why the provider could not be used stands in the log."""
    try:
        yield
    except SecondFactorNeeded:
        raise
    except AppError as error:
        if isinstance(error, (ProviderFault, ForgedToken)):
            log.warning(error.code, provider=provider.key, reason=error.reason)
        if not isinstance(error, ProviderFault):
            with database.write() as db:
                record(
                    db,
                    SYSTEM,
                    "session.refused",
                    "user",
                    address=browser_of(request).address,
                    provider=provider.key,
                    error=error.code,
                )
        raise


@router.post(
    "/auth/oidc/{provider}/finish",
    dependencies=[_SIGN_IN, limited("sign_in")],
    responses={403: {}, 503: {}},
)
def finish_oidc(
    provider: str,
    body: OidcFinish,
    request: Request,
    response: Response,
    database: DatabaseOf,
    providers: ProvidersOf,
    settings: SettingsOf,
    key: KeyOf,
) -> OidcEntered:
    """End a sign-in that this browser began, by what the provider sent back with it.

    ``second_factor_needed`` (401): the account asks for its own code, by ``sendOidcCode``.
    """
    asked = _provider(providers, provider)
    with _faults_on_record(request, database, asked):
        if not body.state:
            # Some providers refuse without the state: it ends no flow, and is told all the same.
            _must_agree(body)
        with database.write() as db:
            flow = oidc_flows.take(db, asked.key, body.state, request.cookies.get(COOKIE, ""))
        person, id_token = _proved(request, asked, flow, body)
        if flow.user_id:
            _link(request, database, flow, person)
            return OidcEntered(next=flow.back_to, linked=True)
        user = outside.once_more(database, lambda db: _account(db, asked, person))
        via = seal(key, asked.key, id_token)
        with database.write() as db:
            methods = factors.methods(db, user.id)
            if methods:
                oidc_flows.wait_for_code(db, flow, user.id, via.sealed_token)
        if methods:
            raise SecondFactorNeeded(methods=methods)
    return _enter(request, response, database, settings, user, flow, via)


def _proved(
    request: Request, provider: Provider, flow: OidcFlow, body: OidcFinish
) -> tuple[OutsidePerson, str]:
    """Who the provider says it is. Raises ``ProviderDenied`` where it says nobody."""
    provider.check_issuer(body.iss)
    _must_agree(body)
    redirect = _redirect_uri(request, provider)
    return provider.person(body.code or "", redirect, flow.verifier, flow.nonce)


def _must_agree(body: OidcFinish) -> None:
    """Raises ``ProviderDenied`` or ``ProviderUnusable`` where the provider sent an error."""
    if body.error == "access_denied":
        raise ProviderDenied
    if body.error:
        raise ProviderUnusable(f"error {body.error}")


def _account(db: Session, provider: Provider, person: OutsidePerson) -> User:
    known = outside.identity_of(db, person.issuer, person.subject)
    if known is None and not provider.settings.create_accounts:
        raise NoAccount
    user = outside.admit(db, person, provider.settings)
    if not user.active:
        raise AccountLocked
    return user


def _enter(
    request: Request,
    response: Response,
    database: Database,
    settings: Settings,
    user: User,
    flow: OidcFlow,
    via: Via,
) -> OidcEntered:
    response.delete_cookie(COOKIE, path="/api/auth")
    let_in(request, response, database, settings, user, None, via)
    return OidcEntered(next=flow.back_to, linked=False)


@router.post("/auth/oidc-code", dependencies=[_SIGN_IN, limited("sign_in")], responses={403: {}})
def send_oidc_code(
    body: SecondFactorIn,
    request: Request,
    response: Response,
    database: DatabaseOf,
    settings: SettingsOf,
    key: KeyOf,
) -> OidcEntered:
    """The account's second factor, after the provider has done its part; wrong ones count."""
    with database.read() as db:
        flow = oidc_flows.waiting(db, request.cookies.get(COOKIE, ""))
        user = db.get_one(User, flow.user_id)
    attempt = Attempt(user.login, browser_of(request).address)
    brakes.pay(database, attempt)
    if body.passkey:
        proof = passkeys.proof_in(request, settings, body.passkey.model_dump())
        passkeys.check(database, attempt, user, proof)
    else:
        second_factor.check(database, key, attempt, user, body.code)
    with database.write() as db:
        brakes.give_back(db, attempt)
        db.delete(oidc_flows.waiting(db, request.cookies.get(COOKIE, "")))
    via = Via(flow.provider, flow.id_token or "")
    return _enter(request, response, database, settings, user, flow, via)


@router.get("/auth/identities", dependencies=[SELF, PERSON])
def list_identities(db: Reads, actor: ActorOf) -> ListOf[IdentityOut]:
    """Who one is elsewhere."""
    mine = select(Identity).where(Identity.user_id == actor.id).order_by(Identity.created_at)
    return ListOf(items=[IdentityOut.model_validate(each) for each in db.scalars(mine)])


@router.post(
    "/auth/identities",
    dependencies=[SELF, PERSON, limited("account")],
    responses={404: {}, 503: {}},
)
def link_identity(
    body: LinkIn,
    request: Request,
    response: Response,
    database: DatabaseOf,
    providers: ProvidersOf,
    directory: DirectoryOf,
    actor: ActorOf,
) -> OidcGo:
    """Begin to link one's account, by password: the browser goes to ``url`` and comes back."""
    provider = _provider(providers, body.provider)
    _, attempt = person_again(request, database, directory, actor, body.password)
    with database.write() as db:
        brakes.give_back(db, attempt)
    return _go(request, response, database, provider, "/me", actor.id)


def _link(request: Request, database: Database, flow: OidcFlow, person: OutsidePerson) -> None:
    """Whoever began it must be signed in still, in this browser."""
    actor = current_actor(request)
    if actor.id != flow.user_id:
        raise FlowUnknown
    with database.write() as db:
        known = outside.identity_of(db, person.issuer, person.subject)
        if known and known.user_id != actor.id:
            raise IdentityTaken
        if known is None:
            identity = outside.attach(db, db.get_one(User, actor.id), person)
            record(db, actor, "user.linked", "user", actor.id, provider=identity.provider)


@router.delete("/auth/identities/{identity_id}", status_code=204, dependencies=[SELF, PERSON])
def unlink_identity(identity_id: str, db: Writes, actor: ActorOf) -> None:
    """Take a link away; the last of an account without a password stays (409)."""
    identity = db.get(Identity, identity_id)
    if identity is None or identity.user_id != actor.id or identity.provider == outside.LDAP:
        raise NotFound
    db.delete(identity)
    db.flush()
    user = db.get_one(User, actor.id)
    if user.source == "oidc" and not outside.has_identity(db, user.id):
        raise LastIdentity
    record(db, actor, "user.unlinked", "user", actor.id, provider=identity.provider)
