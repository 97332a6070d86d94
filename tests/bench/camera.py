"""How well the camera page finds the sheet: overlap with the true one on drawn photos.

Run with ``python -m tests.bench.camera``; ``--json FILE`` keeps the figures.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from service.kernel.settings import ROOT
from tests.bench.photos import KINDS, Photo, photos

LONG_SIDE = 1000
"""Pixels; the size at which the browser looks (``camera/desk.ts``)."""
BARELY = 0.90


@dataclass(frozen=True, slots=True)
class Score:
    kind: str
    overlap: float
    """Intersection over union of the found and the true sheet, within the picture."""
    sure: bool
    seconds: float


def measure(taken: Sequence[Photo]) -> list[Score]:
    """Let the UI's code, run by Node, look at every photo."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [_raw(Path(folder) / f"{n}.raw", each.image) for n, each in enumerate(taken)]
        words = ["node", str(ROOT / "tests/bench/find_sheets.mjs"), *map(str, paths)]
        ran = subprocess.run(words, capture_output=True, text=True, check=True, timeout=240)
    found: list[dict[str, Any]] = json.loads(ran.stdout)
    scale = max(taken[0].image.shape) / LONG_SIDE
    return [
        Score(
            each.kind,
            overlap(
                np.array([[corner["x"], corner["y"]] for corner in sheet["quad"]]) * scale,
                each.corners,
                each.image.shape[:2],
            ),
            sheet["sure"],
            sheet["seconds"],
        )
        for each, sheet in zip(taken, found, strict=True)
    ]


def overlap(
    one: npt.NDArray[np.float64], other: npt.NDArray[np.float64], shape: Sequence[int]
) -> float:
    """Intersection over union of two foursides, counted in the pixels of a picture."""
    masks = []
    for corners in (one, other):
        mask = np.zeros(shape, np.uint8)
        cv2.fillConvexPoly(mask, corners.round().astype(np.int32), 1)
        masks.append(mask.astype(bool))
    both, any_of = (masks[0] & masks[1]).sum(), (masks[0] | masks[1]).sum()
    return float(both / any_of) if any_of else 0.0


def _raw(path: Path, image: npt.NDArray[np.uint8]) -> Path:
    by = LONG_SIDE / max(image.shape)
    small = cv2.resize(image, None, fx=by, fy=by, interpolation=cv2.INTER_AREA)
    filled = np.dstack([small, np.full(small.shape[:2], 255, np.uint8)])
    size = np.array([small.shape[1], small.shape[0]], dtype="<u4")
    path.write_bytes(size.tobytes() + filled.astype(np.uint8).tobytes())
    return path


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--json", type=Path)
    chosen = words.parse_args()
    scores = measure(photos())
    figures = {}
    print(
        f"{'photos':16} {'count':>5} {'median':>7} {'worst':>7} {'≥ 0.90':>7} {'sure':>5} {'s':>6}"
    )
    for name in (*KINDS, "all"):
        some = [each for each in scores if name in (each.kind, "all")]
        overlaps = [each.overlap for each in some]
        figures[name] = {
            "count": len(some),
            "median": round(median(overlaps), 4),
            "worst": round(min(overlaps), 4),
            "good": sum(each >= BARELY for each in overlaps),
            "sure": sum(each.sure for each in some),
            "seconds": round(median(each.seconds for each in some), 3),
        }
        row = figures[name]
        print(
            f"{name:16} {row['count']:5} {row['median']:7.3f} {row['worst']:7.3f} "
            f"{row['good']:7} {row['sure']:5} {row['seconds']:6.2f}"
        )
    if chosen.json:
        chosen.json.parent.mkdir(parents=True, exist_ok=True)
        chosen.json.write_text(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
