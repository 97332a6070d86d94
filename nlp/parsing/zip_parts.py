"""The parts of a ZIP package of XML (DOCX, OFD), read within limits."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import Any

from lxml import etree

from nlp.errors import ReadErrorCode, UnreadableFile

Element = Any
"""An lxml element; its module has no types of its own."""

MAX_PART_BYTES = 100 * 1024**2
MAX_RATIO = 300
_RATIO_FROM = 10 * 1024**2
_CHUNK = 1024**2


class ZipParts:
    """A package; whatever is wrong with it raises :class:`UnreadableFile` with ``broken``.

    A part that swells beyond its limits raises ``too_large``.
    """

    def __init__(self, data: bytes, broken: ReadErrorCode) -> None:
        self._broken = broken
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            self.names = {name.lower(): name for name in self._zip.namelist()}
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
            raise UnreadableFile(broken) from error

    def xml(self, name: str) -> Element | None:
        """The parsed part, or None where the package lacks it."""
        content = self.content(name)
        if content is None:
            return None
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
        )
        try:
            tree = etree.fromstring(content, parser)
        except etree.XMLSyntaxError as error:
            raise UnreadableFile(self._broken) from error
        if tree.getroottree().docinfo.doctype:
            # Neither format has document types (ECMA-376-2, GB/T 33190); one may be an attack.
            raise UnreadableFile(self._broken)
        return tree

    def content(self, name: str) -> bytes | None:
        """The part's bytes, or None where the package lacks it."""
        actual = self.names.get(name.lower())
        if actual is None:
            return None
        entry = self._zip.getinfo(actual)
        parts: list[bytes] = []
        size = 0
        try:
            with self._zip.open(entry) as stream:
                while chunk := stream.read(_CHUNK):
                    size += len(chunk)
                    swollen = size > _RATIO_FROM and size > MAX_RATIO * entry.compress_size
                    if size > MAX_PART_BYTES or swollen:
                        raise UnreadableFile("too_large")
                    parts.append(chunk)
        except (zipfile.BadZipFile, RuntimeError, EOFError, OSError, ValueError) as error:
            raise UnreadableFile(self._broken) from error
        except zlib.error as error:
            raise UnreadableFile(self._broken) from error
        return b"".join(parts)
