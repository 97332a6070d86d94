"""HTTPS by two settings: what is served, what is refused, and a renewed certificate."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
import uvicorn
from cryptography import x509
from fastapi import FastAPI

from service import doctor, supervisor
from service.accounts.demo import DEMO_PASSWORD
from service.kernel.certificates import BadCertificate, Renewal, check_pair
from service.kernel.settings import BadSettings, Settings, load_settings
from service.supervisor import CannotStart
from tests.factories.certificates import Authority


class Pair:
    """A certificate and its key, in files."""

    def __init__(self, folder: Path) -> None:
        self.authority = Authority(folder)
        self.certificate, self.key = folder / "server.pem", folder / "server.key"
        self.serial = self.authority.issue(self.certificate, self.key)

    def renew(self, **life: float) -> int:
        return self.authority.issue(self.certificate, self.key, timedelta(**life or {"days": 90}))

    def settings(self, settings: Settings) -> Settings:
        changes = {"tls_certificate": self.certificate, "tls_key": self.key}
        return settings.model_copy(update=changes)


@pytest.fixture
def pair(tmp_path: Path) -> Pair:
    return Pair(tmp_path)


@pytest.fixture
def served(app: FastAPI, pair: Pair) -> Iterator[tuple[int, Renewal]]:
    """The application over HTTPS: its port, and what takes renewed certificates."""
    app.state.settings = pair.settings(app.state.settings)
    config = uvicorn.Config(
        app, port=0, log_level="warning", ssl_certfile=pair.certificate, ssl_keyfile=pair.key
    )
    config.load()
    assert config.ssl is not None
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive()
        thread.join(0.05)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield port, Renewal(config.ssl, pair.certificate, pair.key)
    server.should_exit = True
    thread.join(10)


def trusting(pair: Pair) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=str(pair.authority.path))


def serial_at(port: int) -> int:
    """The serial number of the certificate that is served to who comes now."""
    return x509.load_pem_x509_certificate(
        ssl.get_server_certificate(("127.0.0.1", port)).encode()
    ).serial_number


@pytest.mark.timeout(120)
def test_who_trusts_the_authority_is_served_and_stays_on_https(
    served: tuple[int, Renewal], pair: Pair
) -> None:
    url = f"https://localhost:{served[0]}"
    with httpx.Client(base_url=url, verify=trusting(pair)) as client:
        body = {"login": "fawu", "password": DEMO_PASSWORD}
        answer = client.post("/api/auth/sign-in", json=body)
        assert answer.status_code == 200
        assert all("; Secure" in cookie for cookie in answer.headers.get_list("set-cookie"))
        assert answer.headers["strict-transport-security"] == "max-age=31536000"
        assert client.get("/api/auth/me").status_code == 200
        health = client.get("/healthz").json()
        assert health["certificate"] == "ok"
        assert health["certificate_until"].startswith("20")


@pytest.mark.timeout(120)
def test_plain_http_gets_no_answer_there(served: tuple[int, Renewal]) -> None:
    with pytest.raises(httpx.TransportError):
        httpx.get(f"http://127.0.0.1:{served[0]}/api/meta")


@pytest.mark.timeout(120)
def test_a_renewed_certificate_is_taken_while_an_upload_runs(
    served: tuple[int, Renewal], pair: Pair
) -> None:
    port, renewal = served
    with httpx.Client(base_url=f"https://localhost:{port}", verify=trusting(pair)) as client:
        body = {"login": "fawu", "password": DEMO_PASSWORD}
        client.post("/api/auth/sign-in", json=body)
        csrf, session = client.cookies["jianqi_csrf"], client.cookies["jianqi_session"]
    form = (
        b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n'
        b"Content-Type: text/plain\r\n\r\n" + "设备采购合同".encode() * 2000 + b"\r\n--x--\r\n"
    )
    head = (
        f"POST /api/contracts HTTP/1.1\r\nHost: localhost\r\nX-CSRF-Token: {csrf}\r\n"
        f"Cookie: jianqi_session={session}\r\nContent-Length: {len(form)}\r\n"
        "Content-Type: multipart/form-data; boundary=x\r\nConnection: close\r\n\r\n"
    )
    raw = socket.create_connection(("127.0.0.1", port), timeout=30)
    with trusting(pair).wrap_socket(raw, server_hostname="localhost") as upload:
        upload.sendall(head.encode() + form[:1000])
        assert not renewal.look(), "nothing has changed"
        renewed = pair.renew()
        assert renewal.look()
        assert serial_at(port) == renewed != pair.serial
        upload.sendall(form[1000:])
        answer = b"".join(iter(lambda: upload.recv(65536), b""))
    assert answer.startswith(b"HTTP/1.1 202"), answer[:200]


@pytest.mark.timeout(120)
def test_a_half_written_renewal_is_left_until_it_fits(
    served: tuple[int, Renewal], pair: Pair
) -> None:
    port, renewal = served
    old_key = pair.key.read_bytes()
    renewed = pair.renew()
    new_key = pair.key.read_bytes()
    pair.key.write_bytes(old_key)
    assert not renewal.look()
    assert serial_at(port) == pair.serial
    pair.key.write_bytes(new_key)
    assert renewal.look()
    assert serial_at(port) == renewed


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (lambda pair: pair.renew(days=-2), "expired"),
        (lambda pair: pair.certificate.write_text("rubbish"), "PEM"),
        (lambda pair: pair.certificate.unlink(), "No such file"),
        (lambda pair: pair.key.write_text("rubbish"), "does not belong"),
        (lambda pair: Authority(pair.key.parent).issue(pair.key.parent / "x", pair.key), "belong"),
    ],
)
def test_a_pair_that_cannot_serve_stops_the_start_and_says_why(
    settings: Settings, pair: Pair, spoil: Callable[[Pair], object], reason: str
) -> None:
    check_pair(pair.certificate, pair.key)
    spoil(pair)
    with pytest.raises(BadCertificate, match=reason):
        check_pair(pair.certificate, pair.key)
    with pytest.raises(CannotStart, match="tls_certificate"):
        supervisor._check_certificate(pair.settings(settings))
    assert doctor._certificate(pair.settings(settings)).grade == 2


@pytest.mark.parametrize(("days", "grade"), [(90, 0), (20, 1), (-2, 2)])
def test_doctor_tells_when_to_renew(settings: Settings, pair: Pair, days: int, grade: int) -> None:
    pair.renew(days=days)
    assert doctor._certificate(pair.settings(settings)).grade == grade


def test_without_a_certificate_no_other_machine_is_served(
    monkeypatch: pytest.MonkeyPatch, pair: Pair
) -> None:
    monkeypatch.setenv("JIANQI_HOST", "0.0.0.0")
    with pytest.raises(BadSettings, match="loopback"):
        load_settings()
    monkeypatch.setenv("JIANQI_TLS_CERTIFICATE", str(pair.certificate))
    with pytest.raises(BadSettings, match="loopback"):
        load_settings()
    monkeypatch.setenv("JIANQI_TLS_KEY", str(pair.key))
    assert load_settings().address.startswith("https://")
