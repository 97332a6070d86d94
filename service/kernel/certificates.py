"""The certificate under which this process serves HTTPS: until when, and taking a renewed one."""

from __future__ import annotations

import ssl
import threading
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509

from service.kernel.clock import now
from service.kernel.logs import log

SOON = timedelta(days=21)
"""Then it is time to renew."""
LOOK_SECONDS = 30.0


class BadCertificate(Exception):
    """The pair of files cannot serve; the message says which and why."""


def expires(certificate: Path) -> datetime:
    """The moment (UTC) at which the first certificate of a PEM file ends.

    Raises :class:`BadCertificate`.
    """
    try:
        return x509.load_pem_x509_certificates(certificate.read_bytes())[0].not_valid_after_utc
    except OSError as error:
        raise BadCertificate(f"{certificate}: {error.strerror}") from None
    except ValueError:
        raise BadCertificate(f"{certificate}: 不是 PEM 证书 not a PEM certificate") from None


def check_pair(certificate: Path, key: Path) -> None:
    """Raises :class:`BadCertificate` unless the two files belong together and serve today."""
    if expires(certificate) <= now():
        raise BadCertificate(f"{certificate}: 已过期 it has expired")
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(certificate, key)
    except (OSError, ssl.SSLError):
        raise BadCertificate(
            f"{key}: 私钥无法读取，或与证书不匹配"
            " the key cannot be read, or does not belong to the certificate"
        ) from None


class Renewal:
    """Lets a running server take a renewed certificate; connections that are open go on.

    A pair that does not fit (the key may be written after the certificate) is left until it does.
    """

    def __init__(self, context: ssl.SSLContext, certificate: Path, key: Path) -> None:
        self._context = context
        self._files = (certificate, key)
        self._served = self._seen()
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stopped.set()
        self._thread.join()

    def look(self) -> bool:
        """Take the files if they changed and fit; whether they were taken."""
        seen = self._seen()
        if seen is None or seen == self._served:
            return False
        try:
            check_pair(*self._files)
            self._context.load_cert_chain(*self._files)
        except (BadCertificate, OSError) as error:
            log.warning("certificate_not_taken", reason=str(error))
            return False
        self._served = seen
        log.info("certificate_renewed", until=expires(self._files[0]).isoformat())
        return True

    def _watch(self) -> None:
        while not self._stopped.wait(LOOK_SECONDS):
            self.look()

    def _seen(self) -> tuple[bytes, ...] | None:
        """What the files hold: tools that renew may keep names, times and sizes."""
        try:
            return tuple(path.read_bytes() for path in self._files)
        except OSError:
            return None
