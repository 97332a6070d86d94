"""Pages set by hand, word by word, as a text layer would give them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from nlp.document import Line, Page, Word
from nlp.parsing.words import is_cjk, word_spans

WIDTH, HEIGHT = 595.3, 841.9
LEFT, RIGHT, TOP = 90.0, 505.0, 80.0
PITCH = 20.0


@dataclass(frozen=True)
class At:
    """A printed line: its text, indent from the left margin, glyph size, place from the top."""

    text: str
    indent: float = 0.0
    size: float = 12.0
    y: float | None = None
    bold: bool = False


def printed(at: At, y: float) -> Line:
    """The line with a box a word: one em for CJK, half for others."""
    x = LEFT + at.indent
    words = []
    position = 0
    for start, end in word_spans(at.text):
        x += 0.5 * at.size * (start - position)
        width = at.size * sum(1.0 if is_cjk(c) else 0.5 for c in at.text[start:end])
        words.append(Word(start, end, x, y, x + width, y + at.size))
        x += width
        position = end
    return Line(at.text, tuple(words), at.size, at.bold)


def page(lines: Sequence[At | str], number: int = 1) -> Page:
    """An A4 page with the lines one under the other."""
    y = TOP
    set_lines = []
    for item in lines:
        at = At(item) if isinstance(item, str) else item
        set_lines.append(printed(at, y if at.y is None else at.y))
        y += PITCH if at.y is None else 0.0
    return Page(number, WIDTH, HEIGHT, "native", tuple(set_lines))


def running(pages: Sequence[Page], header: str, footer: str) -> list[Page]:
    """The pages with a header and a footer; ``{n}`` and ``{all}`` stand for the numbers."""
    return [
        replace(
            p,
            lines=(
                printed(At(header.format(n=p.number, all=len(pages)), 150, 9.0), 40.0),
                *p.lines,
                printed(At(footer.format(n=p.number, all=len(pages)), 180, 9.0), 800.0),
            ),
        )
        for p in pages
    ]
