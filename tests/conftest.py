"""What every test may ask for."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def datasets() -> Path:
    """The folder of data sets that may not be shipped; without it the test skips."""
    folder = Path(os.environ.get("JIANQI_DATASETS", ROOT.parent / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip(f"no outside data sets at {folder} (set JIANQI_DATASETS)")
    return folder


@pytest.fixture(scope="session")
def fixtures() -> Path:
    """The data that ships with the project."""
    return ROOT / "fixtures"
