"""Unpack ZIP archives of documents, within limits that a hostile archive cannot pass."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath

from nlp.errors import UnreadableFile

MAX_FILES = 1_000
MAX_TOTAL_BYTES = 2 * 1024**3
MAX_FILE_BYTES = 500 * 1024**2
MAX_RATIO = 200
"""Deflate cannot do better than about 1032 to 1; documents seldom do better than 20 to 1."""
_RATIO_FROM = 10 * 1024**2
_CHUNK = 1024**2
_UTF8_FLAG = 0x800
_IGNORED = ("__MACOSX/", ".DS_Store", "Thumbs.db")


def unpack(name: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    """The files of an archive, one by one, with their own names (folders left out).

    Raises :class:`UnreadableFile` with ``broken_archive`` or ``archive_bomb``.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        entries = [entry for entry in archive.infolist() if _is_document(entry)]
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        raise UnreadableFile("broken_archive", name=name) from None
    declared = sum(entry.file_size for entry in entries)
    if len(entries) > MAX_FILES or declared > MAX_TOTAL_BYTES:
        raise UnreadableFile("archive_bomb", name=name)
    if declared > _RATIO_FROM and declared > MAX_RATIO * len(data):
        raise UnreadableFile("archive_bomb", name=name)
    for entry in entries:
        own_name = PurePosixPath(_readable_name(entry).replace("\\", "/")).name
        yield own_name, _content(archive, entry, name)


def _is_document(entry: zipfile.ZipInfo) -> bool:
    return not entry.is_dir() and not any(part in entry.filename for part in _IGNORED)


def _readable_name(entry: zipfile.ZipInfo) -> str:
    """Archives made on Chinese Windows hold GBK names without saying so."""
    if entry.flag_bits & _UTF8_FLAG:
        return entry.filename
    raw = entry.filename.encode("cp437", errors="ignore")
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return entry.filename


def _content(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str) -> bytes:
    """The entry's bytes; the size it declares is not believed."""
    if entry.flag_bits & 1:
        raise UnreadableFile("broken_archive", name=name)
    parts: list[bytes] = []
    size = 0
    try:
        with archive.open(entry) as stream:
            while chunk := stream.read(_CHUNK):
                size += len(chunk)
                if size > min(MAX_FILE_BYTES, entry.file_size):
                    raise UnreadableFile("archive_bomb", name=name)
                parts.append(chunk)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError):
        raise UnreadableFile("broken_archive", name=name) from None
    return b"".join(parts)
