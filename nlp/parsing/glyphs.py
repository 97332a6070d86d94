"""The glyphs of a PDF page as PDFium gives them, turned into pieces of lines.

PDFium counts characters, not code points of its text string, and measures from the bottom left of
the unrotated page. Here everything is read per character index and turned into points from the top
left of the page as displayed.
"""

from __future__ import annotations

import ctypes
import math
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from nlp.document import Line, Word
from nlp.parsing.words import is_cjk, word_spans

_BOLD_NAME = re.compile(r"bold|black|heavy|semibold|demi|simhei|黑体|小标宋|xiaobiaosong", re.I)
_BOLD_WEIGHT = 600
_INVISIBLE = 3
_LINE_END_HYPHEN, _SOFT_HYPHEN = 0x02, 0xAD
"""PDFium tells a hyphen at a line's end as U+0002; a soft hyphen that is drawn is a hyphen."""
_FILL_AND_STROKE = 2
_ASCENT, _DESCENT = 0.88, 0.22
"""Share of the glyph height above and below the baseline that a word's box covers."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character in displayed page points; ``base`` is the y of its baseline."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    base: float
    size: float
    bold: bool
    visible: bool
    unmapped: bool
    angle: int


@dataclass(frozen=True, slots=True)
class _Style:
    size: float
    bold: bool
    visible: bool


class PageFrame:
    """Maps PDF user space to points from the top left of the page as displayed."""

    def __init__(self, page: pdfium.PdfPage) -> None:
        self.width, self.height = page.get_size()
        self.turned = page.get_rotation() in (90, 270)
        origin = self._device(page, 0, 0)
        right = self._device(page, 1000, 0)
        up = self._device(page, 0, 1000)
        self._a, self._b = (right[0] - origin[0]) / 1000, (right[1] - origin[1]) / 1000
        self._c, self._d = (up[0] - origin[0]) / 1000, (up[1] - origin[1]) / 1000
        self._e, self._f = origin

    def _device(self, page: pdfium.PdfPage, x: float, y: float) -> tuple[float, float]:
        scale = 1000
        out_x, out_y = ctypes.c_int(), ctypes.c_int()
        raw.FPDF_PageToDevice(
            page,
            0,
            0,
            round(self.width * scale),
            round(self.height * scale),
            0,
            x,
            y,
            out_x,
            out_y,
        )
        return out_x.value / scale, out_y.value / scale

    def point(self, x: float, y: float) -> tuple[float, float]:
        return self._a * x + self._c * y + self._e, self._b * x + self._d * y + self._f

    def box(self, x0: float, y0: float, x1: float, y1: float) -> tuple[float, float, float, float]:
        one, two = self.point(x0, y0), self.point(x1, y1)
        return (
            min(one[0], two[0]),
            min(one[1], two[1]),
            max(one[0], two[0]),
            max(one[1], two[1]),
        )

    def direction(self, a: float, b: float) -> int:
        """The direction of writing as displayed, degrees clockwise, rounded."""
        return round(math.degrees(math.atan2(self._b * a + self._d * b, self._a * a + self._c * b)))


def read_glyphs(page: pdfium.PdfPage, frame: PageFrame) -> list[Glyph]:
    """Every glyph that the page's content draws, in content order, blanks included."""
    text_page = page.get_textpage()
    try:
        return list(_glyphs(text_page, frame))
    finally:
        text_page.close()


def _glyphs(text_page: pdfium.PdfTextPage, frame: PageFrame) -> Iterator[Glyph]:
    rect, matrix = raw.FS_RECTF(), raw.FS_MATRIX()
    edges = [ctypes.c_double() for _ in range(4)]
    x, y = ctypes.c_double(), ctypes.c_double()
    styles: dict[int, _Style] = {}
    high = 0
    for index in range(raw.FPDFText_CountChars(text_page)):
        code = raw.FPDFText_GetUnicode(text_page, index)
        if 0xD800 <= code <= 0xDBFF:
            high = code
            continue
        if 0xDC00 <= code <= 0xDFFF and high:
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00)
        high = 0
        if raw.FPDFText_IsGenerated(text_page, index) == 1:
            continue
        raw.FPDFText_GetCharOrigin(text_page, index, x, y)
        raw.FPDFText_GetMatrix(text_page, index, matrix)
        raw.FPDFText_GetLooseCharBox(text_page, index, rect)
        raw.FPDFText_GetCharBox(text_page, index, edges[0], edges[1], edges[2], edges[3])
        style = _style(text_page, index, matrix, styles)
        loose = frame.box(rect.left, rect.bottom, rect.right, rect.top)
        tight = frame.box(edges[0].value, edges[2].value, edges[1].value, edges[3].value)
        yield _glyph(
            _character(code),
            frame.point(x.value, y.value),
            loose,
            tight,
            style,
            frame.direction(matrix.a, matrix.b),
            raw.FPDFText_HasUnicodeMapError(text_page, index) == 1,
        )


