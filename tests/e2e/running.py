"""A whole installation in a folder of its own: everything that ``jianqi run`` starts."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import uvicorn
from fastapi import FastAPI

from service.accounts.demo import DEMO_PASSWORD, create_demo_people
from service.kernel.db import Database
from service.migrations import upgrade

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM_ARGS = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"]
CHROMIUM = "/usr/bin/chromium"


@dataclass(frozen=True, slots=True)
class Running:
    """An installation that answers at ``url``."""

    url: str
    client: httpx.Client

    def upload(self, path: Path, name: str | None = None, **fields: str) -> dict[str, Any]:
        """Upload one file as the legal officer and wait until it is read; the ended job."""
        files = {"file": (name or path.name, path.read_bytes())}
        sent = self.client.post("/api/contracts", files=files, data=fields)
        sent.raise_for_status()
        return self.ended(sent.json()["items"][0]["job_id"])

    def ended(self, job_id: str, seconds: float = 150) -> dict[str, Any]:
        """The job once it stands still; fails when it takes longer than ``seconds``."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            job: dict[str, Any] = self.client.get(f"/api/jobs/{job_id}").json()
            if job["state"] in {"done", "failed", "cancelled"}:
                return job
            time.sleep(0.4)
        raise AssertionError(f"not read after {seconds} s: {job}")


@contextmanager
def installation(folder: Path, **settings: str) -> Iterator[Running]:
    """Start everything on a new database with the demo people; stop it at the end.

    ``settings`` are further ones by their environment names.
    """
    data = folder / "data"
    data.mkdir()
    database_url = settings.get("JIANQI_DATABASE_URL", f"sqlite:///{data / 'jianqi.db'}")
    upgrade(database_url)
    with Database(database_url).write() as db:
        create_demo_people(db)
    with started(folder, **settings) as running:
        yield running


@contextmanager
def started(folder: Path, **settings: str) -> Iterator[Running]:
    """Start everything on the data that ``folder`` holds; stop it at the end."""
    port = _free_port()
    environment = environment_of(folder, JIANQI_PORT=str(port), **settings)
    log = (folder / "run.log").open("w")
    server = subprocess.Popen(
        [sys.executable, "-m", "service.cli", "run"],
        cwd=ROOT,
        env=environment,
        stdout=log,
        stderr=subprocess.STDOUT,
    )
    url = f"http://127.0.0.1:{port}"
    try:
        with httpx.Client(base_url=url, timeout=60) as client:
            _await_answer(client, server, folder / "run.log")
            signed_in(client, "fawu")
            yield Running(url, client)
    finally:
        server.send_signal(signal.SIGINT)
        try:
            server.wait(20)
        except subprocess.TimeoutExpired:
            server.kill()
        log.close()


@contextmanager
def serving(app: FastAPI, **config: Any) -> Iterator[int]:
    """The API alone, in this process; the port at which it answers."""
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="warning", **config))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until = time.monotonic() + 60
    while not server.started:
        assert time.monotonic() < until, "the API did not start"
        time.sleep(0.05)
    yield server.servers[0].sockets[0].getsockname()[1]
    server.should_exit = True
    thread.join(10)


def environment_of(folder: Path, **settings: str) -> dict[str, str]:
    """The environment in which ``jianqi`` works on the installation in ``folder``."""
    return os.environ | {
        "JIANQI_DATA": str(folder / "data"),
        "JIANQI_KEY_FILE": str(folder / "master.key"),
        "JIANQI_DEMO": "false",
        **settings,
    }


def command(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """``jianqi`` with these words, on the installation in ``folder``."""
    return subprocess.run(
        [sys.executable, "-m", "service.cli", *words],
        cwd=ROOT,
        env=environment_of(folder),
        capture_output=True,
        text=True,
        timeout=120,
    )


def signed_in(client: httpx.Client, login: str) -> None:
    """Sign ``client`` in and let it send the token that writes need."""
    answer = client.post("/api/auth/sign-in", json={"login": login, "password": DEMO_PASSWORD})
    answer.raise_for_status()
    client.headers["X-CSRF-Token"] = client.cookies["jianqi_csrf"]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _await_answer(client: httpx.Client, server: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until and server.poll() is None:
        try:
            client.get("/api/meta")
        except httpx.TransportError:
            time.sleep(0.3)
        else:
            return
    raise AssertionError(f"jianqi run does not answer:\n{log.read_text()[-3000:]}")
