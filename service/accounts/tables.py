"""People, their roles and organisation units, their sessions and tokens, what slows guessing."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from service.kernel.clock import new_id, now
from service.kernel.db import Base


class Unit(Base):
    """A group, company or department (组织单元); they form a tree by ``parent_id``.

    An inactive unit keeps what hangs on it and can be chosen no more.
    """

    __tablename__ = "units"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    kind: Mapped[str]
    name: Mapped[str]
    name_en: Mapped[str | None]
    code: Mapped[str | None] = mapped_column(unique=True)
    parent_id: Mapped[str | None] = mapped_column(index=True)
    position: Mapped[int] = mapped_column(default=0)
    active: Mapped[bool] = mapped_column(default=True)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}


class UnitAncestor(Base):
    """A unit and one that it lies under, itself included: the tree as one join.

    ``accounts.units.replant`` writes it anew whenever the tree changes.
    """

    __tablename__ = "unit_ancestors"

    unit_id: Mapped[str] = mapped_column(
        ForeignKey("units.id", ondelete="CASCADE"), primary_key=True
    )
    ancestor_id: Mapped[str] = mapped_column(
        ForeignKey("units.id", ondelete="CASCADE"), primary_key=True, index=True
    )


class Role(Base):
    """What a kind of work may do, and how far it reaches (``kernel.permissions.Scope``)."""

    __tablename__ = "roles"

    code: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    name_en: Mapped[str]
    scope: Mapped[str]
    permissions: Mapped[list[str]]
    built_in: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}


class User(Base):
    """A person who can sign in, with a main role and unit; further ones stand beside."""

    __tablename__ = "users"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    login: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    role: Mapped[str] = mapped_column(ForeignKey("roles.code"), index=True)
    unit_id: Mapped[str | None] = mapped_column(ForeignKey("units.id"), index=True)
    password_hash: Mapped[str | None]
    """None: the account has no password here."""
    source: Mapped[str] = mapped_column(default="local")
    """Who vouches for the person: ``local`` (a password here), ``ldap`` or ``oidc``."""
    must_change_password: Mapped[bool] = mapped_column(default=False)
    locale: Mapped[str] = mapped_column(default="zh-CN")
    active: Mapped[bool] = mapped_column(default=True)
    demo: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(default=now)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}

    main_role: Mapped[Role] = relationship(lazy="selectin", viewonly=True)
    further_roles: Mapped[list[RoleHolding]] = relationship(lazy="selectin", viewonly=True)
    further_units: Mapped[list[UnitMember]] = relationship(lazy="selectin", viewonly=True)


class RoleHolding(Base):
    """A further role of a person; it ends by itself at ``expires_at``."""

    __tablename__ = "role_holdings"

    user_id: Mapped[str] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), primary_key=True
    )
    role_code: Mapped[str] = mapped_column(ForeignKey("roles.code"), primary_key=True, index=True)
    expires_at: Mapped[datetime | None]

    role: Mapped[Role] = relationship(lazy="joined", innerjoin=True, viewonly=True)


class UnitMember(Base):
    """A further unit of a person."""

    __tablename__ = "unit_members"

    user_id: Mapped[str] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), primary_key=True
    )
    unit_id: Mapped[str] = mapped_column(
        ForeignKey("units.id", ondelete="CASCADE"), primary_key=True, index=True
    )


class Identity(Base):
    """Who a person is elsewhere: at the directory, or at a provider of single sign-on."""

    __tablename__ = "identities"
    __table_args__ = (UniqueConstraint("issuer", "subject"),)

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    user_id: Mapped[str] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    provider: Mapped[str]
    issuer: Mapped[str]
    subject: Mapped[str]
    email: Mapped[str | None]
    created_at: Mapped[datetime] = mapped_column(default=now)
    last_used_at: Mapped[datetime | None]


class SignInSession(Base):
    """A browser's session; only a hash of its secret is stored."""

    __tablename__ = "sessions"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    token_hash: Mapped[str] = mapped_column(unique=True)
    user_id: Mapped[str] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    user_agent: Mapped[str]
    address: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(default=now)
    last_seen_at: Mapped[datetime] = mapped_column(default=now)
    expires_at: Mapped[datetime]
    provider: Mapped[str | None]
    """By which provider of single sign-on the session was opened."""
    id_token: Mapped[str | None]
    """Sealed; the provider wants it back when the person signs out there, too."""


