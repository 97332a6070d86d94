"""Plain text files as pages; the encoding is told by the bytes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp.errors import UnreadableFile
from nlp.parsing.docx import TypesetSource
from nlp.parsing.typeset import Block, Grid, Par, compose

_MAX_BYTES = 20 * 1024**2
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_TOO_MANY_CONTROLS = 0.01
_TAB = "    "


def open_text(data: bytes) -> TypesetSource:
    """Lay a text file on pages: one paragraph a line, a form feed starts a page.

    Lines with the same number of tabs that follow one another are a table.
    Raises :class:`UnreadableFile`: ``unknown_type`` where the bytes are not text in UTF-8, UTF-16
    or GB 18030, ``too_large``, ``no_text``.
    """
    if len(data) > _MAX_BYTES:
        raise UnreadableFile("too_large")
    text = decode(data)
    if not text.strip():
        raise UnreadableFile("no_text")
    return TypesetSource("text/plain", compose(_blocks(text)))


def decode(data: bytes) -> str:
    """The text of ``data``; UTF-8 before GB 18030, since Chinese in GB is hardly ever valid UTF-8.

    Raises :class:`UnreadableFile` with ``unknown_type``.
    """
    marked = next((name for mark, name in _MARKS if data.startswith(mark)), None)
    for encoding in (marked,) if marked else ("utf-8", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        controls = len(_CONTROL.findall(text))
        if controls <= _TOO_MANY_CONTROLS * len(text):
            return _CONTROL.sub("", text)
    raise UnreadableFile("unknown_type", name="")


def _blocks(text: str) -> Iterator[Block]:
    rows: list[tuple[str, ...]] = []
    for page, chunk in enumerate(text.split("\f")):
        new_page = page > 0
        for line in chunk.splitlines():
            cells = tuple(cell.strip() for cell in line.strip(" \r").split("\t"))
            if rows and len(cells) != len(rows[0]):
                yield from _table(rows)
                rows = []
            if len(cells) > 1 and not new_page:
                rows.append(cells)
            else:
                yield _paragraph(line, new_page)
                new_page = False
        yield from _table(rows)
        rows = []


def _table(rows: list[tuple[str, ...]]) -> Iterator[Block]:
    """Several rows are a table; a single line with a tab is a line with a gap."""
    if len(rows) > 1:
        yield Grid(tuple(rows), (1.0,) * len(rows[0]))
    else:
        for row in rows:
            yield _paragraph(_TAB.join(row), new_page=False)


def _paragraph(line: str, new_page: bool) -> Par:
    text = line.replace("\t", _TAB)
    blanks = len(text) - len(text.lstrip())
    return Par(text.strip(), first=min(blanks, 8) * 5.0, new_page=new_page)
