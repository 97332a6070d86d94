"""A provider of OpenID Connect that lies on demand, for tests of who believes it."""

from __future__ import annotations

import base64
import hashlib
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

CLIENT = "jianqi"
SECRET = "the client's own: 100% +&="


class Key:
    """A key pair for signatures under a name."""

    def __init__(self, kid: str) -> None:
        self.kid = kid
        self.private = rsa.generate_private_key(public_exponent=65537, key_size=2048)

    def public(self) -> dict[str, Any]:
        said: dict[str, Any] = json.loads(RSAAlgorithm.to_jwk(self.private.public_key()))
        return said | {"kid": self.kid, "use": "sig"}

    def sign(self, claims: dict[str, Any], **headers: Any) -> str:
        return jwt.encode(claims, self.private, "RS256", {"kid": self.kid} | headers)


class StandIn:
    """An honest provider, until a test changes what it says."""

    def __init__(self) -> None:
        self.port = 0
        self.key = Key("one")
        self.published: list[dict[str, Any]] = [self.key.public()]
        self.subject = "u-1"
        self.claims: dict[str, Any] = {
            "preferred_username": "zhaoliu",
            "name": "赵六",
            "email": "zhaoliu@example.com",
            "email_verified": True,
        }
        self.told: dict[str, Any] = {}
        """What the userinfo endpoint says beside the subject."""
        self.metadata: dict[str, Any] = {}
        """Differences of the description from the honest one."""
        self.token: Callable[[dict[str, Any]], str | None] = lambda claims: self.key.sign(claims)
        """Makes the id token of the honest claims."""
        self.broken: dict[str, tuple[int, bytes]] = {}
        """By path, an answer in place of the honest one."""
        self.asked: list[str] = []
        self._codes: dict[str, dict[str, str]] = {}

    @property
    def issuer(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def agree(self, url: str) -> dict[str, str]:
        """The person agrees to what the browser was sent to ask; the state and the code."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
        code = f"code-{len(self._codes)}"
        self._codes[code] = asked
        return {"state": asked["state"], "code": code}

    def answer(self, path: str, form: dict[str, str], headers: Any) -> tuple[int, bytes]:
        self.asked.append(path)
        if path in self.broken:
            return self.broken[path]
        honest: dict[str, Callable[[], Any]] = {
            "/.well-known/openid-configuration": self._describe,
            "/keys": lambda: {"keys": self.published},
            "/token": lambda: self._redeem(form, headers),
            "/userinfo": lambda: {"sub": self.subject} | self.told,
        }
        told = honest[path]()
        return (200, json.dumps(told).encode()) if told else (400, b'{"error": "invalid_grant"}')

    def _describe(self) -> dict[str, Any]:
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            "userinfo_endpoint": f"{self.issuer}/userinfo",
            "end_session_endpoint": f"{self.issuer}/end",
        } | self.metadata

    def _redeem(self, form: dict[str, str], headers: Any) -> dict[str, Any] | None:
        asked = self._codes.pop(form.get("code", ""), None)
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).decode().rstrip("=")
        pair = base64.b64encode(f"{CLIENT}:{quote(SECRET, safe='')}".encode()).decode()
        is_right = (
            asked is not None
            and asked["code_challenge"] == challenge
            and asked["code_challenge_method"] == "S256"
            and asked["redirect_uri"] == form["redirect_uri"]
            and headers["Authorization"] == f"Basic {pair}"
        )
        if asked is None or not is_right:
            return None
        moment = int(time.time())
        claims = {
            "iss": self.issuer,
            "aud": CLIENT,
            "sub": self.subject,
            "iat": moment,
            "exp": moment + 300,
            "nonce": asked["nonce"],
        }
        return {
            "access_token": "access",
            "token_type": "Bearer",
            "id_token": self.token(claims | self.claims),
        }


@contextmanager
def stand_in() -> Iterator[StandIn]:
    """A stand-in that listens on a port of its own."""
    provider = StandIn()

    class Handler(BaseHTTPRequestHandler):
        def _told(self) -> None:
            length = int(self.headers.get("content-length") or 0)
            form = {k: v[0] for k, v in parse_qs(self.rfile.read(length).decode()).items()}
            status, body = provider.answer(urlsplit(self.path).path, form, self.headers)
            self.send_response(status)
            if 300 <= status < 400:
                self.send_header("Location", f"{provider.issuer}/elsewhere")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_POST = _told  # noqa: N815

        def log_message(self, format: str, *args: Any) -> None:
            """Nothing on the console."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    provider.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join(10)
