"""Models by name: what a setting may say, and what it gives."""

from __future__ import annotations

from models.backends.embed_use import UseMultilingual
from nlp.ports import Embedder


def embedder(name: str) -> Embedder:
    """The bundled multilingual model for ``use-multilingual``, else a sentence-transformers one."""
    if name == "use-multilingual":
        return UseMultilingual()
    from models.backends.embed_sentence_transformers import SentenceTransformerEmbedder

    return SentenceTransformerEmbedder(name)
