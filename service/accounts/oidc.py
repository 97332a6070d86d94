"""A provider of OpenID Connect: where it asks its people, and what its answers are worth.

The authorization code flow with PKCE (RFC 7636). An id token counts only if the provider's own key
signed it, for this client, for this very sign-in (nonce), and it has not run out.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import re
import ssl
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

import httpx
import jwt

from service.accounts.outside import OutsidePerson
from service.kernel.errors import AppError, Forbidden
from service.kernel.outside_settings import OidcProvider, is_protected

ALGORITHMS = frozenset(
    {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"}
)
"""Signatures by a key pair only: never none, never a shared secret."""
LEEWAY_SECONDS = 60
METADATA_SECONDS = 3600.0
KEYS_SECONDS = 600.0
MOST_BYTES = 1024 * 1024
_LOGIN = re.compile(r"[\w.@+-]{1,100}")

Document = dict[str, Any]


class ProviderFault(AppError):
    """``reason`` is for log and console, not for strangers."""

    status = 503

    def __init__(self, reason: object) -> None:
        super().__init__()
        self.reason = str(reason)


class ProviderUnreachable(ProviderFault):
    """The provider does not answer, or not in time."""

    code = "oidc_unreachable"


class ProviderUnusable(ProviderFault):
    """The provider answers, but not as OpenID Connect and the settings ask."""

    code = "oidc_unusable"


class ForgedToken(Forbidden):
    """The id token is not the provider's for this sign-in, or has run out."""

    code = "oidc_token_invalid"

    def __init__(self, reason: object) -> None:
        super().__init__()
        self.reason = str(reason)


class EmailRefused(Forbidden):
    """No verified address of a domain that may come in."""

    code = "oidc_email_refused"


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the provider says of itself, as far as it is used here."""

    authorization: str
    token: str
    keys: str
    userinfo: str | None
    end_session: str | None
    tells_issuer: bool
    by_post: bool


def challenge_of(verifier: str) -> str:
    """PKCE's S256."""
    digest = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


