"""A Word file as it was before its tracked changes (修订), to find what was changed silently."""

from __future__ import annotations

import io
import posixpath
import zipfile

from lxml import etree

from nlp.parsing.docx_package import Package, local
from nlp.parsing.zip_parts import Element, ZipParts

_PARTS = ("document.xml", "footnotes.xml", "endnotes.xml")
_ADDED = frozenset({"ins", "moveTo"})
_REMOVED = frozenset({"del", "moveFrom"})
_OLD_TEXT = {"delText": "t", "delInstrText": "instrText"}


def count_tracked(data: bytes) -> int:
    """How many tracked insertions, deletions and moves a Word file holds.

    Raises :class:`nlp.errors.UnreadableFile`.
    """
    return sum(1 for each in Package(data).main.iter() if local(each) in _ADDED | _REMOVED)


def rejected(data: bytes) -> bytes:
    """The file with all tracked changes rejected, for reading; the rest of it stays.

    Raises :class:`nlp.errors.UnreadableFile`.
    """
    folder = posixpath.dirname(Package(data).main_name)
    parts = ZipParts(data, "broken_docx")
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name in parts.names.values():
            if posixpath.dirname(name) == folder and posixpath.basename(name) in _PARTS:
                root = parts.xml(name)
                _reject(root)
                package.writestr(name, etree.tostring(root, encoding="UTF-8", standalone=True))
            elif name.endswith((".xml", ".rels")):
                package.writestr(name, parts.content(name) or b"")
    return target.getvalue()


def _reject(root: Element) -> None:
    for each in list(root.iter()):
        name = local(each)
        if name in _OLD_TEXT:
            each.tag = each.tag.replace(name, _OLD_TEXT[name])
        if name not in _ADDED | _REMOVED or each.getparent() is None:
            continue
        parent = each.getparent()
        if local(parent) == "trPr":
            _row(parent, each, added=name in _ADDED)
        elif local(parent) == "rPr":
            _mark(parent, each, added=name in _ADDED)
        elif name in _ADDED:
            _take_out(each)
        else:
            _unwrap(each)


def _row(properties: Element, change: Element, *, added: bool) -> None:
    """An added row goes; one that was to be deleted stays."""
    if added:
        _take_out(properties.getparent())
    else:
        properties.remove(change)


def _mark(properties: Element, change: Element, *, added: bool) -> None:
    """A paragraph's end: an added one runs on into the next, as if it had been deleted."""
    if added:
        change.tag = change.tag.replace("moveTo", "del").replace("}ins", "}del")
    else:
        properties.remove(change)


def _take_out(element: Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _unwrap(element: Element) -> None:
    parent = element.getparent()
    index = parent.index(element)
    for child in reversed(list(element)):
        parent.insert(index, child)
    parent.remove(element)
