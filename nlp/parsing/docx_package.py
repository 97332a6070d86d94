"""The ZIP package of a Word file and its XML parts, opened with limits."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import Any

from nlp.errors import UnreadableFile
from nlp.parsing.zip_parts import Element, ZipParts

_OLE_START = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


class Package:
    """The parts of one Word file.

    Raises :class:`UnreadableFile`: ``encrypted_docx``, ``needs_libreoffice`` (the old binary
    format), ``unknown_type`` (another kind of package), ``broken_docx`` or ``too_large``.
    """

    def __init__(self, data: bytes) -> None:
        if data.startswith(_OLE_START):
            raise UnreadableFile(_ole_kind(data))
        self._parts = ZipParts(data, "broken_docx")
        self.main_name = self._main_name()
        self.main = self._required(self.main_name)

    @property
    def has_macros(self) -> bool:
        return any(name.endswith("vbaproject.bin") for name in self._parts.names)

    def related(self, kind: str) -> Element | None:
        """The part that the main part calls its ``kind`` (numbering, styles, footnotes …)."""
        folder, name = posixpath.split(self.main_name)
        for relation in self._relations(f"{folder}/_rels/{name}.rels"):
            if _type_name(relation) == kind and relation.get("TargetMode") != "External":
                return self._parts.xml(_resolve(folder, relation.get("Target") or ""))
        return None

    def _main_name(self) -> str:
        for relation in self._relations("_rels/.rels"):
            if _type_name(relation) == "officeDocument":
                return _resolve("", relation.get("Target") or "")
        return "word/document.xml"

    def _relations(self, name: str) -> Iterator[Element]:
        root = self._parts.xml(name)
        return iter(root) if root is not None else iter(())

    def _required(self, name: str) -> Element:
        root = self._parts.xml(name)
        if root is None:
            is_office = "[content_types].xml" in self._parts.names
            raise UnreadableFile("broken_docx" if is_office else "unknown_type", name="")
        if local(root) != "document":
            raise UnreadableFile("unknown_type", name="")
        return root


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
