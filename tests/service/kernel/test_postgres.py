"""PostgreSQL over TLS and without, addressed as its own programs are."""

from __future__ import annotations

import ssl
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import make_url, text
from sqlalchemy.exc import StatementError

from service.kernel.db import open_engine
from service.kernel.postgres import UnknownTlsMode, is_bad_value
from tests.servers import postgres

pytestmark = pytest.mark.server


@dataclass(frozen=True, slots=True)
class Server:
    """A server with a certificate of its own for the name localhost."""

    url: str
    certificate: Path

    def address(self, **query: str) -> str:
        url = make_url(self.url).update_query_dict(query)
        return url.render_as_string(hide_password=False)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("tls")
    certificate, key = folder / "server.crt", folder / "server.key"
    subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"]
    made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", *subject]
    subprocess.run(
        [*made, "-keyout", str(key), "-out", str(certificate)], check=True, capture_output=True
    )
    with postgres(certificate, key) as url:
        yield Server(url, certificate)


def is_encrypted(url: str) -> bool:
    engine = open_engine(url)
    own = text("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()")
    with engine.connect() as connection:
        answer = bool(connection.scalar(own))
    engine.dispose()
    return answer


@pytest.mark.parametrize(
    ("mode", "encrypted"), [("disable", False), ("prefer", True), ("require", True)]
)
def test_the_mode_decides_whether_the_way_is_encrypted(
    server: Server, mode: str, encrypted: bool
) -> None:
    assert is_encrypted(server.address(sslmode=mode)) is encrypted


def test_a_certificate_is_held_against_its_root_and_its_name(server: Server) -> None:
    root = str(server.certificate)
    assert is_encrypted(server.address(sslmode="verify-ca", sslrootcert=root))
    with pytest.raises(ssl.SSLCertVerificationError):
        is_encrypted(server.address(sslmode="verify-ca"))
    # The certificate names localhost, the address says 127.0.0.1.
    with pytest.raises(ssl.SSLCertVerificationError):
        is_encrypted(server.address(sslmode="verify-full", sslrootcert=root))
    by_name = server.address(sslmode="verify-full", sslrootcert=root)
    assert is_encrypted(by_name.replace("127.0.0.1", "localhost"))


def test_an_unknown_mode_is_refused(server: Server) -> None:
    with pytest.raises(UnknownTlsMode):
        open_engine(server.address(sslmode="maybe"))


@pytest.mark.parametrize(
    ("statement", "bad"),
    [("SELECT CAST('x' AS integer)", True), ("SELECT 1 / 0", True), ("SELECT nothing", False)],
)
def test_a_value_that_cannot_be_is_told_from_other_errors(
    server: Server, statement: str, bad: bool
) -> None:
    engine = open_engine(server.url)
    with engine.connect() as connection, pytest.raises(StatementError) as refused:
        connection.execute(text(statement))
    assert is_bad_value(refused.value) is bad