def _character(code: int) -> str:
    """The character as text; compatibility forms of CJK radicals are folded."""
    if code in (_LINE_END_HYPHEN, _SOFT_HYPHEN):
        return "-"
    if code == 0 or code > 0x10FFFF:
        return "\ufffd"
    character = chr(code)
    if 0x2E80 <= code <= 0x2FDF or 0xF900 <= code <= 0xFAFF:
        return unicodedata.normalize("NFKC", character)
    return " " if character.isspace() else character


def _style(
    text_page: pdfium.PdfTextPage,
    index: int,
    matrix: raw.FS_MATRIX,
    known: dict[int, _Style],
) -> _Style:
    """Size, weight and visibility, which all characters of one text object share."""
    text_object = raw.FPDFText_GetTextObject(text_page, index)
    key = ctypes.cast(text_object, ctypes.c_void_p).value or 0
    if key and key in known:
        return known[key]
    size = raw.FPDFText_GetFontSize(text_page, index) * math.hypot(matrix.c, matrix.d)
    mode = raw.FPDFTextObj_GetTextRenderMode(text_object) if text_object else 0
    style = _Style(
        size=abs(size),
        bold=mode == _FILL_AND_STROKE or _is_bold(text_page, index),
        visible=mode != _INVISIBLE,
    )
    known[key] = style
    return style


def _is_bold(text_page: pdfium.PdfTextPage, index: int) -> bool:
    if raw.FPDFText_GetFontWeight(text_page, index) >= _BOLD_WEIGHT:
        return True
    buffer, flags = ctypes.create_string_buffer(256), ctypes.c_int()
    length = raw.FPDFText_GetFontInfo(text_page, index, buffer, 256, flags)
    name = buffer.raw[: max(min(length, 256) - 1, 0)].decode("utf-8", "ignore")
    return _BOLD_NAME.search(name) is not None


def _glyph(
    text: str,
    origin: tuple[float, float],
    loose: tuple[float, float, float, float],
    tight: tuple[float, float, float, float],
    style: _Style,
    angle: int,
    unmapped: bool,
) -> Glyph:
    """The glyph's box: its advance along the line, ascent to descent across, all its ink inside."""
    size = style.size if 1.0 <= style.size <= 400.0 else max(loose[3] - loose[1], 1.0)
    if angle != 0:
        box = loose
    else:
        wide = loose if loose[2] - loose[0] > 0.05 else tight
        box = (wide[0], origin[1] - _ASCENT * size, wide[2], origin[1] + _DESCENT * size)
    if tight[2] - tight[0] < 2 * size and tight[3] - tight[1] < 2 * size and tight[2] > tight[0]:
        box = (
            min(box[0], tight[0]),
            min(box[1], tight[1]),
            max(box[2], tight[2]),
            max(box[3], tight[3]),
        )
    return Glyph(text, *box, origin[1], size, style.bold, style.visible, unmapped, angle)


def pieces_of(glyphs: list[Glyph]) -> list[Line]:
    """Unbroken runs of glyphs on one baseline, as lines."""
    pieces: list[Line] = []
    run: list[Glyph] = []
    for glyph in glyphs:
        if run and not _continues(run[-1], glyph):
            pieces += _piece(run)
            run = []
        if run and _drawn_twice(run[-1], glyph):
            continue
        run.append(glyph)
    return _printed_once(pieces + _piece(run))


def turned_pieces(glyphs: list[Glyph], frame: PageFrame) -> list[Line]:
    """Text set sideways or upside down, line by line; text at other angles is a watermark."""
    pieces: list[Line] = []
    for angle in (90, 180, -90):
        back = [_upright(g, angle, frame) for g in glyphs if _same_angle(g.angle, angle)]
        for piece in pieces_of(back):
            words = tuple(_as_shown(word, angle, frame) for word in piece.words)
            pieces.append(replace(piece, words=words))
    return pieces


