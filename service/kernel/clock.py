"""Time and identifiers: one home, so that a test can hold the clock."""

from __future__ import annotations

import secrets
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

LOCAL = ZoneInfo("Asia/Shanghai")
"""The zone in which a contract's days begin and end."""

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"


def now() -> datetime:
    """The present moment, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """The present day where the contracts live."""
    return datetime.now(LOCAL).date()


def _base32(value: int, length: int) -> str:
    digits = []
    for _ in range(length):
        value, digit = divmod(value, 32)
        digits.append(_ALPHABET[digit])
    return "".join(reversed(digits))


def new_id() -> str:
    """A fresh identifier that sorts by the time it was made (26 characters)."""
    milliseconds = int(now().timestamp() * 1000)
    return _base32(milliseconds, 10) + _base32(secrets.randbits(80), 16)
