"""The ZIP package of a Word file and its XML parts, opened with limits."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from lxml import etree

from nlp.errors import UnreadableFile

Element = Any
"""An lxml element; its module has no types of its own."""

MAX_PART_BYTES = 100 * 1024**2
MAX_RATIO = 300
_RATIO_FROM = 10 * 1024**2
_OLE_START = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_CHUNK = 1024**2


class Package:
    """The parts of one Word file.

    Raises :class:`UnreadableFile`: ``encrypted_docx``, ``needs_libreoffice`` (the old binary
    format), ``unknown_type`` (another kind of package), ``broken_docx`` or ``too_large``.
    """

    def __init__(self, data: bytes) -> None:
        if data.startswith(_OLE_START):
            raise UnreadableFile(_ole_kind(data))
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            self._names = {name.lower(): name for name in self._zip.namelist()}
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
            raise UnreadableFile("broken_docx") from error
        self.main_name = self._main_name()
        self.main = self._required(self.main_name)

    @property
    def has_macros(self) -> bool:
        return any(name.endswith("vbaproject.bin") for name in self._names)

    def related(self, kind: str) -> Element | None:
        """The part that the main part calls its ``kind`` (numbering, styles, footnotes …)."""
        folder, name = posixpath.split(self.main_name)
        for relation in self._relations(f"{folder}/_rels/{name}.rels"):
            if _type_name(relation) == kind and relation.get("TargetMode") != "External":
                return self._part(_resolve(folder, relation.get("Target") or ""))
        return None

    def _main_name(self) -> str:
        for relation in self._relations("_rels/.rels"):
            if _type_name(relation) == "officeDocument":
                return _resolve("", relation.get("Target") or "")
        return "word/document.xml"

    def _relations(self, name: str) -> Iterator[Element]:
        root = self._part(name)
        return iter(root) if root is not None else iter(())

    def _required(self, name: str) -> Element:
        root = self._part(name)
        if root is None:
            is_office = "[content_types].xml" in self._names
            raise UnreadableFile("broken_docx" if is_office else "unknown_type", name="")
        if local(root) != "document":
            raise UnreadableFile("unknown_type", name="")
        return root

    def _part(self, name: str) -> Element | None:
        """The parsed part, or None where the package lacks it."""
        actual = self._names.get(name.lower())
        if actual is None:
            return None
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
        )
        try:
            tree = etree.fromstring(self._content(actual), parser)
        except etree.XMLSyntaxError as error:
            raise UnreadableFile("broken_docx") from error
        if tree.getroottree().docinfo.doctype:
            # Office packages hold no document types (ECMA-376-2); one that does may be an attack.
            raise UnreadableFile("broken_docx")
        return tree

    def _content(self, name: str) -> bytes:
        entry = self._zip.getinfo(name)
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
            raise UnreadableFile("broken_docx") from error
        except zlib.error as error:
            raise UnreadableFile("broken_docx") from error
        return b"".join(parts)


def _ole_kind(data: bytes) -> Any:
    """An OLE container holds an encrypted package or a binary document; its directory tells."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return "encrypted_docx"
    is_word = "WordDocument".encode("utf-16-le") in data
    return "needs_libreoffice" if is_word else "unknown_type"


def _type_name(relation: Element) -> str:
    return str(relation.get("Type") or "").rpartition("/")[2]


def _resolve(folder: str, target: str) -> str:
    path = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
    return posixpath.normpath(path)


# --- elements by local name: the strict and the transitional namespaces name the same things ----


def local(element: Element) -> str:
    """The element's name without its namespace; comments and entities have none."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def child(element: Element | None, *path: str) -> Element | None:
    """The first descendant along ``path``, or None."""
    for name in path:
        if element is None:
            return None
        element = next((each for each in element if local(each) == name), None)
    return element


def attribute(element: Element | None, name: str = "val") -> str | None:
    """The attribute called ``name`` in whatever namespace."""
    if element is None:
        return None
    for key, value in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return str(value)
    return None


def number(element: Element | None, name: str = "val") -> int | None:
    """An integer attribute; None where absent or not a number."""
    try:
        return int(float(attribute(element, name) or ""))
    except (ValueError, OverflowError):
        return None


def switched_on(element: Element | None) -> bool | None:
    """A toggle property: None where absent."""
    if element is None:
        return None
    return (attribute(element) or "true") not in {"0", "false", "off", "none"}
