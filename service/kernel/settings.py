"""What an installation may choose: environment ``JIANQI_*`` first, then ``jianqi.toml``."""

from __future__ import annotations

import os
from datetime import time
from functools import cached_property, lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from service.kernel.outside_settings import LdapSettings, OidcProvider, ProviderKey
from service.kernel.rates import Limits

ROOT = Path(__file__).resolve().parents[2]
LONGEST_SOCKET_PATH = 107
"""In bytes (unix(7)); a longer path cannot be bound."""


class Settings(BaseSettings):
    """Every setting. Nothing set means the embedded profile: all parts inside ``data``."""

    model_config = SettingsConfigDict(
        env_prefix="JIANQI_",
        env_nested_delimiter="__",
        toml_file=os.environ.get("JIANQI_CONFIG", "jianqi.toml"),
        extra="forbid",
    )

    data: Path = Field(ROOT / "data", description="Folder of all state.")
    key_file: Path | None = Field(
        None, description="The master key. Default: ~/.config/jianqi/<name of data>.key"
    )

    host: str = Field(
        "127.0.0.1", description="Address to listen on; others than loopback need TLS."
    )
    port: int = Field(8000, ge=1, le=65535)
    public_url: str | None = Field(
        None,
        pattern=r"^https?://[^/?#@\s]+$",
        description="Where people open it: https://contracts.example.com ; default: as asked.",
    )
    tls_certificate: Path | None = None
    tls_key: Path | None = None

    database_url: str | None = Field(None, description="postgresql://… ; default: SQLite.")
    broker_url: str | None = Field(None, description="redis://… ; default: a private valkey.")
    qdrant_url: str | None = Field(None, description="http://… ; default: Qdrant inside the API.")
    qdrant_api_key: SecretStr | None = None
    files_url: str | None = Field(None, description="s3://bucket/prefix ; default: a local folder.")

    ocr_engine: Literal["rapidocr", "tesseract"] = "rapidocr"
    ocr_processes: int | None = Field(None, ge=1, description="Default: by cores and free memory.")
    worker_memory_bytes: int = Field(
        6 * 1024**3, ge=1024**3, description="A page that needs more of a worker is given up."
    )
    embedder: str = Field(
        "use-multilingual", description="or the name or folder of a sentence-transformers model."
    )

    session_idle_hours: float = Field(
        12.0, gt=0, description="A browser's session ends after so long without use."
    )
    session_days: float = Field(14.0, gt=0, description="… and after so long in any case.")

    ldap: LdapSettings | None = Field(None, description="A directory whose people may sign in.")
    oidc: dict[ProviderKey, OidcProvider] = Field(
        default_factory=dict, description="Providers of single sign-on, each under a short name."
    )
    second_factor: Literal["optional", "admins", "everyone"] = Field(
        "optional", description="Who must have a second factor to go on after signing in."
    )

    limits: Limits = Field(Limits(), description="How often one caller may make expensive calls.")

    max_upload_bytes: int = Field(200 * 1024 * 1024, ge=1)
    lease_seconds: float = Field(
        20.0, gt=0, description="A silent worker loses its job after this."
    )
    heartbeat_seconds: float = Field(5.0, gt=0)
    page_attempts: int = Field(3, ge=1, description="A page that fails so often is quarantined.")
    page_seconds: float = Field(180.0, gt=0, description="A page that takes longer is given up.")

    backup_to: str | None = Field(
        None, description="Folder or s3://bucket/prefix of the nightly backup; default: none."
    )
    backup_at: time = Field(time(2, 0), description="When the nightly backup begins, China time.")
    backup_keep: int = Field(30, ge=1, description="So many backups stay at the place.")
    drill_days: int = Field(
        30, ge=0, description="A restore drill after so many days; 0: only when ordered."
    )

    mail_host: str | None = Field(None, description="Mail server (SMTP); default: no mails.")
    mail_port: int = Field(587, ge=1, le=65535)
    mail_security: Literal["starttls", "tls", "none"] = "starttls"
    mail_user: str | None = None
    mail_password_file: Path | None = Field(None, description="A file with the password, 0600.")
    mail_from: str | None = Field(
        None,
        pattern=r"^[^\r\n]*[^@\s<>]+@[^@\s<>]+>?$",
        description="contracts@example.com, or Name <contracts@example.com>",
    )
    mail_ca_file: Path | None = Field(None, description="Certificates to trust, for one's own CA.")
    mail_titles: bool = Field(True, description="Whether mails name contracts by their titles.")

    work_from: time = Field(time(7, 0), description="Working hours, China time.")
    work_until: time = Field(time(22, 0))
    work_days_only: bool = Field(
        False, description="Days off by the State Council's calendar count as outside, too."
    )
    anomaly_download_contracts: int = Field(
        50, ge=0, description="So many contracts downloaded or exported by a person; 0: not told."
    )
    anomaly_download_minutes: int = Field(60, ge=1, le=10_080)
    anomaly_night_contracts: int = Field(
        10, ge=0, description="So many contracts opened outside working hours; 0: not told."
    )
    anomaly_night_minutes: int = Field(480, ge=1, le=10_080)
    anomaly_refused_account: int = Field(
        8, ge=0, description="So many refused sign-ins to one account; 0: not told."
    )
    anomaly_refused_address: int = Field(
        25, ge=0, description="So many refused sign-ins from one address; 0: not told."
    )
    anomaly_refused_minutes: int = Field(60, ge=1, le=10_080)

    demo: bool = Field(True, description="Load the demo data on the first start.")
    log_format: Literal["text", "json"] = "text"

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return (init_settings, env_settings, TomlConfigSettingsSource(settings_cls))

    def elsewhere(self, data: Path, **changes: Any) -> Settings:
        """The same choices for another data folder; nothing resolved for this one is kept."""
        return Settings(**{**self.model_dump(), **changes, "data": data})

    @cached_property
    def resolved_database_url(self) -> str:
        return self.database_url or f"sqlite:///{self.data.absolute() / 'jianqi.db'}"

    @cached_property
    def broker_socket(self) -> Path:
        """Inside the data folder; under /tmp where that path is too long for a socket."""
        inside = self.data.absolute() / "run" / "valkey.sock"
        if len(os.fsencode(inside)) <= LONGEST_SOCKET_PATH:
            return inside
        name = sha256(os.fsencode(self.data.absolute())).hexdigest()[:16]
        return Path("/tmp") / f"jianqi-{name}" / "valkey.sock"

    @cached_property
    def resolved_broker_url(self) -> str:
        return self.broker_url or f"redis+socket://{self.broker_socket}"

    @cached_property
    def resolved_key_file(self) -> Path:
        """Outside the data folder, so that a copy of the data alone opens nothing."""
        if self.key_file:
            return self.key_file
        name = str(self.data.absolute()).strip("/").replace("/", "-")
        return Path.home() / ".config" / "jianqi" / f"{name}.key"

    @property
    def address(self) -> str:
        """Where this process itself listens, for people to open."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{'https' if self.has_tls else 'http'}://{host}:{self.port}"

    @property
    def has_tls(self) -> bool:
        return self.tls_certificate is not None and self.tls_key is not None


class BadSettings(Exception):
    """A setting that cannot be used; the message names it and the mend."""


def load_settings() -> Settings:
    """Read the settings or raise :class:`BadSettings` with every fault in plain words."""
    try:
        settings = Settings()
    except ValidationError as error:
        faults = "\n".join(
            f"  {'.'.join(str(part) for part in fault['loc'])}: {fault['msg']}"
            for fault in error.errors()
        )
        raise BadSettings(
            f"Settings cannot be used (环境变量 JIANQI_* / jianqi.toml):\n{faults}"
        ) from None
    if settings.host not in {"127.0.0.1", "localhost", "::1"} and not settings.has_tls:
        raise BadSettings(
            "host: 未设置 TLS 时只能监听本机；请设置 tls_certificate 与 tls_key。"
            " Without tls_certificate and tls_key only a loopback address is allowed."
        )
    return settings


@lru_cache
def settings() -> Settings:
    """The settings of this process, read once."""
    return load_settings()
