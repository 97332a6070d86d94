"""From bytes to a reading: open a file, read its pages one by one, understand the whole.

``open_source`` and ``Source.read_page`` can run page by page in a worker that may die and resume;
``understand`` needs all pages and is quick.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from nlp.document import FileInfo, Page, Reading
from nlp.errors import UnreadableFile
from nlp.ports import OfficeConverter, Tools

PIPELINE_VERSION = "2026.11"
"""Changes whenever a stage's result may differ, so that stored readings can be told apart."""

OLD_WORD = "application/msword"


class Source(Protocol):
    """An opened file. Not thread-safe: one thread opens, reads and closes it."""

    media_type: str
    page_count: int

    def read_page(self, number: int, tools: Tools) -> Page:
        """Read page ``number`` (from 1)."""
        ...

    def render_page(self, number: int, dpi: int) -> bytes:
        """The page's picture as PNG, as displayed (upright), ``width_points × dpi / 72`` wide."""
        ...

    def close(self) -> None: ...


def open_source(name: str, data: bytes, office: OfficeConverter | None = None) -> Source:
    """Open a file by its content, not its name; old Word files need ``office``.

    Raises :class:`nlp.errors.UnreadableFile` with the cause.
    """
    from nlp.parsing import open_file

    try:
        return open_file(name, data)
    except UnreadableFile as error:
        if error.code != "needs_libreoffice" or office is None:
            raise
    source = open_file(name, office.to_docx(data))
    source.media_type = OLD_WORD
    return source


def renumber(page: Page, number: int) -> Page:
    """The page as page ``number`` of a document that is put together from several files."""
    return replace(
        page,
        number=number,
        tables=tuple(replace(table, page=number) for table in page.tables),
        seals=tuple(replace(seal, page=number) for seal in page.seals),
        warnings=tuple(replace(warning, page=number) for warning in page.warnings),
    )


def understand(file: FileInfo, pages: Sequence[Page], tools: Tools) -> Reading:
    """Assemble the pages and find structure and facts."""
    from nlp.extraction import extract_facts
    from nlp.parsing.assemble import assemble
    from nlp.periods.attaching import attach_periods
    from nlp.structure import find_structure

    document = assemble(pages)
    return attach_periods(extract_facts(find_structure(file, document, tools), tools))
