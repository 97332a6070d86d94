"""What accounts look like to the outside."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from service.accounts.roles import TokenScope
from service.accounts.units import UnitRef

Locale = Literal["zh-CN", "en"]
Name = Annotated[str, Field(min_length=1, max_length=100)]
Password = Annotated[str, Field(max_length=200)]
Login = Annotated[str, Field(pattern=r"^[a-zA-Z0-9._-]{2,50}$", examples=["zhaoliu"])]


RoleCode = Annotated[str, Field(max_length=50, examples=["legal"])]
Code = Annotated[str, Field(max_length=50, examples=["492039"])]


Encoded = Annotated[str, Field(max_length=20_000, description="base64url")]


class AssertionResponse(BaseModel):
    """``AuthenticatorAssertionResponse`` of WebAuthn, in its JSON form."""

    clientDataJSON: Encoded  # noqa: N815 - the standard's own names
    authenticatorData: Encoded  # noqa: N815
    signature: Encoded
    userHandle: Encoded | None = None  # noqa: N815


class AssertionIn(BaseModel):
    """What a device answers to a challenge (``PublicKeyCredential`` in JSON)."""

    id: Encoded
    rawId: Encoded  # noqa: N815
    type: Literal["public-key"]
    response: AssertionResponse


class SecondFactorIn(BaseModel):
    code: Code | None = Field(
        None, description="Of the authenticator app, or a recovery code; where it is asked for."
    )
    passkey: AssertionIn | None = Field(
        None, description="In place of a code: the answer to a challenge of /auth/passkeys."
    )


class SignIn(SecondFactorIn):
    login: str = Field(max_length=100, examples=["fawu"])
    password: Password


class Me(BaseModel):
    """The signed-in person."""

    id: str
    login: str
    name: str
    role: str
    source: str = Field(description="Who vouches for the person: local, ldap or oidc.")
    unit: UnitRef | None
    locale: str
    permissions: list[str] = Field(description="What the person's roles allow.")
    demo: bool
    must_change_password: bool
    must_add_factor: bool = Field(description="Nothing else works before a second factor is set.")


class Way(BaseModel):
    """A provider of single sign-on, and what its button says in each language."""

    key: str
    label_zh: str
    label_en: str


class Ways(BaseModel):
    """How one can sign in beside local accounts."""

    directory: bool = Field(description="Accounts of the company's directory serve in the form.")
    providers: list[Way]


class OidcBegin(BaseModel):
    next: str | None = Field(
        None, max_length=2000, description="Where to go afterwards; a path of this service."
    )


class OidcGo(BaseModel):
    """Where the browser goes now."""

    url: str


class OidcFinish(BaseModel):
    """What the provider sent back with the browser."""

    state: str = Field("", max_length=200)
    code: str | None = Field(None, max_length=4000)
    error: str | None = Field(None, max_length=200)
    iss: str | None = Field(None, max_length=2000)


class OidcEntered(BaseModel):
    """Signed in, or linked; ``next`` is a path of this service."""

    next: str
    linked: bool


class IdentityOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: str
    provider: str
    email: str | None
    created_at: datetime
    last_used_at: datetime | None


class LinkIn(BaseModel):
    provider: str = Field(max_length=30)
    password: Password = Field("", description="One's own, where one has one here.")


class SignedOut(BaseModel):
    url: str | None = Field(description="Of the provider, where the sign-out goes on.")


class MePatch(BaseModel):
    locale: Locale


class NewPassword(BaseModel):
    old: Password
    new: Password


class SetupState(BaseModel):
    needed: bool


class SetupIn(BaseModel):
    """The first administrator, by the code that the server printed when it started."""

    code: str = Field(max_length=100)
    login: Login
    name: Name
    password: Password


class HeldRoleOut(BaseModel):
    """A further role of a person; without an end it lasts."""

    role: Annotated[str, Field(max_length=50)]
    expires_at: datetime | None = None


class UserOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: str
    login: str
    name: str
    role: str
    source: str = Field(description="Who vouches for the person: local, ldap or oidc.")
    further_roles: list[HeldRoleOut] = []
    unit: UnitRef | None = None
    further_units: list[UnitRef] = []
    locale: str
    active: bool
    demo: bool
    must_change_password: bool
    created_at: datetime
    version: int
    second_factor: bool = False
    blocked_until: datetime | None = Field(
        None, description="After wrong passwords, no attempt is looked at before."
    )


class UserIn(BaseModel):
    login: Login
    name: Name
    role: RoleCode
    unit_id: str | None = None


class OneTimePassword(BaseModel):
    """Shown once; it must be changed at the first sign-in."""

    password: str


class NewUser(OneTimePassword):
    """A person just added."""

    user: UserOut


class Fault(BaseModel):
    code: str
    message: str


class ImportedRow(BaseModel):
    """A line of the table; ``password`` only where it was added, shown this once."""

    line: int
    login: str
    name: str
    role: str
    unit: str
    faults: list[Fault]
    password: str | None


class Imported(BaseModel):
    """``applied``: all were added; otherwise nobody was."""

    applied: bool
    ready: bool = Field(description="No row is faulty: all can be added.")
    rows: list[ImportedRow]


class UserPatch(BaseModel):
    name: Name | None = None
    role: RoleCode | None = None
    further_roles: list[HeldRoleOut] | None = Field(None, max_length=20)
    unit_id: str | None = None
    further_units: list[str] | None = Field(None, max_length=50, description="Ids of units.")
    active: bool | None = None
    source: Literal["ldap"] | None = Field(
        None,
        description="Put the account under the directory: its password goes, and whoever signs in"
        " there under its name gets it.",
    )


class SessionOut(BaseModel):
    id: str
    browser: str = Field(examples=["Chrome"])
    system: str = Field(examples=["Windows"])
    address: str
    created_at: datetime
    last_seen_at: datetime
    current: bool


class Ended(BaseModel):
    count: int


class SecondFactorState(BaseModel):
    on: bool
    recovery_left: int


class PasswordAgain(BaseModel):
    password: Password


class PasswordAndCode(PasswordAgain):
    code: Code


class CodeIn(BaseModel):
    code: Code


class EnrolmentOut(BaseModel):
    """For an authenticator app: to scan or to type in."""

    model_config = ConfigDict(from_attributes=True)

    secret: str
    uri: str
    qr: str = Field(description="The address as a QR picture (an SVG data address).")


class RecoveryCodes(BaseModel):
    """Each serves once in place of a code; shown this once."""

    codes: list[str]


class AttestationResponse(BaseModel):
    """``AuthenticatorAttestationResponse`` of WebAuthn, in its JSON form."""

    clientDataJSON: Encoded  # noqa: N815
    attestationObject: Encoded  # noqa: N815


class AttestationIn(BaseModel):
    """A key that a device has made (``PublicKeyCredential`` in JSON)."""

    id: Encoded
    rawId: Encoded  # noqa: N815
    type: Literal["public-key"]
    response: AttestationResponse


class PasskeyChange(BaseModel):
    name: Name


class PasskeyIn(PasskeyChange):
    credential: AttestationIn


class PasskeyProof(BaseModel):
    credential: AssertionIn


class PasskeyOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: str
    name: str
    synced: bool = Field(description="Kept by the maker's account, not by one device alone.")
    created_at: datetime
    last_used_at: datetime | None


class PasskeyList(BaseModel):
    items: list[PasskeyOut]
    available: bool = Field(description="Passkeys can be used at the address that was asked.")


class NewPasskey(BaseModel):
    """``recovery_codes`` where it is the first second factor; shown this once."""

    passkey: PasskeyOut
    recovery_codes: list[str]


class TokenIn(BaseModel):
    name: Name
    scope: TokenScope = Field("read", description="To look, to work, or all that the person may.")
    expires_at: datetime | None = Field(
        None, description="At most 366 days on; none: until revoked."
    )


class TokenOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: str
    name: str
    scope: str
    created_at: datetime
    last_used_at: datetime | None
    expires_at: datetime | None
    token: str | None = Field(None, description="The secret; only in the answer that creates it.")


class DemoSignIn(BaseModel):
    login: str
    name: str
    role: str
    password: str
