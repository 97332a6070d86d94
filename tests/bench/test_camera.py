"""The sheet is found in photos of every kind of desk."""

from __future__ import annotations

from statistics import median

import numpy as np
import pytest

from tests.bench.camera import Score, measure, overlap
from tests.bench.photos import KINDS, photos


@pytest.fixture(scope="module")
def scores() -> list[Score]:
    return measure(photos())


def test_half_of_the_photos_overlap_almost_wholly(scores: list[Score]) -> None:
    assert len(scores) >= 40
    assert median(each.overlap for each in scores) >= 0.95


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_photo_is_found(scores: list[Score], kind: str) -> None:
    good = [each.overlap >= 0.9 for each in scores if each.kind == kind]
    assert sum(good) >= len(good) - 1


def test_overlap_counts_what_is_shared() -> None:
    one = np.array([[0.0, 0], [99, 0], [99, 99], [0, 99]])
    half = np.array([[50.0, 0], [149, 0], [149, 99], [50, 99]])
    assert overlap(one, one, (200, 200)) == 1
    assert overlap(one, half, (200, 200)) == pytest.approx(1 / 3, abs=0.01)
