"""Read files without a server: what ``jianqi read`` and ``jianqi review`` do."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from nlp.document import FileInfo, Page, Reading
from nlp.errors import UnreadableFile
from nlp.parsing.archive import unpack
from nlp.pipeline import open_source, renumber, understand
from nlp.ports import Tools

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class NamedFile:
    """A file's name and content."""

    name: str
    data: bytes


def files_at(path: Path) -> Iterator[NamedFile]:
    """The files that a path names: itself, those in a folder, those in a ZIP archive.

    Raises ``UnreadableFile`` for an archive that cannot be opened, ``OSError`` for a bad path.
    """
    if path.is_dir():
        for child in sorted(path.rglob("*")):
            if child.is_file() and not child.name.startswith("."):
                yield from files_at(child)
        return
    data = path.read_bytes()
    if is_archive(path.name, data):
        for name, content in unpack(path.name, data):
            yield NamedFile(name, content)
        return
    yield NamedFile(path.name, data)


def is_archive(name: str, data: bytes) -> bool:
    """A ZIP that is not an office document."""
    return data[:4] == b"PK\x03\x04" and Path(name).suffix.lower() == ".zip"


def read_document(files: Sequence[NamedFile], tools: Tools, progress: Progress) -> Reading:
    """Read one document; several files are its pages, in order.

    Raises ``UnreadableFile``.
    """
    pages: list[Page] = []
    media_type = ""
    for file in files:
        source = open_source(file.name, file.data, tools.office)
        try:
            media_type = media_type or source.media_type
            for number in range(1, source.page_count + 1):
                progress(file.name, number, source.page_count)
                pages.append(renumber(source.read_page(number, tools), len(pages) + 1))
        finally:
            source.close()
    if not any(line.text.strip() for page in pages for line in page.lines):
        raise UnreadableFile("no_text")
    info = FileInfo(
        name=files[0].name,
        sha256=hashlib.sha256(b"".join(file.data for file in files)).hexdigest(),
        media_type=media_type,
        pages=len(pages),
    )
    return understand(info, pages, tools)
