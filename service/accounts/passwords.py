"""Which passwords are accepted, how they are kept, and passwords that serve once."""

from __future__ import annotations

import re
import secrets
from functools import lru_cache
from pathlib import Path

from pwdlib import PasswordHash

from service.kernel.errors import AppError

MIN_PASSWORD = 10
FEWEST_CHARACTERS = 4
"""A password of fewer different characters is a pattern."""
_COMMON = Path(__file__).with_name("common_passwords.txt")
_ROWS = (
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890",
    "qwertyuiopasdfghjklzxcvbnm",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
)
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
_EDGES = re.compile(r"^[\W\d_]+|[\W\d_]+$")

_hasher = PasswordHash.recommended()
_DUMMY_HASH = _hasher.hash(secrets.token_hex(8))


class WeakPassword(AppError):
    """Too short to be safe."""

    code = "weak_password"
    status = 422


class CommonPassword(AppError):
    """Among the first that anybody would guess."""

    code = "common_password"
    status = 422


class PasswordLikeName(AppError):
    """The person's own login or name."""

    code = "password_like_name"
    status = 422


class PasswordUnchanged(AppError):
    """The new password is the old one."""

    code = "password_unchanged"
    status = 422


@lru_cache
def _common() -> frozenset[str]:
    lines = _COMMON.read_text(encoding="utf-8").splitlines()
    return frozenset(line.casefold() for line in lines if line and not line.startswith("#"))


def check_strength(password: str, login: str, name: str) -> None:
    """Raises ``WeakPassword``, ``CommonPassword`` or ``PasswordLikeName``.

    Figures and signs around a common word (``Password2024!!``) do not make it another one.
    """
    if len(password) < MIN_PASSWORD:
        raise WeakPassword(minimum=MIN_PASSWORD)
    folded = password.casefold().strip()
    core = _EDGES.sub("", folded)
    own = {login.casefold(), name.casefold().replace(" ", "")}
    if {folded, folded[::-1], core, core.replace(" ", "")} & own:
        raise PasswordLikeName
    if {folded, core} & _common() or len(set(folded)) < FEWEST_CHARACTERS or _is_row(folded):
        raise CommonPassword


def _is_row(folded: str) -> bool:
    """Letters, figures or keys in their order, forwards or backwards, again and again."""
    return any(folded in (row * 4) or folded in (row[::-1] * 4) for row in _ROWS)


def hash_password(password: str) -> str:
    """Argon2id."""
    return _hasher.hash(password)


def is_right(password: str, password_hash: str | None) -> bool:
    """Takes the same time without a hash to compare with."""
    right = _hasher.verify(password, password_hash or _DUMMY_HASH)
    return right and password_hash is not None


def one_time_password() -> str:
    """79 bits of chance in four groups, without characters that look alike."""
    return readable_secret(4)


def readable_secret(groups: int) -> str:
    """Groups of four characters that can be copied by hand, about 20 bits each."""
    return "-".join("".join(secrets.choice(_ALPHABET) for _ in range(4)) for _ in range(groups))
