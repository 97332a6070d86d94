"""Word files (.docx, .docm and their templates) as pages that we set ourselves.

Word's own page breaks depend on its fonts and engine; ours are stated by the layout here, so that
every value has a place that can be shown. Running headers and footers are not read.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from nlp.document import Page, ReadingWarning
from nlp.errors import UnreadableFile
from nlp.messages import warning
from nlp.parsing.docx_body import BodyReader
from nlp.parsing.docx_numbering import Numbering
from nlp.parsing.docx_package import Package, attribute, child, local
from nlp.parsing.docx_styles import Styles
from nlp.parsing.picture import check_page_count
from nlp.parsing.typeset import Block, Par, Sheet, compose
from nlp.parsing.zip_parts import Element
from nlp.ports import Tools

_MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_CHANGES = frozenset({"ins", "del", "moveFrom", "moveTo"})
_NOT_NOTES = frozenset({"separator", "continuationSeparator", "continuationNotice"})
_NOTE_SIZE = 9.0


class TypesetSource:
    """A file that was set on pages: both its reading and its pictures come from one layout."""

    def __init__(
        self, media_type: str, sheets: list[Sheet], warnings: tuple[ReadingWarning, ...] = ()
    ) -> None:
        self.media_type = media_type
        self._sheets = sheets
        self._warnings = warnings
        self.page_count = len(sheets)
        check_page_count(self.page_count)

    def read_page(self, number: int, tools: Tools) -> Page:
        """The page as laid out; the first one carries the warnings of the whole file."""
        page = self._sheet(number).page
        return replace(page, warnings=self._warnings) if number == 1 else page

    def render_page(self, number: int, dpi: int) -> bytes:
        return self._sheet(number).draw(dpi)

    def close(self) -> None:
        self._sheets = []

    def _sheet(self, number: int) -> Sheet:
        if not 1 <= number <= len(self._sheets):
            raise IndexError(number)
        return self._sheets[number - 1]


def open_docx(data: bytes) -> TypesetSource:
    """Read a Word file; macros are never run, tracked changes count as accepted.

    Raises :class:`UnreadableFile` (see :class:`Package`; ``no_text`` where it holds none), and
    :class:`FontMissing` where no CJK font is installed to set it with.
    """
    package = Package(data)
    body = child(package.main, "body")
    if body is None:
        raise UnreadableFile("broken_docx")
    blocks = list(_blocks(package, body))
    if not any(not isinstance(block, Par) or block.text for block in blocks):
        raise UnreadableFile("no_text")
    return TypesetSource(_MEDIA_TYPE, compose(blocks), tuple(_warnings(package, body)))


def _blocks(package: Package, body: Element) -> Iterator[Block]:
    styles = Styles(package.related("styles"))
    reader = BodyReader(styles, Numbering(package.related("numbering"), styles))
    yield from reader.blocks(body)
    yield from _notes(package, reader)


def _notes(package: Package, reader: BodyReader) -> Iterator[Block]:
    """Foot- and endnotes at the end, in the order of their marks: inside the text they would
    break its sentences, and a raised number would join the figure before it."""
    wanted = list(dict.fromkeys(reader.notes))
    texts: dict[str, Element] = {}
    for kind in ("footnote", "endnote") if wanted else ():
        root = package.related(f"{kind}s")
        for note in root if root is not None else ():
            if local(note) == kind and attribute(note, "type") not in _NOT_NOTES:
                texts[f"{kind}:{attribute(note, 'id')}"] = note
    for count, key in enumerate((key for key in wanted if key in texts), start=1):
        text = " ".join(
            block.text for block in reader.blocks(texts[key]) if isinstance(block, Par)
        ).strip()
        if text:
            yield Par(f"[{count}] {text}", _NOTE_SIZE)


def _warnings(package: Package, body: Element) -> Iterator[ReadingWarning]:
    if package.has_macros:
        yield warning("macros_ignored", "zh")
    if any(local(each) in _CHANGES for each in body.iter()):
        yield warning("tracked_changes", "zh")
