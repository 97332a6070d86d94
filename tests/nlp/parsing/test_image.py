import io

import numpy as np
import pytest
from PIL import Image

from nlp.document import Page
from nlp.errors import UnreadableFile
from nlp.parsing import open_file
from nlp.parsing.image import ImageSource
from nlp.ports import Image as Pixels
from nlp.ports import OcrLine, OcrWord, Tools
from tests.factories.scans import drawn, file_of, pixels_of


class Dark:
    """An engine that reads one word: all the ink there is."""

    name = "dark"

    def read(self, image: Pixels) -> list[OcrLine]:
        ys, xs = np.nonzero(image.min(axis=2) < 120)
        box = (float(xs.min()), float(ys.min()), float(xs.max()), float(ys.max()))
        return [OcrLine("墨", (OcrWord("墨", *box, 0.9),), 0.9)]


TOOLS = Tools(ocr=Dark())


def opened(data: bytes) -> ImageSource:
    source = open_file("scan", data)
    assert isinstance(source, ImageSource)
    return source


def read(data: bytes) -> Page:
    return opened(data).read_page(1, TOOLS)


@pytest.mark.parametrize(
    ("kind", "media_type"),
    [("PNG", "image/png"), ("JPEG", "image/jpeg"), ("TIFF", "image/tiff"), ("WEBP", "image/webp")],
)
def test_each_kind_of_picture_is_a_page_of_its_size(kind: str, media_type: str) -> None:
    data = file_of(drawn(["甲方"]), kind)
    assert opened(data).media_type == media_type
    page = read(data)
    assert (page.width, page.height) == pytest.approx((595.4, 842.0), abs=1.0)
    word = page.lines[0].words[0]
    assert (word.x0, word.y0) == pytest.approx((200 * 0.36, 235 * 0.36), abs=4)


def test_a_picture_without_a_sensible_resolution_is_taken_for_a4() -> None:
    page = read(file_of(drawn(["甲方"]), dpi=1))
    assert page.width == pytest.approx(595.3, abs=1.0)
    assert page.quality.dpi == 200


def test_a_photo_is_turned_as_the_camera_says() -> None:
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x0112] = 6
    drawn(["甲方"]).transpose(Image.Transpose.ROTATE_90).save(
        out, "JPEG", exif=exif, dpi=(200, 200)
    )
    page = read(out.getvalue())
    assert page.height > page.width
    assert page.lines[0].words[0].y0 < 120


def test_each_frame_of_a_tif_is_a_page() -> None:
    source = opened(file_of(drawn(["首页"]), "TIFF", drawn(["中间"] * 9), drawn(["末页"])))
    assert source.page_count == 3
    boxes = [source.read_page(n, TOOLS).lines[0].words[0] for n in (1, 2, 3)]
    assert boxes[1].y1 - boxes[1].y0 > 3 * (boxes[0].y1 - boxes[0].y0)


def test_the_rendered_page_has_the_width_of_its_points() -> None:
    source = opened(file_of(drawn(["甲方"]), "PNG"))
    assert pixels_of(source.render_page(1, 110)).shape[:2] == (1286, 910)


def test_transparent_ground_is_paper() -> None:
    layer = Image.new("RGBA", (1654, 2339), (0, 0, 0, 0))
    layer.paste((0, 0, 0, 255), (300, 300, 400, 340))
    assert read(file_of(layer, "PNG")).lines[0].words[0].x0 == pytest.approx(108, abs=2)


def test_a_bomb_is_refused() -> None:
    out = io.BytesIO()
    Image.new("1", (30_000, 30_000)).save(out, "PNG")
    with pytest.raises(UnreadableFile) as refused:
        opened(out.getvalue()).read_page(1, TOOLS)
    assert refused.value.code == "too_large"


@pytest.mark.parametrize("cut", [20, 400, 3000])
def test_a_torn_picture_is_refused_or_read(cut: int) -> None:
    data = file_of(drawn(["甲方"]), "PNG")[:cut]
    with pytest.raises(UnreadableFile) as refused:
        opened(data).read_page(1, TOOLS)
    assert refused.value.code == "broken_image"


def test_without_an_engine_a_picture_cannot_be_read() -> None:
    with pytest.raises(UnreadableFile) as refused:
        opened(file_of(drawn(["甲方"]))).read_page(1, Tools())
    assert refused.value.code == "needs_ocr"
