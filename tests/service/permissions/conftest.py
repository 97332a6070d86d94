"""One world for the probes of a run; the planted leaks have another, which they may break."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Literal, Protocol

import pytest
from celery import Celery

from nlp.ports import Embedder, Tools
from service.flows import review_again
from service.kernel import queue
from service.migrations import upgrade
from tests.service.conftest import new_postgres
from tests.service.permissions import world as worlds
from tests.service.permissions.prover import Prover
from tests.service.permissions.world import Template, World

Engine = Literal["sqlite", "postgresql"]


class Build(Protocol):
    def __call__(self, seed: int, engine: Engine = "sqlite") -> World: ...


class Enter(Protocol):
    def __call__(self, seed: int, engine: Engine = "sqlite") -> Prover: ...


@pytest.fixture(scope="module", autouse=True)
def _alone(real_embedder: Embedder) -> Iterator[None]:
    """Messages go nowhere and no recogniser is loaded, as long as a module of these tests runs."""
    with _patched(real_embedder):
        yield


@contextmanager
def _patched(embedder: Embedder) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        sender = Celery("test", broker="memory://")
        patch.setattr(queue, "client", lambda: sender)
        patch.setattr(review_again, "reading_tools", lambda _: Tools(embedder=embedder))
        yield


@pytest.fixture(scope="session")
def new_database(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, migrated_file: Path
) -> Callable[[Engine], str]:
    """The address of a new migrated database, on either engine."""

    @cache
    def migrated_on_server() -> str:
        url = new_postgres(request.getfixturevalue("postgres_url"))
        upgrade(url)
        return url.rpartition("/")[2]

    def new(engine: Engine) -> str:
        if engine == "postgresql":
            return new_postgres(request.getfixturevalue("postgres_url"), migrated_on_server())
        path = tmp_path_factory.mktemp("database") / "jianqi.db"
        shutil.copy(migrated_file, path)
        return f"sqlite:///{path}"

    return new


@pytest.fixture(scope="session")
def made(
    tmp_path_factory: pytest.TempPathFactory,
    new_database: Callable[[Engine], str],
    real_embedder: Embedder,
) -> list[Template]:
    """The texts of the world, read by the real pipeline."""
    with _patched(real_embedder):
        folder = tmp_path_factory.mktemp("read")
        return worlds.templates(folder, new_database("sqlite"), real_embedder)


@pytest.fixture(scope="session")
def build(
    made: list[Template],
    tmp_path_factory: pytest.TempPathFactory,
    new_database: Callable[[Engine], str],
    real_embedder: Embedder,
) -> Build:
    """A new world from a seed."""

    def new(seed: int, engine: Engine = "sqlite") -> World:
        folder = tmp_path_factory.mktemp("world")
        return worlds.build(folder, new_database(engine), made, real_embedder, seed)

    return new


@pytest.fixture(scope="session")
def enter(build: Build) -> Iterator[Enter]:
    """A prover in a world of its own, from a seed."""
    opened: list[Prover] = []

    def new(seed: int, engine: Engine = "sqlite") -> Prover:
        prover = Prover(build(seed, engine), seed)
        opened.append(prover)
        return prover

    yield new
    for prover in opened:
        prover.close()
        prover.world.tools.index.close()
        prover.world.rows.close()
        prover.world.app.state.database.dispose()
