"""One world for the probes of a run; the planted leaks have another, which they may break."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from celery import Celery

from nlp.ports import Embedder, Tools
from service.flows import review_again
from service.kernel import queue
from tests.service.permissions import world as worlds
from tests.service.permissions.prover import Prover
from tests.service.permissions.world import Template, World

Enter = Callable[[int], Prover]


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
def made(
    tmp_path_factory: pytest.TempPathFactory, migrated_file: Path, real_embedder: Embedder
) -> list[Template]:
    """The texts of the world, read by the real pipeline."""
    with _patched(real_embedder):
        return worlds.templates(tmp_path_factory.mktemp("read"), migrated_file, real_embedder)


@pytest.fixture(scope="session")
def build(
    made: list[Template],
    tmp_path_factory: pytest.TempPathFactory,
    migrated_file: Path,
    real_embedder: Embedder,
) -> Callable[[int], World]:
    """A new world from a seed."""

    def new(seed: int) -> World:
        folder = tmp_path_factory.mktemp("world")
        return worlds.build(folder, migrated_file, made, real_embedder, seed)

    return new


@pytest.fixture(scope="session")
def enter(build: Callable[[int], World]) -> Iterator[Enter]:
    """A prover in a world of its own, from a seed."""
    opened: list[Prover] = []

    def new(seed: int) -> Prover:
        prover = Prover(build(seed), seed)
        opened.append(prover)
        return prover

    yield new
    for prover in opened:
        prover.close()
        prover.world.tools.index.close()
        prover.world.raw.close()
        prover.world.app.state.database.dispose()
