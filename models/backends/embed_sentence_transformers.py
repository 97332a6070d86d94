"""Any sentence-transformers model (bge-m3, gte-multilingual, …) by its name or folder.

Needs the extra ``torch``. Nothing is downloaded: a name must be in the local cache already, or be
one that an installed package ships.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from numpy.typing import NDArray


class ExtraMissing(RuntimeError):
    """The torch extra is not installed."""

    def __init__(self) -> None:
        super().__init__(
            "此向量模型需要 torch 扩展：make torch。 This embedder needs it too: make torch."
        )


def _location(model: str) -> str:
    """The folder of a model that a package ships under this name, else the name itself."""
    spec = find_spec(model.replace("-", "_")) if model.replace("-", "_").isidentifier() else None
    for folder in (spec.submodule_search_locations or []) if spec else []:
        found = next(Path(folder).rglob("modules.json"), None)
        if found:
            return str(found.parent)
    return model


class SentenceTransformerEmbedder:
    """Wraps ``sentence_transformers.SentenceTransformer`` on the CPU, or a GPU if there is one."""

    def __init__(self, model: str) -> None:
        if find_spec("sentence_transformers") is None:
            raise ExtraMissing
        from sentence_transformers import SentenceTransformer

        self.name = model
        self._model = SentenceTransformer(_location(model), local_files_only=True)
        self.dimensions = int(self._model.get_sentence_embedding_dimension() or 0)

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One unit vector a text."""
        rows = self._model.encode(
            list(texts), normalize_embeddings=True, convert_to_numpy=True, show_progress_bar=False
        )
        return np.asarray(rows, dtype=np.float32)
