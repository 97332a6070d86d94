"""How people sign in who are known elsewhere: a directory (LDAP) and providers (OpenID Connect)."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Self
from urllib.parse import urlsplit

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    field_validator,
    model_validator,
)

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
ProviderKey = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,29}$")]


class RoleRule(BaseModel):
    """Which role somebody gets by their groups elsewhere.

    The first entry of ``group_roles`` whose group the person is in decides, at every sign-in;
    without entries the default role is given once and an administrator's choice stays.
    """

    model_config = ConfigDict(extra="forbid")

    group_roles: dict[str, str] = Field(default_factory=dict)
    default_role: str | None = Field(
        "handler", description="For whoever is in none of the groups; empty: they stay out."
    )

    @field_validator("default_role")
    @classmethod
    def _none_if_empty(cls, role: str | None) -> str | None:
        return role or None


class LdapSettings(RoleRule):
    """The directory whose people sign in by the ordinary form."""

    url: str = Field(
        pattern=r"^ldaps?://[^\s/]+( ldaps?://[^\s/]+)*$",
        description="One server or several, with blanks between, tried in turn.",
    )
    start_tls: bool = False
    allow_plaintext: bool = Field(
        False, description="ldap:// without StartTLS to another machine sends passwords in clear."
    )
    ca_file: Path | None = Field(None, description="PEM; default: what the system trusts.")
    bind_dn: str | None = Field(None, description="Who searches; default: anonymous.")
    bind_password_file: Path | None = None
    timeout_seconds: float = Field(5.0, gt=0, le=60)

    recheck_minutes: float = Field(
        15.0, gt=0, description="So often whoever is signed in is looked for in the directory."
    )

    search_base: str
    user_filter: str = "(&(objectClass=person)(uid={login}))"
    login_attribute: str = "uid"
    name_attribute: str = "cn"
    email_attribute: str = "mail"
    department_attribute: str = "departmentNumber"

    group_attribute: str = Field("memberOf", description="Of a person: the DNs of the groups.")
    group_search_base: str | None = Field(None, description="Default: groups are not searched.")
    group_filter: str = "(|(member={dn})(uniqueMember={dn}))"

    @model_validator(mode="after")
    def _is_sound(self) -> Self:
        hosts = [urlsplit(url) for url in self.url.split()]
        secure = self.start_tls or all(host.scheme == "ldaps" for host in hosts)
        if self.start_tls and any(host.scheme == "ldaps" for host in hosts):
            raise ValueError("start_tls: only for ldap://; ldaps:// is encrypted from the start")
        is_near = all(host.hostname in LOOPBACK for host in hosts)
        if not (secure or is_near or self.allow_plaintext):
            raise ValueError(
                "url: ldap:// 未加密，密码会明文传输；请改用 ldaps:// 或 start_tls。"
                " Passwords would go in clear: use ldaps:// or start_tls (or allow_plaintext)."
            )
        if "{login}" not in self.user_filter:
            raise ValueError("user_filter: needs {login}")
        if self.group_search_base and not {"{dn}", "{login}"} & _places(self.group_filter):
            raise ValueError("group_filter: needs {dn} or {login}")
        if (self.bind_dn is None) != (self.bind_password_file is None):
            raise ValueError("bind_dn and bind_password_file: both or neither")
        return self


def _places(template: str) -> set[str]:
    return {place for place in ("{dn}", "{login}") if place in template}


class ClaimMap(BaseModel):
    """Which claims of a provider tell what."""

    model_config = ConfigDict(extra="forbid")

    login: str = "preferred_username"
    name: str = "name"
    email: str = "email"
    department: str = "department"
    groups: str = "groups"


class OidcProvider(RoleRule):
    """A provider of OpenID Connect."""

    issuer: str = Field(pattern=r"^https?://[^?#\s]+$")
    client_id: str = Field(min_length=1)
    client_secret_file: Path | None = Field(None, description="None: a public client.")
    scopes: list[str] = ["openid", "profile", "email"]
    claims: ClaimMap = Field(default_factory=ClaimMap)
    email_domains: list[str] = Field(
        default_factory=list, description="Only verified addresses of these; none: everybody."
    )
    create_accounts: bool = Field(
        True, description="False: only people who linked it to their account come in."
    )
    label_zh: str = "单点登录"
    label_en: str = "single sign-on"
    ca_file: Path | None = Field(None, description="PEM; default: the usual authorities.")
    timeout_seconds: float = Field(10.0, gt=0, le=60)

    @model_validator(mode="after")
    def _is_sound(self) -> Self:
        if not is_protected(self.issuer):
            raise ValueError("issuer: https:// only (http:// for a loopback address)")
        if "openid" not in self.scopes:
            raise ValueError("scopes: openid is needed")
        return self


def is_protected(url: str) -> bool:
    """Whether nobody on the way can read or change what is asked there."""
    parts = urlsplit(url)
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)
