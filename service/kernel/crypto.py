"""Encryption at rest: a fresh key for every file, wrapped by the master key (AES-256-GCM).

The master key stands in a file of its own, outside the data folder. Whoever loses it loses the
files; whoever copies the data without it can open nothing.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_MAGIC = b"JQ1"
_NONCE = 12
_WRAPPED = _NONCE + 32 + 16


class CannotDecrypt(Exception):
    """The bytes were changed, or were encrypted under another master key."""


@dataclass(frozen=True, slots=True)
class MasterKey:
    """The one secret of an installation (32 bytes)."""

    secret: bytes

    def _derived(self, purpose: bytes) -> bytes:
        return hmac.digest(self.secret, b"jianqi/" + purpose, hashlib.sha256)

    @property
    def fingerprint(self) -> str:
        """Tells keys apart, and tells nothing of the key (16 hex digits)."""
        return self._derived(b"fingerprint").hex()[:16]

    def keyed_hash(self, data: bytes) -> str:
        """An address for ``data`` that only the holder of the key can work out."""
        return hmac.digest(self._derived(b"address"), data, hashlib.sha256).hex()

    def encrypt(self, data: bytes) -> bytes:
        """``JQ1 | nonce | wrapped file key | nonce | ciphertext``."""
        file_key, outer, inner = secrets.token_bytes(32), os.urandom(_NONCE), os.urandom(_NONCE)
        wrapped = AESGCM(self._derived(b"wrap")).encrypt(outer, file_key, _MAGIC)
        return _MAGIC + outer + wrapped + inner + AESGCM(file_key).encrypt(inner, data, _MAGIC)

    def decrypt(self, sealed: bytes) -> bytes:
        """The inverse of :meth:`encrypt`; raises :class:`CannotDecrypt`."""
        if not sealed.startswith(_MAGIC):
            raise CannotDecrypt
        outer = sealed[3 : 3 + _NONCE]
        wrapped = sealed[3 + _NONCE : 3 + _WRAPPED]
        inner = sealed[3 + _WRAPPED : 3 + _WRAPPED + _NONCE]
        try:
            file_key = AESGCM(self._derived(b"wrap")).decrypt(outer, wrapped, _MAGIC)
            return AESGCM(file_key).decrypt(inner, sealed[3 + _WRAPPED + _NONCE :], _MAGIC)
        except (InvalidTag, ValueError):
            raise CannotDecrypt from None


class BadKeyFile(Exception):
    """The key file cannot be used; the message says why and what to do."""


def load_key(path: Path) -> MasterKey:
    """The master key in a file. Raises :class:`BadKeyFile`."""
    try:
        secret = bytes.fromhex(path.read_text(encoding="ascii").strip())
    except FileNotFoundError:
        raise BadKeyFile(
            f"找不到主密钥文件：{path}。没有它无法读取数据，请从您的副本恢复。"
            " The master key file is missing; without it nothing can be read:"
            " put back your copy of it."
        ) from None
    except (ValueError, UnicodeDecodeError):
        secret = b""
    if len(secret) != 32:
        raise BadKeyFile(
            f"主密钥文件无法使用：{path}。请从备份恢复，不要删除。"
            " The master key file cannot be used; restore it from your copy, do not delete it."
        )
    return MasterKey(secret)


def create_key(path: Path, secret: bytes | None = None) -> MasterKey:
    """Write a new master key, or ``secret``, into a file that does not exist yet."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    chosen = secret or secrets.token_bytes(32)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as handle:
        handle.write(chosen.hex() + "\n")
        handle.flush()
        os.fsync(handle.fileno())
    return MasterKey(chosen)
