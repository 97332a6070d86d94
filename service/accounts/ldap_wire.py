"""The road to a directory: a connection that is encrypted, checked, and given up in time.

libldap's own TLS may wait without end for a server that has fallen silent, and does not tell a
wrong certificate from an absent server. So TLS is Python's here, and libldap speaks in clear over
a pair of sockets that never leave this process.
"""

from __future__ import annotations

import select
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from service.kernel.errors import AppError
from service.kernel.outside_settings import LdapSettings

_PORTS = {"ldap": 389, "ldaps": 636}
_START_TLS = bytes.fromhex("301d02010177188016") + b"1.3.6.1.4.1.1466.20037"
"""An extended request, message 1 (RFC 4511, 4.14)."""
_LONGEST_ANSWER = 4096
_CHUNK = 65536


class DirectoryFault(AppError):
    """The directory cannot be asked; ``reason`` is for log and console, not for strangers."""

    status = 503

    def __init__(self, reason: object) -> None:
        super().__init__()
        self.reason = str(reason)


class DirectoryUnreachable(DirectoryFault):
    """No server of the directory answers, or not in time."""

    code = "directory_unreachable"


class DirectoryUntrusted(DirectoryFault):
    """The server cannot prove that it is the directory: its certificate, or it has no TLS."""

    code = "directory_untrusted"


class DirectoryRefused(DirectoryFault):
    """The directory answers, but does not do what the settings ask of it."""

    code = "directory_refused"


@contextmanager
def wire(settings: LdapSettings) -> Iterator[socket.socket]:
    """A socket on which the directory listens in clear.

    Raises ``DirectoryUnreachable`` where none of its servers can be reached, and
    ``DirectoryUntrusted``, where one can, but is not who it should be.
    """
    secure = _first_reachable(settings)
    if not isinstance(secure, ssl.SSLSocket):
        with secure:
            yield secure
        return
    near, far = socket.socketpair()
    pump = threading.Thread(
        target=_pump, args=(secure, far, settings.timeout_seconds), name="ldap", daemon=True
    )
    pump.start()
    with near:
        yield near


def _first_reachable(settings: LdapSettings) -> socket.socket:
    for url in settings.url.split():
        try:
            return _connected(url, settings)
        except OSError as error:
            cause = error
    raise DirectoryUnreachable(cause) from cause


def _connected(url: str, settings: LdapSettings) -> socket.socket:
    parts = urlsplit(url)
    host = parts.hostname or ""
    address = (host, parts.port or _PORTS[parts.scheme])
    plain = socket.create_connection(address, settings.timeout_seconds)
    try:
        if settings.start_tls:
            _ask_for_tls(plain)
        if not settings.start_tls and parts.scheme == "ldap":
            plain.settimeout(None)
            return plain
        context = _context(settings)
        return context.wrap_socket(plain, server_hostname=host)
    except ssl.SSLError as error:
        plain.close()
        reason = getattr(error, "verify_message", "") or error.reason or type(error).__name__
        raise DirectoryUntrusted(reason) from error
    except BaseException:
        plain.close()
        raise


def _context(settings: LdapSettings) -> ssl.SSLContext:
    try:
        return ssl.create_default_context(cafile=settings.ca_file)
    except OSError as error:
        raise DirectoryUntrusted(f"{settings.ca_file}: {error.strerror}") from error


def _ask_for_tls(plain: socket.socket) -> None:
    """Raises ``DirectoryUntrusted`` where the server refuses: nothing goes on in clear."""
    plain.sendall(_START_TLS)
    answer = b""
    while len(answer) < 2 or len(answer) < 2 + answer[1]:
        part = plain.recv(_LONGEST_ANSWER)
        if not part:
            raise ConnectionResetError("the server hung up")
        answer += part
        if len(answer) > _LONGEST_ANSWER or answer[:1] != b"\x30" or answer[1:2] > b"\x7f":
            break
    # SEQUENCE, message id 1, [APPLICATION 24], resultCode success; and nothing after it that
    # somebody on the way could have put there before the encryption.
    is_granted = answer[2:6] == b"\x02\x01\x01\x78" and answer[7:10] == b"\x0a\x01\x00"
    if not is_granted or len(answer) != 2 + answer[1]:
        raise DirectoryUntrusted("StartTLS refused")


def _pump(secure: ssl.SSLSocket, plain: socket.socket, timeout_seconds: float) -> None:
    """Carry bytes both ways until one side hangs up."""
    with secure, plain:
        try:
            while True:
                ready = [secure] if secure.pending() else select.select([secure, plain], [], [])[0]
                if secure in ready and not _carry_in(secure, plain):
                    return
                if plain in ready:
                    out = plain.recv(_CHUNK)
                    if not out:
                        return
                    secure.settimeout(timeout_seconds)
                    secure.sendall(out)
        except OSError:
            return


def _carry_in(secure: ssl.SSLSocket, plain: socket.socket) -> bool:
    """What has come, which may be a part of TLS's own talk; false at the end."""
    secure.settimeout(0)
    try:
        data = secure.recv(_CHUNK)
    except ssl.SSLWantReadError:
        return True
    plain.sendall(data)
    return bool(data)