class Provider:
    """One provider of the settings. Its description and keys are kept for a while.

    Calls raise ``ProviderUnreachable`` or ``ProviderUnusable``.
    """

    def __init__(self, key: str, settings: OidcProvider) -> None:
        self.key = key
        self.settings = settings
        self._metadata: tuple[float, Metadata] | None = None
        self._keys: tuple[float, list[Document]] | None = None

    def address(self, redirect_uri: str, state: str, nonce: str, verifier: str) -> str:
        """Where the person goes to say who they are."""
        asked = {
            "response_type": "code",
            "client_id": self.settings.client_id,
            "redirect_uri": redirect_uri,
            "scope": " ".join(self.settings.scopes),
            "state": state,
            "nonce": nonce,
            "code_challenge": challenge_of(verifier),
            "code_challenge_method": "S256",
        }
        return _with(self.metadata().authorization, asked)

    def sign_out_address(self, id_token: str, back_to: str) -> str | None:
        """Where the person signs out at the provider, too; none where it has no such place."""
        place = self.metadata().end_session
        if place is None:
            return None
        asked = {
            "id_token_hint": id_token,
            "client_id": self.settings.client_id,
            "post_logout_redirect_uri": back_to,
        }
        return _with(place, asked)

    def check_issuer(self, told: str | None) -> None:
        """Raises ``ForgedToken`` where another provider answered than was asked (RFC 9207)."""
        if told is None and not self.metadata().tells_issuer:
            return
        if told != self.settings.issuer:
            raise ForgedToken(f"the answer is of {told}")

    def person(
        self, code: str, redirect_uri: str, verifier: str, nonce: str
    ) -> tuple[OutsidePerson, str]:
        """Who the code stands for, and the id token.

        Raises ``ForgedToken`` and ``EmailRefused``, too.
        """
        tokens = self._redeem(code, redirect_uri, verifier)
        id_token = tokens.get("id_token")
        if not isinstance(id_token, str):
            raise ProviderUnusable("no id_token: is the scope openid allowed to this client?")
        claims = self._verified(id_token, nonce)
        return self._person(self._completed(claims, tokens)), id_token

    def check(self) -> int:
        """How many keys the provider signs with, for the console; looks at its description, its
        keys and the client's own secret."""
        self._secret()
        keys = self._signing_keys(anew=True)
        usable = [key for key in keys if any(_fits(key, each) for each in ALGORITHMS)]
        if not usable:
            raise ProviderUnusable(f"{self.metadata().keys}: no key for signatures")
        return len(usable)

    def metadata(self) -> Metadata:
        """The provider's description, at most an hour old."""
        if self._metadata is None or time.monotonic() - self._metadata[0] > METADATA_SECONDS:
            self._metadata = time.monotonic(), self._discovered()
        return self._metadata[1]

    def _discovered(self) -> Metadata:
        issuer = self.settings.issuer
        told = self._ask("GET", f"{issuer.rstrip('/')}/.well-known/openid-configuration")
        if told.get("issuer") != issuer:
            raise ProviderUnusable(
                f"issuer is {told.get('issuer')!r} there, {issuer!r} in settings"
            )

        def place(name: str, needed: bool = False) -> str | None:
            value = told.get(name)
            if value is None and not needed:
                return None
            if not isinstance(value, str) or not is_protected(value):
                raise ProviderUnusable(f"{name} is {value!r}")
            return value

        methods = told.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
        return Metadata(
            authorization=place("authorization_endpoint", needed=True) or "",
            token=place("token_endpoint", needed=True) or "",
            keys=place("jwks_uri", needed=True) or "",
            userinfo=place("userinfo_endpoint"),
            end_session=place("end_session_endpoint"),
            tells_issuer=told.get("authorization_response_iss_parameter_supported") is True,
            by_post="client_secret_basic" not in methods and "client_secret_post" in methods,
        )

    def _redeem(self, code: str, redirect_uri: str, verifier: str) -> Document:
        settings, metadata = self.settings, self.metadata()
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": redirect_uri,
            "code_verifier": verifier,
        }
        headers = {}
        secret = self._secret()
        if secret is not None and not metadata.by_post:
            pair = f"{quote(settings.client_id, safe='')}:{quote(secret, safe='')}"
            headers["Authorization"] = "Basic " + base64.b64encode(pair.encode()).decode()
        else:
            form["client_id"] = settings.client_id
            if secret is not None:
                form["client_secret"] = secret
        return self._ask("POST", metadata.token, data=form, headers=headers)

    def _secret(self) -> str | None:
        path = self.settings.client_secret_file
        if path is None:
            return None
        try:
            return path.read_text(encoding="utf-8").strip()
        except OSError as error:
            raise ProviderUnusable(f"{path}: {error.strerror}") from error

    def _verified(self, id_token: str, nonce: str) -> Document:
        """The claims of a token that is what it should be. Raises ``ForgedToken``."""
        try:
            header = jwt.get_unverified_header(id_token)
            algorithm = header.get("alg")
            if algorithm not in ALGORITHMS or "crit" in header:
                raise ForgedToken(f"alg {algorithm!r}")
            claims: Document = jwt.decode(
                id_token,
                self._key(header.get("kid"), algorithm),
                algorithms=[algorithm],
                audience=self.settings.client_id,
                issuer=self.settings.issuer,
                leeway=LEEWAY_SECONDS,
                options={
                    "require": ["iss", "sub", "aud", "exp", "iat"],
                    "enforce_minimum_key_length": True,
                },
            )
        except jwt.PyJWTError as error:
            raise ForgedToken(f"{type(error).__name__}: {error}") from error
        told = claims.get("nonce")
        if not isinstance(told, str) or not hmac.compare_digest(told.encode(), nonce.encode()):
            raise ForgedToken("nonce")
        several = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
        if (several or "azp" in claims) and claims.get("azp") != self.settings.client_id:
            raise ForgedToken(f"azp {claims.get('azp')!r}")
        if not claims["sub"] or len(claims["sub"]) > 255:
            raise ForgedToken("sub")
        return claims

    def _key(self, kid: object, algorithm: str) -> Any:
        """The provider's key for a token; asked for anew where it is not known: keys rotate."""
        for anew in (False, True):
            fitting = [
                key
                for key in self._signing_keys(anew)
                if (kid is None or key.get("kid") == kid) and _fits(key, algorithm)
            ]
            if len(fitting) == 1:
                return jwt.PyJWK.from_dict(fitting[0], algorithm).key
        raise ForgedToken(f"no key {kid!r} for {algorithm}")

    def _signing_keys(self, anew: bool) -> list[Document]:
        kept = self._keys
        if kept is None or anew or time.monotonic() - kept[0] > KEYS_SECONDS:
            told = self._ask("GET", self.metadata().keys).get("keys")
            keys = [key for key in told if isinstance(key, dict)] if isinstance(told, list) else []
            kept = self._keys = time.monotonic(), keys
        return kept[1]

    def _completed(self, claims: Document, tokens: Document) -> Document:
        """With what only the userinfo endpoint tells; of another person it tells nothing."""
        names = self.settings.claims
        wanted = {names.login, names.name, names.email}
        wanted |= {names.groups} if self.settings.group_roles else set()
        place, access = self.metadata().userinfo, tokens.get("access_token")
        if wanted <= claims.keys() or place is None or not isinstance(access, str):
            return claims
        told = self._ask("GET", place, headers={"Authorization": f"Bearer {access}"})
        if told.get("sub") != claims["sub"]:
            raise ForgedToken("userinfo is of another person")
        return told | claims

    def _person(self, claims: Document) -> OutsidePerson:
        settings, names = self.settings, self.settings.claims
        email = _text(claims, names.email)
        if settings.email_domains:
            domain = (email or "").rpartition("@")[2].casefold()
            is_ours = domain in {one.casefold() for one in settings.email_domains}
            if not is_ours or claims.get("email_verified") is not True:
                raise EmailRefused
        login = _text(claims, names.login) or email or ""
        if not _LOGIN.fullmatch(login):
            raise ProviderUnusable(f"the claim {names.login} is no usable user name: {login!r}")
        groups = claims.get(names.groups) or []
        known = {groups} if isinstance(groups, str) else {str(group) for group in groups}
        mapped = (role for group, role in settings.group_roles.items() if group in known)
        return OutsidePerson(
            source="oidc",
            provider=self.key,
            issuer=settings.issuer,
            subject=claims["sub"],
            login=login,
            name=_text(claims, names.name) or login,
            email=email,
            department=_text(claims, names.department),
            role=next(mapped, settings.default_role),
        )

    def _ask(self, method: str, url: str, **more: Any) -> Document:
        """The JSON of an answer, within bounds of size and time; redirects are not followed."""
        settings = self.settings
        deadline = time.monotonic() + settings.timeout_seconds
        body = b""
        try:
            context = ssl.create_default_context(cafile=settings.ca_file)
            with (
                httpx.Client(timeout=settings.timeout_seconds, verify=context) as client,
                client.stream(method, url, **more) as answer,
            ):
                for part in answer.iter_bytes():
                    body += part
                    if len(body) > MOST_BYTES or time.monotonic() > deadline:
                        raise ProviderUnreachable(f"{url}: too long an answer")
        except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
            raise ProviderUnreachable(f"{url}: {type(error).__name__}: {error}") from error
        if answer.status_code >= 500:
            raise ProviderUnreachable(f"{url}: {answer.status_code}")
        try:
            told = json.loads(body)
        except ValueError:
            told = None
        if answer.status_code != 200 or not isinstance(told, dict):
            cause = told.get("error") if isinstance(told, dict) else "no JSON object"
            raise ProviderUnusable(f"{url}: {answer.status_code} {cause}")
        return told


def _with(url: str, asked: dict[str, str]) -> str:
    return f"{url}{'&' if '?' in url else '?'}{urlencode(asked)}"


_KINDS = {"RS": "RSA", "PS": "RSA", "ES": "EC", "Ed": "OKP"}


def _fits(key: Document, algorithm: str) -> bool:
    """Whether a key may have made a signature of this kind."""
    return (
        key.get("kty") == _KINDS[algorithm[:2]]
        and key.get("use", "sig") == "sig"
        and key.get("alg", algorithm) == algorithm
    )


def _text(claims: Document, name: str) -> str | None:
    value = claims.get(name)
    return value.strip()[:100] or None if isinstance(value, str) else None