def _same_angle(one: int, two: int) -> bool:
    return abs((one - two + 180) % 360 - 180) <= 3


def _upright(glyph: Glyph, angle: int, frame: PageFrame) -> Glyph:
    """``glyph`` as it stands once the page is turned so that its text runs to the right."""
    x0, y0, x1, y1 = glyph.x0, glyph.y0, glyph.x1, glyph.y1
    if angle == 90:
        box = (y0, frame.width - x1, y1, frame.width - x0)
    elif angle == -90:
        box = (frame.height - y1, x0, frame.height - y0, x1)
    else:
        box = (frame.width - x1, frame.height - y1, frame.width - x0, frame.height - y0)
    return replace(glyph, x0=box[0], y0=box[1], x1=box[2], y1=box[3], base=box[3], angle=0)


def _as_shown(word: Word, angle: int, frame: PageFrame) -> Word:
    """The way back from :func:`_upright`."""
    x0, y0, x1, y1 = word.x0, word.y0, word.x1, word.y1
    if angle == 90:
        box = (frame.width - y1, x0, frame.width - y0, x1)
    elif angle == -90:
        box = (y0, frame.height - x1, y1, frame.height - x0)
    else:
        box = (frame.width - x1, frame.height - y1, frame.width - x0, frame.height - y0)
    return replace(word, x0=box[0], y0=box[1], x1=box[2], y1=box[3])


def _continues(before: Glyph, after: Glyph) -> bool:
    if abs(before.base - after.base) > 0.35 * max(before.size, after.size):
        return False
    gap = after.x0 - before.x1
    if -0.6 * before.size < gap < 1.2 * before.size:
        return True
    return _same_ligature(before, after) or _drawn_twice(before, after)


def _same_ligature(before: Glyph, after: Glyph) -> bool:
    """Letters of one ligature (ﬂ) are told as characters with the very same box."""
    return before.x0 == after.x0 and before.x1 == after.x1


def _drawn_twice(before: Glyph, after: Glyph) -> bool:
    """The same glyph again a hair beside: bold by double printing."""
    return (
        before.text == after.text
        and before.text != " "
        and not _same_ligature(before, after)
        and abs(before.x0 - after.x0) < 0.15 * before.size
    )


def _printed_once(pieces: list[Line]) -> list[Line]:
    """Without pieces that repeat another at the same place (whole strings printed twice)."""
    seen: dict[str, list[Word]] = {}
    kept = []
    for piece in pieces:
        first, reach = piece.words[0], 0.2 * piece.size
        earlier = seen.setdefault(piece.text, [])
        if any(abs(w.x0 - first.x0) < reach and abs(w.y0 - first.y0) < reach for w in earlier):
            continue
        earlier.append(first)
        kept.append(piece)
    return kept


def _piece(run: list[Glyph]) -> list[Line]:
    while run and run[-1].text == " ":
        run = run[:-1]
    while run and run[0].text == " ":
        run = run[1:]
    if not run:
        return []
    text = ""
    owner: list[Glyph] = []
    for before, glyph in zip([None, *run], run, strict=False):
        gap = " " if before is not None and _is_space(before, glyph) else ""
        text += gap + glyph.text
        owner += [glyph] * (len(gap) + len(glyph.text))
    words = []
    for start, end in word_spans(text):
        own = owner[start:end]
        words.append(
            Word(
                start,
                end,
                min(g.x0 for g in own),
                min(g.y0 for g in own),
                max(g.x1 for g in own),
                max(g.y1 for g in own),
            )
        )
    sizes = sorted(glyph.size for glyph in run)
    bold = sum(glyph.bold for glyph in run) * 2 > len(run)
    return [Line(text, tuple(words), round(sizes[len(sizes) // 2], 2), bold)] if words else []


def _is_space(before: Glyph, after: Glyph) -> bool:
    """Whether a gap between two glyphs stands for a space that was never written."""
    if before.text == " " or after.text == " ":
        return False
    gap = (after.x0 - before.x1) / max(before.size, 1.0)
    return gap > (0.5 if is_cjk(before.text[-1]) or is_cjk(after.text[0]) else 0.17)
