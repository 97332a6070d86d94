"""PostgreSQL by a driver under a permissive licence, addressed as its own programs are."""

from __future__ import annotations

import ssl
from typing import Any

from sqlalchemy import URL, Engine, create_engine
from sqlalchemy.exc import DataError, StatementError

DRIVER = "postgresql+pg8000"
_TLS_WORDS = ("sslmode", "sslrootcert", "sslcert", "sslkey")
_BAD_VALUE = "22"
"""The class of SQLSTATE for values that cannot be stored (PostgreSQL's appendix A)."""


class UnknownTlsMode(ValueError):
    """An ``sslmode`` that PostgreSQL does not know either."""


def postgres_engine(url: URL, **options: Any) -> Engine:
    """An engine for ``postgresql://…``, with libpq's ``sslmode``, ``sslrootcert`` and the like.

    Raises :class:`UnknownTlsMode`, or ``OSError`` where a certificate cannot be read.
    """
    words = {word: str(url.query[word]) for word in _TLS_WORDS if word in url.query}
    plain = url.set(drivername=DRIVER).difference_update_query(_TLS_WORDS)
    arguments = {"ssl_context": _tls(words)}
    return create_engine(plain, connect_args=arguments, **options)


def _tls(words: dict[str, str]) -> ssl.SSLContext | bool | None:
    """What the driver makes of libpq's modes: False never, None if offered, else always."""
    mode = words.get("sslmode", "prefer")
    root = words.get("sslrootcert")
    match mode:
        case "disable":
            return False
        case "allow" | "prefer":
            return None
        case "require" | "verify-ca" | "verify-full":
            context = ssl.create_default_context(cafile=root)
        case _:
            raise UnknownTlsMode(mode)
    context.check_hostname = mode == "verify-full"
    if mode == "require" and root is None:
        context.verify_mode = ssl.CERT_NONE
    if "sslcert" in words:
        context.load_cert_chain(words["sslcert"], words.get("sslkey"))
    return context


def is_bad_value(error: StatementError) -> bool:
    """Whether the database refused a value for what it is."""
    if isinstance(error, DataError):
        return True
    # The driver knows no such class of its own; the server says what it was.
    told = error.orig.args[0] if error.orig and error.orig.args else None
    return isinstance(told, dict) and str(told.get("C", "")).startswith(_BAD_VALUE)
