"""A real directory server for tests: Debian's slapd with people, groups and its own certificate."""

from __future__ import annotations

import ipaddress
import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.servers import free_port

BASE = "dc=example,dc=com"
SERVICE_DN = f"cn=jianqi,{BASE}"
SERVICE_PASSWORD = "the search account's own"
PASSWORD = "目录里的密码 2026"
"""Of everybody in the directory."""

_CONFIG = """\
include /etc/ldap/schema/core.schema
include /etc/ldap/schema/cosine.schema
include /etc/ldap/schema/inetorgperson.schema
pidfile {folder}/slapd.pid
modulepath /usr/lib/ldap
moduleload back_mdb
moduleload memberof
TLSCACertificateFile {folder}/ca.pem
TLSCertificateFile {folder}/server.pem
TLSCertificateKeyFile {folder}/server.key
database mdb
suffix "{base}"
rootdn "cn=root,{base}"
rootpw root
directory {folder}/db
overlay memberof
access to attrs=userPassword by anonymous auth by * none
access to * by dn.exact="{service}" read by self read by anonymous auth by * none
"""
_PEOPLE = (
    ("zhangwei", "张伟", "zhangwei@example.com", "采购部"),
    ("lina", "李娜", "lina@example.com", "法务部"),
    ("wangfang", "王芳", "wangfang@example.com", ""),
    ("admin", "目录里的管理员", "root@example.com", "信息部"),
)


def _entry(dn: str, *lines: str) -> str:
    return "\n".join([f"dn: {dn}", *lines, "", ""])


def person_dn(uid: str) -> str:
    return f"uid={uid},ou=people,{BASE}"


def person(uid: str, name: str, mail: str, department: str) -> str:
    """The entry of a person, as LDIF."""
    return _entry(
        person_dn(uid),
        "objectClass: inetOrgPerson",
        f"cn: {name}",
        f"sn: {name[0]}",
        f"mail: {mail}",
        f"userPassword: {PASSWORD}",
        *([f"departmentNumber: {department}"] if department else []),
    )


def _group(name: str, *members: str) -> str:
    return _entry(
        f"cn={name},ou=groups,{BASE}",
        "changetype: add",
        "objectClass: groupOfNames",
        *(f"member: {person_dn(uid)}" for uid in members),
    )


def _ldif() -> str:
    return "".join(
        [
            _entry(BASE, "objectClass: domain", "dc: example"),
            _entry(f"ou=people,{BASE}", "objectClass: organizationalUnit"),
            _entry(f"ou=groups,{BASE}", "objectClass: organizationalUnit"),
            _entry(
                SERVICE_DN,
                "objectClass: organizationalRole",
                "objectClass: simpleSecurityObject",
                f"userPassword: {SERVICE_PASSWORD}",
            ),
            *(person(*one) for one in _PEOPLE),
        ]
    )


@dataclass
class Slapd:
    """A running server: plain and StartTLS on one port, TLS on the other."""

    folder: Path
    port: int = field(default_factory=free_port)
    tls_port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"ldap://localhost:{self.port}"

    @property
    def tls_url(self) -> str:
        return f"ldaps://localhost:{self.tls_port}"

    @property
    def ca_file(self) -> Path:
        return self.folder / "ca.pem"

    def start(self) -> None:
        listeners = f"ldap://127.0.0.1:{self.port}/ ldaps://127.0.0.1:{self.tls_port}/"
        command = ["/usr/sbin/slapd", "-f", str(self.folder / "slapd.conf"), "-h", listeners]
        log = (self.folder / "log").open("ab")
        self.process = subprocess.Popen([*command, "-d", "0"], stdout=log, stderr=log)
        for _ in range(200):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.tls_port)) == 0:
                    return
            time.sleep(0.05)
        raise RuntimeError((self.folder / "log").read_text(errors="replace"))

    def stop(self) -> None:
        if self.process:
            self.process.send_signal(signal.SIGCONT)
            self.process.terminate()
            self.process.wait(10)
            self.process = None

    @contextmanager
    def frozen(self) -> Iterator[None]:
        """The kernel still takes connections, and nobody answers."""
        assert self.process
        self.process.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self.process.send_signal(signal.SIGCONT)

    def change(self, ldif: str) -> None:
        """Change entries as the directory's own administrator."""
        command = ["ldapmodify", "-x", "-H", self.url, "-D", f"cn=root,{BASE}", "-w", "root"]
        subprocess.run(command, input=ldif.encode(), check=True, stdout=subprocess.DEVNULL)


def make_authority(
    folder: Path, name: str = "ca"
) -> tuple[x509.Certificate, ec.EllipticCurvePrivateKey]:
    """A certificate authority; its certificate lies in ``folder`` as ``NAME.pem``."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"Test authority {name}")])
    certificate = (
        _certificate(subject, subject, key.public_key())
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    (folder / f"{name}.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    return certificate, key


def _certificate(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey
) -> x509.CertificateBuilder:
    moment = datetime.now(UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(moment - timedelta(days=1))
        .not_valid_after(moment + timedelta(days=2))
    )


def make_certificate(folder: Path, names: list[str]) -> None:
    """``server.pem`` and ``server.key`` for the host names, of a fresh authority ``ca.pem``."""
    authority, authority_key = make_authority(folder)
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, names[0])])
    addresses = [x509.IPAddress(ipaddress.ip_address("127.0.0.1"))] if "localhost" in names else []
    certificate = (
        _certificate(subject, authority.subject, key.public_key())
        .add_extension(
            x509.SubjectAlternativeName([*map(x509.DNSName, names), *addresses]), critical=False
        )
        .sign(authority_key, hashes.SHA256())
    )
    (folder / "server.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    (folder / "server.key").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )


@contextmanager
def slapd(folder: Path, names: tuple[str, ...] = ("localhost",)) -> Iterator[Slapd]:
    """A server with the people and groups of this module, certified for ``names``."""
    if shutil.which("slapd", path=f"{os.environ['PATH']}:/usr/sbin") is None:
        raise RuntimeError("slapd is not installed: apt-get install slapd ldap-utils")
    (folder / "db").mkdir(parents=True)
    make_certificate(folder, list(names))
    config = folder / "slapd.conf"
    config.write_text(_CONFIG.format(folder=folder, base=BASE, service=SERVICE_DN))
    command = ["/usr/sbin/slapadd", "-f", str(config)]
    subprocess.run(command, input=_ldif().encode(), check=True, stderr=subprocess.DEVNULL)
    server = Slapd(folder)
    server.start()
    try:
        # memberOf is the server's own: it appears as groups are added.
        server.change(_group("legal", "lina") + _group("contract-admins", "wangfang"))
        yield server
    finally:
        server.stop()
