"""One contract for both homes of the vector index."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from qdrant_client import QdrantClient

from service.kernel.vectors import Condition, EdgeIndex, Hit, Point, ServerIndex, VectorIndex, Where

PAYMENT, DELIVERY, SECRECY = (str(uuid.UUID(int=n)) for n in (1, 2, 3))
ANY = Where()


def point(name: str, dense: list[float], lexical: dict[int, float], **payload: object) -> Point:
    return Point(name, dense, lexical, payload)


@pytest.fixture(params=["edge", "server"])
def index(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[VectorIndex]:
    made: VectorIndex = (
        EdgeIndex(tmp_path / "edge", 3)
        if request.param == "edge"
        else ServerIndex(QdrantClient(":memory:"), 3)
    )
    made.replace(
        "a",
        [
            point(PAYMENT, [1, 0, 0], {7: 1.0}, contract_id="a", owner_id="li", signed_on=20250107),
            point(
                DELIVERY, [0, 1, 0], {8: 1.0}, contract_id="a", owner_id="li", signed_on=20250107
            ),
        ],
    )
    made.replace(
        "b",
        [
            point(
                SECRECY,
                [0.6, 0.8, 0],
                {9: 1.0},
                contract_id="b",
                owner_id="wang",
                unit_id="u1",
                signed_on=20240301,
            )
        ],
    )
    yield made
    made.close()


def ids(hits: list[Hit]) -> list[str]:
    return [hit.id for hit in hits]


def test_the_nearest_comes_first(index: VectorIndex) -> None:
    assert ids(index.nearest([1, 0.1, 0], ANY, 3)) == [PAYMENT, SECRECY, DELIVERY]


def test_points_that_share_no_word_are_no_hits(index: VectorIndex) -> None:
    assert ids(index.matching({7: 1.0}, ANY, 10)) == [PAYMENT]
    assert index.matching({99: 1.0}, ANY, 10) == []
    assert index.matching({}, ANY, 10) == []


def test_filters_hold_by_word_and_by_number(index: VectorIndex) -> None:
    only_b = Where(must=(Condition("contract_id", ("b",)),))
    assert ids(index.nearest([1, 0, 0], only_b, 10)) == [SECRECY]
    since_2025 = Where(must=(Condition("signed_on", at_least=20250101),))
    assert set(ids(index.nearest([1, 0, 0], since_2025, 10))) == {PAYMENT, DELIVERY}
    until_2024 = Where(must=(Condition("signed_on", at_most=20241231),))
    assert ids(index.nearest([1, 0, 0], until_2024, 10)) == [SECRECY]


def test_one_way_of_seeing_a_contract_is_enough(index: VectorIndex) -> None:
    mine = Where(should=((Condition("owner_id", ("zhao",)),), (Condition("unit_id", ("u1",)),)))
    assert ids(index.nearest([1, 0, 0], mine, 10)) == [SECRECY]
    nobody = Where(should=((Condition("owner_id", ("zhao",)),),))
    assert index.nearest([1, 0, 0], nobody, 10) == []


def test_a_contracts_points_are_replaced_as_one(index: VectorIndex) -> None:
    index.replace("a", [point(DELIVERY, [1, 0, 0], {7: 1.0}, contract_id="a")])
    assert index.count() == 2
    assert ids(index.matching({7: 1.0}, ANY, 10)) == [DELIVERY]
    index.replace("a", [])
    assert ids(index.nearest([1, 0, 0], ANY, 10)) == [SECRECY]


def test_an_emptied_index_can_be_filled_again(index: VectorIndex) -> None:
    index.clear()
    assert index.count() == 0
    index.replace("c", [point(PAYMENT, [1, 0, 0], {7: 1.0}, contract_id="c")])
    assert ids(index.nearest([1, 0, 0], ANY, 10)) == [PAYMENT]


def test_the_embedded_index_is_still_there_after_a_restart(tmp_path: Path) -> None:
    first = EdgeIndex(tmp_path / "edge", 3)
    first.replace("a", [point(PAYMENT, [1, 0, 0], {7: 1.0}, contract_id="a")])
    first.close()
    second = EdgeIndex(tmp_path / "edge", 3)
    assert ids(second.matching({7: 1.0}, ANY, 10)) == [PAYMENT]
    second.close()
