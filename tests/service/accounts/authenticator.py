"""A device that keeps passkeys, in software: real keys, real CBOR; it lies where a test wants."""

from __future__ import annotations

import base64
import hashlib
import json
import os
from dataclasses import dataclass, field
from typing import Any

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

PRESENT, VERIFIED, HAS_KEY = 0x01, 0x04, 0x40


def encoded(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def decoded(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


@dataclass
class Device:
    """One passkey on one device; ``origin`` is where its browser believes to be."""

    origin: str = "http://localhost"
    key: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )
    credential_id: bytes = field(default_factory=lambda: os.urandom(32))
    counter: int = 0
    flags: int = PRESENT | VERIFIED
    user_handle: bytes = b""

    def make(self, options: dict[str, Any]) -> dict[str, Any]:
        """``navigator.credentials.create`` in JSON."""
        self.user_handle = decoded(options["user"]["id"])
        numbers = self.key.public_key().public_numbers()
        cose = {1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32), -3: numbers.y.to_bytes(32)}
        own = bytes(16) + len(self.credential_id).to_bytes(2) + self.credential_id
        data = self._data(options["rp"]["id"], HAS_KEY) + own + cbor2.dumps(cose)
        attestation = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data})
        return self._credential(
            clientDataJSON=encoded(self._client_data("webauthn.create", options["challenge"])),
            attestationObject=encoded(attestation),
        )

    def answer(self, options: dict[str, Any], **lies: Any) -> dict[str, Any]:
        """``navigator.credentials.get`` in JSON; ``lies``: challenge, origin, rp_id, type."""
        self.counter += 1 if self.counter else 0
        kind = lies.get("type", "webauthn.get")
        challenge = lies.get("challenge", options["challenge"])
        client = self._client_data(kind, challenge, lies.get("origin"))
        data = self._data(lies.get("rp_id", options["rpId"]))
        signed = data + hashlib.sha256(client).digest()
        return self._credential(
            clientDataJSON=encoded(client),
            authenticatorData=encoded(data),
            signature=encoded(self.key.sign(signed, ec.ECDSA(hashes.SHA256()))),
            userHandle=encoded(self.user_handle),
        )

    def _client_data(self, kind: str, challenge: str, origin: str | None = None) -> bytes:
        told = {"type": kind, "challenge": challenge, "origin": origin or self.origin}
        return json.dumps(told).encode()

    def _data(self, rp_id: str, more: int = 0) -> bytes:
        head = hashlib.sha256(rp_id.encode()).digest()
        return head + bytes([self.flags | more]) + self.counter.to_bytes(4)

    def _credential(self, **response: str) -> dict[str, Any]:
        name = encoded(self.credential_id)
        return {"id": name, "rawId": name, "type": "public-key", "response": response}
