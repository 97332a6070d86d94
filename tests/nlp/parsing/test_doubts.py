from dataclasses import dataclass

import numpy as np
import pytest

from nlp.document import Line, Word
from nlp.parsing.doubts import cross_read_rates, low_confidence, match_brackets, mend_per_mille
from nlp.parsing.words import word_spans
from nlp.ports import Image, OcrLine

BLANK = np.full((400, 2000, 3), 255, np.uint8)


@dataclass
class Saying:
    """An engine that reads the same words whatever it is shown."""

    text: str
    name: str = "saying"

    def read(self, image: Image) -> list[OcrLine]:
        return [OcrLine(self.text, (), 0.9)]


def line(text: str, confidence: float = 0.99) -> Line:
    words = tuple(
        Word(a, b, 10.0 * a + 50, 50, 10.0 * b + 50, 62, confidence) for a, b in word_spans(text)
    )
    return Line(text, words, 12.0, source="ocr")


def pieces(of: Line) -> list[str]:
    return [of.text[w.start : w.end] for w in of.words]


@pytest.mark.parametrize("read", ["每日按0.5%o支付", "每日按0.5%0支付"])
def test_a_per_mille_sign_read_in_two_is_one_sign(read: str) -> None:
    mended = mend_per_mille(line(read))
    assert mended.text == "每日按0.5‰支付"
    assert pieces(mended) == [*"每日按", "0.5‰", *"支付"]


@pytest.mark.parametrize("read", ["税率为13%", "按10%of the price", "比例50%05号"])
def test_per_cents_stay(read: str) -> None:
    assert mend_per_mille(line(read)).text == read


def test_a_bracket_is_as_wide_as_the_one_it_closes() -> None:
    assert match_brackets(line("单价（元)含税")).text == "单价（元）含税"
    assert match_brackets(line("(a)条款")).text == "(a)条款"


def cross(text: str, other: str) -> tuple[Line, list[str]]:
    [read], warnings = cross_read_rates([line(text)], BLANK, 2.0, 3, Saying(other), "zh")
    return read, [w.code for w in warnings]


def test_a_rate_that_another_engine_reads_as_per_mille_is_doubted() -> None:
    read, codes = cross("每日按0.5%支付违约金", "J0.5%o:")
    assert read.text == "每日按0.5‰支付违约金"
    assert codes == ["ocr_doubt"]
    assert min(w.confidence for w in read.words) < 0.6


def test_a_per_mille_that_another_engine_denies_is_doubted_and_stays() -> None:
    read, codes = cross("每日按0.5‰支付违约金", "0.5%")
    assert (read.text, codes) == ("每日按0.5‰支付违约金", ["ocr_doubt"])


@pytest.mark.parametrize(
    ("text", "other"), [("按0.5%付", "0.5%"), ("按0.5‰付", "0.5%0"), ("按5%付", "")]
)
def test_agreement_or_silence_raises_no_doubt(text: str, other: str) -> None:
    read, codes = cross(text, other)
    assert (read, codes) == (line(text), [])


def test_doubtful_words_are_told_in_one_warning() -> None:
    sure, unsure = line("甲方"), line("壹佰万元", confidence=0.4)
    [warning] = low_confidence([sure, unsure], 3, "zh")
    assert (warning.code, warning.page) == ("ocr_doubt", 3)
    assert "壹" in warning.message
    assert low_confidence([sure], 3, "zh") == []
