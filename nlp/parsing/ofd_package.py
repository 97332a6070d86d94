"""The package of an OFD file (GB/T 33190-2016): its pages, pictures and fonts.

Lengths are millimetres from a page's top left corner, as the standard has them.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from nlp.errors import UnreadableFile
from nlp.parsing.docx_package import local
from nlp.parsing.picture import check_page_count
from nlp.parsing.zip_parts import Element, ZipParts

_A4 = (0.0, 0.0, 210.0, 297.0)
_MOST_DEEP = 40
_FARTHEST = 1e5
"""No length on a page is beyond a hundred metres; a hostile one is cut."""
_BOLD_NAME = re.compile(r"bold|black|heavy|黑体|小标宋", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class OfdPage:
    """One page: its box, and what is drawn on it from the lowest layer up."""

    box: tuple[float, float, float, float]
    objects: tuple[Element, ...]


@dataclass
class _Document:
    """What the pages of one document share."""

    folder: str
    box: tuple[float, float, float, float]
    templates: dict[str, str] = field(default_factory=dict)


class OfdPackage:
    """An opened OFD file. Raises :class:`UnreadableFile` (broken_ofd, no_pages, too_large …)."""

    def __init__(self, data: bytes) -> None:
        self._parts = ZipParts(data, "broken_ofd")
        self._pictures: dict[str, str] = {}
        self._bold_fonts: set[str] = set()
        root = self._required("OFD.xml")
        self._pages: list[tuple[_Document, str]] = []
        for place in _texts(root, "DocRoot"):
            self._add_document(place.lstrip("/"))
        self.page_count = len(self._pages)
        check_page_count(self.page_count)

    def page(self, number: int) -> OfdPage:
        """Page ``number``, from 1, with the templates that lie under it."""
        document, place = self._pages[number - 1]
        root = self._required(place)
        areas = _children(root, "Area", "PhysicalBox")
        box = numbers(areas[0].text) if areas else document.box
        objects: list[Element] = []
        for use in _children(root, "Template"):
            below = document.templates.get(use.get("TemplateID") or "")
            if below:
                objects += _drawn(self._required(below))
        objects += _drawn(root)
        return OfdPage(_box(box), tuple(objects))

    def picture(self, resource: str) -> bytes | None:
        """The file of an image resource."""
        place = self._pictures.get(resource)
        return self._parts.content(place) if place else None

    def is_bold(self, font: str) -> bool:
        """Whether the font is told bold, or is by its name."""
        return font in self._bold_fonts

    def _add_document(self, place: str) -> None:
        root = self._required(place)
        folder = posixpath.dirname(place)
        areas = _children(root, "CommonData", "PageArea", "PhysicalBox")
        document = _Document(folder, _box(numbers(areas[0].text) if areas else ()))
        for kind in ("PublicRes", "DocumentRes"):
            for resource in _children(root, "CommonData", kind):
                self._add_resources(_joined(folder, resource.text))
        for template in _children(root, "CommonData", "TemplatePage"):
            below = _joined(folder, template.get("BaseLoc"))
            document.templates[template.get("ID") or ""] = below
        for page in _children(root, "Pages", "Page"):
            self._pages.append((document, _joined(folder, page.get("BaseLoc"))))

    def _add_resources(self, place: str) -> None:
        root = self._parts.xml(place)
        if root is None:
            return
        folder = _joined(posixpath.dirname(place), root.get("BaseLoc") or "")
        for media in _children(root, "MultiMedias", "MultiMedia"):
            for file in _children(media, "MediaFile"):
                self._pictures[media.get("ID") or ""] = _joined(folder, file.text)
        for font in _children(root, "Fonts", "Font"):
            name = font.get("FontName") or ""
            if font.get("Bold") == "true" or _BOLD_NAME.search(name):
                self._bold_fonts.add(font.get("ID") or "")

    def _required(self, place: str) -> Element:
        root = self._parts.xml(place)
        if root is None:
            raise UnreadableFile("broken_ofd")
        return root


def is_ofd(data: bytes) -> bool:
    """Whether a ZIP's directory, which stands at its end, names the root of an OFD."""
    return b"OFD.xml" in data[-1_000_000:]


def numbers(text: str | None) -> tuple[float, ...]:
    """The numbers of an attribute such as a box or a matrix; what is none of these is left out."""
    found = re.findall(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?", text or "")
    return tuple(max(-_FARTHEST, min(_FARTHEST, float(number))) for number in found)


def _box(found: tuple[float, ...]) -> tuple[float, float, float, float]:
    if len(found) != 4 or found[2] <= 0 or found[3] <= 0:
        return _A4
    return found[0], found[1], found[2], found[3]


def _drawn(root: Element) -> list[Element]:
    """The graphic units of a page: of the background layers first, then the others'."""
    layers = _children(root, "Content", "Layer")
    ordered = sorted(layers, key=lambda layer: layer.get("Type") != "Background")
    return [unit for layer in ordered for unit in _units(layer, 0)]


def _units(parent: Element, depth: int) -> Iterator[Element]:
    for element in parent:
        name = local(element)
        if name == "PageBlock" and depth < _MOST_DEEP:
            yield from _units(element, depth + 1)
        elif name in ("TextObject", "ImageObject", "PathObject"):
            yield element


def _children(parent: Element, *path: str) -> list[Element]:
    found = [parent]
    for name in path:
        found = [child for element in found for child in element if local(child) == name]
    return found


def _texts(root: Element, name: str) -> list[str]:
    return [element.text or "" for element in root.iter() if local(element) == name]


def _joined(folder: str, place: str | None) -> str:
    told = (place or "").strip()
    joined = told if told.startswith("/") else posixpath.join(folder, told)
    return posixpath.normpath(joined).lstrip("/")
