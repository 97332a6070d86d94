"""What the supervisor starts, starts again and ends."""

from __future__ import annotations

import os
import re
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from service import supervisor
from service.kernel.queue import QUEUES
from service.kernel.settings import LONGEST_SOCKET_PATH, Settings
from service.supervisor import CannotStart, Child, Keeper

FOREVER = [sys.executable, "-c", "import time; time.sleep(600)"]
STUBBORN = [
    sys.executable,
    "-c",
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('ready', flush=True)"
    "; time.sleep(600)",
]


def until(what: Callable[[], object], seconds: float = 10) -> None:
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end, "it did not come about"
        time.sleep(0.02)


def alive(child: Child) -> bool:
    return child.process is not None and child.process.poll() is None


@pytest.fixture
def keep() -> Iterator[Callable[..., Keeper]]:
    """Start a keeper of the children given; it is stopped at the end."""
    made: list[Keeper] = []

    def start(*children: Child) -> Keeper:
        keeper = Keeper(children, dict(os.environ))
        made.append(keeper)
        keeper.start()
        return keeper

    yield start
    for keeper in made:
        keeper.stop()


def test_the_sweep_shares_no_process_with_documents(tmp_path: Path) -> None:
    commands = [" ".join(child.command) for child in supervisor._children(Settings(data=tmp_path))]
    sweeps = [command for command in commands if "workers.sweep" in command]
    assert len(sweeps) == 1
    assert "celery" not in sweeps[0]
    assert not any(" -B" in command for command in commands)


def test_the_server_profile_runs_the_same_groups() -> None:
    compose = (Path(supervisor.ROOT) / "compose.yaml").read_text()
    queues = re.findall(r"celery -A workers\.app worker -Q (\S+)", compose)
    assert sorted(queues) == sorted(QUEUES)
    assert compose.count("python -m workers.sweep") == 1


def test_a_child_that_ends_is_started_again(keep: Callable[..., Keeper]) -> None:
    child = Child("one", FOREVER)
    keep(child)
    first = child.process
    assert first is not None
    os.kill(first.pid, signal.SIGKILL)
    until(lambda: child.process is not first and alive(child))


def failed(child: Child, after: float, monkeypatch: pytest.MonkeyPatch) -> float:
    """The pause that follows a failure after so many seconds of running."""
    keeper = Keeper([child], dict(os.environ))
    child.start(dict(os.environ))
    assert child.process is not None
    child.process.kill()
    child.process.wait()
    moment = child.started + after
    monkeypatch.setattr(supervisor.time, "monotonic", lambda: moment)
    keeper._revive(child)
    monkeypatch.undo()
    pause, child.not_before = child.not_before - moment, 0.0
    return pause


def test_the_pause_grows_while_a_child_fails_and_shrinks_once_it_was_well(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    child = Child("one", FOREVER)
    pauses = [failed(child, after, monkeypatch) for after in (1, 1, 1, 3600, 1)]
    assert pauses == pytest.approx([1, 2, 4, 1, 2])


def test_nothing_is_started_again_once_stopping_began() -> None:
    child = Child("one", FOREVER)
    keeper = Keeper([child, Child("two", FOREVER)], dict(os.environ))
    keeper.start()
    before = threading.active_count()
    keeper.stop()
    assert threading.active_count() == before - 1
    assert not alive(child)


def test_many_stubborn_children_are_ended_in_the_time_of_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(supervisor, "STOP_SECONDS", 1.0)
    children = [Child(name, STUBBORN) for name in ("one", "two", "three", "four", "five")]
    keeper = Keeper(children, dict(os.environ))
    keeper.start()
    time.sleep(0.7)
    began = time.monotonic()
    keeper.stop()
    assert time.monotonic() - began < 3.5
    assert not any(map(alive, children))


def test_a_keeper_that_never_started_stops() -> None:
    Keeper([Child("one", FOREVER)], {}).stop()


def test_a_data_folder_that_is_a_file_is_explained(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("")
    with pytest.raises(CannotStart, match="JIANQI_DATA"):
        supervisor._only_one(tmp_path / "data")


def test_a_database_that_is_away_is_named_without_its_password() -> None:
    away = Settings(database_url="postgresql://jianqi:secret@127.0.0.1:1/jianqi")
    with pytest.raises(CannotStart, match="JIANQI_DATABASE_URL") as told:
        supervisor._check_database(away)
    assert "secret" not in str(told.value)


def test_a_second_start_on_one_folder_is_refused(tmp_path: Path) -> None:
    with supervisor._only_one(tmp_path), pytest.raises(CannotStart, match="running"):
        supervisor._only_one(tmp_path)


def test_a_socket_path_always_fits(tmp_path: Path) -> None:
    short = Settings(data=Path("/d"))
    assert short.broker_socket == Path("/d/run/valkey.sock")
    deep = [Settings(data=tmp_path / letter / ("深" * 60)) for letter in "ab"]
    sockets = {settings.broker_socket for settings in deep}
    assert len(sockets) == 2
    assert all(len(os.fsencode(path)) <= LONGEST_SOCKET_PATH for path in sockets)


def test_the_queue_starts_whatever_the_length_of_the_path(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path / ("深" * 60))
    folder = settings.broker_socket.parent
    queue = Child("valkey", supervisor._valkey_command(settings))
    try:
        supervisor._make_socket_folder(folder)
        queue.start(dict(os.environ))
        supervisor._await_valkey(settings.broker_socket)
    finally:
        queue.stop(time.monotonic() + 5)
        settings.broker_socket.unlink(missing_ok=True)
        folder.rmdir()


def test_a_socket_folder_that_others_can_write_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "run"
    folder.mkdir()
    folder.chmod(0o777)
    with pytest.raises(CannotStart, match="JIANQI_BROKER_URL"):
        supervisor._make_socket_folder(folder)
    link = tmp_path / "link"
    link.symlink_to(tmp_path)
    with pytest.raises(CannotStart):
        supervisor._make_socket_folder(link)
