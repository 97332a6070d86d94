"""Servers for tests, each private to the test run: Debian's PostgreSQL and Redis, moto's S3."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx


def free_port() -> int:
    """A port that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def postgres(certificate: Path | None = None, key: Path | None = None) -> Iterator[str]:
    """A PostgreSQL server with an empty database; yields its URL. With a certificate it has TLS."""
    binaries = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    if not binaries:
        raise RuntimeError("PostgreSQL is not installed: apt-get install postgresql")
    folder = Path(tempfile.mkdtemp(prefix="jianqi-pg-"))
    if os.getuid() == 0:
        shutil.chown(folder, "postgres")
    port = free_port()
    run = _AsPostgres(binaries[-1])
    run("initdb", "-D", str(folder / "db"), "-A", "trust", "-U", "postgres")
    options = f"-c listen_addresses=127.0.0.1 -c port={port} -c fsync=off -k {folder}"
    if certificate and key:
        for file in (certificate, key):
            shutil.copy(file, folder / "db" / file.name)
            shutil.chown(folder / "db" / file.name, folder.owner())
        (folder / "db" / key.name).chmod(0o600)
        options += f" -c ssl=on -c ssl_cert_file={certificate.name} -c ssl_key_file={key.name}"
    run("pg_ctl", "-D", str(folder / "db"), "-o", options, "-l", str(folder / "log"), "-w", "start")
    try:
        yield f"postgresql://postgres@127.0.0.1:{port}/postgres"
    finally:
        run("pg_ctl", "-D", str(folder / "db"), "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


class _AsPostgres:
    """Runs PostgreSQL's programs; as root, in the name of its own user, as it demands."""

    def __init__(self, binaries: Path) -> None:
        self._binaries = binaries

    def __call__(self, program: str, *options: str) -> None:
        command: Sequence[str] = [str(self._binaries / program), *options]
        if os.getuid() == 0:
            command = ["runuser", "-u", "postgres", "--", *command]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd="/tmp")


@contextmanager
def redis_server() -> Iterator[str]:
    """Debian's Redis server; yields its URL."""
    if shutil.which("redis-server") is None:
        raise RuntimeError("Redis is not installed: apt-get install redis-server")
    port = free_port()
    process = subprocess.Popen(
        ["redis-server", "--port", str(port), "--save", "", "--appendonly", "no"],
        stdout=subprocess.DEVNULL,
        cwd="/tmp",
    )
    try:
        _wait_for(port)
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        process.terminate()
        process.wait(10)


@dataclass(frozen=True, slots=True)
class Bucket:
    """An empty bucket of an S3 server, and the variables by which programs reach it."""

    url: str
    environment: dict[str, str]


@contextmanager
def s3_server() -> Iterator[Bucket]:
    """A server that speaks the S3 protocol; it keeps what it gets in memory."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(port)
        address = f"http://127.0.0.1:{port}"
        httpx.put(f"{address}/vault").raise_for_status()
        yield Bucket(
            "s3://vault",
            {
                "AWS_ENDPOINT_URL": address,
                "AWS_ALLOW_HTTP": "true",
                "AWS_REGION": "us-east-1",
                "AWS_ACCESS_KEY_ID": "test",
                "AWS_SECRET_ACCESS_KEY": "test",
            },
        )
    finally:
        process.terminate()
        process.wait(10)


def _wait_for(port: int) -> None:
    for _ in range(400):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise RuntimeError(f"nothing answers at port {port}")