class KnownDevice(Base):
    """A browser from which somebody has signed in; only a hash of its cookie is stored."""

    __tablename__ = "known_devices"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    user_id: Mapped[str] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    secret_hash: Mapped[str] = mapped_column(index=True)
    created_at: Mapped[datetime] = mapped_column(default=now)
    last_seen_at: Mapped[datetime]


class ApiToken(Base):
    """A program's bearer token; only a hash of its secret is stored."""

    __tablename__ = "api_tokens"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    token_hash: Mapped[str] = mapped_column(unique=True)
    user_id: Mapped[str] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    name: Mapped[str]
    scope: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(default=now)
    last_used_at: Mapped[datetime | None]
    expires_at: Mapped[datetime | None]


class OidcFlow(Base):
    """A sign-in by a provider that is under way; one use, one browser, hashes of both secrets.

    With ``user_id`` it links that account. With ``id_token`` (sealed) the provider has done its
    part, and the account ``user_id`` is still asked for its second factor.
    """

    __tablename__ = "oidc_flows"

    state_hash: Mapped[str] = mapped_column(primary_key=True)
    browser_hash: Mapped[str] = mapped_column(index=True)
    provider: Mapped[str]
    nonce: Mapped[str]
    verifier: Mapped[str]
    back_to: Mapped[str]
    user_id: Mapped[str | None] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), index=True
    )
    id_token: Mapped[str | None]
    expires_at: Mapped[datetime]


class SignInBrake(Base):
    """Failed attempts under one login or from one address; ``key`` is a hash of which."""

    __tablename__ = "sign_in_brakes"

    key: Mapped[str] = mapped_column(primary_key=True)
    failures: Mapped[int] = mapped_column(default=0)
    last_at: Mapped[datetime]
    blocked_until: Mapped[datetime | None]


class SetupCode(Base):
    """The right to make the first administrator, in at most one row; only its hash is stored."""

    __tablename__ = "setup_codes"

    id: Mapped[int] = mapped_column(primary_key=True, default=1)
    code_hash: Mapped[str]
    expires_at: Mapped[datetime]


class SecondFactor(Base):
    """The secret of a person's one-time codes, encrypted under the master key.

    It counts once ``confirmed_at`` is set; a code of ``last_step`` (30 s each) or before is spent.
    """

    __tablename__ = "second_factors"

    user_id: Mapped[str] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), primary_key=True
    )
    sealed: Mapped[str]
    confirmed_at: Mapped[datetime | None]
    last_step: Mapped[int] = mapped_column(default=0)


class RecoveryCode(Base):
    """Serves once in place of a one-time code; only a hash of it is stored."""

    __tablename__ = "recovery_codes"

    code_hash: Mapped[str] = mapped_column(primary_key=True)
    user_id: Mapped[str] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)


class Passkey(Base):
    """A public key whose other half a device of the person keeps (WebAuthn).

    ``credential_id`` and ``public_key`` (COSE) are base64url; ``sign_count`` is the device's own
    counter at the last use, 0 where it has none; ``synced``: it is kept by more than one device.
    """

    __tablename__ = "passkeys"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    user_id: Mapped[str] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    name: Mapped[str]
    credential_id: Mapped[str] = mapped_column(unique=True)
    public_key: Mapped[str]
    sign_count: Mapped[int] = mapped_column(BigInteger)
    synced: Mapped[bool]
    created_at: Mapped[datetime] = mapped_column(default=now)
    last_used_at: Mapped[datetime | None]


class PasskeyChallenge(Base):
    """What a device has to sign, once; only hashes are stored.

    ``user_id``: whose device is to make a passkey; none where somebody wants to sign in.
    """

    __tablename__ = "passkey_challenges"

    challenge_hash: Mapped[str] = mapped_column(primary_key=True)
    browser_hash: Mapped[str]
    user_id: Mapped[str | None] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    expires_at: Mapped[datetime]
